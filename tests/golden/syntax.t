# What a line means. `|`, `>`, `>>` and `;` need no blank in front of them behind a command's name, a number or
# an option, and where a word begins. Inside other words they are text.

$ cprof -norc shop.cpu.pb.gz 2>/dev/null
< top 3 |tail -n 1
< top|grep Walk
< top 1;top -cum|tail -n 1
< top1>$TMP/nothing
< list operator>>
< top 1 main|net
< !echo here
< top 2 -lines
< nodecount 2
< nodefraction 0x1p-2;top
     260ms  8.87% 38.23%      630ms 21.50%  example.com/shop/internal/catalog.hasPrefixFold (inline)
     190ms  6.48% 52.56%     1460ms 49.83%  example.com/shop/internal/catalog.(*Category).Walk
Showing nodes accounting for 450ms, 15.36% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
     0.26s  8.87% 36.52%      0.63s 21.50%  example.com/shop/internal/catalog.hasPrefixFold (inline)
Active filters:
   focus=main|net
Showing nodes accounting for 450ms, 15.36% of 2930ms total
Dropped 67 nodes (cum <= 14.65ms)
Showing top 1 nodes out of 118
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
here
Showing nodes accounting for 680ms, 23.21% of 2930ms total
Dropped 191 nodes (cum <= 14.65ms)
Showing top 2 nodes out of 168
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt /usr/local/go/src/runtime/preempt_amd64.s:9
     230ms  7.85% 23.21%      280ms  9.56%  example.com/shop/internal/catalog.lower /tmp/shop/internal/catalog/catalog.go:142

# Blanks are those of Unicode.

$ printf 'top\302\2403\n\343\200\200focus\302\240=\302\240Walk\342\200\211\ntop\302\2051\n' | cprof -norc shop.cpu.pb.gz 2>/dev/null
Showing nodes accounting for 1120ms, 38.23% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 3 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
     410ms 13.99% 29.35%     1160ms 39.59%  example.com/shop/internal/catalog.Contains
     260ms  8.87% 38.23%      630ms 21.50%  example.com/shop/internal/catalog.hasPrefixFold (inline)
Active filters:
   focus=Walk
Showing nodes accounting for 380ms, 12.97% of 2930ms total
Showing top 1 nodes out of 21
      flat  flat%   sum%        cum   cum%
     380ms 12.97% 12.97%     1020ms 34.81%  example.com/shop/internal/catalog.Contains

# Names are pasted as reports show them, shortened ones too.

$ cprof -norc shop.cpu.pb.gz 2>&1 | tail -n +7
< find example.com/shop/internal/order.(*Stock).Longest
< find example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
< find example.com/shop/..string]).work
< find runtime.(*mspan).base (inline)
< find (*Stock).Longest | tail -n 1
< focus=(*Basket).best
< top 1
example.com/shop/internal/order.(*Stock).Longest is taken as a name, not as a regular expression
Showing nodes accounting for 150ms, 5.12% of 2930ms total
      flat  flat%   sum%        cum   cum%
     150ms  5.12%  5.12%      160ms  5.46%  example.com/shop/internal/order.(*Stock).Longest
     150ms  5.12%             160ms  5.46%  the only match
example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work is taken as a name, not as a regular expression
Showing nodes accounting for 0, 0% of 2.93s total
      flat  flat%   sum%        cum   cum%
         0     0%     0%      2.61s 89.08%  example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
         0     0%             2.61s 89.08%  the only match
example.com/shop/..string]).work is taken as a name, not as a regular expression
Showing nodes accounting for 0, 0% of 2.93s total
      flat  flat%   sum%        cum   cum%
         0     0%     0%      2.61s 89.08%  example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
         0     0%             2.61s 89.08%  the only match
runtime.(*mspan).base is taken as a name, not as a regular expression
Showing nodes accounting for 0.02s, 0.68% of 2.93s total
      flat  flat%   sum%        cum   cum%
     0.02s  0.68%  0.68%      0.02s  0.68%  runtime.(*mspan).base (inline)
     0.02s  0.68%             0.02s  0.68%  the only match
(*Stock).Longest is taken as a name, not as a regular expression
     150ms  5.12%             160ms  5.46%  the only match
(*Basket).best is taken as a name, not as a regular expression
Active filters:
   focus=\(\*Basket\)\.best
Showing nodes accounting for 50ms, 1.71% of 2930ms total
Showing top 1 nodes out of 16
      flat  flat%   sum%        cum   cum%
      50ms  1.71%  1.71%       90ms  3.07%  example.com/shop/internal/catalog.hasPrefixFold

$ cprof -list='order.(*Stock).Longest' shop.cpu.pb.gz | grep ROUTINE
ROUTINE ======================== example.com/shop/internal/order.(*Stock).Longest in /tmp/shop/internal/order/order.go
! order.(*Stock).Longest is taken as a name, not as a regular expression
$ cprof -top -nodecount=1 -focus='(*Stock).Longest' shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Active filters:
   focus=\(\*Stock\)\.Longest
Showing nodes accounting for 150ms, 5.12% of 2930ms total
Showing top 1 nodes out of 13
      flat  flat%   sum%        cum   cum%
     150ms  5.12%  5.12%      160ms  5.46%  example.com/shop/internal/order.(*Stock).Longest
! (*Stock).Longest is taken as a name, not as a regular expression

# An option's name alone shows it. Values are checked when they are set.

