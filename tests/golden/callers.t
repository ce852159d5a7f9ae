# `callers` shows what called a function as a tree. Unlike `tree` it keeps whole paths apart: each line was
# measured with all the lines on the stack that it hangs from.

$ cprof -callers='lower$' -nodecount=2 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Showing callers of 1 function, 2 deep; those behind ... have more
Branches below 0.5% of the total are folded
       cum   cum%  share  callers
     280ms  9.56%   100%  example.com/shop/internal/catalog.lower
     250ms  8.53% 89.29%    example.com/shop/internal/catalog.same
     250ms  8.53% 89.29%      example.com/shop/internal/catalog.hasPrefixFold ...
      30ms  1.02% 10.71%    example.com/shop/internal/catalog.Slug
      30ms  1.02% 10.71%      main.(*shop).search ...

# `callees` is the same in the other direction; flat is what stacks that end there weigh. A function that
# calls itself stands below itself.

$ cprof -callees='Basket.*Total' shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Showing callees of 1 function, 4 deep; those behind ... have more
Branches below 0.5% of the total are folded
      flat        cum   cum%  share  callees
         0      190ms  6.48%   100%  example.com/shop/internal/order.(*Basket).Total
         0      190ms  6.48%   100%    example.com/shop/internal/order.(*Basket).best
         0      190ms  6.48%   100%      example.com/shop/internal/order.(*Basket).best
         0      180ms  6.14% 94.74%        example.com/shop/internal/order.(*Basket).best
      10ms      120ms  4.10% 63.16%          example.com/shop/internal/order.(*Basket).best ...
      10ms       60ms  2.05% 31.58%          example.com/shop/internal/order.(*Voucher).Discount ...
                 10ms  0.34%  5.26%        ... 1 more

# A number is the depth; more words filter samples. What is too light is one line, and how much is too
# light is nodefraction's to say.

$ cprof shop.cpu.pb.gz 2>/dev/null
< callers mallocgc$ 3 search
< nodefraction=0.02
< callees growslice$ 9
Active filters:
   focus=search
Showing callers of 1 function, 3 deep; those behind ... have more
Branches below 0.5% of the total are folded
       cum   cum%  share  callers
     190ms  6.48%   100%  runtime.mallocgc
     140ms  4.78% 73.68%    internal/bytealg.MakeNoZero
     140ms  4.78% 73.68%      strings.(*Builder).grow
     140ms  4.78% 73.68%        strings.(*Builder).Grow ...
      50ms  1.71% 26.32%    runtime.growslice
      40ms  1.37% 21.05%      main.(*shop).search
      30ms  1.02% 15.79%        main.(*shop).serve.func1 ...
      10ms  0.34%  5.26%        ... 1 more
      10ms  0.34%  5.26%      ... 1 more
Showing callees of 1 function, 9 deep; those behind ... have more
Branches below 2.00% of the total are folded
      flat        cum   cum%  share  callees
         0      170ms  5.80%   100%  runtime.growslice
      10ms      150ms  5.12% 88.24%    runtime.mallocgc
         0       90ms  3.07% 52.94%      runtime.mallocgcSmallScanNoHeader
                 90ms  3.07% 52.94%        ... 4 more
                 50ms  1.71% 29.41%      ... 1 more
                 20ms  0.68% 11.76%    ... 2 more

# Nothing is cut or folded without trim.

$ cprof -callers='NthFree' -trim=false shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
Showing callers of 1 function
       cum   cum%  share  callers
     0.01s  0.34%   100%  example.com/shop/internal/order.(*NthFree).Discount
     0.01s  0.34%   100%    example.com/shop/internal/order.(*Basket).best
     0.01s  0.34%   100%      example.com/shop/internal/order.(*Basket).best
     0.01s  0.34%   100%        example.com/shop/internal/order.(*Basket).best
     0.01s  0.34%   100%          example.com/shop/internal/order.(*Basket).best
     0.01s  0.34%   100%            example.com/shop/internal/order.(*Basket).best
     0.01s  0.34%   100%              example.com/shop/internal/order.(*Basket).Total
     0.01s  0.34%   100%                example.com/shop/internal/render.Invoice
     0.01s  0.34%   100%                  main.(*shop).checkout
     0.01s  0.34%   100%                    main.(*shop).serve.func1.1
     0.01s  0.34%   100%                      runtime/pprof.Do
     0.01s  0.34%   100%                        main.(*shop).serve.func1
     0.01s  0.34%   100%                          runtime/pprof.Do
     0.01s  0.34%   100%                            main.(*shop).serve
     0.01s  0.34%   100%                              example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work

# Several functions have a tree each, 10 at most, and only the first may weigh less than nodefraction.

$ cprof -callers='Voucher|NthFree' -nodecount=1 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Showing callers of 1 function out of 2 that match, 1 deep; those behind ... have more
Branches below 0.5% of the total are folded
       cum   cum%  share  callers
     160ms  5.46%   100%  example.com/shop/internal/order.(*Voucher).Discount
     160ms  5.46%   100%    example.com/shop/internal/order.(*Basket).best ...
$ cprof -callers='NthFree' -nodecount=1 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
Showing callers of 1 function, 1 deep; those behind ... have more
Branches below 0.5% of the total are folded
       cum   cum%  share  callers
     0.01s  0.34%   100%  example.com/shop/internal/order.(*NthFree).Discount
     0.01s  0.34%   100%    ... 1 more
