/*
 * raw-text.c: Prints the rows of `raw` in the form of pprof's Profile.String.
 */
#include <inttypes.h>

#include "base/zone.h"
#include "report/raw.h"

static void text(struct out *o, const char *before, struct str s, const char *after)
{
	out_lit(o, before);
	out_str(o, s);
	out_lit(o, after);
}

/* As Go prints a time: "2026-11-21 01:57:22.5 +0000 UTC". */
static void print_time(struct out *o, int64_t nanos)
{
	int64_t fraction = nanos % 1000000000;
	time_t seconds = (time_t)(nanos / 1000000000);
	char buf[80], digits[12];
	struct tm tm;
	size_t n;

	if (fraction < 0) {
		fraction += 1000000000;
		seconds--;
	}
	if (!zone_time(seconds, &tm))
		return;
	n = strftime(buf, sizeof(buf), "%Y-%m-%d %H:%M:%S", &tm);
	out_lit(o, "Time: ");
	out_bytes(o, buf, n);
	if (fraction != 0) {
		n = (size_t)snprintf(digits, sizeof(digits), ".%09" PRId64, fraction);
		while (digits[n - 1] == '0')
			n--;
		out_bytes(o, digits, n);
	}
	n = strftime(buf, sizeof(buf), " %z %Z\n", &tm);
	out_bytes(o, buf, n);
}

/* Writes value and unit, "1.5s", without zeros behind the last digit. Returns the length. */
static size_t decimal(char *to, size_t cap, uint64_t v, uint64_t unit, const char *name)
{
	uint64_t fraction = v % unit;
	int width = 0;

	for (uint64_t u = unit; u > 1; u /= 10)
		width++;
	while (fraction != 0 && fraction % 10 == 0) {
		fraction /= 10;
		width--;
	}
	if (fraction == 0)
		return (size_t)snprintf(to, cap, "%" PRIu64 "%s", v / unit, name);
	return (size_t)snprintf(to, cap, "%" PRIu64 ".%0*" PRIu64 "%s", v / unit, width, fraction,
		name);
}

/*
 * A duration as Go prints it with %.4v: its text ("1h2m3.5s", "20ms") cut after four characters,
 * which is odd, but so does pprof.
 */
static void print_duration(struct out *o, int64_t nanos)
{
	uint64_t v = nanos < 0 ? 0 - (uint64_t)nanos : (uint64_t)nanos, seconds = v / 1000000000;
	char buf[64];
	size_t n = 0;

	if (nanos < 0)
		buf[n++] = '-';
	if (v < 1000)
		n += decimal(buf + n, sizeof(buf) - n, v, 1, "ns");
	else if (v < 1000000)
		n += decimal(buf + n, sizeof(buf) - n, v, 1000, "\xc2\xb5s");
	else if (v < 1000000000)
		n += decimal(buf + n, sizeof(buf) - n, v, 1000000, "ms");
	if (v >= 3600 * UINT64_C(1000000000))
		n += (size_t)snprintf(buf + n, sizeof(buf) - n, "%" PRIu64 "h", seconds / 3600);
	if (v >= 60 * UINT64_C(1000000000))
		n += (size_t)snprintf(buf + n, sizeof(buf) - n, "%" PRIu64 "m", seconds / 60 % 60);
	if (v >= 1000000000)
		n += decimal(buf + n, sizeof(buf) - n, v % (60 * UINT64_C(1000000000)), 1000000000,
			"s");
	out_lit(o, "Duration: ");
	for (size_t i = 0, shown = 0; i < n; i++) {
		if (((unsigned char)buf[i] & 0xc0) != 0x80 && shown++ == 4)
			break;
		out_bytes(o, buf + i, 1);
	}
	out_lit(o, "\n");
}

