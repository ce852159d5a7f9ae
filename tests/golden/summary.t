# The profile on one page of Markdown, for an issue or a language model: at most 60 lines.

$ cprof -summary shop.cpu.pb.gz | head -n 30
\# `cpu` of `shop`: 2930ms

- Profile: `shop.cpu.pb.gz`, build ID `4950ba66e93b27ec7ac3b5b00330a1099c4310fd`, taken 2026-11-21 01:57:22 UTC, for 3s
- Total: 2930ms in 293 samples, 0.98 processors busy
- Other types: `samples` 293

\## Functions that took the most themselves

|       flat |  flat% |        cum |   cum% | function |
|-----------:|-------:|-----------:|-------:|:---------|
|      450ms | 15.36% |      450ms | 15.36% | `runtime.asyncPreempt` |
|      410ms | 13.99% |     1160ms | 39.59% | `example.com/shop/internal/catalog.Contains` |
|      260ms |  8.87% |      630ms | 21.50% | `example.com/shop/internal/catalog.hasPrefixFold` |
|      230ms |  7.85% |      280ms |  9.56% | `example.com/shop/internal/catalog.lower` |
|      190ms |  6.48% |     1460ms | 49.83% | `example.com/shop/internal/catalog.(*Category).Walk` |
|      170ms |  5.80% |     1230ms | 41.98% | `example.com/shop/internal/catalog.(*Catalog).Search.func1` |
|      150ms |  5.12% |      160ms |  5.46% | `example.com/shop/internal/order.(*Stock).Longest` |
|       70ms |  2.39% |       70ms |  2.39% | `runtime.tryDeferToSpanScan` |
|       60ms |  2.05% |      160ms |  5.46% | `runtime.pcvalue` |
|       50ms |  1.71% |      280ms |  9.56% | `example.com/shop/internal/catalog.Slug` |

\## The program's own functions, with what they called

|       flat |  flat% |        cum |   cum% | function |
|-----------:|-------:|-----------:|-------:|:---------|
|          0 |     0% |     2610ms | 89.08% | `example.com/shop/internal/jobs.(*Pool[..]).work` |
|       10ms |  0.34% |     2590ms | 88.40% | `main.(*shop).serve` |
|          0 |     0% |     2280ms | 77.82% | `main.(*shop).serve.func1` |
|       20ms |  0.68% |     1860ms | 63.48% | `main.(*shop).search` |
|          0 |     0% |     1460ms | 49.83% | `example.com/shop/internal/catalog.(*Catalog).Search` |
$ cprof -summary shop.cpu.pb.gz | sed -n '/^## Heaviest/,$p'
\## Heaviest stacks

1. 330ms (11.26%): `jobs.(*Pool[..]).work` > `main.(*shop).serve` > 3 more > `catalog.(*Catalog).Search` > `catalog.(*Category).Walk` (5 times) > `catalog.(*Catalog).Search.func1` > `catalog.Contains`
2. 190ms (6.48%): `jobs.(*Pool[..]).work` > `main.(*shop).serve` > 4 more > `catalog.(*Category).Walk` (5 times) > `catalog.(*Catalog).Search.func1` > `catalog.Contains` > `catalog.hasPrefixFold`
3. 160ms (5.46%): `jobs.(*Pool[..]).work` > `main.(*shop).serve` > 2 more > `main.(*shop).search` > `catalog.(*Catalog).Search` > `catalog.(*Category).Walk` (5 times) > `catalog.(*Catalog).Search.func1`
4. 130ms (4.44%): `jobs.(*Pool[..]).work` > `main.(*shop).serve` > `pprof.Do` > `main.(*shop).serve.func1` > `main.(*shop).search` > `catalog.(*Catalog).Search` > `catalog.(*Category).Walk` (5 times)
5. 130ms (4.44%): `jobs.(*Pool[..]).work` > `main.(*shop).serve` > 6 more > `catalog.Contains` > `catalog.hasPrefixFold` > `catalog.same` > `catalog.lower`

\## Packages and labels

- packages: `example.com/shop/internal/catalog` 1360ms (46.42%), `runtime` 1170ms (39.93%), `example.com/shop/internal/order` 210ms (7.17%), `strings` 50ms (1.71%), `fmt` 40ms (1.37%), `main` 40ms (1.37%), `internal/bytealg` 20ms (0.68%), `internal/runtime/atomic` 20ms (0.68%), and 2 more
- label `request`: `search` 1690ms (57.68%), `checkout` 410ms (13.99%), `report` 340ms (11.60%)
- label `route`: `GET /search` 1690ms (57.68%), `GET /checkout` 410ms (13.99%), `GET /report` 340ms (11.60%)
- label `step`: `ship` 210ms (7.17%), `pay` 190ms (6.48%)
- label `tenant`: `acme` 800ms (27.30%), `møbel` 570ms (19.45%), `globex` 540ms (18.43%), `tiny & sons` 530ms (18.09%)

