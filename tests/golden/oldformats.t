# Formats from before profile.proto are read, too. gperftools writes CPU profiles as words of 64 or 32
# bits, in either byte order, with the process's memory map behind them.

$ cprof -symbolize=none -top -nodecount=3 oven.cpu.prof
File: oven
Type: cpu
Showing nodes accounting for 990ms, 100% of 990ms total
Showing top 3 nodes out of 4
      flat  flat%   sum%        cum   cum%
     960ms 96.97% 96.97%      990ms   100%  [oven]
      20ms  2.02% 98.99%       20ms  2.02%  [libtcmalloc_and_profiler.so.4.6.5]
      10ms  1.01%   100%      990ms   100%  [libc.so.6]
$ cprof -symbolize=none -raw oven.cpu.prof | tail -n 4
9: 0x7f04e74cb000/0x7f04e74e2000/0x3000 /usr/lib/x86_64-linux-gnu/libgcc_s.so.1  
10: 0x7f04e74fa000/0x7f04e74fc000/0x0 [vdso]  
11: 0x7f04e74fd000/0x7f04e7523000/0x1000 /usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2  
12: 0xffffffffff600000/0xffffffffff601000/0x0 [vsyscall]  

# The same profile in other words.

$ for f in 64be 32le 32be; do cprof -symbolize=none -top legacy/oven.cpu.$f.prof >$TMP/$f; cmp $TMP/64be $TMP/$f && tail -n 1 $TMP/$f; done
         0     0%   100%       30ms  3.03%  [libstdc++.so.6.0.30]
         0     0%   100%       30ms  3.03%  [libstdc++.so.6.0.30]
         0     0%   100%       30ms  3.03%  [libstdc++.so.6.0.30]
$ cprof -symbolize=none -top legacy/made.java.cpu.prof
Type: cpu
Showing nodes accounting for 100ms, 100% of 100ms total
      flat  flat%   sum%        cum   cum%
      70ms 70.00% 70.00%       70ms 70.00%  org.example.mill.Stone.grind
      20ms 20.00% 90.00%       90ms 90.00%  org.example.mill.Mill.run
      10ms 10.00%   100%       10ms 10.00%  GC
         0     0%   100%       90ms 90.00%  java.lang.Thread.run

# Its heap profiles: all allocations; samples of them, which are scaled to what they stand for; and
# where the heap grew.

$ cprof -symbolize=none -top oven.heap.txt | tail -n 4
      flat  flat%   sum%        cum   cum%
 5737.64kB 98.58% 98.58%  5737.64kB 98.58%  [libstdc++.so.6.0.30]
   82.77kB  1.42%   100%  5820.41kB   100%  [oven]
         0     0%   100%  5820.41kB   100%  [libc.so.6]
$ cprof -symbolize=none -top -sample_index=alloc_space oven.heap.txt | tail -n 4
      flat  flat%   sum%        cum   cum%
   39.67MB 99.46% 99.46%    39.67MB 99.46%  [libstdc++.so.6.0.30]
    0.22MB  0.54%   100%    39.89MB   100%  [oven]
         0     0%   100%    39.89MB   100%  [libc.so.6]
$ cprof -symbolize=none -top oven.heapz.txt | tail -n 5
      flat  flat%   sum%        cum   cum%
    6.11MB   100%   100%     6.11MB   100%  [libtcmalloc_and_profiler.so.4.6.5]
         0     0%   100%     6.11MB   100%  [libc.so.6]
         0     0%   100%     6.11MB   100%  [libstdc++.so.6.0.30]
         0     0%   100%     6.11MB   100%  [oven]
$ cprof -symbolize=none -top oven.growthz.txt | tail -n 5
      15MB   100%   100%       15MB   100%  [libtcmalloc_and_profiler.so.4.6.5]
         0     0%   100%        1MB  6.67%  [ld-linux-x86-64.so.2]
         0     0%   100%       14MB 93.33%  [libc.so.6]
         0     0%   100%       15MB   100%  [libstdc++.so.6.0.30]
         0     0%   100%       14MB 93.33%  [oven]
$ cprof -symbolize=none -top legacy/made.fragmentationz.txt
File: mill
Type: space
Showing nodes accounting for 640kB, 100% of 640kB total
      flat  flat%   sum%        cum   cum%
     640kB   100%   100%      640kB   100%  [mill]
         0     0%   100%      512kB 80.00%  [libgrain.so.2]
