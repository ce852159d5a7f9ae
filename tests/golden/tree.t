# `tree` shows for each function who called it, above its own line, and what it called, below. The numbers
# beside callers and callees are the weight of that call and its share of the function's cum.

$ cprof -tree -focus=Longest -nodecount=2 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
Active filters:
   focus=Longest
Showing nodes accounting for 0.16s, 5.46% of 2.93s total
Showing top 2 nodes out of 13
----------------------------------------------------------+-------------
      flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
----------------------------------------------------------+-------------
     0.15s  5.12%  5.12%      0.16s  5.46%                | example.com/shop/internal/order.(*Stock).Longest
                                             0.01s  6.25% |   runtime.asyncPreempt
----------------------------------------------------------+-------------
                                             0.01s   100% |   example.com/shop/internal/order.(*Stock).Longest
     0.01s  0.34%  5.46%      0.01s  0.34%                | runtime.asyncPreempt
----------------------------------------------------------+-------------

# Sorted by cum, the tree reads from the root down.

$ cprof -tree -cum -nodecount=3 shop.heap.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: inuse_space
Time: 2026-11-21 01:57:25 UTC
Showing nodes accounting for 2123.87kB, 76.77% of 2766.47kB total
Dropped 36 nodes (cum <= 13.83kB)
Showing top 3 nodes out of 45
----------------------------------------------------------+-------------
      flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
----------------------------------------------------------+-------------
                                         2079.28kB   100% |   main.(*shop).run.func3
  107.86kB  3.90%  3.90%  2079.28kB 75.16%                | main.(*shop).keep
                                         1971.42kB 94.81% |   internal/bytealg.MakeNoZero
----------------------------------------------------------+-------------
         0     0%  3.90%  2079.28kB 75.16%                | main.(*shop).run.func3
                                         2079.28kB   100% |   main.(*shop).keep
----------------------------------------------------------+-------------
                                         1971.42kB 97.79% |   main.(*shop).keep
 2016.02kB 72.87% 76.77%  2016.02kB 72.87%                | internal/bytealg.MakeNoZero
----------------------------------------------------------+-------------

# In the console a number limits the functions, words filter, and `-cum` sorts.

$ cprof shop.cpu.pb.gz 2>/dev/null
< tree 2 best -Voucher -cum
Active filters:
   focus=best
   ignore=Voucher
Showing nodes accounting for 0, 0% of 2930ms total
Showing top 2 nodes out of 10
----------------------------------------------------------+-------------
      flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
----------------------------------------------------------+-------------
         0     0%     0%       30ms  1.02%                | example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
                                              30ms   100% |   example.com/shop/internal/order.(*Basket).Total
----------------------------------------------------------+-------------
                                              30ms   100% |   example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
         0     0%     0%       30ms  1.02%                | example.com/shop/internal/order.(*Basket).Total
----------------------------------------------------------+-------------

# Calls that are lighter than edgefraction of the total are not shown.

$ cprof -tree -edgefraction=0.05 -nodecount=2 mill.rust.cpu.pb.gz
Type: cpu
Time: 2026-11-21 02:02:43 UTC
Duration: 3s, Total samples = 2276.38ms (75.79%)
Showing nodes accounting for 1211.06ms, 53.20% of 2276.38ms total
Dropped 16 nodes (cum <= 11.38ms)
Showing top 2 nodes out of 71
----------------------------------------------------------+-------------
      flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
----------------------------------------------------------+-------------
 1005.03ms 44.15% 44.15%  1256.28ms 55.19%                | mill::merge_sort
                                          206.03ms 16.40% |   <mill::Event as core::clone::Clone>::clone
----------------------------------------------------------+-------------
                                          206.03ms   100% |   mill::merge_sort
  206.03ms  9.05% 53.20%   206.03ms  9.05%                | <mill::Event as core::clone::Clone>::clone
----------------------------------------------------------+-------------
