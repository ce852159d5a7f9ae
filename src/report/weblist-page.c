/*
 * weblist-page.c: Writes sources and their assembly as one page of HTML, which needs no other file.
 *
 * A line with code is a <details>, so that it unfolds by mouse and keyboard without any script;
 * ours adds what is convenient. Nothing is loaded from anywhere, which the page itself forbids.
 * Everything that is not ours goes through put_text: names and sources may hold any bytes.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/interrupt.h"
#include "base/path.h"
#include "base/search.h"
#include "base/wrap.h"
#include "report/html.h"
#include "report/weblist.h"
#include "units/units.h"

enum {
	TEXT_MAX = 2000, /* bytes of a line or name that are shown */
	HEAT_STEPS = 8,
};

/* A section and what it weighs. */
struct web_section_weight {
	int64_t cum;
	size_t section;
};

struct web_page {
	struct weblist *w;
	struct report *r;
	struct out *o;
	struct out scratch; /* of html_put */
	struct source_finder finder;
	struct web_section_weight *order; /* the sections to show, the heaviest first */
	size_t n_order;
	const struct source_file **sources; /* by str_id, those that were looked for */
	bool *linked;                       /* by code: it is on the page */
	bool *anchored;                     /* by code: its anchor is */
};

static void put_text(struct web_page *p, struct str text)
{
	html_put(p->o, &p->scratch, text, TEXT_MAX);
}

static void put_class(struct web_page *p, const char *element, const char *class, struct str text)
{
	out_fmt(p->o, "<%s class=%s>", element, class);
	put_text(p, text);
	out_fmt(p->o, "</%s>", element);
}

static void put_values(struct web_page *p, int64_t flat, int64_t cum)
{
	put_class(p, "span", "v", report_weight_or_dot(p->r, flat));
	put_class(p, "span", "v", report_weight_or_dot(p->r, cum));
}

/* The step of colour for a value, from 0 to HEAT_STEPS, by its share of `all`. */
static int heat(int64_t value, int64_t all)
{
	double share = all != 0 ? (double)wrap_abs(value) / (double)wrap_abs(all) : 0;

	if (share <= 0 || value == 0)
		return 0;
	return share >= 1 ? HEAT_STEPS : 1 + (int)(share * (HEAT_STEPS - 1));
}

static const struct source_file *source_of(struct web_page *p, str_id file)
{
	const struct config *c = p->r->config;
	struct str name = web_str(p->w, file);
	str_id recorded = weblist_name(p->w, file)->recorded;

	if (p->sources[file] == NULL)
		p->sources[file] = source_find(&p->finder,
			path_trim(name, c->trim_path, p->finder.source_path),
			recorded != 0 ? web_str(p->w, recorded) : name);
	return p->sources[file];
}

static struct str shown_file(const struct web_page *p, str_id file)
{
	return path_trim(web_str(p->w, file), p->r->config->trim_path, p->finder.source_path);
}

/* "order.go:12", with the function in front where it is given. */
static void put_place(struct web_page *p, struct str function, str_id file, uint32_t line)
{
	struct str name = file != 0 ? path_base(web_str(p->w, file)) : STR("");

	out_lit(p->o, "<span class=p>");
	put_text(p, function);
	if (function.n != 0 && name.n != 0)
		out_lit(p->o, " ");
	put_text(p, name);
	if (name.n != 0 && line != 0)
		out_fmt(p->o, ":%" PRIu32, line);
	out_lit(p->o, "</span>");
}

/* The number of the instruction on the page at an own address; UINT32_MAX: there is none. */
static uint32_t code_at(const struct web_page *p, file_id file, uint64_t own)
{
	const struct web_code *codes = p->w->codes.p;
	size_t i;

	SEARCH(i, p->w->codes.n,
		codes[i].file < file || (codes[i].file == file && codes[i].own < own));
	if (i == p->w->codes.n || codes[i].file != file || codes[i].own != own || !p->linked[i])
		return UINT32_MAX;
	return (uint32_t)i;
}

