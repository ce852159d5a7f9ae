# What one entry of a report stands for. By default it is a function, by its name.

$ cprof -top -functions -focus=Voucher -nodecount=3 shop.cpu.pb.gz | tail -n 4
      flat  flat%   sum%        cum   cum%
      50ms  1.71%  1.71%       90ms  3.07%  example.com/shop/internal/catalog.hasPrefixFold (inline)
      40ms  1.37%  3.07%       40ms  1.37%  example.com/shop/internal/catalog.lower (inline)
      30ms  1.02%  4.10%      140ms  4.78%  example.com/shop/internal/catalog.Contains

# Functions of the same name in different files, told apart.

$ cprof -top -filefunctions -focus=Voucher -nodecount=3 shop.cpu.pb.gz | tail -n 4
      flat  flat%   sum%        cum   cum%
      50ms  1.71%  1.71%       90ms  3.07%  example.com/shop/internal/catalog.hasPrefixFold /tmp/shop/internal/catalog/catalog.go (inline)
      40ms  1.37%  3.07%       40ms  1.37%  example.com/shop/internal/catalog.lower /tmp/shop/internal/catalog/catalog.go (inline)
      30ms  1.02%  4.10%      140ms  4.78%  example.com/shop/internal/catalog.Contains /tmp/shop/internal/catalog/catalog.go

# Source files.

$ cprof -top -files -nodecount=3 shop.cpu.pb.gz | tail -n 4
      flat  flat%   sum%        cum   cum%
    1320ms 45.05% 45.05%     1910ms 65.19%  /tmp/shop/internal/catalog/catalog.go
     450ms 15.36% 60.41%      450ms 15.36%  /usr/local/go/src/runtime/preempt_amd64.s
     210ms  7.17% 67.58%      390ms 13.31%  /tmp/shop/internal/order/order.go

# Lines.

$ cprof -top -lines -focus=Voucher -nodecount=3 shop.cpu.pb.gz | tail -n 4
      flat  flat%   sum%        cum   cum%
     0.04s  1.37%  1.37%      0.04s  1.37%  example.com/shop/internal/catalog.lower /tmp/shop/internal/catalog/catalog.go:142 (inline)
     0.03s  1.02%  2.39%      0.07s  2.39%  example.com/shop/internal/catalog.hasPrefixFold /tmp/shop/internal/catalog/catalog.go:132 (inline)
     0.02s  0.68%  3.07%      0.11s  3.75%  example.com/shop/internal/catalog.Contains /tmp/shop/internal/catalog/catalog.go:123

# Lines with their columns. This small profile, written by hand, has columns; few real ones do.

$ cprof -top -lines made/columns.pb | tail -n 1
       5ms   100%   100%        5ms   100%  work x:7
$ cprof -top -lines -showcolumns made/columns.pb | tail -n 1
       5ms   100%   100%        5ms   100%  work x:7:9

# Addresses.

$ cprof -top -addresses -nodecount=3 shop.cpu.pb.gz | tail -n 4
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  000000000048a040 runtime.asyncPreempt /usr/local/go/src/runtime/preempt_amd64.s:9
     140ms  4.78% 20.14%      170ms  5.80%  00000000004efc97 example.com/shop/internal/catalog.lower /tmp/shop/internal/catalog/catalog.go:142
     130ms  4.44% 24.57%      150ms  5.12%  00000000004efc7d example.com/shop/internal/catalog.Contains /tmp/shop/internal/catalog/catalog.go:123

# The option's own name is a flag, too.

$ cprof -top -granularity=files -nodecount=1 shop.cpu.pb.gz | tail -n 1
     1.32s 45.05% 45.05%      1.91s 65.19%  /tmp/shop/internal/catalog/catalog.go

# In the console `granularity=lines` sets it, and `lines` alone does too.

$ cprof shop.cpu.pb.gz 2>/dev/null | grep '450ms.*450ms'
< granularity=lines
< top 1
< files
< top 1
< functions
< top 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt /usr/local/go/src/runtime/preempt_amd64.s:9
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt

# What was inlined counts for the function that it was inlined into.

$ cprof -top -noinlines -nodecount=4 shop.cpu.pb.gz | tail -n 5
      flat  flat%   sum%        cum   cum%
     870ms 29.69% 29.69%     1160ms 39.59%  example.com/shop/internal/catalog.Contains
     450ms 15.36% 45.05%      450ms 15.36%  runtime.asyncPreempt
     190ms  6.48% 51.54%     1460ms 49.83%  example.com/shop/internal/catalog.(*Category).Walk
     170ms  5.80% 57.34%     1230ms 41.98%  example.com/shop/internal/catalog.(*Catalog).Search.func1
