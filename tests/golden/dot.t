# `dot` writes the call graph in DOT, the language of Graphviz. A node's size goes with its flat, its colour
# and the thickness of calls with cum. Long names are cut to the last part of their package and broken at dots.

$ cprof -dot -focus=Longest -nodecount=2 shop.cpu.pb.gz
digraph "shop" {
node [style=filled fillcolor="#f8f8f8"]
subgraph cluster_L { "File: shop" [shape=box fontsize=16 label="File: shop\lBuild ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd\lType: cpu\lTime: 2026-11-21 01:57:22 UTC\lDuration: 3s, Total samples = 2930ms (97.66%)\lActive filters:\l   focus=Longest\lShowing nodes accounting for 150ms, 5.12% of 2930ms total\lShowing top 1 nodes out of 13\l\lSee https://git.io/JfYMW for how to read the graph\l" tooltip="shop"] }
N1 [label="order\n(*Stock)\nLongest\n150ms (5.12%)\nof 160ms (5.46%)" id="node1" fontsize=24 shape=box tooltip="example.com/shop/internal/order.(*Stock).Longest (160ms)" color="#b29e81" fillcolor="#edeae6"]
N1_0 [label = "request:report\nroute:GET /report\ntenant:møbel" id="N1_0" fontsize=8 shape=box3d tooltip="50ms"]
N1 -> N1_0 [label=" 50ms" weight=100 tooltip="50ms" labeltooltip="50ms"]
N1_1 [label = "request:report\nroute:GET /report\ntenant:globex" id="N1_1" fontsize=8 shape=box3d tooltip="40ms"]
N1 -> N1_1 [label=" 40ms" weight=100 tooltip="40ms" labeltooltip="40ms"]
N1_2 [label = "request:report\nroute:GET /report\ntenant:acme" id="N1_2" fontsize=8 shape=box3d tooltip="30ms"]
N1 -> N1_2 [label=" 30ms" weight=100 tooltip="30ms" labeltooltip="30ms"]
N1_3 [label = "request:report\nroute:GET /report\ntenant:tiny & sons" id="N1_3" fontsize=8 shape=box3d tooltip="20ms"]
N1 -> N1_3 [label=" 20ms" weight=100 tooltip="20ms" labeltooltip="20ms"]
}

# Dotted edges (`...` in the tooltip) go over functions that are not shown, unless there is another path.