$ cprof -symbolize=none -top legacy/made.java.heap.txt
Type: inuse_space
Showing nodes accounting for 8.53MB, 100% of 8.53MB total
      flat  flat%   sum%        cum   cum%
    3.47MB 40.66% 40.66%     3.47MB 40.66%  byte[] org.example.mill.Flour.copy
       3MB 35.16% 75.82%        3MB 35.16%  native_alloc
    2.06MB 24.18%   100%     2.06MB 24.18%  org.example.mill.Sack.<init>
         0     0%   100%     5.53MB 64.84%  java.lang.Thread.run
         0     0%   100%     5.53MB 64.84%  org.example.mill.Mill.fill

# jemalloc's: samples that are scaled to what they stand for. A program run with prof_accum says what it freed, too.

$ cprof -symbolize=none -raw cellar.jemalloc.txt
PeriodType: space bytes
Period: 16384
Samples:
alloc_objects/count alloc_space/bytes inuse_objects/count inuse_space/bytes
         15     374514          3     113387: 1 2 3 4 
                bytes:[32641]
      11511   14697456       5891    7492366: 5 6 3 4 
                bytes:[1271]
          4      18526          0          0: 1 2 3 4 
                bytes:[4113]
          1      82494          1      82494: 7 8 9 10 
                bytes:[81939]
          1     163847          1     163847: 11 12 13 14 15 
                bytes:[163840]
Locations
     1: 0x555ac66af224 M=1 
     2: 0x555ac66af2ba M=1 
     3: 0x7fe59c4a71f4 M=4 
     4: 0x7fe59c5278eb M=4 
     5: 0x555ac66af1c6 M=1 
     6: 0x555ac66af2af M=1 
     7: 0x7fe59c0a57b9 M=2 
     8: 0x7fe59c96aa1d M=8 
     9: 0x7fe59c96ab03 M=8 
    10: 0x7fe59c980b9f M=8 
    11: 0x555ac66af2e3 M=1 
    12: 0x555ac66af3b2 M=1 
    13: 0x7fe59c445249 M=4 
    14: 0x7fe59c445304 M=4 
    15: 0x555ac66af0f0 M=1 
Mappings
1: 0x555ac66af000/0x555ac66b0000/0x1000 /tmp/cellar/cellar  
2: 0x7fe59c099000/0x7fe59c19a000/0x99000 /usr/lib/x86_64-linux-gnu/libstdc++.so.6.0.30  
3: 0x7fe59c34e000/0x7fe59c3c2000/0x10000 /usr/lib/x86_64-linux-gnu/libm.so.6  
4: 0x7fe59c444000/0x7fe59c59a000/0x26000 /usr/lib/x86_64-linux-gnu/libc.so.6  
5: 0x7fe59c609000/0x7fe59c6af000/0x9000 /usr/lib/x86_64-linux-gnu/libjemalloc.so.2  
6: 0x7fe59c935000/0x7fe59c94c000/0x3000 /usr/lib/x86_64-linux-gnu/libgcc_s.so.1  
7: 0x7fe59c964000/0x7fe59c966000/0x0 [vdso]  
8: 0x7fe59c967000/0x7fe59c98d000/0x1000 /usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2  
9: 0xffffffffff600000/0xffffffffff601000/0x0 [vsyscall]  
$ cprof -symbolize=none -top cellar.jemalloc.txt
File: cellar
Type: inuse_space
Showing nodes accounting for 7668.06kB, 100% of 7668.06kB total
      flat  flat%   sum%        cum   cum%
 7587.50kB 98.95% 98.95%  7587.50kB 98.95%  [cellar]
   80.56kB  1.05%   100%    80.56kB  1.05%  [libstdc++.so.6.0.30]
         0     0%   100%    80.56kB  1.05%  [ld-linux-x86-64.so.2]
         0     0%   100%  7587.50kB 98.95%  [libc.so.6]
$ cprof -symbolize=none -top -alloc_objects cellar.jemalloc.txt | tail -n 4
Dropped 2 nodes (cum <= 57)
      flat  flat%   sum%        cum   cum%
     11531   100%   100%      11531   100%  [cellar]
         0     0%   100%      11531   100%  [libc.so.6]
