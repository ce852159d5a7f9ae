# `flamegraph` writes all flame graphs of a profile as one page, and `webflame` shows it. tests/flame reads such pages
# as programs do; here is what stands in one that a browser without scripts shows.

$ cprof -flamegraph -focus=best shop.cpu.pb.gz >$TMP/shop.html; sed -n '/<body>/,/<script/p' $TMP/shop.html | sed -e 's/<[^>]*>//g' -e '/^$/d' | head -n 8
shop cpu
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
Active filters:
   focus=best
$ sed -n 's/^<tr><td>/ /p' $TMP/shop.html | sed -e 's/<[^>]*>/ /g' -e 's/^  *//' -e 's/  */ /g' | head -n 4
0.05s 1.71% 0.09s 3.07% example.com/shop/internal/catalog.hasPrefixFold /tmp/shop/internal/catalog/catalog.go 
0.04s 1.37% 0.04s 1.37% example.com/shop/internal/catalog.lower /tmp/shop/internal/catalog/catalog.go 
0.03s 1.02% 0.14s 4.78% example.com/shop/internal/catalog.Contains /tmp/shop/internal/catalog/catalog.go 
0.02s 0.68% 0.19s 6.48% example.com/shop/internal/order.(*Basket).best /tmp/shop/internal/order/order.go 
$ sed -n 's/.*Content-Security-Policy content="\([^;]*\); .*/\1/p' $TMP/shop.html
default-src 'none'

# The page is the same each time.

$ cprof -flamegraph shop.cpu.pb.gz >$TMP/all.html
$ cprof -flamegraph shop.cpu.pb.gz | cmp - $TMP/all.html

# The page of a comparison has both sides; its table has the differences, like `top`.

$ cprof -flamegraph -diff_base shop.cpu.pb.gz shop.cpu2.pb.gz >$TMP/diff.html; sed -n 's/^<p class=legend>\(.*\)<.p>/\1/p;s/^<h2>\(.*\)<.h2>/\1/p' $TMP/diff.html
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 6s, Total samples = 2.93s (48.82%)
Before: shop.cpu.pb.gz, 3s, the base
After: shop.cpu2.pb.gz, 3s
The 50 functions of 314 with the largest change of flat
$ sed -n 's/^<tr><td>/ /p' $TMP/diff.html | sed -e 's/<[^>]*>/ /g' -e 's/^  *//' -e 's/  */ /g' | head -n 2
0.19s 6.48% 0.19s 6.48% runtime.asyncPreempt /usr/local/go/src/runtime/preempt_amd64.s 
-0.17s 5.80% -1.21s 41.30% example.com/shop/internal/catalog.(*Category).Walk /tmp/shop/internal/catalog/catalog.go 

# In the console it goes to a numbered file, or to the file that one names. `save` knows the ending.

$ mkdir $TMP/d; cp shop.cpu.pb.gz $TMP/p; cd $TMP/d; cprof ../p
< flamegraph Contains
< flamegraph >contains.html
< save shop.html
< q
! File: shop
! Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
! Type: cpu
! Time: 2026-11-21 01:57:22 UTC
! Duration: 3s, Total samples = 2.93s (97.66%)
! Type help for commands, o for options, ^D to leave.
! Generating report in profile001.html
! Generating report in contains.html
! Generating report in shop.html
$ cd $TMP/d; ls; for f in *; do sed -n 's/<p class=legend>\(.*focus.*\)<.p>/\1/p' $f; done
contains.html
profile001.html
shop.html
   focus=Contains

# A browser gets the page as a file, which is gone when it has ended.

$ mkdir $TMP/bin; printf '#!/bin/sh\nsed -n "s/<title>\\(.*\\)<.title>/\\1/p" "$1" >%s/seen\n' $TMP >$TMP/bin/browser; chmod +x $TMP/bin/browser
$ BROWSER=$TMP/bin/browser cprof -webflame shop.heap.pb.gz; cat $TMP/seen
shop inuse_space
$ BROWSER=$TMP/bin/browser cprof shop.cpu.pb.gz
< webflame
< q
! File: shop
! Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
! Type: cpu
! Time: 2026-11-21 01:57:22 UTC
! Duration: 3s, Total samples = 2.93s (97.66%)
! Type help for commands, o for options, ^D to leave.

# A profile without samples has a page, too.

$ cprof -flamegraph -focus=nothing shop.cpu.pb.gz | grep -c '<tr>'
1
! focus matched nothing