$ cprof -callees=. -nodecount=1 -compact_labels shop.cpu.pb.gz | grep -E '^Show|  100%  [^ ]'
Showing callees of 10 functions out of 227 that match, 1 deep; those behind ... have more
         0      2.61s 89.08%   100%  example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
     0.01s      2.59s 88.40%   100%  main.(*shop).serve
     0.01s      2.29s 78.16%   100%  runtime/pprof.Do
         0      2.28s 77.82%   100%  main.(*shop).serve.func1
     0.02s      1.86s 63.48%   100%  main.(*shop).search
         0      1.46s 49.83%   100%  example.com/shop/internal/catalog.(*Catalog).Search
         0      1.46s 49.83%   100%  example.com/shop/internal/catalog.(*Category).Walk
     0.17s      1.23s 41.98%   100%  example.com/shop/internal/catalog.(*Catalog).Search.func1
     0.41s      1.16s 39.59%   100%  example.com/shop/internal/catalog.Contains
     0.26s      0.63s 21.50%   100%  example.com/shop/internal/catalog.hasPrefixFold

# The granularity, the sample type, -mean and the unit are as in other reports.

$ cprof -callers='catalog.go:132' -lines -nodecount=2 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Showing callers of 1 function, 2 deep; those behind ... have more
Branches below 0.5% of the total are folded
       cum   cum%  share  callers
     450ms 15.36%   100%  example.com/shop/internal/catalog.hasPrefixFold /tmp/shop/internal/catalog/catalog.go:132
     450ms 15.36%   100%    example.com/shop/internal/catalog.Contains /tmp/shop/internal/catalog/catalog.go:123
     380ms 12.97% 84.44%      example.com/shop/internal/catalog.(*Catalog).Search.func1 /tmp/shop/internal/catalog/catalog.go:111 ...
      70ms  2.39% 15.56%      example.com/shop/internal/order.(*Voucher).Discount /tmp/shop/internal/order/order.go:57 ...
$ cprof -callers=Unlock -mean_delay -nodecount=2 shop.mutex.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: mean_delay
Time: 2026-11-21 01:57:28 UTC
Showing callers of 3 functions, 2 deep; those behind ... have more
Branches below 0.5% of the total are folded
       cum   cum%  share  callers
  252.75us 102.17%   100%  sync.(*Mutex).Unlock
 1091.70us 441.29% 0.041%    example.com/shop/internal/order.(*Stock).Refill
 1091.70us 441.29% 0.041%      main.(*shop).run.func1 ...
  793.64us 320.81%  0.71%    example.com/shop/internal/order.(*Stock).Reserve
  793.64us 320.81%  0.71%      main.(*shop).checkout ...
  255.88us 103.43% 98.68%    example.com/shop/internal/jobs.(*Cache[go.shape.string,go.shape.string]).Get
  255.88us 103.43% 98.68%      main.(*shop).report ...
  248.32us 100.38%  0.24%    sync.(*RWMutex).Unlock
  248.32us 100.38%  0.24%      example.com/shop/internal/order.(*Stock).Note ...
   40.23us 16.26%  0.33%    example.com/shop/internal/jobs.(*Cache[go.shape.string,go.shape.string]).Len
   40.23us 16.26%  0.33%      main.(*shop).watch.func1.1 ...
   81.69us 33.02%   100%  sync.(*RWMutex).Unlock
   81.69us 33.02%   100%    example.com/shop/internal/order.(*Stock).Note
   81.69us 33.02%   100%      main.(*shop).checkout ...
   62.52us 25.27%   100%  sync.(*RWMutex).RUnlock
   62.52us 25.27%   100%    example.com/shop/internal/order.(*Stock).Longest
   62.52us 25.27%   100%      main.(*shop).report.func1.1 ...
$ cprof -callees='shop..search' -alloc_space -nodecount=2 -unit=kb shop.allocs.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: alloc_space
Time: 2026-11-21 01:57:25 UTC
Showing callees of 1 function, 2 deep; those behind ... have more
Branches below 0.5% of the total are folded
      flat        cum   cum%  share  callees
59662.48kB 144910.59kB 37.14%   100%  main.(*shop).search
         0 30204.14kB  7.74% 20.84%    example.com/shop/internal/catalog.(*Catalog).Search
         0 30204.14kB  7.74% 20.84%      example.com/shop/internal/catalog.(*Category).Walk ...
         0 29426.54kB  7.54% 20.31%    example.com/shop/internal/catalog.Slug
         0 29426.54kB  7.54% 20.31%      strings.(*Builder).Grow ...
         0 25617.44kB  6.57% 17.68%    strings.Join
         0 25617.44kB  6.57% 17.68%      strings.(*Builder).Grow ...

# Nothing matches.

$ cprof -callers='(' shop.cpu.pb.gz
! cprof: callers: missing closing )
!   (
!   ^
? 2
$ cprof -callees=NoSuchFunction shop.cpu.pb.gz
! cprof: no function matches NoSuchFunction
? 2
$ cprof shop.cpu.pb.gz 2>&1 >/dev/null | tail -n +6
< callers
< callees NoSuchFunction
< help callers
Type help for commands, o for options, ^D to leave.
cprof: callers needs a regular expression
cprof: no function matches NoSuchFunction
callers regexp [n] [focus]... [-ignore]... [>file]
What called functions, as a tree.
The first line of a tree is the function. Below each function, one step to the
right, are its callers. A number sets how many levels are shown.

    callers mallocgc$
    callers mallocgc$ 3 search

See also: callees, peek, paths