$ cprof -symbolize=none -top cellar.jemalloc.inuse.txt
File: cellar
Type: space
Showing nodes accounting for 7703.70kB, 100% of 7703.70kB total
      flat  flat%   sum%        cum   cum%
 7623.14kB 98.95% 98.95%  7623.14kB 98.95%  [cellar]
   80.56kB  1.05%   100%    80.56kB  1.05%  [libstdc++.so.6.0.30]
         0     0%   100%    80.56kB  1.05%  [ld-linux-x86-64.so.2]
         0     0%   100%  7623.14kB 98.95%  [libc.so.6]

# Frames of the allocator are not shown, even when its library has no symbols that would tell them, but with -all_frames.

$ cprof -symbolize=none -top -all_frames cellar.jemalloc.txt | tail -n 5
 7668.06kB   100%   100%  7668.06kB   100%  [libjemalloc.so.2]
         0     0%   100%  7587.50kB 98.95%  [cellar]
         0     0%   100%    80.56kB  1.05%  [ld-linux-x86-64.so.2]
         0     0%   100%  7587.50kB 98.95%  [libc.so.6]
         0     0%   100%    80.56kB  1.05%  [libstdc++.so.6.0.30]

# Contention and threads.

$ cprof -symbolize=none -top legacy/made.contentionz.txt
File: mill
Type: delay
Duration: 120s, Total samples = 20102us (0.017%)
Showing nodes accounting for 20102us, 100% of 20102us total
      flat  flat%   sum%        cum   cum%
   20100us   100%   100%    20100us   100%  [mill]
       2us 0.0099%   100%      102us  0.51%  [libgrain.so.2]
$ cprof -symbolize=none -top legacy/made.java.contention.txt
Type: delay
Duration: 60s, Total samples = 129ms ( 0.21%)
Showing nodes accounting for 129ms, 100% of 129ms total
      flat  flat%   sum%        cum   cum%
     120ms 93.02% 93.02%      120ms 93.02%  STUB
       9ms  6.98%   100%        9ms  6.98%  org.example.mill.Gate.enter
         0     0%   100%      129ms   100%  java.lang.Thread.run
$ cprof -symbolize=none -traces legacy/made.threadz.txt
File: mill
Type: thread
-----------+-------------------------------------------------------
         1   [mill]
             [mill]
             [libgrain.so.2]
-----------+-------------------------------------------------------
         2   [mill]
             [libgrain.so.2]
-----------+-------------------------------------------------------

# Go's texts (debug=1) have the names of their addresses in comments. What they leave out, functions of
# the runtime, is runtime.[hidden].

$ cprof -top -nodecount=6 depot.goroutine.txt
Type: goroutine
Showing nodes accounting for 20, 100% of 20 total
Showing top 6 nodes out of 40
      flat  flat%   sum%        cum   cum%
        20   100%   100%         20   100%  runtime.[hidden]
         0     0%   100%          1  5.00%  internal/poll.(*FD).Accept
         0     0%   100%          1  5.00%  internal/poll.(*pollDesc).wait
         0     0%   100%          1  5.00%  internal/poll.(*pollDesc).waitRead
         0     0%   100%          1  5.00%  internal/poll.runtime_pollWait
         0     0%   100%          3 15.00%  internal/sync.(*Mutex).Lock
$ cprof -list 'docker..wait' -source_path=depot depot.goroutine.txt
Total: 20
ROUTINE ======================== main.(*docker).wait in main.go
         0          3 (flat, cum) 15.00% of Total
         .          .     39:	in   chan *Crate[string]
         .          .     40:	done chan<- int
         .          .     41:}
         .          .     42:
         .          .     43:func (d *docker) wait() {
         .          3     44:	for crate := range d.in {
         .          .     45:		crate.put(d.gate)
         .          .     46:		d.done <- len(crate.items)
         .          .     47:	}
         .          .     48:}
         .          .     49:
$ cprof -tags depot.goroutine.txt
 gate: Total 3 of 20 (15.00%)
       2 (10.00%): north
       1 ( 5.00%): south

 shift: Total 3 of 20 (15.00%)
        3 (15.00%): late "B"
