# Profiles of addresses get functions and lines from the binaries they were recorded of. `flour` is a small
# one, its profile says it was in /usr/bin.

$ cprof -top symbols/flour.pb.gz
File: flour
Build ID: 00f10f2a00c0ffee0123456789abcdef01234567
Type: samples
Showing nodes accounting for 80, 100% of 80 total
      flat  flat%   sum%        cum   cum%
        80   100%   100%         80   100%  [flour]
! No symbols for /usr/bin/flour (build ID 00f10f2a00c0ffee0123456789abcdef01234567): No such file or directory; PPROF_BINARY_PATH names the folders where binaries are looked for

# The variable names folders to look in. The name of what was found stands in the profile.

$ PPROF_BINARY_PATH=/nosuch:symbols cprof -top symbols/flour.pb.gz
File: flour
Build ID: 00f10f2a00c0ffee0123456789abcdef01234567
Type: samples
Showing nodes accounting for 80, 100% of 80 total
      flat  flat%   sum%        cum   cum%
        30 37.50% 37.50%         30 37.50%  mill::sack::weigh (inline)
        20 25.00% 62.50%         34 42.50%  mill::grind
        16 20.00% 82.50%         32 40.00%  bake
         8 10.00% 92.50%         80   100%  _start
         6  7.50%   100%          6  7.50%  mill::sack::pour
$ PPROF_BINARY_PATH=symbols cprof -top -lines -nodecount=4 symbols/flour.pb.gz
File: flour
Build ID: 00f10f2a00c0ffee0123456789abcdef01234567
Type: samples
Showing nodes accounting for 37, 46.25% of 80 total
Showing top 4 nodes out of 18
      flat  flat%   sum%        cum   cum%
        19 23.75% 23.75%         19 23.75%  mill::sack::weigh /flour/flour.cc:13
         6  7.50% 31.25%          6  7.50%  bake /flour/flour.cc:35
         6  7.50% 38.75%          6  7.50%  mill::grind /flour/flour.cc:26
         6  7.50% 46.25%          6  7.50%  mill::sack::weigh /flour/flour.cc:14
$ PPROF_BINARY_PATH=symbols cprof -raw symbols/flour.pb.gz | grep -A 3 '^    15: \|^Mappings'
    15: 0x400134 M=1 mill::sack::weigh /flour/flour.cc:13:23 s=9(_ZNK4mill4sackIlE5weighEl)
             mill::grind /flour/flour.cc:28:16 s=24(_ZN4mill5grindERNS_4sackIlEEl)
    16: 0x400139 M=1 mill::sack::weigh /flour/flour.cc:13:21 s=9(_ZNK4mill4sackIlE5weighEl)
             mill::grind /flour/flour.cc:28:16 s=24(_ZN4mill5grindERNS_4sackIlEEl)
--
Mappings
1: 0x400000/0x401000/0x0 symbols/flour 00f10f2a00c0ffee0123456789abcdef01234567 [FN][FL][LN][IN]
$ PPROF_BINARY_PATH=symbols cprof -raw -symbolize=none symbols/flour.pb.gz | grep -A 3 '^    15: \|^Mappings'
    15: 0x400134 M=1 
    16: 0x400139 M=1 
    17: 0x40013b M=1 
    18: 0x40013d M=1 
--
Mappings
1: 0x400000/0x401000/0x0 symbols/flour 00f10f2a00c0ffee0123456789abcdef01234567 

# Without it, binaries are in ~/pprof/binaries.

$ mkdir -p $HOME/pprof/binaries && cp symbols/flour $HOME/pprof/binaries/; cprof -top -nodecount=1 symbols/flour.pb.gz | tail -n 1
        30 37.50% 37.50%         30 37.50%  mill::sack::weigh
