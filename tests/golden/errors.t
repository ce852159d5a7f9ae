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

# What is known by name, but not there yet.

$ cprof -disasm=main shop.cpu.pb.gz
! cprof: -disasm is not implemented yet
? 2
$ cprof -http=localhost:8080 shop.cpu.pb.gz
! cprof: -http is not implemented yet
? 2
$ cprof -top -base=shop.cpu.pb.gz shop.cpu2.pb.gz
! cprof: -base is not implemented yet
? 2
$ cprof -top shop.cpu.pb.gz shop.cpu2.pb.gz
! cprof: several profiles at once are not implemented yet; give one
? 2
$ cprof -top -normalize shop.cpu.pb.gz
! cprof: normalize needs a base, and -base and -diff_base are not implemented yet
? 2
$ cprof -top -symbolize=local shop.cpu.pb.gz
! cprof: -symbolize=local is not implemented yet, only -symbolize=none
? 2
