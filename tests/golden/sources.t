# Sources are found by the ends of their names, however the profile names them: here by absolute and relative names, by
# URLs as Node, bundlers and browsers use them, and as on Windows.

$ mkdir -p "$TMP/shop/src/my lib" && echo 'export const f = () => 1;' >"$TMP/shop/src/my lib/f.mjs"
$ ./stacks >$TMP/urls
< 1 | f1 @ /gone/src/my lib/f.mjs 1 1
< 2 | f2 @ gone/src/my lib/f.mjs 1 1
< 3 | f3 @ file:///gone/src/my%20lib/f.mjs 1 1
< 4 | f4 @ webpack://shop/./src/my lib/f.mjs?a1b2 1 1
< 5 | f5 @ webpack:///./src/my%20lib/f.mjs 1 1
< 6 | f6 @ http://localhost:3000/src/my%20lib/f.mjs?v=1 1 1
< 7 | f7 @ app:///src/my lib/f.mjs 1 1
< 8 | f8 @ C:\gone\src\my lib\f.mjs 1 1
< 9 | f9 @ ../../src/my lib/f.mjs 1 1

$ cprof -list=f -source_path=$TMP/shop $TMP/urls | grep -e ROUTINE -e '1:'
ROUTINE ======================== f1 in /gone/src/my lib/f.mjs
         1          1      1:export const f = () => 1;
ROUTINE ======================== f2 in gone/src/my lib/f.mjs
         2          2      1:export const f = () => 1;
ROUTINE ======================== f3 in file:/gone/src/my%20lib/f.mjs
         3          3      1:export const f = () => 1;
ROUTINE ======================== f4 in src/my lib/f.mjs?a1b2
         4          4      1:export const f = () => 1;
ROUTINE ======================== f5 in webpack:/src/my%20lib/f.mjs
         5          5      1:export const f = () => 1;
ROUTINE ======================== f6 in http:/localhost:3000/src/my%20lib/f.mjs?v=1
         6          6      1:export const f = () => 1;
ROUTINE ======================== f7 in app:/src/my lib/f.mjs
         7          7      1:export const f = () => 1;
ROUTINE ======================== f8 in C:\gone\src\my lib\f.mjs
         8          8      1:export const f = () => 1;
ROUTINE ======================== f9 in ../../src/my lib/f.mjs
         9          9      1:export const f = () => 1;

$ cprof -list=f4 -source_path=$TMP/shop $TMP/urls
Total: 45
ROUTINE ======================== f4 in src/my lib/f.mjs?a1b2
         4          4 (flat, cum)  8.89% of Total
 (source: $TMP/shop/src/my lib/f.mjs)
         4          4      1:export const f = () => 1;

# The page of weblist finds them, too.

$ cprof -weblist=f -source_path=$TMP/shop -output=$TMP/urls.html $TMP/urls 2>/dev/null
$ grep -c 'export const' $TMP/urls.html
9

# What is not found is named by the path that was looked for. No name leads out of source_path.

$ ./stacks >$TMP/none
< 1 | g1 @ file:///gone/my%20lib/g.mjs 1 1
< 2 | g2 @ webpack://shop/./src/g.mjs?a1b2 1 1
< 3 | g3 @ http://host/%2e%2e/%2e%2e/%2e%2e/etc/hostname 1 1

$ cprof -list=g -source_path=$TMP/shop $TMP/none | grep source
 (no source: /gone/my lib/g.mjs does not exist, and no end of its name is below $TMP/shop; see source_path)
 (no source: src/g.mjs?a1b2 is neither in $TMP/shop nor above it; see source_path)
 (no source: etc/hostname is not below $TMP/shop, nor is an end of it; see source_path)
