# -help lists reports, options and flags. So does -h.

$ cprof -help | head -n 8
usage: cprof [FLAG ...] FILE

Reads a profile in profile.proto format, gzip-compressed or not. With the flag
of a report prints that report, without one starts a console.

Reports (one at most):
  -callees              what functions called, as a tree
  -callers              what called functions, as a tree
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