$ rm $HOME/pprof/binaries/flour; mkdir $HOME/pprof/binaries/00; cp symbols/flour $HOME/pprof/binaries/00/f10f2a00c0ffee0123456789abcdef01234567.debug; cprof -top -nodecount=1 symbols/flour.pb.gz | tail -n 1
        30 37.50% 37.50%         30 37.50%  mill::sack::weigh
$ rm -r $HOME/pprof/binaries/00; mkdir -p $HOME/pprof/binaries/00f10f2a00c0ffee0123456789abcdef01234567; cp symbols/flour $HOME/pprof/binaries/00f10f2a00c0ffee0123456789abcdef01234567/other; cprof -raw symbols/flour.pb.gz | tail -n 1; rm -r $HOME/pprof
1: 0x400000/0x401000/0x0 $HOME/pprof/binaries/00f10f2a00c0ffee0123456789abcdef01234567/other 00f10f2a00c0ffee0123456789abcdef01234567 [FN][FL][LN][IN]

# The binary may also stand in front of the profile.

$ cprof -top -nodecount=1 symbols/flour symbols/flour.pb.gz | tail -n 1
        30 37.50% 37.50%         30 37.50%  mill::sack::weigh
$ cprof -top -nodecount=1 symbols/flour.cc symbols/flour.pb.gz 2>&1 | head -n 1
symbols/flour.cc: a text file, not a profile that cprof knows

# Names come demangled, without parameters and template arguments, or as the user wants them.

$ export PPROF_BINARY_PATH=symbols; cprof -top -symbolize=demangle=full symbols/flour.pb.gz | tail -n +6
        30 37.50% 37.50%         30 37.50%  mill::sack<long>::weigh(long) const (inline)
        20 25.00% 62.50%         34 42.50%  mill::grind(mill::sack<long>&, long)
        16 20.00% 82.50%         32 40.00%  bake
         8 10.00% 92.50%         80   100%  _start
         6  7.50%   100%          6  7.50%  mill::sack<long>::pour(long)
$ PPROF_BINARY_PATH=symbols cprof -top -symbolize=demangle=templates symbols/flour.pb.gz | tail -n 1
         6  7.50%   100%          6  7.50%  mill::sack<long>::pour
$ export PPROF_BINARY_PATH=symbols; cprof -top -symbolize=local:demangle=none symbols/flour.pb.gz | tail -n 1
         6  7.50%   100%          6  7.50%  _ZN4mill4sackIlE4pourEl

# The symbol table alone is quick, and knows neither inlined functions nor lines.

$ export PPROF_BINARY_PATH=symbols; cprof -top -symbolize=fastlocal -lines symbols/flour.pb.gz | tail -n +6
        34 42.50% 42.50%         34 42.50%  mill::grind
        32 40.00% 82.50%         32 40.00%  bake
         8 10.00% 92.50%         80   100%  _start
         6  7.50%   100%          6  7.50%  mill::sack::pour
$ PPROF_BINARY_PATH=symbols cprof -top -nodecount=1 -symbolize=remote symbols/flour.pb.gz | tail -n 1
        80   100%   100%         80   100%  [flour]

# A binary that is not the one that ran is told of and left alone.

$ mkdir $TMP/b; LC_ALL=C sed 's/\x00\xf1\x0f[*]/\x00\xf2\x0f*/' symbols/flour >$TMP/b/flour; PPROF_BINARY_PATH=$TMP/b cprof -top -nodecount=1 symbols/flour.pb.gz | tail -n 1
        80   100%   100%         80   100%  [flour]
! Ignoring local file $TMP/b/flour: build-id mismatch (00f10f2a00c0ffee0123456789abcdef01234567 != 00f20f2a00c0ffee0123456789abcdef01234567)
! No symbols for /usr/bin/flour (build ID 00f10f2a00c0ffee0123456789abcdef01234567): No such file or directory; PPROF_BINARY_PATH names the folders where binaries are looked for
$ cprof -top -nodecount=1 $TMP/b/flour symbols/flour.pb.gz | tail -n 1
        80   100%   100%         80   100%  [flour]
