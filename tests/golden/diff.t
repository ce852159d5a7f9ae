# diff lists what changed: before, after, change. The largest change comes first, whether more or less. z is the
# change in samples by its standard deviation; `~` marks what may be chance.

$ cprof -diff -nodecount=5 shop.cpu.pb.gz shop.cpu2.pb.gz
Type: cpu
Before: shop.cpu.pb.gz, 3s, the base
After: shop.cpu2.pb.gz, 3s
Showing the largest 5 of 121 changes
    before      after      change  change%      z    flat
     450ms      640ms      +190ms   +42.2%    1.8 ~  runtime.asyncPreempt
     190ms       20ms      -170ms   -89.5%   -3.7    example.com/shop/internal/catalog.(*Category).Walk
     170ms       20ms      -150ms   -88.2%   -3.4    example.com/shop/internal/catalog.(*Catalog).Search.func1
     410ms      280ms      -130ms   -31.7%   -1.6 ~  example.com/shop/internal/catalog.Contains
     230ms      100ms      -130ms   -56.5%   -2.3    example.com/shop/internal/catalog.lower
121 functions changed: 64 new, 34 gone; total 2930ms -> 2970ms (+40ms, +1.4%)

# With -cum the columns are those of cum.

$ cprof -diff -cum -nodecount=4 shop.cpu.pb.gz shop.cpu2.pb.gz
Type: cpu
Before: shop.cpu.pb.gz, 3s, the base
After: shop.cpu2.pb.gz, 3s
Showing the largest 4 of 307 changes
    before      after      change  change%      z    cum
     1.86s      0.29s      -1.57s   -84.4%  -10.7    main.(*shop).search
     0.44s      1.97s      +1.53s  +347.7%    9.9    main.(*shop).checkout
     0.37s      1.74s      +1.37s  +370.3%    9.4    example.com/shop/internal/render.Invoice
     0.39s      1.68s      +1.29s  +330.8%    9.0    main.(*shop).serve.func1.1
307 functions changed: 124 new, 50 gone; total 2.93s -> 2.97s (+0.04s, +1.4%)

# The base may be named as for other reports; -base gives the same.

$ cprof -diff -nodecount=2 -base shop.cpu.pb.gz shop.cpu2.pb.gz
Type: cpu
Before: shop.cpu.pb.gz, 3s, the base
After: shop.cpu2.pb.gz, 3s
Showing the largest 2 of 121 changes
    before      after      change  change%      z    flat
     450ms      640ms      +190ms   +42.2%    1.8 ~  runtime.asyncPreempt
     190ms       20ms      -170ms   -89.5%   -3.7    example.com/shop/internal/catalog.(*Category).Walk
121 functions changed: 64 new, 34 gone; total 2930ms -> 2970ms (+40ms, +1.4%)

# A profile is equal to itself.

$ cprof -diff shop.cpu.pb.gz shop.cpu.pb.gz
Type: cpu
Before: shop.cpu.pb.gz, 3s, the base
After: shop.cpu.pb.gz, 3s
0 functions changed: 0 new, 0 gone; total 2.93s -> 2.93s (0, 0%)

# Filters, granularity and units are those of all reports.

$ cprof -diff -granularity=package -focus=search -unit=s -nodecount=3 shop.cpu.pb.gz shop.cpu2.pb.gz
Active filters:
   focus=search
Type: cpu
Before: shop.cpu.pb.gz, 3s, the base
After: shop.cpu2.pb.gz, 3s
Showing the largest 3 of 4 changes
    before      after      change  change%      z    flat
     1.19s      0.19s         -1s   -84.0%   -8.5    example.com/shop/internal/catalog
     0.62s      0.09s      -0.53s   -85.5%   -6.3    runtime
     0.02s          0      -0.02s     gone   -1.4 ~  main
4 packages changed: 0 new, 1 gone; total 1.86s -> 0.29s (-1.57s, -84.4%)

# The counts of heap profiles are estimates, of which z would say too much. A mean is compared with a mean.

