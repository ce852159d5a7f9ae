# On a terminal, names that would make a row longer than a line are shortened (tests/terminal). Files and pipes get
# them whole, whatever `wrap` says.

$ cprof -top -wrap shop.cpu.pb.gz | sed -n 10p
     0.41s 13.99% 29.35%      1.16s 39.59%  example.com/shop/internal/catalog.Contains
$ cprof -top -wrap=false shop.cpu.pb.gz | sed -n 10p
     0.41s 13.99% 29.35%      1.16s 39.59%  example.com/shop/internal/catalog.Contains
$ COLUMNS=40 cprof -top -nodecount=2 shop.cpu.pb.gz | tail -n 1
     410ms 13.99% 29.35%     1160ms 39.59%  example.com/shop/internal/catalog.Contains
$ cprof shop.cpu.pb.gz 2>&1 | sed 1,6d
< help wrap
< wrap
< top 2 | tail -n 1
wrap=true|false
Show long names whole, on several lines of the terminal.
Without it each row fits in one line of the terminal, and `..` replaces the
middle of a name. Files and commands always get whole names.
Default: false

    wrap
    wrap=false

See also: color, pager
     410ms 13.99% 29.35%     1160ms 39.59%  example.com/shop/internal/catalog.Contains

# `paths` does not indent but where paths part, so that names have room; each branch begins with a dash.

$ cprof -paths -nodecount=4 -focus=Longest -compact_labels shop.cpu.pb.gz
Active filters:
   focus=Longest
Showing 4 paths out of 5, accounting for 0.15s, 5.12% of 2.93s total
      flat  flat%  samples  path
                            - example.com/shop/internal/jobs.split[go.shape.string,go.shape.int].func1
                              example.com/shop/internal/jobs.split[go.shape.string,go.shape.int]
                              - main.(*shop).report.func1.1
     0.09s  3.07%        9      example.com/shop/internal/order.(*Stock).Longest
     0.01s  0.34%        1      - runtime.asyncPreempt
                              - example.com/shop/internal/jobs.split[go.shape.string,go.shape.int]
                                main.(*shop).report.func1.1
     0.03s  1.02%        3      example.com/shop/internal/order.(*Stock).Longest
                            - example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
                              main.(*shop).serve
                              runtime/pprof.Do
                              main.(*shop).serve.func1
                              main.(*shop).report
                              example.com/shop/internal/jobs.(*Cache[go.shape.string,go.shape.string]).Get
                              main.(*shop).report.func1
                              example.com/shop/internal/jobs.Map[go.shape.string,go.shape.int]
                              example.com/shop/internal/jobs.split[go.shape.string,go.shape.int]
                              example.com/shop/internal/jobs.split[go.shape.string,go.shape.int]
                              example.com/shop/internal/jobs.split[go.shape.string,go.shape.int]
                              main.(*shop).report.func1.1
     0.02s  0.68%        2    example.com/shop/internal/order.(*Stock).Longest
$ cprof -paths -nodecount=2 -focus=checkout -compact_labels shop.cpu.pb.gz
Active filters:
   focus=checkout
Showing 2 paths out of 39, accounting for 0.05s, 1.71% of 2.93s total
      flat  flat%  samples  path
                            example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
                            main.(*shop).serve
                            runtime/pprof.Do
                            main.(*shop).serve.func1
                            runtime/pprof.Do
                            main.(*shop).serve.func1.1
                            main.(*shop).checkout
                            example.com/shop/internal/render.Invoice
                            example.com/shop/internal/order.(*Basket).Total
                            example.com/shop/internal/order.(*Basket).best
                            example.com/shop/internal/order.(*Basket).best
                            example.com/shop/internal/order.(*Basket).best
                            - example.com/shop/internal/order.(*Basket).best
                              example.com/shop/internal/order.(*Voucher).Discount
                              example.com/shop/internal/catalog.Contains
     0.03s  1.02%        3    example.com/shop/internal/catalog.hasPrefixFold
                            - example.com/shop/internal/order.(*Voucher).Discount
                              example.com/shop/internal/catalog.Contains
                              example.com/shop/internal/catalog.hasPrefixFold
                              example.com/shop/internal/catalog.same
     0.02s  0.68%        2    example.com/shop/internal/catalog.lower
