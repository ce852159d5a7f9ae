# -runs compares sets of profiles, each of which is a run. A folder is a set: its files are the runs. Values are
# medians. p is that of Mann and Whitney's test, ~ marks those of 0.05 and more; q is p after all functions that were
# tested (Benjamini and Hochberg).

$ cprof -runs made/runs/old made/runs/new
Type: cpu
Before: made/runs/old/1.folded and 4 more, the base
After: made/runs/new/1.folded and 4 more
    before      after      change  change%     p       q  flat
    12.31s     15.98s      +3.67s   +29.8% 0.008   0.034  shop.match
         0      0.79s      +0.79s      new 0.008   0.034  shop.fold
     0.56s          0      -0.56s     gone 0.008   0.034  shop.cache
     4.75s      5.25s      +0.50s   +10.5% 0.095 ~ 0.206  shop.lower
     4.06s      4.42s      +0.36s    +8.9% 0.333 ~ 0.481  shop.rank
     9.19s      9.02s      -0.17s    -1.8% 0.151 ~ 0.280  http.parse
     1.68s      1.83s      +0.15s    +8.9% 0.056 ~ 0.181  shop.price
     0.99s      0.87s      -0.12s   -12.1% 0.095 ~ 0.206  gc.sweep
     2.92s      3.02s      +0.10s    +3.4% 0.246 ~ 0.400  http.write
     3.76s      3.67s      -0.09s    -2.4% 0.595 ~ 0.645  gc.mark
     2.61s      2.69s      +0.08s    +3.1% 0.532 ~ 0.645  sort.swap
     0.43s      0.40s      -0.03s    -7.0% 0.556 ~ 0.645  shop.discount
12 functions changed: 1 new, 1 gone; total 44.22s -> 48.88s (+4.66s, +10.5%, p=0.008 n=5+5)

# A number lists the largest changes.

$ cprof -runs -nodecount=4 made/runs/old made/runs/new
Type: cpu
Before: made/runs/old/1.folded and 4 more, the base
After: made/runs/new/1.folded and 4 more
Showing the largest 4 of 12 changes
    before      after      change  change%     p       q  flat
   12310ms    15980ms     +3670ms   +29.8% 0.008   0.034  shop.match
         0      790ms      +790ms      new 0.008   0.034  shop.fold
     560ms          0      -560ms     gone 0.008   0.034  shop.cache
    4750ms     5250ms      +500ms   +10.5% 0.095 ~ 0.206  shop.lower
12 functions changed: 1 new, 1 gone; total 44220ms -> 48880ms (+4660ms, +10.5%, p=0.008 n=5+5)

# With -cum rows go by cum. -diff -runs is the same as -runs.

$ cprof -diff -runs -cum -nodecount=4 made/runs/old made/runs/new
Type: cpu
Before: made/runs/old/1.folded and 4 more, the base
After: made/runs/new/1.folded and 4 more
Showing the largest 4 of 16 changes
    before      after      change  change%     p       q  cum
    38.64s     43.42s      +4.78s   +12.4% 0.008   0.022  http.serve
    44.22s     48.88s      +4.66s   +10.5% 0.008   0.022  main
    24.56s     29.14s      +4.58s   +18.6% 0.008   0.022  shop.search
    17.28s     21.84s      +4.56s   +26.4% 0.008   0.022  shop.match
16 functions changed: 1 new, 1 gone; total 44.22s -> 48.88s (+4.66s, +10.5%, p=0.008 n=5+5)

# Sets may also be given file by file. Three runs against three show nothing at 0.05.

$ cprof -runs -nodecount=1 -diff_base=made/runs/old/1.folded -diff_base=made/runs/old/2.folded \
  -diff_base=made/runs/old/3.folded made/runs/new/1.folded made/runs/new/2.folded made/runs/new/3.folded
Type: cpu
Before: made/runs/old/1.folded and 2 more, the base
After: made/runs/new/1.folded and 2 more
Showing the largest 1 of 13 changes
    before      after      change  change%     p       q  flat
    12.16s     16.09s      +3.93s   +32.3% 0.100 ~ 0.260  shop.match
13 functions changed: 1 new, 1 gone; total 44.04s -> 49.42s (+5.38s, +12.2%, p=0.100 n=3+3)
! 3 runs against 3 have a p of 0.100 or more, whatever they show; from 4 against 4 on it can be below 0.05

# A set of runs differs from itself in nothing.

$ cprof -runs made/runs/old made/runs/old
Type: cpu
Before: made/runs/old/1.folded and 4 more, the base
After: made/runs/old/1.folded and 4 more
0 functions changed: 0 new, 0 gone; total 44.22s -> 44.22s (0, 0%, p=1.000 n=5+5)