\
$ cprof -traces depot.goroutine.txt | head -n 24
Type: goroutine
-----------+-------------------------------------------------------
         4   runtime.[hidden]
             runtime.[hidden]
             main.(*depot).clerk
             runtime.goexit
-----------+-------------------------------------------------------
         3   runtime.[hidden]
             runtime.[hidden]
             runtime.[hidden]
             internal/sync.runtime_SemacquireMutex
             internal/sync.(*Mutex).lockSlow
             internal/sync.(*Mutex).Lock
             sync.(*Mutex).Lock
             main.(*depot).late.func1
             runtime.goexit
-----------+-------------------------------------------------------
      gate:  north
     shift:  late "B"
         2   runtime.[hidden]
             runtime.[hidden]
             runtime.[hidden]
             main.(*docker).wait
             main.(*depot).stuck.func1
$ cprof -top -nodecount=4 depot.block.txt
Type: delay
Showing nodes accounting for 641.96ms, 100% of 641.96ms total
Dropped 4 nodes (cum <= 3.21ms)
Showing top 4 nodes out of 8
      flat  flat%   sum%        cum   cum%
  557.37ms 86.82% 86.82%   557.37ms 86.82%  sync.(*Mutex).Lock
   84.59ms 13.18%   100%    84.59ms 13.18%  sync.(*WaitGroup).Wait
         0     0%   100%   532.35ms 82.93%  main.(*Crate[...]).put
         0     0%   100%    84.59ms 13.18%  main.(*depot).contend
$ cprof -top -nodecount=4 depot.mutex.txt
Type: delay
Showing nodes accounting for 557.52ms, 100% of 557.52ms total
Dropped 7 nodes (cum <= 2.79ms)
      flat  flat%   sum%        cum   cum%
  557.52ms   100%   100%   557.52ms   100%  sync.(*Mutex).Unlock
         0     0%   100%     2.93ms  0.53%  main.(*Crate[...]).put
         0     0%   100%   557.52ms   100%  main.(*depot).contend.func1
         0     0%   100%   557.52ms   100%  runtime.goexit
$ cprof -top -nodecount=4 depot.threadcreate.txt
Type: threadcreate
Showing nodes accounting for 6, 100% of 6 total
      flat  flat%   sum%        cum   cum%
         5 83.33% 83.33%          6   100%  <unknown>
         1 16.67%   100%          1 16.67%  runtime.[hidden]
         0     0%   100%          1 16.67%  main.(*depot).guard
         0     0%   100%          1 16.67%  runtime.goexit

# A heap as text and as profile.proto is the same, but for the function that goroutines end in.

$ cprof -top depot.heap.txt | sed '1,2d; /goexit/d' >$TMP/text; cprof -top depot.heap.pb.gz | sed 1,5d >$TMP/proto; head -n 5 $TMP/text; cmp $TMP/text $TMP/proto
      flat  flat%   sum%        cum   cum%
    2.21MB 97.23% 97.23%     2.21MB 97.23%  main.(*depot).store
    0.02MB   0.7% 97.93%     0.02MB   0.7%  runtime.mallocgc
    0.02MB  0.69% 98.62%     0.02MB  0.69%  main.(*depot).clerk
    0.02MB  0.69% 99.31%     0.02MB  0.69%  main.(*depot).stuck.func2
$ cprof -top -nodecount=2 -alloc_space depot.allocs.txt
Type: alloc_space
Showing nodes accounting for 10.79MB, 98.84% of 10.91MB total
Dropped 9 nodes (cum <= 0.05MB)
Showing top 2 nodes out of 19
      flat  flat%   sum%        cum   cum%
    6.83MB 62.58% 62.58%    10.72MB 98.26%  main.(*depot).store
    3.96MB 36.26% 98.84%     3.96MB 36.26%  main.(*Crate[...]).put

# -symbolize=none takes neither names nor labels from comments, like pprof.

$ cprof -top -addresses -nodecount=3 -symbolize=none depot.goroutine.txt
Type: goroutine
Showing nodes accounting for 20, 100% of 20 total
Showing top 3 nodes out of 55
      flat  flat%   sum%        cum   cum%
        19 95.00% 95.00%         19 95.00%  000000000048258d <unknown>
         1  5.00%   100%          1  5.00%  0000000000444630 <unknown>
         0     0%   100%          1  5.00%  0000000000415196 <unknown>