$ cprof -norc shop.cpu.pb.gz 2>&1 | tail -n +7
< sort
< nodecount
< sample_index
< nodefraction=7
< unit=foo
< unit=ms
< top list
< top -sort
< alias hot top -cum
< unalias hot
< hot
< shell exit 3
sort = flat //: default flat [cum | flat]
nodecount = -1 //: default -1
sample_index = cpu //: default "" [samples | cpu]
cprof: nodefraction takes a share from 0 to 1 (0.07 is 7%), not "7"
unit=foo: no value of this profile has this unit; unit=minimum is the default
list is taken as an expression of focus; a ; begins another command
focus matched nothing
Active filters:
   focus=list
Showing nodes accounting for 0, 0% of 2930ms total
      flat  flat%   sum%        cum   cum%
ignore matched nothing; sort=VALUE sets the option
Active filters:
   ignore=sort
Showing nodes accounting for 2040ms, 69.62% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 10 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
     410ms 13.99% 29.35%     1160ms 39.59%  example.com/shop/internal/catalog.Contains
     260ms  8.87% 38.23%      630ms 21.50%  example.com/shop/internal/catalog.hasPrefixFold (inline)
     230ms  7.85% 46.08%      280ms  9.56%  example.com/shop/internal/catalog.lower (partial-inline)
     190ms  6.48% 52.56%     1460ms 49.83%  example.com/shop/internal/catalog.(*Category).Walk
     170ms  5.80% 58.36%     1230ms 41.98%  example.com/shop/internal/catalog.(*Catalog).Search.func1
     150ms  5.12% 63.48%      160ms  5.46%  example.com/shop/internal/order.(*Stock).Longest
      70ms  2.39% 65.87%       70ms  2.39%  runtime.tryDeferToSpanScan
      60ms  2.05% 67.92%      160ms  5.46%  runtime.pcvalue
      50ms  1.71% 69.62%      280ms  9.56%  example.com/shop/internal/catalog.Slug
cprof: there is no command "hot"; did you mean dot?
it ended with status 3

$ cprof -http:8080 shop.cpu.pb.gz
! cprof: there is no flag -http:8080; did you mean -http=:8080?
? 2

# Names that look like other expressions: a binary in brackets, a `$` at the end, two letters for `..`.

$ cprof -norc -symbolize=none oven.cpu.prof 2>&1 | tail -n +4
< find [libc.so.6] | tail -n 1
< find [oven]
< top 1 [libtcmalloc_and_profiler.so.4.6.5]
[libc.so.6] is taken as a name, not as a regular expression
      10ms  1.01%             990ms   100%  the only match
[oven] is taken as a name, not as a regular expression
Showing nodes accounting for 960ms, 96.97% of 990ms total
      flat  flat%   sum%        cum   cum%
     960ms 96.97% 96.97%      990ms   100%  [oven]
     960ms 96.97%             990ms   100%  the only match
[libtcmalloc_and_profiler.so.4.6.5] is taken as a name, not as a regular expression
Active filters:
   focus=(^|[/[])libtcmalloc_and_profiler\.so\.4\.6\.5(\]|$)
Showing nodes accounting for 20ms, 2.02% of 990ms total
Showing top 1 nodes out of 4
      flat  flat%   sum%        cum   cum%
      20ms  2.02%  2.02%       20ms  2.02%  [libtcmalloc_and_profiler.so.4.6.5]
$ for f in 'scala.Map.to' 'scala.Map.to$' gl.glowFramebuffer gl.glowBindFramebuffer; do printf 'goroutine 1 [running]:\n%s(...)\n\t/x/a.go:1 +0x1\n\n' "$f"; done >$TMP/dump
$ cprof -norc $TMP/dump 2>&1 | tail -n +4
< find scala.Map.to$
< find scala.Map..to$
< find glo..ramebuffer
< find Map.t.$
Showing nodes accounting for 1, 25.00% of 4 total
      flat  flat%   sum%        cum   cum%
         1 25.00% 25.00%          1 25.00%  scala.Map.to$
         1 25.00%                 1 25.00%  the only match
scala.Map..to$ is taken as a name, not as a regular expression
Showing nodes accounting for 1, 25.00% of 4 total
      flat  flat%   sum%        cum   cum%
         1 25.00% 25.00%          1 25.00%  scala.Map.to$
         1 25.00%                 1 25.00%  the only match
glo..ramebuffer is taken as a name, not as a regular expression
Showing nodes accounting for 2, 50.00% of 4 total
      flat  flat%   sum%        cum   cum%
         1 25.00% 25.00%          1 25.00%  gl.glowBindFramebuffer
         1 25.00% 50.00%          1 25.00%  gl.glowFramebuffer
         2 50.00%                 2 50.00%  all 2 matches together
Showing nodes accounting for 1, 25.00% of 4 total
      flat  flat%   sum%        cum   cum%
         1 25.00% 25.00%          1 25.00%  scala.Map.to
         1 25.00%                 1 25.00%  the only match

# A pasted name behind a `-` is ignored, whole.

$ cprof -norc shop.cpu.pb.gz 2>&1 | tail -n +7
< top 1 -example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
< top 1 -(*Stock).Longest -cum | tail -n 1
< top 1 -Contains -runtime.(*mspan).base (inline) | head -n 2
example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work is taken as a name, not as a regular expression
Active filters:
   ignore=example\.com/shop/internal/jobs\.\(\*Pool\[go\.shape\.struct \{ main\.n i…
Showing nodes accounting for 120ms, 4.10% of 2930ms total
Showing top 1 nodes out of 85
      flat  flat%   sum%        cum   cum%
     120ms  4.10%  4.10%      130ms  4.44%  example.com/shop/internal/order.(*Stock).Longest
(*Stock).Longest is taken as a name, not as a regular expression
         0     0%     0%      2.58s 88.05%  example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
runtime.(*mspan).base is taken as a name, not as a regular expression
Active filters:
   ignore=Contains|runtime\.\(\*mspan\)\.base
