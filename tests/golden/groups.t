# What one entry of a report stands for may be more than a function or a file: a package, a module, a
# directory or a binary. A sample counts once for each of them, however often it is on the stack.

$ cprof -top -package shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
Showing nodes accounting for 2.92s, 99.66% of 2.93s total
Dropped 4 nodes (cum <= 0.01s)
      flat  flat%   sum%        cum   cum%
     1.36s 46.42% 46.42%      2.08s 70.99%  example.com/shop/internal/catalog
     1.17s 39.93% 86.35%      1.20s 40.96%  runtime
     0.21s  7.17% 93.52%      0.39s 13.31%  example.com/shop/internal/order
     0.05s  1.71% 95.22%      0.24s  8.19%  strings
     0.04s  1.37% 96.59%      0.11s  3.75%  fmt
     0.04s  1.37% 97.95%      2.76s 94.20%  main
     0.02s  0.68% 98.63%      0.19s  6.48%  internal/bytealg
     0.02s  0.68% 99.32%      0.02s  0.68%  internal/runtime/atomic
     0.01s  0.34% 99.66%      2.31s 78.84%  runtime/pprof
         0     0% 99.66%      2.76s 94.20%  example.com/shop/internal/jobs
         0     0% 99.66%      0.37s 12.63%  example.com/shop/internal/render

$ cprof -top -package mill.rust.cpu.pb.gz | head -n 12
Type: cpu
Time: 2026-11-21 02:02:43 UTC
Duration: 3s, Total samples = 2.28s (75.79%)
Showing nodes accounting for 2.27s, 99.56% of 2.28s total
Dropped 5 nodes (cum <= 0.01s)
      flat  flat%   sum%        cum   cum%
     1.71s 75.06% 75.06%      2.28s   100%  mill
     0.19s  8.39% 83.44%      0.34s 15.01%  alloc::vec
     0.09s  3.75% 87.20%      0.23s  9.93%  alloc::fmt
     0.06s  2.65% 89.85%      2.28s   100%  core::ops::function
     0.05s  2.21% 92.05%      0.05s  2.21%  alloc::str
     0.05s  2.21% 94.26%      0.11s  4.64%  core::fmt

# Where a function's name says nothing, the directory of its file does, and without one the binary.

$ cprof -top -package -nodecount=5 fern.node.wall.pb.gz
Type: cpu
Time: 2026-11-21 01:58:51 UTC
Duration: 3.01s, Total samples = 2.24s (74.46%)
Showing nodes accounting for 2.23s, 99.51% of 2.24s total
Dropped 4 nodes (cum <= 0.01s)
Showing top 5 nodes out of 6
      flat  flat%   sum%        cum   cum%
     1.16s 51.62% 51.62%      1.30s 57.97%  /tmp/fern/lib
     1.03s 45.78% 97.40%      1.03s 45.78%  <unknown>
     0.02s  0.89% 98.29%      0.07s  3.00%  node:internal/crypto
     0.02s  0.71% 99.00%      0.02s  0.84%  node:internal
     0.01s  0.51% 99.51%      1.32s 58.97%  /tmp/fern

# A module is what packages are released as. All of Go's own are `std`.

$ cprof -top -module shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Showing nodes accounting for 2930ms, 100% of 2930ms total
      flat  flat%   sum%        cum   cum%
    1570ms 53.58% 53.58%     2760ms 94.20%  example.com/shop
    1320ms 45.05% 98.63%     2630ms 89.76%  std
      40ms  1.37%   100%     2760ms 94.20%  main

$ cprof -tree -module -focus=Voucher shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
Active filters:
   focus=Voucher
Showing nodes accounting for 0.16s, 5.46% of 2.93s total
----------------------------------------------------------+-------------
      flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
----------------------------------------------------------+-------------
                                             0.16s   100% |   main
     0.14s  4.78%  4.78%      0.16s  5.46%                | example.com/shop
                                             0.16s   100% |   main
                                             0.02s 12.50% |   std
----------------------------------------------------------+-------------
                                             0.16s   100% |   main
                                             0.02s 12.50% |   example.com/shop
     0.02s  0.68%  5.46%      0.16s  5.46%                | std
                                             0.16s   100% |   main
----------------------------------------------------------+-------------
                                             0.16s   100% |   example.com/shop
                                             0.16s   100% |   std
         0     0%  5.46%      0.16s  5.46%                | main
                                             0.16s   100% |   example.com/shop
                                             0.16s   100% |   std
----------------------------------------------------------+-------------

$ cprof -top -module mill.rust.cpu.pb.gz
Type: cpu
Time: 2026-11-21 02:02:43 UTC
Duration: 3s, Total samples = 2.28s (75.79%)
Showing nodes accounting for 2.27s, 99.78% of 2.28s total
Dropped 1 node (cum <= 0.01s)
      flat  flat%   sum%        cum   cum%
     1.71s 75.06% 75.06%      2.28s   100%  mill
     0.40s 17.66% 92.72%      2.28s   100%  alloc
     0.15s  6.62% 99.34%      2.28s   100%  core
     0.01s  0.44% 99.78%      2.28s   100%  std

