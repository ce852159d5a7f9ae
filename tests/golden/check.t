# -check holds functions against limits, for CI: status 0, or 1 where a limit is passed. A limit is NAME [flat|cum]
# [TYPE] <= LIMIT; +5% is a change against the base, 12% a share of the total. Behind a limit that failed are the
# functions that add most to it.

$ cprof -check='shop.match <= +5%' made/runs/old/1.folded made/runs/new/1.folded
Before: made/runs/old/1.folded, the base
After: made/runs/new/1.folded
    before      after   measured  verdict limit
    17.28s     22.11s     +28.0%  FAILED  shop.match <= +5%  (z=7.7)
    17.28s     22.11s     +28.0%            shop.match
1 limit, 1 FAILED
? 1
$ cprof -check='shop.match <= +40%' made/runs/old/1.folded made/runs/new/1.folded
Before: made/runs/old/1.folded, the base
After: made/runs/new/1.folded
    before      after   measured  verdict limit
    17.28s     22.11s     +28.0%  ok      shop.match <= +40%
1 limit, none failed

# Limits may stand in a file, one a line. Sets of runs are compared by their medians; a change must have p < 0.05.

$ cat made/runs/budgets
\# What the shop may take.
total              <= +3%
shop.match         <= +5% min 30      # fewer samples tell nothing
^gc\. flat         <= 12%             # both together
shop.rank samples  <= 800
"shop.fold"        <= 1s
shop.cheese        <= +5% optional    # it is not there every day
shop.discount flat <= +2% min 1000
new                <= 1%              # each function that the base does not have
$ cprof -runs -check=made/runs/budgets made/runs/old made/runs/new
Before: made/runs/old/1.folded and 4 more, the base
After: made/runs/new/1.folded and 4 more
    before      after   measured  verdict limit
    44.22s     48.88s     +10.5%  FAILED  total <= +3%  (p=0.008)
    12.31s     15.98s     +29.8%            shop.match
         0      790ms        new            shop.fold
     4.75s      5.25s     +10.5%            shop.lower
     4.06s      4.42s      +8.9%            shop.rank
     1.68s      1.83s      +8.9%            shop.price
    17.28s     21.84s     +26.4%  FAILED  shop.match <= +5% min 30  (p=0.008)
    17.28s     21.84s     +26.4%            shop.match
     4.75s      4.58s       9.4%  ok      ^gc\. flat <= 12%
       673        711        711  ok      shop.rank samples <= 800
         0      790ms      790ms  ok      "shop.fold" <= 1s
                                  absent  shop.cheese <= +5% optional  (no match)
     430ms      400ms      -7.0%  few     shop.discount flat <= +2% min 1000  (206 samples)
         0      790ms       1.6%  FAILED  new <= 1%  (p=0.008)
         0      790ms       1.6%            shop.fold
8 limits, 3 FAILED
? 1

# Of few samples, or of a small change, it may be chance. Three runs against three are counted together.

$ printf 'main;f 50\nmain;g 450\n' >$TMP/old.folded
$ printf 'main;f 58\nmain;g 450\n' >$TMP/new.folded
$ cprof -check='f <= +10%' -check='f flat <= +7' $TMP/old.folded $TMP/new.folded
Before: $TMP/old.folded, the base
After: $TMP/new.folded
    before      after   measured  verdict limit
        50         58     +16.0%  chance  f <= +10%  (z=0.8)
        50         58         +8  chance  f flat <= +7  (z=0.8)
2 limits, none failed
$ cprof -runs -check='shop.lower <= +5%' -check='shop.rank flat <= +5%' -nodecount=1 -diff_base=made/runs/old/1.folded \
  -diff_base=made/runs/old/2.folded -diff_base=made/runs/old/3.folded made/runs/new/1.folded made/runs/new/2.folded \
  made/runs/new/3.folded
Before: made/runs/old/1.folded and 2 more, the base
After: made/runs/new/1.folded and 2 more
    before      after   measured  verdict limit
     4.60s      5.28s     +14.8%  FAILED  shop.lower <= +5%  (z=2.5)
     4.60s      5.28s     +14.8%            shop.lower
     4.37s      4.45s      +1.8%  ok      shop.rank flat <= +5%
2 limits, 1 FAILED
? 1

# A tenth more of 10,000 samples is found; of a set of runs and itself nothing is.

