# `weblist` makes a page of source and assembly and shows it in a browser; -output writes it. tests/browser
# looks at such pages with one. Here are parts of it as text. A line of source has what was measured for it,
# and unfolds to the instructions it was compiled to.

$ cprof -tools=symbols/asm.tools/gnu -trim_path=/src/asm -source_path=symbols -weblist=turn -output=$TMP/turn.html symbols/asm.bin symbols/asm.pb.gz
! Generating report in $TMP/turn.html
$ sed -n '/<main>/,/<script>/p' $TMP/turn.html | sed -e 's/<[^>]*class=\([a-z]*\)[^>]*>/ \1|/g' -e 's/<[^>]*>//g'


turn
 file|asm.c
 sum|500ms flat, 710ms cum, 78.89% of Total
 remark|flat has 100ms of code that was inlined here; top counts it for the inlined functions
 src|
 | v|. v|. n|17		x = x * 6364136223846793005u + (x &gt;&gt; 7);
 | v|. v|. n|18	return x;
 | v|. v|. n|19}
 | v|. v|. n|20
 | v|. v|. n|21__attribute__((noinline)) word turn(word n)
 l| | v|20ms v|20ms n|22{
 asm|
 i| v|20ms v|20ms a|230mov    %rdi,%r10 p|asm.c:22


 l| | v|60ms v|60ms n|23	word sum = 0;
 asm|
 i| v|10ms v|10ms a|23bxor    %r9d,%r9d p|asm.c:23
 i| v|20ms v|20ms a|23exchg   %ax,%ax p|asm.c:23
 gap|⋮
 i| v|30ms v|30ms a|270xor    %r9d,%r9d p|asm.c:23


 | v|. v|. n|24
 l| | v|150ms v|150ms n|25	for (word i = 0; i &lt; n; i++)
 asm|
 i| v|30ms v|30ms a|233test   %rdi,%rdi p|asm.c:25
 i| v|40ms v|40ms a|236je     270 &lt;turn+0x40&gt; p|asm.c:25
 i| v|. v|. a|238xor    %r8d,%r8d p|asm.c:25
 gap|⋮
 i| v|10ms v|10ms a|25aadd    $0x1,%r8 p|asm.c:25
 gap|⋮
 i| v|30ms v|30ms a|261cmp    %r8,%r10 p|asm.c:25
 i| v|40ms v|40ms a|264jne    240 &lt;turn+0x10&gt; p|asm.c:25


 l| | v|190ms v|400ms n|26		sum += sift(grind(i ^ sum));
 asm|
 i| v|30ms v|30ms a|240mov    %r8,%rdi p|asm.c:26
 i| v|40ms v|40ms a|243xor    %r9,%rdi p|asm.c:26
 i| v|. v|210ms a|246call   200 &lt;grind&gt; p|asm.c:26
 c|return odd ? 3 * x + 1 : x / 2; p|sift asm.c:11
 i| v|10ms v|10ms a|24bmov    %rax,%rdx p|asm.c:11
 i| v|20ms v|20ms a|24eshr    %rdx p|asm.c:11
 i| v|30ms v|30ms a|251test   $0x1,%al p|asm.c:11
 i| v|40ms v|40ms a|253je     25a &lt;turn+0x2a&gt; p|asm.c:11
 i| v|. v|. a|255lea    0x1(%rax,%rax,2),%rdx p|asm.c:11
 gap|⋮
 i| v|20ms v|20ms a|25eadd    %rdx,%r9 p|asm.c:26


 | v|. v|. n|27	return sum;
 l| | v|80ms v|80ms n|28}
 asm|
 i| v|. v|. a|266mov    %r9,%rax p|asm.c:28
 i| v|10ms v|10ms a|269ret p|asm.c:28
 i| v|20ms v|20ms a|26anopw   0x0(%rax,%rax,1) p|asm.c:28
 gap|⋮
 i| v|40ms v|40ms a|273mov    %r9,%rax p|asm.c:28
 i| v|. v|. a|276ret p|asm.c:28
 i| v|10ms v|10ms a|277nopw   0x0(%rax,%rax,1) p|asm.c:28


 | v|. v|. n|29
 | v|. v|. n|30__attribute__((noreturn)) void _start(void)
 | v|. v|. n|31{
 | v|. v|. n|32	word code = turn(1000) &amp; 1;
 | v|. v|. n|33



\

# It loads nothing from anywhere.

$ grep -o 'http-equiv=[^>]*>' $TMP/turn.html
http-equiv=Content-Security-Policy content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
$ grep -c -E 'src=|href="[^#]|url\(|@import' $TMP/turn.html
0
? 1

# Without assembly the page has the source all the same, and says why.

$ cprof -weblist='Basket.*best$' -trim_path=/tmp/shop -source_path=go -output=$TMP/best.html shop.cpu.pb.gz
! Generating report in $TMP/best.html
$ sed -n -e '/class=remark/p' -e '/<main>/,/<script>/p' $TMP/best.html | sed -e 's/<[^>]*class=\([a-z]*\)[^>]*>/ \1|/g' -e 's/<[^>]*>//g'
 remark|no assembly of some code: /tmp/shop/shop: No such file or directory; name the program before the profile, or say in PPROF_BINARY_PATH where it is


example.com/shop/internal/order.(*Basket).best
 file|internal/order/order.go
 sum|20ms flat, 190ms cum, 6.48% of Total
 src|
 | v|. v|. n|79}
 | v|. v|. n|80
 | v|. v|. n|81// best tries every order of the rules that are not in used yet.
 | v|. v|. n|82func (b *Basket) best(rest catalog.Cents, used uint) catalog.Cents {
 | v|. v|. n|83	low := rest
 | v|10ms v|10ms n|84	for i, r := range b.Rules {
 | v|10ms v|10ms n|85		if used&amp;(1&lt;&lt;uint(i)) != 0 {
 | v|. v|. n|86			continue
 | v|. v|. n|87		}
 | v|. v|190ms n|88		low = least(low, b.best(rest-r.Discount(b, rest), used|1&lt;&lt;uint(i)))
 | v|. v|. n|89	}
 | v|. v|. n|90	return low
 | v|. v|. n|91}
 | v|. v|. n|92
 | v|. v|. n|93// Sum adds up f of every item.



