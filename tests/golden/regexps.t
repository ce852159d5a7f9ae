# Regular expressions are in RE2's language. They match anywhere; ^ and $ tie them down.

$ cprof -top -focus='^main\.\(\*shop\)\.(search|report)$' -nodecount=1 shop.cpu.pb.gz | tail -n 1
     380ms 12.97% 12.97%     1020ms 34.81%  example.com/shop/internal/catalog.Contains

# (?i) ignores case.

$ cprof -top -focus='(?i)VOUCHER' -nodecount=1 shop.cpu.pb.gz | tail -n 1
      50ms  1.71%  1.71%       90ms  3.07%  example.com/shop/internal/catalog.hasPrefixFold

# What RE2 has not is refused.

$ cprof -top -focus='(?=x)' shop.cpu.pb.gz
! cprof: focus=(?=x): look-ahead at byte 0: not supported
? 2
$ cprof -top -focus='(a)\1' shop.cpu.pb.gz
! cprof: focus=(a)\1: a back reference at byte 3: not supported
? 2
$ cprof -top -focus='a++' shop.cpu.pb.gz
! cprof: focus=a++: a repetition of a repetition at byte 2: not supported
? 2

# Mistakes are told with the option and the place.

$ cprof -top -ignore='(' shop.cpu.pb.gz
! cprof: ignore=(: missing closing parenthesis at byte 1
? 2
$ cprof -peek='(Slug' shop.cpu.pb.gz
! cprof: peek (Slug: missing closing parenthesis at byte 5
? 2
$ cprof -top -tagfocus='tenant=*' shop.cpu.pb.gz
! cprof: tagfocus=*: quantifier does not follow a repeatable item at byte 0
? 2

# A pattern that needs too many steps ends with an error.

$ cprof -top -focus='(((a*)*)*)*((.*)*)*$b' shop.cpu.pb.gz
! cprof: focus=(((a*)*)*)*((.*)*)*$b: matching takes too many steps; make the pattern simpler
? 2