$ cprof -dot -nodecount=8 shop.cpu.pb.gz | grep dotted | grep -o 'N.* \[\|tooltip="[^"]*"'
N1 -> N4 [
tooltip="example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work ... runtime/pprof.Do (2.29s)"
tooltip="example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work ... runtime/pprof.Do (2.29s)"
N4 -> N3 [
tooltip="runtime/pprof.Do ... main.(*shop).search (1.68s)"
tooltip="runtime/pprof.Do ... main.(*shop).search (1.68s)"
N3 -> N2 [
tooltip="main.(*shop).search ... example.com/shop/internal/catalog.Contains (1.02s)"
tooltip="main.(*shop).search ... example.com/shop/internal/catalog.Contains (1.02s)"

# Calls that were inlined say so.

$ cprof -dot -focus=Longest -nodecount=0 -lines shop.cpu.pb.gz | grep -o 'N.*(inline)"'
N12 -> N11 [label=" 0.03s\n (inline)"

# It shows 80 nodes at most. Which ones: those where calls meet and part come before those that everything
# merely passes through.

$ cprof -dot shop.cpu.pb.gz | grep -c '^N[0-9]* \['
36
$ cprof -dot -nodecount=3 shop.cpu.pb.gz | grep -o '^N[0-9]* \[label="[^"]*"'
N1 [label="pprof\nDo\n0.01s (0.34%)\nof 2.29s (78.16%)"
N2 [label="main\n(*shop)\nsearch\n0.02s (0.68%)\nof 1.86s (63.48%)"

# The legend says what was left out.

$ cprof -dot -nodecount=3 -ignore=Longest shop.cpu.pb.gz | grep cluster_L | tr '\\' '\n'
subgraph cluster_L { "File: shop" [shape=box fontsize=16 label="File: shop
lBuild ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
lType: cpu
lTime: 2026-11-21 01:57:22 UTC
lDuration: 3s, Total samples = 2.93s (97.66%)
lActive filters:
l   ignore=Longest
lShowing nodes accounting for 0.03s, 1.02% of 2.93s total
lDropped 87 nodes (cum <= 0.01s)
lShowing top 2 nodes out of 139
l
lSee https://git.io/JfYMW for how to read the graph
l" tooltip="shop"] }

# Labels are boxes beside the node under which their samples were taken: at most four, the heaviest ones;
# they count as nodes. Numbers (only those of the key `bytes`) are shown as ranges.

$ cprof -dot -nodecount=6 -tagshow=tenant shop.cpu.pb.gz | grep -E '^N[0-9]+_'
N2_0 [label = "tenant:acme" id="N2_0" fontsize=8 shape=box3d tooltip="0.33s"]
N2_1 [label = "tenant:møbel" id="N2_1" fontsize=8 shape=box3d tooltip="0.26s"]
N2_2 [label = "tenant:tiny & sons" id="N2_2" fontsize=8 shape=box3d tooltip="0.26s"]
N2_3 [label = "tenant:globex" id="N2_3" fontsize=8 shape=box3d tooltip="0.20s"]
N3_0 [label = "tenant:tiny & sons" id="N3_0" fontsize=8 shape=box3d tooltip="0.02s"]
N4_0 [label = "tenant:acme" id="N4_0" fontsize=8 shape=box3d tooltip="0.01s"]
$ cprof -dot -alloc_space -nodecount=4 shop.heap.pb.gz | grep -E '^NN1_|-> NN1_'
NN1_0 [label = "32B..80B" id="NN1_0" fontsize=8 shape=box3d tooltip="5.93MB"]
N1 -> NN1_0 [label=" 5.93MB" weight=100 tooltip="5.93MB" labeltooltip="5.93MB"]
NN1_1 [label = "16B..24B" id="NN1_1" fontsize=8 shape=box3d tooltip="1.73MB"]
N1 -> NN1_1 [label=" 1.73MB" weight=100 tooltip="1.73MB" labeltooltip="1.73MB"]

# A label may have a value and no key.

$ printf '\012\004\010\001\020\002\022\012\012\001\001\022\001\005\032\002\020\004\042\006\010\001\042\002\010\001\052\004\010\001\020\003\062\000\062\003cpu\062\002ms\062\004work\062\005night' >$TMP/nokey; cprof -dot $TMP/nokey | grep '^N1_'
N1_0 [label = ":night" id="N1_0" fontsize=8 shape=box3d tooltip="5ms"]

# A sample that has a number twice counts twice for that number, and its box for one of those to be shown.

$ printf '\012\004\010\001\020\002\022\031\012\002\001\002\022\001\005\032\004\010\005\020\006\032\004\010\007\030\020\032\004\010\007\030\020\022\007\012\002\001\002\022\001\005\042\006\010\001\042\002\010\001\042\006\010\002\042\002\010\002\052\004\010\001\020\003\052\004\010\002\020\004\062\000\062\003cpu\062\002ms\062\004work\062\004main\062\001k\062\001a\062\005bytes' >$TMP/twice; cprof -dot -nodecount=2 -nodefraction=0.6 $TMP/twice | grep -o '^N[0-9_]* \[label *="[^"]*"\|Showing top[^\\]*'
Showing top 1 nodes out of 2
N1 [label="work\n10ms (100%)"

# call_tree keeps the paths to a function apart.

$ cprof -dot -focus=Longest shop.cpu.pb.gz | grep -c 'Longest'
4
$ cprof -dot -call_tree -focus=Longest shop.cpu.pb.gz | grep -c 'Longest'
10

# In the console words after it are focus and ignore, a number how many nodes to show, and > a file.

$ cp shop.cpu.pb.gz $TMP; cd $TMP; cprof shop.cpu.pb.gz 2>&1 | tail -n 1; head -n 1 longest.dot
< dot 5 Longest -best >longest.dot
Generating report in longest.dot
digraph "shop" {
