/*
 * weblist.h: source and assembly of functions, as one table that a page is made of. Inside report/ only.
 *
 * weblist-match.c finds what the expression matches, weblist.c disassembles it, weblist-lines.c sorts instructions
 * under the lines of source they were compiled from and weighs them, weblist-page.c writes HTML. All of it
 * is in the report's arena.
 *
 * An instruction stands under a line for each function it is in that was asked for: its own, and those
 * that was inlined into.
 */
#ifndef CPROF_REPORT_WEBLIST_H
#define CPROF_REPORT_WEBLIST_H

#include "base/intern.h"
#include "base/mem.h"
#include "objfile/source-file.h"
#include "report/code.h"

/* What is known of a name. */
struct web_name {
	str_id shown;     /* what it is shown as */
	bool shown_known; /* `shown` is filled in */
	bool wanted;      /* functions that are shown as it were asked for */
	str_id recorded;  /* of a file: as it was before it was cleaned, where that differs */
};

/* A function at an instruction. The innermost comes first, as in profiles. */
struct web_frame {
	str_id name, file; /* of weblist.names; the name is the one to show */
	uint32_t line;     /* 0: not known */
	bool wanted;       /* the function was asked for */
};

/* An instruction, or a place with samples that has none: text is empty then. */
struct web_code {
	file_id file;
	uint64_t own, length;
	struct str text;
	uint32_t frames, frames_end;
	int64_t flat, cum, flat_div, cum_div;
};

/* A location of the profile that was asked for, and the code it is in. */
struct web_spot {
	file_id file; /* 0: not known; then own is the location's id */
	uint64_t own;
	loc_id loc;
	uint32_t code; /* its number in `codes`, UINT32_MAX before it is known */
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
	int64_t inlined; /* of flat: what the profile has for functions that were inlined here */
};

struct weblist {
	struct report *r;
	struct code code;
	struct intern names;
	VEC(struct web_name) known; /* by str_id; may be shorter than `names` */
	VEC(struct web_frame) frames;
	VEC(struct web_code) codes; /* by file and address */
	VEC(struct web_spot) spots; /* the same */
	VEC(struct web_entry) entries;
	VEC(struct web_line) lines; /* by file and line */
	VEC(struct web_section) sections;
	size_t left_out; /* functions that are not disassembled, because they are too many */
	struct err why;  /* some code cannot be disassembled; or empty */
};

/* Fills in spots. */
bool weblist_find_spots(struct weblist *w, struct err *err);

/* What is known of a name; valid until the next call. */
struct web_name *weblist_name(struct weblist *w, str_id id);

/* The name to show for one that the profile, a symbol or the debug information has. */
str_id weblist_shown_name(struct weblist *w, struct str name);

/* Fills in lines and sections, with what they weigh. */
void weblist_arrange(struct weblist *w);

/* Writes the page. */
bool weblist_page(struct weblist *w, struct err *err);

/* The script and the style of the page: report/weblist.js and report/weblist.css. */
extern const struct str weblist_script;
extern const struct str weblist_style;

static inline struct str web_str(const struct weblist *w, str_id id)
{
	return intern_str(&w->names, id);
}

#endif
