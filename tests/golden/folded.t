# Folded stacks: written by folded and -folded, and read.

$ cprof -folded -focus=catalog.Contains -hide='shop/internal/(jobs|catalog)' shop.cpu.pb.gz | head -n 3
main.(*shop).serve;main.(*shop).search 100000000
main.(*shop).serve;main.(*shop).search;runtime.asyncPreempt 10000000
main.(*shop).serve;runtime/pprof.Do;main.(*shop).serve.func1;main.(*shop).search 650000000
$ cprof -folded=all -focus=Note shop.heap.pb.gz | head -n 3
\# stack;alloc_objects/count alloc_space/bytes inuse_objects/count inuse_space/bytes
example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int: main.tenant string: main.kind main.kind },go.shape.string]).work;main.(*shop).serve;main.(*shop).checkout;example.com/shop/internal/order.(*Stock).Note 35 158808 0 0
example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int: main.tenant string: main.kind main.kind },go.shape.string]).work;main.(*shop).serve;runtime/pprof.Do;main.(*shop).serve.func1;runtime/pprof.Do;main.(*shop).serve.func1.1;main.(*shop).checkout;example.com/shop/internal/order.(*Stock).Note 232 1211407 1 8480
$ cprof -folded -lines -trim_path=/tmp/shop -focus=Voucher -show='order' shop.cpu.pb.gz | head -n 2
example.com/shop/internal/order.(*Basket).Total internal/order/order.go:78;example.com/shop/internal/order.(*Basket).best internal/order/order.go:88;example.com/shop/internal/order.(*Basket).best internal/order/order.go:88;example.com/shop/internal/order.(*Basket).best internal/order/order.go:88;example.com/shop/internal/order.(*Basket).best internal/order/order.go:88;example.com/shop/internal/order.(*Basket).best internal/order/order.go:88;example.com/shop/internal/order.(*Voucher).Discount internal/order/order.go:56 10000000
example.com/shop/internal/order.(*Basket).Total internal/order/order.go:78;example.com/shop/internal/order.(*Basket).best internal/order/order.go:88;example.com/shop/internal/order.(*Basket).best internal/order/order.go:88;example.com/shop/internal/order.(*Basket).best internal/order/order.go:88;example.com/shop/internal/order.(*Basket).best internal/order/order.go:88;example.com/shop/internal/order.(*Basket).best internal/order/order.go:88;example.com/shop/internal/order.(*Voucher).Discount internal/order/order.go:57 20000000
$ cprof -folded -package -tagroot=tenant -focus=Voucher shop.cpu.pb.gz
acme;example.com/shop/internal/jobs;main;runtime/pprof;main;runtime/pprof;main;example.com/shop/internal/render;example.com/shop/internal/order 10000000
acme;example.com/shop/internal/jobs;main;runtime/pprof;main;runtime/pprof;main;example.com/shop/internal/render;example.com/shop/internal/order;example.com/shop/internal/catalog 50000000
globex;example.com/shop/internal/jobs;main;runtime/pprof;main;runtime/pprof;main;example.com/shop/internal/render;example.com/shop/internal/order;example.com/shop/internal/catalog 10000000
møbel;example.com/shop/internal/jobs;main;runtime/pprof;main;runtime/pprof;main;example.com/shop/internal/render;example.com/shop/internal/order;example.com/shop/internal/catalog 20000000
tiny & sons;example.com/shop/internal/jobs;main;runtime/pprof;main;runtime/pprof;main;example.com/shop/internal/render;example.com/shop/internal/order 10000000
tiny & sons;example.com/shop/internal/jobs;main;runtime/pprof;main;runtime/pprof;main;example.com/shop/internal/render;example.com/shop/internal/order;example.com/shop/internal/catalog 40000000
tiny & sons;example.com/shop/internal/jobs;main;runtime/pprof;main;runtime/pprof;main;example.com/shop/internal/render;example.com/shop/internal/order;example.com/shop/internal/catalog;runtime 20000000
$ cprof -folded -binary shop.cpu.pb.gz
\# stack;cpu/nanoseconds
shop 2930000000
$ cprof -folded=some shop.cpu.pb.gz
! cprof: -folded takes true or false, or one of all, not "some"
? 2
$ cprof -folded -json shop.cpu.pb.gz
! cprof: -folded and -format=json: folded has a format of its own
? 2
$ cprof -folded -mean -sample_index=alloc_space -package shop.heap.pb.gz | head -n 2
example.com/shop/internal/jobs 104
example.com/shop/internal/jobs;main 58
$ cprof -folded -divide_by=10000000 -package -focus=Voucher shop.cpu.pb.gz
example.com/shop/internal/jobs;main;runtime/pprof;main;runtime/pprof;main;example.com/shop/internal/render;example.com/shop/internal/order 2
example.com/shop/internal/jobs;main;runtime/pprof;main;runtime/pprof;main;example.com/shop/internal/render;example.com/shop/internal/order;example.com/shop/internal/catalog 12
example.com/shop/internal/jobs;main;runtime/pprof;main;runtime/pprof;main;example.com/shop/internal/render;example.com/shop/internal/order;example.com/shop/internal/catalog;runtime 2
$ cprof -folded -focus=nothing shop.cpu.pb.gz
\# stack;cpu/nanoseconds
! focus matched nothing

