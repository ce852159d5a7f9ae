/*
 * web-files.h: The files of which the pages are made.
 */
#ifndef CPROF_WEB_WEB_FILES_H
#define CPROF_WEB_WEB_FILES_H

#include "base/str.h"
#include "web/web-job.h"

/* A file. Both are constants. */
struct web_file {
	const char *name, *type;
	const struct str *text;
};

/* Returns the file of this name, or NULL. */
const struct web_file *web_file_find(struct str name);

/* Makes an answer that tells people what went wrong, as a page. */
void web_file_error(struct web_answer *answer, int status, const char *why);

/* What scripts/embed makes of src/web/. */
extern const struct str web_script, web_style, web_pages, web_palette, web_tree_table, web_compare,
	web_menus, web_options, web_trace, web_choose, web_graph, web_labels, web_peek, web_search,
	web_source, web_top, web_types;

#endif
