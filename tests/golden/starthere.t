# What the manual begins with.

$ BROWSER=true cprof -trim_path=/tmp/shop -source_path=go shop.cpu.pb.gz 2>&1 | grep -v '^ '
< top
< top 3 best -Voucher
< list Basket.*best$
< peek Basket.*best$
< web
< ? top
< quit
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
Type help for commands, o for options, ^D to leave.
Showing nodes accounting for 2040ms, 69.62% of 2930ms total
Dropped 86 nodes (cum <= 14.65ms)
Showing top 10 nodes out of 141
Active filters:
Showing nodes accounting for 0.03s, 1.02% of 2.93s total
Showing top 3 nodes out of 10
Total: 2.93s
ROUTINE ======================== example.com/shop/internal/order.(*Basket).best in internal/order/order.go
Showing nodes accounting for 2.93s, 100% of 2.93s total
----------------------------------------------------------+-------------
----------------------------------------------------------+-------------
----------------------------------------------------------+-------------
top [n] [focus]... [-ignore]... [-cum] [>file]
The functions that took the most.
flat is what a function took itself, cum includes the functions it called; sum%
adds up flat%. -cum sorts by cum.
In the console it shows 10 entries, unless a number or nodecount says otherwise;
as a flag, all.


See also: list, peek, callers, explain, help filters