# With a base a line has two values: before and after. Read again, the change is what `top` says of the two.
$ cprof -folded -package -focus=Voucher -diff_base shop.cpu2.pb.gz shop.cpu.pb.gz
example.com/shop/internal/jobs;main;example.com/shop/internal/render;example.com/shop/internal/order;example.com/shop/internal/catalog 80000000 0
example.com/shop/internal/jobs;main;example.com/shop/internal/render;example.com/shop/internal/order;example.com/shop/internal/catalog;runtime 50000000 0
example.com/shop/internal/jobs;main;runtime/pprof;main;runtime/pprof;main;example.com/shop/internal/render;example.com/shop/internal/order 50000000 20000000
example.com/shop/internal/jobs;main;runtime/pprof;main;runtime/pprof;main;example.com/shop/internal/render;example.com/shop/internal/order;example.com/shop/internal/catalog 370000000 120000000
example.com/shop/internal/jobs;main;runtime/pprof;main;runtime/pprof;main;example.com/shop/internal/render;example.com/shop/internal/order;example.com/shop/internal/catalog;runtime 260000000 20000000
example.com/shop/internal/jobs;main;runtime/pprof;main;runtime/pprof;main;example.com/shop/internal/render;example.com/shop/internal/order;runtime 30000000 0
$ cprof -folded -base shop.cpu.pb.gz shop.cpu2.pb.gz | cprof -top -sample_index=change -nodecount=4 - 2>/dev/null
Type: change
Showing nodes accounting for -260000000, 5.56% of 4680000000 total
Dropped 7 nodes (cum <= 23400000)
Showing top 4 nodes out of 307
      flat  flat%   sum%        cum   cum%
 190000000  4.06%  4.06%  190000000  4.06%  runtime.asyncPreempt
-170000000  3.63%  0.43% -1210000000 25.85%  example.com/shop/internal/catalog.(*Category).Walk
-150000000  3.21%  2.78% -1010000000 21.58%  example.com/shop/internal/catalog.(*Catalog).Search.func1
-130000000  2.78%  5.56% -200000000  4.27%  example.com/shop/internal/catalog.Contains
$ cprof -top -nodecount=4 -base shop.cpu.pb.gz shop.cpu2.pb.gz 2>/dev/null
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 6s, Total samples = 5680ms (94.65%)
Showing nodes accounting for -260ms, 4.58% of 5680ms total
Dropped 7 nodes (cum <= 28.40ms)
Showing top 4 nodes out of 307
      flat  flat%   sum%        cum   cum%
     190ms  3.35%  3.35%      190ms  3.35%  runtime.asyncPreempt
    -170ms  2.99%  0.35%    -1210ms 21.30%  example.com/shop/internal/catalog.(*Category).Walk
    -150ms  2.64%  2.29%    -1010ms 17.78%  example.com/shop/internal/catalog.(*Catalog).Search.func1
    -130ms  2.29%  4.58%     -200ms  3.52%  example.com/shop/internal/catalog.Contains

