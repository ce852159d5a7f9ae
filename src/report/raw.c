/*
 * raw.c: Gives everything in the profile, by ids: `raw`.
 *
 * There is a row for each sample, function, location and mapping. The text (raw-text.c) has a header and
 * no functions: these stand with the locations.
 */
#include <stdlib.h>

#include "base/interrupt.h"
#include "base/mem.h"
#include "report/raw.h"

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
	[HEADER] = {.print = raw_print_header},
	[SAMPLE] = {.name = "sample",
		.columns = TABLE_HAS(VALUES) | TABLE_HAS(LOCATIONS) | TABLE_HAS(LABELS) |
			TABLE_HAS(LABEL_UNITS),
		.print = raw_print_sample},
	[FUNCTION] = {.name = "function",
		.columns = TABLE_HAS(ID) | TABLE_HAS(NAME) | TABLE_HAS(SYSTEM_NAME) |
			TABLE_HAS(FILE_NAME) | TABLE_HAS(START_LINE)},
	[TITLE] = {TABLE_PIECES(title_pieces)},
	[LOCATION] = {.name = "location",
		.columns = TABLE_HAS(ID) | TABLE_HAS(ADDRESS) | TABLE_HAS(MAPPING_ID) |
			TABLE_HAS(IS_FOLDED) | TABLE_HAS(LINES),
		.print = raw_print_location},
	[MAPPING] = {.name = "mapping",
		.columns = TABLE_HAS(ID) | TABLE_HAS(START) | TABLE_HAS(LIMIT) | TABLE_HAS(OFFSET) |
			TABLE_HAS(FILE_NAME) | TABLE_HAS(BUILD_ID) | TABLE_HAS(HAS_FUNCTIONS) |
			TABLE_HAS(HAS_FILENAMES) | TABLE_HAS(HAS_LINE_NUMBERS) |
			TABLE_HAS(HAS_INLINE_FRAMES),
		.print = raw_print_mapping},
};

static const struct table_spec raw_spec = {columns, COLUMNS, kinds, KINDS, NULL};

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
	*cell = table_number(profile_value(k->r->view->p, (uint32_t)i, k->sample));
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
	struct raw_sample k = {.r = r, .ids = data ? NULL : raw_id_texts(r)};
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
