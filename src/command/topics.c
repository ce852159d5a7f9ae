/*
 * topics.c: Texts of `help syntax`, `help filters`, `help regexp` and `help keys`.
 */
#include "command/topics.h"

#include <stddef.h>

const struct topic topics[] = {
	{"syntax", "what a line of the console may be",
		"COMMAND [WORD ...]  a report. Its words, in any order:\n"
		"    3               how many entries; also as top3\n"
		"    main            only stacks with a function that matches (focus)\n"
		"    -main           only stacks without one (ignore)\n"
		"    -cum            an option or one of its choices, for this command alone:\n"
		"                    -lines, -noinlines, -nodecount=3\n"
		"    >FILE           writes to the file; >>FILE adds to it\n"
		"    | COMMAND       gives the report to a command of the shell\n"
		"    list, peek, find, callers, callees, disasm and weblist take a regular\n"
		"    expression first.\n"
		"NAME=VALUE          sets an option for what follows; options lists them\n"
		"NAME                turns an option on, picks a choice, or shows an option's\n"
		"                    value: noinlines, lines, nodecount\n"
		"TYPE                a sample type's name selects it: inuse_space\n"
		":                   clears the filters\n"
		"A ; B               does A, and B when A did not fail\n"
		"! COMMAND           a command of the shell\n"
		"# TEXT              a comment\n"
		"\n"
		"\"Quotes\" hold blanks together. A name can be pasted from a report as it is, with\n"
		"all its brackets and blanks. |, >, >> and ; act behind a blank, and right behind\n"
		"a command, a number or an option (top|head); inside other words they are text.\n"
		"\n"
		"    top 3 best -Voucher\n"
		"    top 3 | tail -n 1\n"},
	{"filters", "how to look at a part of the profile",
		"focus=RE        keeps stacks with a function that matches\n"
		"ignore=RE       drops stacks with a function that matches\n"
		"hide=RE         leaves out the functions that match; their stacks stay\n"
		"show=RE         leaves out the functions that do not match\n"
		"show_from=RE    cuts off what is above the first match, seen from the root\n"
		"prune_from=RE   cuts off what is below a match\n"
		"tagfocus=T      keeps samples whose labels match: key=text, or bytes=4kb:64kb\n"
		"tagignore=T     drops samples whose labels match\n"
		"tagshow=RE      uses labels with these keys only\n"
		"taghide=RE      uses labels without these keys\n"
		"\n"
		"They apply to all reports until they are changed. NAME= clears one, : clears\n"
		"focus, ignore, hide, tagfocus and tagignore. Words behind a command are focus\n"
		"and -ignore for that command alone. The header of a report lists what is set.\n"
		"Percentages stay those of the whole profile; relative_percentages changes that.\n"
		"\n"
		"    focus=Contains\n"
		"    tags request=checkout -tenant=acme\n"},
	{"regexp", "how names are matched",
		"An expression matches anywhere in a name; upper and lower case differ.\n"
		"\n"
		".               any character          a*  a+  a?    any number, some, maybe\n"
		"a|b             one or the other       [a-z]  [^a]   one of, none of\n"
		"^  $            begin, end             \\w  \\d  \\s    letter, digit, blank\n"
		"(?i)a           in either case         \\.  \\(  \\*    the character itself\n"
		"\n"
		"The language is RE2's, as in Go and pprof: github.com/google/re2/wiki/Syntax.\n"
		"What stands as it is in the name of a function is taken for that name, so that\n"
		"one can be pasted: (*Basket).best needs no backslashes.\n"
		"\n"
		"    list ^example.com/shop.*best$\n"
		"    find (?i)voucher|nthfree\n"},
	{"keys", "keys at the prompt",
		"TAB             completes commands, options, values, files and functions, the\n"
		"                latter anywhere in their names; twice: shows what there is\n"
		"Up, Down        earlier lines\n"
		"^R              searches earlier lines while you type; again: the one before\n"
		"^A  ^E          to the begin and the end of the line\n"
		"Alt-B  Alt-F    a word back, a word on\n"
		"^W  ^U  ^K      deletes the word before, all before, all behind the cursor\n"
		"^Y              puts back what was deleted\n"
		"^L              clears the screen\n"
		"^C              gives up the line; while a report runs, stops it\n"
		"^D              leaves, on an empty line\n"
		"\n"
		"They are readline's: ~/.inputrc changes them. In the pager: blank is the next\n"
		"page, / searches, q comes back.\n"},
	{0},
};

const struct topic *topic_find(struct str name)
{
	for (const struct topic *t = topics; t->name != NULL; t++)
		if (str_eq_c(name, t->name))
			return t;
	return NULL;
}