static void print_facts(struct out *o, const struct report *r)
{
	const struct profile *p = r->profile;

	for (uint32_t i = 0; i < p->n_comments; i++)
		text(o, "Comment: ", profile_str(p, p->comments[i]), "\n");
	if (p->doc_url != 0)
		text(o, "Doc: ", profile_str(p, p->doc_url), "\n");
	text(o, "PeriodType: ", profile_str(p, p->period_type.type), " ");
	text(o, "", profile_str(p, p->period_type.unit), "\n");
	out_fmt(o, "Period: %" PRId64 "\n", p->period);
	if (p->time_nanos != 0)
		print_time(o, p->time_nanos);
	if (p->duration_nanos != 0)
		print_duration(o, p->duration_nanos);
}

static void print_types(struct out *o, struct report *r)
{
	const struct profile *p = r->profile;
	struct str *names = arena_array(r->arena, struct str, p->n_types);

	for (uint32_t i = 0; i < p->n_types; i++) {
		struct str parts[4] = {profile_str(p, p->types[i].type), STR("/"),
			profile_str(p, p->types[i].unit), STR("[dflt]")};

		if (p->types[i].type != p->default_type)
			parts[3].n = 0;
		names[i] = arena_join(r->arena, parts, 4, STR(""));
	}
	out_lit(o, "Samples:\n");
	out_str(o, str_trim(report_join(r, names, p->n_types)));
	out_lit(o, "\n");
}

void raw_print_header(struct table_text_writer *t, const struct table_row *row)
{
	struct report *r = (struct report *)row->subject;

	print_facts(t->writer.out, r);
	print_types(t->writer.out, r);
}

/* "key:[a b]" */
static struct str group_text(struct report *r, const struct label_group *g, const struct str *texts)
{
	struct str parts[4] = {profile_str(r->profile, g->key), STR(":["),
		report_join(r, texts, g->n), STR("]")};

	return arena_join(r->arena, parts, 4, STR(""));
}

static struct str texts_group(struct report *r, const struct label_group *g)
{
	struct str *texts = arena_array(r->arena, struct str, g->n);

	for (uint32_t i = 0; i < g->n; i++)
		texts[i] = profile_str(r->profile, g->labels[i]->text);
	return group_text(r, g, texts);
}

/* Numbers stand with their units where any of them has one. */
static struct str numbers_group(struct report *r, const struct label_group *g)
{
	struct str *texts = arena_array(r->arena, struct str, g->n);
	bool units = false;

	for (uint32_t i = 0; i < g->n; i++)
		units |= g->labels[i]->text != 0;
	for (uint32_t i = 0; i < g->n; i++) {
		struct str parts[2] = {arena_fmt(r->arena, "%" PRId64 "%s", g->labels[i]->number,
					       units ? " " : ""),
			profile_str(r->profile, g->labels[i]->text)};

		texts[i] = arena_join(r->arena, parts, 2, STR(""));
	}
	return group_text(r, g, texts);
}

static void print_labels(struct out *o, struct report *r, size_t sample)
{
	for (int numbers = 0; numbers < 2; numbers++) {
		struct str *lines;
		size_t n = report_label_lines(r, sample, numbers,
			numbers ? numbers_group : texts_group, &lines);

		if (n != 0)
			text(o, "                ", report_join(r, lines, n), "\n");
	}
}

/* Writes a space, and the number flush right in ten columns. */
static void value_cell(struct out *o, int64_t v)
{
	char buf[24];
	size_t at = sizeof(buf);
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	do
		buf[--at] = (char)('0' + u % 10);
	while ((u /= 10) != 0);
	if (v < 0)
		buf[--at] = '-';
	while (at > sizeof(buf) - 10)
		buf[--at] = ' ';
	buf[--at] = ' ';
	out_bytes(o, buf + at, sizeof(buf) - at);
}

/* Makes the texts by loc_id. That of a location without a kept frame is empty. */
struct raw_id_text *raw_id_texts(struct report *r)
{
	const struct view *v = r->view;
	struct raw_id_text *texts = arena_array(r->arena, struct raw_id_text, v->p->n_locations);

