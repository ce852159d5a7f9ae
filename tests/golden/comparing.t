# A base is subtracted: what got slower is positive, what got faster negative. With -base, shares are of what is
# left, all values without their signs; with -diff_base they are of the base.

$ cprof -top -nodecount=4 -base shop.cpu.pb.gz shop.cpu2.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 6s, Total samples = 5680ms (94.65%)
Showing nodes accounting for -260ms, 4.58% of 5680ms total
Dropped 7 nodes (cum <= 28.40ms)
Showing top 4 nodes out of 307
      flat  flat%   sum%        cum   cum%
     190ms  3.35%  3.35%      190ms  3.35%  runtime.asyncPreempt
    -170ms  2.99%  0.35%    -1210ms 21.30%  example.com/shop/internal/catalog.(*Category).Walk
    -150ms  2.64%  2.29%    -1010ms 17.78%  example.com/shop/internal/catalog.(*Catalog).Search.func1
    -130ms  2.29%  4.58%     -200ms  3.52%  example.com/shop/internal/catalog.Contains
$ cprof -top -nodecount=4 -diff_base shop.cpu.pb.gz shop.cpu2.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 6s, Total samples = 2930ms (48.82%)
Showing nodes accounting for -260ms, 8.87% of 2930ms total
Dropped 7 nodes (cum <= 14.65ms)
Showing top 4 nodes out of 307
      flat  flat%   sum%        cum   cum%
     190ms  6.48%  6.48%      190ms  6.48%  runtime.asyncPreempt
    -170ms  5.80%  0.68%    -1210ms 41.30%  example.com/shop/internal/catalog.(*Category).Walk
    -150ms  5.12%  4.44%    -1010ms 34.47%  example.com/shop/internal/catalog.(*Catalog).Search.func1
    -130ms  4.44%  8.87%     -200ms  6.83%  example.com/shop/internal/catalog.Contains
$ cprof -top -diff_base shop.cpu.pb.gz shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 6s, Total samples = 2.93s (48.83%)
Showing nodes accounting for 0, 0% of 2.93s total
      flat  flat%   sum%        cum   cum%

# The samples of that base have a label, which reports do not show but -raw does.

$ cprof -raw -diff_base shop.cpu.pb.gz shop.cpu2.pb.gz | grep -c 'pprof::base:\[true\]'
249

# What is smaller than in the base is left out with drop_negative.

$ cprof -top -nodecount=4 -drop_negative -base shop.cpu.pb.gz shop.cpu2.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 6s, Total samples = 5680ms (94.65%)
Showing nodes accounting for 390ms, 6.87% of 5680ms total
Dropped 3 nodes (cum <= 28.40ms)
Showing top 4 nodes out of 201
      flat  flat%   sum%        cum   cum%
     190ms  3.35%  3.35%      190ms  3.35%  runtime.asyncPreempt
      70ms  1.23%  4.58%       60ms  1.06%  example.com/shop/internal/catalog.compare[go.shape.int] (inline)
      70ms  1.23%  5.81%      820ms 14.44%  example.com/shop/internal/order.(*Basket).best
      60ms  1.06%  6.87%       90ms  1.58%  example.com/shop/internal/catalog.(*Index[go.shape.int,go.shape.int]).put

# With normalize, the profile is scaled to the size of the base first.

$ cprof -top -nodecount=2 -normalize -base shop.cpu.pb.gz shop.cpu2.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 6s, Total samples = 5642.96ms (94.03%)
Showing nodes accounting for 11.11ms, 0.2% of 5642.96ms total
Showing top 2 nodes out of 351
      flat  flat%   sum%        cum   cum%
  181.38ms  3.21%  3.21%   181.38ms  3.21%  runtime.asyncPreempt
 -170.27ms  3.02%   0.2% -1213.37ms 21.50%  example.com/shop/internal/catalog.(*Category).Walk

# Both sides may be several profiles.

$ cprof -top -nodecount=1 -base shop.cpu.pb.gz -base shop.cpu2.pb.gz shop.cpu.pb.gz shop.cpu2.pb.gz shop.trimpath.cpu.pb.gz | tail -n 1
     460ms 15.70% 15.70%     1140ms 38.91%  example.com/shop/internal/catalog.Contains
$ cprof -top -nodecount=1 -base nosuch.pb.gz -base shop.cpu.pb.gz shop.cpu2.pb.gz | tail -n 1
     190ms  3.35%  3.35%      190ms  3.35%  runtime.asyncPreempt
