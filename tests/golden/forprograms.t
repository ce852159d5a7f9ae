# The rows of reports in other programs: jq, SQLite, Python. The manual shows these lines.

$ cprof -json -top shop.cpu.pb.gz | jq -r '.rows[:3][] | [.flat, .name] | @tsv'
450000000	runtime.asyncPreempt
410000000	example.com/shop/internal/catalog.Contains
260000000	example.com/shop/internal/catalog.hasPrefixFold
$ cprof -json -peek='search$' shop.cpu.pb.gz | jq -r '.rows[] | select(.kind == "caller") | "\(.weight) \(.name)"'
1680000000 main.(*shop).serve.func1
180000000 main.(*shop).serve
$ cprof -json -tags shop.cpu.pb.gz | jq -c '.total as $t | .rows[] | select(.group_name == "tenant" and .kind == "value") | [.value, (.flat * 100 / $t | floor)]'
["acme",27]
["møbel",19]
["globex",18]
["tiny & sons",18]
$ cprof -json -callers=mallocgc$ shop.cpu.pb.gz | jq -r '.rows[] | select(.depth == 1) | "\(.cum) \(.name)"' | head -n 2
170000000 internal/bytealg.MakeNoZero
150000000 runtime.growslice
$ cprof -json -diff shop.cpu.pb.gz shop.cpu2.pb.gz | jq -r '.rows[] | select(.kind == "node" and .noise == false) | "\(.flat_change) \(.name)"' | head -n 2
-170000000 example.com/shop/internal/catalog.(*Category).Walk
-150000000 example.com/shop/internal/catalog.(*Catalog).Search.func1
$ cprof -json -peek='lower$' -diff_base shop.cpu.pb.gz shop.cpu2.pb.gz | jq -r '.rows[] | select(.kind == "caller") | "\(.weight_before) -> \(.weight_after) \(.name)"'
250000000 -> 160000000 example.com/shop/internal/catalog.same
30000000 -> 10000000 example.com/shop/internal/catalog.Slug
$ cprof -jsonl -traces shop.cpu.pb.gz | jq -r 'select(.kind == "sample" and .labels.tenant == "acme") | .frames[0].name' | sort | uniq -c | sort -rn | head -n 1 | tr -s ' '
 13 example.com/shop/internal/catalog.Contains
$ cprof -json -list=glaze -source_path=kiln kiln.pyspy.folded | jq -r '.rows[] | select(.kind == "line" and .flat > 50) | "\(.line): \(.source)"'
11:         return sum(x * x for x in range(self.clay))
11:         return sum(x * x for x in range(self.clay))
$ cprof -json -types shop.heap.pb.gz | jq -r '.rows[].type'
alloc_objects
alloc_space
inuse_objects
inuse_space
$ cprof -csv -top shop.cpu.pb.gz >$TMP/top.csv; sqlite3 :memory: '.mode csv' ".import $TMP/top.csv top" "select file like '/usr/local/go/%', sum(flat_nanoseconds) from top group by 1"
0,1600000000
1,1050000000
$ cprof -csv -tree shop.cpu.pb.gz >$TMP/tree.csv; sqlite3 :memory: '.mode csv' ".import $TMP/tree.csv tree" "select group_name, count(*) from tree where kind = 'caller' group by 1 order by 2 desc limit 1"
runtime.asyncPreempt,13
$ cprof -json -paths shop.cpu.pb.gz | python3 -c 'import json, sys; print(max(len(row["frames"]) for row in json.load(sys.stdin)["rows"]))'
17
$ cprof -tsv -find=best shop.cpu.pb.gz | python3 -c 'import csv, sys; print([row["cum_nanoseconds"] for row in csv.DictReader(sys.stdin, delimiter="\t", quoting=csv.QUOTE_NONE)])'
['190000000', '190000000']
$ cprof -json -raw shop.cpu.pb.gz | jq -c '.rows | group_by(.kind) | map({(.[0].kind): length}) | add'
{"function":227,"location":388,"mapping":3,"sample":290}
$ cprof -json -tools=symbols/asm.tools/gnu -disasm=turn symbols/asm.bin symbols/asm.pb.gz | jq -r '.rows | map(select(.kind == "instruction")) | max_by(.flat) | "\(.address) \(.instruction)"'
0x273 mov    %r9,%rax
$ cprof -json -add_comment='build 7' -comments shop.cpu.pb.gz | jq -r '.rows[].comment'
build 7
$ cprof -json -flame shop.cpu.pb.gz | jq '[.rows[].depth] | max'
31
$ cprof -json -summary shop.heap.pb.gz | jq -r '.rows[] | select(.kind == "hint") | "\(.rule): \(.hint)"'
one_function: `internal/bytealg.MakeNoZero` alone has 1.97MB (72.87%); callers shows what called it.
$ cprof -jsonl -summary shop.cpu.pb.gz | jq -r 'select(.kind == "own" and .module == "example.com/shop") | .name' | head -n 2
example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work
example.com/shop/internal/catalog.(*Catalog).Search
$ cprof -pgo shop.cpu.pb.gz 2>/dev/null | cprof -json -traces - | jq '[.rows[].frames | length] | max'
5
