# Files that are no profiles are named, with what to do. None is called a damaged profile that never was one.
# Reports, given in the place of the profile:

$ for r in raw tags traces tree peek=. list=Basket find=. callers=best callees=best paths; do cprof -$r shop.cpu.pb.gz >$TMP/r; cprof -top $TMP/r; done
! cprof: $TMP/r: a report of a profile, not a profile: give the profile itself
! cprof: $TMP/r: a report of a profile, not a profile: give the profile itself
! cprof: $TMP/r: a report of a profile, not a profile: give the profile itself
! cprof: $TMP/r: a report of a profile, not a profile: give the profile itself
! cprof: $TMP/r: a report of a profile, not a profile: give the profile itself
! cprof: $TMP/r: a report of a profile, not a profile: give the profile itself
! cprof: $TMP/r: a report of a profile, not a profile: give the profile itself
! cprof: $TMP/r: a report of a profile, not a profile: give the profile itself
! cprof: $TMP/r: a report of a profile, not a profile: give the profile itself
! cprof: $TMP/r: a report of a profile, not a profile: give the profile itself
? 2
$ cprof -callgrind -output=$TMP/callgrind.out shop.cpu.pb.gz && cprof -top $TMP/callgrind.out
! Generating report in $TMP/callgrind.out
! cprof: $TMP/callgrind.out: a file in callgrind format, as Valgrind, Xdebug and cprof -callgrind write it, which cprof does not read: open it in kcachegrind, or print it with callgrind_annotate
? 2
$ cprof -weblist=Basket -output=$TMP/page.html shop.cpu.pb.gz && cprof -top $TMP/page.html
! Generating report in $TMP/page.html
! cprof: $TMP/page.html: a report of a profile, not a profile: give the profile itself
? 2

# What other profilers write; bytes of which nobody knows what they are.

$ printf 'version: 1\ncreator: xdebug 3.1 (PHP 8.1)\ncmd: /x.php\npart: 1\n\nevents: Time Memory\n' >$TMP/cachegrind.out.1; cprof -top $TMP/cachegrind.out.1
! cprof: $TMP/cachegrind.out.1: a file in callgrind format, as Valgrind, Xdebug and cprof -callgrind write it, which cprof does not read: open it in kcachegrind, or print it with callgrind_annotate
? 2
$ printf '\373)\003\372\001~\351\000\000\000\000\372' >$TMP/pstats.prof; cprof -top $TMP/pstats.prof
! cprof: $TMP/pstats.prof: a profile of Python's cProfile (pstats), which cprof does not read: python3 -m pstats FILE shows it
? 2
$ printf '\253\236\022\217\000\125' | gzip >$TMP/noise.gz; cprof -top $TMP/noise.gz
! cprof: $TMP/noise.gz: not a profile in a format that cprof reads
? 2
$ (printf 'HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n'; cat shop.cpu.pb.gz) >$TMP/answer; cprof -top $TMP/answer
! cprof: $TMP/answer: a server's answer with its header, not a profile: save the body alone, with curl -o FILE URL and without -i
? 2

# What was a profile, and lost its end or has something behind it.

$ gzip -dc shop.heap.pb.gz | head -c 100 >$TMP/cut.pb; cprof -top $TMP/cut.pb
! cprof: $TMP/cut.pb: the profile is cut off at byte 97
? 2
$ cat oven.heap.txt shop.cpu.pb.gz >$TMP/two; cprof -top $TMP/two
! cprof: $TMP/two: a heap profile in text form, line 74: from here on it is no text: another file is appended, or it is damaged; cut it off before this line
? 2