# So it is where values are equal; -folded=all names all columns, and so does a header that is needed.
$ printf 'main;a 1\nmain;b 2\n' >$TMP/before; printf 'main;a 1\nmain;c 2\n' >$TMP/after; cprof -folded -base $TMP/before $TMP/after
main;a 1 1
main;b 2 0
main;c 0 2
$ cprof -folded=all -base shop.heap.pb.gz -focus=Note shop.heap2.pb.gz
\# stack;alloc_objects_before/count alloc_objects_after/count alloc_space_before/bytes alloc_space_after/bytes inuse_objects_before/count inuse_objects_after/count inuse_space_before/bytes inuse_space_after/bytes
example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int: main.tenant string: main.kind main.kind },go.shape.string]).work;main.(*shop).serve;main.(*shop).checkout;example.com/shop/internal/order.(*Stock).Note 35 99 158808 468563 0 0 0 0
example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int: main.tenant string: main.kind main.kind },go.shape.string]).work;main.(*shop).serve;runtime/pprof.Do;main.(*shop).serve.func1;runtime/pprof.Do;main.(*shop).serve.func1.1;main.(*shop).checkout;example.com/shop/internal/order.(*Stock).Note 232 589 1211407 3018242 1 0 8480 0
main.(*shop).watch;runtime/pprof.Do;main.(*shop).watch.func1;example.com/shop/internal/jobs.Every;main.(*shop).watch.func1.1;example.com/shop/internal/order.(*Stock).Note 4 8 20608 43634 0 0 0 0
$ cprof -folded -focus=main -show=main -base $TMP/before $TMP/after
\# stack;samples_before/count samples_after/count
main 3 3
$ cprof -folded=all -base $TMP/before $TMP/after | cprof -types -
     total  type
         3  samples_before
         3  samples_after (default)

# The console.
$ cprof -norc -e "folded Voucher -jobs >$TMP/c.folded" -e "package" -e "folded Voucher" -e "save $TMP/s.folded" shop.cpu.pb.gz; wc -l <$TMP/c.folded | tr -d ' '; wc -l <$TMP/s.folded | tr -d ' '
example.com/shop/internal/jobs;main;runtime/pprof;main;runtime/pprof;main;example.com/shop/internal/render;example.com/shop/internal/order 20000000
example.com/shop/internal/jobs;main;runtime/pprof;main;runtime/pprof;main;example.com/shop/internal/render;example.com/shop/internal/order;example.com/shop/internal/catalog 120000000
example.com/shop/internal/jobs;main;runtime/pprof;main;runtime/pprof;main;example.com/shop/internal/render;example.com/shop/internal/order;example.com/shop/internal/catalog;runtime 20000000
1
53
! Generating report in $TMP/c.folded
! Generating report in $TMP/s.folded

# What names may not have; stacks of one frame, which nobody could tell, and stacks without a name.
$ printf "# stack;cpu/nanoseconds\na b 3\na b;c_d 4\n;e 1\n#x;f 2\n" | cprof -folded -
\#x;f 2
[unknown];e 1
a b 3
a b;c_d 4
$ printf '# stack;cpu/nanoseconds\nmain 3\nidle 4\n' | cprof -folded -
\# stack;cpu/nanoseconds
idle 4
main 3
$ printf '# stack;cpu/nanoseconds\nleaf 7 3\n#;f 4\n# a;f 4\nmain 7;leaf -1.5 2\n' | cprof -folded -
:;f 4
leaf_7 3
main_7;leaf_-1.5 2

