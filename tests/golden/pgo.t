# `pgo` writes what Go's compiler reads of CPU profiles: the last two frames of each sample.

$ cprof -pgo -output=$TMP/default.pgo shop.cpu.pb.gz
! 134 calls; the heaviest 130 make 99% of all
! Generating report in $TMP/default.pgo
$ cprof -types $TMP/default.pgo | tail -1
       293  samples (default)
$ cprof -traces $TMP/default.pgo | head -20
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: samples
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 293 
-----------+-------------------------------------------------------
         2   example.com/shop/internal/catalog.(*Category).Walk
             example.com/shop/internal/catalog.(*Category).Walk
-----------+-------------------------------------------------------
         1   runtime.findObject
             runtime.scanblock
-----------+-------------------------------------------------------
         1   runtime.getempty
             runtime.(*gcWork).init
-----------+-------------------------------------------------------
         7   example.com/shop/internal/catalog.(*Catalog).Search.func1
             example.com/shop/internal/catalog.(*Category).Walk
-----------+-------------------------------------------------------
         2   example.com/shop/internal/catalog.(*Catalog).Search.func1
             example.com/shop/internal/catalog.(*Category).Walk

# Several profiles become one.

$ cprof -pgo shop.cpu.pb.gz shop.cpu2.pb.gz >$TMP/default.pgo
! 248 calls; the heaviest 239 make 99% of all

# Filters hold.

$ cprof -pgo -focus=Longest shop.cpu.pb.gz >$TMP/longest.pgo
! 2 calls; the heaviest 2 make 99% of all

# Other profiles do not help the compiler.

$ cprof -pgo shop.heap.pb.gz
! cprof: pgo: Go's compiler reads samples/count or cpu/nanoseconds, and this profile has alloc_objects/count, alloc_space/bytes, inuse_objects/count, inuse_space/bytes; take a CPU profile
? 2
$ cprof -pgo mill.rust.cpu.pb.gz
! cprof: pgo: no function has a first line, which Go's compiler needs; take the profile from a program built with Go 1.20 or later
? 2