$ cprof -diff -nodecount=3 -sample_index=inuse_space shop.heap.pb.gz shop.heap2.pb.gz
Type: inuse_space
Before: shop.heap.pb.gz, the base
After: shop.heap2.pb.gz
Showing the largest 3 of 18 changes
    before      after      change  change%  flat
 2016.02kB  1380.74kB   -635.28kB   -31.5%  internal/bytealg.MakeNoZero
   40.23kB   104.61kB    +64.38kB  +160.0%  example.com/shop/internal/catalog.(*Index[go.shape.int,go.shape.*uint8]).put
   36.21kB    76.45kB    +40.23kB  +111.1%  strings.Fields
18 functions changed: 4 new, 3 gone; total 2766.47kB -> 2208.71kB (-557.76kB, -20.2%)
$ cprof -diff -nodecount=2 -mean -sample_index=alloc_space shop.heap.pb.gz shop.heap2.pb.gz
Type: mean_alloc_space
Before: shop.heap.pb.gz, the base
After: shop.heap2.pb.gz
Showing the largest 2 of 42 changes
    before      after      change  change%  flat
    0.17kB     8.55kB     +8.38kB +5050.0%  internal/godebug.registerMetric
         0     6.83kB     +6.83kB      new  example.com/shop/internal/jobs.(*Cache[go.shape.string,go.shape.string]).Get
42 functions changed: 7 new, 6 gone; total 0.08kB -> 0.07kB (-3B, -3.9%)

# What is too small for the unit of the changes has its own, unless a unit is asked for: a change in percent is of
# something.

$ printf '# stack;cpu/nanoseconds\nmain;f 4000000\nmain;g 7000\nmain;h 9000000000\n' >$TMP/old.folded
$ printf '# stack;cpu/nanoseconds\nmain;f 4000000000\nmain;g 7001\nmain;h 5003999998\n' >$TMP/new.folded
$ cprof -diff -nodecount=2 $TMP/old.folded $TMP/new.folded | tail -n 4
    before      after      change  change%  flat
        9s         5s         -4s   -44.4%  h
       4ms         4s         +4s +99900.0%  f
3 functions changed: 0 new, 0 gone; total 9s -> 9s (-1ns, -0.0%)
$ cprof -callees=main -diff_base $TMP/old.folded $TMP/new.folded | tail -n 4
        9s         9s        -1ns    -0.0%  main
        9s         5s         -4s   -44.4%    h
       4ms         4s         +4s +99900.0%    f
       7us        7us        +1ns    +0.0%    ... 1 more
$ cprof -flame -diff_base $TMP/old.folded $TMP/new.folded | grep Type
Type: cpu, 9004.01ms -> 9004.01ms, -1ns -0.0%, a column is 1.00%
$ cprof -diff -nodecount=2 -unit=s $TMP/old.folded $TMP/new.folded | tail -n 4
    before      after      change  change%  flat
        9s         5s         -4s   -44.4%  h
         0         4s         +4s +99900.0%  f
3 functions changed: 0 new, 0 gone; total 9s -> 9s (0, -0.0%)

# Data has flat and cum of both sides, and the samples behind the values that rows go by.

$ cprof -diff -csv -nodecount=2 shop.cpu.pb.gz shop.cpu2.pb.gz
kind,name,file,line,column,address,inline,flat_before_nanoseconds,flat_after_nanoseconds,flat_change_nanoseconds,cum_before_nanoseconds,cum_after_nanoseconds,cum_change_nanoseconds,samples_before,samples_after,noise,changed,new,gone\x0d (esc)
node,runtime.asyncPreempt,/usr/local/go/src/runtime/preempt_amd64.s,,,,,450000000,640000000,190000000,450000000,640000000,190000000,45,64,true,,,\x0d (esc)
node,example.com/shop/internal/catalog.(*Category).Walk,/tmp/shop/internal/catalog/catalog.go,,,,,190000000,20000000,-170000000,1460000000,250000000,-1210000000,19,2,false,,,\x0d (esc)
total,,,,,,,2930000000,2970000000,40000000,2930000000,2970000000,40000000,293,297,true,121,64,34\x0d (esc)

# The document names both sides. Its duration is that of both.

