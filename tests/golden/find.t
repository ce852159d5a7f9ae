# `find` lists the functions whose names match as `top` does, however small they are. The last line is of
# all of them: their flat added up, and the samples that have any of them on their stack, each once.

$ cprof -find='Voucher|NthFree' shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
Showing nodes accounting for 0.03s, 1.02% of 2.93s total
      flat  flat%   sum%        cum   cum%
     0.02s  0.68%  0.68%      0.16s  5.46%  example.com/shop/internal/order.(*Voucher).Discount
     0.01s  0.34%  1.02%      0.01s  0.34%  example.com/shop/internal/order.(*NthFree).Discount
     0.03s  1.02%             0.17s  5.80%  all 2 matches together

# Where one match calls another, the whole is less than its parts.

$ cprof -find=catalog -cum -nodecount=4 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Showing nodes accounting for 770ms, 26.28% of 2930ms total
Showing top 4 nodes out of 17
      flat  flat%   sum%        cum   cum%
         0     0%     0%     1460ms 49.83%  example.com/shop/internal/catalog.(*Catalog).Search
     190ms  6.48%  6.48%     1460ms 49.83%  example.com/shop/internal/catalog.(*Category).Walk
     170ms  5.80% 12.29%     1230ms 41.98%  example.com/shop/internal/catalog.(*Catalog).Search.func1
     410ms 13.99% 26.28%     1160ms 39.59%  example.com/shop/internal/catalog.Contains
    1360ms 46.42%            2080ms 70.99%  all 17 matches together

# Only a number cuts the list; the last line is of all matches still. More words filter samples.

$ cprof shop.cpu.pb.gz 2>/dev/null
< find catalog 3 best -cum
< find NthFree
< nodecount=1
< find order
< nodecount=-1
< trim=false
< find Voucher 1
Active filters:
   focus=best
Showing nodes accounting for 120ms, 4.10% of 2930ms total
Showing top 3 nodes out of 4
      flat  flat%   sum%        cum   cum%
      30ms  1.02%  1.02%      140ms  4.78%  example.com/shop/internal/catalog.Contains
      50ms  1.71%  2.73%       90ms  3.07%  example.com/shop/internal/catalog.hasPrefixFold (inline)
      40ms  1.37%  4.10%       40ms  1.37%  example.com/shop/internal/catalog.lower (inline)
     120ms  4.10%             140ms  4.78%  all 4 matches together
Showing nodes accounting for 0.01s, 0.34% of 2.93s total
      flat  flat%   sum%        cum   cum%
     0.01s  0.34%  0.34%      0.01s  0.34%  example.com/shop/internal/order.(*NthFree).Discount
     0.01s  0.34%             0.01s  0.34%  the only match
Showing nodes accounting for 150ms, 5.12% of 2930ms total
Showing top 1 nodes out of 6
      flat  flat%   sum%        cum   cum%
     150ms  5.12%  5.12%      160ms  5.46%  example.com/shop/internal/order.(*Stock).Longest
     210ms  7.17%             390ms 13.31%  all 6 matches together
Showing nodes accounting for 0.02s, 0.68% of 2.93s total
      flat  flat%   sum%        cum   cum%
     0.02s  0.68%  0.68%      0.16s  5.46%  example.com/shop/internal/order.(*Voucher).Discount
     0.02s  0.68%             0.16s  5.46%  the only match

# At the granularity that is set the names have files and lines.

$ cprof -find='catalog.go:14' -lines shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Showing nodes accounting for 230ms, 7.85% of 2930ms total
      flat  flat%   sum%        cum   cum%
     230ms  7.85%  7.85%      280ms  9.56%  example.com/shop/internal/catalog.lower /tmp/shop/internal/catalog/catalog.go:142 (partial-inline)
     230ms  7.85%             280ms  9.56%  the only match
$ cprof -find=search -mean -contentions shop.mutex.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: mean_contentions
Time: 2026-11-21 01:57:28 UTC
Showing nodes accounting for 0, 0% of 1 total
      flat  flat%   sum%        cum   cum%
         0     0%     0%          1   100%  main.(*shop).search
         0     0%                 1   100%  the only match

# Nothing matches.

$ cprof -find=NoSuchFunction shop.cpu.pb.gz
! cprof: no function matches NoSuchFunction
? 2
$ cprof -find='(' shop.cpu.pb.gz
! cprof: find: missing closing )
!   (
!   ^
? 2
$ cprof shop.cpu.pb.gz 2>&1 >/dev/null | tail -n +6
< find
< find NoSuchFunction
< help find
Type help for commands, o for options, ^D to leave.
cprof: find needs a regular expression
cprof: no function matches NoSuchFunction
find regexp [n] [focus]... [-ignore]... [>file]
Functions by name, and what they took together.
It lists every match, however small. The last line is the total of all matches:
a sample counts once, even if several of them are on its stack.

    find Voucher|NthFree
    find catalog 3 best -cum

See also: top, callers, help regexp