/* "call 401126 <grind>": the address in front of the first name, and where it is in the text. */
static bool find_target(struct str text, size_t *begin, uint64_t *address)
{
	size_t name = str_find(text, STR(" <"), 0), at = name, digits = 0;

	if (name == text.n)
		return false;
	for (*address = 0; at > 0 && digits < 16 && ascii_hex_value(text.p[at - 1]) >= 0;
		at--, digits++)
		*address |= (uint64_t)ascii_hex_value(text.p[at - 1]) << (4 * digits);
	*begin = at >= 2 && text.p[at - 2] == '0' && text.p[at - 1] == 'x' ? at - 2 : at;
	return digits != 0;
}

/* An instruction's text; what it jumps to or calls is a link, where that is on the page. */
static void put_assembly(struct web_page *p, const struct web_code *code)
{
	struct str text = code->text;
	uint64_t address;
	size_t begin;
	uint32_t target = UINT32_MAX;

	if (find_target(text, &begin, &address))
		target = code_at(p, code->file, address);
	out_lit(p->o, "<code>");
	if (target == UINT32_MAX) {
		put_text(p, text);
	} else {
		put_text(p, str_sub(text, 0, begin));
		out_fmt(p->o, "<a href=\"#a%" PRIu32 "-%" PRIx64 "\">", code->file, address);
		put_text(p, str_from(text, begin));
		out_lit(p->o, "</a>");
	}
	out_lit(p->o, "</code>");
}

/* The number of inlined calls that are shown for a line; a profile may claim thousands. */
enum { CALLS_MAX = 64 };

/* The calls that were inlined between the line and the instruction, those that are new. */
static void put_calls(struct web_page *p, const struct web_entry *e, const struct web_entry *before)
{
	const struct weblist *w = p->w;
	uint32_t end = w->codes.p[e->code].frames, depth = 0, had = 0;
	bool same = before != NULL;

	if (before != NULL)
		had = before->frame - w->codes.p[before->code].frames;
	for (uint32_t f = e->frame; f > end; f--, depth++) {
		const struct web_frame *frame = &w->frames.p[f - 1];
		struct str text = STR("");

		if (depth == CALLS_MAX) {
			out_fmt(p->o,
				"<div class=c style=\"--d:20\">and %" PRIu32
				" more inlined calls</div>\n",
				f - end);
			break;
		}
		same = same && depth < had &&
			w->frames.p[before->frame - 1 - depth].file == frame->file &&
			w->frames.p[before->frame - 1 - depth].line == frame->line &&
			w->frames.p[before->frame - 1 - depth].name == frame->name;
		if (same)
			continue;
		source_line(source_of(p, frame->file), frame->line, &text);
		out_fmt(p->o, "<div class=c style=\"--d:%" PRIu32 "\"><code>",
			depth < 20 ? depth : 20);
		put_text(p, str_trim(text));
		out_lit(p->o, "</code>");
		put_place(p, web_str(w, frame->name), frame->file, frame->line);
		out_lit(p->o, "</div>\n");
	}
}

static void put_instruction(struct web_page *p, const struct web_entry *e)
{
	const struct web_code *code = &p->w->codes.p[e->code];
	const struct web_frame *own = &p->w->frames.p[code->frames];
	uint32_t depth = e->frame - code->frames;

	out_lit(p->o, "<div class=i");
	if (!p->anchored[e->code])
		out_fmt(p->o, " id=\"a%" PRIu32 "-%" PRIx64 "\" tabindex=-1", code->file,
			code->own);
	p->anchored[e->code] = true;
	out_fmt(p->o, " style=\"--d:%" PRIu32 "\">", depth < 20 ? depth : 20);
	put_values(p, wrap_div(code->flat, code->flat_div), wrap_div(code->cum, code->cum_div));
	out_fmt(p->o, "<span class=a>%" PRIx64 "</span>", code->own);
	put_assembly(p, code);
	put_place(p, STR(""), own->file, own->line);
	out_lit(p->o, "</div>\n");
}

