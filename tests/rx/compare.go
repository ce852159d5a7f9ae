// compare.go - holds base/rx against Go's package regexp: what is accepted, the words of what is
// refused, and what matches.
//
// usage: go run tests/rx/compare.go [-n N] [-seed N] ASK
//
// ASK is the program that ask.c makes. The expressions are known traps (traps.txt) and N random ones, each
// with subjects that lie near it. Exit status 1 when any answer differs; each is printed.
package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"regexp/syntax"
	"runtime"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The version of Unicode in src/base/rx-unicode.c. With another one in Go only ASCII is compared.
const unicodeVersion = "15.0.0"

var differences int

func differ(format string, args ...any) {
	differences++
	if differences <= 50 {
		fmt.Printf(format+"\n", args...)
	}
}

// ---- random expressions ----

type generator struct {
	*rand.Rand
	ascii bool
}

func (g *generator) one(list ...string) string {
	return list[g.Intn(len(list))]
}

var literals = strings.Split("a b c k s K S Z 0 7 _ - / : ; , < > = ! # % & ' \" ~ ` @ } ] x y", " ")
var wide = strings.Split("é É ß ẞ ſ K Å å Ω Ω σ ς Σ µ μ Μ ǅ Ǆ ǆ Ж ж 漢 😀 İ ı \u0345 ι ι Ι \ufffd ᲀ в В 𐐀 𐐨", " ")
var escapes = strings.Split(`\n \t \r \f \v \a \. \* \( \[ \] \\ \- \/ \_ \^ \$ \{ \| \x41 \x6b \x{4b} \x{212a} \x{1F600} \123 \07 \0 \101 \12 \x00`, " ")
var wrong = strings.Split(`\8 \1 \y \Z \G \K \h \R \X \N \e \c \u0041 \L \xg \x4 \x{} \x{110000} \x{g} \pX \p{Foo} \p{ \C \é [z-a] [[:foo:]] [a (?=a) (?!a) (?<=a) (?>a) (?P=n) (?P>n) (?#c) (?x) (?i (?-) (?i--s) (?P<> (?P<a-b>c) (?<n (?'n'a) (*FAIL) (?^) (?|a) a** a+* a{2}{3} a{2,1} a{1001} (a{50}){50} ) ( * +`, " ")
var names = strings.Split(`L Lu Ll Lt Lm Lo N Nd Nl No P Pc Pd Po S Sm Sc Z Zs C Cc Cf Cn Co M Mn LC Greek Latin Cyrillic Han Common Inherited Any Assigned ASCII lu letter Uppercase_Letter uppercase-letter digit punct Decimal_Number greek hIRAGANA Old_Italic Nko ^Lu ^Greek ^L`, " ")
var posix = strings.Split("alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit", " ")

func (g *generator) char() string {
	switch n := g.Intn(10); {
	case n < 7:
		return g.one(literals...)
	case n < 8 && !g.ascii:
		return g.one(wide...)
	default:
		return g.one(escapes...)
	}
}

func (g *generator) property() string {
	if g.ascii {
		return g.one(`\d`, `\w`)
	}
	if g.Intn(3) == 0 {
		return g.one(`\p`, `\P`) + g.one("L", "N", "P", "S", "Z", "C", "M")
	}
	return g.one(`\p`, `\P`) + "{" + g.one(names...) + "}"
}

func (g *generator) set() string {
	switch g.Intn(4) {
	case 0:
		return "[:" + g.one("", "", "^") + g.one(posix...) + ":]"
	case 1:
		return g.property()
	default:
		return g.one(`\d`, `\D`, `\s`, `\S`, `\w`, `\W`)
	}
}

func (g *generator) class() string {
	s := "[" + g.one("", "", "^") + g.one("", "", "", "]", "-")
	for i := g.Intn(4) + 1; i > 0; i-- {
		switch g.Intn(6) {
		case 0:
			s += g.set()
		case 1:
			s += g.set() + "-" + g.one("", g.char())
		case 2:
			s += g.one("a-z", "A-Z", "0-9", "a-k", "Z-a", "!-~", "\\x00-\\x{10ffff}", "+--", "*-+", "\\n-\\r", "[-]")
		default:
			s += g.char()
		}
	}
	return s + g.one("", "", "", "-") + "]"
}

func (g *generator) atom(depth int) string {
	switch n := g.Intn(20); {
	case n < 7 || depth == 0:
		return g.char()
	case n < 9:
		return g.class()
	case n < 10:
		s := g.set()
		if strings.HasPrefix(s, "[") {
			s = "[" + s + "]"
		}
		return s
	case n < 11:
		return g.one(".", `\A`, `\z`, `\b`, `\B`, "^", "$", "^", "$")
	case n < 12:
		return g.one(`\Qa.b\E`, `\Q*\E`, `\Q\E`, `\Q[a\E`, "{", "{,2}", "{a}", "a{", "{01}", "{2")
	case n < 13:
		return "(?" + g.one("i", "s", "m", "U", "-i", "i-s", "sm", "ms-i", "", "im") + ")"
	case n < 14:
		return "(?" + g.one("i", "s", "m", "U", "-i", "i-s", "sm-U", "") + ":" + g.alternation(depth-1) + ")"
	case n < 15:
		return g.one("(?P<n>", "(?<n>", "(?P<m1>", "(?:") + g.alternation(depth-1) + ")"
	default:
		return "(" + g.alternation(depth-1) + ")"
	}
}

