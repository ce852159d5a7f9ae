# `callgrind` writes the call graph in the format that kcachegrind reads. Names are written once and then
# stand for their number.

$ cprof -callgrind -focus=Longest shop.cpu.pb.gz | head -n 17
positions: instr line
events: cpu(ms)

ob=(1) /tmp/shop/shop
fl=(1) /tmp/shop/internal/order/order.go
fn=(1) example.com/shop/internal/order.(*Stock).Longest
0x4f14ff 164 60
+16 165 50
-9 164 30
cfl=(2) /usr/local/go/src/runtime/preempt_amd64.s
cfn=(2) runtime.asyncPreempt
calls=0 -423119 9
* * 10

ob=(1)
fl=(2)
fn=(2)

# With call_tree each path to a function is a function of its own. Functions that are reached along several
# paths are numbered.

$ cprof -callgrind -call_tree -focus=best -ignore=Contains shop.cpu.pb.gz | grep best | head -n 3
fn=(3) example.com/shop/internal/order.(*Basket).best
cfn=(8) example.com/shop/internal/order.(*Basket).best [5/11]
cfn=(9) example.com/shop/internal/order.(*Basket).best [7/11]

# In the console it goes to a numbered file.

$ cp shop.cpu.pb.gz $TMP; cd $TMP; cprof shop.cpu.pb.gz 2>&1 | tail -n 1; head -n 2 profile001.callgraph.out
< callgrind
Generating report in profile001.callgraph.out
positions: instr line
events: cpu(ms)