$ cprof -json -diff shop.cpu.pb.gz shop.cpu2.pb.gz | jq -c '.profile | [.inputs, .base, .duration_nano]'
[["shop.cpu2.pb.gz"],{"inputs":["shop.cpu.pb.gz"],"duration_nano":3000314746},6001027542]
$ cprof -json -top -base=shop.heap.pb.gz shop.heap2.pb.gz | jq -c '.profile | [.inputs, .base]'
[["shop.heap2.pb.gz"],{"inputs":["shop.heap.pb.gz"],"duration_nano":null}]

# The changes of flat add up to the change of the total.

$ cprof -diff -json shop.cpu.pb.gz shop.cpu2.pb.gz | jq -c '(.rows | map(select(.kind == "node").flat_change) | add), .rows[-1].flat_change'
40000000
40000000

# Turned around, each change has the other sign.

$ cprof -diff -json shop.cpu.pb.gz shop.cpu2.pb.gz | jq -S '.rows[] | [.kind, .name, .file, .flat_change, .cum_change]' >$TMP/there
$ cprof -diff -json shop.cpu2.pb.gz shop.cpu.pb.gz | jq -S '.rows[] | [.kind, .name, .file, 0 - .flat_change, 0 - .cum_change]' >$TMP/back
$ cmp $TMP/there $TMP/back

# Of a function that took a tenth more, 10,000 samples are enough to tell; 50 are not.

$ printf 'main;f 10000\nmain;g 90000\n' >$TMP/old.folded
$ printf 'main;f 11000\nmain;g 90000\n' >$TMP/new.folded
$ cprof -diff $TMP/old.folded $TMP/new.folded | grep -v :
    before      after      change  change%      z    flat
     10000      11000       +1000   +10.0%    6.9    f
$ printf 'main;f 50\nmain;g 450\n' >$TMP/old.folded
$ printf 'main;f 55\nmain;g 450\n' >$TMP/new.folded
$ cprof -diff $TMP/old.folded $TMP/new.folded | grep -v :
    before      after      change  change%      z    flat
        50         55          +5   +10.0%    0.5 ~  f

# In the console the base is that of diff_base or base.

$ cprof -norc -e 'diff' shop.cpu.pb.gz
! cprof: diff compares with a base, and there is none; give -diff_base=FILE, or in the console: diff_base FILE
? 2
$ cprof -norc -e 'diff_base shop.cpu2.pb.gz' -e 'diff 2' -e 'diff 1 -noise=false' shop.cpu.pb.gz
Type: cpu
Before: shop.cpu2.pb.gz, 3s, the base
After: shop.cpu.pb.gz, 3s
Showing the largest 2 of 121 changes
    before      after      change  change%      z    flat
     640ms      450ms      -190ms   -29.7%   -1.8 ~  runtime.asyncPreempt
      20ms      190ms      +170ms  +850.0%    3.7    example.com/shop/internal/catalog.(*Category).Walk
121 functions changed: 34 new, 64 gone; total 2970ms -> 2930ms (-40ms, -1.3%)
Type: cpu
Before: shop.cpu2.pb.gz, 3s, the base
After: shop.cpu.pb.gz, 3s
Showing the largest 1 of 121 changes
    before      after      change  change%  flat
     640ms      450ms      -190ms   -29.7%  runtime.asyncPreempt
121 functions changed: 34 new, 64 gone; total 2970ms -> 2930ms (-40ms, -1.3%)
! shop.cpu.pb.gz, less shop.cpu2.pb.gz, which is the 100%
! -noise=false sets the option for this command; -(noise=false) ignores what matches

# Without a base there must be two profiles.

$ cprof -diff shop.cpu.pb.gz
! cprof: -diff compares two profiles, and there is 1; type: cprof -diff OLD NEW, or cprof -diff -diff_base=OLD NEW...
? 2

# The callers and callees of a function have the same four numbers.

$ cprof -callers='convTstring$' -nodecount=2 -diff_base shop.cpu.pb.gz shop.cpu2.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 6s, Total samples = 2930ms (48.82%)
Before: shop.cpu.pb.gz, 3s, the base
After: shop.cpu2.pb.gz, 3s
Showing callers of 1 function, 2 deep; those behind ... have more
Branches that changed by less than 0.5% of the total are folded
    before      after      change  change%  callers
         0       50ms       +50ms      new  runtime.convTstring
         0       50ms       +50ms      new    example.com/shop/internal/render.row
         0       50ms       +50ms      new      example.com/shop/internal/render.Invoice ...