\

# Where there is nothing to show it with, the page is kept.

$ env -u DISPLAY -u WAYLAND_DISPLAY -u BROWSER cprof -tools=symbols/asm.tools/gnu -weblist=turn symbols/asm.bin symbols/asm.pb.gz 2>&1 \
  | sed -e 's/cprof-[^.]*/cprof-NAME/' -e 's/scp [^:]*/scp HOST/'
there is no display; the page is in /tmp/cprof-NAME.html
open it there, or copy it to where you are: scp HOST:/tmp/cprof-NAME.html .
or set BROWSER to a program that shows it
$ cprof -weblist=nosuch symbols/asm.bin symbols/asm.pb.gz
! cprof: no function matches nosuch
? 2

# Sections are in the order of the list above them, the heaviest first. A function that calls itself counts once.

$ cprof -tools=symbols/asm.tools/gnu -weblist=. -output=$TMP/all.html symbols/asm.bin symbols/asm.pb.gz 2>/dev/null
$ sed -n '/<main>/,/<script>/p' $TMP/all.html | grep -A2 '<h2>' | sed -e 's/<[^>]*>//g' | grep -v asm.c
_start
190ms flat, 900ms cum, 100% of Total
--
turn
500ms flat, 710ms cum, 78.89% of Total
--
grind
210ms flat, 210ms cum, 23.33% of Total
--
sift
100ms flat, 100ms cum, 11.11% of Total
$ ./stacks >$TMP/fib
< 1 | fib @ /src/r.c 10 8 | fib @ /src/r.c 12 8 | main @ /src/r.c 20 18
< 5 | fib @ /src/r.c 12 8 | fib @ /src/r.c 12 8 | fib @ /src/r.c 14 8 | main @ /src/r.c 20 18
< 4 | fib @ /src/r.c 14 8 | fib @ /src/r.c 12 8 | fib @ /src/r.c 10 8 | main @ /src/r.c 20 18
$ cprof -weblist=fib -output=$TMP/fib.html $TMP/fib 2>/dev/null
$ sed -n '/<main>/,/<script>/p' $TMP/fib.html | sed -e 's/<[^>]*>/ /g' | grep -e Total -e ' 1[0-9] '
 10 flat, 10 cum, 100% of Total 
  1  5  10    
  5  10  12    
  4  9  14    
