# tagfocus keeps the samples with a matching label, tagignore drops them. key=expression asks for one key.

$ cprof -top -tagfocus=request=checkout -nodecount=2 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Active filters:
   tagfocus=request=checkout
Showing nodes accounting for 100ms, 3.41% of 2930ms total
Showing top 2 nodes out of 83
      flat  flat%   sum%        cum   cum%
      50ms  1.71%  1.71%       90ms  3.07%  example.com/shop/internal/catalog.hasPrefixFold
      50ms  1.71%  3.41%       50ms  1.71%  runtime.asyncPreempt
$ cprof -top -tagignore=request=checkout -nodecount=2 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Active filters:
   tagignore=request=checkout
Showing nodes accounting for 780ms, 26.62% of 2930ms total
Dropped 76 nodes (cum <= 14.65ms)
Showing top 2 nodes out of 118
      flat  flat%   sum%        cum   cum%
     400ms 13.65% 13.65%      400ms 13.65%  runtime.asyncPreempt
     380ms 12.97% 26.62%     1020ms 34.81%  example.com/shop/internal/catalog.Contains

# Without a key the expression is matched against key:value.

$ cprof -top -tagfocus='^tenant:m' -nodecount=1 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Active filters:
   tagfocus=^tenant:m
Showing nodes accounting for 100ms, 3.41% of 2930ms total
Showing top 1 nodes out of 70
      flat  flat%   sum%        cum   cum%
     100ms  3.41%  3.41%      260ms  8.87%  example.com/shop/internal/catalog.Contains

# Several expressions, separated by commas: with a key any of them will do, without one all must match.

$ cprof -tags -tagfocus=tenant=acme,globex -tagshow=tenant shop.cpu.pb.gz
 tenant: Total 1.34s of 2.93s (45.73%)
         800ms (27.30%): acme
         540ms (18.43%): globex
\
$ cprof -tags -tagfocus=acme,checkout shop.cpu.pb.gz
 request: Total 130ms of 2.93s ( 4.44%)
          130ms ( 4.44%): checkout

 route: Total 130ms of 2.93s ( 4.44%)
        130ms ( 4.44%): GET /checkout

 step: Total 120ms of 2.93s ( 4.10%)
       100ms ( 3.41%): pay
        20ms ( 0.68%): ship

 tenant: Total 130ms of 2.93s ( 4.44%)
         130ms ( 4.44%): acme
\

# Numeric labels: a number with a unit, or a range of them. Each end may be left out.

$ cprof -tags -tagfocus=1kb:10kb shop.heap.pb.gz | head -n 4
 bytes: Total 117.73kB of 2.70MB ( 4.26%)
        52.30kB ( 1.89%): 2.25kB
        41.06kB ( 1.48%): 9.25kB
         9.25kB ( 0.33%): 8kB
! tagfocus is read as a range of numbers, not as a regular expression
$ cprof -tags -tagfocus=bytes=8kb: shop.heap.pb.gz | head -n 4
 bytes: Total 111.06kB of 2.70MB ( 4.01%)
        41.06kB ( 1.48%): 9.25kB
        37.89kB ( 1.37%): 12kB
        22.85kB ( 0.83%): 10.62kB
! tagfocus is read as a range of numbers, not as a regular expression
$ cprof -tags -tagignore=:1kb shop.heap.pb.gz | head -n 4
 bytes: Total 178.47kB of 2.70MB ( 6.45%)
        52.30kB ( 1.89%): 2.25kB
        41.06kB ( 1.48%): 9.25kB
        37.89kB ( 1.37%): 12kB
! tagignore is read as a range of numbers, not as a regular expression
$ cprof -tags -tagfocus=bytes=352b shop.heap.pb.gz
 bytes: Total 496.75kB of 2.70MB (17.96%)
        496.75kB (17.96%): 352B

! tagfocus is read as a range of numbers, not as a regular expression

# A number that is too large is an error.

$ cprof -tags -tagfocus=99999999999999999999kb: shop.heap.pb.gz
! cprof: tagfocus: the number 99999999999999999999 is too large
? 2

# tagshow and taghide choose the keys of labels that are seen.

$ cprof -tags -tagshow=tenant shop.cpu.pb.gz
 tenant: Total 2.44s of 2.93s (83.28%)
         800ms (27.30%): acme
         570ms (19.45%): møbel
         540ms (18.43%): globex
         530ms (18.09%): tiny & sons
\
$ cprof -tags -taghide='tenant|request|route' shop.cpu.pb.gz
 step: Total 400ms of 2.93s (13.65%)
       210ms ( 7.17%): ship
       190ms ( 6.48%): pay
\
