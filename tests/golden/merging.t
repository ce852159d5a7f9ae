# Several profiles are shown as one: what is equal in them is summed.

$ cprof -top -nodecount=3 shop.cpu.pb.gz shop.cpu2.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 6s, Total samples = 5900ms (98.32%)
Showing nodes accounting for 2240ms, 37.97% of 5900ms total
Dropped 182 nodes (cum <= 29.50ms)
Showing top 3 nodes out of 169
      flat  flat%   sum%        cum   cum%
    1090ms 18.47% 18.47%     1090ms 18.47%  runtime.asyncPreempt
     690ms 11.69% 30.17%     2120ms 35.93%  example.com/shop/internal/catalog.Contains
     460ms  7.80% 37.97%     1180ms 20.00%  example.com/shop/internal/catalog.hasPrefixFold (inline)
$ cprof -raw shop.mutex.pb.gz shop.mutex.pb.gz | sed -n 1,8p
PeriodType: contentions count
Period: 1
Time: 2026-11-21 01:57:28.626204118 +0000 UTC
Samples:
contentions/count delay/nanoseconds
      35880 9361399326: 1 2 3 4 5 6 7 8 9 10 
       5268 1167702576: 1 2 3 4 11 8 9 10 
         84   70245690: 12 13 14 15 16 6 17 6 7 8 9 10 
$ cprof -comments -add_comment=mine shop.cpu.pb.gz shop.cpu2.pb.gz
mine

# Of what profiles measure, that is left which all of them have.

$ printf '\012\004\010\001\020\002\012\004\010\003\020\002\022\007\012\001\001\022\002\005\006\042\006\010\001\042\002\010\001\052\004\010\001\020\004\062\000\062\003cpu\062\002ms\062\004wall\062\004work' >$TMP/both; cprof -raw $TMP/both | sed -n 3,5p
Samples:
cpu/ms wall/ms
          5          6: 1 
$ printf '\012\004\010\001\020\002\022\006\012\001\001\022\001\007\042\006\010\001\042\002\010\001\052\004\010\001\020\003\062\000\062\004wall\062\002ms\062\004work' >$TMP/wall; cprof -raw $TMP/wall | sed -n 3,5p
Samples:
wall/ms
          7: 1 
$ cprof -raw $TMP/both $TMP/wall | sed -n 3,5p
Samples:
wall/ms[dflt]
         13: 1 
$ cprof -raw $TMP/wall $TMP/both $TMP/wall | sed -n 3,5p
Samples:
wall/ms[dflt]
         20: 1 
$ cprof -top shop.heap.pb.gz shop.cpu.pb.gz
! cprof: shop.heap.pb.gz and shop.cpu.pb.gz do not fit together: the period is space/bytes in one and cpu/nanoseconds in the other
? 2
$ cprof -top shop.block.pb.gz shop.goroutine.pb.gz
! cprof: shop.block.pb.gz and shop.goroutine.pb.gz do not fit together: the period is contentions/count in one and goroutine/count in the other
? 2

# One that cannot be read is told and left out.

$ cprof -top -nodecount=1 shop.cpu.pb.gz nosuch.pb.gz shop.cpu2.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 6s, Total samples = 5.90s (98.32%)
Showing nodes accounting for 1.09s, 18.47% of 5.90s total
Dropped 182 nodes (cum <= 0.03s)
Showing top 1 nodes out of 169
      flat  flat%   sum%        cum   cum%
     1.09s 18.47% 18.47%      1.09s 18.47%  runtime.asyncPreempt
! nosuch.pb.gz: No such file or directory
! Fetched 2 source profiles out of 3
$ cprof -top nosuch.pb.gz nowhere.pb.gz
! nosuch.pb.gz: No such file or directory
! nowhere.pb.gz: No such file or directory
! cprof: none of the 2 source profiles can be read
? 2
$ cprof -raw shop.cpu.pb.gz >$TMP/one; cprof -raw shop.cpu.pb.gz nosuch.pb.gz 2>$TMP/err | cmp - $TMP/one; cat $TMP/err
nosuch.pb.gz: No such file or directory
Fetched 1 source profiles out of 2

