# Values are printed in one unit that suits them all: unit=minimum, which is the default.

$ cprof -top -nodecount=2 shop.cpu.pb.gz | tail -n 3
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
     410ms 13.99% 29.35%     1160ms 39.59%  example.com/shop/internal/catalog.Contains

# Any other unit of the same kind: ns, us, ms, s, hrs for time, B, kB, MB, GB, TB, PB for memory.

$ cprof -top -unit=us -nodecount=2 shop.cpu.pb.gz | tail -n 3
      flat  flat%   sum%        cum   cum%
  450000us 15.36% 15.36%   450000us 15.36%  runtime.asyncPreempt
  410000us 13.99% 29.35%  1160000us 39.59%  example.com/shop/internal/catalog.Contains
$ cprof -top -unit=kb -nodecount=2 shop.allocs.pb.gz | tail -n 3
      flat  flat%   sum%        cum   cum%
78242.67kB 20.05% 20.05% 78242.67kB 20.05%  internal/bytealg.MakeNoZero
59662.48kB 15.29% 35.34% 144910.59kB 37.14%  main.(*shop).search

# auto picks one for each value.

$ cprof -top -unit=auto -nodecount=2 shop.heap.pb.gz | tail -n 2
    1.97MB 72.87% 72.87%     1.97MB 72.87%  internal/bytealg.MakeNoZero
  151.96kB  5.49% 78.37%   151.96kB  5.49%  example.com/shop/internal/render.sign

# divide_by divides all values, for example by the number of requests that were served.

$ cprof -top -divide_by=50 -nodecount=2 shop.cpu.pb.gz | tail -n 4
Showing top 2 nodes out of 141
      flat  flat%   sum%        cum   cum%
       9ms 15.36% 15.36%        9ms 15.36%  runtime.asyncPreempt
    8.20ms 13.99% 29.35%    23.20ms 39.59%  example.com/shop/internal/catalog.Contains
