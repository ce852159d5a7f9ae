# Reports leave out what is small. nodecount limits the entries.

$ cprof -top -nodecount=2 shop.cpu.pb.gz | sed 1,5d
Showing nodes accounting for 860ms, 29.35% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 2 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
     410ms 13.99% 29.35%     1160ms 39.59%  example.com/shop/internal/catalog.Contains

# nodefraction leaves out entries whose cum is below a share of the total.

$ cprof -top -nodefraction=0.4 shop.cpu.pb.gz | sed 1,5d
Showing nodes accounting for 0.40s, 13.65% of 2.93s total
Dropped 219 nodes (cum <= 1.17s)
      flat  flat%   sum%        cum   cum%
     0.19s  6.48%  6.48%      1.46s 49.83%  example.com/shop/internal/catalog.(*Category).Walk
     0.17s  5.80% 12.29%      1.23s 41.98%  example.com/shop/internal/catalog.(*Catalog).Search.func1
     0.02s  0.68% 12.97%      1.86s 63.48%  main.(*shop).search
     0.01s  0.34% 13.31%      2.59s 88.40%  main.(*shop).serve
     0.01s  0.34% 13.65%      2.29s 78.16%  runtime/pprof.Do
         0     0% 13.65%      1.46s 49.83%  example.com/shop/internal/catalog.(*Catalog).Search
         0     0% 13.65%      2.61s 89.08%  example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
         0     0% 13.65%      2.28s 77.82%  main.(*shop).serve.func1

# edgefraction does that for calls, which tree shows.

$ cprof -tree -nodefraction=0.6 -edgefraction=0.7 shop.cpu.pb.gz | sed 1,5d
Showing nodes accounting for 0.04s, 1.37% of 2.93s total
Dropped 222 nodes (cum <= 1.76s)
----------------------------------------------------------+-------------
      flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
----------------------------------------------------------+-------------
     0.02s  0.68%  0.68%      1.86s 63.48%                | main.(*shop).search
----------------------------------------------------------+-------------
                                             2.59s   100% |   example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
     0.01s  0.34%  1.02%      2.59s 88.40%                | main.(*shop).serve
                                             2.29s 88.42% |   runtime/pprof.Do
----------------------------------------------------------+-------------
                                             2.29s   100% |   main.(*shop).serve
     0.01s  0.34%  1.37%      2.29s 78.16%                | runtime/pprof.Do
                                             2.28s 99.56% |   main.(*shop).serve.func1
----------------------------------------------------------+-------------
         0     0%  1.37%      2.61s 89.08%                | example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
                                             2.59s 99.23% |   main.(*shop).serve
----------------------------------------------------------+-------------
                                             2.28s   100% |   runtime/pprof.Do
         0     0%  1.37%      2.28s 77.82%                | main.(*shop).serve.func1
----------------------------------------------------------+-------------

# trim=false obeys none of them.

$ cprof -top -trim=false -nodefraction=0.4 shop.cpu.pb.gz | wc -l
234

# nodecount=0 shows all. -1, the default, shows as many as the report likes: in the console top likes 10.

$ cprof shop.cpu.pb.gz 2>/dev/null | wc -l
< nodecount=0
< nodefraction=0
< top
229
$ cprof shop.cpu.pb.gz 2>/dev/null | wc -l
< nodecount=-1
< top
14
