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

# Packages have the hues that pprof's web interface gives them, light on dark ground and dark on light.

$ grep '^\.g' $TMP/best.svg
.g0{fill:#cccccc}
.g2{fill:#b3e6e2}
.g3{fill:#beb3e6}
.g4{fill:#b3bee6}
.g0{fill:#474747}
.g2{fill:#315e5b}
.g3{fill:#3b315e}
.g4{fill:#313b5e}

# What is too narrow is said. The root is at the bottom if one wants that.

$ cprof -flamesvg -svg_width=200 -root=bottom shop.heap.pb.gz | grep -e '>all' -e narrower
<g><title>all: 2766.47kB, 100%</title><rect class="g0" x="10" y="687" width="179.5" height="16"/><text x="13" y="699">all 2766.47kB</text></g>
<text class="n" x="10" y="720">48 frames are narrower than half a pixel and not drawn: 1.46% of the width</text>
$ cprof -flamesvg -svg_width=100 shop.cpu.pb.gz
! cprof: svg_width: a picture is 200 to 20000 pixels wide
? 2

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
