# A file is whole or as it was: it is written beside the old one, which is replaced when all is well.

$ mkdir $TMP/d; cp shop.cpu.pb.gz $TMP/p; cd $TMP/d; echo old >old; cprof -raw -output=old ../p; grep -c Samples: old; ls -A
1
old
! Generating report in old

# A link stays one, a file keeps its mode, and of two names of a file one gets the new report.

$ cd $TMP/d; rm *; umask 022; echo old >file; chmod 640 file; ln -s file link; ln file other; ln -s ahead far; cprof -comments -output=link ../p; cprof -comments -output=far ../p; stat -c '%A %N' *; cat other
-rw-r--r-- 'ahead'
lrwxrwxrwx 'far' -> 'ahead'
-rw-r----- 'file'
lrwxrwxrwx 'link' -> 'file'
-rw-r----- 'other'
old
! Generating report in link
! Generating report in far

# Devices, pipes and standard output are written as they are.

$ cd $TMP; cprof -top -output=/dev/full p
! Generating report in /dev/full
! cprof: /dev/full: No space left on device
? 2
$ cd $TMP; cprof -top -nodecount=1 -output=/dev/stdout p 2>/dev/null | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
$ cd $TMP; (echo before; cprof -top -nodecount=1 -output=/dev/stdout p; echo behind) >all 2>/dev/null; sed -n '1p;$p' all; grep -c asyncPreempt all
before
behind
1
$ cd $TMP; mkfifo pipe; cat pipe >read & cd $TMP; cprof -top -nodecount=1 -output=pipe p 2>/dev/null; wait; tail -n 1 read; stat -c %F pipe
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
fifo

# Numbered files are never written over.

$ cd $TMP/d; rm *; ln -s nowhere profile001.pb.gz; echo mine >profile002.pb.gz; cprof -e proto ../p; ls -A; cat profile002.pb.gz
profile001.pb.gz
profile002.pb.gz
profile003.pb.gz
mine
! Generating report in profile003.pb.gz

# Where there is no home, none is made.

$ cd $TMP; HOME=$TMP/nosuch cprof -e 'preset save mine' p; test -e $TMP/nosuch
! cprof: $TMP/nosuch: No such file or directory
? 1

# No file gets the place of standard error, or of standard output, that whoever started cprof has closed.

$ cd $TMP; cprof -top -nodecount=1 -output=none p 2>&- </dev/null; head -n 1 none
File: shop
$ cd $TMP; cprof -top -nodecount=1 -output=none p 2>&- >&- <&-; head -n 1 none; wc -l <none
File: shop
10
$ cd $TMP; cprof -top -output=/dev/null p >&-
! Generating report in /dev/null
$ cd $TMP; cprof -top p >&-
! cprof: standard output: Bad file descriptor
? 2

# A preset is written to no pipe or device that has its name, which might wait for ever.

$ cd $TMP; mkdir -p c/cprof/presets/dir; mkfifo c/cprof/presets/pipe; ln -s /dev/null c/cprof/presets/null; for n in dir pipe null; do XDG_CONFIG_HOME=$TMP/c cprof -e "preset save $n" p; done
! cprof: $TMP/c/cprof/presets/dir: a directory, not a file
! cprof: $TMP/c/cprof/presets/pipe: a pipe, not a file
! cprof: $TMP/c/cprof/presets/null: a device, not a file
? 2
