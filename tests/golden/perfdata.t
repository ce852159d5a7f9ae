# What `perf record -g` writes is read as it is: perf.data, and what it writes to a pipe. `loom` is a small program, which
# forks; the child calls itself shuttle, and then runs loom again. The binary in front gives the functions' names.

$ cprof -top loom/loom loom.cpu.perf.data.gz
File: loom
Build ID: 100f10f2a00c0ffee0123456789abcdef0123456
Type: cpu-clock
Duration: 1.05s, Total samples = 105.53ms (10.03%)
Showing nodes accounting for 105.53ms, 100% of 105.53ms total
      flat  flat%   sum%        cum   cum%
   75.38ms 71.43% 71.43%    75.38ms 71.43%  spin
   30.15ms 28.57%   100%    30.15ms 28.57%  dye
         0     0%   100%   105.53ms   100%  _start
         0     0%   100%    40.20ms 38.10%  child
         0     0%   100%    40.20ms 38.10%  knot
         0     0%   100%   105.53ms   100%  run
         0     0%   100%    65.33ms 61.90%  weave
$ gunzip -c loom.cpu.perf.data.gz >$TMP/perf.data; cprof -folded loom/loom $TMP/perf.data
_start;run;child;dye 10050250
_start;run;child;spin 10050250
_start;run;child;weave;knot;spin 10050250
_start;run;child;weave;spin 10050250
_start;run;dye 20100500
_start;run;weave;knot;knot;spin 15075375
_start;run;weave;knot;spin 15075375
_start;run;weave;spin 15075375
$ gunzip -c loom.pipe.perf.data.gz | cprof -top -nodecount=2 loom/loom -
File: loom
Type: cpu-clock
Duration: 1.23s, Total samples = 105.53ms ( 8.58%)
Showing nodes accounting for 105.53ms, 100% of 105.53ms total
Showing top 2 nodes out of 7
      flat  flat%   sum%        cum   cum%
   80.40ms 76.19% 76.19%    80.40ms 76.19%  spin
   25.13ms 23.81%   100%    25.13ms 23.81%  dye

# Samples say their process and thread, and what it is called.

$ cprof -tags loom.cpu.perf.data.gz | sed 's/^ *//'
comm: Total 105.53ms of 105.53ms (  100%)
65.33ms (61.90%): loom
40.20ms (38.10%): shuttle

pid: Total 105.53ms of 105.53ms (  100%)
65.33ms (61.90%): 1447
40.20ms (38.10%): 1441

tid: Total 105.53ms of 105.53ms (  100%)
65.33ms (61.90%): 1447
40.20ms (38.10%): 1441

! No symbols for /tmp/loom/loom (build ID 100f10f2a00c0ffee0123456789abcdef0123456): No such file or directory; PPROF_BINARY_PATH names the folders where binaries are looked for
$ cprof -folded -tagroot=comm loom/loom loom.cpu.perf.data.gz
loom;_start;run;dye 20100500
loom;_start;run;weave;knot;knot;spin 15075375
loom;_start;run;weave;knot;spin 15075375
loom;_start;run;weave;spin 15075375
shuttle;_start;run;child;dye 10050250
shuttle;_start;run;child;spin 10050250
shuttle;_start;run;child;weave;knot;spin 10050250
shuttle;_start;run;child;weave;spin 10050250

# Several events have two types each. The first event is shown.

$ cprof -top -nodecount=1 loom/loom loom.events.perf.data.gz
File: loom
Build ID: 100f10f2a00c0ffee0123456789abcdef0123456
Type: cpu-clock
Duration: 1.35s, Total samples = 134.27ms ( 9.93%)
Showing nodes accounting for 108.22ms, 80.60% of 134.27ms total
Showing top 1 nodes out of 7
      flat  flat%   sum%        cum   cum%
  108.22ms 80.60% 80.60%   108.22ms 80.60%  spin
$ cprof -raw -symbolize=none loom.events.perf.data.gz | sed -n '/^Samples/,/dflt/p'
Samples:
cpu-clock_samples/count cpu-clock/nanoseconds[dflt] page-faults_samples/count page-faults/count
$ cprof -top -sample_index=page-faults loom/loom loom.events.perf.data.gz
File: loom
Build ID: 100f10f2a00c0ffee0123456789abcdef0123456
Type: page-faults
Duration: 1.35s, Total samples = 870234 
Showing nodes accounting for 870232, 100% of 870234 total
Dropped 2 nodes (cum <= 4351)
      flat  flat%   sum%        cum   cum%
    870227   100%   100%     870227   100%  dye
         3 0.00034%   100%     870232   100%  run
         2 0.00023%   100%     870234   100%  _start
         0     0%   100%      42501  4.88%  child

