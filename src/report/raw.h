/*
 * raw.h: What the rows of `raw` and their text share.
 */
#ifndef CPROF_REPORT_RAW_H
#define CPROF_REPORT_RAW_H

#include "report/report.h"
#include "table/text.h"

/* The ids of locations as they are printed, 20 bytes and the length each. */
struct raw_id_text {
	unsigned char n;
	char p[23];
};

/* The sample of a row. */
struct raw_sample {
	struct report *r;
	size_t sample;
	struct window window;
	const struct raw_id_text *ids;
};

struct raw_location_row {
	const struct report *r;
	loc_id loc;
};

struct raw_mapping {
	const struct report *r;
	const struct mapping *mapping;
};

/* By loc_id: the ids as texts; empty for a location of which no frame is kept. In the report's arena. */
struct raw_id_text *raw_id_texts(struct report *r);

/* Print a row: the header from a struct report, the others from the structs above. */
void raw_print_header(struct table_text_writer *t, const struct table_row *row);
void raw_print_sample(struct table_text_writer *t, const struct table_row *row);
void raw_print_location(struct table_text_writer *t, const struct table_row *row);
void raw_print_mapping(struct table_text_writer *t, const struct table_row *row);

#endif
