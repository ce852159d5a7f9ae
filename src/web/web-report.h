/*
 * web-report.h: Makes the answer to a request for a report.
 */
#ifndef CPROF_WEB_WEB_REPORT_H
#define CPROF_WEB_WEB_REPORT_H

#include "web/web-job.h"
#include "web/web-query.h"
#include "web/web-sources.h"
#include "web/web.h"

/* A report that was asked for. The texts are the caller's. */
struct web_report {
	const struct web_host *host;
	const struct command *command;
	struct str regex; /* of commands that take one */
	struct config config;
	struct load_sides sides; /* what is compared */
	bool graph;              /* the picture and its data in one document */
	bool gzip;               /* the one who asks takes compressed answers */
};

/*
 * Reads what is asked for: the report `name`, with the options of the query. `r` is the regular expression of a
 * report that needs one; without it that is `f`, which then is no filter. Like on the command line, `format` and
 * `text` choose the form; it is JSON otherwise. False with the status of HTTP, and the reason in err.
 */
bool web_report_read(struct web_report *report, struct arena *a, const struct web_host *host,
	const struct web_sources *sources, struct str name, const struct web_query *query,
	int *status, struct err *err);

/* Copies a report, with its texts, into the arena. */
void web_report_keep(struct web_report *to, const struct web_report *from, struct arena *a);

/* Returns a text in the arena that is the same for reports that have the same answer. */
struct str web_report_key(struct arena *a, const struct web_report *report);

/* Makes the answer, for web_job_start. `context` is a struct web_report. */
void web_report_make(void *context, struct web_answer *answer);

/* Compresses the body of an answer, for those who take gzip. */
void web_report_compress(struct web_answer *answer);

/* Makes an answer that says what went wrong, as JSON. */
void web_report_fail(struct web_answer *answer, int status, const char *why);

#endif
