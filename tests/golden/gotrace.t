# Execution traces of Go, as runtime/trace, go test -trace and /debug/pprof/trace write them: how long goroutines
# waited and ran, by stack. sync is what is shown unless another type is asked for.

$ cprof -top ferry.locks.trace
Type: sync
Time: 2026-11-28 00:34:33 UTC
Duration: 31.49ms, Total samples = 43436.99us (137.93%)
Showing nodes accounting for 43436.99us, 100% of 43436.99us total
      flat  flat%   sum%        cum   cum%
27167.36us 62.54% 62.54% 27167.36us 62.54%  sync.(*WaitGroup).Wait
11241.92us 25.88% 88.43% 11241.92us 25.88%  sync.(*Mutex).Lock
 4198.85us  9.67% 98.09%  4198.85us  9.67%  runtime.selectgo
  828.86us  1.91%   100%   828.86us  1.91%  runtime.chansend1
         0     0%   100% 11241.92us 25.88%  main.(*berth).unload
         0     0%   100%  2004.74us  4.62%  main.(*gate).open
         0     0%   100%  4198.85us  9.67%  main.locks
         0     0%   100% 12070.78us 27.79%  main.locks.func1
         0     0%   100% 25162.62us 57.93%  main.locks.func2
         0     0%   100%  6203.58us 14.28%  main.main
$ cprof -types ferry.locks.trace
     total  type
        57  sync_count
   43.44ms  sync (default)
         0  net_count (empty)
         0  net (empty)
         2  syscall_count
   23.49us  syscall
        67  sched_count
   29.56ms  sched
        79  running_count
   32.11ms  running

# The waits are those of go tool trace -pprof=TYPE FILE, to the nanosecond (tests/go/trace compares).

$ cprof -raw ferry.locks.trace | sed -n '/^Samples/,/^Locations/p' | head -n 8
Samples:
sync_count/count sync/nanoseconds[dflt] net_count/count net/nanoseconds syscall_count/count syscall/nanoseconds sched_count/count sched/nanoseconds running_count/count running/nanoseconds
          0          0          0          0          0          0          0          0          0      55488: 1 2 3 4 5 6 7 
                goroutine:[main.main]
          0          0          0          0          0          0          0          0          0        512: 8 3 4 5 6 7 
                goroutine:[main.main]
          0          0          0          0          0          0          0          0          0       2304: 9 10 3 4 5 6 7 
                goroutine:[main.main]

# Each version of the format is read.

$ for v in go122 go123 go125 day; do cprof -top -nodecount=1 -sample_index=net ferry.$v.trace | tail -n 1; done
   50.58ms 57.80% 57.80%    50.58ms 57.80%  internal/poll.(*FD).Read
   19.56ms 73.00% 73.00%    19.56ms 73.00%  internal/poll.(*FD).Read
   18.57ms 72.38% 72.38%    18.57ms 72.38%  internal/poll.(*FD).Read
   29.78ms 75.50% 75.50%    29.78ms 75.50%  internal/poll.(*FD).Read
$ cprof -top -nodecount=3 -sample_index=syscall ferry.files.trace | tail -n 3
 2895.10us 54.96% 54.96%  2895.10us 54.96%  syscall.openat
  603.07us 11.45% 66.40%   603.07us 11.45%  internal/syscall/unix.Unlinkat
  563.20us 10.69% 77.09%   563.20us 10.69%  internal/syscall/unix.Waitid
$ cprof -folded -sample_index=net -show='^main|poll' ferry.net.trace
main.answer;internal/poll.(*FD).Read 9353088
main.network.func1;main.ask;internal/poll.(*FD).Read 14266944
main.network.func1;main.ask;internal/poll.(*FD).WaitWrite 272832
main.serve;internal/poll.(*FD).Accept 7188672

# sched: the time from when a goroutine could run to when it did, by what made it runnable.

$ cprof -top -nodecount=3 -sample_index=sched ferry.switch.trace
Type: sched
Time: 2026-11-28 00:34:33 UTC
Duration: 2.27ms, Total samples = 3.11us ( 0.14%)
Showing nodes accounting for 2.30us, 74.04% of 3.11us total
      flat  flat%   sum%        cum   cum%
    2.30us 74.04% 74.04%     2.30us 74.04%  sync.(*WaitGroup).Add
         0     0% 74.04%     2.30us 74.04%  main.(*gate).guard
         0     0% 74.04%     2.30us 74.04%  sync.(*WaitGroup).Done
