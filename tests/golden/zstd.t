# A profile may be compressed with zstd: a file, standard input, one of several. Here is a small one in a frame of one
# block that is stored.

$ printf '\050\265\057\375\040\055\151\001\000' >$TMP/head; printf '\012\004\010\001\020\002\022\006\012\001\001\022\001\005\042\006\010\001\042\002\010\001\052\004\010\001\020\003\062\000\062\003cpu\062\002ms\062\004work' >$TMP/plain
$ cat $TMP/head $TMP/plain >$TMP/x; cprof -top $TMP/x
Type: cpu
Showing nodes accounting for 5ms, 100% of 5ms total
      flat  flat%   sum%        cum   cum%
       5ms   100%   100%        5ms   100%  work
$ cprof -top - <$TMP/x | tail -n 1
       5ms   100%   100%        5ms   100%  work
$ cat $TMP/x | cprof -top - | tail -n 1
       5ms   100%   100%        5ms   100%  work
$ cprof -top $TMP/x $TMP/plain $TMP/x | tail -n 1
      15ms   100%   100%       15ms   100%  work
$ cprof -e "save $TMP/again.pb.gz" $TMP/x; cprof -top $TMP/again.pb.gz | tail -n 1
       5ms   100%   100%        5ms   100%  work
! Generating report in $TMP/again.pb.gz

# Frames may follow one another, and frames that are to be skipped may stand between them.

$ printf '\120\052\115\030\003\000\000\000abc' >$TMP/skip; printf '\050\265\057\375\040\000\001\000\000' >$TMP/none
$ cat $TMP/skip $TMP/none $TMP/x $TMP/skip >$TMP/frames; cprof -top $TMP/frames | tail -n 1
       5ms   100%   100%        5ms   100%  work

# Damaged files, and what is too large.

$ head -c 40 $TMP/x >$TMP/cut; cprof -top $TMP/cut
! cprof: $TMP/cut: the zstd data ends early; the file is cut off
? 2
$ (cat $TMP/x; echo trailing) >$TMP/long; cprof -top $TMP/long
! cprof: $TMP/long: bytes that are not zstd follow the end of the zstd data
? 2
$ (cat $TMP/x; gzip -c $TMP/plain) >$TMP/mixed; cprof -top $TMP/mixed
! cprof: $TMP/mixed: bytes that are not zstd follow the end of the zstd data
? 2
$ (cat $TMP/head; printf '\007\007\007\007\007\007') >$TMP/bad; cprof -top $TMP/bad
! cprof: $TMP/bad: the zstd data ends early; the file is cut off
? 2
$ printf '\050\265\057\375\000\370\000\000\000\000\000\000' >$TMP/window; cprof -top $TMP/window
! cprof: $TMP/window: the zstd data needs a window of more than 128 MiB; unpack it first: zstd -d --long=31 FILE
? 2
$ printf '\050\265\057\375\001\000\005\000\000\000\000\000' >$TMP/dictionary; cprof -top $TMP/dictionary
! cprof: $TMP/dictionary: the zstd data needs a dictionary; unpack it first: zstd -d -D DICTIONARY FILE
? 2
$ cprof -top -max_size=44 $TMP/x
! cprof: $TMP/x: larger than 44 bytes uncompressed; -max_size=SIZE allows more
? 2
$ cprof -top -max_size=45 $TMP/x | tail -n 1
       5ms   100%   100%        5ms   100%  work
$ gzip -c $TMP/x >$TMP/twice; cprof -top $TMP/twice
! cprof: $TMP/twice: compressed twice, with zstd inside: unpack it first
? 2
