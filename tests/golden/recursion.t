# A sample counts once for a function, also where its stack has several lines of it: a heading is never more than the
# total because a function calls itself. Lines are as they are in pprof: a sample counts for each of those it has.

$ ./stacks >$TMP/fib
< 1 | fib @ /src/r.c 10 8 | fib @ /src/r.c 12 8 | main @ /src/r.c 20 18
< 5 | fib @ /src/r.c 12 8 | fib @ /src/r.c 12 8 | fib @ /src/r.c 14 8 | main @ /src/r.c 20 18
< 4 | fib @ /src/r.c 14 8 | fib @ /src/r.c 12 8 | fib @ /src/r.c 10 8 | main @ /src/r.c 20 18

$ cprof -list=fib $TMP/fib | grep -v source
Total: 10
ROUTINE ======================== fib in /src/r.c
        10         10 (flat, cum)   100% of Total
         1          5     10:
         5         10     12:
         4          9     14:

$ cprof -top $TMP/fib | grep -e fib
        10   100%   100%         10   100%  fib

# Where one of the calls was inlined it is the same, and functions of the same name in two files are apart.

$ ./stacks >$TMP/walk
< 3 | ~walk @ /src/a.c 7 5 | walk @ /src/a.c 8 5 | walk @ /src/b.c 4 3 | main @ /src/a.c 20 18
< 6 | ~walk @ /src/a.c 7 5 | ~walk @ /src/a.c 8 5 | main @ /src/a.c 21 18
< 1 | main @ /src/a.c 21 18

$ cprof -list='walk|main' $TMP/walk | grep -v source
Total: 10
ROUTINE ======================== main in /src/a.c
         1         10 (flat, cum)   100% of Total
         .          3     20:
         1          7     21:
ROUTINE ======================== walk in /src/a.c
         9          9 (flat, cum) 90.00% of Total
         9          9      7:
         .          9      8:
ROUTINE ======================== walk in /src/b.c
         0          3 (flat, cum) 30.00% of Total
         .          3      4:

$ cprof -top -filefunctions $TMP/walk | tail -n 3
         9 90.00% 90.00%          9 90.00%  walk /src/a.c (partial-inline)
         1 10.00%   100%         10   100%  main /src/a.c
         0     0%   100%          3 30.00%  walk /src/b.c

# In a comparison sums may be negative, and what cancels out in one line counts in the function.

$ ./stacks >$TMP/fib2
< 3 | fib @ /src/r.c 10 8 | fib @ /src/r.c 12 8 | main @ /src/r.c 20 18
< 1 | fib @ /src/r.c 12 8 | fib @ /src/r.c 12 8 | fib @ /src/r.c 14 8 | main @ /src/r.c 20 18
< 4 | fib @ /src/r.c 14 8 | fib @ /src/r.c 10 8 | main @ /src/r.c 20 18

$ cprof -list=fib -diff_base=$TMP/fib $TMP/fib2 | grep -v source
Total: 10
ROUTINE ======================== fib in /src/r.c
        -2         -2 (flat, cum) 20.00% of Total
         2          2     10:
        -4         -6     12:
         .         -4     14:

$ cprof -top -diff_base=$TMP/fib $TMP/fib2 | grep -e fib
        -2 20.00% 20.00%         -2 20.00%  fib
