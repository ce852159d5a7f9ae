# `paths` lists the heaviest stacks. A line with a weight is the end of one, and what two of them begin with
# is printed once.

$ cprof -paths -nodecount=3 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Showing 3 paths out of 140, accounting for 680ms, 23.21% of 2930ms total
      flat  flat%  samples  path
                            example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
                            main.(*shop).serve
                            runtime/pprof.Do
                            main.(*shop).serve.func1
                            main.(*shop).search
                            example.com/shop/internal/catalog.(*Catalog).Search
                            example.com/shop/internal/catalog.(*Category).Walk
                            example.com/shop/internal/catalog.(*Category).Walk
                            example.com/shop/internal/catalog.(*Category).Walk
                            example.com/shop/internal/catalog.(*Category).Walk
                            example.com/shop/internal/catalog.(*Category).Walk
     160ms  5.46%       16  example.com/shop/internal/catalog.(*Catalog).Search.func1
     330ms 11.26%       33  - example.com/shop/internal/catalog.Contains
     190ms  6.48%       19    - example.com/shop/internal/catalog.hasPrefixFold

# Words filter samples: only paths that have a match. Without a number there are 10.

$ cprof shop.cpu.pb.gz 2>/dev/null
< paths 2 best
< paths 1 search -Walk
< paths nothing
< paths >$TMP/paths
Active filters:
   focus=best
Showing 2 paths out of 15, accounting for 0.05s, 1.71% of 2.93s total
      flat  flat%  samples  path
                            example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
                            main.(*shop).serve
                            runtime/pprof.Do
                            main.(*shop).serve.func1
                            runtime/pprof.Do
                            main.(*shop).serve.func1.1
                            main.(*shop).checkout
                            example.com/shop/internal/render.Invoice
                            example.com/shop/internal/order.(*Basket).Total
                            example.com/shop/internal/order.(*Basket).best
                            example.com/shop/internal/order.(*Basket).best
                            example.com/shop/internal/order.(*Basket).best
                            - example.com/shop/internal/order.(*Basket).best
                              example.com/shop/internal/order.(*Voucher).Discount
                              example.com/shop/internal/catalog.Contains
     0.03s  1.02%        3    example.com/shop/internal/catalog.hasPrefixFold
                            - example.com/shop/internal/order.(*Voucher).Discount
                              example.com/shop/internal/catalog.Contains
                              example.com/shop/internal/catalog.hasPrefixFold
                              example.com/shop/internal/catalog.same
     0.02s  0.68%        2    example.com/shop/internal/catalog.lower
Active filters:
   focus=search
   ignore=Walk
Showing 1 path out of 31, accounting for 40ms, 1.37% of 2930ms total
      flat  flat%  samples  path
                            example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
                            main.(*shop).serve
                            runtime/pprof.Do
                            main.(*shop).serve.func1
                            main.(*shop).search
      40ms  1.37%        4  example.com/shop/internal/catalog.Slug
Active filters:
   focus=nothing
Showing 0 paths, accounting for 0, 0% of 2.93s total
      flat  flat%  samples  path
$ cprof -paths shop.cpu.pb.gz | sed -n '6,7p'
Showing 10 paths out of 140, accounting for 1340ms, 45.73% of 2930ms total
      flat  flat%  samples  path

# Without trim there are all of them.

$ cprof -paths -trim=false shop.threadcreate.pb.gz | sed -n '5,8p'
Showing 1 path, accounting for 6, 100% of 6 total
      flat  flat%  samples  path
                            <unknown>
                            <unknown>
$ cprof -paths -trim=false shop.cpu.pb.gz | sed -n '6p'
Showing 140 paths, accounting for 2.93s, 100% of 2.93s total

# The granularity says which stacks are the same, and what a line stands for.

$ cprof -paths -nodecount=2 -files -focus=Invoice shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
Active filters:
   focus=Invoice
Showing 2 paths out of 31, accounting for 0.05s, 1.71% of 2.93s total
      flat  flat%  samples  path
                            /tmp/shop/internal/jobs/jobs.go
                            /tmp/shop/main.go
                            /usr/local/go/src/runtime/pprof/runtime.go
                            /tmp/shop/main.go
                            /usr/local/go/src/runtime/pprof/runtime.go
                            /tmp/shop/main.go
                            /tmp/shop/main.go
                            /tmp/shop/internal/render/render.go
                            /tmp/shop/internal/order/order.go
                            /tmp/shop/internal/order/order.go
                            /tmp/shop/internal/order/order.go
                            /tmp/shop/internal/order/order.go
                            /tmp/shop/internal/order/order.go
                            - /tmp/shop/internal/order/order.go
                              /tmp/shop/internal/catalog/catalog.go
     0.03s  1.02%        3    /tmp/shop/internal/catalog/catalog.go
                            - /tmp/shop/internal/catalog/catalog.go
                              /tmp/shop/internal/catalog/catalog.go
                              /tmp/shop/internal/catalog/catalog.go
     0.02s  0.68%        2    /tmp/shop/internal/catalog/catalog.go
$ cprof -paths -nodecount=1 -mean_delay shop.mutex.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: mean_delay
Time: 2026-11-21 01:57:28 UTC
Showing 1 path out of 25, accounting for 1.09ms, 441.29% of 0.25ms total
      flat  flat%  samples  path
                            main.(*shop).run.gowrap2
                            example.com/shop/internal/jobs.Every
                            main.(*shop).run.func1
                            example.com/shop/internal/order.(*Stock).Refill
    1.09ms 441.29%        1  sync.(*Mutex).Unlock

$ cprof shop.cpu.pb.gz 2>&1 >/dev/null | tail -n +6
< help paths
Type help for commands, o for options, ^D to leave.
paths [n] [focus]... [-ignore]... [>file]
The heaviest stacks, from root to leaf.
A number sets how many are shown.

    paths
    paths 2 best

See also: callers, traces, tree