# Directories are those of source files, as they are after trim_path.

$ cprof -top -dir -cum -nodecount=5 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
Showing nodes accounting for 2.57s, 87.71% of 2.93s total
Dropped 3 nodes (cum <= 0.01s)
Showing top 5 nodes out of 12
      flat  flat%   sum%        cum   cum%
     0.04s  1.37%  1.37%      2.76s 94.20%  /tmp/shop
         0     0%  1.37%      2.76s 94.20%  /tmp/shop/internal/jobs
     0.01s  0.34%  1.71%      2.31s 78.84%  /usr/local/go/src/runtime/pprof
     1.36s 46.42% 48.12%      2.08s 70.99%  /tmp/shop/internal/catalog
     1.16s 39.59% 87.71%      1.19s 40.61%  /usr/local/go/src/runtime

$ cprof -top -dir -trim_path=/usr/local/go/src -cum -nodecount=5 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
Showing nodes accounting for 2.57s, 87.71% of 2.93s total
Dropped 3 nodes (cum <= 0.01s)
Showing top 5 nodes out of 12
      flat  flat%   sum%        cum   cum%
     0.04s  1.37%  1.37%      2.76s 94.20%  /tmp/shop
         0     0%  1.37%      2.76s 94.20%  /tmp/shop/internal/jobs
     0.01s  0.34%  1.71%      2.31s 78.84%  runtime/pprof
     1.36s 46.42% 48.12%      2.08s 70.99%  /tmp/shop/internal/catalog
     1.16s 39.59% 87.71%      1.19s 40.61%  runtime

# Binaries are the program and its libraries.

$ cprof -top -binary shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
Showing nodes accounting for 2.93s, 100% of 2.93s total
      flat  flat%   sum%        cum   cum%
     2.93s   100%   100%      2.93s   100%  shop

# In the console a choice alone sets the option. Values of labels stay entries of their own.

$ cprof shop.cpu.pb.gz 2>/dev/null
< package
< top2
< peek order$
< granularity=module
< tagroot=tenant
< top3 -cum
< traces >$TMP/traces
< module=no
< dir
< top1
< binary
< top
Showing nodes accounting for 2.53s, 86.35% of 2.93s total
Dropped 4 nodes (cum <= 0.01s)
Showing top 2 nodes out of 11
      flat  flat%   sum%        cum   cum%
     1.36s 46.42% 46.42%      2.08s 70.99%  example.com/shop/internal/catalog
     1.17s 39.93% 86.35%      1.20s 40.96%  runtime
Showing nodes accounting for 2.93s, 100% of 2.93s total
----------------------------------------------------------+-------------
      flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
----------------------------------------------------------+-------------
                                             0.20s 51.28% |   main
                                             0.19s 48.72% |   example.com/shop/internal/render
     0.21s  7.17%  7.17%      0.39s 13.31%                | example.com/shop/internal/order
                                             0.17s 43.59% |   example.com/shop/internal/catalog
                                             0.01s  2.56% |   runtime
----------------------------------------------------------+-------------
Showing nodes accounting for 2930ms, 100% of 2930ms total
Showing top 3 nodes out of 8
      flat  flat%   sum%        cum   cum%
    1570ms 53.58% 53.58%     2760ms 94.20%  example.com/shop
      40ms  1.37% 54.95%     2760ms 94.20%  main
    1320ms 45.05%   100%     2630ms 89.76%  std
Showing nodes accounting for 1.36s, 46.42% of 2.93s total
Dropped 3 nodes (cum <= 0.01s)
Showing top 1 nodes out of 17
      flat  flat%   sum%        cum   cum%
     1.36s 46.42% 46.42%      2.08s 70.99%  /tmp/shop/internal/catalog
Showing nodes accounting for 2930ms, 100% of 2930ms total
      flat  flat%   sum%        cum   cum%
    2930ms   100%   100%     2930ms   100%  shop
         0     0%   100%      490ms 16.72%  <unknown>
         0     0%   100%      800ms 27.30%  acme
         0     0%   100%      540ms 18.43%  globex
         0     0%   100%      570ms 19.45%  møbel
         0     0%   100%      530ms 18.09%  tiny & sons

# Pictures have them, too.

