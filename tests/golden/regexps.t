# Regular expressions are in RE2's language. They match anywhere; ^ and $ tie them down.

$ cprof -top -focus='^main\.\(\*shop\)\.(search|report)$' -nodecount=1 shop.cpu.pb.gz | tail -n 1
     380ms 12.97% 12.97%     1020ms 34.81%  example.com/shop/internal/catalog.Contains

# (?i) ignores case.

$ cprof -top -focus='(?i)VOUCHER' -nodecount=1 shop.cpu.pb.gz | tail -n 1
      50ms  1.71%  1.71%       90ms  3.07%  example.com/shop/internal/catalog.hasPrefixFold

# What RE2 has not is refused.

$ cprof -top -focus='(?=x)' shop.cpu.pb.gz
! cprof: focus: invalid or unsupported Perl syntax: `(?=`
!   (?=x)
!   ^
? 2
$ cprof -top -focus='(a)\1' shop.cpu.pb.gz
! cprof: focus: invalid escape sequence: `\1`
!   (a)\1
!      ^
? 2
$ cprof -top -focus='a++' shop.cpu.pb.gz
! cprof: focus: invalid nested repetition operator: `++`
!   a++
!    ^
? 2

# Mistakes are told with the option and the place.

$ cprof -top -ignore='(' shop.cpu.pb.gz
! cprof: ignore: missing closing )
!   (
!   ^
? 2
$ cprof -peek='(Slug' shop.cpu.pb.gz
! cprof: peek: missing closing )
!   (Slug
!   ^
? 2
$ cprof -top -tagfocus='tenant=*' shop.cpu.pb.gz
! cprof: tagfocus: missing argument to repetition operator: `*`
!   *
!   ^
? 2

# Behind \w and its like a hyphen is a hyphen.

$ cprof -top -focus='^[\w-.]+\.main$' -nodecount=1 shop.cpu.pb.gz | tail -n 1
     0.01s  0.34%  0.34%      0.01s  0.34%  runtime.(*guintptr).cas
$ cprof -top -focus='(?i)\p{Lu}[[:alpha:]-.]+' -nodecount=1 shop.cpu.pb.gz | tail -n 1
     450ms 15.36% 15.36%      450ms 15.36%  runtime.asyncPreempt
$ cprof -top -focus='[a-\d]' shop.cpu.pb.gz
! cprof: focus: invalid escape sequence: `\d`
!   [a-\d]
!      ^
? 2

# Of a long expression only what lies around the place is shown.

$ cprof -peek="$(printf 'abcdefghi.%.0s' $(seq 50))[z-a]$(printf 'klmnopqrs.%.0s' $(seq 50))" shop.cpu.pb.gz
! cprof: peek: invalid character class range: `z-a`
!   ..bcdefghi.abcdefghi.abcdefghi.[z-a]klmnopqrs.klmnopqrs.klmnop..
!                                   ^
? 2
$ cprof -peek="$(printf 'a\tb\033\177\303\251\346\274\242*(')" shop.cpu.pb.gz
! cprof: peek: missing closing )
!   a\tb\x1b\x7fé漢*(
!                  ^
? 2
$ cprof -peek="$(printf 'a\303(')" shop.cpu.pb.gz
! cprof: peek: invalid UTF-8
!   a\xc3(
!    ^
? 2

# An alternation of thousands of names works. What is too large is told with the limit.

$ cprof -top -focus="$(awk 'BEGIN { for (i = 0; i < 2500; i++) printf "foo.com/p%d\\.\\(\\*Type\\)\\.Function%d|", i, i }')^main\.main$" -nodecount=1 shop.cpu.pb.gz | tail -n 1
     0.01s  0.34%  0.34%      0.01s  0.34%  runtime.(*guintptr).cas
$ awk 'BEGIN { printf "focus="; for (i = 0; i < 1000001; i++) printf "a"; print "\ntop" }' | cprof shop.cpu.pb.gz 2>&1 >/dev/null | tail -n 1
cprof: focus: the expression is too large (1000001 bytes; 1000000 are allowed)
$ cprof -top -focus='(a{1000}){2}' shop.cpu.pb.gz
! cprof: focus: invalid repeat count: `{2}`
!   (a{1000}){2}
!            ^
? 2

# A method of Go as it is printed is no expression; what is in no name either is told, with the place.

$ cprof -list='(*NoBasket).best' shop.cpu.pb.gz
! cprof: list: missing argument to repetition operator: `*`
!   (*NoBasket).best
!    ^
? 2

# Time is in proportion to the length of a name, however often repetitions stand in repetitions.

$ cprof -top -focus='(((a*)*)*)*((.*)*)*$b|^(.|..)+\n' shop.cpu.pb.gz | tail -n 1
      flat  flat%   sum%        cum   cum%
! focus matched nothing