func (g *generator) concatenation(depth int) string {
	s := ""
	for i := g.Intn(5); i > 0; i-- {
		s += g.atom(depth)
		if g.Intn(3) == 0 {
			s += g.one("*", "+", "?", "*?", "+?", "??", "{2}", "{0}", "{1,}", "{0,1}", "{2,3}?", "{0,}", "{,2}", "{3}")
		}
	}
	return s
}

func (g *generator) alternation(depth int) string {
	s := g.concatenation(depth)
	for g.Intn(4) == 0 {
		s += "|" + g.concatenation(depth)
	}
	return s
}

// One in eight has something wrong put in, one in twenty a byte changed.
func (g *generator) expression() string {
	s := g.one("", "", "", "(?i)", "(?m)", "(?s)") + g.alternation(3)
	if g.Intn(8) == 0 {
		at := g.Intn(len(s) + 1)
		s = s[:at] + g.one(wrong...) + s[at:]
	}
	if g.Intn(20) == 0 && len(s) > 0 {
		at := g.Intn(len(s))
		b := []byte(s)
		b[at] = g.one("(", ")", "[", "]", "*", "?", "\\", "|", "-", "^", "{", "}", "\xff", "\x80", "\x01")[0]
		s = string(b)
	}
	return s
}

// ---- subjects ----

var subjects = strings.Split("|a|A|k|K|s|S|K|ſ|7|_| |\n|\t|\v|\f|\r|\x00|\x1c|\x7f|\x85|\u00a0|-|[|]|^|\\|é|É|ß|ẞ|Ω|Ω|ς|σ|ι|\u0345|漢|😀|\ufffd|\xff|\xed\xa0\x80|\u0378|ab|a.b|abc|a\nb|ab\n|\nab|aaa|a-b|a b|foo.bar/baz|main.(*T).f[...]|std::vector<int>::operator[](int)|a\xffb|ÅåÅ|ᾳᾼ|µμΜ|İıiI|ǅǆǄ|Жж|٣|Ⅷ|〇|ᲀвВ|𐐀𐐨", "|")

// A few of the list, and texts made of what the expression holds.
func (g *generator) near(expression string) []string {
	list := append([]string{}, subjects...)
	runes := []rune(strings.ToValidUTF8(expression, "\ufffd") + "aAkKsS \n")
	for i := 0; i < 12; i++ {
		var b strings.Builder
		for n := g.Intn(6) + 1; n > 0; n-- {
			r := runes[g.Intn(len(runes))]
			for k := g.Intn(4); k > 0; k-- {
				r = unicode.SimpleFold(r)
			}
			if g.Intn(30) == 0 {
				b.WriteByte(0xff)
			}
			b.WriteRune(r)
		}
		list = append(list, b.String())
	}
	if g.ascii {
		for i := range list {
			list[i] = strings.Map(func(r rune) rune {
				if r >= utf8.RuneSelf {
					return -1
				}
				return r
			}, list[i])
		}
	}
	return list
}

// ---- asking ----

type asker struct {
	in  *bufio.Writer
	out *bufio.Reader
}

func hexOf(s string) string {
	if s == "" {
		return "-"
	}
	return hex.EncodeToString([]byte(s))
}

func (a *asker) ask(line string) string {
	fmt.Fprintln(a.in, line)
	a.in.Flush()
	answer, err := a.out.ReadString('\n')
	if err != nil {
		fmt.Println("the program ended at:", line)
		os.Exit(1)
	}
	return strings.TrimSpace(answer)
}