$ cprof -tags -symbolize=none depot.goroutine.txt

# What all goroutines do (debug=2), or did when the program crashed. Equal ones are one sample; what they
# wait for, for how long, and who started them are labels.

$ cprof -tags depot.dump.txt
 created_by: Total 19 of 20 (95.00%)
             12 (60.00%): main.(*depot).stuck
              7 (35.00%): main.(*depot).late

 locked: Total 1 of 20 ( 5.00%)
         1 ( 5.00%): to thread

 state: Total 20 of 20 (  100%)
        5 (25.00%): chan receive
        4 (20.00%): select
        3 (15.00%): sync.Mutex.Lock
        1 ( 5.00%): IO wait
        1 ( 5.00%): chan receive (nil chan)
        1 ( 5.00%): chan send
        1 ( 5.00%): running
        1 ( 5.00%): select (no cases)
        1 ( 5.00%): sleep
        1 ( 5.00%): sync.Cond.Wait
        1 ( 5.00%): sync.WaitGroup.Wait

 wait: Total 12 of 20 (60.00%)
       12 (60.00%): 120s
\
$ cprof -top -nodecount=5 depot.dump.txt
Type: goroutine
Showing nodes accounting for 12, 60.00% of 20 total
Showing top 5 nodes out of 38
      flat  flat%   sum%        cum   cum%
         4 20.00% 20.00%          4 20.00%  main.(*depot).clerk
         3 15.00% 35.00%          3 15.00%  internal/sync.runtime_SemacquireMutex
         3 15.00% 50.00%          3 15.00%  main.(*docker).wait
         1  5.00% 55.00%          1  5.00%  internal/poll.runtime_pollWait
         1  5.00% 60.00%          1  5.00%  main.(*depot).guard
$ cprof -traces -tagfocus='state=^chan' depot.dump.txt
Type: goroutine
-----------+-------------------------------------------------------
     state:  chan receive
created_by:  main.(*depot).stuck
      wait:  120s
         3   main.(*docker).wait (inline)
             main.(*depot).stuck.func1
             runtime/pprof.Do
-----------+-------------------------------------------------------
     state:  chan receive
created_by:  main.(*depot).stuck
      wait:  120s
         1   main.(*depot).stuck.func2
             main.depth
             main.depth
             main.depth
             main.depth
-----------+-------------------------------------------------------
     state:  chan receive
    locked:  to thread
created_by:  main.(*depot).stuck
      wait:  120s
         1   main.(*depot).guard
-----------+-------------------------------------------------------
     state:  chan send
created_by:  main.(*depot).stuck
      wait:  120s
         1   main.(*depot).stuck.func4
-----------+-------------------------------------------------------
     state:  chan receive (nil chan)
created_by:  main.(*depot).stuck
      wait:  120s
         1   main.(*depot).stuck.func5
-----------+-------------------------------------------------------
$ cprof -top -tagfocus=wait=60s: -tagroot=state -nodecount=4 depot.dump.txt
Type: goroutine
Active filters:
   tagfocus=wait=60s:
Showing nodes accounting for 9, 45.00% of 20 total
Showing top 4 nodes out of 15
      flat  flat%   sum%        cum   cum%
         4 20.00% 20.00%          4 20.00%  main.(*depot).clerk
         3 15.00% 35.00%          3 15.00%  main.(*docker).wait
         1  5.00% 40.00%          1  5.00%  main.(*depot).guard
         1  5.00% 45.00%          1  5.00%  main.(*depot).stuck.func2
! tagfocus is read as a range of numbers, not as a regular expression
$ cprof -peek='frames elided' depot.dump.txt
Type: goroutine
Showing nodes accounting for 20, 100% of 20 total
----------------------------------------------------------+-------------
      flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
----------------------------------------------------------+-------------
                                                 1   100% |   main.depth
         0     0%     0%          1  5.00%                | (frames elided)
                                                 1   100% |   main.depth
