# Rows of top, tree, peek, list and tags are coloured by their weight, where they are for a terminal or
# -color=always says so. But for the colours they are the same bytes.

$ cprof -top -nodecount=12 -color=always shop.cpu.pb.gz | tail -n 6
\\x1b[33m     150ms  5.12% 63.48%      160ms  5.46%  example.com/shop/internal/order.(*Stock).Longest\x1b[0m (esc)
      70ms  2.39% 65.87%       70ms  2.39%  runtime.tryDeferToSpanScan
      60ms  2.05% 67.92%      160ms  5.46%  runtime.pcvalue
      50ms  1.71% 69.62%      280ms  9.56%  example.com/shop/internal/catalog.Slug
      40ms  1.37% 70.99%       60ms  2.05%  runtime.step
      30ms  1.02% 72.01%       30ms  1.02%  runtime.(*moduledata).textAddr
$ cprof -top -nodecount=12 -cum -color=always shop.cpu.pb.gz | tail -n 3
\\x1b[31m     0.26s  8.87% 36.52%      0.63s 21.50%  example.com/shop/internal/catalog.hasPrefixFold (inline)\x1b[0m (esc)
\\x1b[31m     0.45s 15.36% 51.88%      0.45s 15.36%  runtime.asyncPreempt\x1b[0m (esc)
\\x1b[31m         0     0% 51.88%      0.44s 15.02%  main.(*shop).checkout\x1b[0m (esc)
$ cprof -peek=catalog.Contains\$ -color=always shop.cpu.pb.gz | tail -n 5
                                             0.14s 12.07% |   example.com/shop/internal/order.(*Voucher).Discount
\\x1b[31m     0.41s 13.99% 13.99%      1.16s 39.59%                | example.com/shop/internal/catalog.Contains\x1b[0m (esc)
                                             0.63s 54.31% |   example.com/shop/internal/catalog.hasPrefixFold (inline)
                                             0.12s 10.34% |   runtime.asyncPreempt
----------------------------------------------------------+-------------
$ cprof -tags -color=always shop.cpu.pb.gz | head -n 4
 request: Total 2.44s of 2.93s (83.28%)
\\x1b[1;31m          1.69s (57.68%): search\x1b[0m (esc)
\\x1b[31m          410ms (13.99%): checkout\x1b[0m (esc)
\\x1b[31m          340ms (11.60%): report\x1b[0m (esc)
$ cprof -list=Stock..Longest\$ -source_path=go -color=always shop.cpu.pb.gz | tail -n 8
         .          .    163:	defer s.logMu.RUnlock()
\\x1b[33m     100ms      110ms    164:	for _, l := range s.log {\x1b[0m (esc)
      50ms       50ms    165:		if len(l) > n {
         .          .    166:			n = len(l)
         .          .    167:		}
         .          .    168:	}
         .          .    169:	return n
         .          .    170:}
$ for report in top tree tags list=. traces raw dot; do \
    cprof -$report -color=always -source_path=go shop.cpu.pb.gz | sed 's/\x1b\[[0-9;]*m//g' >$TMP/plain; \
    cprof -$report -source_path=go shop.cpu.pb.gz | cmp - $TMP/plain; done

$ cprof -top -nodecount=1 -color=always shop.cpu.pb.gz | tail -n 1
\\x1b[31m     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt\x1b[0m (esc)

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
\\x1b[31m     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt\x1b[0m (esc)
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
Only on a terminal, and only what has more lines than it.
Default: true

    pager=false
    pager

See also: color, help keys
color=VALUE
Whether rows are coloured by their weight.
VALUE is one of always, auto, never.
auto does it on a terminal, unless NO_COLOR is set or TERM is dumb. Only top,
tree, peek, list and tags have colours.
Default: auto

    color=never
    color=auto

See also: pager
