# A sample has several values. Without sample_index reports use the profile's default, else the last.

$ cprof -top -nodecount=1 shop.allocs.pb.gz | tail -n 1
   76.41MB 20.05% 20.05%    76.41MB 20.05%  internal/bytealg.MakeNoZero
$ cprof -top -sample_index=alloc_objects -nodecount=1 shop.allocs.pb.gz | tail -n 1
   2068532 40.12% 40.12%    2068532 40.12%  internal/bytealg.MakeNoZero
$ cprof -top -sample_index=0 -nodecount=1 shop.allocs.pb.gz | tail -n 1
   2068532 40.12% 40.12%    2068532 40.12%  internal/bytealg.MakeNoZero

# Heap profiles have flags of their own for it.

$ cprof -top -inuse_space -nodecount=1 shop.heap.pb.gz | tail -n 1
    1.97MB 72.87% 72.87%     1.97MB 72.87%  internal/bytealg.MakeNoZero
$ cprof -top -inuse_objects -nodecount=1 shop.heap.pb.gz | tail -n 1
      7041 42.64% 42.64%       7041 42.64%  internal/bytealg.MakeNoZero
$ cprof -top -alloc_space -nodecount=1 shop.heap.pb.gz | tail -n 1
   76.41MB 20.05% 20.05%    76.41MB 20.05%  internal/bytealg.MakeNoZero
$ cprof -top -alloc_objects -nodecount=1 shop.heap.pb.gz | tail -n 1
   2068532 40.12% 40.12%    2068532 40.12%  internal/bytealg.MakeNoZero

# And so do profiles of waiting.

$ cprof -top -total_delay -nodecount=1 shop.mutex.pb.gz | tail -n 1
     5.34s 99.92% 99.92%      5.34s 99.92%  sync.(*Mutex).Unlock
$ cprof -top -contentions -nodecount=1 shop.mutex.pb.gz | tail -n 1
     21108 97.80% 97.80%      21108 97.80%  sync.(*Mutex).Unlock

# mean divides each value by the first one of its sample: how large is an allocation, how long is a wait?
# The total is a mean, too, so percentages say how an entry compares with it.

$ cprof -top -mean -alloc_space -nodecount=2 shop.allocs.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: mean_alloc_space
Time: 2026-11-21 01:57:25 UTC
Showing nodes accounting for 325B, 422.08% of 77B total
Dropped 134 nodes (cum <= 0)
Showing top 2 nodes out of 43
      flat  flat%   sum%        cum   cum%
       38B 49.35% 49.35%        38B 49.35%  internal/bytealg.MakeNoZero
      287B 372.73% 422.08%        71B 92.21%  main.(*shop).search
$ cprof -top -mean_delay -nodecount=1 shop.mutex.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: mean_delay
Time: 2026-11-21 01:57:28 UTC
Showing nodes accounting for 252.75us, 102.17% of 247.39us total
Dropped 58 nodes (cum <= 1.24us)
Showing top 1 nodes out of 14
      flat  flat%   sum%        cum   cum%
  252.75us 102.17% 102.17%   252.75us 102.17%  sync.(*Mutex).Unlock

# The first choice counts.

$ cprof -top -inuse_space -alloc_space -nodecount=1 shop.heap.pb.gz | tail -n 1
    1.97MB 72.87% 72.87%     1.97MB 72.87%  internal/bytealg.MakeNoZero
! -alloc_space is ignored: the sample type is already chosen

# In the console the name of a sample type alone selects it. mean_ before it divides too, total_ ends that.

$ cprof shop.mutex.pb.gz 2>/dev/null
< contentions
< top 1
< mean_delay
< top 1
< total_delay
< top 1
Showing nodes accounting for 21108, 97.80% of 21582 total
Dropped 43 nodes (cum <= 107)
Showing top 1 nodes out of 29
      flat  flat%   sum%        cum   cum%
     21108 97.80% 97.80%      21108 97.80%  sync.(*Mutex).Unlock
Showing nodes accounting for 252.75us, 102.17% of 247.39us total
Dropped 58 nodes (cum <= 1.24us)
Showing top 1 nodes out of 14
      flat  flat%   sum%        cum   cum%
  252.75us 102.17% 102.17%   252.75us 102.17%  sync.(*Mutex).Unlock
Showing nodes accounting for 5.34s, 99.92% of 5.34s total
Dropped 58 nodes (cum <= 0.03s)
Showing top 1 nodes out of 14
      flat  flat%   sum%        cum   cum%
     5.34s 99.92% 99.92%      5.34s 99.92%  sync.(*Mutex).Unlock

# A type that the profile has not.

$ cprof -top -sample_index=inuse_space shop.cpu.pb.gz
! cprof: sample_index: there is no "inuse_space"; the profile has samples, cpu
? 2

# `types` lists them, with the total of the whole profile in each. The default is the one that reports show;
# one without a value other than 0 is empty.

$ cprof -types shop.heap.pb.gz
     total  type
   5156473  alloc_objects
  381.06MB  alloc_space
     16512  inuse_objects
    2.70MB  inuse_space (default)
$ cprof -types -unit=kB shop.heap.pb.gz
     total  type
   5156473  alloc_objects
390206.12kB  alloc_space
     16512  inuse_objects
 2766.47kB  inuse_space (default)
$ cprof -csv -types shop.cpu.pb.gz | tr -d '\r'
kind,type,unit,total,default,empty
type,samples,count,293,false,false
type,cpu,nanoseconds,2930000000,true,false
$ cprof -json -types shop.cpu.pb.gz | grep '^{"type"'
{"type":"samples","unit":"count","total":293,"default":false,"empty":false},
{"type":"cpu","unit":"nanoseconds","total":2930000000,"default":true,"empty":false}
$ cprof -types -focus=Longest -inuse_objects depot.heap.txt
     total  type
      2228  alloc_objects
   10.91MB  alloc_space
       998  inuse_objects
    2.27MB  inuse_space (default)
! focus matched nothing

# In a comparison a total of 0 may be a sum of values that are not.

$ cprof -types -diff_base=shop.cpu.pb.gz shop.cpu.pb.gz
     total  type
         0  samples
         0  cpu (default)
$ printf 'heap profile: 0: 0 [2: 64] @ heapprofile\n 0: 0 [2: 64] @ 0x10 0x20\n' | cprof -types -
     total  type
         2  alloc_objects
       64B  alloc_space
         0  inuse_objects (empty)
         0  inuse_space (default) (empty)
! No symbols for the main binary: the profile does not name it; give the binary in front of the profile: cprof BINARY PROFILE
! no samples of inuse_space; there are samples of: alloc_objects 2, alloc_space 64B
$ printf 'heap profile: 0: 0 [2: 64] @ heapprofile\n 0: 0 [2: 64] @ 0x10 0x20\n' | cprof -csv -types - | tr -d '\r'
kind,type,unit,total,default,empty
type,alloc_objects,count,2,false,false
type,alloc_space,bytes,64,false,false
type,inuse_objects,count,0,false,true
type,inuse_space,bytes,0,true,true
! No symbols for the main binary: the profile does not name it; give the binary in front of the profile: cprof BINARY PROFILE
! no samples of inuse_space; there are samples of: alloc_objects 2, alloc_space 64B

$ cprof shop.cpu.pb.gz 2>/dev/null
< types
< types >$TMP/types.txt
     total  type
       293  samples
     2.93s  cpu (default)
