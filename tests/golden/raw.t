# `raw` prints everything there is: samples by the numbers of their locations, locations with address and
# lines, mappings. It is for looking at the file itself, and for comparing two of them.

$ cprof -raw shop.threadcreate.pb.gz
PeriodType: threadcreate count
Period: 1
Time: 2026-11-21 01:57:25.602435358 +0000 UTC
Samples:
threadcreate/count
          6: 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 
Locations
     1: 0xffffffffffffffff  :0:0 s=0
Mappings
1: 0x400000/0x509000/0x0 /tmp/shop/shop 4950ba66e93b27ec7ac3b5b00330a1099c4310fd 
2: 0x7fcaa3f32000/0x7fcaa3f34000/0x0 [vdso]  
3: 0xffffffffff600000/0xffffffffff601000/0x0 [vsyscall]  

$ cprof -raw shop.cpu.pb.gz | sed -n '1,10p;541,546p;1002,$p'
PeriodType: cpu nanoseconds
Period: 10000000
Time: 2026-11-21 01:57:22.586979721 +0000 UTC
Duration: 3.00
Samples:
samples/count cpu/nanoseconds
          1   10000000: 1 2 2 2 2 3 4 5 6 7 8 
                request:[search] route:[GET /search] tenant:[acme]
          1   10000000: 9 10 11 12 13 14 15 16 
          1   10000000: 17 18 19 20 21 11 22 13 14 15 16 
Locations
     1: 0x4ef00e M=1 example.com/shop/internal/catalog.(*Category).Walk /tmp/shop/internal/catalog/catalog.go:37:0 s=36
     2: 0x4ef072 M=1 example.com/shop/internal/catalog.(*Category).Walk /tmp/shop/internal/catalog/catalog.go:43:0 s=36
     3: 0x4efaf3 M=1 example.com/shop/internal/catalog.(*Catalog).Search /tmp/shop/internal/catalog/catalog.go:110:0 s=108
     4: 0x4f4588 M=1 main.(*shop).search /tmp/shop/main.go:67:0 s=63
     5: 0x4f5aaa M=1 main.(*shop).serve.func1 /tmp/shop/main.go:149:0 s=142
Mappings
1: 0x400000/0x509000/0x0 /tmp/shop/shop 4950ba66e93b27ec7ac3b5b00330a1099c4310fd [FN]
2: 0x7fcaa3f32000/0x7fcaa3f34000/0x0 [vdso]  
3: 0xffffffffff600000/0xffffffffff601000/0x0 [vsyscall]  

# Filters choose the samples. The tables of locations and mappings are listed whole.

$ cprof -raw -focus=Longest shop.cpu.pb.gz | head -n 10
PeriodType: cpu nanoseconds
Period: 10000000
Time: 2026-11-21 01:57:22.586979721 +0000 UTC
Duration: 3.00
Samples:
samples/count cpu/nanoseconds
          1   10000000: 104 105 106 30 30 31 32 33 5 6 7 8 
                request:[report] route:[GET /report] tenant:[møbel]
          1   10000000: 149 105 106 150 
                request:[report] route:[GET /report] tenant:[møbel]
$ cprof -raw -focus=Longest shop.cpu.pb.gz | grep -c M=
388
