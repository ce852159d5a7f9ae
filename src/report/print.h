/*
 * print.h: What reports print with that do not give rows yet. It goes with the last of them.
 */
#ifndef CPROF_REPORT_PRINT_H
#define CPROF_REPORT_PRINT_H

#include "report/report.h"

void report_put_value(const struct report *r, struct out *o, int64_t value, size_t width);
struct str report_weight(const struct report *r, int64_t value);
void report_put_weight(const struct report *r, struct out *o, int64_t value, size_t width);
void report_put_code(struct out *o, struct str text);
void report_heat(struct report *r, int64_t value);
void report_profile_legend(struct report *r);
void report_subject_legend(struct report *r);
void report_indent(struct out *o, uint32_t level);
void report_align(struct report *r, struct str text);
void report_put_name(struct report *r, struct out *o, const struct nodes *nodes, node_id id,
	struct str name, const char *behind);
void report_put_place(struct report *r, struct out *o, struct str text, size_t n);
void report_put_last(struct report *r, struct out *o, struct str text);

#endif
