# `peek` is `tree` for the functions whose name matches. Nothing is dropped, however small it is.

$ cprof -peek='Basket.*best$' shop.cpu.pb.gz
File: shop
Build ID: 4950ba66e93b27ec7ac3b5b00330a1099c4310fd
Type: cpu
Time: 2026-11-21 01:57:22 UTC
Duration: 3s, Total samples = 2.93s (97.66%)
Showing nodes accounting for 2.93s, 100% of 2.93s total
----------------------------------------------------------+-------------
      flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
----------------------------------------------------------+-------------
                                             0.19s   100% |   example.com/shop/internal/order.(*Basket).Total
     0.02s  0.68%  0.68%      0.19s  6.48%                | example.com/shop/internal/order.(*Basket).best
                                             0.16s 84.21% |   example.com/shop/internal/order.(*Voucher).Discount
                                             0.01s  5.26% |   example.com/shop/internal/order.(*NthFree).Discount
----------------------------------------------------------+-------------

# More words filter the samples, as with `top`.

$ cprof shop.cpu.pb.gz 2>/dev/null
< peek Slug$ search
Active filters:
   focus=search
Showing nodes accounting for 1.86s, 63.48% of 2.93s total
----------------------------------------------------------+-------------
      flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
----------------------------------------------------------+-------------
                                             0.27s   100% |   main.(*shop).search
     0.04s  1.37%  1.37%      0.27s  9.22%                | example.com/shop/internal/catalog.Slug
                                             0.12s 44.44% |   strings.(*Builder).Grow
                                             0.03s 11.11% |   example.com/shop/internal/catalog.lower
                                             0.03s 11.11% |   runtime.asyncPreempt
                                             0.02s  7.41% |   example.com/shop/internal/catalog.dash
                                             0.02s  7.41% |   strings.(*Builder).WriteByte (inline)
                                             0.01s  3.70% |   strings.(*Builder).String (inline)
----------------------------------------------------------+-------------

# Digits at the end of the command's name are its regular expression, not a count.

$ cprof fern.node.wall.pb.gz 2>/dev/null
< peek33
Showing nodes accounting for 2244.62ms, 100% of 2244.62ms total
----------------------------------------------------------+-------------
      flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
----------------------------------------------------------+-------------
                                          368.05ms   100% |   svg
   86.25ms  3.84%  3.84%   368.05ms 16.40%                | (anonymous:L#33:C#12)
                                          281.80ms 76.57% |   f
----------------------------------------------------------+-------------

# A name that no function has is an error, and so is no expression at all.

$ cprof -peek=nosuch shop.cpu.pb.gz
! cprof: no function matches nosuch
? 2
$ cprof shop.cpu.pb.gz 2>&1 | tail -n 1
< peek
cprof: peek needs a regular expression
