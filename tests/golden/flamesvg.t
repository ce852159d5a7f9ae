# `flamesvg` draws all stacks as a flame graph that needs no script. Each box is a group: its values as a title, the
# box, and as much of its name as there is room for. tests/flame looks at such pictures with xmllint.

$ cprof -flamesvg -svg_width=400 -focus=best -depth=3 shop.cpu.pb.gz >$TMP/best.svg; grep -v '^\.g' $TMP/best.svg
<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="400" height="188" viewBox="0 0 400 188" role="img">
<title>shop cpu</title>
<style>
text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#16191d;white-space:pre}
.h{font-size:16px;font-weight:600}
.b{fill:#fff}
.n{fill:#5b6470}
@media (prefers-color-scheme:dark){
text{fill:#eef1f4}
.b{fill:#14171b}
.n{fill:#9aa4af}
}
</style>
<rect class="b" width="100%" height="100%"/>
<text class="h" x="10" y="26">shop cpu</text>
<text class="n" x="10" y="44">Type: cpu, 190ms, 6.48% of 2930ms total</text>
<g><title>all: 190ms, 6.48%</title><rect class="g0" x="10" y="58" width="379.5" height="16"/><text x="13" y="70">all 190ms</text></g>
<g><title>example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work /tmp/shop/internal/jobs/jobs.go: 190ms, 6.48%; flat 0, 0%</title><rect class="g4" x="10" y="75" width="379.5" height="16"/><text x="13" y="87">jobs.(*Pool[..]).work</text></g>
<g><title>main.(*shop).serve /tmp/shop/main.go: 190ms, 6.48%; flat 0, 0%</title><rect class="g2" x="10" y="92" width="379.5" height="16"/><text x="13" y="104">main.(*shop).serve</text></g>
<g><title>runtime/pprof.Do /usr/local/go/src/runtime/pprof/runtime.go: 180ms, 6.14%; flat 0, 0%</title><rect class="g3" x="10" y="109" width="359.5" height="16"/><text x="13" y="121">pprof.Do</text></g>
<g><title>main.(*shop).checkout /tmp/shop/main.go: 10ms, 0.34%; flat 0, 0%</title><rect class="g2" x="370" y="109" width="19.5" height="16"/></g>
<text class="n" x="10" y="142">Active filters:</text>
<text class="n" x="10" y="160">   focus=best</text>
<text class="n" x="10" y="178">15 levels deeper</text>
</svg>

# Packages have the hues that pprof's web interface gives them, and one of four lightnesses, so that those of alike hues differ.

$ grep '^\.g' $TMP/best.svg
.g0{fill:#c9c9c9}
.g2{fill:#89cdc8}
.g3{fill:#beb4df}
.g4{fill:#b4bedf}
.g0{fill:#454545}
.g2{fill:#273f3e}
.g3{fill:#3c3455}
.g4{fill:#343c55}

# What is too narrow is said. The root is at the bottom if one wants that.

$ cprof -flamesvg -svg_width=200 -root=bottom shop.heap.pb.gz | grep -e '>all' -e narrower
<g><title>all: 2766.47kB, 100%</title><rect class="g0" x="10" y="687" width="179.5" height="16"/><text x="13" y="699">all 2766.47kB</text></g>
<text class="n" x="10" y="720">48 frames are narrower than half a pixel and not drawn: 1.46% of the width</text>
$ cprof -flamesvg -svg_width=100 shop.cpu.pb.gz
! cprof: svg_width: a picture is 200 to 20000 pixels wide
? 2

# Of a comparison a box is as wide as its larger side, red where it grew and green where it shrank: the larger the
# change, the stronger the colour. Titles say both sides.

$ cprof -flamesvg -svg_width=500 -depth=2 -diff_base shop.cpu.pb.gz shop.cpu2.pb.gz >$TMP/diff.svg; sed -n '/class="b"/,$p' $TMP/diff.svg
<rect class="b" width="100%" height="100%"/>
<text class="h" x="10" y="26">shop cpu</text>
<text class="n" x="10" y="44">Type: cpu, 2930ms → 2970ms, +40ms +1.4%</text>
<rect class="m8" x="10" y="50" width="80" height="16"/><text x="13" y="62">▲ more</text>
<rect class="l8" x="100" y="50" width="80" height="16"/><text x="103" y="62">▼ less</text>
<rect class="m0" x="190" y="50" width="80" height="16"/><text x="193" y="62">the same</text>
<text class="n" x="280" y="62">A box is as wide as its larger side</text>
<g><title>all: 2930ms → 2970ms, +40ms +1.4%</title><rect class="m4" x="10" y="76" width="479.5" height="16"/><text x="13" y="88">▲ all +1.4%</text></g>
<g><title>example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; main.tenant string; main.kind main.kind },go.shape.string]).work /tmp/shop/internal/jobs/jobs.go: 2610ms → 2520ms, -90ms -3.4%; flat 0 → 0</title><rect class="l8" x="10" y="93" width="418.5" height="16"/><text x="13" y="105">▼ jobs.(*Pool[..]).work -3.4%</text></g>
<g><title>example.com/shop/internal/jobs.split[go.shape.string,go.shape.int].func1 /tmp/shop/internal/jobs/jobs.go: 140ms → 110ms, -30ms -21.4%; flat 0 → 0</title><rect class="l3" x="429" y="93" width="15" height="16"/></g>
<g><title>runtime.gcBgMarkWorker /usr/local/go/src/runtime/mgc.go: 70ms → 50ms, -20ms -28.6%; flat 0 → 10ms, +10ms new</title><rect class="l2" x="444.5" y="93" width="10.5" height="16"/></g>
<g><title>runtime.mcall /usr/local/go/src/runtime/asm_amd64.s: 40ms → 90ms, +50ms +125.0%; flat 0 → 0</title><rect class="m5" x="455.5" y="93" width="10" height="16"/></g>
<g><title>example.com/shop/internal/jobs.Every /tmp/shop/internal/jobs/jobs.go: 0 → 70ms, +70ms new; flat 0 → 0</title><rect class="m7" x="466" y="93" width="6" height="16"/></g>
<g><title>main.(*shop).run.func3 /tmp/shop/main.go: 20ms → 40ms, +20ms +100.0%; flat 0 → 0</title><rect class="m2" x="472.5" y="93" width="5" height="16"/></g>
<g><title>runtime.main /usr/local/go/src/runtime/proc.go: 20ms → 40ms, +20ms +100.0%; flat 0 → 0</title><rect class="m2" x="478" y="93" width="5" height="16"/></g>
<g><title>runtime.bgsweep /usr/local/go/src/runtime/mgcsweep.go: 10ms → 30ms, +20ms +200.0%; flat 0 → 0</title><rect class="m2" x="483.5" y="93" width="3" height="16"/></g>
<g><title>runtime.systemstack /usr/local/go/src/runtime/asm_amd64.s: 20ms → 10ms, -10ms -50.0%; flat 20ms → 10ms, -10ms -50.0%</title><rect class="l1" x="487" y="93" width="2" height="16"/></g>
<g><title>main.(*shop).watch /tmp/shop/main.go: 0 → 10ms, +10ms new; flat 0 → 0</title><rect class="m1" x="489" y="93" width="1" height="16"/></g>
<g><title>main.(*shop).serve /tmp/shop/main.go: 2590ms → 2510ms, -80ms -3.1%; flat 10ms → 0, -10ms gone</title><rect class="l8" x="10" y="110" width="415.5" height="16"/><text x="13" y="122">▼ main.(*shop).serve -3.1%</text></g>
<g><title>runtime.chansend1 /usr/local/go/src/runtime/chan.go: 10ms → 10ms; flat 0 → 10ms, +10ms new</title><rect class="m0" x="426" y="110" width="2" height="16"/></g>
<g><title>runtime.chanrecv2 /usr/local/go/src/runtime/chan.go: 10ms → 0, -10ms gone; flat 0 → 0</title><rect class="l1" x="428" y="110" width="1" height="16"/></g>
<g><title>example.com/shop/internal/jobs.split[go.shape.string,go.shape.int] /tmp/shop/internal/jobs/jobs.go: 130ms → 110ms, -20ms -15.4%; flat 0 → 0</title><rect class="l2" x="429" y="110" width="14" height="16"/></g>
<g><title>runtime.closechan /usr/local/go/src/runtime/chan.go: 10ms → 0, -10ms gone; flat 0 → 0</title><rect class="l1" x="443.5" y="110" width="1" height="16"/></g>
<g><title>runtime.systemstack /usr/local/go/src/runtime/asm_amd64.s: 70ms → 40ms, -30ms -42.9%; flat 0 → 0</title><rect class="l3" x="444.5" y="110" width="9.5" height="16"/></g>
<g><title>runtime.park_m /usr/local/go/src/runtime/proc.go: 20ms → 70ms, +50ms +250.0%; flat 0 → 0</title><rect class="m5" x="455.5" y="110" width="6.5" height="16"/></g>
<g><title>runtime.gosched_m /usr/local/go/src/runtime/proc.go: 10ms → 10ms; flat 0 → 0</title><rect class="m0" x="462.5" y="110" width="2" height="16"/></g>
<g><title>runtime.asyncPreempt2.func1 /usr/local/go/src/runtime/preempt.go: 0 → 10ms, +10ms new; flat 0 → 0</title><rect class="m1" x="464.5" y="110" width="1" height="16"/></g>
<g><title>runtime.goexit0 /usr/local/go/src/runtime/proc.go: 10ms → 0, -10ms gone; flat 0 → 0</title><rect class="l1" x="465.5" y="110" width="0.5" height="16"/></g>
<g><title>main.(*shop).run.func1 /tmp/shop/main.go: 0 → 70ms, +70ms new; flat 0 → 0</title><rect class="m7" x="466" y="110" width="6" height="16"/></g>
<g><title>main.(*shop).keep /tmp/shop/main.go: 20ms → 40ms, +20ms +100.0%; flat 0 → 0</title><rect class="m2" x="472.5" y="110" width="5" height="16"/></g>
<g><title>main.main /tmp/shop/main.go: 20ms → 40ms, +20ms +100.0%; flat 0 → 0</title><rect class="m2" x="478" y="110" width="5" height="16"/></g>
<g><title>runtime.unlock /usr/local/go/src/runtime/lock_spinbit.go: 0 → 20ms, +20ms new; flat 0 → 0</title><rect class="m2" x="483.5" y="110" width="1.5" height="16"/></g>
<g><title>runtime.freeSomeWbufs /usr/local/go/src/runtime/mgcwork.go: 0 → 10ms, +10ms new; flat 0 → 10ms, +10ms new</title><rect class="m1" x="485" y="110" width="1" height="16"/></g>
<g><title>runtime.sweepone /usr/local/go/src/runtime/mgcsweep.go: 10ms → 0, -10ms gone; flat 0 → 0</title><rect class="l1" x="486" y="110" width="1" height="16"/></g>
<g><title>runtime/pprof.Do /usr/local/go/src/runtime/pprof/runtime.go: 0 → 10ms, +10ms new; flat 0 → 0</title><rect class="m1" x="489" y="110" width="1" height="16"/></g>
<text class="n" x="10" y="143">Before: shop.cpu.pb.gz, 3s, the base</text>
<text class="n" x="10" y="161">After: shop.cpu2.pb.gz, 3s</text>
<text class="n" x="10" y="179">30 levels deeper</text>
</svg>
$ grep '^\.[lm][08]' $TMP/diff.svg
.m0{fill:#ebebeb}
.m8{fill:#f07d75}
.l8{fill:#75f094}
.m0{fill:#3d3d3d}
.m8{fill:#7a251f}
.l8{fill:#1f7a36}

# Recursion can be one box.

$ cprof -flamesvg shop.cpu.pb.gz | grep -c '>catalog.(\*Category).Walk<'
5
$ cprof -flamesvg -merge_recursion shop.cpu.pb.gz | grep -c '>catalog.(\*Category).Walk<'
1

# A sandwich has the callers of a function above it and its callees below, as `flame` has; with the root at the
# bottom, the other way. Of several functions the whole is between the halves. Callers have no flat: the stacks go on.

$ cprof -flamesvg -functions -sandwich=catalog.Contains -depth=2 shop.cpu.pb.gz | grep -o -e '^<g><title>[^<]*' -e ' y=.[0-9]*. w' -e '>Callers.*of [^<]*' -e '[0-9]* level[^<]*'
<g><title>example.com/shop/internal/catalog.(*Catalog).Search.func1: 1020ms, 34.81%
 y="58" w
<g><title>example.com/shop/internal/order.(*Voucher).Discount: 140ms, 4.78%
 y="58" w
<g><title>example.com/shop/internal/catalog.Contains: 1160ms, 39.59%; flat 410ms, 13.99%
 y="75" w
<g><title>example.com/shop/internal/catalog.hasPrefixFold: 630ms, 21.50%; flat 260ms, 8.87%
 y="92" w
<g><title>runtime.asyncPreempt: 120ms, 4.10%; flat 120ms, 4.10%
 y="92" w
>Callers and callees of catalog.Contains
14 levels deeper
$ cprof -flamesvg -functions -sandwich='Voucher|NthFree' -depth=1 -root=bottom shop.cpu.pb.gz | grep -o -e '^<g><title>[^<]*' -e ' y=.[0-9]*. w' -e '>Callers.*of [^<]*' -e '[0-9]* level[^<]*'
<g><title>all: 170ms, 5.80%
 y="75" w
<g><title>example.com/shop/internal/order.(*Voucher).Discount: 160ms, 5.46%; flat 20ms, 0.68%
 y="58" w
<g><title>example.com/shop/internal/order.(*NthFree).Discount: 10ms, 0.34%; flat 10ms, 0.34%
 y="58" w
<g><title>example.com/shop/internal/order.(*Voucher).Discount: 160ms, 5.46%
 y="92" w
<g><title>example.com/shop/internal/order.(*NthFree).Discount: 10ms, 0.34%
 y="92" w
>Callers and callees of Voucher|NthFree
14 levels deeper
$ cprof -flamesvg -sandwich=nothing shop.cpu.pb.gz
! cprof: sandwich: no function matches nothing
? 2

# The picture in README.md is what it draws.

$ cprof -flamesvg -svg_width=860 -depth=11 shop.cpu.pb.gz | cmp - ../man/flame.svg

# In the console it goes to a numbered file, as the call graph does.

$ mkdir $TMP/d; cp shop.cpu.pb.gz $TMP/p; cd $TMP/d; cprof ../p
< flamesvg 3 Contains
< svg_width=300
< flamesvg >small.svg
< q
! File: shop
! Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
! Type: cpu
! Time: 2026-11-21 01:57:22 UTC
! Duration: 3s, Total samples = 2.93s (97.66%)
! Type help for commands, o for options, ^D to leave.
! Generating report in profile001.svg
! Generating report in small.svg
$ cd $TMP/d; grep -o '<svg .*height="[0-9]*"' *
profile001.svg:<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="188"
small.svg:<svg xmlns="http://www.w3.org/2000/svg" width="300" height="627"