// Printed text, as out_str escapes it.
func escaped(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case r < 0x20 || r >= 0x7f && r < 0xa0:
			fmt.Fprintf(&b, `\x%02x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// What base/rx is to say for an error of Go. The whole expression is not repeated; nothing is of bad
// UTF-8, or more than 40 columns.
func wordsFor(err error) string {
	var e *syntax.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	switch e.Code {
	case syntax.ErrMissingParen, syntax.ErrUnexpectedParen, syntax.ErrTrailingBackslash,
		syntax.ErrInvalidUTF8, syntax.ErrLarge, syntax.ErrNestingDepth:
		return e.Code.String()
	}
	return e.Code.String() + ": `" + escaped(e.Expr) + "`"
}

func sameWords(got, want string, err error) bool {
	if got == want {
		return true
	}
	// Shortened, or not UTF-8 behind the place.
	cut := strings.Index(got, "..`")
	var e *syntax.Error
	errors.As(err, &e)
	return cut > 0 && strings.HasPrefix(want, got[:cut]) || !utf8.ValidString(e.Expr) && strings.HasPrefix(got, e.Code.String())
}

func (a *asker) compare(expression string, list []string) {
	var line strings.Builder
	line.WriteString("m " + hexOf(expression))
	for _, s := range list {
		line.WriteString(" " + hexOf(s))
	}
	answer := a.ask(line.String())
	re, err := regexp.Compile(expression)
	if err != nil {
		words, isNo := strings.CutPrefix(answer, "no ")
		text, _ := hex.DecodeString(words)
		if !isNo {
			differ("%q: taken; Go: %v", expression, err)
		} else if want := wordsFor(err); !sameWords(string(text), want, err) {
			differ("%q: %q; Go: %q", expression, text, want)
		}
		return
	}
	hits, isOK := strings.CutPrefix(answer, "ok")
	hits = strings.TrimSpace(hits)
	if !isOK {
		text, _ := hex.DecodeString(strings.TrimPrefix(answer, "no "))
		differ("%q: %q; Go takes it", expression, text)
		return
	}
	for i, s := range list {
		want := byte('0')
		if re.MatchString(s) {
			want = '1'
		}
		if hits[i] != want {
			differ("%q on %q: %c; Go: %c", expression, s, hits[i], want)
		}
	}
}

// ---- tables ----

// The ranges that Go's parser makes of \p{NAME}.
func goRanges(name string) string {
	tree, err := syntax.Parse(`\p{`+name+`}`, syntax.Perl)
	if err != nil {
		return "no"
	}
	runes := tree.Rune
	if tree.Op == syntax.OpAnyChar {
		runes = []rune{0, unicode.MaxRune}
	}
	var b strings.Builder
	for i := 0; i < len(runes); i += 2 {
		lo, hi := runes[i], runes[i]
		if len(runes) > 1 {
			hi = runes[i+1]
		}
		for i+2 < len(runes) && runes[i+2] == hi+1 {
			hi = runes[i+3]
			i += 2
		}
		fmt.Fprintf(&b, "%x-%x ", lo, hi)
	}
	return strings.TrimSpace(b.String())
}

func (a *asker) compareTables() {
	all := []string{"Any", "any", "Assigned", "ASCII", "Ascii", "LC", "Lc", "", "_", "nosuch"}
	for name := range unicode.Categories {
		all = append(all, name)
	}
	for name := range unicode.CategoryAliases {
		all = append(all, name, strings.ReplaceAll(name, "_", ""), strings.ToUpper(name))
	}
	for name := range unicode.Scripts {
		all = append(all, name, strings.ReplaceAll(name, "_", ""), strings.ToLower(name))
	}
	sort.Strings(all)
	for _, name := range all {
		if got, want := a.ask("p "+name), goRanges(name); got != want {
			differ(`\p{%s}: other code points than Go's`, name)
		}
	}
	folds := strings.Fields(a.ask("f"))
	pairs := map[string]string{}
	for i := 0; i+1 < len(folds); i += 2 {
		pairs[folds[i]] = folds[i+1]
	}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		want := unicode.SimpleFold(r)
		if got, ok := pairs[fmt.Sprintf("%x", r)]; ok != (want != r) || ok && got != fmt.Sprintf("%x", want) {
			differ("U+%04X folds to %q; Go: %x", r, got, want)
		}
	}
}

// With (?i) a category also holds what differs from it in case: each code point that has a case.
func (a *asker) compareFolded() {
	var subjects []string
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if unicode.SimpleFold(r) != r {
			subjects = append(subjects, string(r))
		}
	}
	var all []string
	for name := range unicode.Categories {
		all = append(all, name)
	}
	for name := range unicode.Scripts {
		all = append(all, name)
	}
	sort.Strings(all)
	for _, name := range all {
		a.compare(`(?i)^\p{`+name+`}`, subjects)
		a.compare(`(?i)^[^\P{`+name+`}k]`, subjects)
	}
}

func main() {
	n := flag.Int("n", 5000, "how many random expressions")
	seed := flag.Int64("seed", 1, "of the random expressions")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Println("usage: compare [-n N] [-seed N] ASK")
		os.Exit(2)
	}
	command := exec.Command(flag.Arg(0))
	command.Stderr = os.Stderr
	in, _ := command.StdinPipe()
	out, _ := command.StdoutPipe()
	if err := command.Start(); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	a := &asker{bufio.NewWriterSize(in, 1<<20), bufio.NewReaderSize(out, 1<<20)}
	g := &generator{rand.New(rand.NewSource(*seed)), unicode.Version != unicodeVersion}
	_, here, _, _ := runtime.Caller(0)
	traps, err := os.ReadFile(filepath.Join(filepath.Dir(here), "traps.txt"))
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	known := bytes.Split(bytes.TrimSuffix(traps, []byte("\n")), []byte("\n"))
	for _, trap := range known {
		a.compare(string(trap), g.near(string(trap)))
	}
	for i := 0; i < *n; i++ {
		s := g.expression()
		a.compare(s, g.near(s))
	}
	if g.ascii {
		fmt.Printf("Go has Unicode %s: only ASCII compared\n", unicode.Version)
	} else {
		a.compareTables()
		a.compareFolded()
	}
	fmt.Printf("%d known and %d random expressions: %d differences\n", len(known), *n, differences)
	if differences != 0 {
		os.Exit(1)
	}
}