static bool has_assembly(const struct weblist *w, const struct web_line *line)
{
	for (uint32_t i = line->entries; i < line->entries_end; i++)
		if (w->codes.p[w->entries.p[i].code].text.n != 0 ||
			w->entries.p[i].frame != w->codes.p[w->entries.p[i].code].frames)
			return true;
	return false;
}

static void put_code_of(struct web_page *p, const struct web_line *line)
{
	const struct web_entry *before = NULL;

	out_lit(p->o, "<div class=asm>\n");
	for (uint32_t i = line->entries; i < line->entries_end; i++) {
		const struct web_entry *e = &p->w->entries.p[i];
		const struct web_code *code = &p->w->codes.p[e->code];

		if (before != NULL) {
			const struct web_code *last = &p->w->codes.p[before->code];

			if (last->file != code->file || last->own + last->length != code->own)
				out_lit(p->o, "<div class=gap>\xe2\x8b\xae</div>\n");
		}
		put_calls(p, e, before);
		if (code->text.n != 0)
			put_instruction(p, e);
		before = e;
	}
	out_lit(p->o, "</div>\n");
}

/* Writes a line of source. `line` is NULL where it has no code. */
static void put_line(struct web_page *p, const struct web_section *s, uint32_t number,
	struct str text, const struct web_line *line)
{
	bool unfolds = line != NULL && has_assembly(p->w, line);
	int64_t flat = line != NULL ? wrap_div(line->flat, line->flat_div) : 0;
	int64_t cum = line != NULL ? wrap_div(line->cum, line->cum_div) : 0;
	int hot = heat(cum, wrap_div(s->cum, s->cum_div));

	out_fmt(p->o,
		unfolds ? "<details class=l><summary class=\"r h%d\">" : "<div class=\"l r h%d\">",
		hot);
	put_values(p, flat, cum);
	out_fmt(p->o, "<span class=n>%" PRIu32 "</span><code>", number);
	put_text(p, text);
	out_lit(p->o, unfolds ? "</code></summary>\n" : "</code></div>\n");
	if (!unfolds)
		return;
	put_code_of(p, line);
	out_lit(p->o, "</details>\n");
}

/* Writes the lines of a section: those of the source, and those that have code. */
static void put_lines(struct web_page *p, const struct web_section *s)
{
	const struct source_file *file = source_of(p, s->file);
	const struct web_line *at = &p->w->lines.p[s->lines], *end = &p->w->lines.p[s->lines_end];

	for (uint32_t number = s->begin; number < s->end && !interrupted(); number++) {
		const struct web_line *line = at < end && at->line == number ? at++ : NULL;
		struct str text = STR("");
		bool there = number != 0 && source_line(file, number, &text);

		if (there || line != NULL)
			put_line(p, s, number, number == 0 ? STR("(code of no known line)") : text,
				line);
		/* Nothing is between here and the next line with code. */
		if (!there && number >= file->n_lines && at < end && at->line > number)
			number = at->line - 1;
		else if (!there && number >= file->n_lines && at == end)
			break;
	}
}

static void put_remark(struct web_page *p, const struct source_file *file)
{
	if (file->path.n == 0) {
		out_lit(p->o, "<p class=remark>no source: ");
		put_text(p, file->missing);
		out_lit(p->o, "; see source_path</p>\n");
	} else if (file->elsewhere) {
		out_lit(p->o, "<p class=remark>source: ");
		put_text(p, file->path);
		out_lit(p->o, "</p>\n");
	}
}

static bool is_shown(const struct web_section *s)
{
	return s->flat != 0 || s->cum != 0;
}