# Read again, the values are the same.
$ cprof -top -functions shop.cpu.pb.gz | tail -n +6 | sed 's/ (inline)$//; s/ (partial-inline)$//; s/; /: /g' >$TMP/top; cprof -folded shop.cpu.pb.gz | cprof -top -folded_type=cpu/nanoseconds - | tail -n +2 | cmp - $TMP/top
$ cprof -folded=all shop.heap.pb.gz >$TMP/all; for type in alloc_objects alloc_space inuse_objects inuse_space; do cprof -top -sample_index=$type shop.heap.pb.gz | tail -n +5 | sed 's/ (inline)$//; s/ (partial-inline)$//; s/; /: /g' >$TMP/top; cprof -top -sample_index=$type $TMP/all | tail -n +2 | cmp - $TMP/top; done
$ cprof -types $TMP/all
     total  type
   5156473  alloc_objects
  381.06MB  alloc_space
     16512  inuse_objects
    2.70MB  inuse_space (default)
$ cprof -folded=all shop.heap.pb.gz | cprof -folded=all - | cmp - $TMP/all
$ gzip -c $TMP/all | cprof -folded=all - | cmp - $TMP/all

# Files of others.
$ cprof -top kiln.perf.folded
Type: samples
Showing nodes accounting for 514543617, 97.71% of 526579725 total
Dropped 14 nodes (cum <= 2632898)
      flat  flat%   sum%        cum   cum%
 282848538 53.71% 53.71%  284854556 54.10%  msort_with_tmp.part.0
 187562683 35.62% 89.33%  190571710 36.19%  by_clay
  21063189  4.00% 93.33%   21063189  4.00%  __memmove_avx512_unaligned_erms
   9027081  1.71% 95.05%   12036108  2.29%  do_syscall_64
   9027081  1.71% 96.76%    9027081  1.71%  throw_pots
   3009027  0.57% 97.33%   15045135  2.86%  __GI___libc_write
   2006018  0.38% 97.71%    5015045  0.95%  irqentry_exit_to_user_mode
         0     0% 97.71%   18054162  3.43%  [unknown]
         0     0% 97.71%    9027081  1.71%  __libc_start_call_main
         0     0% 97.71%    5015045  0.95%  asm_sysvec_apic_timer_interrupt
         0     0% 97.71%   12036108  2.29%  entry_SYSCALL_64_after_hwframe
         0     0% 97.71%  526579725   100%  kiln
         0     0% 97.71%    3009027  0.57%  ksys_write
$ cprof -top -binary kiln.perf.folded
Type: samples
Showing nodes accounting for 526579725, 100% of 526579725 total
      flat  flat%   sum%        cum   cum%
 509528572 96.76% 96.76%  526579725   100%  <unknown>
  17051153  3.24%   100%   17051153  3.24%  [kernel]
$ cprof -list=glaze -source_path=kiln kiln.pyspy.folded
Total: 218
ROUTINE ======================== Pot.glaze in kiln.py
        63        203 (flat, cum) 93.12% of Total
         .          .      6:class Pot:
         .          .      7:    def __init__(self, clay):
         .          .      8:        self.clay = clay
         .          .      9:
         .          .     10:    def glaze(self):
        63        203     11:        return sum(x * x for x in range(self.clay))
         .          .     12:
         .          .     13:    def fire(self, depth):
         .          .     14:        return self.glaze() + (self.fire(depth - 1) if depth else 0)
         .          .     15:
         .          .     16:
ROUTINE ======================== Pot.glaze.<locals>.<genexpr> in kiln.py
       140        140 (flat, cum) 64.22% of Total
         .          .      6:class Pot:
         .          .      7:    def __init__(self, clay):
         .          .      8:        self.clay = clay
         .          .      9:
         .          .     10:    def glaze(self):
       140        140     11:        return sum(x * x for x in range(self.clay))
         .          .     12:
         .          .     13:    def fire(self, depth):
         .          .     14:        return self.glaze() + (self.fire(depth - 1) if depth else 0)
         .          .     15:
         .          .     16:
