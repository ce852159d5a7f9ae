# Profiles of V8, which Chrome, Node and Deno write: .cpuprofile, .heapprofile, and traces of Chrome.

$ cprof -top -nodecount=6 loom.cpuprofile
Type: cpu
Duration: 419.53ms, Total samples = 337.38ms (80.42%)
Showing nodes accounting for 324.18ms, 96.09% of 337.38ms total
Dropped 2 nodes (cum <= 1.69ms)
Showing top 6 nodes out of 15
      flat  flat%   sum%        cum   cum%
  156.69ms 46.44% 46.44%   156.69ms 46.44%  lift
   62.57ms 18.55% 64.99%   219.26ms 64.99%  weave
   36.66ms 10.87% 75.86%    44.71ms 13.25%  sortThreads
   32.68ms  9.69% 85.54%    32.68ms  9.69%  (program)
   24.80ms  7.35% 92.89%    24.80ms  7.35%  (garbage collector)
   10.78ms  3.19% 96.09%   277.27ms 82.18%  run

# (root) is no frame; (program), (idle) and (garbage collector) are. Some views of DevTools count shares without (idle),
# and so does this:

$ cprof -top -nodecount=3 -ignore='^\(idle\)$' -relative_percentages loom.trace.json.gz
Type: cpu
Duration: 2.60s, Total samples = 680.14ms (26.14%)
Active filters:
   ignore=^\(idle\)$
Showing nodes accounting for 445.34ms, 65.48% of 680.14ms total
Dropped 143 nodes (cum <= 3.40ms)
Showing top 3 nodes out of 62
      flat  flat%   sum%        cum   cum%
  319.72ms 47.01% 47.01%   319.72ms 47.01%  lift
   69.99ms 10.29% 57.30%    76.52ms 11.25%  sortThreads
   55.63ms  8.18% 65.48%    56.17ms  8.26%  updateCaret_
$ cprof -types loom.cpuprofile
     total  type
        70  samples
  337.38ms  cpu (default)

# Lines are those where V8 saw the function; those of its callers are where they begin. Files have paths, so that
# sources are found.

$ cprof -top -lines -focus=sortThreads -nodecount=4 loom.cpuprofile
Type: cpu
Duration: 419.53ms, Total samples = 337.38ms (80.42%)
Active filters:
   focus=sortThreads
Showing nodes accounting for 44.71ms, 13.25% of 337.38ms total
Showing top 4 nodes out of 13
      flat  flat%   sum%        cum   cum%
   27.50ms  8.15%  8.15%    27.50ms  8.15%  sortThreads /tmp/loom/loom.js:30
    9.17ms  2.72% 10.87%     9.17ms  2.72%  sortThreads /tmp/loom/loom.js:29
    8.05ms  2.38% 13.25%     8.05ms  2.38%  (anonymous loom.js:30:22) /tmp/loom/loom.js:30
         0     0% 13.25%    44.71ms 13.25%  (anonymous loom.js:1:1) /tmp/loom/loom.js:1
