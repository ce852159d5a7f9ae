# -series shows what the functions that match took in each profile, in the order of their times.

$ cprof -series=catalog.Contains shop.trimpath.cpu.pb.gz shop.cpu.pb.gz shop.cpu2.pb.gz
Type: cpu

catalog.Contains  [#*#]
time                         total       flat        cum   cum%
2026-11-21 01:57:22 UTC      2.93s      410ms      1.16s 39.59%  ####################  shop.cpu.pb.gz
2026-11-21 01:57:28 UTC      2.97s      280ms      960ms 32.32%  ################      shop.cpu2.pb.gz
2026-11-21 01:57:43 UTC      2.93s      460ms      1.14s 38.91%  ####################  shop.trimpath.cpu.pb.gz

# Several expressions are asked for at once. All functions that match count together, a sample once, as in find.

$ cprof -series='mallocgc$' -series='^runtime' shop.cpu.pb.gz shop.cpu2.pb.gz
Type: cpu

mallocgc$  [#*]
time                         total       flat        cum   cum%
2026-11-21 01:57:22 UTC      2.93s       30ms      440ms 15.02%  ####################  shop.cpu.pb.gz
2026-11-21 01:57:28 UTC      2.97s          0      410ms 13.80%  ##################    shop.cpu2.pb.gz

^runtime  [##]
time                         total       flat        cum   cum%
2026-11-21 01:57:22 UTC      2.93s      1.18s      2.62s 89.42%  ####################  shop.cpu.pb.gz
2026-11-21 01:57:28 UTC      2.97s      1.40s      2.65s 89.23%  ####################  shop.cpu2.pb.gz
$ cprof -find=^runtime shop.cpu.pb.gz | tail -n 1
     1.18s 40.27%             2.62s 89.42%  all 144 matches together

# A folder is its files. Where a profile does not say when it was taken, its file does. A step is seen in the line above
# the rows, also of a hundred profiles.

$ mkdir $TMP/nightly; for i in $(seq 100 199); do \
    printf 'main;work %s\nmain;rest 70\n' $((30 + (i > 160 ? 40 : i % 3))) >$TMP/nightly/$i.folded; \
    touch -d "2026-11-27 UTC + $i minutes" $TMP/nightly/$i.folded; done
$ cprof -series=work $TMP/nightly | sed -n '3p; 64,67p'
work  [=====================================#######################]
2026-11-27 02:39:00 UTC        100         30         30 30.00%  ############          $TMP/nightly/159.folded
2026-11-27 02:40:00 UTC        101         31         31 30.69%  ############          $TMP/nightly/160.folded
2026-11-27 02:41:00 UTC        140         70         70 50.00%  ####################  $TMP/nightly/161.folded
2026-11-27 02:42:00 UTC        140         70         70 50.00%  ####################  $TMP/nightly/162.folded
$ cprof -csv -series=work $TMP/nightly | sed -n '1p; 62,64p'
kind,group,group_name,profile,time_unix_nano,total_count,flat_count,cum_count\x0d (esc)
profile,0,work,$TMP/nightly/160.folded,1795747200000000000,101,31,31\x0d (esc)
profile,0,work,$TMP/nightly/161.folded,1795747260000000000,140,70,70\x0d (esc)
profile,0,work,$TMP/nightly/162.folded,1795747320000000000,140,70,70\x0d (esc)

# What cannot be read is told and left out.

$ echo no profile >$TMP/nightly/000.folded; cprof -series=work $TMP/nightly | tail -n 1
2026-11-27 03:19:00 UTC        140         70         70 50.00%  ####################  $TMP/nightly/199.folded
! $TMP/nightly/000.folded: a text file, not a profile that cprof knows; it says: no profile

# Options are those of other reports.

$ cprof -series=Voucher -focus=best -sample_index=samples shop.cpu.pb.gz
Active filters:
   focus=best
Type: samples

Voucher  [#]
time                         total       flat        cum   cum%
2026-11-21 01:57:22 UTC        293          2         16  5.46%  ####################  shop.cpu.pb.gz
$ cprof -json -series=Voucher shop.cpu.pb.gz | tail -n 4
 "rows":[
{"group":0,"group_name":"Voucher","profile":"shop.cpu.pb.gz","time_unix_nano":1795226242586979721,"total":2930000000,"flat":20000000,"cum":160000000}
],
 "notes":[]}
$ cprof -series=nothing shop.cpu.pb.gz
Type: cpu

nothing  [ ]
time                         total       flat        cum   cum%
2026-11-21 01:57:22 UTC      2.93s          0          0     0%                        shop.cpu.pb.gz
! -series=nothing matches nothing in these profiles

# It compares no two profiles, and the values must be the same.

$ cprof -series=x -base shop.cpu.pb.gz shop.cpu2.pb.gz
! cprof: -series takes no base: name all profiles behind the flags
? 2
$ cprof -series='(' shop.cpu.pb.gz
! cprof: -series: missing closing )
!   (
!   ^
? 2
$ cprof -series=runtime shop.cpu.pb.gz shop.heap.pb.gz
! cprof: shop.heap.pb.gz: its values are inuse_space/bytes, and those of the profiles before it cpu/nanoseconds
? 2
