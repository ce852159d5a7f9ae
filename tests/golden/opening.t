# The console opens although an option cannot be obeyed: it says so at once, and the option can be set right.

$ cprof -sample_index=nosuch shop.cpu.pb.gz
< sample_index=cpu
< top 1
Showing nodes accounting for 450ms, 15.36% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
! cprof: sample_index: there is no "nosuch"; the profile has samples, cpu
! Type help for commands, o for options, ^D to leave.

$ cprof -divide_by=0 shop.cpu.pb.gz
< top 1
< divide_by=0
< divide_by=2
< top 1
Showing nodes accounting for 225ms, 15.36% of 1465ms total
Dropped 86 nodes (cum <= 7.33ms)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
     225ms 15.36% 15.36%      225ms 15.36%  runtime.asyncPreempt
! cprof: divide_by: cannot divide by zero
! Type help for commands, o for options, ^D to leave.
! cprof: divide_by: cannot divide by zero
! cprof: divide_by takes a number that is not 0, not "0"

# A report alone fails.

$ cprof -top -divide_by=0 shop.cpu.pb.gz
! cprof: divide_by: cannot divide by zero
? 2

# Options of any kind that are given as flags keep their values, whatever cprofrc says.

$ mkdir -p $TMP/cprof; echo 'color=never ; nodecount=2 ; unit=ns' >$TMP/cprof/cprofrc; export XDG_CONFIG_HOME=$TMP; \
  cprof -color=always -unit=us -e 'top' -e 'tree 1' shop.cpu.pb.gz
Showing nodes accounting for 860000us, 29.35% of 2930000us total
Dropped 86 nodes (cum <= 14650us)
Showing top 2 nodes out of 141
      flat  flat%   sum%        cum   cum%
\\x1b[1;31m  450000us 15.36% 15.36%   450000us 15.36%  runtime.asyncPreempt\x1b[0m (esc)
\\x1b[1;31m  410000us 13.99% 29.35%  1160000us 39.59%  example.com/shop/internal/catalog.Contains\x1b[0m (esc)
Showing nodes accounting for 450000us, 15.36% of 2930000us total
Dropped 86 nodes (cum <= 14650us)
Showing top 1 nodes out of 141
----------------------------------------------------------+-------------
      flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
----------------------------------------------------------+-------------
\\x1b[1;31m  450000us 15.36% 15.36%   450000us 15.36%                | runtime.asyncPreempt\x1b[0m (esc)
----------------------------------------------------------+-------------

# Numbers are read as Go reads them, also hexadecimal ones.

$ cprof -top -nodefraction=0x1p-2 -edgefraction=0x_1p-4 -divide_by=0x1.8p1 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 976.67ms (97.66%)
Showing nodes accounting for 270ms, 27.65% of 976.67ms total
Dropped 218 nodes (cum <= 244.17ms)
      flat  flat%   sum%        cum   cum%
  136.67ms 13.99% 13.99%   386.67ms 39.59%  example.com/shop/internal/catalog.Contains
   63.33ms  6.48% 20.48%   486.67ms 49.83%  example.com/shop/internal/catalog.(*Category).Walk
   56.67ms  5.80% 26.28%      410ms 41.98%  example.com/shop/internal/catalog.(*Catalog).Search.func1
    6.67ms  0.68% 26.96%      620ms 63.48%  main.(*shop).search
    3.33ms  0.34% 27.30%   863.33ms 88.40%  main.(*shop).serve
    3.33ms  0.34% 27.65%   763.33ms 78.16%  runtime/pprof.Do
         0     0% 27.65%   486.67ms 49.83%  example.com/shop/internal/catalog.(*Catalog).Search
         0     0% 27.65%      870ms 89.08%  example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
         0     0% 27.65%      760ms 77.82%  main.(*shop).serve.func1
$ cprof -e 'nodefraction=0x1p-2 ; top' -norc shop.cpu.pb.gz
Showing nodes accounting for 0.81s, 27.65% of 2.93s total
Dropped 218 nodes (cum <= 0.73s)
      flat  flat%   sum%        cum   cum%
     0.41s 13.99% 13.99%      1.16s 39.59%  example.com/shop/internal/catalog.Contains
     0.19s  6.48% 20.48%      1.46s 49.83%  example.com/shop/internal/catalog.(*Category).Walk
     0.17s  5.80% 26.28%      1.23s 41.98%  example.com/shop/internal/catalog.(*Catalog).Search.func1
     0.02s  0.68% 26.96%      1.86s 63.48%  main.(*shop).search
     0.01s  0.34% 27.30%      2.59s 88.40%  main.(*shop).serve
     0.01s  0.34% 27.65%      2.29s 78.16%  runtime/pprof.Do
         0     0% 27.65%      1.46s 49.83%  example.com/shop/internal/catalog.(*Catalog).Search
         0     0% 27.65%      2.61s 89.08%  example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
         0     0% 27.65%      2.28s 77.82%  main.(*shop).serve.func1
$ cprof -top -nodefraction=0x1 shop.cpu.pb.gz
! cprof: nodefraction takes a number, not "0x1"
? 2