$ cprof -list '^lift' -trim_path=/tmp/loom -source_path=loom loom.cpuprofile
Total: 337.38ms
ROUTINE ======================== lift in loom.js
  156.69ms   156.69ms (flat, cum) 46.44% of Total
         .          .     11:	lift(row) {
         .          .     12:		let sum = 0;
    4.48ms     4.48ms     13:		for (let i = 0; i < this.threads; i++)
  152.21ms   152.21ms     14:			sum += Math.sqrt(i * row) % 3;
         .          .     15:		return sum;
         .          .     16:	}
         .          .     17:}
         .          .     18:
         .          .     19:function weave(shed, rows) {

# A sample lasts until the next; the time before the first counts for nothing. The last one lasts until the end. V8 gives
# samples out of order now and then. Nodes stand in any order, and have no order of their members.

$ cat >$TMP/small.cpuprofile; cprof -traces -unit=us $TMP/small.cpuprofile
< {"timeDeltas":[100,50,-20,300],"samples":[3,2,4,3],"endTime":2000,"startTime":1000,
< "nodes":[{"children":[4],"id":3,"callFrame":{"url":"file:///a%20b.js","functionName":"knead","lineNumber":4,"columnNumber":2}},
< {"id":4,"callFrame":{"functionName":"","url":"https://host/c.js?v=1","lineNumber":0,"columnNumber":99}},
< {"id":1,"callFrame":{"functionName":"(root)","lineNumber":-1},"children":[2,3]},
< {"id":2,"callFrame":{"functionName":"(program)","lineNumber":-1}}]}
Type: cpu
Duration: 1ms, Total samples = 900us (90.00%)
-----------+-------------------------------------------------------
     600us   knead
-----------+-------------------------------------------------------
      20us   (anonymous c.js?v=1:1:100)
             knead
-----------+-------------------------------------------------------
     280us   (program)
-----------+-------------------------------------------------------
$ cprof -raw $TMP/small.cpuprofile | sed -n '/Locations/,$p'
Locations
     1: 0x0 M=1 knead /a b.js:5:3 s=5()
     2: 0x0 M=1 (anonymous c.js?v=1:1:100) https://host/c.js?v=1:1:100 s=1()
     3: 0x0 M=1 (program) :0:0 s=0()
Mappings
1: 0x0/0x0/0x0   [FN][FL][LN][IN]

# Values are divided among the lines that V8 has counted. What it has not counted is where the function begins.

$ cat >$TMP/ticks.cpuprofile; cprof -top -lines -unit=us $TMP/ticks.cpuprofile; cprof -top -lines -sample_index=samples $TMP/ticks.cpuprofile | tail -n 3
< {"nodes":[{"id":1,"callFrame":{"functionName":"f","url":"a.js","lineNumber":9},"hitCount":10,
< "positionTicks":[{"line":11,"ticks":3},{"line":12,"ticks":6}]}],
< "startTime":0,"endTime":1000,"samples":[1,1,1,1,1,1,1,1,1,1],"timeDeltas":[0,100,100,100,100,100,100,100,100,100]}
Type: cpu
Duration: 1ms, Total samples = 1000us (  100%)
Showing nodes accounting for 1000us, 100% of 1000us total
      flat  flat%   sum%        cum   cum%
     600us 60.00% 60.00%      600us 60.00%  f a.js:12
     300us 30.00% 90.00%      300us 30.00%  f a.js:11
     100us 10.00%   100%      100us 10.00%  f a.js:10
         6 60.00% 60.00%          6 60.00%  f a.js:12
         3 30.00% 90.00%          3 30.00%  f a.js:11
         1 10.00%   100%          1 10.00%  f a.js:10

# Without samples all hits count alike. The old form has nodes one in the other, lines from 1, and seconds.

$ printf '{"nodes":[{"id":1,"callFrame":{"functionName":"f"},"hitCount":3},{"id":2,"callFrame":{"functionName":"g"},"hitCount":1}],"startTime":0,"endTime":1000}' | cprof -top -unit=us -
Type: cpu
Duration: 1ms, Total samples = 1000us (  100%)
Showing nodes accounting for 1000us, 100% of 1000us total
      flat  flat%   sum%        cum   cum%
     750us 75.00% 75.00%      750us 75.00%  f
     250us 25.00%   100%      250us 25.00%  g
$ cat >$TMP/old.cpuprofile; cprof -top -lines -unit=ms $TMP/old.cpuprofile
< {"head":{"functionName":"(root)","url":"","lineNumber":0,"id":1,"hitCount":0,"children":[
< {"functionName":"bake","url":"a.js","lineNumber":7,"columnNumber":1,"callUID":5,"bailoutReason":"","id":2,"hitCount":2,"children":[]}]},
< "startTime":1.5,"endTime":1.504,"samples":[2,2],"timestamps":[1500000,1503000]}
Type: cpu
Duration: 4ms, Total samples = 4ms (  100%)
Showing nodes accounting for 4ms, 100% of 4ms total
      flat  flat%   sum%        cum   cum%
       4ms   100%   100%        4ms   100%  bake a.js:7

# Heap profiles: what is alive, scaled by V8 from its samples, and how many samples there were.

$ cprof -top -nodecount=4 loom.heapprofile
Type: space
Showing nodes accounting for 529.06kB, 94.29% of 561.09kB total
Showing top 4 nodes out of 16
      flat  flat%   sum%        cum   cum%
  464.62kB 82.81% 82.81%   561.09kB   100%  (anonymous)
   32.08kB  5.72% 88.53%    32.08kB  5.72%  readPackage
   16.20kB  2.89% 91.41%    32.21kB  5.74%  prepareExecution
   16.16kB  2.88% 94.29%   480.78kB 85.69%  map
$ cprof -top -nodecount=2 -sample_index=samples loom.heapprofile
Type: samples
Showing nodes accounting for 31, 88.57% of 35 total
Showing top 2 nodes out of 16
      flat  flat%   sum%        cum   cum%
        29 82.86% 82.86%         35   100%  (anonymous)
         2  5.71% 88.57%          2  5.71%  readPackage

# Traces have a profile for each thread.

$ cprof -tags -tagfocus=thread=Worker loom.trace.json.gz | sed 's/[0-9]*$/N/'
 pid: Total 2.12s of 6.56s (32.32%)N
      2.12s (32.32%): N
N
 thread: Total 2.12s of 6.56s (32.32%)N
         2.12s (32.32%): DedicatedWorker threadN
N
 tid: Total 2.12s of 6.56s (32.32%)N
      2.12s (32.32%): N
N
$ cprof -top -lines -tagfocus=thread=Worker -ignore='^\(idle\)$' -nodecount=4 loom.trace.json.gz
Type: cpu
Duration: 2.60s, Total samples = 6556.59ms (251.97%)
Active filters:
   ignore=^\(idle\)$
   tagfocus=thread=Worker
Showing nodes accounting for 183.60ms, 2.80% of 6556.59ms total
Dropped 6 nodes (cum <= 32.78ms)
Showing top 4 nodes out of 14
      flat  flat%   sum%        cum   cum%
  123.50ms  1.88%  1.88%   123.50ms  1.88%  lift /tmp/loom/loom.js:13
   35.92ms  0.55%  2.43%    35.92ms  0.55%  sortThreads /tmp/loom/loom.js:30
   14.36ms  0.22%  2.65%    14.36ms  0.22%  lift /tmp/loom/loom.js:14
    9.82ms  0.15%  2.80%     9.82ms  0.15%  (garbage collector)

# An event's members, too, come in any order; the list of events may stand alone, and be cut off.

$ cat >$TMP/trace.json; cprof -traces -unit=us $TMP/trace.json
< [{"name":"ProfileChunk","ph":"P","id":"0x1","pid":7,"tid":9,"args":{"data":{"lines":[12,0],"timeDeltas":[100,50],
< "cpuProfile":{"samples":[2,2],"nodes":[{"id":1,"callFrame":{"functionName":"(root)"}},{"id":2,"parent":1,"callFrame":{"functionName":"f","url":"a.js","lineNumber":9}}]}}}},
< {"args":{"data":{"timeDeltas":[30],"cpuProfile":{"samples":[3],"nodes":[{"parent":2,"id":3,"callFrame":{"functionName":"g"}}]}}},"name":"ProfileChunk","ph":"P","id":"0x1","pid":7,"tid":9},
< {"name":"Profile","ph":"P","id":"0x1","pid":7,"tid":8,"args":{"data":{"startTime":1000}}},
< {"name":"other","ph":"X","pid":7,"tid":8,"args":{"data":{"lines":["a"],"cpuProfile":3,"timeDeltas":null}},"dur":3},
< {"name":"ProfileChunk","ph":"P","id":"0x1","pid":7,"tid":9,"args":{"data":{"endTime":1200}}},
< {"name":"thread_name","ph":"M","pid":7,"tid":8,"args":{"name":"Main"}},
< {"name":"cut
Type: cpu
Duration: 200us, Total samples = 100us (50.00%)
-----------+-------------------------------------------------------
    thread:  Main
       pid:  7
       tid:  8
      50us   f
-----------+-------------------------------------------------------
    thread:  Main
       pid:  7
       tid:  8
      30us   f
-----------+-------------------------------------------------------
    thread:  Main
       pid:  7
       tid:  8
      20us   g
             f
-----------+-------------------------------------------------------
! $TMP/trace.json: the file is cut off: what is there is read

# What is wrong is said, with line and column.

$ printf '[{"name":"thread_name","ph":"M","pid":7,"tid":8,"args":{"name":"Main"}}]' | cprof -top -
! cprof: standard input: a Chrome trace (JSON), without a CPU profile: record it in DevTools' Performance panel; ui.perfetto.dev shows what is in it
? 2
$ head -c 2000 loom.cpuprofile | cprof -top -
! cprof: standard input: a CPU profile of V8 (.cpuprofile), 1:2001: expected '"' at the end of the string, found the end of the text
? 2
$ printf '{"nodes":[{"id":1,"callFrame":{"functionName":"f"},"children":[2]},{"id":2,"children":[1]}],\n"samples":[1],"timeDeltas":[1]}' | cprof -top -
! cprof: standard input: a CPU profile of V8 (.cpuprofile): its calls go in a circle
? 2
$ printf '{"nodes":[{"id":1,"callFrame":{"functionName":"f"}}],"samples":[1,1],"timeDeltas":[1]}' | cprof -top -
! cprof: standard input: a CPU profile of V8 (.cpuprofile): it has 2 samples, and the times of 1
? 2
$ printf '{"nodes":[{"id":1,"callFrame":{"functionName":"f"}}],\n"samples":["a"],"timeDeltas":[1]}' | cprof -top -
! cprof: standard input: a CPU profile of V8 (.cpuprofile), 2:12: expected a number, found a string
? 2
$ printf '{"nodes":[{"id":1,"callFrame":{"functionName":"f"}}],"samples":[1,7],"timeDeltas":[0,5],"endTime":9}' | cprof -top -
Type: cpu
Duration: 9us, Total samples = 9us (  100%)
Showing nodes accounting for 9us, 100% of 9us total
      flat  flat%   sum%        cum   cum%
       5us 55.56% 55.56%        5us 55.56%  f
       4us 44.44%   100%        4us 44.44%  [unknown]
! standard input: the file does not name the calls of 1 of its 2 samples: [unknown]
$ printf '{"nodes":[{"id":1,"callFrame":{"functionName":"f"}}],"samples":[],"timeDeltas":[]}' | cprof -top -
Type: cpu
Showing nodes accounting for 0, 0% of 0 total
      flat  flat%   sum%        cum   cum%
$ printf '{"functionName":"a lambda","timeout":3}' | cprof -top -
! cprof: standard input: JSON, not a profile that cprof knows
? 2
