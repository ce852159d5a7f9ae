# -json, -jsonl, -csv and -tsv (format=json and so on) give the rows of a report to programs. Values are those of the
# profile, in its own unit; the list is whole unless nodecount cuts it.

$ cprof -json -top -nodecount=2 shop.cpu.pb.gz
{"schema":"cprof/1","report":"top",
 "profile":{"inputs":["shop.cpu.pb.gz"],"base":null,"main":"shop","build_id":"4950ba66e93b27ec7ac3b5b00330a1099c4310fd","doc_url":null,"type":"cpu","unit":"nanoseconds","period_type":"cpu","period_unit":"nanoseconds","time_unix_nano":1795226242586979721,"duration_nano":3000314746,"period":10000000,
  "sample_types":[{"type":"samples","unit":"count","total":293},{"type":"cpu","unit":"nanoseconds","total":2930000000}]},
 "options":{"nodecount":2},
 "total":2930000000,"scaled":false,
 "listed":860000000,"nodes":{"all":227,"kept":141,"listed":2},
 "dropped":{"nodes":86,"cum_below":14650000},
 "columns":[{"name":"flat","unit":"nanoseconds"},{"name":"cum","unit":"nanoseconds"}],
 "rows":[
{"name":"runtime.asyncPreempt","file":"/usr/local/go/src/runtime/preempt_amd64.s","line":null,"column":null,"address":null,"inline":"no","flat":450000000,"cum":450000000},
{"name":"example.com/shop/internal/catalog.Contains","file":"/tmp/shop/internal/catalog/catalog.go","line":null,"column":null,"address":null,"inline":"no","flat":410000000,"cum":1160000000}
],
 "notes":[]}

# What the percentages are of is `total`; what was left out is told.

$ cprof -json -top shop.cpu.pb.gz | python3 -c 'import json,sys; d=json.load(sys.stdin); print(len(d["rows"]), d["nodes"], d["dropped"], sum(r["flat"] for r in d["rows"]) == d["listed"])'
141 {'all': 227, 'kept': 141, 'listed': 141} {'nodes': 86, 'cum_below': 14650000} True

# With divide_by or mean the values are scaled, and the document says so.

$ cprof -json -top -nodecount=1 -divide_by=10 shop.cpu.pb.gz | grep -o '"total".*\|"flat":[0-9]*'
"total":293},{"type":"cpu","unit":"nanoseconds","total":2930000000}]},
"total":293000000,"scaled":true,
"flat":45000000

# Infinity is no number of JSON.

$ cprof -json -top -nodecount=1 -divide_by=Inf shop.cpu.pb.gz | grep options
 "options":{"divide_by":"+Inf","nodecount":1},

# A granularity tells more of a frame.

$ cprof -csv -top -lines -nodecount=2 shop.cpu.pb.gz | tr -d '\r'
kind,name,file,line,column,address,inline,flat_nanoseconds,cum_nanoseconds
node,runtime.asyncPreempt,/usr/local/go/src/runtime/preempt_amd64.s,9,,,no,450000000,450000000
node,example.com/shop/internal/catalog.lower,/tmp/shop/internal/catalog/catalog.go,142,,,no,230000000,280000000

# In CSV the columns are those of all kinds of rows.

$ cprof -csv -find=best shop.cpu.pb.gz | tr -d '\r'
kind,name,file,line,column,address,inline,flat_nanoseconds,cum_nanoseconds,matches
node,example.com/shop/internal/order.(*Basket).best,/tmp/shop/internal/order/order.go,,,,no,20000000,190000000,
total,,,,,,,20000000,190000000,1

# `-peek` has a group for each node: its callers, the node, its callees.

