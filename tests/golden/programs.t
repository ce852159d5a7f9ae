# Programs are looked up in the absolute folders of PATH. The current folder may be anybody's: what lies in
# it is not run because of an empty entry of PATH, a colon at an end, "." or another relative folder.

$ mkdir -p $TMP/here/tools; cd $TMP/here; printf '#!/bin/sh\necho "$0 was run" >&2\n' >evil; chmod +x evil
$ cd $TMP/here; for p in kcachegrind xdg-open sh head less objdump; do cp evil $p; cp evil tools/$p; done
$ cp shop.cpu.pb.gz $TMP/here/p.pb.gz

# Viewers.

$ cd $TMP/here; export DISPLAY=:9; (PATH=:/nosuch; exec $TMP/../bin/cprof -kcachegrind p.pb.gz) 2>&1 | sed '/^open it/d;s/is in .*/is in a file/'
no program was found to show it; the call graph is in a file
xdg-open is only in the current folder or in one that PATH names relative to it, and nothing is run from there: put an absolute folder into PATH

# The shell behind a | is /bin/sh. It and all that is started get a PATH without those folders.

$ cd $TMP/here; PATH=:$PATH::./tools:. cprof p.pb.gz 2>/dev/null
< top 1 | head -n 1
< top 1 | echo ":$PATH:" | grep -c -e '::' -e tools -e '\.:'
Showing nodes accounting for 450ms, 15.36% of 2930ms total
0