----------------------------------------------------------+-------------
$ cprof -tags -tagshow='state|locked' depot.crash.txt
 locked: Total 1 of 19 ( 5.26%)
         1 ( 5.26%): to thread

 state: Total 19 of 19 (  100%)
        5 (26.32%): chan receive
        3 (15.79%): runnable
        3 (15.79%): sync.Mutex.Lock
        1 ( 5.26%): IO wait
        1 ( 5.26%): chan receive (nil chan)
        1 ( 5.26%): chan send
        1 ( 5.26%): running
        1 ( 5.26%): select (no cases)
        1 ( 5.26%): sleep
        1 ( 5.26%): sync.Cond.Wait
        1 ( 5.26%): sync.WaitGroup.Wait
\
$ gzip -c depot.dump.txt >$TMP/dump; cprof -top -nodecount=1 $TMP/dump | tail -n 1
         4 20.00% 20.00%          4 20.00%  main.(*depot).clerk
$ cprof -proto -output=$TMP/dump.pb.gz depot.dump.txt; cprof -tags -tagshow=locked $TMP/dump.pb.gz
 locked: Total 1 of 20 ( 5.00%)
         1 ( 5.00%): to thread

! Generating report in $TMP/dump.pb.gz
$ head -n 1 depot.crash.txt >$TMP/crash; cprof -top $TMP/crash
! cprof: $TMP/crash: the end of a Go program, without its goroutines; with GOTRACEBACK=all it prints them
? 2

# Errors name the format and the line.

$ (head -n 5 oven.heap.txt; echo what) >$TMP/heap; cprof -top $TMP/heap
! cprof: $TMP/heap: a heap profile in text form, line 6: not a number of objects and a stack: N: BYTES [N: BYTES] @ 0x... 0x...
? 2
$ (head -n 3 depot.goroutine.txt; echo 4 @ 10) >$TMP/count; cprof -top $TMP/count
! cprof: $TMP/count: a Go count profile in text form, line 4: not a count and a stack: NUMBER @ 0x... 0x...
? 2

$ head -n 7 cellar.jemalloc.txt >$TMP/jemalloc; cprof -top $TMP/jemalloc
! cprof: $TMP/jemalloc: a heap profile of jemalloc, line 7: a stack of which nobody has anything; is the file cut off?
? 2
$ (cat $TMP/jemalloc; echo '  t*: 3: 97923 [12') >$TMP/cut; cprof -top $TMP/cut
! cprof: $TMP/cut: a heap profile of jemalloc, line 8: not what all threads have: t*: N: BYTES [N: BYTES]
? 2

# What is no profile is named, with what to do about it.

$ printf '<html>\n<head>\n<title>/debug/pprof/</title>\n' >$TMP/index; cprof -top $TMP/index
! cprof: $TMP/index: the page that lists a server's profiles, not a profile: name one of them, such as /debug/pprof/heap
? 2
$ printf '<!doctype html><title>502 Bad Gateway</title>' >$TMP/page; cprof -top $TMP/page
! cprof: $TMP/page: an HTML page, "502 Bad Gateway", not a profile: a server has sent it instead of one
? 2
$ echo '404 page not found' >$TMP/text; cprof -top $TMP/text
! cprof: $TMP/text: a text file, not a profile that cprof knows; it says: 404 page not found
? 2
$ printf '\177ELF\002\001\001' | gzip >$TMP/elf; cprof -top $TMP/elf
! cprof: $TMP/elf: an ELF binary, not a profile: give a profile behind it, cprof BINARY PROFILE
? 2
$ printf '{"traceEvents":[]}' >$TMP/chrome; cprof -top $TMP/chrome
! cprof: $TMP/chrome: a Chrome trace (JSON), without a CPU profile: record it in DevTools' Performance panel; ui.perfetto.dev shows what is in it
? 2
$ gzip -c shop.cpu.pb.gz | gzip >$TMP/twice; cprof -top $TMP/twice
! cprof: $TMP/twice: compressed twice, with gzip inside: unpack it first
? 2

# -symbolize is read in any case, and none of its words need be the first.

$ cprof -raw -symbolize=none depot.mutex.txt >$TMP/none; cprof -raw -symbolize=force:NONE depot.mutex.txt | cmp - $TMP/none
$ cprof -raw depot.mutex.txt >$TMP/names; cprof -raw -symbolize=nonsense depot.mutex.txt | cmp - $TMP/names
! -symbolize: "nonsense" is ignored; there are none, local, fastlocal, remote, force and demangle=default|templates|full|none, separated by ':'
