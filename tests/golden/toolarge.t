# What does not fit leaves the old file as it was. (A build that counts lines could not write down what it counted
# here, so this is no part of saving.t.)

$ mkdir $TMP/d; cp shop.cpu.pb.gz $TMP/p; cd $TMP/d; echo old >old; (ulimit -f 1; cprof -raw -output=old ../p); cat old; ls -A
old
old
! Generating report in old
! cprof: old: File too large
$ cd $TMP/d; (ulimit -f 1; cprof ../p 2>&1) | sed 1,6d; ls -A
< raw >new
< traces >>more
< proto
< save new.txt
Generating report in new
cprof: new: File too large
Generating report in more
cprof: more: File too large
Generating report in profile001.pb.gz
cprof: profile001.pb.gz: File too large
Generating report in new.txt
cprof: new.txt: File too large
old
$ cd $TMP/d; echo old >more; (ulimit -f 1; cprof ../p 2>&1) | sed 1,6d; cat more; ls -A
< raw >>more
Generating report in more
cprof: more: File too large
old
more
old

# A preset that cannot be written stays what it was.

$ cd $TMP; export XDG_CONFIG_HOME=$TMP/config; cprof -norc -e focus=best -e 'preset save mine' p
! preset mine is in $TMP/config/cprof/presets/mine
$ cd $TMP; export XDG_CONFIG_HOME=$TMP/config; (ulimit -f 1; cprof -norc -e "hide=$(head -c 4000 /dev/zero | tr '\0' x)" -e 'preset save mine' p); cat config/cprof/presets/mine; ls -A config/cprof/presets
compact_labels=true
focus=best
mine
! cprof: $TMP/config/cprof/presets/mine: File too large
