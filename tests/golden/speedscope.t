# `speedscope` writes all stacks for speedscope.app: a profile for each sample type, and frames that they share.

$ printf '# stack;samples/count cpu/nanoseconds\nmain;serve;search 2 30\nmain;serve 1 5\nmain;idle 3 0\n' | cprof -speedscope -
{"$schema":"https://www.speedscope.app/file-format-schema.json","exporter":"cprof","name":"profile","activeProfileIndex":1,
"shared":{"frames":[
{"name":"search"},
{"name":"serve"},
{"name":"main"},
{"name":"idle"}]},
"profiles":[
{"type":"sampled","name":"samples","unit":"none","startValue":0,"endValue":6,
"samples":[[2,1,0],[2,1],[2,3]],
"weights":[2,1,3]},
{"type":"sampled","name":"cpu","unit":"nanoseconds","startValue":0,"endValue":35,
"samples":[[2,1,0],[2,1]],
"weights":[30,5]}]}
$ cprof -speedscope -lines -focus=Voucher shop.cpu.pb.gz | tail -n 3
{"type":"sampled","name":"cpu","unit":"nanoseconds","startValue":0,"endValue":160000000,
"samples":[[2,1,0,6,0,5,4,16,15,14,14,14,13,9,3],[2,1,0,6,0,5,4,16,15,14,14,14,13,8,12,11,10],[2,1,0,6,0,5,4,16,15,14,14,13,8,7],[2,1,0,6,0,5,4,16,15,14,14,14,14,14,13,17,3],[2,1,0,6,0,5,4,16,15,14,14,14,14,13,8,12,11,10],[2,1,0,6,0,5,4,16,15,14,14,14,13,8],[2,1,0,6,0,5,4,16,15,14,14,14,14,13,17],[2,1,0,6,0,5,4,16,15,14,14,14,14,14,18],[2,1,0,6,0,5,4,16,15,14,14,14,14,13,8,12],[2,1,0,6,0,5,4,16,15,14,14,14,13,8,12],[2,1,0,6,0,5,4,16,15,14,14,14,14,13,8,12,11,10],[2,1,0,6,0,5,4,16,15,14,14,14,18],[2,1,0,6,0,5,4,16,15,14,14,14,14,14,13,8],[2,1,0,6,0,5,4,16,15,14,14,14,14,13,8,7]],
"weights":[10000000,20000000,10000000,10000000,10000000,10000000,10000000,10000000,20000000,10000000,10000000,10000000,10000000,10000000]}]}

# Values below zero, which the difference of two profiles has, cannot be shown.

$ cprof -speedscope -diff_base shop.cpu.pb.gz shop.cpu2.pb.gz
! cprof: speedscope shows no values below zero: write the profiles one by one
? 2

# In the console it goes to a file.

$ cp shop.heap.pb.gz $TMP; cd $TMP; cprof -e 'speedscope Note' -e 'save some.speedscope.json' shop.heap.pb.gz; python3 -c 'import json; print([(p["name"], p["unit"], p["endValue"]) for p in json.load(open("profile001.speedscope.json"))["profiles"]])'
[('alloc_objects', 'none', 271), ('alloc_space', 'bytes', 1390823), ('inuse_objects', 'none', 1), ('inuse_space', 'bytes', 8480)]
! Generating report in profile001.speedscope.json
! Generating report in some.speedscope.json

# It has a format of its own.

$ cprof -speedscope -json shop.cpu.pb.gz
! cprof: -speedscope and -format=json: speedscope has a format of its own
? 2

# Such files are read. One that cprof has written has a sample type for each profile, with the same values and functions.

$ cprof -speedscope shop.cpu.pb.gz >$TMP/shop.speedscope.json; cprof -types $TMP/shop.speedscope.json; cprof -top -nodecount=3 $TMP/shop.speedscope.json
     total  type
       293  samples
     2.93s  cpu (default)
Type: cpu
Showing nodes accounting for 1120ms, 38.23% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 3 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
     410ms 13.99% 29.35%     1160ms 39.59%  example.com/shop/internal/catalog.Contains
     260ms  8.87% 38.23%      630ms 21.50%  example.com/shop/internal/catalog.hasPrefixFold

# In others a profile is a thread or the like. Where there are several, samples have its name as a label. Times are
# nanoseconds. This one is of py-spy.

$ cprof -top -nodecount=4 kiln.speedscope.json
Type: time
Showing nodes accounting for 2280ms, 97.44% of 2340ms total
Showing top 4 nodes out of 12
      flat  flat%   sum%        cum   cum%
    1240ms 52.99% 52.99%     1240ms 52.99%  <genexpr>
     680ms 29.06% 82.05%     1860ms 79.49%  glaze
     260ms 11.11% 93.16%      260ms 11.11%  wait
     100ms  4.27% 97.44%     2080ms 88.89%  thread (21847): MainThread
