/*
 * raw.c: Shows everything in the profile, by ids: `raw`.
 *
 * The text has the form of pprof's Profile.String: a header, samples as values and location ids,
 * then locations and mappings. Data formats have the header in their facts, and a row for each
 * sample, function, location and mapping.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/interrupt.h"
#include "base/mem.h"
#include "base/zone.h"
#include "report/report.h"
#include "table/text.h"

enum raw_kind { HEADER, SAMPLE, FUNCTION, TITLE, LOCATION, MAPPING, KINDS };

enum raw_column {
	ID,
	VALUES,    /* of all sample types */
	LOCATIONS, /* ids, from the leaf to the root */
	LABELS,
	LABEL_UNITS, /* of numbers that have one */
	NAME,
	SYSTEM_NAME,
	START_LINE,
	ADDRESS,
	MAPPING_ID,
	IS_FOLDED,
	LINES, /* {function, line, column}, from the leaf to the root */
	START,
	LIMIT,
	OFFSET,
	FILE_NAME,
	BUILD_ID,
	HAS_FUNCTIONS,
	HAS_FILENAMES,
	HAS_LINE_NUMBERS,
	HAS_INLINE_FRAMES,
	COLUMNS
};

static void print_header(struct table_text_writer *t, const struct table_row *row);
static void print_sample(struct table_text_writer *t, const struct table_row *row);
static void print_location(struct table_text_writer *t, const struct table_row *row);
static void print_mapping(struct table_text_writer *t, const struct table_row *row);

static const struct table_column columns[COLUMNS] = {
	[ID] = {"id", TABLE_NUMBER},
	[VALUES] = {"values", TABLE_LIST},
	[LOCATIONS] = {"locations", TABLE_LIST},
	[LABELS] = {"labels", TABLE_OBJECT},
	[LABEL_UNITS] = {"label_units", TABLE_OBJECT},
	[NAME] = {"name", TABLE_TEXT},
	[SYSTEM_NAME] = {"system_name", TABLE_TEXT},
	[START_LINE] = {"start_line", TABLE_NUMBER},
	[ADDRESS] = {"address", TABLE_ADDRESS},
	[MAPPING_ID] = {"mapping", TABLE_NUMBER},
	[IS_FOLDED] = {"folded", TABLE_FLAG},
	[LINES] = {"lines", TABLE_LIST},
	[START] = {"start", TABLE_ADDRESS},
	[LIMIT] = {"limit", TABLE_ADDRESS},
	[OFFSET] = {"offset", TABLE_ADDRESS},
	[FILE_NAME] = {"file", TABLE_TEXT},
	[BUILD_ID] = {"build_id", TABLE_TEXT},
	[HAS_FUNCTIONS] = {"has_functions", TABLE_FLAG},
	[HAS_FILENAMES] = {"has_filenames", TABLE_FLAG},
	[HAS_LINE_NUMBERS] = {"has_line_numbers", TABLE_FLAG},
	[HAS_INLINE_FRAMES] = {"has_inline_frames", TABLE_FLAG},
};

static const struct table_piece title_pieces[] = {{"", NAME, 0, 0}};

/* Lines depend on how many values, labels and frames there are: no pieces can say it. */
static const struct table_kind kinds[KINDS] = {
	[HEADER] = {.print = print_header},
	[SAMPLE] = {.name = "sample",
		.columns = TABLE_HAS(VALUES) | TABLE_HAS(LOCATIONS) | TABLE_HAS(LABELS) |
			TABLE_HAS(LABEL_UNITS),
		.print = print_sample},
	[FUNCTION] = {.name = "function",
		.columns = TABLE_HAS(ID) | TABLE_HAS(NAME) | TABLE_HAS(SYSTEM_NAME) |
			TABLE_HAS(FILE_NAME) | TABLE_HAS(START_LINE)},
	[TITLE] = {TABLE_PIECES(title_pieces)},
	[LOCATION] = {.name = "location",
		.columns = TABLE_HAS(ID) | TABLE_HAS(ADDRESS) | TABLE_HAS(MAPPING_ID) |
			TABLE_HAS(IS_FOLDED) | TABLE_HAS(LINES),
		.print = print_location},
	[MAPPING] = {.name = "mapping",
		.columns = TABLE_HAS(ID) | TABLE_HAS(START) | TABLE_HAS(LIMIT) | TABLE_HAS(OFFSET) |
			TABLE_HAS(FILE_NAME) | TABLE_HAS(BUILD_ID) | TABLE_HAS(HAS_FUNCTIONS) |
			TABLE_HAS(HAS_FILENAMES) | TABLE_HAS(HAS_LINE_NUMBERS) |
			TABLE_HAS(HAS_INLINE_FRAMES),
		.print = print_mapping},
};

static const struct table_spec raw_spec = {columns, COLUMNS, kinds, KINDS, NULL};

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