$ cprof -peek 'unload$' -sample_index=running ferry.locks.trace | tail -n 8
----------------------------------------------------------+-------------
      flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
----------------------------------------------------------+-------------
                                        18915.90us   100% |   main.locks.func1
14602.56us 45.48% 45.48% 18915.90us 58.91%                | main.(*berth).unload
                                         4273.92us 22.59% |   sync.(*Mutex).Unlock
                                           39.42us  0.21% |   sync.(*Mutex).Lock
----------------------------------------------------------+-------------

# Labels: the function in which the goroutine starts, its task and its region.

$ cprof -tags -sample_index=running ferry.tasks.trace
 goroutine: Total 6.05ms of 6.05ms (  100%)
              3.36ms (55.60%): main.tasks.func1
              2.01ms (33.30%): main.(*gate).guard
            426.94us ( 7.06%): main.spin
            225.79us ( 3.73%): main.main
              6.66us ( 0.11%): runtime.(*traceAdvancerState).start.func1
              6.34us (  0.1%): runtime.traceStartReadCPU.func1
              5.38us (0.089%): runtime/trace.(*traceMultiplexer).startLocked.func1

 region: Total 3.27ms of 6.05ms (54.05%)
           2.41ms (39.79%): steer
         828.35us (13.69%): board
          34.11us ( 0.56%): cross

 task: Total 3.70ms of 6.05ms (61.11%)
       1.87ms (30.85%): ferry
       1.83ms (30.25%): tug
\
$ cprof -top -nodecount=2 -tagfocus=region=steer -sample_index=running ferry.tasks.trace | tail -n 2
    2.41ms 39.79% 39.79%     2.41ms 39.79%  main.tasks.func1.2
         0     0% 39.79%     2.41ms 39.79%  main.tasks.func1
$ cprof -folded -tagroot=goroutine -sample_index=running -show='^main' ferry.memory.trace
main.(*gate).guard;main.(*gate).guard 2004224
main.main;main.main 284545
main.main;main.main;main.(*gate).open 2368
main.main;main.main;main.memory 191424
main.memory.func1;main.memory.func1 838848

# goroutines, procs and tasks show what a trace says beside its profile.

$ cprof -goroutines ferry.locks.trace | head -n 6
 count   running     sched   blocked   syscall gc_assist  goroutine
     4   23.78ms   14.79ms   12.07ms         .         .  main.locks.func1
                             11.24ms                       sync
                            828.86us                       chan send
     1    6.31ms   18.97ms    6.20ms         .         .  main.main
                              4.20ms                       select
$ cprof -goroutines -nodecount=2 ferry.memory.trace
 count   running     sched   blocked   syscall gc_assist  goroutine
     2    3.14ms  193.41us    3.48ms         .         .  runtime.gcBgMarkWorker
                              2.32ms                       sync
                              1.16ms                       system goroutine wait
     1       2ms     640ns    1.16ms         .         .  main.(*gate).guard
$ cprof -json -goroutines ferry.day.trace | jq -c '.rows[0]'
{"function":"main.answer","count":3,"total":23955200,"running":12713664,"sched":2673088,"blocked":6698752,"syscall":1869696,"syscall_blocked":0,"gc_assist":0,"gc_sweep":0,"waits":{"network":6698752}}
$ cprof -procs -width=60 ferry.memory.trace
           0                                 3.67ms
gc        |  ggggggggggggggggggggggggggggggggggg   | 83.08%
stw       |! !!!!!!                           !!!  | 17.94%
proc 0    |###g###ggggggggggggggggggggggggggggggg##| 99.07%
proc 1    | :######ggg-+#####################+.  gg| 80.78%
A column is 91.69us; . to #: busy, g: garbage collector, s: system call
$ cprof -procs -from=1ms -to=3ms -width=60 ferry.tasks.trace
           1ms                                  3ms