$ cprof -top -lines -nodecount=3 kiln.pyspy.folded
Type: samples
Showing nodes accounting for 215, 98.62% of 218 total
Showing top 3 nodes out of 13
      flat  flat%   sum%        cum   cum%
       140 64.22% 64.22%        140 64.22%  Pot.glaze.<locals>.<genexpr> kiln.py:11
        63 28.90% 93.12%        203 93.12%  Pot.glaze kiln.py:11
        12  5.50% 98.62%         12  5.50%  wait kiln.py:24

# Types.
$ printf 'main;work 12\nmain;idle 3\n' | cprof -types -
     total  type
        15  samples (default)
$ printf 'main;work 12\nmain;idle 3\n' | cprof -top -folded_type=cpu/milliseconds -
Type: cpu
Showing nodes accounting for 15ms, 100% of 15ms total
      flat  flat%   sum%        cum   cum%
      12ms 80.00% 80.00%       12ms 80.00%  work
       3ms 20.00%   100%        3ms 20.00%  idle
         0     0%   100%       15ms   100%  main
$ printf 'main;work 12\n' | cprof -top -folded_type=cpu -
! cprof: -folded_type takes TYPE/UNIT, such as cpu/nanoseconds, not "cpu"
? 2
$ printf 'samples/count cpu/nanoseconds\nmain;work 12 120\n' | cprof -types -
     total  type
        12  samples
     120ns  cpu (default)
$ printf '# stack;samples cpu/nanoseconds\nmain;work 12 120\n' | cprof -types -
! cprof: standard input: folded stacks, line 1: not the names of the columns: # stack;TYPE/UNIT TYPE/UNIT
? 2
$ printf '# stack;\nmain;work 12 120\n' | cprof -types -
! cprof: standard input: folded stacks, line 1: it names no column: # stack;TYPE/UNIT TYPE/UNIT
? 2

# Two numbers are before and after.
$ printf 'main;work 12 15\nmain;idle 3 1\n' >$TMP/two; cprof -types $TMP/two
     total  type
        15  before
        16  after (default)
         1  change
! $TMP/two: the lines have two numbers: the sample types are before, after and change
$ cprof -top -sample_index=change $TMP/two
Type: change
Showing nodes accounting for 1, 20.00% of 5 total
      flat  flat%   sum%        cum   cum%
         3 60.00% 60.00%          3 60.00%  work
        -2 40.00% 20.00%         -2 40.00%  idle
         0     0% 20.00%          1 20.00%  main
! $TMP/two: the lines have two numbers: the sample types are before, after and change

# Fractions.
$ printf 'main;work 1.5\nmain;idle 2.25\nmain 1.0\n' | cprof -top -
Type: samples
Showing nodes accounting for 475, 100% of 475 total
      flat  flat%   sum%        cum   cum%
       225 47.37% 47.37%        225 47.37%  idle
       150 31.58% 78.95%        150 31.58%  work
       100 21.05%   100%        475   100%  main
! standard input: the values of samples have fractions: all are multiplied by 100
$ printf 'main;work 1.5\nmain;idle 2.25\n' | cprof -top -folded_type=wall/seconds -
Type: wall
Showing nodes accounting for 3.75s, 100% of 3.75s total
      flat  flat%   sum%        cum   cum%
     2.25s 60.00% 60.00%      2.25s 60.00%  idle
     1.50s 40.00%   100%      1.50s 40.00%  work
         0     0%   100%      3.75s   100%  main
$ printf 'main;work 9223372036854775807\nmain;idle 2.25\n' | cprof -top -
! cprof: standard input: folded stacks, line 2: a value is too large for so many decimals
? 2

