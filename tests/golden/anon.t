# With `anon` names become words that tell nothing; numbers stay. Without a key the words differ each time.

$ cprof -top -anon -anon_key=tin -nodecount=5 shop.cpu.pb.gz
File: xbtez7rql
Build ID: cfe0b6fa39b6952584dfff2a679ee88517c0ce40
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Showing nodes accounting for 1540ms, 52.56% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 5 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  xyxyhag44.x76nozpre
     410ms 13.99% 29.35%     1160ms 39.59%  xz5mbagc5.xr7rpfh7u/xbtez7rql/x3azwu3l3/x3k3l4qud.X6s3eol6m
     260ms  8.87% 38.23%      630ms 21.50%  xz5mbagc5.xr7rpfh7u/xbtez7rql/x3azwu3l3/x3k3l4qud.xkxkrpdjp (inline)
     230ms  7.85% 46.08%      280ms  9.56%  xz5mbagc5.xr7rpfh7u/xbtez7rql/x3azwu3l3/x3k3l4qud.xt4jsydbd (inline)
     190ms  6.48% 52.56%     1460ms 49.83%  xz5mbagc5.xr7rpfh7u/xbtez7rql/x3azwu3l3/x3k3l4qud.(*X5fcpmojm).Xr6xnnl4b
$ cprof -tags -anon -anon_key=tin shop.cpu.pb.gz
 request: Total 2.44s of 2.93s (83.28%)
          1.69s (57.68%): xlfzi7hr4
          410ms (13.99%): xq7yfie54
          340ms (11.60%): xx6b7u7z5

 route: Total 2.44s of 2.93s (83.28%)
        1.69s (57.68%): X7ueywnbk /xlfzi7hr4
        410ms (13.99%): X7ueywnbk /xq7yfie54
        340ms (11.60%): X7ueywnbk /xx6b7u7z5

 step: Total 400ms of 2.93s (13.65%)
       210ms ( 7.17%): xw4jhcy5e
       190ms ( 6.48%): xw4eqeor6

 tenant: Total 2.44s of 2.93s (83.28%)
         800ms (27.30%): xooan6cwg
         570ms (19.45%): x7wopv44m
         540ms (18.43%): xobryrt4k
         530ms (18.09%): x2eqqqrbr & xbu3aq2s3
\

# Names that match anon_keep stay.

$ cprof -top -anon -anon_key=tin -anon_keep='^runtime|^sync' -nodecount=3 shop.cpu.pb.gz
File: xbtez7rql
Build ID: cfe0b6fa39b6952584dfff2a679ee88517c0ce40
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Showing nodes accounting for 1120ms, 38.23% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 3 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
     410ms 13.99% 29.35%     1160ms 39.59%  xz5mbagc5.xr7rpfh7u/xbtez7rql/x3azwu3l3/x3k3l4qud.X6s3eol6m
     260ms  8.87% 38.23%      630ms 21.50%  xz5mbagc5.xr7rpfh7u/xbtez7rql/x3azwu3l3/x3k3l4qud.xkxkrpdjp (inline)

# Lines and addresses go with anon_lines.

$ cprof -list=xt4jsydbd -anon -anon_key=tin -anon_lines shop.cpu.pb.gz
Total: 2.93s
ROUTINE ======================== xz5mbagc5.xr7rpfh7u/xbtez7rql/x3azwu3l3/x3k3l4qud.xt4jsydbd in /x6boq4iij/xbtez7rql/x3azwu3l3/x3k3l4qud/x3k3l4qud.go
     230ms      280ms (flat, cum)  9.56% of Total
 (no source: /x6boq4iij/xbtez7rql/x3azwu3l3/x3k3l4qud/x3k3l4qud.go does not exist, is not in the Go root or module cache, and no end of its name is below $TESTDATA; see source_path)
     230ms      280ms      0:
$ cprof -top -lines -anon -anon_key=tin -anon_lines -nodecount=1 -focus=xt4jsydbd shop.cpu.pb.gz
File: xbtez7rql
Build ID: cfe0b6fa39b6952584dfff2a679ee88517c0ce40
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Active filters:
   focus=xt4jsydbd
Showing nodes accounting for 230ms, 7.85% of 2930ms total
Showing top 1 nodes out of 20
      flat  flat%   sum%        cum   cum%
     230ms  7.85%  7.85%      280ms  9.56%  xz5mbagc5.xr7rpfh7u/xbtez7rql/x3azwu3l3/x3k3l4qud.xt4jsydbd /x6boq4iij/xbtez7rql/x3azwu3l3/x3k3l4qud/x3k3l4qud.go

