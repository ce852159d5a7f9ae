/*
 * topics.c: Texts of `help syntax`, `help filters`, `help regexp` and `help keys`.
 */
#include "command/topics.h"

#include <stddef.h>

const struct topic topics[] = {
	{"syntax", "what you can type in the console",
		"COMMAND [WORD ...]  prints a report. Its words, in any order:\n"
		"    3               how many entries; also as top3\n"
		"    main            only stacks with a function that matches (focus)\n"
		"    -main           only stacks without one (ignore)\n"
		"    -cum            an option or one of its choices, for this command alone:\n"
		"                    -lines, -noinlines, -nodecount=3\n"
		"    >FILE           writes to the file; >>FILE adds to it\n"
		"    | COMMAND       sends the report to a command of the shell\n"
		"    list, peek, find, callers, callees, disasm and weblist take a regular\n"
		"    expression first.\n"
		"NAME=VALUE          sets an option for all following commands\n"
		"NAME                turns an option on, picks a choice, or shows an option's\n"
		"                    value: noinlines, lines, nodecount\n"
		"TYPE                a sample type's name selects it: inuse_space\n"
		":                   clears the filters\n"
		"A ; B               runs A, then B if A did not fail\n"
		"! COMMAND           runs a command of the shell\n"
		"# TEXT              a comment\n"
		"\n"
		"\"Quotes\" keep blanks together. You can paste a name from a report, with all its\n"
		"brackets and blanks. |, >, >> and ; are special after a blank, and right after\n"
		"a command, a number or an option (top|head); inside other words they are text.\n"
		"\n"
		"    top 3 best -Voucher\n"
		"    top 3 | tail -n 1\n"},
	{"filters", "how to look at a part of the profile",
		"focus=RE        keeps stacks with a function that matches\n"
		"ignore=RE       drops stacks with a function that matches\n"
		"hide=RE         removes matching functions from the stacks\n"
		"show=RE         removes all other functions from the stacks\n"
		"show_from=RE    removes the callers of the match that is nearest to the root\n"
		"prune_from=RE   removes everything that a match calls\n"
		"tagfocus=T      keeps samples whose labels match: key=text, or bytes=4kb:64kb\n"
		"tagignore=T     drops samples whose labels match\n"
		"tagshow=RE      shows only labels whose keys match\n"
		"taghide=RE      hides labels whose keys match\n"
		"\n"
		"They apply to all reports until they are changed. NAME= clears one, : clears\n"
		"focus, ignore, hide, tagfocus and tagignore. Words after a command are focus\n"
		"and -ignore for this command only. The header of a report lists what is set.\n"
		"Percentages are of the whole profile, unless relative_percentages is on.\n"
		"\n"
		"    focus=Contains\n"
		"    tags request=checkout -tenant=acme\n"},
	{"regexp", "how names are matched",
		"An expression matches anywhere in a name; upper and lower case differ.\n"
		"\n"
		".               any character          a*  a+  a?    any, 1 or more, 0 or 1\n"
		"a|b             one or the other       [a-z]  [^a]   one of, none of\n"
		"^  $            begin, end             \\w  \\d  \\s    letter, digit, blank\n"
		"(?i)a           in either case         \\.  \\(  \\*    the character itself\n"
		"\n"
		"The language is RE2's, as in Go and pprof: github.com/google/re2/wiki/Syntax.\n"
		"Text that is part of a function's name is taken as this name, so that you can\n"
		"paste it: (*Basket).best needs no backslashes.\n"
		"\n"
		"    list ^example.com/shop.*best$\n"
		"    find (?i)voucher|nthfree\n"},
	{"keys", "keys at the prompt",
		"TAB             completes commands, options, values, files, and any part of the\n"
		"                name of a function; twice: lists the candidates\n"
		"Up, Down        earlier lines\n"
		"^R              searches earlier lines while you type; again: the one before\n"
		"^A  ^E          to the beginning and the end of the line\n"
		"Alt-B  Alt-F    one word back, one word forward\n"
		"^W  ^U  ^K      deletes the word, all before, all after the cursor\n"
		"^Y              puts back what was deleted\n"
		"^L              clears the screen\n"
		"^C              drops the line, or stops the running report\n"
		"^D              leaves, on an empty line\n"
		"\n"
		"Keys are those of readline; ~/.inputrc changes them. In the pager: space shows\n"
		"the next page, / searches, q returns.\n"},
	{0},
};

const struct topic *topic_find(struct str name)
{
	for (const struct topic *t = topics; t->name != NULL; t++)
		if (str_eq_c(name, t->name))
			return t;
	return NULL;
}