$ printf 'main;f 10000\nmain;g 90000\n' >$TMP/old.folded
$ printf 'main;f 11000\nmain;g 90000\n' >$TMP/new.folded
$ cprof -check='^f$ <= +5%' $TMP/old.folded $TMP/new.folded
Before: $TMP/old.folded, the base
After: $TMP/new.folded
    before      after   measured  verdict limit
     10000      11000     +10.0%  FAILED  ^f$ <= +5%  (z=6.9)
     10000      11000     +10.0%            f
1 limit, 1 FAILED
? 1
$ cprof -runs -check='total <= +0%' -check='shop.match <= +0%' -check='new <= 0%' made/runs/old made/runs/old | tail -n 1
3 limits, none failed

# A function and what it calls count once: cum of several is not their sum. For limits that are no changes one profile
# is enough. Several profiles of a side are merged, without -runs.

$ cprof -check='main|http|shop <= 100%' made/runs/new/1.folded
After: made/runs/new/1.folded
    before      after   measured  verdict limit
               49.42s     100.0%  ok      main|http|shop <= 100%
1 limit, none failed
$ cprof -check='total <= 60s' -check='shop.match samples <= 4000' -focus=shop made/runs/new/1.folded
Active filters:
   focus=shop
After: made/runs/new/1.folded
    before      after   measured  verdict limit
               31.50s     31.50s  ok      total <= 60s
                 2211       2211  ok      shop.match samples <= 4000
2 limits, none failed
$ cprof -check='total <= +1%' -diff_base=made/runs/old/1.folded -diff_base=made/runs/old/2.folded made/runs/old/1.folded made/runs/old/2.folded
Before: made/runs/old/1.folded and 1 more, the base
After: made/runs/old/1.folded and 1 more
    before      after   measured  verdict limit
    87.80s     87.80s       0.0%  ok      total <= +1%
1 limit, none failed

# Types of samples that are no counts tell nothing of chance: the limit alone decides.

$ cprof -check='^example.com <= +1%' -check='mallocgc$ alloc_space <= +2kB' shop.heap.pb.gz shop.heap2.pb.gz
Before: shop.heap.pb.gz, the base
After: shop.heap2.pb.gz
    before      after   measured  verdict limit
  657.15kB   741.98kB     +12.9%  FAILED  ^example.com <= +1%
  361.36kB   438.81kB     +21.4%            example.com/shop/internal/catalog.New
   87.30kB   156.91kB     +79.7%            example.com/shop/internal/catalog.(*Category).Walk
   87.30kB   156.91kB     +79.7%            example.com/shop/internal/catalog.New.func1
   40.23kB   104.61kB    +160.0%            example.com/shop/internal/catalog.(*Index[go.shape.int,go.shape.*uint8]).put
   40.23kB   104.61kB    +160.0%            example.com/shop/internal/catalog.(*Index[go.shape.int,go.shape.*uint8]).Put
   43.89kB    47.65kB    +3.76kB  FAILED  mallocgc$ alloc_space <= +2kB
   43.89kB    47.65kB    +3.76kB            runtime.mallocgc
2 limits, 2 FAILED
? 1

# As data, and for CI systems.

