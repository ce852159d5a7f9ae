# `comments` prints what was noted in the profile, a line each. Most have nothing.

$ cprof -comments shop.cpu.pb.gz

# -add_comment adds one. Written with `proto` it stays in the file.

$ cprof -add_comment='with the new index' -comments shop.cpu.pb.gz
with the new index
$ cprof -add_comment='with the new index' -proto -output=$TMP/noted.pb.gz shop.cpu.pb.gz
! Generating report in $TMP/noted.pb.gz
$ cprof -comments $TMP/noted.pb.gz
with the new index

# Reports show comments in their header.

$ cprof -top -nodecount=1 $TMP/noted.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
with the new index
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Showing nodes accounting for 450ms, 15.36% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