# Units are brought to the finest: ms and us make us. (In the first profile work takes 5 ms, in the other 7 us.)

$ printf '\012\004\010\001\020\002\022\006\012\001\001\022\001\005\042\006\010\001\042\002\010\001\052\004\010\001\020\003\062\000\062\003cpu\062\002ms\062\004work' >$TMP/ms
$ printf '\012\004\010\001\020\002\022\006\012\001\001\022\001\007\042\006\010\001\042\002\010\001\052\004\010\001\020\003\062\000\062\003cpu\062\002us\062\004work' >$TMP/us
$ cprof -raw $TMP/ms $TMP/us
PeriodType:  
Period: 0
Samples:
cpu/us
       5007: 1 
Locations
     1: 0x0 M=1 work :0:0 s=0()
Mappings
1: 0x0/0x0/0x0   
$ cprof -raw $TMP/us $TMP/us $TMP/ms | sed -n 3,4p
Samples:
cpu/us
$ printf '\012\004\010\001\020\002\022\006\012\001\001\022\001\007\042\006\010\001\042\002\010\001\052\004\010\001\020\003\062\000\062\003cpu\062\002mb\062\004work' >$TMP/mb
$ cprof -raw $TMP/ms $TMP/mb
! cprof: $TMP/ms and $TMP/mb do not fit together: cpu is in ms in one and in mb in the other
? 2

# Many are read a few at a time; the order is that of the command line.

$ for i in $(seq 40); do ln -s $PWD/shop.cpu.pb.gz $TMP/$i.pb.gz; done; cprof -top -nodecount=1 $TMP/?.pb.gz $TMP/??.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 120.01s, Total samples = 117.20s (97.66%)
Showing nodes accounting for 18s, 15.36% of 117.20s total
Dropped 86 nodes (cum <= 0.59s)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
       18s 15.36% 15.36%        18s 15.36%  runtime.asyncPreempt
$ cprof -raw shop.cpu2.pb.gz $TMP/?.pb.gz $TMP/??.pb.gz | cksum; cprof -raw shop.cpu2.pb.gz $TMP/?.pb.gz $TMP/??.pb.gz | cksum
3673435859 146055
3673435859 146055

# Standard input is one of them, and so is a pipe.

$ cprof -top -nodecount=1 - <shop.cpu.pb.gz | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
$ cat shop.cpu.pb.gz | cprof -top -nodecount=1 - shop.cpu2.pb.gz | tail -n 1
     1.09s 18.47% 18.47%      1.09s 18.47%  runtime.asyncPreempt
$ mkfifo $TMP/fifo; cat shop.cpu.pb.gz >$TMP/fifo & cprof -top -nodecount=1 $TMP/fifo | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
$ cprof -top - </dev/null
! cprof: standard input: the file is empty
? 2

# In the console, `add` merges more in. A profile that cannot be read changes nothing.

$ cprof -norc shop.cpu.pb.gz -e 'add shop.cpu2.pb.gz' -e 'top 1' | tail -n 1
     1.09s 18.47% 18.47%      1.09s 18.47%  runtime.asyncPreempt
! shop.cpu.pb.gz shop.cpu2.pb.gz: 527 samples
$ cprof -norc shop.cpu.pb.gz 2>&1 | tail -n 2
< add nosuch.pb.gz
< add -
cprof: nosuch.pb.gz: No such file or directory
cprof: standard input is where the commands come from

# `reload` reads them again.

$ cp shop.cpu.pb.gz $TMP/now; cprof -norc $TMP/now -e 'comments | cp shop.cpu2.pb.gz $TMP/now' -e reload -e 'top 1'
Showing nodes accounting for 640ms, 21.55% of 2970ms total
Dropped 125 nodes (cum <= 14.85ms)
Showing top 1 nodes out of 176
      flat  flat%   sum%        cum   cum%
     640ms 21.55% 21.55%      640ms 21.55%  runtime.asyncPreempt
! $TMP/now: 295 samples, before 290
$ cprof -norc - -e reload <shop.cpu.pb.gz
! cprof: standard input cannot be read a second time
? 2