static struct str percent_of(const struct web_page *p, const struct web_section *s,
	char buf[UNITS_PERCENT_MAX])
{
	return units_percent(wrap_div(s->cum, s->cum_div), p->r->values.total, buf);
}

/* Says why `top` has a smaller flat; by how much, except for means, which cannot be added up. */
static void put_inlined(struct web_page *p, const struct web_section *s)
{
	if (s->inlined == 0)
		return;
	out_lit(p->o, "<p class=remark>flat has ");
	if (s->flat_div == 0) {
		put_text(p, report_value(p->r, s->inlined));
		out_lit(p->o, " of ");
	}
	out_lit(p->o, "code that was inlined here; top counts it for the inlined functions</p>\n");
}

static void put_section(struct web_page *p, size_t number)
{
	const struct web_section *s = &p->w->sections.p[number];
	char buf[UNITS_PERCENT_MAX];

	out_fmt(p->o, "<section id=f%zu>\n<h2>", number);
	put_text(p, web_str(p->w, s->name));
	out_lit(p->o, "</h2>\n<p class=file>");
	put_text(p, shown_file(p, s->file));
	out_lit(p->o, "</p>\n<p class=sum>");
	put_text(p, report_value(p->r, wrap_div(s->flat, s->flat_div)));
	out_lit(p->o, " flat, ");
	put_text(p, report_value(p->r, wrap_div(s->cum, s->cum_div)));
	out_lit(p->o, " cum, ");
	put_text(p, str_trim(percent_of(p, s, buf)));
	out_lit(p->o, " of Total</p>\n");
	put_inlined(p, s);
	if (s->file != 0)
		put_remark(p, source_of(p, s->file));
	out_lit(p->o, "<div class=src>\n");
	put_lines(p, s);
	out_lit(p->o, "</div>\n</section>\n");
}

static int by_weight(const void *a, const void *b)
{
	const struct web_section_weight *l = a, *r = b;
	int64_t lw = wrap_abs(l->cum), rw = wrap_abs(r->cum);

	if (lw != rw)
		return lw > rw ? -1 : 1;
	return (l->section > r->section) - (l->section < r->section);
}

static void order_sections(struct web_page *p)
{
	const struct weblist *w = p->w;

	p->order = arena_array(p->r->arena, struct web_section_weight, w->sections.n);
	for (size_t i = 0; i < w->sections.n; i++) {
		const struct web_section *s = &w->sections.p[i];

		if (is_shown(s))
			p->order[p->n_order++] = (struct web_section_weight){wrap_div(s->cum,
										     s->cum_div),
				i};
	}
	qsort(p->order, p->n_order, sizeof(*p->order), by_weight);
}

/* Writes the list of functions. */
static void put_contents(struct web_page *p)
{
	struct weblist *w = p->w;
	char buf[UNITS_PERCENT_MAX];

	out_lit(p->o, "<nav aria-label=Functions>\n");
	for (size_t i = 0; i < p->n_order; i++) {
		const struct web_section *s = &w->sections.p[p->order[i].section];

		out_fmt(p->o, "<a href=\"#f%zu\">", p->order[i].section);
		put_class(p, "span", "v",
			report_weight_or_dot(p->r, wrap_div(s->flat, s->flat_div)));
		put_class(p, "span", "v", report_value(p->r, p->order[i].cum));
		put_class(p, "span", "v", str_trim(percent_of(p, s, buf)));
		put_class(p, "code", "name", web_str(w, s->name));
		out_lit(p->o, "<span class=p>");
		put_text(p, shown_file(p, s->file));
		if (w->lines.p[s->lines].line != 0)
			out_fmt(p->o, ":%" PRIu32, w->lines.p[s->lines].line);
		out_lit(p->o, "</span></a>\n");
	}
	out_lit(p->o, "</nav>\n");
}