$ cprof -dot -package -nodecount=4 -tagshow=none shop.cpu.pb.gz 2>/dev/null | grep -e '^N[0-9]* \[' | cut -c1-60
N1 [label="main\n40ms (1.37%)\nof 2760ms (94.20%)" id="node1
N2 [label="example.com/shop/internal/catalog\n1360ms (46.42%
N3 [label="runtime\n1170ms (39.93%)\nof 1200ms (40.96%)" id=
N4 [label="example.com/shop/internal/order\n210ms (7.17%)\no

# A package is not inlined, its functions are. What they call of each other is no call of the package: callers, callees
# and paths have it once, and count packages.

$ ./stacks >$TMP/text
< 5 | ~example.com/text.Fold @ /src/text/fold.go 9 5 | example.com/text.Find @ /src/text/find.go 5 2 | main.run @ /src/main.go 12 10 | main.main @ /src/main.go 5 3
< 2 | ~example.com/text.Fold @ /src/text/fold.go 9 5 | main.run @ /src/main.go 12 10 | main.main @ /src/main.go 5 3

$ cprof -top -package $TMP/text | tail -n 2
         7   100%   100%          7   100%  example.com/text
         0     0%   100%          7   100%  main

$ cprof -peek=text -dir $TMP/text | grep -c inline
0
? 1

$ cprof -traces -module $TMP/text | grep -c inline
0
? 1

$ cprof -dot -module $TMP/text | grep -c inline
0
? 1

$ cprof -callers=text -package $TMP/text
Type: samples
Showing callers of 1 package, 4 deep; those behind ... have more
       cum   cum%  share  callers
         7   100%   100%  example.com/text
         7   100%   100%    main

$ cprof -callees='main|text' -dir $TMP/text
Type: samples
Showing callees of 1 directory, 4 deep; those behind ... have more
      flat        cum   cum%  share  callees
         7          7   100%   100%  /src/text

$ cprof -paths -module $TMP/text
Type: samples
Showing 1 path, accounting for 7, 100% of 7 total
      flat  flat%  samples  path
                            main
         7   100%        2  example.com/text

$ cprof -callers=Fold -package $TMP/text
! cprof: no package matches Fold
? 2

$ cprof -peek=Fold -binary $TMP/text
! cprof: no binary matches Fold
? 2

# Java's packages are the same however a tool writes them, and a binary in place of a function is the binary.

$ ./stacks cpu/milliseconds >$TMP/java
< binary java
< 10 | java/util/HashMap.putVal_[j] | java/lang/Thread.run_[j]
< 9 | java.util.HashMap.resize | java.lang.Thread.run
< 4 | com/shop/Main$$Lambda$14/0x0000000800c03000.apply | java/lang/Thread.run
< 3 | libjvm.so+0x7a8f3c | java/lang/Thread.run
< 2 | /usr/lib/jvm/lib/server/libjvm.so | java/lang/Thread.run
< 1 | [vdso] | java/lang/Thread.run

$ cprof -symbolize=none -top -package $TMP/java | tail -n 5
      19ms 65.52% 65.52%       19ms 65.52%  java.util
       5ms 17.24% 82.76%        5ms 17.24%  libjvm.so
       4ms 13.79% 96.55%        4ms 13.79%  com.shop
       1ms  3.45%   100%        1ms  3.45%  [vdso]
         0     0%   100%       29ms   100%  java.lang

$ cprof -symbolize=none -top -module $TMP/java | tail -n 5
      19ms 65.52% 65.52%       19ms 65.52%  java.util
       5ms 17.24% 82.76%        5ms 17.24%  libjvm.so
       4ms 13.79% 96.55%        4ms 13.79%  com.shop
       1ms  3.45%   100%        1ms  3.45%  [vdso]
         0     0%   100%       29ms   100%  java.lang

$ cprof -symbolize=none -top -dir $TMP/java | tail -n 3
      23ms 79.31% 79.31%       29ms   100%  [java]
       5ms 17.24% 96.55%        5ms 17.24%  libjvm.so
       1ms  3.45%   100%        1ms  3.45%  [vdso]

# Folders of Windows, and of the URLs that Node names its modules by.

$ ./stacks cpu/milliseconds >$TMP/folders
< 5 | wheel.dll!mill::Stone::turn @ C:\src\mill\stone.cc 7 5 | ntdll.dll!RtlUserThreadStart
< 3 | wheel.dll!mill::Sack::fill @ C:\src\mill\sack.cc 9 5 | ntdll.dll!RtlUserThreadStart
< 2 | render @ file:///app/src/page.mjs 4 3 | load @ /app/src/main.js 9 5

$ cprof -top -dir $TMP/folders | tail -n 3
       8ms 80.00% 80.00%        8ms 80.00%  C:\src\mill
       2ms 20.00%   100%        2ms 20.00%  /app/src
         0     0%   100%        8ms 80.00%  ntdll.dll

$ cprof -top -package $TMP/folders | tail -n 3
       8ms 80.00% 80.00%        8ms 80.00%  mill
       2ms 20.00%   100%        2ms 20.00%  /app/src
         0     0%   100%        8ms 80.00%  ntdll.dll