! No symbols for $TMP/b/flour (build ID 00f10f2a00c0ffee0123456789abcdef01234567): build ID mismatch: the file's is 00f20f2a00c0ffee0123456789abcdef01234567; PPROF_BINARY_PATH names the folders where binaries are looked for

# So is what is no regular file, which might never end or never answer.

$ mkdir $TMP/c; mkfifo $TMP/c/flour; PPROF_BINARY_PATH=$TMP/c cprof -top -nodecount=1 symbols/flour.pb.gz | tail -n 1
        80   100%   100%         80   100%  [flour]
! No symbols for /usr/bin/flour (build ID 00f10f2a00c0ffee0123456789abcdef01234567): No such file or directory; PPROF_BINARY_PATH names the folders where binaries are looked for

# Of several binaries the first three are named; one reason is given once.

$ for b in a b c d; do echo "00${b}00000-00${b}80000 r-xp 00000000 08:01 1 /opt/none/$b"; done >$TMP/maps; { echo 'heap profile: 1: 8 [1: 8] @ heapprofile'; echo ' 1: 8 [1: 8] @ 0xa00010 0xb00010 0xc00010 0xd00010'; echo MAPPED_LIBRARIES:; cat $TMP/maps; } >$TMP/heap; cprof -top -nodecount=1 $TMP/heap | tail -n 1
        8B   100%   100%         8B   100%  [a]
! No symbols for 4 binaries: /opt/none/a, /opt/none/b and /opt/none/c: No such file or directory, and 1 more; PPROF_BINARY_PATH names the folders where binaries are looked for

# What is not understood is told and ignored.

$ PPROF_BINARY_PATH=symbols cprof -top -nodecount=1 -symbolize=lokal:force symbols/flour.pb.gz | tail -n 1
        30 37.50% 37.50%         30 37.50%  mill::sack::weigh
! -symbolize: "lokal" is ignored; there are none, local, fastlocal, remote, force and demangle=default|templates|full|none, separated by ':'

# Names that a profile has are demangled, too.

$ printf '\012\004\010\001\020\002\022\006\012\001\001\022\001\005\042\006\010\001\042\002\010\001\052\006\010\001\020\003\030\003\062\000\062\003cpu\062\002ms\062\020_ZN5bread4bakeEv' >$TMP/names; cprof -top $TMP/names | tail -n 1; cprof -top -symbolize=none $TMP/names | tail -n 1
       5ms   100%   100%        5ms   100%  bread::bake
       5ms   100%   100%        5ms   100%  _ZN5bread4bakeEv

# A comparison is symbolized as a whole, and a profile that is written has the symbols.

$ PPROF_BINARY_PATH=symbols cprof -top -base symbols/flour.pb.gz symbols/flour.pb.gz symbols/flour.pb.gz | tail -n 2
         8 10.00% 92.50%         80   100%  _start
         6  7.50%   100%          6  7.50%  mill::sack::pour
$ PPROF_BINARY_PATH=symbols cprof -proto -output=$TMP/whole.pb.gz symbols/flour.pb.gz; cprof -top -nodecount=1 $TMP/whole.pb.gz | tail -n 1
        30 37.50% 37.50%         30 37.50%  mill::sack::weigh
! Generating report in $TMP/whole.pb.gz

# Servers of debug information are asked with -debuginfod alone, for so many seconds. Here none is named.

$ cprof -top -debuginfod=10 symbols/asm.pb.gz | tail -n 1
     900ms   100%   100%      900ms   100%  [asm.bin]
! -debuginfod asks the servers that DEBUGINFOD_URLS names; it names none
! No symbols for /opt/asm.bin (build ID d7007819271b1a14519fa8af0452189ed0eceef3): No such file or directory; PPROF_BINARY_PATH names the folders where binaries are looked for