# Records that perf record -z has compressed.

$ cprof -top -nodecount=2 loom/loom loom.packed.perf.data.gz
File: loom
Type: cpu-clock
Duration: 1.31s, Total samples = 100.20ms ( 7.66%)
Showing nodes accounting for 100.20ms, 100% of 100.20ms total
Showing top 2 nodes out of 7
      flat  flat%   sum%        cum   cum%
   80.16ms 80.00% 80.00%    80.16ms 80.00%  spin
   20.04ms 20.00%   100%    20.04ms 20.00%  dye

# The kernel is one frame where its functions have no names: it is not the one that runs here.

$ cprof -folded loom/loom loom.kernel.perf.data.gz
_start;run;child;dye 5025125
_start;run;child;dye;[kernel] 50251250
_start;run;child;spin 15075375
_start;run;child;weave;knot;knot;spin 10050250
_start;run;child;weave;knot;spin 15075375
_start;run;child;weave;spin 5025125
_start;run;dye 15075375
_start;run;dye;[kernel] 110552750
_start;run;spin 15075375
_start;run;spin;[kernel] 5025125
_start;run;weave;knot;knot;spin 25125625
_start;run;weave;knot;spin 20100500
_start;run;weave;spin 15075375
child;call;[kernel] 15075375
$ cprof -top -binary -symbolize=none loom.kernel.perf.data.gz
File: loom
Type: cpu-clock
Duration: 1.76s, Total samples = 321.61ms (18.23%)
Showing nodes accounting for 321.61ms, 100% of 321.61ms total
      flat  flat%   sum%        cum   cum%
  180.90ms 56.25% 56.25%   180.90ms 56.25%  [kernel.kallsyms]_text
  140.70ms 43.75%   100%   321.61ms   100%  loom

# With --call-graph dwarf a sample has registers and a copy of the stack, which is unwound here; by frame pointers, where the
# binary is not in its place.

$ cprof -folded loom/loom loom.stacks.perf.data.gz
_start;run;child;dye 5025125
_start;run;child;spin 15075375
_start;run;child;weave;knot;knot;spin 15075375
_start;run;dye 25125625
_start;run;spin 30150750
_start;run;weave;knot;knot;spin 10050250
_start;run;weave;knot;spin 20100500
_start;run;weave;spin 15075375

# A recording that was not finished is read as far as it goes.

$ head -c 3000 $TMP/perf.data >$TMP/cut; cprof -top -nodecount=1 loom/loom $TMP/cut
File: loom
Type: cpu-clock
Duration: 945.81ms, Total samples = 100.50ms (10.63%)
Showing nodes accounting for 70.35ms, 70.00% of 100.50ms total
Showing top 1 nodes out of 7
      flat  flat%   sum%        cum   cum%
   70.35ms 70.00% 70.00%    70.35ms 70.00%  spin
! $TMP/cut: the file is cut off or damaged behind record 36; what is before it was read
$ (head -c 48 $TMP/perf.data; printf '\0\0\0\0\0\0\0\0'; tail -c +57 $TMP/perf.data | head -c 2700) >$TMP/killed; cprof -top -nodecount=1 loom/loom $TMP/killed
File: loom
Type: cpu-clock
Duration: 838.74ms, Total samples = 85.43ms (10.19%)
Showing nodes accounting for 55.28ms, 64.71% of 85.43ms total
Showing top 1 nodes out of 7
      flat  flat%   sum%        cum   cum%
   55.28ms 64.71% 64.71%    55.28ms 64.71%  spin
! $TMP/killed: the file is cut off or damaged behind record 33; what is before it was read

# Damaged ones are refused.

