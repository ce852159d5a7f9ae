# `proto` writes the profile, compressed, with the filters applied. What was filtered out is gone for good.

$ cprof -proto -focus=Longest shop.cpu.pb.gz >$TMP/longest.pb.gz
$ cprof -top -nodecount=2 $TMP/longest.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 160ms ( 5.33%)
Showing nodes accounting for 160ms, 100% of 160ms total
Showing top 2 nodes out of 13
      flat  flat%   sum%        cum   cum%
     150ms 93.75% 93.75%      160ms   100%  example.com/shop/internal/order.(*Stock).Longest
      10ms  6.25%   100%       10ms  6.25%  runtime.asyncPreempt

# Without a filter it is the same profile: all that `raw` prints of it is the same.

$ cprof -proto -output=$TMP/copy.pb.gz shop.heap.pb.gz
! Generating report in $TMP/copy.pb.gz
$ cprof -raw shop.heap.pb.gz >$TMP/a; cprof -raw $TMP/copy.pb.gz >$TMP/b; cmp $TMP/a $TMP/b && echo same
same

# No compressed profile is ever written to a terminal. In the console, and when standard output is a terminal, it goes
# to the first numbered file that is not there yet.

$ cp shop.heap.pb.gz $TMP; cd $TMP; cprof shop.heap.pb.gz 2>&1 | tail -n 3; ls *.pb.gz
< proto
< proto
< proto >mine.pb.gz
Generating report in profile001.pb.gz
Generating report in profile002.pb.gz
Generating report in mine.pb.gz
copy.pb.gz
longest.pb.gz
mine.pb.gz
profile001.pb.gz
profile002.pb.gz
shop.heap.pb.gz

$ cd $TMP; python3 -c 'import pty; pty.spawn(["cprof", "-proto", "shop.heap.pb.gz"])' | tr -d '\r'
Generating report in profile003.pb.gz