	for (loc_id loc = 1; loc < v->p->n_locations; loc++)
		if (view_sees_loc(v, loc))
			texts[loc].n = (unsigned char)snprintf(texts[loc].p, sizeof(texts[loc].p),
				"%" PRIu64 " ", v->p->loc_file_id[loc]);
	return texts;
}

void raw_print_sample(struct table_text_writer *t, const struct table_row *row)
{
	const struct raw_sample *k = row->subject;
	const struct profile *p = k->r->view->p;
	struct window w = k->window;
	struct out *o = t->writer.out;
	char *to, *start;

	for (uint32_t type = 0; type < p->n_types; type++)
		value_cell(o, profile_value(p, type, k->sample));
	out_lit(o, ": ");
	to = start = out_room(o, (size_t)(w.end - w.begin + 1) * sizeof(k->ids->p));
	for (uint32_t at = w.begin; at < w.end; at++) {
		const struct raw_id_text *id = &k->ids[loc_column_get(&p->stack, at)];

		memcpy(to, id->p, sizeof(id->p)); /* all of it: the next one goes over the rest */
		to += id->n;
	}
	out_used(o, (size_t)(to - start));
	out_lit(o, "\n");
	if (p->label_begin != NULL)
		print_labels(o, k->r, k->sample);
}

static void frame_text(struct out *o, const struct report *r, const struct frame *f)
{
	const struct profile *p = r->view->p;
	const struct function *fn = &p->functions[f->fn];
	bool has_columns = r->view->parts & VIEW_COLUMN;

	out_str(o, view_str(r->view, fn->name));
	text(o, " ", view_str(r->view, fn->file), "");
	out_fmt(o, ":%" PRId64 ":%" PRId64 " s=%" PRId64, f->line, has_columns ? f->column : 0,
		fn->start_line);
	if (fn->name != fn->system_name)
		text(o, "(", view_str(r->view, fn->system_name), ")");
	out_lit(o, "\n");
}

static void hex(struct out *o, uint64_t v, const char *after)
{
	out_fmt(o, "0x%" PRIx64 "%s", v, after);
}

/* Like pprof, details of the location stand before its first line only. */
void raw_print_location(struct table_text_writer *t, const struct table_row *row)
{
	const struct raw_location_row *k = row->subject;
	const struct report *r = k->r;
	const struct profile *p = r->view->p;
	struct out *o = t->writer.out;
	loc_id loc = k->loc;
	map_id map = p->loc_mapping[loc];
	bool any = false;

	out_fmt(o, "%6" PRIu64 ": ", p->loc_file_id[loc]);
	hex(o, p->loc_address[loc], " ");
	if (map != 0)
		out_fmt(o, "M=%" PRIu64 " ", p->mappings[map].id);
	if (p->loc_folded[loc])
		out_lit(o, "[F] ");
	for (frame_id f = p->frame_begin[loc]; f < p->frame_begin[loc + 1]; f++) {
		if (p->frames[f].fn == 0 || !view_keeps(r->view, f))
			continue;
		if (any)
			out_lit(o, "             ");
		frame_text(o, r, &p->frames[f]);
		any = true;
	}
	if (!any)
		out_lit(o, "\n");
}

void raw_print_mapping(struct table_text_writer *t, const struct table_row *row)
{
	const struct raw_mapping *k = row->subject;
	const struct report *r = k->r;
	const struct mapping *m = k->mapping;
	struct out *o = t->writer.out;
	bool inlines = m->has_inline_frames && !r->config->noinlines;

	out_fmt(o, "%" PRIu64 ": ", m->id);
	hex(o, m->start, "/");
	hex(o, m->limit, "/");
	hex(o, m->offset, " ");
	text(o, "", profile_str(r->profile, m->file), " ");
	text(o, "", profile_str(r->profile, m->build_id), " ");
	out_fmt(o, "%s%s%s%s\n", m->has_functions ? "[FN]" : "", m->has_filenames ? "[FL]" : "",
		m->has_line_numbers ? "[LN]" : "", inlines ? "[IN]" : "");
}