/* Writes the legend, a paragraph for each line. */
static void put_legend(struct web_page *p)
{
	struct table_facts facts = report_facts(p->r, NULL,
		TABLE_LEGEND_PROFILE | TABLE_LEGEND_FILTERS | TABLE_LEGEND_TOTAL);
	size_t n;
	struct str *lines = table_legend_lines(p->r->arena, &facts, &n);

	for (size_t i = 0; i < n; i++)
		put_class(p, "p", "legend", lines[i]);
	out_lit(p->o, "\n");
}

static void put_notes(struct web_page *p)
{
	const struct weblist *w = p->w;
	struct err why = {0};

	code_append_why(&w->code, &why);
	if (w->left_out != 0)
		out_fmt(p->o,
			"<p class=remark>%zu pieces of code are too many and not "
			"disassembled; ask for fewer functions</p>\n",
			w->left_out);
	if (w->why.text[0] != '\0') {
		out_lit(p->o, "<p class=remark>no assembly: ");
		put_text(p, str_from_c(w->why.text));
		out_lit(p->o, "</p>\n");
	} else if (str_starts(str_from_c(why.text), STR("; "))) {
		out_lit(p->o, "<p class=remark>no assembly of some code: ");
		put_text(p, str_from(str_from_c(why.text), 2));
		out_lit(p->o, "</p>\n");
	}
}

static void put_head(struct web_page *p)
{
	out_lit(p->o,
		"<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
		"<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; "
		"style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
		"<meta name=viewport content=\"width=device-width\">\n"
		"<meta name=color-scheme content=\"light dark\">\n<title>");
	put_text(p, p->r->regex_text);
	out_lit(p->o, "</title>\n<style>\n");
	out_bytes(p->o, weblist_style.p, weblist_style.n);
	out_lit(p->o, "</style>\n</head>\n<body>\n<header>\n<h1>");
	put_text(p, p->r->regex_text);
	out_lit(p->o, "</h1>\n");
	put_legend(p);
	put_notes(p);
	out_lit(p->o,
		"<p class=keys hidden><button id=unfold>Unfold all</button> "
		"<button id=fold>Fold all</button> "
		"<span>\xe2\x86\x91 \xe2\x86\x93 go from line to line, \xe2\x86\x92 \xe2\x86\x90 "
		"unfold and fold, Home goes up here</span></p>\n</header>\n");
}

/* Marks the instructions that are on the page, which links may lead to. */
static void find_linked(struct web_page *p)
{
	struct weblist *w = p->w;

	for (size_t i = 0; i < w->lines.n; i++) {
		const struct web_line *line = &w->lines.p[i];

		if (!is_shown(&w->sections.p[line->section]))
			continue;
		for (uint32_t e = line->entries; e < line->entries_end; e++)
			p->linked[w->entries.p[e].code] |= w->codes.p[w->entries.p[e].code]
								   .text.n != 0;
	}
}

static void put_page(struct web_page *p)
{
	order_sections(p);
	put_head(p);
	put_contents(p);
	out_lit(p->o, "<main>\n");
	for (size_t i = 0; i < p->n_order && !interrupted(); i++)
		put_section(p, p->order[i].section);
	out_lit(p->o, "</main>\n<script>\n");
	out_bytes(p->o, weblist_script.p, weblist_script.n);
	out_lit(p->o, "</script>\n</body>\n</html>\n");
}

bool weblist_page(struct weblist *w, struct err *err)
{
	struct report *r = w->r;
	struct web_page p = {.w = w, .r = r, .o = r->out};
	struct str path;

	if (!report_source_path(r, &path, err))
		return false;
	source_finder_init(&p.finder, r->arena, path, r->config->trim_path, NULL);
	p.sources = arena_array(r->arena, const struct source_file *, intern_end(&w->names));
	p.linked = arena_array(r->arena, bool, w->codes.n);
	p.anchored = arena_array(r->arena, bool, w->codes.n);
	find_linked(&p);
	put_page(&p);
	out_release(&p.scratch);
	source_finder_release(&p.finder);
	return true;
}
