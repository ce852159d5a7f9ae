# `flame` shows all stacks as a flame graph: a line for each level of calls, the root on top. `|` begins a frame,
# `~` ends a name that is cut, and a `.` is a column in which all frames are narrower than it.

$ cprof -flame -width=80 -depth=11 shop.cpu.pb.gz
|all 2930ms
|jobs.(*Pool[..]).work                                                 |jo~||r||
|main.(*shop).serve                                                   ||j~||||||
|pprof.Do                                                     |mai~|||||m|||||||
|main.(*shop).serve.func1                                     |ca~||||||o|||||||
|main.(*shop).search                         |pprof.Do  |main~|ca~|||||. |||||||
|catalog.(*Catalog).Search          |cata~||s|main.(*sh~|job~ |ca~.||||   ||| ||
|catalog.(*Category).Walk           |s|||.||||main.(*sh~|mai~ |ca~.||||   ||| |
|catalog.(*Category).Walk           |s .  ||||render.~|||m~|j.|ca~.||||   ||| .
|catalog.(*Category).Walk           |b.   || |ord~|r|||||c~|j.|ca~.||||   |.| .
|catalog.(*Category).Walk           |r.   || |ord~|f|||||c~||.|c~ .||||   |.  .
|catalog.(*Category).Walk         . | .   || |ord~|f||.||c~||.|c~  |||     .  .
Type: cpu, total 2930ms, a column is 1.25%
21 levels deeper; 327 of 596 frames are narrower than a column (`.`)

$ cprof -flame -width=40 shop.cpu.pb.gz
|all 2930ms
|jobs.(*Pool[..]).work             |j|||
|main.(*shop).serve                |j|||
|pprof.Do                      |m|||||||
|main.(*shop).serve.func1      |c|||||||
|main.(*shop).search  |ppro~|m~|c||.||||
|catalog.(*Catalo~|c~||main~|j |c||. |.|
|catalog.(*Catego~||.||main~|m |c||. |..
|catalog.(*Catego~|. ||ren~|||.|c||. |..
|catalog.(*Categ~ |. ||o~|||||.|c||. ...
|catalog.(*Categ~ |. ||o~|||||.| ||. . .
|catalog.(*Categ~... ||o~|||||.| ||  . .
|catalog.(*Cat~.  .. ||o~|||||.| ||  . .
|catalog.Co~.     .. ||o||||||.. ||    .
|cata~|     .     .. ||||.||||.. |.    .
|c|r        .     .  |||..||||.  ..    .
|c          .     .  .||..|||..  ..
.           .     .  .|....||..  ..
            .     .  .|  ..||..  ..
                  .  ..  ..|...   .
                  .   .  .. ...   .
                  .   .   . ...   .
                  .       . ...   .
                  .       . ...
                          . ..
                          . ..
                            ..
                            ..
                            ..
                            ..
                             .
                             .
                             .
Type: cpu, total 2930ms, a column is 2.50%
436 of 596 frames are narrower than a column (`.`)

$ cprof -flame -width=200 -depth=6 shop.cpu.pb.gz
|all 2.93s
|jobs.(*Pool[..]).work                                                                                                                                                            |jobs.sp~|run~|r~|||r|
|main.(*shop).serve                                                                                                                                                             |||jobs.sp~|run~|||||  |
|pprof.Do                                                                                                                                                   |main.(*sho~|ma~|||||||main~|j~|run~|||||  |
|main.(*shop).serve.func1                                                                                                                                   |catalog~|c||r~||||||||orde~|m~|run~|||.|  |
|main.(*shop).search                                                                                              |pprof.Do                  |main.(*shop)~ |catalog~|s||r||||||||.     |o~|run~|.|.|. |
|catalog.(*Catalog).Search                                                                |catalog.Slug   |r~|s~| |main.(*shop).serve.func1.1|jobs.(*Cach~  |catalog~|s||f| ||| ||         |r|r.|  .|. |
Type: cpu, total 2.93s, a column is 0.5%
26 levels deeper; 121 of 596 frames are narrower than a column (`.`)

# Without width it is as wide as COLUMNS, else 100.

$ COLUMNS=60 cprof -flame=text -depth=3 fern.node.wall.pb.gz
|all 2244.62ms
|grow                 |(idle)          |page       |Node.js|
|page                                  |svg      |d|Non~|G~|
|picture  |svg      |d.                |(an~|.   |..       |
Type: cpu, total 2244.62ms, a column is 1.67%
12 levels deeper; 50 of 109 frames are narrower than a column (`.`)

$ cprof -flame -depth=3 fern.node.wall.pb.gz
|all 2.24s
|grow                                |(idle)                     |page                |Node.js     |
|page                                                            |svg            |di~||Non J~|Garb~|
|picture        |svg             |di~.                           |(anony~|(|     |u|.|             |
Type: cpu, total 2.24s, a column is 1.00%
12 levels deeper; 41 of 109 frames are narrower than a column (`.`)

$ cprof -flame -width=100001 shop.cpu.pb.gz
! cprof: width: a flame graph takes 1 to 100000 columns; 0: those of the terminal
? 2

# In the console words filter, and a number sets how many levels there are.

$ cprof shop.cpu.pb.gz 2>/dev/null
< flame 6 -width=72
< flame 4 search -runtime -width=60
< flame3 -width=40 >/dev/null
< focus=Voucher
< flame 2 -width=40 | grep -v '^|'
< flame nothing
|all 2930ms
|jobs.(*Pool[..]).work                                          |j~|r|||
|main.(*shop).serve                                            ||j~|r|||
|pprof.Do                                               |ma~|||||m||r|||
|main.(*shop).serve.func1                               |c~||||||o||r|||
|main.(*shop).search                     |pprof.Do |mai~|c~|||||. ||r.||
|catalog.(*Catalog).Search      |cata~||.|main.(*~||jo~ |c~|||||   ||.||
Type: cpu, total 2930ms, a column is 1.39%
26 levels deeper; 306 of 596 frames are narrower than a column (`.`)
|all 140ms
|jobs.(*Pool[..]).work
|main.(*shop).serve
|main.(*shop).search
|catalog.(*Catalog).Search                             |cat~
Type: cpu, 140ms, 4.78% of 2930ms total, a column is 1.67%
Active filters:
   focus=search
   ignore=runtime
10 levels deeper
Type: cpu, 160ms, 5.46% of 2930ms total, a column is 2.50%
Active filters:
   focus=Voucher
16 levels deeper
|all 0
Type: cpu, 0, 0% of 2.93s total, a column is 1.00%
Active filters:
   focus=nothing

# The root may be at the bottom, frames in order of their names, and stacks upside down.

$ cprof -flame -width=60 -depth=5 -root=bottom -order=name shop.cpu.pb.gz
||c~||ma~|main.(*shop).search               |pprof.~.|. |r|.
||c~||main.(*shop).serve.func1                      .||o|r|.
||ma~|pprof.Do                                      .||m|r|.
|main.(*shop).serve                                  |j~|r|.
|jobs.(*Pool[..]).work                               |j~|r||
|all 2930ms
Type: cpu, total 2930ms, a column is 1.67%
27 levels deeper; 367 of 596 frames are narrower than a column (`.`)

$ cprof -flame -width=72 -depth=4 -leaf_first shop.cpu.pb.gz
|all 2930ms
|runtime.a~|catalog.~|cata~|cata~|ca~|cat~|o~|r||c||||||||||||||||||||||
|c|c~|c|||||catalog~||cata~|cat~||ca~|cat~|m~|||||||||||||.|||||||||||||
|c|c~|c|||||catalog~||cat~||cat~||ca~|cat~|j~|||||||||||||.|||||||||||||
|c|c~|c|||||catalog~||cat~||cat~||ca~|cat~|j||||||||||||||.|||||||||||||
Type: cpu, total 2930ms, a column is 1.39%
28 levels deeper; 996 of 1524 frames are narrower than a column (`.`)

# It obeys granularity, sample types, labels as frames, mean.

$ cprof -flame -width=80 -package -depth=6 shop.cpu.pb.gz
|all 2930ms
|example.com/shop/internal/jobs                                            |ru~|
|main                                                                     ||   |
|runtime/pprof                                                 |ex~|ex~||. |   .
|main                                                         ..   |   |.. |   .
|example.com/shop/internal/catalog        |runtime/p~|exa~|r|  .       |..
|runtime  |s~                             |main      |main  |. .        ..
Type: cpu, total 2930ms, a column is 1.25%
5 levels deeper; 39 of 92 frames are narrower than a column (`.`)

$ cprof -flame -width=80 -lines -depth=3 shop.cpu.pb.gz
|all 2930ms
|jobs.(*Pool[..]).work jobs.go:37                                     |jo~|r||||
|main.(*shop).serve main.go:142                               |main.~||j~||r|||.
|pprof.Do runtime.go:57                                       |ma~|||||m~||r|||.
Type: cpu, total 2930ms, a column is 1.25%
29 levels deeper; 391 of 730 frames are narrower than a column (`.`)

$ cprof -flame -width=60 -tagroot=tenant -depth=4 shop.cpu.pb.gz
|all 2930ms
|acme           |møbel      |globex    |tiny & s~|<unknown>
|jobs.(*Pool[.~||jobs.(*Po~||jobs.(*P~||jobs.(*P~|jobs.~||||
|main.(*shop).~||main.(*sh~||main.(*s~.|main.(*s~|main.~|||.
|pprof.Do      ||pprof.Do  ||pprof.Do .|pprof.Do |ma~||.|||.
Type: cpu, total 2930ms, a column is 1.67%
29 levels deeper; 504 of 895 frames are narrower than a column (`.`)

$ cprof -flame -width=60 shop.goroutine.pb.gz
|all 23
|main.(*shop).watch       |jobs.(*Pool[.~|j~|j|j~|m~|m|r~|p~
|pprof.Do                 |main.~|runtim~|r~|s   |m~|r|m~|p~
|main.(*shop).watch.func1 |ppr~|m|runtim~|r~|s   |m~|r|m~|r~
|jobs.Every               |mai~|j|runtim~   |r   |p~|r|m~|r~
|runtime.selectgo   |main~|m|m~|m           |r   |p~  |j~
|runtime.gopark     |jobs~|j|c~|j           |r   |p~  |r~
                    |sync~|s|c~|j                |r~  |r~
                    |sync~|s|c~|r                |r~  |r~
                    |sync~|s|c~|r
                    |sync~|s|c~|r
                    |runt~|r|c~
                    |runt~|r|c~
                    |runt~|r|c~
                            |c~
                            |r~
                            |r~
Type: goroutine, total 23, a column is 1.67%

$ cprof -flame -width=60 -depth=8 -sample_index=inuse_space shop.heap.pb.gz
|all 2766.47kB
|main.(*shop).run.func3                      |runtime.~|j~||
|main.(*shop).keep                           |main.main|m~||
|strings.ToUpper                             |main.sho~|p~|.
|strings.(*Builder).Grow             |str~   |main.new~|m~|.
|strings.(*Builder).grow             |str~   |catal~|o~|p~|.
|bytealg.MakeNoZero                  |str~   |cata~||c~|m~|.
                                     |byt~   |cata~||c~|m~|.
                                             |cata~||c~|r~|.
Type: inuse_space, total 2766.47kB, a column is 1.67%
29 levels deeper; 170 of 272 frames are narrower than a column (`.`)

$ cprof -flame -width=60 -depth=4 -sample_index=inuse_objects shop.heap.pb.gz
|all 16512
|runtime.main                          |main.(*shop).run~|j|
|main.main                             |main.(*shop).keep|m|
|main.shopMain                         |strings.ToUpper  |p|
|main.newShop                          |strings.(*Buil~|s|m|
Type: inuse_objects, total 16512, a column is 1.67%
33 levels deeper; 114 of 272 frames are narrower than a column (`.`)

$ cprof -flame -width=60 -depth=4 -sample_index=alloc_space shop.heap.pb.gz
|all 381.06MB
|jobs.(*Pool[..]).work                                   |||
|main.(*shop).serve                                      |||
|pprof.Do                                     |p~|m~|m|m | |
|main.(*shop).serve.func1                   |p   || |r|j.|.|
Type: alloc_space, total 381.06MB, a column is 1.67%
33 levels deeper; 485 of 593 frames are narrower than a column (`.`)

$ cprof -flame -width=60 -depth=4 -sample_index=alloc_objects shop.heap.pb.gz
|all 5156473
|jobs.(*Pool[..]).work                                     |
|main.(*shop).serve                                        |
|pprof.Do                                      |m~|p|m~|   |
|main.(*shop).serve.func1                   |p~|c.  |r||.  |
Type: alloc_objects, total 5156473, a column is 1.67%
33 levels deeper; 488 of 593 frames are narrower than a column (`.`)

$ cprof -flame -width=60 -depth=3 -mean -sample_index=alloc_space shop.heap.pb.gz
|all 77B
|jobs.(*Pool[..]).work                                   |||
|main.(*shop).serve                                      |||
|pprof.Do                                     |p~|m~|m|m | |
Type: mean_alloc_space, total 77B, a column is 1.67%
34 levels deeper; 485 of 593 frames are narrower than a column (`.`)

$ cprof -flame -width=70 -depth=10 mill.rust.cpu.pb.gz
|all 2276.38ms
|<std::sys::thread::unix::Thread>::new::thread_start
|<alloc::boxed::Box<..> as core::ops::function::FnOnce<()>>::call_once
|FnOnce::call_once
|std::thread::lifecycle::spawn_unchecked::{{closure}}
|std::panic::catch_unwind
|std::panicking::catch_unwind
|std::panicking::catch_unwind::do_call
|<core::panic::unwind_safe::AssertUnwindSafe<F> as core::ops::functio~
|std::thread::lifecycle::spawn_unchecked::{{closure}}::{{closure}}
|std::sys::backtrace::__rust_begin_short_backtrace
Type: cpu, total 2276.38ms, a column is 1.43%
26 levels deeper; 43 of 148 frames are narrower than a column (`.`)

$ cprof -flame -width=60 -depth=8 depot.mutex.txt
|all 557.52ms
|runtime.goexit
|main.(*depot).contend.func1                               |
|sync.(*Mutex).Unlock                                      |
                                                           |
                                                           |
                                                           |
                                                           |
                                                           |
Type: delay, total 557.52ms, a column is 1.67%
2 of 13 frames are narrower than a column (`.`)

# A comparison has both sides: a frame is as wide as the side that has more, `+` begins what grew and `-` what shrank,
# and numbers stand behind names where there is room.

$ cprof -flame -width=80 -depth=8 -base shop.cpu.pb.gz shop.cpu2.pb.gz
+all 2930ms -> 2970ms +1.4%
-jobs.(*Pool[..]).work 2610ms -> 2520ms -3.4%                        -j~-r+r++++
-main.(*shop).serve 2590ms -> 2510ms -3.1%                           -j~-r+-++++
-pprof.Do 2290ms -> 2180ms -4.8%                            +mai~-m||-m+-r+-++++
-main.(*shop).serve.func1 2280ms -> 2150ms -5.7%           .+re~+-c-|-o+-r+-++++
+pprof.Do +327.5%           -main.(*shop).search      -mai~.+o+r+-c-|| +-r+.+..+
+main.(*shop).serve.func1.1 -catalog.(*Catalog)~-ca~---jo~ .+o+++-c-|. .-...+..+
+main.(*shop).checkout      -catalog.(*Category~-s-.-.-ma~..+o+.+-c-|.  |...+..+
+render.Invoice +348.5% +o++-catalog.(*Category~-s. ..-m-j..+++.+-c-|.  |...+..+
Type: cpu, 2930ms -> 2970ms, +40ms +1.4%, a column is 1.25%
Before: shop.cpu.pb.gz, 3s, the base
After: shop.cpu2.pb.gz, 3s
`+` begins what grew, `-` what shrank; a frame is as wide as its larger side
24 levels deeper; 825 of 1170 frames are narrower than a column (`.`)

$ cprof -flame -width=72 -depth=3 -diff_base shop.cpu.pb.gz shop.cpu2.pb.gz
+all 2930ms -> 2970ms +1.4%
-jobs.(*Pool[..]).work 2610ms -> 2520ms -3.4%                 -j~-+r++++
-main.(*shop).serve 2590ms -> 2510ms -3.1%                    -j~-+|++++
-pprof.Do 2290ms -> 2180ms -4.8%                      +ma~-m||-m+-+|++++
Type: cpu, 2930ms -> 2970ms, +40ms +1.4%, a column is 1.39%
Before: shop.cpu.pb.gz, 3s, the base
After: shop.cpu2.pb.gz, 3s
`+` begins what grew, `-` what shrank; a frame is as wide as its larger side
29 levels deeper; 808 of 1170 frames are narrower than a column (`.`)

$ cprof -flame -width=150 -depth=3 -diff_base shop.cpu.pb.gz shop.cpu2.pb.gz
+all 2930ms -> 2970ms +1.4%
-jobs.(*Pool[..]).work 2610ms -> 2520ms -3.4%                                                                                      -jo~-ru~+r~+j+m+r++
-main.(*shop).serve 2590ms -> 2510ms -3.1%                                                                                        --jo~-r~ +r|+m+m+m-+
-pprof.Do 2290ms -> 2180ms -4.8%                                                                                +main.(*~-main~|-.--m+j-r~ +r|+o+s+m-+
Type: cpu, 2930ms -> 2970ms, +40ms +1.4%, a column is 0.67%
Before: shop.cpu.pb.gz, 3s, the base
After: shop.cpu2.pb.gz, 3s
`+` begins what grew, `-` what shrank; a frame is as wide as its larger side
29 levels deeper; 601 of 1170 frames are narrower than a column (`.`)

$ cprof -flame -width=60 -depth=2 -diff_base shop.heap.pb.gz -sample_index=inuse_space shop.heap2.pb.gz
-all 2766.47kB -> 2208.71kB -20.2%
-main.(*shop).run.func3 -32.6%          +runtime.main+job~++
-main.(*shop).keep -32.6%               +main.main   +ma~ -+
Type: inuse_space, 2766.47kB -> 2208.71kB, -557.76kB -20.2%, a column is 1.67%
Before: shop.heap.pb.gz, the base
After: shop.heap2.pb.gz
`+` begins what grew, `-` what shrank; a frame is as wide as its larger side
35 levels deeper; 195 of 316 frames are narrower than a column (`.`)

# What is the same on both sides is shown, too, and what only one of them has.

$ ./stacks >$TMP/old
< 4 | same | main
< 6 | less | main
< 3 | lost | main
$ ./stacks >$TMP/new
< 4 | same | main
< 2 | less | main
< 9 | more | main
$ cprof -flame -width=100 -base $TMP/old $TMP/new
+all 13 -> 15 +15.4%
+main 13 -> 15 +15.4%
+more 0 -> 9 new                        -less 6 -> 2 -66.7%         |same 4 -> 4 0%   -lost gone
Type: samples, 13 -> 15, +2 +15.4%, a column is 1.00%
Before: $TMP/old, the base
After: $TMP/new
`+` begins what grew, `-` what shrank; a frame is as wide as its larger side
$ cprof -flame -width=100 -order=name -leaf_first -diff_base $TMP/old $TMP/new
+all 13 -> 15 +15.4%
-less 6 -> 2 -66.7%        -lost gone   +more 0 -> 9 new                         |same 4 -> 4 0%
-main 6 -> 2 -66.7%        -main gone   +main 0 -> 9 new                         |main 4 -> 4 0%
Type: samples, 13 -> 15, +2 +15.4%, a column is 1.00%
Before: $TMP/old, the base
After: $TMP/new
`+` begins what grew, `-` what shrank; a frame is as wide as its larger side
$ cprof -flame -width=60 -base $TMP/old $TMP/old
|all 13 -> 13 0%
|main 13 -> 13 0%
|less 6 -> 6 0%            |same 4 -> 4 0%    |lost 0%
Type: samples, 13 -> 13, 0, a column is 1.67%
Before: $TMP/old, the base
After: $TMP/old
`+` begins what grew, `-` what shrank; a frame is as wide as its larger side
$ cprof -csv -flame -base $TMP/old $TMP/new
kind,depth,name,file,line,column,address,inline,flat_count,cum_count,before_count,after_count,change_count,cut\x0d (esc)
frame,0,main,,,,,,0,2,13,15,2,false\x0d (esc)
frame,1,more,,,,,,9,9,0,9,9,false\x0d (esc)
frame,1,less,,,,,,-4,-4,6,2,-4,false\x0d (esc)
frame,1,same,,,,,,0,0,4,4,0,false\x0d (esc)
frame,1,lost,,,,,,-3,-3,3,0,-3,false\x0d (esc)
$ cprof -csv -flame $TMP/new
kind,depth,name,file,line,column,address,inline,flat_count,cum_count,before_count,after_count,change_count,cut\x0d (esc)
frame,0,main,,,,,,0,15,,,,false\x0d (esc)
frame,1,more,,,,,,9,9,,,,false\x0d (esc)
frame,1,same,,,,,,4,4,,,,false\x0d (esc)
frame,1,less,,,,,,2,2,,,,false\x0d (esc)

# The mean of each side is of its own. Profiles of different length are told.

$ cprof -flame -width=90 -depth=2 -mean -sample_index=alloc_space -base shop.heap.pb.gz shop.heap2.pb.gz
-all 77B -> 74B -3.9%
-jobs.(*Pool[..]).work 75B -> 72B -4.0%                                               +m++
-main.(*shop).serve 75B -> 72B -4.0%                                                  +m++
Type: mean_alloc_space, 77B -> 74B, -3B -3.9%, a column is 1.11%
Before: shop.heap.pb.gz, the base
After: shop.heap2.pb.gz
`+` begins what grew, `-` what shrank; a frame is as wide as its larger side
35 levels deeper; 545 of 658 frames are narrower than a column (`.`)
$ cprof -flame -width=90 -depth=1 -diff_base shop.cpu.pb.gz shop.cpu.pb.gz shop.cpu2.pb.gz
+all 2930ms -> 5900ms +101.4%
+jobs.(*Pool[..]).work 2610ms -> 5130ms +96.6%                                +jo~+r++++++
Type: cpu, 2930ms -> 5900ms, +2970ms +101.4%, a column is 1.11%
Before: shop.cpu.pb.gz, 3s, the base
After: shop.cpu.pb.gz and 1 more, 6s
Their durations differ by more than a tenth; -normalize scales both to one total
`+` begins what grew, `-` what shrank; a frame is as wide as its larger side
31 levels deeper; 784 of 1170 frames are narrower than a column (`.`)
$ cprof -flame -width=90 -depth=1 -normalize -diff_base shop.cpu.pb.gz shop.cpu.pb.gz shop.cpu2.pb.gz
+all 2930ms -> 2930ms +0.0%
-jobs.(*Pool[..]).work 2610ms -> 2547.61ms -2.4%                               -j~-r+r++++
Type: cpu, 2930ms -> 2930ms, +132ns +0.0%, a column is 1.11%
Before: shop.cpu.pb.gz, 3s, the base
After: shop.cpu.pb.gz and 1 more, 6s
`+` begins what grew, `-` what shrank; a frame is as wide as its larger side
31 levels deeper; 798 of 1170 frames are narrower than a column (`.`)

# In the console `top` has the difference, before and after a flame graph.

$ cprof -base shop.cpu.pb.gz shop.cpu2.pb.gz 2>/dev/null
< top 3
< flame 1 -width=70
< top 3
< base off
< flame 1 -width=70
Showing nodes accounting for -130ms, 2.29% of 5680ms total
Dropped 7 nodes (cum <= 28.40ms)
Showing top 3 nodes out of 307
      flat  flat%   sum%        cum   cum%
     190ms  3.35%  3.35%      190ms  3.35%  runtime.asyncPreempt
    -170ms  2.99%  0.35%    -1210ms 21.30%  example.com/shop/internal/catalog.(*Category).Walk
    -150ms  2.64%  2.29%    -1010ms 17.78%  example.com/shop/internal/catalog.(*Catalog).Search.func1
+all 2930ms -> 2970ms +1.4%
-jobs.(*Pool[..]).work 2610ms -> 2520ms -3.4%                -j-+r++++
Type: cpu, 2930ms -> 2970ms, +40ms +1.4%, a column is 1.43%
Before: shop.cpu.pb.gz, 3s, the base
After: shop.cpu2.pb.gz, 3s
`+` begins what grew, `-` what shrank; a frame is as wide as its larger side
31 levels deeper; 797 of 1170 frames are narrower than a column (`.`)
Showing nodes accounting for -130ms, 2.29% of 5680ms total
Dropped 7 nodes (cum <= 28.40ms)
Showing top 3 nodes out of 307
      flat  flat%   sum%        cum   cum%
     190ms  3.35%  3.35%      190ms  3.35%  runtime.asyncPreempt
    -170ms  2.99%  0.35%    -1210ms 21.30%  example.com/shop/internal/catalog.(*Category).Walk
    -150ms  2.64%  2.29%    -1010ms 17.78%  example.com/shop/internal/catalog.(*Catalog).Search.func1
|all 2970ms
|jobs.(*Pool[..]).work                                     |j|r~||||||
Type: cpu, total 2970ms, a column is 1.43%
30 levels deeper; 478 of 825 frames are narrower than a column (`.`)

# Of a difference that was saved only the change is known: a frame is as wide as what changed in it, up or down.

$ cprof -proto -output=$TMP/saved -base shop.cpu.pb.gz shop.cpu2.pb.gz 2>/dev/null; cprof -flame -width=80 -depth=4 $TMP/saved
|all 40ms
|jobs.(*Pool[..]).work                                                |r|r||||||
|main.(*shop).serve                                                  ||r|||||||.
|pprof.Do                                                  |mai~|m~||.|r|||||||.
|main.(*shop).serve.func1                                 ||ren~|c~||.|r|||||||.
Type: cpu, 40ms, 0.7% of 5680ms total, a column is 1.25%
A frame is as wide as what grew in it and what shrank together
28 levels deeper; 814 of 1170 frames are narrower than a column (`.`)

# A function that calls itself stands below itself; one sample; none; names that are wide or odd stay in their frames.

$ ./stacks >$TMP/one
< 7 | leaf | main

$ cprof -flame -width=20 $TMP/one
|all 7
|main
|leaf
Type: samples, total 7, a column is 5.00%

$ printf '3 | a\033[31mred | main\n' >$TMP/red; cat $TMP/red - | ./stacks >$TMP/odd
< 5 | 日本語の名前 | main
< 2 | e | é | main

$ cprof -flame -width=21 $TMP/odd
|all 10
|main
|日本語の~|a~   |é
                |e
Type: samples, total 10, a column is 4.76%

$ cprof -flame -width=40 -ignore=. $TMP/odd
|all 0
Type: samples, 0, 0% of 10 total, a column is 2.50%
Active filters:
   ignore=.

# A function that calls itself directly may be one frame; g, which calls it through h, stays.

$ ./stacks >$TMP/recursion
< 3 | f | f | f | main
< 2 | f | h | f | f | main
< 1 | f | main

$ cprof -flame -width=40 $TMP/recursion
|all 6
|main
|f
|f
|f                  |h
                    |f
Type: samples, total 6, a column is 2.50%
$ cprof -flame -width=40 -merge_recursion $TMP/recursion
|all 6
|main
|f
|h
|f
Type: samples, total 6, a column is 2.50%
$ cprof -flame -width=40 -merge_recursion -leaf_first $TMP/recursion
|all 6
|f
|main                     |h
                          |f
                          |main
Type: samples, total 6, a column is 2.50%

# A sandwich has the callers of functions above them, and their callees below; where they are several, the sum of all
# stands between. It obeys the other options, and is upside down with the root at the bottom.

$ cprof -flame -width=80 -sandwich=Voucher shop.cpu.pb.gz
                              |jobs.(*Pool[.~
|jobs.(*Pool[..]).work        |main.(*shop).~
|main.(*shop).serve           |pprof.Do      |jobs.(*Pool[..]).work
|pprof.Do                     |main.(*shop).~|main.(*shop).serve           |job~
|main.(*shop).serve.func1     |pprof.Do      |pprof.Do                     |mai~
|pprof.Do                     |main.(*shop).~|main.(*shop).serve.func1     |ppr~
|main.(*shop).serve.func1.1   |main.(*shop).~|pprof.Do                     |mai~
|main.(*shop).checkout        |render.Invoice|main.(*shop).serve.func1.1   |ppr~
|render.Invoice               |order.(*Baske~|main.(*shop).checkout        |mai~
|order.(*Basket).Total        |order.(*Baske~|render.Invoice               |mai~
|order.(*Basket).best                        |order.(*Basket).Total        |ren~
|order.(*Basket).best                                                      |ord~
|order.(*Basket).best
|order.(*Basket).best
|order.(*Voucher).Discount
|catalog.Contains
|catalog.hasPrefixFold                       |runtime.~
|catalog.same
|catalog.lower
Type: cpu, 160ms, 5.46% of 2930ms total, a column is 1.25%
Callers and callees of Voucher
$ cprof -flame -width=80 -sandwich='Voucher|NthFree' -depth=3 shop.cpu.pb.gz
|order.(*Basket).best                                                      |ord~
|order.(*Basket).best                                                      |ord~
|order.(*Voucher).Discount                                                 |ord~
|all 170ms
|order.(*Voucher).Discount                                                 |ord~
|catalog.Contains
|catalog.hasPrefixFold                    |runtime~
Type: cpu, 170ms, 5.80% of 2930ms total, a column is 1.25%
Callers and callees of Voucher|NthFree
12 levels deeper
$ cprof -flame -width=80 -sandwich=catalog.Contains -depth=2 -root=bottom -merge_recursion shop.cpu.pb.gz
|catalog.hasPrefixFold                     |runtim~
|catalog.Contains
|catalog.(*Catalog).Search.func1                                      |order.(*~
Type: cpu, 1.16s, 39.59% of 2.93s total, a column is 1.25%
Callers and callees of catalog.Contains
10 levels deeper
$ cprof -flame -width=80 -sandwich=catalog.Contains -depth=3 -base shop.cpu.pb.gz shop.cpu2.pb.gz
-catalog.(*Category).Walk -80.4%             +order.(*Basket).best +442.9%
-catalog.(*Catalog).Search.func1 -80.4%      +order.(*Voucher).Discount +442.9%
-catalog.Contains 1160ms -> 960ms -17.2%
-catalog.hasPrefixFold 630ms -> 550ms -12.7% +runtim~
-catalog.same    +runtime.a~
Type: cpu, 1160ms -> 960ms, -200ms -17.2%, a column is 1.25%
Callers and callees of catalog.Contains
Before: shop.cpu.pb.gz, 3s, the base
After: shop.cpu2.pb.gz, 3s
`+` begins what grew, `-` what shrank; a frame is as wide as its larger side
13 levels deeper; 2 of 85 frames are narrower than a column (`.`)
$ cprof -csv -flame -sandwich=f $TMP/recursion
kind,depth,name,file,line,column,address,inline,flat_count,cum_count,before_count,after_count,change_count,cut\x0d (esc)
caller,0,f,,,,,,0,6,,,,false\x0d (esc)
caller,1,f,,,,,,0,3,,,,false\x0d (esc)
caller,2,f,,,,,,0,3,,,,false\x0d (esc)
caller,3,main,,,,,,3,3,,,,false\x0d (esc)
caller,1,h,,,,,,0,2,,,,false\x0d (esc)
caller,2,f,,,,,,0,2,,,,false\x0d (esc)
caller,3,f,,,,,,0,2,,,,false\x0d (esc)
caller,4,main,,,,,,2,2,,,,false\x0d (esc)
caller,1,main,,,,,,1,1,,,,false\x0d (esc)
callee,0,f,,,,,,1,6,,,,false\x0d (esc)
callee,1,f,,,,,,0,5,,,,false\x0d (esc)
callee,2,f,,,,,,3,3,,,,false\x0d (esc)
callee,2,h,,,,,,0,2,,,,false\x0d (esc)
callee,3,f,,,,,,2,2,,,,false\x0d (esc)
$ cprof -flame -sandwich=nothing shop.cpu.pb.gz
! cprof: sandwich: no function matches nothing
? 2
$ cprof shop.cpu.pb.gz 2>/dev/null
< sandwich=NthFree
< flame 1 -width=60
< sandwich=
< flame 1 -width=60
|order.(*NthFree).Discount
Type: cpu, 10ms, 0.34% of 2930ms total, a column is 1.67%
Callers and callees of NthFree
14 levels deeper
|all 2930ms
|jobs.(*Pool[..]).work                               |j~||||
Type: cpu, total 2930ms, a column is 1.67%
31 levels deeper; 325 of 596 frames are narrower than a column (`.`)

# Other profiles, at three widths.

$ for p in shop.heap shop.allocs shop.mutex shop.block shop.threadcreate fern.node.wall fern.node.heap mill.rust.cpu; do for w in 40 80 200; do cprof -flame -width=$w -depth=4 $p.pb.gz; done; done
|all 2766.47kB
|main.(*shop).run.func3       |runt~|j~|
|main.(*shop).keep            |main~|m~|
|strings.ToUpper              |main~|p~.
|strings.(*Builder).Grow|st~  |main~|m~.
Type: inuse_space, total 2766.47kB, a column is 2.50%
33 levels deeper; 201 of 272 frames are narrower than a column (`.`)
|all 2766.47kB
|main.(*shop).run.func3                                     |runtime.main|job~||
|main.(*shop).keep                                          |main.main   |mai~||
|strings.ToUpper                                            |main.shopMa~|ppr~|.
|strings.(*Builder).Grow                         |string~   |main.newShop|mai~|.
Type: inuse_space, total 2766.47kB, a column is 1.25%
33 levels deeper; 161 of 272 frames are narrower than a column (`.`)
|all 2.70MB
|main.(*shop).run.func3                                                                                                                               |runtime.main                     |jobs.(*Poo~||||
|main.(*shop).keep                                                                                                                                    |main.main                        |main.(*sho~||||
|strings.ToUpper                                                                                                                                      |main.shopMain                    |pprof.Do  ||||
|strings.(*Builder).Grow                                                                                                    |strings.Map              |main.newShop                     |main.(*sh~||||
Type: inuse_space, total 2.70MB, a column is 0.5%
33 levels deeper; 96 of 272 frames are narrower than a column (`.`)
|all 381.06MB
|jobs.(*Pool[..]).work                ||
|main.(*shop).serve                   ||
|pprof.Do                     |p~||m| .|
|main.(*shop).serve.func1    |   ||r|..|
Type: alloc_space, total 381.06MB, a column is 2.50%
33 levels deeper; 493 of 593 frames are narrower than a column (`.`)
|all 381.06MB
|jobs.(*Pool[..]).work                                                      ||j|
|main.(*shop).serve                                                         ||j|
|pprof.Do                                                    |ppr~|m~|m~|m  |  |
|main.(*shop).serve.func1                                  |p     || |r~|j. |. |
Type: alloc_space, total 381.06MB, a column is 1.25%
33 levels deeper; 473 of 593 frames are narrower than a column (`.`)
|all 381.06MB
|jobs.(*Pool[..]).work                                                                                                                                                                         |m~|j~|||
|main.(*shop).serve                                                                                                                                                                            |m~|j~|||
|pprof.Do                                                                                                                                                 |pprof.Lab~|main.(*~|main.~|main~    |s~   |||
|main.(*shop).serve.func1                                                                                                                            |ppr~           |c|c|    |rend~||jobs~.   |s~.  |||
Type: alloc_space, total 381.06MB, a column is 0.5%
33 levels deeper; 434 of 593 frames are narrower than a column (`.`)
|all 5339.13ms
|jobs.NewPool[..].gowrap1              |
|jobs.(*Pool[..]).work                 |
|main.(*shop).serve-fm                 |
|main.(*shop).serve                    |
Type: delay, total 5339.13ms, a column is 2.50%
13 levels deeper; 105 of 133 frames are narrower than a column (`.`)
|all 5339.13ms
|jobs.NewPool[..].gowrap1                                                      |
|jobs.(*Pool[..]).work                                                         |
|main.(*shop).serve-fm                                                         |
|main.(*shop).serve                                                            |
Type: delay, total 5339.13ms, a column is 1.25%
13 levels deeper; 105 of 133 frames are narrower than a column (`.`)
|all 5.34s
|jobs.NewPool[..].gowrap1                                                                                                                                                                              |
|jobs.(*Pool[..]).work                                                                                                                                                                                 |
|main.(*shop).serve-fm                                                                                                                                                                                 |
|main.(*shop).serve                                                                                                                                                                                    |
Type: delay, total 5.34s, a column is 0.5%
13 levels deeper; 96 of 133 frames are narrower than a column (`.`)
|all 45.94s
|main.(*shop).run.gowrap3 |jobs~|j~|m|r|
|main.(*shop).watch       |jobs~|s~|j|m|
|pprof.Do                 |ma~|r.  |r|m|
|main.(*shop).watch.func1 |ma~       |m|
Type: delay, total 45.94s, a column is 2.50%
13 levels deeper; 41 of 82 frames are narrower than a column (`.`)
|all 45941.27ms
|main.(*shop).run.gowrap3                           |jobs.NewPo~|jobs~|mai~|r~||
|main.(*shop).watch                                 |jobs.(*Poo~|sync~|job~|m~||
|pprof.Do                                           |main.(*~|r~.     |run~|m~ |
|main.(*shop).watch.func1                           |main.(*~              |m~ |
Type: delay, total 45941.27ms, a column is 1.25%
13 levels deeper; 35 of 82 frames are narrower than a column (`.`)
|all 45.94s
|main.(*shop).run.gowrap3                                                                                                         |jobs.NewPool[..].gowrap1       |jobs.NewPoo~|main.(*shop~|runti~|ma~|
|main.(*shop).watch                                                                                                               |jobs.(*Pool[..]).work          |sync.(*Wait~|jobs.Every  |main.~|ru~|
|pprof.Do                                                                                                                         |main.(*shop).serve-fm |runti~|r             |runtime.sel~|main.~    |
|main.(*shop).watch.func1                                                                                                         |main.(*shop).serve                                       |main.~    |
Type: delay, total 45.94s, a column is 0.5%
13 levels deeper; 30 of 82 frames are narrower than a column (`.`)
|all 6
|<unknown>
|<unknown>
|<unknown>
|<unknown>
Type: threadcreate, total 6, a column is 2.50%
28 levels deeper
|all 6
|<unknown>
|<unknown>
|<unknown>
|<unknown>
Type: threadcreate, total 6, a column is 1.25%
28 levels deeper
|all 6
|<unknown>
|<unknown>
|<unknown>
|<unknown>
Type: threadcreate, total 6, a column is 0.5%
28 levels deeper
|all 2244.62ms
|grow          |(idle)    |page   |Nod~|
|page                     |svg  |d|N~|G|
|pict~|svg   ||.          |(~|. |..    |
|dr~|||(a~|  |..          |f    |..    |
Type: cpu, total 2244.62ms, a column is 2.50%
11 levels deeper; 52 of 109 frames are narrower than a column (`.`)
|all 2244.62ms
|grow                         |(idle)               |page            |Node.js  |
|page                                               |svg         |d~||Non ~|Ga~|
|picture     |svg          |d|.                     |(ano~|(.    ||..          |
|draw    |g|t|(anon~|(     ||..                     |f           ||..          |
Type: cpu, total 2244.62ms, a column is 1.25%
11 levels deeper; 43 of 109 frames are narrower than a column (`.`)
|all 2.24s
|grow                                                                      |(idle)                                                 |page                                    |Node.js                  ||
|page                                                                                                                              |svg                            |digest|l|Non JS thread~|Garbage C~||
|picture                         |svg                              |digest|.                                                       |(anonymous:L#3~|(a~|           |u~|s| ||                           |
|draw                   |gen~|tw~|(anonymous:L#33~|(an~            |sy~|u|..                                                       |f                              |u |z| |                            |
Type: cpu, total 2.24s, a column is 0.5%
11 levels deeper; 32 of 109 frames are narrower than a column (`.`)
|all 15475.77kB
|(anonymous)                       |(e~|
|grow              |page         |e    |
|page              |svg   |digest|M    .
|digest|pictu~|svg.|map|s||upda~||M    .
Type: inuse_space, total 15475.77kB, a column is 2.50%
8 levels deeper; 29 of 84 frames are narrower than a column (`.`)
|all 15475.77kB
|(anonymous)                                                          |(extern~|
|grow                                 |page                        |e~         |
|page                                 |svg           |digest      ||M~         .
|digest        |picture      |svg   | |map     |so~|||update    |s||M~         .
Type: inuse_space, total 15475.77kB, a column is 1.25%
8 levels deeper; 16 of 84 frames are narrower than a column (`.`)
|all 15.11MB
|(anonymous)                                                                                                                                                                    |(external)            |
|grow                                                                                           |page                                                                   |execut~                       |
|page                                                                                           |svg                                 |digest                          |l|Module~                       .
|digest                               |picture                           |svg              |l~  |map                 |sort      |j~|f|update                     |syn~|j|Module~                       .
Type: inuse_space, total 15.11MB, a column is 0.5%
8 levels deeper; 3 of 84 frames are narrower than a column (`.`)
|all 2276.38ms
|<std::sys::thread::unix::Thread>::new:~
|<alloc::boxed::Box<..> as core::ops::f~
|FnOnce::call_once
|std::thread::lifecycle::spawn_unchecke~
Type: cpu, total 2276.38ms, a column is 2.50%
32 levels deeper; 56 of 148 frames are narrower than a column (`.`)
|all 2276.38ms
|<std::sys::thread::unix::Thread>::new::thread_start
|<alloc::boxed::Box<..> as core::ops::function::FnOnce<()>>::call_once
|FnOnce::call_once
|std::thread::lifecycle::spawn_unchecked::{{closure}}
Type: cpu, total 2276.38ms, a column is 1.25%
32 levels deeper; 43 of 148 frames are narrower than a column (`.`)
|all 2.28s
|<std::sys::thread::unix::Thread>::new::thread_start
|<alloc::boxed::Box<..> as core::ops::function::FnOnce<()>>::call_once
|FnOnce::call_once
|std::thread::lifecycle::spawn_unchecked::{{closure}}
Type: cpu, total 2.28s, a column is 0.5%
32 levels deeper; 23 of 148 frames are narrower than a column (`.`)

# Data formats have a row for each frame.

$ cprof -csv -flame $TMP/odd
kind,depth,name,file,line,column,address,inline,flat_count,cum_count,before_count,after_count,change_count,cut\x0d (esc)
frame,0,main,,,,,,0,10,,,,false\x0d (esc)
frame,1,日本語の名前,,,,,,5,5,,,,false\x0d (esc)
frame,1,a\x1b[31mred,,,,,,3,3,,,,false\x0d (esc)
frame,1,é,,,,,,0,2,,,,false\x0d (esc)
frame,2,e,,,,,,2,2,,,,false\x0d (esc)

$ cprof -json -flame -depth=1 $TMP/one | tail -n 4
 "rows":[
{"kind":"frame","depth":0,"name":"main","file":null,"line":null,"column":null,"address":null,"inline":null,"flat":0,"cum":7,"before":null,"after":null,"change":null,"cut":true}
],
 "notes":[]}

# A stack may be very deep.

$ seq 1 10000 | awk '{ s = s " | f" $1 } END { print "1" s; print "3 | g | f10000" }' | ./stacks >$TMP/deep; cprof -flame -width=12 $TMP/deep | wc -l; cprof -flame -width=12 $TMP/deep | head -n 4
10002
|all 4
|f10000
|g       |f~
         |f~

# Where there is no terminal it is text, whatever the terminal's options say.

$ cprof shop.cpu.pb.gz
< mouse=false
< mouse
< flame 1 -width=40
|all 2930ms
|jobs.(*Pool[..]).work             |j|||
Type: cpu, total 2930ms, a column is 2.50%
31 levels deeper; 436 of 596 frames are narrower than a column (`.`)
! File: shop
! Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
! Type: cpu
! Time: 2026-11-21 01:57:22 UTC
! Duration: 3s, Total samples = 2.93s (97.66%)
! Type help for commands, o for options, ^D to leave.
! -width=40 sets the option for this command; -(width=40) ignores what matches