/* Value and unit, the value without zeros at its end: "1.5s". */
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

static void print_header(struct table_text_writer *t, const struct table_row *row)
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

/* The number, right-aligned in ten columns behind a space. */
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

/* The ids of locations as they are printed, 20 bytes and the length each. */
struct raw_id_text {
	unsigned char n;
	char p[23];
};

/* By loc_id; nothing for a location of which no frame is kept. */
static struct raw_id_text *id_texts(struct report *r)
{
	const struct view *v = r->view;
	struct raw_id_text *texts = arena_array(r->arena, struct raw_id_text, v->p->n_locations);

	for (loc_id loc = 1; loc < v->p->n_locations; loc++)
		if (view_sees_loc(v, loc))
			texts[loc].n = (unsigned char)snprintf(texts[loc].p, sizeof(texts[loc].p),
				"%" PRIu64 " ", v->p->loc_file_id[loc]);
	return texts;
}

/* The sample of a row. */
struct raw_sample {
	struct report *r;
	size_t sample;
	struct window window;
	const struct raw_id_text *ids;
};

static void print_sample(struct table_text_writer *t, const struct table_row *row)
{
	const struct raw_sample *k = row->subject;
	const struct profile *p = k->r->view->p;
	struct window w = k->window;
	struct out *o = t->writer.out;
	char *to, *start;

	for (uint32_t type = 0; type < p->n_types; type++)
		value_cell(o, p->values[type][k->sample]);
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

/* A list of a sample's row. */
struct raw_list {
	struct table_list list;
	const struct raw_sample *sample;
	const loc_id *locations; /* those of which frames are kept */
};

static void value_item(const struct table_list *list, size_t i, struct str *key,
	struct table_cell *cell)
{
	const struct raw_sample *k = ((const struct raw_list *)list)->sample;

	(void)key;
	*cell = table_number(k->r->view->p->values[i][k->sample]);
}

static void location_item(const struct table_list *list, size_t i, struct str *key,
	struct table_cell *cell)
{
	const struct raw_list *l = (const struct raw_list *)list;

	(void)key;
	*cell = table_number((int64_t)l->sample->r->view->p->loc_file_id[l->locations[i]]);
}

/* Gives a sample's row to a data format. `locations` has room for its stack. */
static void sample_data(const struct raw_sample *k, loc_id *locations)
{
	const struct view *v = k->r->view;
	struct raw_list values = {{.n = v->p->n_types, .item = value_item}, k, NULL};
	struct raw_list ids = {{.item = location_item}, k, locations};
	struct label_object labels = report_label_object(k->r, k->sample);
	struct label_object units = report_label_units(k->r, k->sample);
	const struct table_cell cells[COLUMNS] = {
		[VALUES] = table_list(&values.list),
		[LOCATIONS] = table_list(&ids.list),
		[LABELS] = table_object(&labels.list),
		[LABEL_UNITS] = table_object(&units.list),
	};

	for (uint32_t at = k->window.begin; at < k->window.end; at++) {
		loc_id loc = loc_column_get(&v->p->stack, at);

		if (view_sees_loc(v, loc))
			locations[ids.list.n++] = loc;
	}
	table_row(k->r->writer, &(struct table_row){.kind = SAMPLE, .cells = cells});
}

static void sample_rows(struct report *r)
{
	const struct view *v = r->view;
	bool data = r->writer->format->is_data;
	struct raw_sample k = {.r = r, .ids = data ? NULL : id_texts(r)};
	loc_id *locations = NULL;
	size_t cap = 0;

	for (size_t i = 0; i < v->n_samples && !interrupted_at(i); i++) {
		k.sample = view_sample(v, i);
		k.window = view_window(v, i);
		if (data) {
			locations = mem_grow(locations, &cap, k.window.end - k.window.begin + 1,
				sizeof(*locations));
			sample_data(&k, locations);
		} else {
			table_row(r->writer, &(struct table_row){.kind = SAMPLE, .subject = &k});
		}
	}
	free(locations);
}

static void function_rows(struct report *r)
{
	const struct profile *p = r->view->p;

	for (fn_id fn = 1; fn < p->n_functions && !interrupted_at(fn); fn++) {
		const struct function *f = &p->functions[fn];
		const struct table_cell cells[COLUMNS] = {
			[ID] = table_number((int64_t)f->id),
			[NAME] = table_text(view_str(r->view, f->name)),
			[SYSTEM_NAME] = table_text(view_str(r->view, f->system_name)),
			[FILE_NAME] = table_text(view_str(r->view, f->file)),
			[START_LINE] = table_number(f->start_line),
		};

		table_row(r->writer, &(struct table_row){.kind = FUNCTION, .cells = cells});
	}
}

static void title(struct report *r, struct str text)
{
	const struct table_cell cells[COLUMNS] = {[NAME] = table_text(text)};

	table_row(r->writer, &(struct table_row){.kind = TITLE, .cells = cells});
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

struct raw_location_row {
	const struct report *r;
	loc_id loc;
};

/* Like pprof, details of the location stand before its first line only. */
static void print_location(struct table_text_writer *t, const struct table_row *row)
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

struct raw_mapping {
	const struct report *r;
	const struct mapping *mapping;
};

static void print_mapping(struct table_text_writer *t, const struct table_row *row)
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

/* The frames of a location that are kept, and one of them. */
struct raw_lines {
	struct table_list list;
	const struct report *r;
	frame_id *frames;
	struct raw_line_row *line;
};

struct raw_line_row {
	struct table_list list;
	const struct report *r;
	frame_id frame;
};

static void line_member(const struct table_list *list, size_t i, struct str *key,
	struct table_cell *cell)
{
	const struct raw_line_row *l = (const struct raw_line_row *)list;
	const struct profile *p = l->r->view->p;
	const struct frame *f = &p->frames[l->frame];
	const struct {
		struct str key;
		int64_t number;
	} members[] = {
		{STR("function"), (int64_t)p->functions[f->fn].id},
		{STR("line"), f->line},
		{STR("column"), f->column},
	};

	if (key != NULL)
		*key = members[i].key;
	*cell = table_number(members[i].number);
}

static void line_item(const struct table_list *list, size_t i, struct str *key,
	struct table_cell *cell)
{
	const struct raw_lines *l = (const struct raw_lines *)list;

	(void)key;
	*l->line = (struct raw_line_row){{3, line_member}, l->r, l->frames[i]};
	*cell = table_object(&l->line->list);
}

/* Gives a location's row. `frames` has room for its frames. */
static void location_row(struct report *r, loc_id loc, frame_id *frames)
{
	const struct profile *p = r->view->p;
	struct raw_location_row k = {r, loc};
	struct raw_line_row line;
	struct raw_lines lines = {{.item = line_item}, r, frames, &line};
	struct table_cell cells[COLUMNS] = {
		[ID] = table_number((int64_t)p->loc_file_id[loc]),
		[ADDRESS] = table_address(p->loc_address[loc]),
		[IS_FOLDED] = table_flag(p->loc_folded[loc]),
		[LINES] = table_list(&lines.list),
	};

	if (p->loc_mapping[loc] != 0)
		cells[MAPPING_ID] = table_number((int64_t)p->mappings[p->loc_mapping[loc]].id);
	for (frame_id f = p->frame_begin[loc]; f < p->frame_begin[loc + 1]; f++)
		if (p->frames[f].fn != 0 && view_keeps(r->view, f))
			frames[lines.list.n++] = f;
	table_row(r->writer, &(struct table_row){.kind = LOCATION, .cells = cells, .subject = &k});
}

static void location_rows(struct report *r)
{
	const struct profile *p = r->view->p;
	frame_id *frames = NULL;
	size_t cap = 0;

	for (loc_id loc = 1; loc < p->n_locations && !interrupted_at(loc); loc++) {
		frames = mem_grow(frames, &cap, p->frame_begin[loc + 1] - p->frame_begin[loc] + 1,
			sizeof(*frames));
		location_row(r, loc, frames);
	}
	free(frames);
}

static void mapping_row(struct report *r, const struct mapping *m)
{
	struct raw_mapping k = {r, m};
	const struct table_cell cells[COLUMNS] = {
		[ID] = table_number((int64_t)m->id),
		[START] = table_address(m->start),
		[LIMIT] = table_address(m->limit),
		[OFFSET] = table_address(m->offset),
		[FILE_NAME] = table_text(profile_str(r->profile, m->file)),
		[BUILD_ID] = table_text(profile_str(r->profile, m->build_id)),
		[HAS_FUNCTIONS] = table_flag(m->has_functions),
		[HAS_FILENAMES] = table_flag(m->has_filenames),
		[HAS_LINE_NUMBERS] = table_flag(m->has_line_numbers),
		[HAS_INLINE_FRAMES] = table_flag(m->has_inline_frames),
	};

	table_row(r->writer, &(struct table_row){.kind = MAPPING, .cells = cells, .subject = &k});
}

bool report_raw(struct report *r, struct err *err)
{
	struct table_facts facts = report_facts(r, NULL, 0);
	const struct profile *p = r->view->p;

	(void)err;
	table_begin(r->writer, &raw_spec, &facts);
	table_row(r->writer, &(struct table_row){.kind = HEADER, .subject = r});
	sample_rows(r);
	function_rows(r);
	title(r, STR("Locations"));
	location_rows(r);
	title(r, STR("Mappings"));
	for (map_id m = 1; m < p->n_mappings; m++)
		mapping_row(r, &p->mappings[m]);
	table_end(r->writer);
	return true;
}
