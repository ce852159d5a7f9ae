# `top` lists the functions that took the most. `flat` is a function's own time, `cum` includes what it
# called. `sum%` adds up the flat% of the lines so far. (inline) marks a function whose calls by others in the
# report were all inlined, (partial-inline) one of which some were.

$ cprof -top -nodecount=5 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Showing nodes accounting for 1540ms, 52.56% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 5 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
     410ms 13.99% 29.35%     1160ms 39.59%  example.com/shop/internal/catalog.Contains
     260ms  8.87% 38.23%      630ms 21.50%  example.com/shop/internal/catalog.hasPrefixFold (inline)
     230ms  7.85% 46.08%      280ms  9.56%  example.com/shop/internal/catalog.lower (inline)
     190ms  6.48% 52.56%     1460ms 49.83%  example.com/shop/internal/catalog.(*Category).Walk

# `text` is another name of it.

$ cprof -text -nodecount=2 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Showing nodes accounting for 860ms, 29.35% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 2 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
     410ms 13.99% 29.35%     1160ms 39.59%  example.com/shop/internal/catalog.Contains

# Sorted by cum it shows where the time goes from above.

$ cprof -top -cum -nodecount=5 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
Showing nodes accounting for 0.04s, 1.37% of 2.93s total
Dropped 86 nodes (cum <= 0.01s)
Showing top 5 nodes out of 141
      flat  flat%   sum%        cum   cum%
         0     0%     0%      2.61s 89.08%  example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
     0.01s  0.34%  0.34%      2.59s 88.40%  main.(*shop).serve
     0.01s  0.34%  0.68%      2.29s 78.16%  runtime/pprof.Do
         0     0%  0.68%      2.28s 77.82%  main.(*shop).serve.func1
     0.02s  0.68%  1.37%      1.86s 63.48%  main.(*shop).search

# In the console `top` shows 10 entries, `top 2` or `top2` shows two.

$ cprof shop.cpu.pb.gz 2>/dev/null
< top 2
< top2 -cum
Showing nodes accounting for 860ms, 29.35% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 2 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
     410ms 13.99% 29.35%     1160ms 39.59%  example.com/shop/internal/catalog.Contains
Showing nodes accounting for 0.01s, 0.34% of 2.93s total
Dropped 86 nodes (cum <= 0.01s)
Showing top 2 nodes out of 141
      flat  flat%   sum%        cum   cum%
         0     0%     0%      2.61s 89.08%  example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
     0.01s  0.34%  0.34%      2.59s 88.40%  main.(*shop).serve

# Words behind the command are filters for this one time: `best` must be on the stack, and `-Voucher` must
# not.

$ cprof shop.cpu.pb.gz 2>/dev/null
< top 3 best -Voucher
Active filters:
   focus=best
   ignore=Voucher
Showing nodes accounting for 0.03s, 1.02% of 2.93s total
Showing top 3 nodes out of 10
      flat  flat%   sum%        cum   cum%
     0.02s  0.68%  0.68%      0.03s  1.02%  example.com/shop/internal/order.(*Basket).best
     0.01s  0.34%  1.02%      0.01s  0.34%  example.com/shop/internal/order.(*NthFree).Discount
         0     0%  1.02%      0.03s  1.02%  example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work

# Addresses without a function's name are one entry.

$ cprof -top shop.threadcreate.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: threadcreate
Time: 2026-11-21 01:57:25 UTC
Showing nodes accounting for 6, 100% of 6 total
      flat  flat%   sum%        cum   cum%
         6   100%   100%          6   100%  <unknown>

# Other languages: Rust, and JavaScript in Node, which has frames for what is no function, such as (idle).

$ cprof -top -nodecount=3 mill.rust.cpu.pb.gz
Type: cpu
Time: 2026-11-21 02:02:43 UTC
Duration: 3s, Total samples = 2276.38ms (75.79%)
Showing nodes accounting for 1381.91ms, 60.71% of 2276.38ms total
Dropped 16 nodes (cum <= 11.38ms)
Showing top 3 nodes out of 71
      flat  flat%   sum%        cum   cum%
 1005.03ms 44.15% 44.15%  1256.28ms 55.19%  mill::merge_sort
  206.03ms  9.05% 53.20%   206.03ms  9.05%  <mill::Event as core::clone::Clone>::clone
  170.85ms  7.51% 60.71%   170.85ms  7.51%  mill::glob::{{closure}}
$ cprof -top -nodecount=3 fern.node.wall.pb.gz
Type: cpu
Time: 2026-11-21 01:58:51 UTC
Duration: 3.01s, Total samples = 2244.62ms (74.46%)
Showing nodes accounting for 1174.84ms, 52.34% of 2244.62ms total
Dropped 29 nodes (cum <= 11.22ms)
Showing top 3 nodes out of 27
      flat  flat%   sum%        cum   cum%
  621.33ms 27.68% 27.68%   621.33ms 27.68%  (idle)
  281.80ms 12.55% 40.24%   281.80ms 12.55%  f
  271.71ms 12.10% 52.34%   278.74ms 12.42%  draw
