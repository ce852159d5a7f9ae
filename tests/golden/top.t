# The functions that took the most CPU time themselves. `flat` is a function's own time, `cum` includes
# what it called.

$ cprof -top -nodecount=3 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Showing nodes accounting for 1120ms, 38.23% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 3 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
     410ms 13.99% 29.35%     1160ms 39.59%  example.com/shop/internal/catalog.Contains
     260ms  8.87% 38.23%      630ms 21.50%  example.com/shop/internal/catalog.hasPrefixFold (inline)

# A file that is not there.

$ cprof -top nosuch.pb.gz
! cprof: nosuch.pb.gz: No such file or directory
? 2

# Without a report it is a console. Here two lines are typed.

$ cprof shop.cpu.pb.gz
< top 3
< quit
Showing nodes accounting for 1120ms, 38.23% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 3 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
     410ms 13.99% 29.35%     1160ms 39.59%  example.com/shop/internal/catalog.Contains
     260ms  8.87% 38.23%      630ms 21.50%  example.com/shop/internal/catalog.hasPrefixFold (inline)
! File: shop
! Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
! Type: cpu
! Time: 2026-11-21 01:57:22 UTC
! Duration: 3s, Total samples = 2.93s (97.66%)
! Type help for commands, o for options, ^D to leave.
