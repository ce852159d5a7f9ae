# sort=flat is the default: what took the most by itself comes first.

$ cprof -top -flat -nodecount=3 shop.cpu.pb.gz | tail -n 4
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
     410ms 13.99% 29.35%     1160ms 39.59%  example.com/shop/internal/catalog.Contains
     260ms  8.87% 38.23%      630ms 21.50%  example.com/shop/internal/catalog.hasPrefixFold (inline)

# sort=cum counts what was called as well. -cum is short for it.

$ cprof -top -sort=cum -nodecount=3 shop.cpu.pb.gz | tail -n 4
      flat  flat%   sum%        cum   cum%
         0     0%     0%      2.61s 89.08%  example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
     0.01s  0.34%  0.34%      2.59s 88.40%  main.(*shop).serve
     0.01s  0.34%  0.68%      2.29s 78.16%  runtime/pprof.Do
$ cprof -top -cum -nodecount=3 shop.cpu.pb.gz | tail -n 4
      flat  flat%   sum%        cum   cum%
         0     0%     0%      2.61s 89.08%  example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
     0.01s  0.34%  0.34%      2.59s 88.40%  main.(*shop).serve
     0.01s  0.34%  0.68%      2.29s 78.16%  runtime/pprof.Do

# In the console: `sort=cum` for all that follows, `-cum` behind a command for this one time.

$ cprof shop.cpu.pb.gz 2>/dev/null | grep %
< top 1 -cum
< top 1
< sort=cum
< top 1
Showing nodes accounting for 0, 0% of 2.93s total
      flat  flat%   sum%        cum   cum%
         0     0%     0%      2.61s 89.08%  example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
Showing nodes accounting for 450ms, 15.36% of 2930ms total
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
Showing nodes accounting for 0, 0% of 2.93s total
      flat  flat%   sum%        cum   cum%
         0     0%     0%      2.61s 89.08%  example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work

# Entries of the same weight are in the order of their names.

$ cprof -top -nodecount=7 shop.goroutine.pb.gz | tail -n 5
         1  4.35% 91.30%          1  4.35%  runtime.asyncPreempt2
         1  4.35% 95.65%          1  4.35%  runtime.goroutineProfileWithLabels
         1  4.35%   100%          1  4.35%  runtime.notetsleepg
         0     0%   100%          1  4.35%  example.com/shop/internal/catalog.(*Catalog).Search
         0     0%   100%          1  4.35%  example.com/shop/internal/catalog.(*Catalog).Search.func1
