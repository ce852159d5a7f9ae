# `topproto` writes what `top` shows as a profile: one location for each entry, with flat and cum as values.

$ cprof -topproto -nodecount=3 shop.cpu.pb.gz >$TMP/top.pb.gz
$ cprof -raw $TMP/top.pb.gz
PeriodType: cpu nanoseconds
Period: 10000000
Time: 2026-11-21 01:57:22.586979721 +0000 UTC
Duration: 3.00
Samples:
cum/ms flat/ms
        450        450: 1 
       1160        410: 2 
        630        260: 3 
Locations
     1: 0x0 M=1 runtime.asyncPreempt :0:0 s=0()
     2: 0x0 M=1 example.com/shop/internal/catalog.Contains :0:0 s=0()
     3: 0x0 M=1 example.com/shop/internal/catalog.hasPrefixFold :0:0 s=0()
Mappings
1: 0x0/0x0/0x0   