# It is for profiles that are passed on. The same key gives the same words, so that two of them can be compared.

$ cprof -proto -anon -anon_key=tin shop.cpu.pb.gz >$TMP/a.pb.gz
$ cprof -proto -anon -anon_key=tin shop.cpu2.pb.gz >$TMP/b.pb.gz
$ cprof -diff -nodecount=3 $TMP/a.pb.gz $TMP/b.pb.gz
Type: cpu
Before: $TMP/a.pb.gz, 3s, the base
After: $TMP/b.pb.gz, 3s
Showing the largest 3 of 121 changes
    before      after      change  change%      z    flat
     450ms      640ms      +190ms   +42.2%    1.8 ~  xyxyhag44.x76nozpre
     190ms       20ms      -170ms   -89.5%   -3.7    xz5mbagc5.xr7rpfh7u/xbtez7rql/x3azwu3l3/x3k3l4qud.(*X5fcpmojm).Xr6xnnl4b
     170ms       20ms      -150ms   -88.2%   -3.4    xz5mbagc5.xr7rpfh7u/xbtez7rql/x3azwu3l3/x3k3l4qud.(*Xxtlkhrkh).Xfr7rsnbe.func1
121 functions changed: 64 new, 34 gone; total 2930ms -> 2970ms (+40ms, +1.4%)
$ cprof -diff -nodecount=3 -anon -anon_key=tin shop.cpu.pb.gz shop.cpu2.pb.gz
Type: cpu
Before: xbtez7rql.xpwhskvp3.xrlk3epjm.gz, 3s, the base
After: xbtez7rql.xmg27et6e.xrlk3epjm.gz, 3s
Showing the largest 3 of 121 changes
    before      after      change  change%      z    flat
     450ms      640ms      +190ms   +42.2%    1.8 ~  xyxyhag44.x76nozpre
     190ms       20ms      -170ms   -89.5%   -3.7    xz5mbagc5.xr7rpfh7u/xbtez7rql/x3azwu3l3/x3k3l4qud.(*X5fcpmojm).Xr6xnnl4b
     170ms       20ms      -150ms   -88.2%   -3.4    xz5mbagc5.xr7rpfh7u/xbtez7rql/x3azwu3l3/x3k3l4qud.(*Xxtlkhrkh).Xfr7rsnbe.func1
121 functions changed: 64 new, 34 gone; total 2930ms -> 2970ms (+40ms, +1.4%)

# Reports that read many profiles do not know them; they read what proto wrote.

$ cprof -runs -anon made/runs/old made/runs/new
! cprof: -runs and -anon exclude each other; write the profiles first: cprof -proto -anon -anon_key=KEY FILE >NEW
? 2
$ cprof -series=Contains -anon shop.cpu.pb.gz
! cprof: -series and -anon exclude each other; write the profiles first: cprof -proto -anon -anon_key=KEY FILE >NEW
? 2

# Filters go by the new words. To filter by the old ones, write a profile first.

$ cprof -top -anon -anon_key=tin -focus=Contains shop.cpu.pb.gz
File: xbtez7rql
Build ID: cfe0b6fa39b6952584dfff2a679ee88517c0ce40
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
Active filters:
   focus=Contains
Showing nodes accounting for 0, 0% of 2.93s total
      flat  flat%   sum%        cum   cum%
! focus matched nothing; with anon, filters go by the new names
$ cprof -proto -focus=Voucher shop.cpu.pb.gz | cprof -top -anon -anon_key=tin -nodecount=2 -
File: xbtez7rql
Build ID: cfe0b6fa39b6952584dfff2a679ee88517c0ce40
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 160ms ( 5.33%)
Showing nodes accounting for 90ms, 56.25% of 160ms total
Showing top 2 nodes out of 15
      flat  flat%   sum%        cum   cum%
      50ms 31.25% 31.25%       90ms 56.25%  xz5mbagc5.xr7rpfh7u/xbtez7rql/x3azwu3l3/x3k3l4qud.xkxkrpdjp
      40ms 25.00% 56.25%       40ms 25.00%  xz5mbagc5.xr7rpfh7u/xbtez7rql/x3azwu3l3/x3k3l4qud.xt4jsydbd (inline)

$ cprof -top -anon -anon_keep='(' shop.cpu.pb.gz
! cprof: anon_keep: missing closing )
!   (
!   ^
? 2
