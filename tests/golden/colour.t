# Rows are coloured by their weight, where they are for a terminal or -color=always says so. But for the colours
# they are the same bytes.

$ cprof -top -nodecount=12 -color=always shop.cpu.pb.gz | tail -n 6
\\x1b[1m     150ms  5.12% 63.48%      160ms  5.46%  example.com/shop/internal/order.(*Stock).Longest\x1b[0m (esc)
      70ms  2.39% 65.87%       70ms  2.39%  runtime.tryDeferToSpanScan
      60ms  2.05% 67.92%      160ms  5.46%  runtime.pcvalue
      50ms  1.71% 69.62%      280ms  9.56%  example.com/shop/internal/catalog.Slug
      40ms  1.37% 70.99%       60ms  2.05%  runtime.step
      30ms  1.02% 72.01%       30ms  1.02%  runtime.(*moduledata).textAddr
$ cprof -top -nodecount=12 -cum -color=always shop.cpu.pb.gz | tail -n 3
\\x1b[1;31m     0.26s  8.87% 36.52%      0.63s 21.50%  example.com/shop/internal/catalog.hasPrefixFold (inline)\x1b[0m (esc)
\\x1b[1;31m     0.45s 15.36% 51.88%      0.45s 15.36%  runtime.asyncPreempt\x1b[0m (esc)
\\x1b[1;31m         0     0% 51.88%      0.44s 15.02%  main.(*shop).checkout\x1b[0m (esc)
$ cprof -peek=catalog.Contains\$ -color=always shop.cpu.pb.gz | tail -n 5
\\x1b[1m                                             0.14s 12.07% |   example.com/shop/internal/order.(*Voucher).Discount\x1b[0m (esc)
\\x1b[1;31m     0.41s 13.99% 13.99%      1.16s 39.59%                | example.com/shop/internal/catalog.Contains\x1b[0m (esc)
\\x1b[1;31m                                             0.63s 54.31% |   example.com/shop/internal/catalog.hasPrefixFold (inline)\x1b[0m (esc)
\\x1b[1m                                             0.12s 10.34% |   runtime.asyncPreempt\x1b[0m (esc)
----------------------------------------------------------+-------------
$ cprof -tags -color=always shop.cpu.pb.gz | head -n 4
 request: Total 2.44s of 2.93s (83.28%)
\\x1b[1;31m          1.69s (57.68%): search\x1b[0m (esc)
\\x1b[1;31m          410ms (13.99%): checkout\x1b[0m (esc)
\\x1b[1;31m          340ms (11.60%): report\x1b[0m (esc)
$ cprof -list=Stock..Longest\$ -source_path=go -color=always shop.cpu.pb.gz | tail -n 8
         .          .    163:	defer s.logMu.RUnlock()
\\x1b[1m     100ms      110ms    164:	for _, l := range s.log {\x1b[0m (esc)
      50ms       50ms    165:		if len(l) > n {
         .          .    166:			n = len(l)
         .          .    167:		}
         .          .    168:	}
         .          .    169:	return n
         .          .    170:}
$ for report in top tree tags list=. traces raw dot paths callers=best callees=search find=. peek=. ; do \
    cprof -$report -color=always -source_path=go shop.cpu.pb.gz | sed 's/\x1b\[[0-9;]*m//g' >$TMP/plain; \
    cprof -$report -source_path=go shop.cpu.pb.gz | cmp - $TMP/plain; done

$ cprof -top -nodecount=1 -color=always shop.cpu.pb.gz | tail -n 1
\\x1b[1;31m     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt\x1b[0m (esc)

# callers, callees and paths go by cum, as peek does.

$ cprof -callers=best\$ -nodecount=1 -color=always shop.cpu.pb.gz | tail -n 3
       cum   cum%  share  callers
\\x1b[1m     190ms  6.48%   100%  example.com/shop/internal/order.(*Basket).best\x1b[0m (esc)
\\x1b[1m     190ms  6.48%   100%    example.com/shop/internal/order.(*Basket).best ...\x1b[0m (esc)
$ cprof -callees=checkout\$ -nodecount=1 -color=always shop.cpu.pb.gz | tail -n 5
      flat        cum   cum%  share  callees
\\x1b[1;31m         0      440ms 15.02%   100%  main.(*shop).checkout\x1b[0m (esc)
\\x1b[1;31m         0      370ms 12.63% 84.09%    example.com/shop/internal/render.Invoice ...\x1b[0m (esc)
      10ms       40ms  1.37%  9.09%    example.com/shop/internal/order.(*Stock).Reserve ...
         0       30ms  1.02%  6.82%    main.(*shop).basket ...
$ cprof -paths -nodecount=2 -color=always shop.cpu.pb.gz | tail -n 4
\\x1b[1;31m                            example.com/shop/internal/catalog.(*Category).Walk\x1b[0m (esc)
\\x1b[1;31m                            example.com/shop/internal/catalog.(*Catalog).Search.func1\x1b[0m (esc)
\\x1b[1;31m     330ms 11.26%       33  example.com/shop/internal/catalog.Contains\x1b[0m (esc)
\\x1b[1m     190ms  6.48%       19  - example.com/shop/internal/catalog.hasPrefixFold\x1b[0m (esc)

# Nothing is faint that has much below it.

$ cprof -tree -color=always shop.cpu.pb.gz | grep '| main.(.shop).serve$'
     0.01s  0.34% 87.71%      2.59s 88.40%                | main.(*shop).serve

# In comparisons more is red and has a sign, less is green. Percentages are as ever.

$ cprof -top -nodecount=4 -color=always -base shop.cpu.pb.gz shop.cpu2.pb.gz | tail -n 5
      flat  flat%   sum%        cum   cum%
\\x1b[1;31m    +190ms  3.35%  3.35%     +190ms  3.35%  runtime.asyncPreempt\x1b[0m (esc)
\\x1b[32m    -170ms  2.99%  0.35%    -1210ms 21.30%  example.com/shop/internal/catalog.(*Category).Walk\x1b[0m (esc)
\\x1b[32m    -150ms  2.64%  2.29%    -1010ms 17.78%  example.com/shop/internal/catalog.(*Catalog).Search.func1\x1b[0m (esc)
\\x1b[32m    -130ms  2.29%  4.58%     -200ms  3.52%  example.com/shop/internal/catalog.Contains\x1b[0m (esc)
$ cprof -top -nodecount=2 -color=always -diff_base shop.cpu2.pb.gz shop.cpu.pb.gz | tail -n 2
\\x1b[1;32m    -190ms  6.40%  6.40%     -190ms  6.40%  runtime.asyncPreempt\x1b[0m (esc)
\\x1b[1;31m    +170ms  5.72%  0.67%    +1210ms 40.74%  example.com/shop/internal/catalog.(*Category).Walk\x1b[0m (esc)
$ cprof -peek=asyncPreempt\$ -color=always -base shop.cpu.pb.gz shop.cpu2.pb.gz | tail -n 3
\\x1b[2m                                                 0     0% |   example.com/shop/internal/catalog.Slug\x1b[0m (esc)
\\x1b[1;31m    +0.19s  3.35%  3.35%     +0.19s  3.35%                | runtime.asyncPreempt\x1b[0m (esc)
----------------------------------------------------------+-------------
$ cprof -tags -color=always -base shop.cpu.pb.gz shop.cpu2.pb.gz | head -n 4
 request: Total -160ms of 5.68s ( 2.82%)
\\x1b[1;32m          -1.40s (24.65%): search\x1b[0m (esc)
\\x1b[1;31m          +1.33s (23.42%): checkout\x1b[0m (esc)
\\x1b[32m           -90ms ( 1.58%): report\x1b[0m (esc)
$ cprof -list=Stock..Longest\$ -source_path=go -color=always -base shop.cpu.pb.gz shop.cpu2.pb.gz | sed -n '2,3p;/164/p'
ROUTINE ======================== example.com/shop/internal/order.(*Stock).Longest in /tmp/shop/internal/order/order.go
     -60ms      -40ms (flat, cum)   0.7% of Total
\\x1b[2m     -10ms          .    164:	for _, l := range s.log {\x1b[0m (esc)
$ cprof -callers=asyncPreempt\$ -nodecount=1 -color=always -base shop.cpu.pb.gz shop.cpu2.pb.gz | tail -n 4
\\x1b[32m     0.04s      0.01s      -0.03s   -75.0%    example.com/shop/internal/catalog.(*Category).Walk ...\x1b[0m (esc)
\\x1b[31m         0      0.03s      +0.03s      new    example.com/shop/internal/order.(*Voucher).Discount ...\x1b[0m (esc)
\\x1b[31m         0      0.03s      +0.03s      new    strings.ToUpper ...\x1b[0m (esc)
\\x1b[31m     0.29s      0.39s      +0.10s   +34.5%    ... 21 more\x1b[0m (esc)
$ cprof -proto -base shop.cpu.pb.gz shop.cpu2.pb.gz >$TMP/difference; cprof -top -nodecount=1 -color=always $TMP/difference | tail -n 1
\\x1b[1;31m    +190ms  3.35%  3.35%     +190ms  3.35%  runtime.asyncPreempt\x1b[0m (esc)
$ cprof -top -nodecount=2 -color=never -base shop.cpu.pb.gz shop.cpu2.pb.gz | tail -n 2
     190ms  3.35%  3.35%      190ms  3.35%  runtime.asyncPreempt
    -170ms  2.99%  0.35%    -1210ms 21.30%  example.com/shop/internal/catalog.(*Category).Walk

# Without it there are none in a file or a pipe, nor in pictures and profiles ever.

$ cprof -top -nodecount=1 -color=auto shop.cpu.pb.gz | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
$ cprof -proto -color=always shop.cpu.pb.gz >$TMP/copy; cprof -top -nodecount=1 -color=never $TMP/copy | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
$ cprof shop.cpu.pb.gz 2>/dev/null
< color=always
< top1 | tail -n 1
< color=auto
< top1 | tail -n 1
\\x1b[1;31m     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt\x1b[0m (esc)
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
$ cprof -top -color=blue shop.cpu.pb.gz
! cprof: color: "blue" is none of always, auto, never
? 2

# Long reports on a terminal go through a pager, unless -pager=false.

$ cprof -traces -pager=false shop.cpu.pb.gz | wc -l
4735
$ cprof shop.cpu.pb.gz 2>&1 | sed 1,6d
< pager=no
< help pager
< help color
pager=true|false
Show long reports with $PAGER, or less.
Only on a terminal, and only if the report has more lines than it.
Default: true

    pager=false
    pager

See also: color, help keys
color=VALUE
Whether rows are coloured by their weight.
VALUE is one of always, auto, never.
auto means on a terminal, unless NO_COLOR is set or TERM is dumb. Heavy rows are
bold, and red from 10% of the total on. In comparisons growth is red with a +,
decrease is green.
Default: auto

    color=never
    color=auto

See also: pager
