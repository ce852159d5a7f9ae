# `-files` has one entry for each file, whatever functions are in it: here five of server.go and one of main.go,
# whose first lines the profile tells, as Go's profiles do.

$ ./stacks cpu/milliseconds >$TMP/web
< binary /usr/bin/web
< 10 | serve @ /go/http/server.go 107 100
< 20 | handle @ /go/http/server.go 207 200 | serve @ /go/http/server.go 107 100
< 30 | route @ /go/http/server.go 307 300 | serve @ /go/http/server.go 107 100
< 40 | write @ /go/http/server.go 407 400 | serve @ /go/http/server.go 107 100
< 50 | read @ /go/http/server.go 507 500 | serve @ /go/http/server.go 107 100
< 120 | work @ /src/main.go 12 10 | handle @ /go/http/server.go 207 200 | serve @ /go/http/server.go 107 100

$ cprof -symbolize=none -top -files $TMP/web
File: web
Type: cpu
Showing nodes accounting for 270ms, 100% of 270ms total
      flat  flat%   sum%        cum   cum%
     150ms 55.56% 55.56%      270ms   100%  /go/http/server.go
     120ms 44.44%   100%      120ms 44.44%  /src/main.go

$ cprof -symbolize=none -tree -files -focus=work $TMP/web | tail -n +5
Showing nodes accounting for 120ms, 44.44% of 270ms total
----------------------------------------------------------+-------------
      flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
----------------------------------------------------------+-------------
                                             120ms   100% |   /go/http/server.go
     120ms 44.44% 44.44%      120ms 44.44%                | /src/main.go
----------------------------------------------------------+-------------
         0     0% 44.44%      120ms 44.44%                | /go/http/server.go
                                             120ms   100% |   /src/main.go
----------------------------------------------------------+-------------

$ cprof -symbolize=none -peek=server -files $TMP/web | tail -n +5
      flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
----------------------------------------------------------+-------------
     150ms 55.56% 55.56%      270ms   100%                | /go/http/server.go
                                             120ms 44.44% |   /src/main.go
----------------------------------------------------------+-------------

$ cprof -symbolize=none -dot -files $TMP/web | grep -c '^N[0-9]* \['
2

$ cprof -symbolize=none -topproto -files $TMP/web | cprof -top -files -cum - | tail -n 2
     150ms 55.56% 55.56%      150ms 55.56%  /go/http/server.go
     120ms 44.44%   100%      120ms 44.44%  /src/main.go

# The functions that have names are still told apart by them alone.

$ cprof -symbolize=none -top $TMP/web | tail -n +4
      flat  flat%   sum%        cum   cum%
     120ms 44.44% 44.44%      120ms 44.44%  work
      50ms 18.52% 62.96%       50ms 18.52%  read
      40ms 14.81% 77.78%       40ms 14.81%  write
      30ms 11.11% 88.89%       30ms 11.11%  route
      20ms  7.41% 96.30%      140ms 51.85%  handle
      10ms  3.70%   100%      270ms   100%  serve

# callgrind keeps a function's first line, as in pprof: the entries of a file are numbered.

$ cprof -symbolize=none -callgrind -files $TMP/web | grep -c '^fn='
6

# Without a name and a file an entry is a binary, also where first lines differ.

$ ./stacks >$TMP/bare
< binary /lib/libx.so
< 1 |  @  1 1
< 2 |  @  2 2
< binary /lib/liby.so
< 4 |  @  1 1

$ cprof -symbolize=none -top $TMP/bare | tail -n 2
         4 57.14% 57.14%          4 57.14%  [liby.so]
         3 42.86%   100%          3 42.86%  [libx.so]