# Names: brackets keep a ';', marks of the kernel, of a JIT, of inlined functions, places.
$ printf 'main;(*Pool[struct { a int; b int }]).get;x 3\nmain;odd(;y 4\n' | cprof -traces -
Type: samples
-----------+-------------------------------------------------------
         3   x
             (*Pool[struct { a int; b int }]).get
             main
-----------+-------------------------------------------------------
         4   y
             odd(
             main
-----------+-------------------------------------------------------
$ printf 'main (a/app.py:3);read_[k];jit_[j];in_[i] 3\n' | cprof -traces -lines -
Type: samples
-----------+-------------------------------------------------------
         3   in (inline)
             jit
             read
             main a/app.py:3
-----------+-------------------------------------------------------
$ printf 'main;;work 3\r\n\r\n# a comment\r\nmain;work 5\r\n' | cprof -traces -
Type: samples
-----------+-------------------------------------------------------
         3   work
             [unknown]
             main
-----------+-------------------------------------------------------
         5   work
             main
-----------+-------------------------------------------------------

# async-profiler marks what ran in Java's interpreter, and what its first compiler made. py-spy has names such as <module>.
$ cprof -top -nodecount=4 anvil.folded
Type: samples
Showing nodes accounting for 38, 41.76% of 91 total
Showing top 4 nodes out of 130
      flat  flat%   sum%        cum   cum%
        11 12.09% 12.09%         14 15.38%  java/util/TimSort.mergeHi
        10 10.99% 23.08%         10 10.99%  Anvil$$Lambda$2.0x00007f6158000c28.compare (partial-inline)
         9  9.89% 32.97%         15 16.48%  java/util/TimSort.mergeLo
         8  8.79% 41.76%         65 71.43%  Anvil.strike
$ cprof -top -binary anvil.folded
Type: samples
Showing nodes accounting for 91, 100% of 91 total
      flat  flat%   sum%        cum   cum%
        51 56.04% 56.04%         66 72.53%  [jit]
        31 34.07% 90.11%         91   100%  <unknown>
         9  9.89%   100%         10 10.99%  [interpreter]
$ cprof -top -cum -nodecount=2 kiln.pyspy.folded | tail -n 2
         0     0%     0%        206 94.50%  <module>
         1  0.46%  0.46%        206 94.50%  fire_all

# What rbspy writes, and bcc's tools with -f, typed by hand; C++ as perf has it, and a name that is mangled.
$ printf '<main> - /app/bake.rb:9;Oven#bake - /app/bake.rb:4;sleep [c function] - (unknown):0 3\n<main> - /app/bake.rb:9;tick - tock 1\n' | cprof -traces -lines -
Type: samples
-----------+-------------------------------------------------------
         3   sleep [c function]
             Oven#bake /app/bake.rb:4
             <main> /app/bake.rb:9
-----------+-------------------------------------------------------
         1   tick - tock
             <main> /app/bake.rb:9
-----------+-------------------------------------------------------
$ printf 'oven;[unknown];main;knead;-;entry_SYSCALL_64_after_hwframe_[k];ksys_write_[k] 7\noven;main 2\n' | cprof -top -binary -
Type: samples
Showing nodes accounting for 9, 100% of 9 total
      flat  flat%   sum%        cum   cum%
         7 77.78% 77.78%          7 77.78%  [kernel]
         2 22.22%   100%          9   100%  <unknown>
$ printf 'oven;std::sort<int*>(int*, int*);_ZN5Knead4turnEv 7\n' | cprof -traces -
Type: samples
-----------+-------------------------------------------------------
         7   Knead::turn
             std::sort<int*>(int*, int*)
             oven
-----------+-------------------------------------------------------

# Negative numbers.
$ printf 'main;work 12\nmain;idle -3\nmain;rest -0.5\n' | cprof -top -
Type: samples
Showing nodes accounting for 85, 54.84% of 155 total
      flat  flat%   sum%        cum   cum%
       120 77.42% 77.42%        120 77.42%  work
       -30 19.35% 58.06%        -30 19.35%  idle
        -5  3.23% 54.84%         -5  3.23%  rest
         0     0% 54.84%         85 54.84%  main
! standard input: the values of samples have fractions: all are multiplied by 10

# Lines that are no stacks.
$ printf 'main;work 12\nnot a stack\nmain;idle 3\nnor;this\nmain;idle 4\n' | cprof -top -
Type: samples
Showing nodes accounting for 19, 100% of 19 total
      flat  flat%   sum%        cum   cum%
        12 63.16% 63.16%         12 63.16%  work
         7 36.84%   100%          7 36.84%  idle
         0     0%   100%         19   100%  main
! standard input: 2 lines are no stacks; the first is line 2
$ printf '# stack;samples/count\nmain;work 12\nno\nno\n' | cprof -top -
! cprof: standard input: folded stacks: most lines are no stack with its value, such as main;work 12: 2 of 3; the first is line 3
? 2
$ printf '# stack;samples/count\n' | cprof -top -
Type: samples
Showing nodes accounting for 0, 0% of 0 total
      flat  flat%   sum%        cum   cum%

# Other texts are not taken for stacks.
$ printf '# HELP a b\n# TYPE a counter\na{b="c;d"} 5\n' | cprof -top -
! cprof: standard input: the metrics of a server, as Prometheus reads them, not a profile: its profiles are at other addresses, such as /debug/pprof/profile
? 2
$ printf 'chapter 1\nchapter 2\n' | cprof -top -
! cprof: standard input: a text file, not a profile that cprof knows
? 2
$ printf 'int f(void) {\n\tfor (;;)\n\t\tx = 5;\n}\n' | cprof -top -
! cprof: standard input: a text file, not a profile that cprof knows
? 2

# Examples of the manual.
$ cprof -top -nodecount=3 kiln.perf.folded
Type: samples
Showing nodes accounting for 491474410, 93.33% of 526579725 total
Dropped 14 nodes (cum <= 2632898)
Showing top 3 nodes out of 13
      flat  flat%   sum%        cum   cum%
 282848538 53.71% 53.71%  284854556 54.10%  msort_with_tmp.part.0
 187562683 35.62% 89.33%  190571710 36.19%  by_clay
  21063189  4.00% 93.33%   21063189  4.00%  __memmove_avx512_unaligned_erms
$ cprof -norc fern.node.wall.pb.gz
< folded ^draw$ | head -n 2
(anonymous:L#1:C#1);executeUserEntryPoint;Module._load;Module.load;Module._extensions..js;Module._compile;(anonymous:L#1:C#1);main;grow;page;picture;draw;draw;draw;draw 2416080
grow;page;picture;draw 3026456
! Type: cpu
! Time: 2026-11-21 01:58:51 UTC
! Duration: 3.01s, Total samples = 2.24s (74.46%)
! Type help for commands, o for options, ^D to leave.
$ cprof -folded=all -package -focus=Note shop.heap.pb.gz
\# stack;alloc_objects/count alloc_space/bytes inuse_objects/count inuse_space/bytes
example.com/shop/internal/jobs;main;example.com/shop/internal/order 35 158808 0 0
example.com/shop/internal/jobs;main;runtime/pprof;main;runtime/pprof;main;example.com/shop/internal/order 232 1211407 1 8480
main;runtime/pprof;main;example.com/shop/internal/jobs;main;example.com/shop/internal/order 4 20608 0 0
$ cprof -folded -focus=Voucher shop.cpu.pb.gz | cprof -folded_type=cpu/nanoseconds -top -nodecount=2 -
Type: cpu
Showing nodes accounting for 90ms, 56.25% of 160ms total
Showing top 2 nodes out of 15
      flat  flat%   sum%        cum   cum%
      50ms 31.25% 31.25%       90ms 56.25%  example.com/shop/internal/catalog.hasPrefixFold
      40ms 25.00% 56.25%       40ms 25.00%  example.com/shop/internal/catalog.lower
