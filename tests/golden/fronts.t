# Text profiles behind what others put in front of them: a section of names, as PHP's memprof and gperftools'
# pprof --raw write it. The names are those of the addresses; "--" stands before a function that was inlined.

$ cprof -traces legacy/made.symbols.heap.txt
File: mill.php
Type: space
-----------+-------------------------------------------------------
     bytes:  1kB
       1kB   str_repeat
             Mill\Stone::turn (inline)
             Mill\Stone::grind
             main
-----------+-------------------------------------------------------
     bytes:  1kB
       2kB   Mill\Stone::turn (inline)
             Mill\Stone::grind
             main
-----------+-------------------------------------------------------

# The same in front of other formats: a CPU profile, which is binary, and those of growth and of locks.

$ (printf -- '--- symbol\nbinary=/bin/mill\n0x560cff6f034a knead\n0x560cff6f0380 roll\n---\n--- profile\n'; cat oven.cpu.prof) >$TMP/cpu; cprof -symbolize=none -top -nodecount=2 $TMP/cpu
File: oven
Type: cpu
Showing nodes accounting for 960ms, 96.97% of 990ms total
Showing top 2 nodes out of 6
      flat  flat%   sum%        cum   cum%
     540ms 54.55% 54.55%      540ms 54.55%  knead
     420ms 42.42% 96.97%      990ms   100%  [oven]
$ printf -- '--- symbol\n0x1000 main\n0x2000 grind\n---\n--- growth\nheap profile: 1: 4096 [1: 4096] @ growthz\n1: 4096 [1: 4096] @ 0x2000 0x1000\n' >$TMP/growth; cprof -top $TMP/growth
Type: space
Showing nodes accounting for 4kB, 100% of 4kB total
      flat  flat%   sum%        cum   cum%
       4kB   100%   100%        4kB   100%  grind
         0     0%   100%        4kB   100%  main
$ printf -- '--- symbol\n0x1000 main\n0x2000 operator--\n---\n--- contention\n--- contention:\ncycles/second=1000000000\nsampling period=1\n100 2 @ 0x2000 0x1000\n' >$TMP/contention; cprof -top $TMP/contention
Type: delay
Showing nodes accounting for 100ns, 100% of 100ns total
      flat  flat%   sum%        cum   cum%
     100ns   100%   100%      100ns   100%  operator--
         0     0%   100%      100ns   100%  main
$ printf -- '--- symbol\n0x1000 main\n---\n--- heap\nnothing\n' >$TMP/nothing; cprof -top $TMP/nothing
! cprof: $TMP/nothing: line 5: names of addresses (--- symbol), but behind them no profile that cprof knows
? 2

# Lines of a log.

$ cprof -symbolize=none -top legacy/made.leading.jemalloc.txt
File: mill
Type: space
Showing nodes accounting for 4.63kB, 100% of 4.63kB total
      flat  flat%   sum%        cum   cum%
    4.63kB   100%   100%     4.63kB   100%  [mill]
$ (printf 'Starting tracking the heap\nDumping heap profile to /tmp/x (exit)\n\n'; cat oven.heap.txt) >$TMP/log; cprof -symbolize=none -top $TMP/log | tail -n 3
 5737.64kB 98.58% 98.58%  5737.64kB 98.58%  [libstdc++.so.6.0.30]
   82.77kB  1.42%   100%  5820.41kB   100%  [oven]
         0     0%   100%  5820.41kB   100%  [libc.so.6]
$ printf 'log\n\ngoroutine profile: total 3\n1 @ 0x10\nrubbish\n' >$TMP/line; cprof -top $TMP/line
! cprof: $TMP/line: a Go count profile in text form, line 5: not a count and a stack: NUMBER @ 0x... 0x...
? 2

# Dumps of goroutines with something in front of each line: a container and a time, an indent, what t.Log writes.

$ cprof -traces legacy/made.prefixed.dump.txt
Type: goroutine
-----------+-------------------------------------------------------
     state:  running
         1   main.grind
             main.main
-----------+-------------------------------------------------------
     state:  chan receive
created_by:  main.main
      wait:  900s
         1   main.(*stone).wait
-----------+-------------------------------------------------------
$ sed 's/^/    /' depot.dump.txt | cprof -top - >$TMP/indented; cprof -top depot.dump.txt | cmp - $TMP/indented && echo same
same
$ sed 's/^/Nov 26 10:00:00 host mill[12]: /' depot.dump.txt | cprof -top - >$TMP/journal; cprof -top depot.dump.txt | cmp - $TMP/journal && echo same
same
$ sed '1s/^/    mill_test.go:12: /; 1!s/^/        /' depot.dump.txt | cprof -top - >$TMP/log; cprof -top depot.dump.txt | cmp - $TMP/log && echo same
same

# A sample without a stack refuses no file.

$ printf 'threadcreate profile: total 3\n2 @\n1 @ 0x10\n' >$TMP/bare; cprof -traces $TMP/bare
Type: threadcreate
-----------+-------------------------------------------------------
         1   <unknown>
-----------+-------------------------------------------------------
! No symbols for the main binary: the profile does not name it; give the binary in front of the profile: cprof BINARY PROFILE

# A path of Windows is no URL, and its blanks are its own.

$ printf 'heap profile: 1: 2 [1: 2] @ heapprofile\n1: 2 [1: 2] @ 0x400100\n\nMAPPED_LIBRARIES:\n400000-500000 r-xp 00000000 08:01 5 C:\\Program Files\\mill.exe\n' >$TMP/windows; cprof -symbolize=none -top $TMP/windows
File: C:\Program Files\mill.exe
Type: space
Showing nodes accounting for 2B, 100% of 2B total
      flat  flat%   sum%        cum   cum%
        2B   100%   100%         2B   100%  [C:\Program Files\mill.exe]