# The text is Markdown already; save writes it so, too.

$ cprof -summary -markdown shop.mutex.pb.gz | head -n 1
\# `delay` of `shop`: 5339.13ms
$ cprof -e 'summary' -e "save $TMP/issue.md" shop.mutex.pb.gz | head -n 1; head -n 1 $TMP/issue.md
\# `delay` of `shop`: 5339.13ms
\# `delay` of `shop`: 5339.13ms
! These are the rows of summary
! Generating report in $TMP/issue.md

# Filters hold, and the page says so.

$ cprof -summary -focus=Slug -tagfocus=acme shop.cpu.pb.gz | sed -n 1,6p
\# `cpu` of `shop`: 2.93s

- Profile: `shop.cpu.pb.gz`, build ID `4950ba66e93b27ec7ac3b5b00330a1099c4310fd`, taken 2026-11-21 01:57:22 UTC, for 3s
- Total: 2.93s in 293 samples, 0.98 processors busy
- Filters: `focus=Slug`, `tagfocus=acme`; they keep 0.10s (3.41%)
- Other types: `samples` 293
$ cprof -e 'summary Voucher' shop.cpu.pb.gz | grep Filters
- Filters: `focus=Voucher`; they keep 0.16s (5.46%)

# Of a comparison it lists changes.

$ cprof -summary -diff_base shop.cpu.pb.gz shop.cpu2.pb.gz | sed -n 1,12p
\# Changes in `cpu` of `shop`: +40ms

- Profile: `shop.cpu2.pb.gz`, build ID `4950ba66e93b27ec7ac3b5b00330a1099c4310fd`, taken 2026-11-21 01:57:22 UTC
- 100%: 2930ms
- Values are changes since `shop.cpu.pb.gz`: 2930ms -> 2970ms (+1.4%)
- Other types: `samples` 293

\## Functions that changed the most themselves

|       flat |  flat% |        cum |   cum% | function |
|-----------:|-------:|-----------:|-------:|:---------|
|      190ms |  6.48% |      190ms |  6.48% | `runtime.asyncPreempt` |

# What is the program's own, in Go, Rust and Node.js; profiles of py-spy do not say.

$ cprof -jsonl -summary shop.trimpath.cpu.pb.gz | jq -r 'select(.kind == "own") | .module' | sort | uniq -c | tr -s ' '
 6 example.com/shop
 4 main
$ cprof -jsonl -summary mill.rust.cpu.pb.gz | jq -r 'select(.kind == "own") | .module' | sort | uniq -c | tr -s ' '
 10 mill
$ cprof -symbolize=none -jsonl -summary fern.node.wall.pb.gz | jq -r 'select(.kind == "own") | .module' | sort | uniq -c | tr -s ' '
 3 /tmp/fern
 7 /tmp/fern/lib
$ cprof -jsonl -summary kiln.pyspy.folded | jq -r 'select(.kind == "own") | .module' | wc -l
0

# Each hint has a rule.

$ cprof -jsonl -summary shop.goroutine.pb.gz | jq -r 'select(.kind == "hint") | [.rule, .part, .hint] | @tsv'
one_function	19	`runtime.gopark` alone has 19 (82.61%); callers shows what called it.
$ cprof -symbolize=none -jsonl -summary oven.cpu.prof | jq -r 'select(.kind == "hint") | [.rule, .part, .hint] | @tsv'
no_names	990000000	990ms (100%) has no function names; name the program before the profile: cprof PROGRAM PROFILE.
few_samples		There are only 99 samples, so that small shares may be chance; profile for longer.
$ cprof -symbolize=none -jsonl -summary cellar.jemalloc.txt | jq -r 'select(.kind == "hint") | [.rule, .part, .hint] | @tsv'
no_names	7852094	7668.06kB (100%) has no function names; name the program before the profile: cprof PROGRAM PROFILE.
one_label	7492366	Nearly all of it, 7316.76kB (95.42%), has the label `bytes=1.24kB`.
$ echo 'main;f;runtime.gcBgMarkWorker 30' >$TMP/gc.folded; echo 'main;f;g 20' >>$TMP/gc.folded; cprof -jsonl -summary -folded_type=cpu/nanoseconds $TMP/gc.folded | jq -r 'select(.kind == "hint") | [.rule, .part, .hint] | @tsv'
gc	30	Garbage collection took 30ns (60.00%); a heap profile (alloc_space) shows what allocates.
one_function	30	`runtime.gcBgMarkWorker` alone has 30ns (60.00%); callers shows what called it.
$ cprof -summary made/dropped.pb 2>/dev/null | head -n 5
\# `cpu` of `dropped.pb`: 5ms

- Profile: `made/dropped.pb`
- Total: 5ms
- Hint: `main` alone has 5ms (100%); callers shows what called it.
