/*
 * recognize.h: tells by a file's first bytes which formats it may be of.
 */
#ifndef CPROF_IMPORT_RECOGNIZE_H
#define CPROF_IMPORT_RECOGNIZE_H

#include "import/formats.h"

/* The first bytes of a file, up to STREAM_HEAD, and what is found out about them once. */
struct import_head {
	struct str bytes, trimmed; /* trimmed: without white space around it and a UTF-8 mark */
	bool text;                 /* it has no control bytes */
};

/* Looks at the bytes, which the caller keeps. */
struct import_head import_look(struct str bytes);

/* True when the file claims the format of the row. */
bool import_claims(const struct import_format *format, const struct import_head *head);

/*
 * The claims of formats that cprof does not read, and of some that need more than a mark. Each
 * takes the first bytes of a file.
 */
bool import_is_html(struct str head);
bool import_is_listing(struct str head); /* a page that weblist wrote, of cprof or of pprof */
bool import_is_object(struct str head);  /* of JSON */
bool import_is_nothing(struct str head); /* white space alone */
bool import_is_pstats(struct str head);
bool import_is_tar(struct str head);
bool import_is_svg(struct str head);
bool import_is_tags_report(struct str head);
bool import_is_callgrind(struct str head);
bool import_is_heaptrack(struct str head);
bool import_is_perf_script(struct str head);

/* Write the error about a page, and about a text of which nothing is known. Return false. */
bool import_explain_html(struct str head, struct err *err);
bool import_explain_plain_text(struct str head, struct err *err);

#endif
