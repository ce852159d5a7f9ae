# Filters take regular expressions, which may match anywhere in a name. The report's header shows those that
# are active. Percentages stay those of the whole profile.

# focus keeps the samples with a matching frame anywhere on their stack.

$ cprof -top -focus=Voucher -nodecount=3 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Active filters:
   focus=Voucher
Showing nodes accounting for 120ms, 4.10% of 2930ms total
Showing top 3 nodes out of 15
      flat  flat%   sum%        cum   cum%
      50ms  1.71%  1.71%       90ms  3.07%  example.com/shop/internal/catalog.hasPrefixFold (inline)
      40ms  1.37%  3.07%       40ms  1.37%  example.com/shop/internal/catalog.lower (inline)
      30ms  1.02%  4.10%      140ms  4.78%  example.com/shop/internal/catalog.Contains

# ignore drops them.

$ cprof -top -ignore='^runtime\.' -nodecount=3 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Active filters:
   ignore=^runtime\.
Showing nodes accounting for 900ms, 30.72% of 2930ms total
Showing top 3 nodes out of 60
      flat  flat%   sum%        cum   cum%
     410ms 13.99% 13.99%      870ms 29.69%  example.com/shop/internal/catalog.Contains
     260ms  8.87% 22.87%      460ms 15.70%  example.com/shop/internal/catalog.hasPrefixFold (inline)
     230ms  7.85% 30.72%      230ms  7.85%  example.com/shop/internal/catalog.lower (inline)

# hide leaves out frames, and show leaves out all others. The samples stay, and their weight falls to the
# callers that are left.

$ cprof -top -hide='^runtime\.' -nodecount=3 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Active filters:
   hide=^runtime\.
Showing nodes accounting for 1190ms, 40.61% of 2930ms total
Dropped 20 nodes (cum <= 14.65ms)
Showing top 3 nodes out of 66
      flat  flat%   sum%        cum   cum%
     530ms 18.09% 18.09%     1160ms 39.59%  example.com/shop/internal/catalog.Contains
     380ms 12.97% 31.06%      630ms 21.50%  example.com/shop/internal/catalog.hasPrefixFold (inline)
     280ms  9.56% 40.61%      280ms  9.56%  example.com/shop/internal/catalog.lower (inline)
$ cprof -top -show='^main\.' -nodecount=3 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Active filters:
   show=^main\.
Showing nodes accounting for 2450ms, 83.62% of 2930ms total
Showing top 3 nodes out of 16
      flat  flat%   sum%        cum   cum%
    1860ms 63.48% 63.48%     1860ms 63.48%  main.(*shop).search
     410ms 13.99% 77.47%      440ms 15.02%  main.(*shop).checkout
     180ms  6.14% 83.62%      180ms  6.14%  main.(*shop).report.func1.1

# show_from cuts off what is above the outermost matching frame.

$ cprof -traces -focus=NthFree -show_from='Basket.*Total' shop.cpu.pb.gz
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
-----------+-------------------------------------------------------

# prune_from cuts off what is below a matching frame.

$ cprof -top -prune_from='catalog\.Contains' -nodecount=3 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Showing nodes accounting for 1520ms, 51.88% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 3 nodes out of 139
      flat  flat%   sum%        cum   cum%
    1160ms 39.59% 39.59%     1160ms 39.59%  example.com/shop/internal/catalog.Contains
     190ms  6.48% 46.08%     1460ms 49.83%  example.com/shop/internal/catalog.(*Category).Walk
     170ms  5.80% 51.88%     1230ms 41.98%  example.com/shop/internal/catalog.(*Catalog).Search.func1

# File names match too.

$ cprof -top -focus=preempt_amd64 -nodecount=1 shop.cpu.pb.gz | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt

# That nothing is left is no reason to speak of other types.

$ cprof -tags -relative_percentages -ignore=. shop.cpu.pb.gz

# With relative_percentages 100% is what the filters left.

$ cprof -top -relative_percentages -focus=Voucher -nodecount=2 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 160ms ( 5.33%)
Active filters:
   focus=Voucher
Showing nodes accounting for 90ms, 56.25% of 160ms total
Showing top 2 nodes out of 15
      flat  flat%   sum%        cum   cum%
      50ms 31.25% 31.25%       90ms 56.25%  example.com/shop/internal/catalog.hasPrefixFold
      40ms 25.00% 56.25%       40ms 25.00%  example.com/shop/internal/catalog.lower (inline)

# That is also so for labels: where the one that marks the samples of a base is hidden, 100% is no longer the base.

$ cprof -top -relative_percentages -taghide=base -nodecount=1 -diff_base shop.cpu.pb.gz shop.cpu2.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 6s, Total samples = 5900ms (98.32%)
Active filters:
   taghide=base
Showing nodes accounting for 190ms, 3.22% of 5900ms total
Dropped 7 nodes (cum <= 29.50ms)
Showing top 1 nodes out of 307
      flat  flat%   sum%        cum   cum%
     190ms  3.22%  3.22%      190ms  3.22%  runtime.asyncPreempt

# drop_negative leaves out entries below 0. This profile, written by hand, has one.

$ printf '\012\004\010\001\020\002\022\006\012\001\001\022\001\005\022\017\012\001\002\022\012\376\377\377\377\377\377\377\377\377\001\042\006\010\001\042\002\010\001\042\006\010\002\042\002\010\002\052\004\010\001\020\003\052\004\010\002\020\004\062\000\062\003cpu\062\002ms\062\004work\062\004idle' >$TMP/less
$ cprof -top $TMP/less
Type: cpu
Showing nodes accounting for 3ms, 42.86% of 7ms total
      flat  flat%   sum%        cum   cum%
       5ms 71.43% 71.43%        5ms 71.43%  work
      -2ms 28.57% 42.86%       -2ms 28.57%  idle
$ cprof -top -drop_negative $TMP/less
Type: cpu
Showing nodes accounting for 5ms, 71.43% of 7ms total
      flat  flat%   sum%        cum   cum%
       5ms 71.43% 71.43%        5ms 71.43%  work

# A filter that matches nothing says so.

$ cprof -top -focus=nosuch shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
Active filters:
   focus=nosuch
Showing nodes accounting for 0, 0% of 2.93s total
      flat  flat%   sum%        cum   cum%
! focus matched nothing
$ cprof -top -ignore=nosuch -hide=nosuch -nodecount=1 shop.cpu.pb.gz | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
! ignore matched nothing
! hide matched nothing

# In the console they hold until they are changed. `:` clears focus, ignore, hide, tagfocus and tagignore.

$ cprof shop.cpu.pb.gz
< focus=Voucher
< ignore=runtime
< top 1
< :
< top 1
Active filters:
   focus=Voucher
   ignore=runtime
Showing nodes accounting for 0, 0% of 2.93s total
      flat  flat%   sum%        cum   cum%
Showing nodes accounting for 450ms, 15.36% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
! File: shop
! Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
! Type: cpu
! Time: 2026-11-21 01:57:22 UTC
! Duration: 3s, Total samples = 2.93s (97.66%)
! Type help for commands, o for options, ^D to leave.
