# Errors are one line on standard error, and the exit status is 2. Nothing is printed on standard output.

$ cprof
! cprof: no profile given; try: cprof FILE, or cprof -help
? 2
$ cprof -top nosuch.pb.gz
! cprof: nosuch.pb.gz: No such file or directory
? 2
$ cprof -bogus shop.cpu.pb.gz
! cprof: there is no flag -bogus; did you mean -focus?
? 2
$ cprof -focus
! cprof: -focus needs a value
? 2
$ cprof -top -nodecount=many shop.cpu.pb.gz
! cprof: nodecount takes a whole number, not "many"
? 2
$ cprof -top -nodefraction=x shop.cpu.pb.gz
! cprof: nodefraction takes a number, not "x"
? 2
$ cprof -top -=1 shop.cpu.pb.gz
! cprof: there is no flag -=1; -help lists them
? 2
$ cprof -top -sort=size shop.cpu.pb.gz
! cprof: sort: "size" is none of cum, flat
? 2
$ cprof -top -trim=perhaps shop.cpu.pb.gz
! cprof: trim takes true or false, not "perhaps"
? 2
$ cprof -top -max_size=huge shop.cpu.pb.gz
! cprof: -max_size takes a size such as 8gb, not "huge"
? 2
$ cprof -top -divide_by=0 shop.cpu.pb.gz
! cprof: divide_by: cannot divide by zero
? 2
$ cprof -top -output=$TMP/nosuch/top.txt shop.cpu.pb.gz
! cprof: $TMP/nosuch/top.txt: No such file or directory
? 2

# Choices that exclude each other.

$ cprof -top -tree shop.cpu.pb.gz
! cprof: -top and -tree: only one report at a time
? 2
$ cprof -top -lines -files shop.cpu.pb.gz
! cprof: -files and -lines exclude each other
? 2

# Comparisons that make no sense.

$ cprof -top -normalize shop.cpu.pb.gz
! cprof: -normalize needs a base: give -base or -diff_base
? 2
$ cprof -top -base shop.cpu2.pb.gz -diff_base shop.cpu2.pb.gz shop.cpu.pb.gz
! cprof: -base and -diff_base exclude each other
? 2
$ cprof -top -base shop.heap.pb.gz shop.cpu.pb.gz
! cprof: shop.cpu.pb.gz and shop.heap.pb.gz do not fit together: the period is cpu/nanoseconds in one and space/bytes in the other
? 2
$ cprof -top -normalize -base fern.node.heap.pb.gz shop.heap.pb.gz
! cprof: normalize needs the same sample types: there are alloc_objects/count, alloc_space/bytes, inuse_objects/count, inuse_space/bytes, in the base inuse_objects/count, inuse_space/bytes
? 2
$ cprof -top -base nosuch.pb.gz shop.cpu.pb.gz
! cprof: nosuch.pb.gz: No such file or directory
? 2

# What does not go together.

$ cprof -http=localhost:8080 -http_host=build.example -http_token -top shop.cpu.pb.gz
! cprof: -http and -top: the web interface shows all reports; leave one out
? 2
$ cprof -no_browser shop.cpu.pb.gz
! cprof: -no_browser goes with -http
? 2
$ cprof -norc shop.cpu.pb.gz 2>&1 | sed -n '/^cprof/p'
< http :8080
< http off
cprof: http serves while lines are typed at a terminal; elsewhere type: cprof -http=: FILE
$ cprof -http=: -e top shop.cpu.pb.gz
! cprof: -http does not go with -e or -x
? 2
