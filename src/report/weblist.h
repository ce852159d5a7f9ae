/*
 * weblist.h: Sources and assembly of functions, as the tables that a page of HTML is made of. For
 * report/ only.
 *
 * weblist-match.c finds the locations that the expression matches; weblist.c disassembles the code
 * they are in; weblist-lines.c sorts the instructions under the lines of source that they were
 * compiled from, and sums their weights; weblist-page.c writes the HTML. All tables are in the
 * report's arena or freed by report_weblist.
 *
 * An instruction is in a function, which may be inlined into others. It stands under a line of each
 * of them that the expression matches.
 */
#ifndef CPROF_REPORT_WEBLIST_H
#define CPROF_REPORT_WEBLIST_H

#include "base/intern.h"
#include "base/mem.h"
#include "objfile/source-file.h"
#include "report/code.h"

/* A name of weblist.names, of a function or a file. */
struct web_name {
	str_id shown;     /* what it is shown as */
	bool shown_known; /* `shown` was looked up */
	bool wanted;      /* the expression matches a function that is shown under it */
	str_id recorded;  /* of a file: its name in the profile, where that is another */
};

/* A function at an instruction. The innermost comes first, as in profiles. */
struct web_frame {
	str_id name, file; /* of weblist.names; the name is the one to show */
	uint32_t line;     /* 0: not known */
	bool wanted;       /* the expression matches it */
};

/* An instruction; or an address that has samples and no instruction: then `text` is empty. */
struct web_code {
	file_id file;
	uint64_t own, length;
	struct str text;
	uint32_t frames, frames_end;
	int64_t flat, cum, flat_div, cum_div;
};

/* A location of the profile that the expression matches. */
struct web_spot {
	file_id file; /* 0: not known; then own is the location's id */
	uint64_t own;
	loc_id loc;
	uint32_t code; /* by number in `codes`; UINT32_MAX before it is known */
};

/* Where an instruction stands: under the line of one of its frames. */
struct web_entry {
	uint32_t code, frame;
};

struct web_line {
	str_id file;
	uint32_t line;
	uint32_t entries, entries_end; /* by address */
	uint32_t section;
	int64_t flat, cum, flat_div, cum_div;
};

/* Neighbouring lines of one function. */
struct web_section {
	str_id name, file;
	uint32_t begin, end;       /* lines of source to show; end is not shown */
	uint32_t lines, lines_end; /* those that have code */
	int64_t flat, cum, flat_div, cum_div;
	int64_t inlined; /* the part of flat that is in functions inlined here */
};

struct weblist {
	struct report *r;
	struct code code;
	struct intern names;
	VEC(struct web_name) known; /* by str_id; may be shorter than `names` */
	VEC(struct web_frame) frames;
	VEC(struct web_code) codes; /* by file and address */
	VEC(struct web_spot) spots; /* by file and address */
	VEC(struct web_entry) entries;
	VEC(struct web_line) lines; /* by file and line */
	VEC(struct web_section) sections;
	size_t left_out; /* how many functions are not disassembled because there are too many */
	struct err why;  /* why some code cannot be disassembled; or empty */
};

/* Fills in `spots`. Fails when the expression matches nothing. */
bool weblist_find_spots(struct weblist *w, struct err *err);

/* The row of a name, which is added where it is missing; valid until the next call. */
struct web_name *weblist_name(struct weblist *w, str_id id);

/* The name to show for one of the profile, the symbols or the debug information. */
str_id weblist_shown_name(struct weblist *w, struct str name);

/* Fills in `lines` and `sections`, and all weights. */
void weblist_arrange(struct weblist *w);

/* Writes the page to r->out. */
bool weblist_page(struct weblist *w, struct err *err);

/* The script and the style of the page: report/weblist.js and report/weblist.css. */
extern const struct str weblist_script;
extern const struct str weblist_style;

static inline struct str web_str(const struct weblist *w, str_id id)
{
	return intern_str(&w->names, id);
}

#endif
