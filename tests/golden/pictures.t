# Pictures are drawn by Graphviz's library, in a process of its own; see `dot` for what they are drawn from.

$ cprof -svg -nodecount=5 shop.cpu.pb.gz >$TMP/shop.svg; grep -c 'class="node"' $TMP/shop.svg
9
$ cprof -png -layout_timeout=300 -nodecount=5 shop.cpu.pb.gz >$TMP/shop.png; head -c 4 $TMP/shop.png | tail -c 3
PNG (no-eol)
$ cprof -pdf -nodecount=5 shop.cpu.pb.gz | head -c 4
%PDF (no-eol)
$ cprof -ps -nodecount=5 shop.cpu.pb.gz | head -c 4
%!PS (no-eol)
$ cprof -gif -nodecount=5 shop.cpu.pb.gz | head -c 4
GIF8 (no-eol)

# Arrows that cross very many levels: straight lines, and a line that says so. Here f0 calls f1 and so on, and the
# first functions also call the one 102 further down.

$ cat >$TMP/deep.py; python3 $TMP/deep.py 97 >$TMP/deep.txt; python3 $TMP/deep.py 96 >$TMP/less.txt
< import sys
< def stack(*functions):
<     frames = ["#\t%#x\tmain.f%d+0x1\t/src/a.go:%d" % (4096 + f, f, f + 1) for f in functions]
<     print("1 @ " + " ".join("%#x" % (4096 + f) for f in functions) + "\n" + "\n".join(frames) + "\n")
< print("goroutine profile: total 98")
< stack(*range(198, -1, -1))
< for i in range(int(sys.argv[1])):
<     stack(i + 102, i)
$ cprof -svg -nodecount=0 -nodefraction=0 -edgefraction=0 $TMP/deep.txt >$TMP/deep.svg; grep -c 'class="edge"' $TMP/deep.svg
295
! drawn with straight lines, each function below its heaviest caller: the edges span 10092 levels, and only up to 10000 are drawn with curves; show fewer nodes (nodecount=80) or fewer edges (edgefraction=0.01), or let the program dot draw what -dot writes
$ cprof -svg -nodecount=0 -nodefraction=0 -edgefraction=0 $TMP/less.txt >$TMP/less.svg; grep -c 'class="edge"' $TMP/less.svg
294

# Names are data: none of them becomes a part of the picture.

$ cprof -svg -focus=Longest -tagshow=tenant shop.cpu.pb.gz | grep -o '>tenant:tiny[^<]*'
>tenant:tiny &amp; sons

# An SVG for a browser carries its graph as data, in the schema of `format=json`; no name ends it.

$ cat >$TMP/data; cprof -svg -nodecount=2 -focus=Longest shop.cpu.pb.gz | python3 $TMP/data
< import json, sys, xml.etree.ElementTree as xml
< data = [e.text for e in xml.parse(sys.stdin).iter() if e.get("id") == "cprof-data"]
< data = json.loads(data[0])
< print(data["schema"], data["report"], data["total"])
< for row in data["rows"]:
<     print(*(row[key] for key in row if row[key] is not None and key != "file"), sep=" | ")
cprof/1 svg 2930000000
node | N1 | example.com/shop/internal/order.(*Stock).Longest | example.com/shop/internal/order.(*Stock).Longest | 150000000 | 150ms | 160000000 | 160ms
box | N1_0 | N1 | request:report
route:GET /report
tenant:møbel | 50000000 | 50000000 | 50000000 | 50ms
box | N1_1 | N1 | request:report
route:GET /report
tenant:globex | 30000000 | 40000000 | 40000000 | 40ms
box | N1_2 | N1 | request:report
route:GET /report
tenant:acme | 30000000 | 30000000 | 30000000 | 30ms
box | N1_3 | N1 | request:report
route:GET /report
tenant:tiny & sons | 20000000 | 20000000 | 20000000 | 20ms
$ cat >$TMP/names; cprof -svg $TMP/names | python3 $TMP/data
< goroutine profile: total 3
< 2 @ 0x1000 0x2000
< #	0x0fff	]]></script><script>hacked<!--+0x1	/src/&lt;.go:1
< #	0x1fff	main.main+0x1	/src/main.go:2
<
< 1 @ 0x2000
< #	0x1fff	main.main+0x1	/src/main.go:2
cprof/1 svg 3
node | N1 | main.main | main.main | 1 | 1 | 3 | 3
node | N2 | ]]></script><script>hacked<!-- | ]]></script><script>hacked<!-- | 2 | 2 | 2 | 2
edge | N1 | N2 | 2 | 2 | False | no

# In the console a picture goes to the next numbered file, or to the file behind >. Words are focus and
# ignore, a number how many nodes to show.

$ cp shop.cpu.pb.gz $TMP; cd $TMP; cprof shop.cpu.pb.gz 2>&1 | tail -n 3; ls pro*; grep -c Longest two.svg
< svg
< svg 2 Longest -best >two.svg
< gif 5
Generating report in profile001.svg
Generating report in two.svg
Generating report in profile001.gif
profile001.gif
profile001.svg
5

# Viewers get a temporary file, which is gone when they and cprof have ended. $BROWSER comes first for `web`. (Here
# they run side by side: cprof leaves the file there for some seconds.)

$ mkdir $TMP/bin; cat >$TMP/bin/show; for p in eog evince gv kcachegrind browser; do cp $TMP/bin/show $TMP/bin/$p; done; chmod +x $TMP/bin/*
< #!/bin/sh
< for file; do :; done
< echo "${0##*/} shows ${file##*.}: $(head -c 4 "$file")" >&2
< echo "$file" >>$TMP/shown
$ export PATH=$TMP/bin:$PATH DISPLAY=:9 BROWSER="nosuch %s:$TMP/bin/browser -new %s"; \
(cprof -eog -nodecount=5 shop.cpu.pb.gz & cprof -evince -nodecount=5 shop.cpu.pb.gz & \
cprof -gv -nodecount=5 shop.cpu.pb.gz & cprof -kcachegrind -focus=Longest shop.cpu.pb.gz & \
cprof -web -nodecount=5 shop.cpu.pb.gz) 2>&1 | sort
browser shows svg: <?xm
eog shows svg: <?xm
evince shows pdf: %PDF
gv shows ps: %!PS
kcachegrind shows grind: posi
$ wc -l <$TMP/shown; ls $(cat $TMP/shown) 2>/dev/null || echo gone
5
gone

# Where nothing shows it, it is kept.

$ env -u DISPLAY -u WAYLAND_DISPLAY cprof -kcachegrind -focus=Longest shop.cpu.pb.gz 2>&1 | sed -n '1s/cprof-[^.]*/cprof-NAME/p'
there is no display; the call graph is in /tmp/cprof-NAME.grind

# A redirection takes the place of the viewer.

$ export PATH=$TMP/bin:$PATH DISPLAY=:9; cprof -web -nodecount=5 -output=$TMP/web.svg shop.cpu.pb.gz; grep -c 'class="node"' $TMP/web.svg
9
! Generating report in $TMP/web.svg