$ cprof -csv -peek='search$' -nodecount=2 shop.cpu.pb.gz | tr -d '\r' | cut -d, -f1-4,10-
kind,group,group_name,name,flat_nanoseconds,cum_nanoseconds,weight_nanoseconds,residual
caller,0,main.(*shop).search,main.(*shop).serve.func1,,,1680000000,false
caller,0,main.(*shop).search,main.(*shop).serve,,,180000000,false
node,0,main.(*shop).search,main.(*shop).search,20000000,1860000000,,
callee,0,main.(*shop).search,example.com/shop/internal/catalog.(*Catalog).Search,,,1460000000,false
callee,0,main.(*shop).search,example.com/shop/internal/catalog.Slug,,,270000000,false
callee,0,main.(*shop).search,runtime.growslice,,,60000000,false
callee,0,main.(*shop).search,strings.Join,,,40000000,false
callee,0,main.(*shop).search,runtime.asyncPreempt,,,10000000,false

# -jsonl writes a line for each row. The first is the document without rows, the last has the notes.

$ cprof -jsonl -find=best -ignore=zork shop.cpu.pb.gz | cut -c1-150
{"kind":"report","schema":"cprof/1","report":"find","profile":{"inputs":["shop.cpu.pb.gz"],"base":null,"main":"shop","build_id":"4950ba66e93b27ec7ac3b
{"kind":"node","name":"example.com/shop/internal/order.(*Basket).best","file":"/tmp/shop/internal/order/order.go","line":null,"column":null,"address":
{"kind":"total","flat":20000000,"cum":190000000,"matches":1}
{"kind":"end","notes":["ignore matched nothing; did you mean work?"]}
! ignore matched nothing; did you mean work?

# -tsv has tabs between fields. A tab, a line's end or a backslash of a text is written as \t, \n, \\.

$ cprof -tsv -top -nodecount=2 shop.cpu.pb.gz
kind	name	file	line	column	address	inline	flat_nanoseconds	cum_nanoseconds
node	runtime.asyncPreempt	/usr/local/go/src/runtime/preempt_amd64.s				no	450000000	450000000
node	example.com/shop/internal/catalog.Contains	/tmp/shop/internal/catalog/catalog.go				no	410000000	1160000000

# -markdown is a table for an issue. Its cells are those of the text, and names are code: nothing in them is taken for HTML.

$ cprof -markdown -top -nodecount=2 shop.cpu.pb.gz
```
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2930ms (97.66%)
Showing nodes accounting for 860ms, 29.35% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 2 nodes out of 141
```

| flat | flat% | sum% | cum | cum% | name |
|---:|---:|---:|---:|---:|:---|
| 450ms | 15.36% | 15.36% | 450ms | 15.36% | `runtime.asyncPreempt` |
| 410ms | 13.99% | 29.35% | 1160ms | 39.59% | `example.com/shop/internal/catalog.Contains` |
$ cprof -markdown -compact_labels -list=glaze -source_path=kiln kiln.pyspy.folded | head -n 12
```
Total: 218
```

| kind | flat | cum | cum% | line | group_name | file | source | remark |
|:---|---:|---:|---:|---:|:---|:---|:---|:---|
| function | 63 | 203 | 93.12% |  | `Pot.glaze` | `kiln.py` |  |  |
| line | . | . |  | 6 |  |  | `class Pot:` |  |
| line | . | . |  | 7 |  |  | `    def __init__(self, clay):` |  |
| line | . | . |  | 8 |  |  | `        self.clay = clay` |  |
| line | . | . |  | 9 |  |  |  |  |
| line | . | . |  | 10 |  |  | `    def glaze(self):` |  |
$ cprof -markdown -tags shop.heap.pb.gz | head -n 5
| kind | flat | flat% | number | group_name | value | unit |
|:---|---:|---:|---:|:---|:---|:---|
| key | 2.70MB | 100% |  | `bytes` |  |  |
| value | 496.75kB | 17.96% | 352B |  |  | `bytes` |
| value | 363.15kB | 13.13% | 448B |  |  | `bytes` |

# With -json_text each value has what the text prints beside it, and so have the percentages and the lines on top.

$ cprof -json -json_text -top -nodecount=1 shop.cpu.pb.gz | tail -n 9
 "total":2930000000,"total_text":"2930ms","scaled":false,
 "listed":450000000,"listed_text":"450ms","nodes":{"all":227,"kept":141,"listed":1},
 "dropped":{"nodes":86,"cum_below":14650000,"cum_below_text":"14.65ms"},
 "columns":[{"name":"flat","unit":"nanoseconds"},{"name":"cum","unit":"nanoseconds"}],
 "legend":["File: shop","Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd","Type: cpu","Time: 2026-11-21 01:57:22 UTC","Duration: 3s, Total samples = 2930ms (97.66%)","Showing nodes accounting for 450ms, 15.36% of 2930ms total","Dropped 86 nodes (cum <= 14.65ms)","Showing top 1 nodes out of 141"],
 "rows":[
{"name":"runtime.asyncPreempt","file":"/usr/local/go/src/runtime/preempt_amd64.s","line":null,"column":null,"address":null,"inline":"no","name_text":"runtime.asyncPreempt","flat":450000000,"flat_text":"450ms","cum":450000000,"cum_text":"450ms","flat_percent_text":"15.36%","sum_percent_text":"15.36%","cum_percent_text":"15.36%"}
],
 "notes":[]}
$ cprof -jsonl -json_text -list='Basket.*best' shop.cpu.pb.gz | sed -n '4,5p'
{"kind":"line","group":0,"group_name":"example.com/shop/internal/order.(*Basket).best","line":84,"flat":10000000,"flat_text":"10ms","cum":10000000,"cum_text":"10ms","source":""}
{"kind":"line","group":0,"group_name":"example.com/shop/internal/order.(*Basket).best","line":85,"flat":10000000,"flat_text":"10ms","cum":10000000,"cum_text":"10ms","source":""}

# `save` writes the rows of the last report, by the ending of the file; without one, those of `top`. Programs get all rows,
# unless the report was asked for so many; people get what they have seen.

$ cp shop.cpu.pb.gz $TMP; cd $TMP; cprof shop.cpu.pb.gz -e 'save a.tsv' -e 'peek search$' -e 'save b.jsonl' -e top -e 'save c.json' -e 'save c.md' -e 'top 2' -e 'save d.csv' >/dev/null; wc -l a.tsv b.jsonl c.json c.md d.csv; cut -c1-60 b.jsonl | head -n 2; sed -n '/^|/p' c.md | wc -l
  142 a.tsv
   10 b.jsonl
  152 c.json
   18 c.md
    3 d.csv
  325 total
{"kind":"report","schema":"cprof/1","report":"peek","profile
{"kind":"caller","group":0,"group_name":"main.(*shop).search
12
! These are the rows of top
! Generating report in a.tsv
! These are the rows of peek
! Generating report in b.jsonl
! These are the rows of top
! Generating report in c.json
! These are the rows of top
! Generating report in c.md
! These are the rows of top
! Generating report in d.csv

$ cprof -e 'peek search$' -e "save $TMP/peek.csv" shop.cpu.pb.gz | wc -l
13
! These are the rows of peek
! Generating report in $TMP/peek.csv

# In the console the option stays; pictures and what has a format of its own do not mind it.

$ cprof shop.cpu.pb.gz
< format=csv
< top 1
< callgrind >/dev/null
< format=text
< top 1
kind,name,file,line,column,address,inline,flat_nanoseconds,cum_nanoseconds\x0d (esc)
node,runtime.asyncPreempt,/usr/local/go/src/runtime/preempt_amd64.s,,,,no,450000000,450000000\x0d (esc)
Showing nodes accounting for 450ms, 15.36% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 1 nodes out of 141
      flat  flat%   sum%        cum   cum%
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
! File: shop
! Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
! Type: cpu
! Time: 2026-11-21 01:57:22 UTC
! Duration: 3s, Total samples = 2.93s (97.66%)
! Type help for commands, o for options, ^D to leave.
! Generating report in /dev/null

# A picture is no rows.

$ cprof -json -svg shop.cpu.pb.gz
! cprof: -svg and -format=json: svg has a format of its own
? 2

# Notes stand at the end of the document, and on standard error as ever.

$ cprof -json -top -nodecount=1 -ignore=zork shop.cpu.pb.gz | tail -n 2
],
 "notes":["ignore matched nothing; did you mean work?"]}
! ignore matched nothing; did you mean work?
