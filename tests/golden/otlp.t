# OTLP profiles. Those of shop are the pprof profiles beside them, written by the Collector's own library: reports
# of both are the same.

$ cprof -types otlp/shop.heap.otlp
     total  type
   5156473  alloc_objects (default)
  381.06MB  alloc_space
     16512  inuse_objects
    2.70MB  inuse_space
! otlp/shop.heap.otlp: OTLP profiles are alpha: their format may change
$ for r in top tags tree peek=. list=search; do cprof -$r -sample_index=cpu shop.cpu.pb.gz >$TMP/pprof; cprof -$r -sample_index=cpu otlp/shop.cpu.otlp 2>/dev/null | cmp - $TMP/pprof && wc -l <$TMP/pprof; done
149
20
439
1045
7
$ for r in top tags tree peek=. traces; do cprof -$r -sample_index=inuse_space shop.heap2.pb.gz -base shop.heap.pb.gz >$TMP/pprof; cprof -$r -sample_index=inuse_space shop.heap2.pb.gz -base otlp/shop.heap.otlp 2>/dev/null | cmp - $TMP/pprof && wc -l <$TMP/pprof; done
84
57
321
338
6927

# A binary is known by its build ID, which is an attribute of the mapping.
$ PPROF_BINARY_PATH=symbols cprof -top otlp/flour.otlp >$TMP/otlp; cprof -top symbols/flour symbols/flour.pb.gz | cmp - $TMP/otlp && head -n 8 $TMP/otlp
File: flour
Build ID: 00f10f2a00c0ffee0123456789abcdef01234567
Type: samples
Showing nodes accounting for 80, 100% of 80 total
      flat  flat%   sum%        cum   cum%
        30 37.50% 37.50%         30 37.50%  mill::sack::weigh (inline)
        20 25.00% 62.50%         34 42.50%  mill::grind
        16 20.00% 82.50%         32 40.00%  bake
! otlp/flour.otlp: OTLP profiles are alpha: their format may change

# Types of one stack are values of one sample. Without values each time is 1; several values are added. Attributes of
# the sample, of its profile and of the resource are labels, and so are trace and span. What is no text and no
# number, as process.command_args, is left out.
$ cprof -symbolize=none -raw otlp/kiosk.otlp
PeriodType: cpu nanoseconds
Period: 50000000
Time: 2026-09-21 14:13:20 +0000 UTC
Duration: 2.5s
Samples:
samples/count[dflt] off_cpu/nanoseconds
          3          0: 1 2 3 4 
                hot:[true] profiler:[by hand] service.name:[kiosk] span_id:[eee19b7ec3c1b174] sugar:[1.5] thread.name:[brewer] trace_id:[5b8efff798038103d269b633813fc60c]
                process.pid:[4711] water:[2048 bytes]
          1  700000000: 4 
                profiler:[by hand] service.name:[kiosk]
                process.pid:[4711]
          3          0: 1 2 3 4 
                hot:[true] profiler:[by hand] service.name:[cellar] span_id:[eee19b7ec3c1b174] sugar:[1.5] thread.name:[brewer] trace_id:[5b8efff798038103d269b633813fc60c]
                process.pid:[4711] water:[2048 bytes]
          1  700000000: 4 
                profiler:[by hand] service.name:[cellar]
                process.pid:[4711]
Locations
     1: 0x401234 M=1 
     2: 0x0 boil kiosk.py:10:5 s=1
     3: 0x0 pour kiosk.py:10:5 s=1
             serve kiosk.py:11:5 s=1
     4: 0x0 loop kiosk.py:10:5 s=1