gc        |                                        |     0%
stw       |                                        |     0%
proc 0    |      .#################################| 82.75%
proc 1    |    .########*#################*########| 86.79%
A column is 50us; . to #: busy, g: garbage collector, s: system call
$ cprof -jsonl -procs -width=30 ferry.memory.trace | sed -n '2,5p'
{"kind":"gc","begin":0,"slice":366745.7,"count":1,"time":3046976,"longest":3046976,"slices":[111449,366745,366745,366745,366745,366745,366745,366745,366745,1560]}
{"kind":"stw","begin":0,"slice":366745.7,"count":3,"time":657920,"longest":449280,"slices":[103385,352230,0,0,0,0,0,0,72999,129304]}
{"kind":"processor","processor":0,"begin":0,"slice":366745.7,"running":717569,"gc":2915776,"syscall":0,"idle":34112,"slices":[335065,364569,366745,366745,366745,366745,366745,366745,366745,366489],"gc_slices":[37145,107993,366745,366745,366745,366745,366745,366745,366745,203416],"syscall_slices":[0,0,0,0,0,0,0,0,0,0],"most":["main.main","main.memory.func1","runtime.gcBgMarkWorker","runtime.gcBgMarkWorker","runtime.gcBgMarkWorker","runtime.gcBgMarkWorker","runtime.gcBgMarkWorker","runtime.gcBgMarkWorker","runtime.gcBgMarkWorker","runtime.gcBgMarkWorker"]}
{"kind":"processor","processor":1,"begin":0,"slice":366745.7,"running":2623488,"gc":308417,"syscall":30784,"idle":704768,"slices":[206873,365798,246861,341913,366745,366745,366745,366745,244850,89409],"gc_slices":[5632,12608,200768,0,0,0,0,0,0,89409],"syscall_slices":[30784,0,0,0,0,0,0,0,0,0],"most":["main.memory.func1","main.memory.func1","runtime.gcBgMarkWorker","main.(*gate).guard","main.(*gate).guard","main.(*gate).guard","main.(*gate).guard","main.(*gate).guard","main.(*gate).guard","runtime.bgsweep"]}
$ cprof -tasks -nodecount=2 ferry.tasks.trace
 count partial       p50       p99       max     total  task, and its regions
     4       0    2.87ms    5.08ms    5.08ms   13.74ms  ferry
     4       0    1.28ms    2.80ms    2.80ms    6.94ms    board
     4       0    1.43ms    2.24ms    2.24ms    6.53ms    cross
     4       0  300.29us  304.19us  304.19us    1.21ms    steer
     4       0    3.98ms    5.29ms    5.29ms   17.72ms  tug
     4       0    2.08ms    2.52ms    2.52ms    8.38ms    board
     4       0    1.81ms    3.16ms    3.16ms    9.21ms    cross
     4       0  300.22us  300.80us  300.80us    1.20ms    steer

      time  task         key          text
  105.15us  ferry        captain      captain 0
  126.72us  tug          captain      captain 1
14 more lines; nodecount=0 shows all
$ cprof -csv -tasks ferry.tasks.trace | head -n 3
kind,task,region,count,partial,p50_nanoseconds,p99_nanoseconds,max_nanoseconds,total_nanoseconds,time_nanoseconds,key,text\x0d (esc)
task,ferry,,4,0,2866432,5082880,5082880,13744384,,,\x0d (esc)
region,ferry,board,4,0,1276736,2799424,2799424,6942912,,,\x0d (esc)
$ cprof ferry.tasks.trace
< procs -from=1ms -to=2ms
< from=1ms
< procs -width=50 -to=3ms
< goroutines | tail -n 2
           1ms                                                                          2ms
gc        |                                                                                |     0%
stw       |                                                                                |     0%
proc 0    |                           +###############################*####################| 65.69%
proc 1    |                   .################################*=##########################| 74.28%
A column is 12.50us; . to #: busy, g: garbage collector, s: system call
           1ms                        3ms
gc        |                              |     0%
stw       |                              |     0%
proc 0    |     *########################| 82.75%
proc 1    |   :#####*####################| 86.79%
A column is 66.67us; . to #: busy, g: garbage collector, s: system call
     1         .         .    7.54ms         .         .  runtime.runCleanups
     1         .         .    7.54ms         .         .  runtime.runFinalizers
! Type: sync
! Time: 2026-11-28 00:34:33 UTC
! Duration: 7.54ms, Total samples = 7.29ms (96.74%)
! Type help for commands, o for options, ^D to leave.
! -from=1ms sets the option for this command; -(from=1ms) ignores what matches
! -to=2ms sets the option for this command; -(to=2ms) ignores what matches
! -width=50 sets the option for this command; -(width=50) ignores what matches
! -to=3ms sets the option for this command; -(to=3ms) ignores what matches

