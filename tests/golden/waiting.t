# Nothing is waited for without end: what the user has not just named must be a file.

$ mkdir -p $TMP/cprof/presets; mkfifo $TMP/cprof/cprofrc $TMP/cprof/presets/p; export XDG_CONFIG_HOME=$TMP; cprof -e 'top 1' -e 'preset p' shop.cpu.pb.gz
Showing nodes accounting for 450ms, 15.36% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
! cprof: $TMP/cprof/cprofrc: a pipe, not a file that can be read
! cprof: $TMP/cprof/presets/p: a pipe, not a file that can be read
? 2
$ rm $TMP/cprof/cprofrc; mkdir $TMP/cprof/cprofrc; XDG_CONFIG_HOME=$TMP cprof -e 'comments' shop.cpu.pb.gz
! cprof: $TMP/cprof/cprofrc: a directory, not a file that can be read
$ rmdir $TMP/cprof/cprofrc; ln -s /dev/zero $TMP/cprof/cprofrc; XDG_CONFIG_HOME=$TMP cprof -e 'comments' shop.cpu.pb.gz
! cprof: $TMP/cprof/cprofrc: a device, not a file that can be read
$ ln -sf /dev/null $TMP/cprof/cprofrc; XDG_CONFIG_HOME=$TMP cprof -e 'comments' shop.cpu.pb.gz

# What is named with -x or `source` may be a pipe, or standard input; but not one that nobody writes to.

$ cp shop.cpu.pb.gz $TMP/p; mkfifo $TMP/pipe; cprof -x $TMP/pipe shop.cpu.pb.gz
! cprof: $TMP/pipe: a pipe that nobody writes to
? 2
$ cprof -e "source $TMP/pipe" -e comments shop.cpu.pb.gz
! cprof: $TMP/pipe: a pipe that nobody writes to
? 2
$ cd $TMP; echo 'top 1' >$TMP/pipe & cd $TMP; cprof -x pipe p 2>/dev/null | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
$ echo 'top 1' | cprof -x /dev/stdin shop.cpu.pb.gz | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
$ echo 'top 1' | (exec 7<&0 </dev/null; cprof -x /dev/fd/7 shop.cpu.pb.gz) | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
$ cprof -x /dev/null shop.cpu.pb.gz </dev/null
$ cprof -x /dev/zero shop.cpu.pb.gz
! cprof: /dev/zero: a device, not a file that can be read
? 2
$ cprof -x $TMP shop.cpu.pb.gz
! cprof: $TMP: a directory, not a file that can be read
? 2

# Of a very long list of folders the first ones count, and that is said once.

$ export PPROF_BINARY_PATH=$(head -c 60000 /dev/zero | sed 's:\x0:/\::g'); for f in -top -diff_base=shop.cpu.pb.gz; do cprof $f -nodecount=1 shop.cpu.pb.gz -top; done >$TMP/out
! PPROF_BINARY_PATH: only the first 500 folders count
! PPROF_BINARY_PATH: only the first 500 folders count
