# -watch reads profiles again every few seconds, until ^C; elsewhere than on a terminal reports follow each other.

$ timeout -s INT 6 cprof -watch=60s -top -nodecount=1 shop.cpu.pb.gz | sed 1d
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Showing nodes accounting for 450ms, 15.36% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
$ timeout -s INT 6 cprof -watch=60s -watch_total -top -nodecount=1 shop.heap.pb.gz | sed 1d
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: inuse_space
Time: 2026-11-21 01:57:25 UTC
Showing nodes accounting for 1.97MB, 72.87% of 2.70MB total
Dropped 36 nodes (cum <= 0.01MB)
Showing top 1 nodes out of 45
      flat  flat%   sum%        cum   cum%
    1.97MB 72.87% 72.87%     1.97MB 72.87%  internal/bytealg.MakeNoZero
$ cp shop.cpu.pb.gz $TMP/now; (sleep 4; cp shop.cpu2.pb.gz $TMP/new; mv $TMP/new $TMP/now) & timeout -s INT 12 cprof -norc -e 'watch 0.2 top 1' $TMP/now 2>/dev/null | sed 's/[0-9:]*  cpu/TIME  cpu/; s/since .*/since/'
TIME  cpu 2.93s
Showing nodes accounting for 450ms, 15.36% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt

TIME  cpu 2.97s, +40ms since
Showing nodes accounting for 640ms, 21.55% of 2970ms total
Dropped 125 nodes (cum <= 14.85ms)
Showing top 1 nodes out of 176
      flat  flat%   sum%        cum   cum%
     640ms 21.55% 21.55%      640ms 21.55%  runtime.asyncPreempt

# The first line says what changed. What cannot be watched is said.

$ cprof -norc -e 'watch 5 top 3 | head' shop.cpu.pb.gz
! cprof: what is watched goes to standard output; type: cprof -watch=5s -top ... >FILE
? 2
$ cprof -norc -e 'watch -total 5 svg' shop.cpu.pb.gz
! cprof: svg cannot be watched: it is no text
? 2
$ cprof -norc -e 'watch 0 top' shop.cpu.pb.gz
! cprof: watch takes a number of seconds from 0.1 to 86400, such as 5s, not "0"
? 2
$ cprof -norc -e 'watch 5 help' shop.cpu.pb.gz
! cprof: watch needs a report, as in: watch 5 top
? 2
$ cprof -watch=often -top shop.cpu.pb.gz
! cprof: watch takes a number of seconds from 0.1 to 86400, such as 5s, not "often"
? 2
$ cprof -watch=5 shop.cpu.pb.gz
! cprof: -watch needs a report that is read again, as in: -watch=5s -top
? 2
$ cprof -watch=5 -top - <shop.cpu.pb.gz
! cprof: standard input cannot be read a second time
? 2

# Of what the console has loaded, too.

$ timeout -s INT 6 cprof -norc shop.cpu.pb.gz 2>/dev/null | sed -n '2,$p' | tail -n 1
< watch 5 top 3
     260ms  8.87% 38.23%      630ms 21.50%  example.com/shop/internal/catalog.hasPrefixFold (inline)

# A report that is no report is an error at first. Later its reason stands in its place: of a counter that did not
# change nothing is left.

$ cprof -watch=5 -peek=NoSuchName shop.cpu.pb.gz
! cprof: no function matches NoSuchName
? 2
$ cp shop.heap.pb.gz $TMP/heap; (sleep 4; cp shop.heap.pb.gz $TMP/new; mv $TMP/new $TMP/heap) & timeout -s INT 12 cprof -norc -e 'alloc_space' -e 'watch 0.2 peek MakeNoZero' $TMP/heap 2>/dev/null | sed -n '/since/,$p' | sed '1s/^[0-9:]*//; 1s/since .*/since/'
  alloc_space 381.06MB, 0 since
no function matches MakeNoZero