# A program that mostly sleeps.

$ cprof -procs -width=60 ferry.day.trace
           0                                  1.16s
gc        |                                       g| 0.084%
stw       |!                                      !| 0.065%
proc 0    |=. .  .          .  .          .  .    :|  2.23%
proc 1    |*.        .  .          .  .      .   ..|  2.44%
A column is 28.92ms; . to #: busy, g: garbage collector, s: system call

# They are about one trace alone.

$ cprof -goroutines shop.cpu.pb.gz
! cprof: goroutines is about an execution trace of Go, one alone and without a base: cprof -goroutines trace.out
? 2
$ cprof -procs ferry.tasks.trace ferry.net.trace
! cprof: procs is about an execution trace of Go, one alone and without a base: cprof -procs trace.out
? 2
$ cprof -procs -base ferry.tasks.trace ferry.net.trace
! cprof: procs is about an execution trace of Go, one alone and without a base: cprof -procs trace.out
? 2
$ cprof -goroutines -anon ferry.net.trace
! cprof: goroutines: anon cannot hide the names of an execution trace
? 2
$ cprof -tasks ferry.net.trace
! cprof: the program put no tasks, regions or log lines into its trace: see NewTask, WithRegion and Log of runtime/trace
? 2
$ cprof -procs -from=20ms ferry.net.trace
! cprof: nothing is left: from is not before to, or not in the trace, which has 10.25ms
? 2
$ cprof -procs -from=soon ferry.net.trace
! cprof: from takes a time since the begin of the trace, such as 1.5s or 300ms, not "soon"
? 2
$ cprof -procs -width=-1 ferry.net.trace
! cprof: width: a timeline takes 1 to 10000 columns; 0: those of the terminal
? 2

# Traces add up, and a binary may stand before one.

$ cprof -top -nodecount=1 ferry.locks.trace ferry.locks.trace | tail -n 1
   54.33ms 62.54% 62.54%    54.33ms 62.54%  sync.(*WaitGroup).Wait
$ cprof -top -nodecount=1 symbols/flour ferry.locks.trace | tail -n 1
   27.17ms 62.54% 62.54%    27.17ms 62.54%  sync.(*WaitGroup).Wait

# A trace that was cut off is read up to the cut: to the end of its last whole generation, about a second of it.

$ head -c 37000 ferry.day.trace >$TMP/cut; cprof -top -nodecount=1 $TMP/cut
Type: sync
Time: 2026-11-28 00:34:31 UTC
Duration: 1s, Total samples = 1.96s (195.99%)
Showing nodes accounting for 1.91s, 97.27% of 1.96s total
Dropped 10 nodes (cum <= 0.01s)
Showing top 1 nodes out of 10
      flat  flat%   sum%        cum   cum%
     1.91s 97.27% 97.27%      1.91s 97.27%  runtime.chanrecv1
! $TMP/cut: the trace is cut off: its last 17243 bytes are left out; it is read up to 1.001s
$ head -c 9000 ferry.day.trace >$TMP/cut; cprof -top $TMP/cut
! cprof: $TMP/cut: a Go execution trace: it is cut off before its first second is complete: let the program call trace.Stop before it ends
? 2
$ head -c 8 ferry.day.trace >$TMP/cut; cprof -top $TMP/cut
! cprof: $TMP/cut: a Go execution trace: it is cut off in its first line
? 2

# What is damaged is refused.

$ (head -c 2000 ferry.locks.trace; printf '\377\377\377'; tail -c +2004 ferry.locks.trace) >$TMP/bad; cprof -top $TMP/bad
! cprof: $TMP/bad: a Go execution trace: it is damaged at byte 1481: the name of a function is missing
? 2

$ for s in twice wrong-type wrong-status wrong-proc-status nobody missing-stack missing-text out-of-order; do \
    tail -c +2 fuzz/gotrace/seed-$s >$TMP/bad; cprof -top $TMP/bad; done
