# A | that stands alone sends a report to a command of the shell, to the end of the line. What it says is
# its own affair, and so is when it has enough.

$ cprof shop.cpu.pb.gz 2>/dev/null
< top 3 | tail -n 1
< top | sed -n 's/.* //p' | sort | head -n 2
< traces | true
< raw | head -n 1
< peek main|runtime.gcBgMarkWorker | grep -c '|'
< top 1 | exit 3
< proto | od -A n -t x1 -N 2
     260ms  8.87% 38.23%      630ms 21.50%  example.com/shop/internal/catalog.hasPrefixFold (inline)
(inline)
(partial-inline)
PeriodType: cpu nanoseconds
84
 1f 8b

# It needs a command.

$ cprof shop.cpu.pb.gz 2>&1 | sed 1,6d
< top |
< top | nosuch 2>/dev/null
cprof: | needs a command

# A file that is named as well gets nothing.

$ printf 'top 1 >%s/nothing | tail -n 1\n' $TMP | cprof shop.cpu.pb.gz 2>/dev/null; ls $TMP
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt

# >> adds to a file.

$ printf '%s %s\n' 'top 1 >>' $TMP/both 'top 2 >>' $TMP/both | cprof shop.cpu.pb.gz 2>&1 | sed 1,6d; \
    grep -v ' nodes ' $TMP/both
Generating report in $TMP/both
Generating report in $TMP/both
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
     410ms 13.99% 29.35%     1160ms 39.59%  example.com/shop/internal/catalog.Contains

# What prints a text is piped and written to a file in the same way: help, options, explain.

$ cprof shop.cpu.pb.gz 2>&1 | sed 1,6d
< help top |head -1
< help lines|tail -n 1
< options | grep focus
< help nosuch | cat
< help top >>
< help lines >a b
top [n] [focus]... [-ignore]... [-cum] [>file]
See also: granularity
  focus                     = ""                   
  tagfocus                  = ""                   
cprof: there is no command or option "nosuch"; help lists them
cprof: > needs a file name
cprof: "b" has no meaning behind a file
$ printf 'help lines >%s/lines' $TMP | cprof shop.cpu.pb.gz 2>&1 | sed 1,6d; head -n 1 $TMP/lines
Generating report in $TMP/lines
lines, or granularity=lines
