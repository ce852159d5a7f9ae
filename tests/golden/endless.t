# What never ends is given up.

$ (echo 'heap profile: 1: 8 [1: 8] @ heap/1'; yes '1: 8 [1: 8] @ 0x1000') | cprof -top -max_size=50MB -
! cprof: standard input: larger than 52428800 bytes uncompressed; -max_size=SIZE allows more
? 2
