# tagroot makes frames of labels at the root of the stacks: the time of each tenant, as if it was a function
# that calls all others. Samples without the label have a frame <unknown> there.

$ cprof -peek='^acme$' -tagroot=tenant shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
Showing nodes accounting for 2.93s, 100% of 2.93s total
----------------------------------------------------------+-------------
      flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
----------------------------------------------------------+-------------
         0     0%     0%      0.80s 27.30%                | acme
                                             0.77s 96.25% |   example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
                                             0.03s  3.75% |   example.com/shop/internal/jobs.split[go.shape.string,go.shape.int].func1
----------------------------------------------------------+-------------

# Several keys: the first is the outermost.

$ cprof -traces -tagroot=tenant,step -focus=NthFree shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
-----------+-------------------------------------------------------
      step:  ship
     route:  GET /checkout
    tenant:  tiny & sons
   request:  checkout
      10ms   example.com/shop/internal/order.(*NthFree).Discount
             example.com/shop/internal/order.(*Basket).best
             example.com/shop/internal/order.(*Basket).best
             example.com/shop/internal/order.(*Basket).best
             example.com/shop/internal/order.(*Basket).best
             example.com/shop/internal/order.(*Basket).best
             example.com/shop/internal/order.(*Basket).Total
             example.com/shop/internal/render.Invoice
             main.(*shop).checkout
             main.(*shop).serve.func1.1
             runtime/pprof.Do
             main.(*shop).serve.func1
             runtime/pprof.Do
             main.(*shop).serve
             example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
             ship
             tiny & sons
-----------+-------------------------------------------------------

# tagleaf makes frames at the leaf: of which sizes is what this function allocated?

$ cprof -peek='render.sign$' -tagleaf=bytes shop.heap.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: inuse_space
Time: 2026-11-21 01:57:25 UTC
Showing nodes accounting for 2766.47kB, 100% of 2766.47kB total
----------------------------------------------------------+-------------
      flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
----------------------------------------------------------+-------------
                                          151.96kB   100% |   example.com/shop/internal/render.Invoice
         0     0%     0%   151.96kB  5.49%                | example.com/shop/internal/render.sign
                                           38.59kB 25.40% |   576
                                           33.78kB 22.23% |   448
                                           25.53kB 16.80% |   512
                                           20.79kB 13.68% |   320
                                           16.76kB 11.03% |   384
                                           16.50kB 10.86% |   256
----------------------------------------------------------+-------------

# Filters see these frames as they see all others. With nothing else left, top is a bill for each tenant.

$ cprof -top -tagroot=tenant -show='^(acme|globex)$' shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Active filters:
   show=^(acme|globex)$
Showing nodes accounting for 1340ms, 45.73% of 2930ms total
      flat  flat%   sum%        cum   cum%
     800ms 27.30% 27.30%      800ms 27.30%  acme
     540ms 18.43% 45.73%      540ms 18.43%  globex

# A key that no sample has.

$ cprof -top -tagroot=nosuch -nodecount=1 shop.cpu.pb.gz | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
! tagroot matched nothing