$ cprof -callees='render.Invoice$' -nodecount=1 -base shop.cpu.pb.gz shop.cpu2.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 6s, Total samples = 5.68s (94.65%)
Before: shop.cpu.pb.gz, 3s, the base
After: shop.cpu2.pb.gz, 3s
Showing callees of 1 function, 1 deep; those behind ... have more
Branches that changed by less than 0.5% of the total are folded
    before      after      change  change%  callees
     0.37s      1.74s      +1.37s  +370.3%  example.com/shop/internal/render.Invoice
     0.19s      1.01s      +0.82s  +431.6%    example.com/shop/internal/order.(*Basket).Total ...
     0.10s      0.44s      +0.34s  +340.0%    example.com/shop/internal/render.row ...
         0      0.08s      +0.08s      new    strings.(*Builder).WriteString ...
         0      0.06s      +0.06s      new    sort.Slice ...
     0.02s      0.05s      +0.03s  +150.0%    example.com/shop/internal/render.(*Page).Fill ...
     0.06s      0.10s      +0.04s   +66.7%    ... 5 more
$ cprof -csv -callees='render.Invoice$' -nodecount=1 -diff_base shop.cpu.pb.gz shop.cpu2.pb.gz | head -n 2
kind,depth,name,file,line,column,address,inline,flat_nanoseconds,cum_nanoseconds,samples,cut,more,flat_before_nanoseconds,flat_after_nanoseconds,flat_change_nanoseconds,cum_before_nanoseconds,cum_after_nanoseconds,cum_change_nanoseconds\x0d (esc)
callee,0,example.com/shop/internal/render.Invoice,/tmp/shop/internal/render/render.go,,,,,0,1370000000,205,false,,0,0,0,370000000,1740000000,1370000000\x0d (esc)

# tree and peek show the change, as pprof does; their data has both sides.

$ cprof -peek='convTstring$' -base shop.cpu.pb.gz shop.cpu2.pb.gz | tail -n 5
----------------------------------------------------------+-------------
                                             0.05s   100% |   example.com/shop/internal/render.row
         0     0%     0%      0.05s  0.88%                | runtime.convTstring
                                             0.05s   100% |   runtime.mallocgc
----------------------------------------------------------+-------------
$ cprof -json -peek='convTstring$' -base shop.cpu.pb.gz shop.cpu2.pb.gz | \
    jq -r '.rows[] | [.kind, .name, .cum_before // .weight_before, .cum_after // .weight_after] | @tsv'
caller	example.com/shop/internal/render.row	0	50000000
node	runtime.convTstring	0	50000000
callee	runtime.mallocgc	0	50000000
$ cprof -json -tree -diff_base shop.heap.pb.gz shop.heap2.pb.gz >$TMP/tree; cprof -json -diff -cum shop.heap.pb.gz shop.heap2.pb.gz >$TMP/diff
$ jq -c '.rows[] | select(.kind == "node") | select(.cum_change != 0) | [.name, .cum_before, .cum_after]' $TMP/tree | sort >$TMP/a
$ jq -c '.rows[] | select(.kind == "node") | [.name, .cum_before, .cum_after]' $TMP/diff | sort >$TMP/b
$ comm -23 $TMP/a $TMP/b; wc -l <$TMP/a
77

# Calls of a mean are means, and a call that did not change has both sides, too.

$ printf '# stack;samples/count cpu/nanoseconds\nmain;f 2 10\nmain;g 1 40\nmain;same 1 7\n' >$TMP/old.folded
$ printf '# stack;samples/count cpu/nanoseconds\nmain;f 4 80\nmain;g 5 200\nmain;same 1 7\n' >$TMP/new.folded
$ cprof -json -tree -mean -diff_base $TMP/old.folded $TMP/new.folded | \
    jq -c '.rows[] | select(.group_name != "g") | [.kind, .name, .cum_before // .weight_before, .cum_after // .weight_after]'
["caller","main",5,20]
["node","f",5,20]
["node","main",14,28]
["callee","g",40,40]
["callee","f",5,20]
["callee","same",7,7]
