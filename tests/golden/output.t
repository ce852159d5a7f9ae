# A report goes to standard output, notes and errors go to standard error.

# -output writes it to a file and says so.

$ cprof -top -nodecount=1 -output=$TMP/top.txt shop.cpu.pb.gz
! Generating report in $TMP/top.txt
$ tail -n 1 $TMP/top.txt
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt

# In the console `>` does that for one command, with a space behind it or without.

$ cp shop.cpu.pb.gz $TMP; cd $TMP; cprof shop.cpu.pb.gz 2>&1 | tail -n 3; tail -n 1 a.txt b.txt
< top 1 >a.txt
< top 1 -cum > b.txt
< top 1 >nosuch/c.txt
Generating report in a.txt
Generating report in b.txt
cprof: nosuch/c.txt: No such file or directory
==> a.txt <==
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt

==> b.txt <==
         0     0%     0%      2.61s 89.08%  example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work

# output= does it for all commands that follow. Each writes the file anew.

$ cp shop.cpu.pb.gz $TMP; cd $TMP; cprof shop.cpu.pb.gz 2>/dev/null; tail -n 1 all.txt
< output=all.txt
< top 1
< top 2
< output=
< top 1
Showing nodes accounting for 450ms, 15.36% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
     410ms 13.99% 29.35%     1160ms 39.59%  example.com/shop/internal/catalog.Contains

# The report's header describes the profile. compact_labels leaves that out; the console sets it at the
# start.

$ cprof -top -compact_labels -nodecount=1 shop.cpu.pb.gz
Showing nodes accounting for 450ms, 15.36% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
$ cprof shop.cpu.pb.gz 2>/dev/null
< compact_labels=false
< top 1
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

# A build ID for the main binary, where the profile has none.

$ cprof -top -buildid=c0ffee -nodecount=1 mill.rust.cpu.pb.gz | head -n 3
Build ID: c0ffee
Type: cpu
Time: 2026-11-21 02:02:43 UTC
$ cprof -raw -buildid=c0ffee shop.threadcreate.pb.gz | grep shop
1: 0x400000/0x509000/0x0 /tmp/shop/shop 4950ba66e93b27ec7ac3b5b00330a1099c4310fd 

# max_lines cuts a text, and tells what is left out. Data is not cut.

$ cprof -top -max_lines=7 shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
Showing nodes accounting for 2.65s, 90.44% of 2.93s total
Dropped 86 nodes (cum <= 0.01s)
... 142 more lines; max_lines=0 shows all
$ cprof -traces -max_lines=3 shop.cpu.pb.gz | tail -n 1
... 4732 more lines; max_lines=0 shows all
$ cprof -top -nodecount=3 -compact_labels -max_lines=7 shop.cpu.pb.gz | tail -n 1
     260ms  8.87% 38.23%      630ms 21.50%  example.com/shop/internal/catalog.hasPrefixFold (inline)
$ cprof -top -max_lines=1 -csv shop.cpu.pb.gz | wc -l
142
$ cprof -e 'max_lines=4' -e "top >$TMP/cut.txt" -e 'tree | tail -n 1' shop.cpu.pb.gz
... 430 more lines; max_lines=0 shows all
! Generating report in $TMP/cut.txt