$ cprof -runs -check=made/runs/budgets -json made/runs/old made/runs/new | jq -c '.rows[1, 6, 12, -1]'
{"kind":"function","group":1,"name":"shop.match","file":null,"line":null,"column":null,"address":null,"inline":null,"before":12310000000,"after":15980000000,"measured":29.813160032493908,"samples_before":6177,"samples_after":7984,"z":null,"p":0.007936507936507936}
{"kind":"limit","group":2,"limit":"shop.match <= +5% min 30","where":"made/runs/budgets:3","verdict":"FAILED","type":"cpu","unit":"nanoseconds","before":17280000000,"after":21840000000,"measured":26.38888888888889,"allowed":5,"samples_before":8596,"samples_after":10949,"z":null,"p":0.007936507936507936}
{"kind":"limit","group":7,"limit":"shop.discount flat <= +2% min 1000","where":"made/runs/budgets:8","verdict":"few","type":"cpu","unit":"nanoseconds","before":430000000,"after":400000000,"measured":-6.976744186046512,"allowed":2,"samples_before":206,"samples_after":197,"z":null,"p":0.5555555555555556}
{"kind":"total","limits":8,"failed":3}
$ cprof -runs -check=made/runs/budgets -markdown made/runs/old made/runs/new
| kind | before | after | measured | verdict | limit | name |
|:---|---:|---:|---:|:---|:---|:---|
| limit | 44.22s | 48.88s | +10.5% | `FAILED` | `total <= +3%` |  |
| function | 12.31s | 15.98s | +29.8% |  |  | `shop.match` |
| function | 0 | 790ms | new |  |  | `shop.fold` |
| function | 4.75s | 5.25s | +10.5% |  |  | `shop.lower` |
| function | 4.06s | 4.42s | +8.9% |  |  | `shop.rank` |
| function | 1.68s | 1.83s | +8.9% |  |  | `shop.price` |
| limit | 17.28s | 21.84s | +26.4% | `FAILED` | `shop.match <= +5% min 30` |  |
| function | 17.28s | 21.84s | +26.4% |  |  | `shop.match` |
| limit | 4.75s | 4.58s | 9.4% | `ok` | `^gc\. flat <= 12%` |  |
| limit | 673 | 711 | 711 | `ok` | `shop.rank samples <= 800` |  |
| limit | 0 | 790ms | 790ms | `ok` | `"shop.fold" <= 1s` |  |
| limit |  |  |  | `absent` | `shop.cheese <= +5% optional` |  |
| limit | 430ms | 400ms | -7.0% | `few` | `shop.discount flat <= +2% min 1000` |  |
| limit | 0 | 790ms | 1.6% | `FAILED` | `new <= 1%` |  |
| function | 0 | 790ms | 1.6% |  |  | `shop.fold` |
| total |  |  |  |  |  |  |
? 1
$ cprof -runs -check=made/runs/budgets -csv made/runs/old made/runs/new | head -n 2
kind,group,limit,where,verdict,name,file,line,column,address,inline,type,unit,before,after,measured,allowed,samples_before,samples_after,z,p,limits,failed\x0d (esc)
limit,1,total <= +3%,made/runs/budgets:2,FAILED,,,,,,,cpu,nanoseconds,44220000000,48880000000,10.538218000904568,3,22306,24419,,0.007936507936507936,,\x0d (esc)
$ cprof -runs -check=made/runs/budgets -junit made/runs/old made/runs/new
<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="8" failures="3" errors="0">
  <testsuite name="cprof -check" tests="8" failures="3" errors="0" skipped="2" time="0">
    <testcase classname="cprof.check" name="total &lt;= +3%" time="0">
      <failure type="limit" message="+10.5%, p=0.008">+29.8%  shop.match
new  shop.fold
+10.5%  shop.lower
+8.9%  shop.rank
+8.9%  shop.price
</failure>
    </testcase>
    <testcase classname="cprof.check" name="shop.match &lt;= +5% min 30" time="0">
      <failure type="limit" message="+26.4%, p=0.008">+26.4%  shop.match
</failure>
    </testcase>
    <testcase classname="cprof.check" name="^gc\. flat &lt;= 12%" time="0"/>
    <testcase classname="cprof.check" name="shop.rank samples &lt;= 800" time="0"/>
    <testcase classname="cprof.check" name="&quot;shop.fold&quot; &lt;= 1s" time="0"/>
    <testcase classname="cprof.check" name="shop.cheese &lt;= +5% optional" time="0">
      <skipped message="no match"/>
    </testcase>
    <testcase classname="cprof.check" name="shop.discount flat &lt;= +2% min 1000" time="0">
      <skipped message="-7.0%, 206 samples"/>
    </testcase>
    <testcase classname="cprof.check" name="new &lt;= 1%" time="0">
      <failure type="limit" message="1.6%, p=0.008">1.6%  shop.fold
</failure>
    </testcase>
  </testsuite>
</testsuites>
? 1
# Names may hold anything.

$ printf '5 | a<b>&"c"\377\033\357\277\276 | main\n' | ./stacks >$TMP/odd
$ cprof -check='a. <= 1' -junit $TMP/odd >$TMP/junit.xml
? 1
$ cat $TMP/junit.xml
<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="1" failures="1" errors="0">
  <testsuite name="cprof -check" tests="1" failures="1" errors="0" skipped="0" time="0">
    <testcase classname="cprof.check" name="a. &lt;= 1" time="0">
      <failure type="limit" message="5">5  a&amp;&quot;c&quot;���
5  main
</failure>
    </testcase>
  </testsuite>
</testsuites>
$ python3 -c 'import sys, xml.dom.minidom as m; print(ascii(m.parse(sys.argv[1]).getElementsByTagName("failure")[0].firstChild.data))' $TMP/junit.xml
'5  a&"c"\ufffd\ufffd\ufffd\n5  main\n'

# The file of the manual's chapter on CI, whose lines are run here. ./bench writes a profile.