# Turned around, changes have the other sign, and p and q are the same.

$ cprof -runs -json made/runs/old made/runs/new | jq -S '.rows[] | [.name, .flat_change, .cum_change, .p, .q]' >$TMP/there
$ cprof -runs -json made/runs/new made/runs/old | jq -S '.rows[] | [.name, 0 - .flat_change, 0 - .cum_change, .p, .q]' >$TMP/back
$ cmp $TMP/there $TMP/back

# The change of the total is that of the medians of the totals.

$ for f in made/runs/old/*; do cprof -top -csv -unit=s $f | awk -F, 'NR > 1 {n += $8} END {print n}'; done | sort -n | sed -n 3p
4.422e+10

# Options filter each run for itself, and choose the sample type.

$ cprof -runs -focus=shop.search -sample_index=samples -nodecount=2 made/runs/old made/runs/new
Active filters:
   focus=shop.search
Type: samples
Before: made/runs/old/1.folded and 4 more, the base
After: made/runs/new/1.folded and 4 more
Showing the largest 2 of 6 changes
    before      after      change  change%     p       q  flat
      1231       1598        +367   +29.8% 0.008   0.016  shop.match
         0         79         +79      new 0.008   0.016  shop.fold
6 functions changed: 1 new, 1 gone; total 2456 -> 2914 (+458, +18.6%, p=0.008 n=5+5)

# As data.

$ cprof -runs -csv -nodecount=1 made/runs/old made/runs/new
kind,name,file,line,column,address,inline,flat_before_nanoseconds,flat_after_nanoseconds,flat_change_nanoseconds,cum_before_nanoseconds,cum_after_nanoseconds,cum_change_nanoseconds,p,q,runs_before,runs_after,changed,new,gone\x0d (esc)
node,shop.match,,,,,,12310000000,15980000000,3670000000,17280000000,21840000000,4560000000,0.007936507936507936,0.03439153439153439,,,,,\x0d (esc)
total,,,,,,,44220000000,48880000000,4660000000,44220000000,48880000000,4660000000,0.007936507936507936,,5,5,12,1,1\x0d (esc)
$ cprof -runs -markdown -nodecount=2 made/runs/old made/runs/new
| kind | before | after | change | change% | p | q | name |
|:---|---:|---:|---:|---:|---:|---:|:---|
| node | 12310ms | 15980ms | +3670ms | +29.8% | 0.008 | 0.034 | `shop.match` |
| node | 0 | 790ms | +790ms | new | 0.008 | 0.034 | `shop.fold` |
| total | 44220ms | 48880ms | +4660ms | +10.5% | 0.008 |  |  |
$ cprof -runs -json -json_text made/runs/old made/runs/new | jq -c '.rows[0]'
{"kind":"node","name":"shop.match","file":null,"line":null,"column":null,"address":null,"inline":null,"name_text":"shop.match","flat_before":12310000000,"flat_before_text":"12.31s","flat_after":15980000000,"flat_after_text":"15.98s","flat_change":3670000000,"flat_change_text":"3.67s","cum_before":17280000000,"cum_before_text":"17.28s","cum_after":21840000000,"cum_after_text":"21.84s","cum_change":4560000000,"cum_change_text":"4.56s","p":0.007936507936507936,"p_text":"0.008","q":0.03439153439153439,"q_text":"0.034"}

# What cannot be.

$ cprof -runs made/runs/old
! cprof: -runs compares two profiles, and there is 1; type: cprof -runs OLD NEW, or cprof -runs -diff_base=OLD NEW...
? 2
$ cprof -runs -top made/runs/old made/runs/new
! cprof: -top and -runs: only one report at a time
? 2
$ cprof -runs -normalize made/runs/old made/runs/new
! cprof: -runs and -normalize exclude each other
? 2
$ cprof -runs -e top made/runs/old made/runs/new
! cprof: -runs is no report for -e or -x: it reads its profiles itself
? 2
$ mkdir $TMP/empty ; cprof -runs $TMP/empty made/runs/new
! cprof: $TMP/empty: the folder has no files
? 2
$ cp made/runs/old/1.folded $TMP/empty ; echo 'no profile' >$TMP/empty/2 ; cprof -runs $TMP/empty made/runs/new
! cprof: $TMP/empty/2: a text file, not a profile that cprof knows; it says: no profile
? 2
$ cprof -runs made/runs/old shop.heap.pb.gz
! cprof: shop.heap.pb.gz: its values are inuse_space/bytes, and those of other runs cpu/nanoseconds
? 2
