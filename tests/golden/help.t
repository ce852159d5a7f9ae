# -help lists reports, options and flags. So does -h.

$ cprof -help | head -n 8
usage: cprof [FLAG ...] [BINARY] FILE ...
       cprof [FLAG ...] URL ...

Reads profiles in profile.proto format and in others that the manual lists.
Several are read as one. BINARY is the program that was profiled; it is needed
where the profile has addresses alone.

  cprof FILE                 the console: top, list NAME, peek NAME, web, help
$ cprof -h | tail -n 1
Flags take one dash or two, and a value as -name=value or -name value.
$ cprof -version | sed 's/[0-9.]*$/N/'
cprof N

# No line of it is wider than 80 columns, and nothing goes to standard error.

$ cprof -help | awk 'length > 80'
$ cprof shop.cpu.pb.gz 2>&1 | sed 1,6d | awk 'length > 80'
< help
< help tagfocus
< help granularity
< help call_tree
< help unit

# -help NAME says more of one thing: a report, an option, a choice, a flag, or a topic.

$ cprof -help top
top [n] [focus]... [-ignore]... [-cum] [>file]
The functions that took the most.
flat is what a function took itself, cum includes the functions it called; sum%
adds up flat%. -cum sorts by cum.
In the console it shows 10 entries, unless a number or nodecount says otherwise;
as a flag, all.

    top
    top 3 best -Voucher
    top -cum

See also: list, peek, callers, explain, help filters
$ cprof -help nodecount
nodecount=VALUE
How many entries to show at most.
0 shows all, -1 is the report's own default.
Default: -1

    nodecount=3
    top 3

See also: nodefraction, trim
$ cprof -help noinlines
noinlines=true|false
Count inlined functions as part of the function they were inlined into.
Default: false

    noinlines
    noinlines=false

See also: functions, lines
$ cprof -help seconds
-seconds=VALUE
How many seconds a server should collect.
A flag of the command line.
$ cprof -help -peek
peek regexp [focus]... [-ignore]... [>file]
Callers and callees of functions.
In each block the function stands at the left edge of its column; the lines
above are its callers, those below its callees. Nothing is left out.

    peek Basket.*best$
    peek runtime.mallocgc

See also: tree, callers, callees, help regexp
$ cprof -help regexp | head -n 3
An expression matches anywhere in a name; upper and lower case differ.

.               any character          a*  a+  a?    any, 1 or more, 0 or 1
$ cprof -help keys | grep R
^R              searches earlier lines while you type; again: the one before
$ cprof -help filters | head -n 2
focus=RE        keeps stacks with a function that matches
ignore=RE       drops stacks with a function that matches
$ cprof -help syntax | head -n 1
COMMAND [WORD ...]  prints a report. Its words, in any order:
$ cprof -help tpo
! cprof: there is no help on "tpo"; did you mean top?
? 2
$ cprof -help nothing-like-it
! cprof: there is no help on "nothing-like-it"; -help lists what there is
? 2

# In the console ? and \? are help, as in other programs.

$ cprof shop.cpu.pb.gz 2>&1 | sed 1,6d
< ? comments
< \? lines
comments [>file]
The profile's comments.

    comments
    comments >notes.txt

See also: tags, raw
lines, or granularity=lines
One entry for each source line of a function.

    lines
    top -lines

See also: granularity

# No line of help on anything is wider than 80 columns.

$ for name in $(cprof -help | sed -n 's/^  -\([^ ]*\).*/\1/p') syntax filters regexp keys; do cprof -help $name || echo $name; done | awk 'length > 80'

# A report's name without its dash is no file, and the error says what to type.

$ cprof top shop.cpu.pb.gz
! cprof: top is a report, which takes a dash; type: cprof -top shop.cpu.pb.gz
? 2
$ cprof list main shop.cpu.pb.gz
! cprof: list is a report, which takes a dash; type: cprof -list=main shop.cpu.pb.gz
? 2
$ cprof peek shop.cpu.pb.gz
! cprof: peek is a report, which takes a dash; type: cprof -peek=REGEXP shop.cpu.pb.gz
? 2
$ cprof web
! cprof: web is a report, which takes a dash; type: cprof -web FILE
? 2

# Lines in a file.

$ cprof -x made/report.cprof -e 'top 1' shop.cpu.pb.gz | grep Showing
Showing nodes accounting for 150ms, 5.12% of 2930ms total
Showing top 1 nodes out of 13
Showing nodes accounting for 150ms, 5.12% of 2930ms total
Showing top 1 nodes out of 13
$ export XDG_CONFIG_HOME=$TMP; cprof -e 'preset save calls' -e preset -e 'preset calls' shop.cpu.pb.gz
! preset calls is in $TMP/cprof/presets/calls
! calls

# Verbs have examples too, and names may be written as on the command line and as they are typed.

$ cprof -norc shop.cpu.pb.gz 2>&1 | tail -n +7
< help alias
< help !
< help -cum
alias [name ["lines"]]
Define a command that stands for lines, or show aliases.

    alias hot top -cum
    alias two "top 2 ; tags"
    alias

See also: unalias, preset, source
shell [command]
Run a command of the shell, or open a shell; so does !.

    shell ls
    !ls | wc -l

See also: help syntax
cum, or sort=cum
Sort by what a function and everything it calls took.

    cum
    top -cum

See also: sort