$ printf '#!/bin/sh\nn=$(ls new | wc -l); cat %s/made/runs/new/$n.folded\n' "$PWD" >$TMP/bench ; chmod +x $TMP/bench
$ cp -r made/runs/old made/runs/budgets $TMP
$ sed -n '/^speed:/,/^\.Ed/p' ../man/cprof.1 | sed -n 's/\\-/-/g; s/^ *- //p' >$TMP/lines ; cat $TMP/lines
mkdir -p new
for i in 1 2 3 4 5; do ./bench >new/$i.pb.gz; done
cprof -runs -check=budgets -junit -output=check.xml old new
$ cd $TMP && sh -e lines
! Generating report in check.xml
? 1
$ grep -c '<testcase' $TMP/check.xml ; grep '<testsuite ' $TMP/check.xml
8
  <testsuite name="cprof -check" tests="8" failures="3" errors="0" skipped="2" time="0">

# Errors have status 2, and name the line.

$ cprof -check='totl <= 5%' made/runs/new/1.folded
! cprof: -check 'totl <= 5%': no function matches totl; write optional behind the limit if it may be missing
? 2
$ cprof -check='total <= +5%' made/runs/new/1.folded
! cprof: -check 'total <= +5%': this limit is against a base, and there is none; give -diff_base=OLD
? 2
$ cprof -check='new <= 5%' made/runs/new/1.folded
! cprof: -check 'new <= 5%': this limit is against a base, and there is none; give -diff_base=OLD
? 2
$ cprof -check='total <= 5MB' made/runs/new/1.folded
! cprof: -check 'total <= 5MB': values of cpu are in nanoseconds, which cannot be told in MB
? 2
$ cprof -check='main alloc_space <= 5MB' made/runs/new/1.folded
! cprof: made/runs/new/1.folded: -check 'main alloc_space <= 5MB': sample_index: there is no "alloc_space"; the profile has samples, cpu; and a name with blanks stands between quotes
? 2
$ cprof -check='main <= 5MB min 3' shop.heap.pb.gz
! cprof: -check 'main <= 5MB min 3': min counts samples, and not all profiles have the type samples in the unit count, or it is about a mean
? 2
$ cprof -check=$TMP/nosuch made/runs/new/1.folded
! cprof: $TMP/nosuch: No such file or directory
? 2
$ cprof -check='total <= 5%' made/runs/old/1.folded made/runs/old/2.folded made/runs/old/3.folded
! cprof: -check compares two profiles, and there are 3; type: cprof -check=LIMITS OLD NEW, or cprof -check=LIMITS -diff_base=OLD NEW...
? 2
$ cprof -check='total <= 5%' -top made/runs/new/1.folded
! cprof: -top and -check: only one report at a time
? 2
$ cprof -top -junit made/runs/new/1.folded
! cprof: format=junit is for -check alone
? 2
$ printf '# nothing\n' >$TMP/bad ; cprof -check=$TMP/bad made/runs/new/1.folded
! cprof: $TMP/bad: there is no limit in it: a limit is NAME [flat|cum] [TYPE] <= LIMIT [min N] [optional]
? 2
$ printf 'total <= 1%%\nmain.(Foo <= 1%%\n' >$TMP/bad ; cprof -check=$TMP/bad made/runs/new/1.folded
! cprof: $TMP/bad:2: missing closing )
!   main.(Foo
!        ^
? 2
$ cprof -check='operator new flat <= 1%' made/runs/new/1.folded
! cprof: made/runs/new/1.folded: -check 'operator new flat <= 1%': sample_index: there is no "new"; the profile has samples, cpu; and a name with blanks stands between quotes
? 2
$ cprof -check='"operator new <= 1%' made/runs/new/1.folded
! cprof: -check '"operator new <= 1%': the second quote of the name is missing
? 2
$ cprof -check='<= 1%' made/runs/new/1.folded
! cprof: -check '<= 1%': no function is named: a limit is NAME [flat|cum] [TYPE] <= LIMIT [min N] [optional]
? 2
$ cprof -check='a flat cum <= 1%' made/runs/new/1.folded
! cprof: -check 'a flat cum <= 1%': flat or cum stands twice
? 2
$ cprof -check='a <= 1% min' made/runs/new/1.folded
! cprof: -check 'a <= 1% min': min takes a number of samples, not ""
? 2
$ cprof -check='a <= 1% always' made/runs/new/1.folded
! cprof: -check 'a <= 1% always': "always" is not known behind a limit; min N and optional are
? 2
$ cprof -check='a <= -1%' made/runs/new/1.folded
! cprof: -check 'a <= -1%': "-1%" is no limit; limits are like +5%, 12%, 30ms, +2MB
? 2
$ cprof -check='new <= +1%' made/runs/new/1.folded
! cprof: -check 'new <= +1%': what is new has no change: its limit is like 1% or 10ms
? 2
