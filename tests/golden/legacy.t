# Formats that came before profile.proto. What gperftools writes as text or binary, and Go with debug=1, is
# read like any profile, compressed or not.

# Go's counts: goroutine, threadcreate, and what a program makes with pprof.NewProfile. Addresses are where
# calls return to; they are shown one lower, on the call.

$ printf 'goroutine profile: total 3\n1 @ 0x43c2e5 0x43d1f7\n2 @ 0x43c2e5\n' >$TMP/count; cprof -symbolize=none -raw $TMP/count
PeriodType: goroutine count
Period: 1
Samples:
goroutine/count
          1: 1 2 
          2: 1 
Locations
     1: 0x43c2e4 M=1 
     2: 0x43d1f6 M=1 
Mappings
1: 0x0/0xffffffffffffffff/0x0   
$ gzip -c $TMP/count >$TMP/count.gz; cprof -symbolize=none -top $TMP/count.gz
Type: goroutine
Showing nodes accounting for 3, 100% of 3 total
      flat  flat%   sum%        cum   cum%
         3   100%   100%          3   100%  <unknown>

# A memory map may follow, as in /proc/self/maps or shorter.

$ (cat $TMP/count; printf -- '--- Memory map: ---\n00400000-00500000 r-xp 00000000 08:01 5 /bin/prog\n7f0000000000-7f0000100000: /lib/libc.so.6\n') >$TMP/maps; cprof -symbolize=none -raw $TMP/maps | tail -n 3
Mappings
1: 0x400000/0x500000/0x0 /bin/prog  
2: 0x7f0000000000/0x7f0000100000/0x0 /lib/libc.so.6  

# Heaps: what was sampled becomes an estimate of all, here at one sample in 512 kB.

$ printf 'heap profile: 2: 2048 [3: 4096] @ heap/1048576\n1: 1024 [2: 2048] @ 0x43c2e5\n' >$TMP/heap; cprof -symbolize=none -raw $TMP/heap
PeriodType: space bytes
Period: 524288
Samples:
alloc_objects/count alloc_space/bytes inuse_objects/count inuse_space/bytes
       1025    1049600        512     524800: 1 
                bytes:[1024]
Locations
     1: 0x43c2e4 M=1 
Mappings
1: 0x0/0xffffffffffffffff/0x0   

# Locks: cycles become nanoseconds.

$ printf -- '--- mutex:\ncycles/second=2000000000\nsampling period=1\n3000 2 @ 0x43c2e5\n' >$TMP/mutex; cprof -symbolize=none -raw $TMP/mutex
PeriodType: contentions count
Period: 1
Samples:
contentions/count delay/nanoseconds
          2       1500: 1 
Locations
     1: 0x43c2e4 M=1 
Mappings
1: 0x0/0xffffffffffffffff/0x0   

# Threads, each with its stack.

$ printf -- '--- threadz 1 ---\n\n--- Thread 7e (name: main/1) stack: ---\n PC: 0x43c2e4: work\n 0x43d1f7: main\n--- Thread 7f (name: idle/2) stack: ---\n [same as previous thread]\n--- Memory map: ---\n00400000-00500000: /bin/prog\n' >$TMP/threads; cprof -symbolize=none -raw $TMP/threads
PeriodType: thread count
Period: 1
Samples:
thread/count
          2: 1 2 
Locations
     1: 0x43c2e4 M=1 
     2: 0x43d1f6 M=1 
Mappings
1: 0x400000/0x500000/0x0 /bin/prog  

# Java programs say what their addresses are.

$ printf -- '--- contentionz 1 ---\nformat = java\nresolution = microseconds\nsampling period = 100\n 7 1 @ 0x3 0x4\n 0x3 shop.Cart.add (Cart.java:12)\n 0x4 shop.Main.main (Main.java:3)\n' >$TMP/java; cprof -symbolize=none -traces $TMP/java
Type: delay
-----------+-------------------------------------------------------
     700us   shop.Cart.add
             shop.Main.main
-----------+-------------------------------------------------------

# CPU profiles are binary, with words of 32 or 64 bits.

$ python3 -c 'import struct, sys; w = [0, 3, 0, 10000, 0, 5, 2, 0x43c2e4, 0x43d1f7, 2, 1, 0x43c2e4, 0, 1, 0]; sys.stdout.buffer.write(struct.pack("<15Q", *w) + b"00400000-00500000: /bin/prog\n")' >$TMP/cpu; cprof -symbolize=none -raw $TMP/cpu
PeriodType: cpu nanoseconds
Period: 10000000
Samples:
samples/count cpu/nanoseconds
          5   50000000: 1 2 
          2   20000000: 1 
Locations
     1: 0x43c2e4 M=1 
     2: 0x43d1f6 M=1 
Mappings
1: 0x400000/0x500000/0x0 /bin/prog  

# What is not right is named: the format, and the line or byte.

$ printf 'goroutine profile: total 3\n1 @ 0x43c2e5\nrubbish\n' >$TMP/bad; cprof -top $TMP/bad
! cprof: $TMP/bad: a Go count profile in text form, line 3: not a count and a stack: NUMBER @ 0x... 0x...
? 2
$ printf 'heap profile: 1: 2 [1: 2] @ heap/2\n0: 7 [1: 7] @ 0x1\n' >$TMP/bad; cprof -top $TMP/bad
! cprof: $TMP/bad: a heap profile in text form, line 2: no objects, but bytes
? 2
$ printf -- '--- Thread 7e (name: main/1) stack: ---\n0x1\n' >$TMP/bad; cprof -top $TMP/bad
! cprof: $TMP/bad: a thread profile in text form, line 2: neither a thread nor the memory map; is the file cut off?
? 2
$ printf -- '--- mutex:\nflavour = sour\n' >$TMP/bad; cprof -top $TMP/bad
! cprof: $TMP/bad: a contention profile in text form, line 2: an unknown attribute, or not a number
? 2
$ head -c 56 $TMP/cpu >$TMP/bad; cprof -top $TMP/bad
! cprof: $TMP/bad: a CPU profile of gperftools, byte 40: a stack that is longer than the file
? 2
$ head -c 32 $TMP/cpu >$TMP/bad; cprof -top $TMP/bad
! cprof: $TMP/bad: a CPU profile of gperftools, damaged or cut off in its first five words
? 2