$ cprof -tags kiln.speedscope.json
 profile: Total 2.34s of 2.34s (  100%)
          2.08s (88.89%): Thread 21847 "MainThread"
          260ms (11.11%): Thread 21944 "watcher"
\
$ cprof -list glaze -trim_path=/tmp -source_path=. kiln.speedscope.json | head -n 6
Total: 2.34s
ROUTINE ======================== glaze in kiln/kiln.py
     680ms      1.86s (flat, cum) 79.49% of Total
         .          .      6:class Pot:
         .          .      7:    def __init__(self, clay):
         .          .      8:        self.clay = clay

# What has a beginning and an end is a sample between them. What is still open ends with its profile.

$ cat >$TMP/events.json; cprof -traces $TMP/events.json
< {"$schema":"https://www.speedscope.app/file-format-schema.json",
< "profiles":[{"type":"evented","name":"one","unit":"milliseconds","startValue":0,"endValue":10.5,"events":[
< {"type":"O","frame":0,"at":0},{"type":"O","frame":1,"at":1.25},{"type":"C","frame":1,"at":4},
< {"at":6,"frame":0,"type":"C"},{"type":"O","frame":1,"at":10}]}],
< "shared":{"frames":[{"name":"main","file":"a.c","line":3,"col":7},{"name":"work"}]}}
Type: time
-----------+-------------------------------------------------------
    3.25ms   main
-----------+-------------------------------------------------------
    2.75ms   work
             main
-----------+-------------------------------------------------------
     500us   work
-----------+-------------------------------------------------------

# Other units, and several at once; fractions of what is counted are rounded.

$ printf '{"x":"speedscope","shared":{"frames":[{"name":"f"}]},"profiles":[{"type":"sampled","name":"a","unit":"bytes","samples":[[0]],"weights":[4096]},{"type":"sampled","name":"b","unit":"none","samples":[[0],[]],"weights":[2.5,1]}]}' >$TMP/units.json; cprof -raw $TMP/units.json | head -n 11
PeriodType:  
Period: 0
Samples:
space/bytes[dflt] samples/count
       4096          0: 1 
                profile:[a]
          0          3: 1 
                profile:[b]
          0          1: 
                profile:[b]
Locations
! $TMP/units.json: values with fractions, which are rounded: 1

# What is wrong.

$ printf '{"x":"speedscope","shared":{"frames":[{"name":"f"}]},"profiles":[]}' | cprof -top -
! cprof: standard input: a speedscope file (JSON), with no profiles
? 2
$ printf '{"x":"speedscope","shared":{"frames":[{"name":"f"}]},"profiles":[{"type":"sampled","unit":"none","samples":[[1]],"weights":[2]}]}' | cprof -top -
! cprof: standard input: a speedscope file (JSON): there is no frame 1, which a sample has
? 2
$ printf '{"x":"speedscope","profiles":[{"type":"sampled","unit":"none","samples":[[0]],"weights":[]}]}' | cprof -top -
! cprof: standard input: a speedscope file (JSON), 1:89: a profile has 1 samples, and the weights of 0
? 2
$ printf '{"x":"speedscope","profiles":[{"type":"heap","unit":"none"}]}' | cprof -top -
! cprof: standard input: a speedscope file (JSON), 1:53: a profile that is neither sampled nor evented
? 2
$ printf '{"x":"speedscope","profiles":[{"type":"sampled","unit":"seconds","samples":[[0]],"weights":[1e30]}]}' | cprof -top -
! cprof: standard input: a speedscope file (JSON), 1:93: a value is too large
? 2
$ printf '{"x":"speedscope","shared":{"frames":[{"name":"f"},{"name":"g"}]},"profiles":[{"type":"evented","unit":"none","endValue":9,"events":[{"type":"O","frame":0,"at":1},{"type":"C","frame":1,"at":3},{"type":"C","frame":0,"at":2}]}]}' | cprof -top -
! cprof: standard input: a speedscope file (JSON), 1:221: the events of a profile are not in order
? 2
$ printf '{"x":"speedscope","shared":{"frames":[{"name":"f"},{"name":"g"}]},"profiles":[{"type":"evented","unit":"none","endValue":9,"events":[{"type":"O","frame":0,"at":1},{"type":"C","frame":1,"at":3},{"type":"C","frame":0,"at":4}]}]}' | cprof -top -
Type: samples
Showing nodes accounting for 3, 100% of 3 total
      flat  flat%   sum%        cum   cum%
         3   100%   100%          3   100%  f
! standard input: events that end calls in another order than they began: 1
