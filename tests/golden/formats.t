# How reports are written: the option format, and the flags -json and -csv.

$ cprof -top -json shop.cpu.pb.gz | head -n 1
{"schema":"cprof/1","report":"top",
$ cprof -top -format=csv shop.cpu.pb.gz | head -n 1 | tr -d '\r'
kind,name,file,line,column,address,inline,flat_nanoseconds,cum_nanoseconds
$ cprof -top -csv=false -nodecount=1 shop.cpu.pb.gz | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
$ cprof -top -json -csv shop.cpu.pb.gz
! cprof: -json and -csv exclude each other
? 2
$ cprof -text -json shop.cpu.pb.gz | head -n 1
{"schema":"cprof/1","report":"text",

# What has a format of its own cannot have another one.
$ cprof -svg -json shop.cpu.pb.gz
! cprof: -svg and -format=json: svg has a format of its own
? 2
$ cprof -dot -csv shop.cpu.pb.gz
! cprof: -dot and -format=csv: dot has a format of its own
? 2
$ cprof -callgrind -format=json shop.cpu.pb.gz
! cprof: -callgrind and -format=json: callgrind has a format of its own
? 2
$ cprof -format=json shop.cpu.pb.gz -weblist=Contains
! cprof: -weblist and -format=json: weblist has a format of its own
? 2

# A value that there is not.
$ cprof -top -format=yaml shop.cpu.pb.gz
! cprof: format: "yaml" is none of csv, json, jsonl, junit, markdown, text, tsv
? 2

# The names are flags alone. In the console the option is set, and what has a format of its own stays as it is.
$ cprof -norc -e 'top 1 -json' -e 'json' shop.cpu.pb.gz
Active filters:
   ignore=json
Showing nodes accounting for 450ms, 15.36% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
! ignore matched nothing
! cprof: there is no command "json"; did you mean format=json?
? 2
$ cprof -norc -e 'format=json' -e 'dot 1 | head -n 1' -e 'format' -e 'top 1 | head -n 1' shop.cpu.pb.gz
digraph "shop" {
{"schema":"cprof/1","report":"top",
! format = json //: default text [csv | json | jsonl | junit | markdown | text | tsv]
$ cprof -norc -e 'top 1 -format=csv' shop.cpu.pb.gz
kind,name,file,line,column,address,inline,flat_nanoseconds,cum_nanoseconds\x0d (esc)
node,runtime.asyncPreempt,/usr/local/go/src/runtime/preempt_amd64.s,,,,no,450000000,450000000\x0d (esc)
! -format=csv sets the option for this command; -(format=csv) ignores what matches
$ cprof -norc -json -e 'dot 1 | head -n 1' -e format shop.cpu.pb.gz
digraph "shop" {
! format = json //: default text [csv | json | jsonl | junit | markdown | text | tsv]
$ cprof -help -json
-json, or format=json
One JSON document.
A flag of the command line.
$ cprof -help format
format=VALUE
Format of reports: text for people, json, csv and more for programs.
VALUE is one of csv, json, jsonl, junit, markdown, text, tsv.
Pictures do not change, nor do reports with a format of their own (callgrind,
dot, folded, proto, speedscope, topproto, weblist).
Default: text

    format=json
    format=text

See also: json_text, output, save
