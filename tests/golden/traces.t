# `traces` prints every sample: its labels, its value, and its stack from the leaf up.

$ cprof -traces -focus=Longest shop.cpu.pb.gz | head -n 22
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
-----------+-------------------------------------------------------
     route:  GET /report
    tenant:  møbel
   request:  report
      10ms   example.com/shop/internal/order.(*Stock).Longest
             main.(*shop).report.func1.1
             example.com/shop/internal/jobs.split[go.shape.string,go.shape.int]
             example.com/shop/internal/jobs.split[go.shape.string,go.shape.int]
             example.com/shop/internal/jobs.split[go.shape.string,go.shape.int]
             example.com/shop/internal/jobs.Map[go.shape.string,go.shape.int] (inline)
             main.(*shop).report.func1
             example.com/shop/internal/jobs.(*Cache[go.shape.string,go.shape.string]).Get
             main.(*shop).report
             main.(*shop).serve.func1
             runtime/pprof.Do
             main.(*shop).serve
             example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work

# Numbers of labels are printed with their unit.

$ cprof -traces -focus=sign shop.heap.pb.gz | head -n 14
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: inuse_space
Time: 2026-11-21 01:57:25 UTC
-----------+-------------------------------------------------------
     bytes:  240B
         0   example.com/shop/internal/render.sign
             example.com/shop/internal/render.Invoice
             main.(*shop).checkout
             main.(*shop).serve.func1.1
             runtime/pprof.Do
             main.(*shop).serve.func1
             runtime/pprof.Do
             main.(*shop).serve

# Filters cut the stacks, here to the methods of one type.

$ cprof shop.cpu.pb.gz 2>/dev/null
< show=Basket
< traces NthFree
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
      10ms   example.com/shop/internal/order.(*Basket).best
             example.com/shop/internal/order.(*Basket).best
             example.com/shop/internal/order.(*Basket).best
             example.com/shop/internal/order.(*Basket).best
             example.com/shop/internal/order.(*Basket).best
             example.com/shop/internal/order.(*Basket).Total
-----------+-------------------------------------------------------
