# What never ends is given up; here it does after 3 GB, so that this test ends in any case.

$ (echo 'heap profile: 1: 8 [1: 8] @ heap/1'; yes '1: 8 [1: 8] @ 0x1000' | head -c 3000000000) | cprof -top -
! cprof: standard input: takes more memory than real profiles of its size do, or more than 2 GiB; -max_size=SIZE reads it all the same
? 2
