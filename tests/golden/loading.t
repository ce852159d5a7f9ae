# A profile may be compressed with gzip or not. The name of the file does not matter.

$ cprof -top -nodecount=1 shop.cpu.pb | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
$ gzip -dc shop.cpu.pb.gz >$TMP/x; cprof -top -nodecount=1 $TMP/x | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt

# Flags have one dash or two, and their value behind `=` or as the next word. They may follow the file.
# `--` ends them.

$ cprof --top --nodecount 1 shop.cpu.pb | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
$ cprof shop.cpu.pb -top -nodecount=1 -symbolize=none | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
$ cp shop.cpu.pb $TMP/-odd; cd $TMP; cprof -top -nodecount=1 -- -odd | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt

# Damaged files, and files that are no profiles.

$ : >$TMP/empty; cprof -top $TMP/empty
! cprof: $TMP/empty: the file is empty
? 2
$ cprof -top README.md
! cprof: README.md: a text file, not a profile that cprof knows
? 2
$ cprof -top go
! cprof: go: a directory; name a profile in it
? 2
$ head -c 5000 shop.cpu.pb.gz >$TMP/cut; cprof -top $TMP/cut
! cprof: $TMP/cut: the gzip data ends early; the file is cut off
? 2
$ head -c 5000 shop.cpu.pb >$TMP/cut; cprof -top $TMP/cut
! cprof: $TMP/cut: the profile is damaged or cut off at byte 4999
? 2
$ (cat shop.cpu.pb.gz; echo trailing) >$TMP/long; cprof -top $TMP/long
! cprof: $TMP/long: bytes that are not gzip follow the end of the gzip data
? 2
$ (head -c 5000 shop.cpu.pb.gz; head -c 5000 shop.cpu.pb) >$TMP/mixed; cprof -top $TMP/mixed
! cprof: $TMP/mixed: the gzip data is damaged
? 2
$ printf '{"nodes": []}' >$TMP/json; cprof -top $TMP/json
! cprof: $TMP/json: JSON, not a profile that cprof knows
? 2
$ printf 'heap profile: 1: 2 [1: 2] @ heap_v2/1\n1: 2 [1: 2] 0x1234\n' >$TMP/old; cprof -top $TMP/old
! cprof: $TMP/old: a heap profile in text form, line 2: not a number of objects and a stack: N: BYTES [N: BYTES] @ 0x... 0x...
? 2

# Several gzip members, one behind the other, are one file. Two profiles in it are one too many.

$ (head -c 9000 shop.cpu.pb | gzip; tail -c +9001 shop.cpu.pb | gzip) >$TMP/members; cprof -top -nodecount=1 $TMP/members | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
$ cat shop.cpu.pb.gz shop.cpu2.pb.gz >$TMP/two; cprof -top $TMP/two
! cprof: $TMP/two: two profiles, one behind the other; give them as two files
? 2

# A small profile, written by hand: a sample of one location. Then with the location missing.

$ printf '\012\004\010\001\020\002\022\006\012\001\001\022\001\005\042\006\010\001\042\002\010\001\052\004\010\001\020\003\062\000\062\003cpu\062\002ms\062\004work' >$TMP/hand; cprof -top $TMP/hand
Type: cpu
Showing nodes accounting for 5ms, 100% of 5ms total
      flat  flat%   sum%        cum   cum%
       5ms   100%   100%        5ms   100%  work
$ printf '\012\004\010\001\020\002\022\006\012\001\001\022\001\005\062\000\062\003cpu\062\002ms' >$TMP/hand; cprof -top $TMP/hand
! cprof: $TMP/hand: the profile is damaged: sample 1: there is no location with the id 1
? 2

# The uncompressed size is limited, to 4 GB where max_size does not say otherwise.

$ cprof -top -max_size=20kb shop.cpu.pb.gz
! cprof: shop.cpu.pb.gz: larger than 20480 bytes uncompressed; -max_size=SIZE allows more
? 2
$ cprof -top -max_size=8gb -nodecount=1 shop.cpu.pb.gz | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt

# A profile may ask to drop frames, such as those of the allocator. This one asks to drop `work`. all_frames
# keeps them.

$ cprof -top made/dropped.pb
Type: cpu
Showing nodes accounting for 5ms, 100% of 5ms total
      flat  flat%   sum%        cum   cum%
       5ms   100%   100%        5ms   100%  main
$ cprof -top -all_frames made/dropped.pb
Type: cpu
Showing nodes accounting for 5ms, 100% of 5ms total
      flat  flat%   sum%        cum   cum%
       5ms   100%   100%        5ms   100%  work
         0     0%   100%        5ms   100%  main

# Control bytes in names never reach a terminal as they are. Files and pipes get them unchanged.

$ printf '\012\004\010\001\020\002\022\006\012\001\001\022\001\005\042\006\010\001\042\002\010\001\052\004\010\001\020\003\062\000\062\003cpu\062\002ms\062\010evil\033[2J' >$TMP/evil; cprof -top $TMP/evil
Type: cpu
Showing nodes accounting for 5ms, 100% of 5ms total
      flat  flat%   sum%        cum   cum%
       5ms   100%   100%        5ms   100%  evil\x1b[2J (esc)
$ python3 -c 'import os, pty; pty.spawn(["cprof", "-top", os.environ["TMP"] + "/evil"])' | tr -d '\r' | tail -n 1
       5ms   100%   100%        5ms   100%  evil\x1b[2J