Mappings
1: 0x400000/0x500000/0x0 /opt/kiosk c0ffee0123456789 
! otlp/kiosk.otlp: OTLP profiles are alpha: their format may change
$ cprof -symbolize=none -top -tagroot=service.name otlp/kiosk.otlp
File: kiosk
Build ID: c0ffee0123456789
Type: samples
Time: 2026-09-21 14:13:20 UTC
Duration: 2.50s, Total samples = 8 
Showing nodes accounting for 8, 100% of 8 total
      flat  flat%   sum%        cum   cum%
         6 75.00% 75.00%          6 75.00%  [kiosk]
         2 25.00%   100%          8   100%  loop
         0     0%   100%          6 75.00%  boil
         0     0%   100%          4 50.00%  cellar
         0     0%   100%          4 50.00%  kiosk
         0     0%   100%          6 75.00%  pour (inline)
         0     0%   100%          6 75.00%  serve
! otlp/kiosk.otlp: OTLP profiles are alpha: their format may change
$ cprof -symbolize=none -top -tagfocus=span_id=eee19b7ec3c1b174 -sample_index=samples otlp/kiosk.otlp
File: kiosk
Build ID: c0ffee0123456789
Type: samples
Time: 2026-09-21 14:13:20 UTC
Duration: 2.50s, Total samples = 8 
Active filters:
   tagfocus=span_id=eee19b7ec3c1b174
Showing nodes accounting for 6, 75.00% of 8 total
      flat  flat%   sum%        cum   cum%
         6 75.00% 75.00%          6 75.00%  [kiosk]
         0     0% 75.00%          6 75.00%  boil
         0     0% 75.00%          6 75.00%  loop
         0     0% 75.00%          6 75.00%  pour (inline)
         0     0% 75.00%          6 75.00%  serve
! otlp/kiosk.otlp: OTLP profiles are alpha: their format may change

# What the Collector's file exporter writes: messages, each behind its length. Standard input will do, and gzip.
$ gzip -c otlp/kiosk.twice.otlp | cprof -symbolize=none -top -sample_index=off_cpu -
File: kiosk
Build ID: c0ffee0123456789
Type: off_cpu
Time: 2026-09-21 14:13:20 UTC
Duration: 2.50s, Total samples = 2.80s (112.00%)
Showing nodes accounting for 2.80s, 100% of 2.80s total
      flat  flat%   sum%        cum   cum%
     2.80s   100%   100%      2.80s   100%  loop
! standard input: OTLP profiles are alpha: their format may change

# Only the data that the profile was made of.
$ cprof -top otlp/original.otlp
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: threadcreate
Time: 2026-11-21 01:57:25 UTC
Showing nodes accounting for 6, 100% of 6 total
      flat  flat%   sum%        cum   cum%
         6   100%   100%          6   100%  <unknown>
! otlp/original.otlp: OTLP profiles are alpha: their format may change
$ cprof -top otlp/original.jfr.otlp
! cprof: otlp/original.jfr.otlp: OTLP profiles with nothing but the original data, of the format "jfr": record them with samples
? 2

# Damaged, cut off, in JSON.
$ head -c 900 otlp/kiosk.otlp >$TMP/cut; cprof -top $TMP/cut
! cprof: $TMP/cut: OTLP profiles, damaged or in a layout of before October 2025, which cprof does not read: a message is cut off
? 2
$ head -c 1800 otlp/kiosk.twice.otlp >$TMP/cut; cprof -top $TMP/cut
! cprof: $TMP/cut: OTLP profiles, damaged or in a layout of before October 2025, which cprof does not read: its last message is cut off
? 2
$ cprof -top fuzz/otlp/seed-no-stack
! cprof: fuzz/otlp/seed-no-stack: OTLP profiles, damaged or in a layout of before October 2025, which cprof does not read: there is no stack 9 in its dictionary of 2
? 2
$ cprof -top fuzz/otlp/seed-many-types
! cprof: fuzz/otlp/seed-many-types: it has more than 256 types of values
? 2
$ echo '{"resourceProfiles":[]}' >$TMP/json; cprof -top $TMP/json
! cprof: $TMP/json: OTLP profiles in JSON, which cprof does not read: have the collector's file exporter write them with format: proto
? 2