$ head -c 100 $TMP/perf.data >$TMP/short; cprof -top $TMP/short
! cprof: $TMP/short: the output of perf record: its header is damaged
? 2
$ printf PERFILE2 >$TMP/shorter; cprof -top $TMP/shorter
! cprof: $TMP/shorter: the output of perf record: its header is damaged
? 2
$ printf '2ELIFREP\0\0\0\0\0\0\0h' >$TMP/swapped; cprof -top $TMP/swapped
! cprof: $TMP/swapped: the output of perf record of a machine with another byte order, which cprof does not read: give it what perf script prints there
? 2
$ printf 'PERFFILEh\0\0\0\0\0\0\0' >$TMP/old; cprof -top $TMP/old
! cprof: $TMP/old: the output of a perf record from before 2013, which cprof does not read: give it what perf script prints
? 2

# Recordings that were made up record by record. Records are sorted by time: the sample at 4 is of the first file that was
# mapped there, that at 9 of the second.

$ cprof -folded=all -symbolize=none fuzz/perf/seed-order
\# stack;samples/count cpu-clock/nanoseconds
[new] 1 10
[prog] 1 10

# A new map takes the place of what it covers, and only of that.

$ cprof -folded -symbolize=none fuzz/perf/seed-overlaps
[end];[end];[prog];[mid];[prog] 10

# Maps of data count where they take the place of code.

$ cprof -folded -symbolize=none fuzz/perf/seed-data
[unknown];[data];[prog] 10

# A child has its parent's maps and name, and then its own. Process 9 was there before, and its maps are not known.

$ cprof -folded -tagroot=comm,pid -symbolize=none fuzz/perf/seed-forks
one;7;[prog] 10
one;9;[unknown] 10
two;8;[other] 10
! fuzz/perf/seed-forks: the file has no maps for the processes of 1 of 3 samples, whose frames are [unknown]

# What marks in a stack say: the kernel, the program, something else.

$ cprof -folded -symbolize=none fuzz/perf/seed-kernel
[kernel] 2
[prog];[kernel] 2
[unknown] 2
$ cprof -folded -symbolize=none fuzz/perf/seed-marks
[unknown] 10
[unknown];[unknown] 10

# Of a group each sample counts for all events, by as much as they went on.

$ cprof -folded=all -symbolize=none fuzz/perf/seed-group
\# stack;cpu-clock_samples/count cpu-clock/nanoseconds page-faults_samples/count page-faults/count
[unknown] 3 2 1 9
! fuzz/perf/seed-group: the file has no maps for the processes of 4 of 4 samples, whose frames are [unknown]

# Files of one name and of different builds are two.

$ cprof -raw -symbolize=none fuzz/perf/seed-build-ids | sed -n '/^Mappings/,$p'
Mappings
1: 0x1000/0x5000/0x0 /a 0101010101010101010101010101010101010101 
2: 0x1000/0x5000/0x0 /a 0202020202020202020202020202020202020202 

# What perf lost is told.

$ cprof -folded -symbolize=none fuzz/perf/seed-lost
[unknown];[unknown];[unknown] 10
! fuzz/perf/seed-lost: perf record lost 18446744073709551615 samples or other records, since its buffers were full; -m 16M makes them larger
! fuzz/perf/seed-lost: the file has no maps for the processes of 1 of 1 samples, whose frames are [unknown]

# Damaged records.

$ cprof -top fuzz/perf/seed-chain-too-long
! cprof: fuzz/perf/seed-chain-too-long: the output of perf record, record 2: a sample that is longer than its record; the file is damaged
? 2
$ cprof -top fuzz/perf/seed-sample-cut
! cprof: fuzz/perf/seed-sample-cut: the output of perf record, record 0: a sample that is longer than its record; the file is damaged
? 2
$ cprof -top fuzz/perf/seed-no-event
! cprof: fuzz/perf/seed-no-event: the output of perf record, record 0: a sample of an unknown event; the file is damaged
? 2
$ cprof -top fuzz/perf/seed-packed-broken
! cprof: fuzz/perf/seed-packed-broken: the output of perf record, record 0: the zstd data is damaged
? 2
$ cprof -top fuzz/perf/seed-front-far
! cprof: fuzz/perf/seed-front-far: the output of perf record: its header is damaged
? 2
$ cprof -top fuzz/perf/seed-attr-far
! cprof: fuzz/perf/seed-attr-far: the output of perf record: its header is damaged
? 2
$ cprof -folded -symbolize=none fuzz/perf/seed-size-0
\# stack;cpu-clock/nanoseconds
! fuzz/perf/seed-size-0: the file is cut off or damaged behind record 2; what is before it was read