! nosuch.pb.gz: No such file or directory
! Fetched 1 base profiles out of 2

# In the console, diff_base and base compare from then on, with the bytes that the flags give.

$ cprof -norc shop.cpu2.pb.gz -e diff_base -e 'diff_base shop.cpu.pb.gz' -e diff_base -e 'diff_base off'
! shop.cpu2.pb.gz, compared with nothing
! shop.cpu2.pb.gz, less shop.cpu.pb.gz, which is the 100%
! shop.cpu2.pb.gz, less shop.cpu.pb.gz, which is the 100%
! shop.cpu2.pb.gz, compared with nothing
$ cprof -raw -diff_base shop.cpu.pb.gz shop.cpu2.pb.gz >$TMP/flag; cprof -norc shop.cpu2.pb.gz -e 'diff_base shop.cpu.pb.gz' -e "raw >$TMP/line" && cmp $TMP/flag $TMP/line
! shop.cpu2.pb.gz, less shop.cpu.pb.gz, which is the 100%
! Generating report in $TMP/line
$ cprof -raw -base shop.cpu.pb.gz shop.cpu2.pb.gz >$TMP/flag; cprof -norc shop.cpu2.pb.gz -e 'base shop.cpu.pb.gz' -e "raw >$TMP/line" && cmp $TMP/flag $TMP/line
! shop.cpu2.pb.gz, less shop.cpu.pb.gz
! Generating report in $TMP/line
$ cprof -raw shop.cpu2.pb.gz >$TMP/flag; cprof -norc -base shop.cpu.pb.gz shop.cpu2.pb.gz -e 'base off' -e "raw >$TMP/line" && cmp $TMP/flag $TMP/line
! shop.cpu2.pb.gz, compared with nothing
! Generating report in $TMP/line
$ cprof -raw -base shop.cpu.pb.gz shop.cpu2.pb.gz shop.cpu.pb.gz >$TMP/flag; cprof -norc shop.cpu2.pb.gz -base shop.cpu.pb.gz -e 'add shop.cpu.pb.gz' -e "raw >$TMP/line" && cmp $TMP/flag $TMP/line
! shop.cpu2.pb.gz shop.cpu.pb.gz: 288 samples
! Generating report in $TMP/line

# Of several files those are named that could be read.

$ cprof -norc shop.cpu.pb.gz -e 'diff_base nosuch.pb.gz shop.cpu2.pb.gz' -e 'add shop.cpu2.pb.gz nosuch.pb.gz' -e diff_base
! nosuch.pb.gz: No such file or directory
! Fetched 1 base profiles out of 2
! shop.cpu.pb.gz, less shop.cpu2.pb.gz, which is the 100%
! nosuch.pb.gz: No such file or directory
! Fetched 1 source profiles out of 2
! shop.cpu.pb.gz shop.cpu2.pb.gz: 815 samples
! shop.cpu.pb.gz shop.cpu2.pb.gz, less shop.cpu2.pb.gz, which is the 100%

$ cprof -top -base nosuch.pb.gz -base shop.heap.pb.gz shop.cpu.pb.gz
! nosuch.pb.gz: No such file or directory
! Fetched 1 base profiles out of 2
! cprof: shop.cpu.pb.gz and shop.heap.pb.gz do not fit together: the period is cpu/nanoseconds in one and space/bytes in the other
? 2
$ cprof -norc shop.cpu.pb.gz -e 'add nosuch.pb.gz shop.heap.pb.gz'
! nosuch.pb.gz: No such file or directory
! Fetched 1 source profiles out of 2
! cprof: shop.cpu.pb.gz and shop.heap.pb.gz do not fit together: the period is cpu/nanoseconds in one and space/bytes in the other
? 2

# A base that cannot be read, or does not fit, changes nothing.

$ cprof -norc shop.cpu2.pb.gz 2>&1 | tail -n 4
< diff_base shop.cpu.pb.gz
< diff_base nosuch.pb.gz
< base shop.heap.pb.gz
< diff_base
shop.cpu2.pb.gz, less shop.cpu.pb.gz, which is the 100%
cprof: nosuch.pb.gz: No such file or directory
cprof: shop.cpu2.pb.gz and shop.heap.pb.gz do not fit together: the period is cpu/nanoseconds in one and space/bytes in the other
shop.cpu2.pb.gz, less shop.cpu.pb.gz, which is the 100%