! cprof: $TMP/bad: a Go execution trace: it is damaged at byte 36: a goroutine starts twice
! cprof: $TMP/bad: a Go execution trace: it is damaged at byte 31: an event of an unknown type
! cprof: $TMP/bad: a Go execution trace: it is damaged at byte 27: a goroutine of an unknown state
! cprof: $TMP/bad: a Go execution trace: it is damaged at byte 26: a processor of an unknown state
! cprof: $TMP/bad: a Go execution trace: it is damaged at byte 34: a processor that nobody started
! cprof: $TMP/bad: a Go execution trace: it is damaged at byte 35: the stack of an event is missing
! cprof: $TMP/bad: a Go execution trace: it is damaged at byte 35: the text of an event is missing
! cprof: $TMP/bad: a Go execution trace: it is damaged at byte 16: none of the events that come next in any thread can happen
? 2
$ for s in large-batch large-number other-generation no-generation twice-string long-string deep-stack cut-stack; do \
    tail -c +2 fuzz/gotrace/seed-$s >$TMP/bad; cprof -top $TMP/bad; done
! cprof: $TMP/bad: a Go execution trace: it is damaged at byte 16: a batch of events is too large
! cprof: $TMP/bad: a Go execution trace: it is damaged at byte 16: a number is too large
! cprof: $TMP/bad: a Go execution trace: it is damaged at byte 22: a batch of events is of another generation
! cprof: $TMP/bad: a Go execution trace: it is damaged at byte 16: a batch of events is of no generation
! cprof: $TMP/bad: a Go execution trace: it is damaged at byte 31: a string is there twice
! cprof: $TMP/bad: a Go execution trace: it is damaged at byte 31: a string is too long
! cprof: $TMP/bad: a Go execution trace: it is damaged at byte 31: a stack is too deep
! cprof: $TMP/bad: a Go execution trace: it is damaged at byte 31: a stack is cut off
? 2

# A goroutine that another thread takes over, in the order that numbers tell where clocks do not: seed-steal is two
# threads, of which the second takes the processor of the first while that is in a system call.

$ tail -c +2 fuzz/gotrace/seed-steal >$TMP/steal; cprof -types $TMP/steal; cprof -procs -width=40 $TMP/steal
     total  type
         0  sync_count (empty)
         0  sync (default) (empty)
         0  net_count (empty)
         0  net (empty)
         1  syscall_count
      80ns  syscall
         1  sched_count
      28ns  sched
         2  running_count
     358ns  running
           0              466ns
gc        |                    |     0%
stw       |                    |     0%
proc 0    |ss  :###############| 84.12%
A column is 23ns; . to #: busy, g: garbage collector, s: system call
! no samples of sync; there are samples of: syscall_count 1, syscall 80ns, sched_count 1, sched 28ns, running_count 2, running 358ns
$ tail -c +2 fuzz/gotrace/seed-all >$TMP/all; cprof -goroutines $TMP/all; cprof -tasks $TMP/all
 count   running     sched   blocked   syscall gc_assist  goroutine
     3      22ns     465ns     463ns       2ns       1ns  main.main
                               444ns                       network
                                19ns                       unknown
 count partial       p50       p99       max     total  task, and its regions
     1       0      14ns      14ns      14ns      14ns  task
     1       0      12ns      12ns      12ns      12ns    sync

      time  task         key          text
       9ns  task         task         sync
$ tail -c +2 fuzz/gotrace/seed-generations >$TMP/generations; cprof -types $TMP/generations
     total  type
         0  sync_count (empty)
         0  sync (default) (empty)
         0  net_count (empty)
         0  net (empty)
         0  syscall_count (empty)
         0  syscall (empty)
         0  sched_count (empty)
         0  sched (empty)
         1  running_count
      46ns  running
! no samples of sync; there are samples of: running_count 1, running 46ns

# Traces of old versions of Go, and of ones to come.

$ printf 'go 1.21 trace\0\0\0' >$TMP/old; cprof -top $TMP/old
! cprof: $TMP/old: a Go execution trace: it is of Go 1.21 or older: make a profile of it with go tool trace -pprof=sync FILE >sync.pb.gz (or net, syscall, sched)
? 2
$ printf 'go 1.9 trace\0\0\0' >$TMP/old; cprof -top $TMP/old
! cprof: $TMP/old: a Go execution trace: it is of Go 1.9, which not even today's go tool trace reads
? 2
$ printf 'go 1.99 trace\0\0\0' >$TMP/new; cprof -top $TMP/new
! cprof: $TMP/new: a Go execution trace: its format is that of Go 1.99, which is newer than this cprof: make a profile of it with go tool trace -pprof=sync FILE >sync.pb.gz (or net, syscall, sched)
? 2
