// demangle.go - holds src/demangle against github.com/ianlancetaylor/demangle, used as pprof does. Run by tests/go/run.
package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/ianlancetaylor/demangle"
)

// pprof's -symbolize=demangle=MODE, in the order of enum demangle_mode.
var modes = [][]demangle.Option{
	{demangle.NoParams, demangle.NoEnclosingParams, demangle.NoTemplateParams},
	{demangle.NoParams, demangle.NoEnclosingParams},
	{demangle.NoClones},
}

// ---- random names of C++, by the grammar of the Itanium ABI ----

// Not DF16_, behind whose digit Go forgets a blank.
var builtin = strings.Split("v w b c a h s t i j l m x y n o f d e g z Dd De Df Dh Di Ds Du Da Dn u3int", " ")
var operators = strings.Split("nw na dl da ps ng ad de co pl mi ml dv rm an or eo aS pL mI mL dV rM aN oR eO ls rs lS rS eq ne lt gt le ge ss nt aa oo "+
	"pp mm cm pm pt cl ix qu aw li3_km cvi cvPKc", " ")
var standard = strings.Split("St Sa Sb Ss Si So Sd", " ")

type names struct {
	*asker
}

func (g names) identifier() string {
	s := g.one("a", "mill", "oats", "x1", "operator_", "_GLOBAL__N_1", "f", "Basket", "größe", "std")
	return fmt.Sprint(len(s)) + s
}

func (g names) substitution() string {
	return g.one("S_", "S0_", "S1_", "S2_", "SA_")
}

// rare is what few compilers write: offsets in objects, requirements, constants that are lambdas, names without a scope.
func (g names) rare(depth int) string {
	switch g.Intn(11) {
	case 0:
		return "so" + g.kind(depth) + g.expression(depth) + g.one("", "4", "n4") + g.one("", "_", "_1_2") + g.one("", "p") + "E"
	case 1:
		return "mc" + g.kind(depth) + g.expression(depth) + g.one("", "8") + "E"
	case 2:
		return "u8__uuidof" + g.one("t"+g.kind(depth), "z"+g.expression(depth))
	case 3:
		return g.one("u3foo", "u9__builtin") + g.list(depth+1, g.argument) + "E"
	case 4:
		return g.one("rq", "rQT_i_") + g.one("X"+g.expression(depth), "T"+g.kind(depth), "Q"+g.expression(depth), "X"+g.expression(depth)+"N",
			"X"+g.expression(depth)+"R"+g.identifier()) + "E"
	case 5:
		return "L" + "Ul" + g.one("vE_", "iE_", "TyT_E_", "iE0_") + "E"
	case 6:
		return g.one("gs", "") + g.one("on", "") + g.one(operators...) + g.one("", g.arguments(depth))
	case 7:
		return "dn" + g.one(g.identifier(), g.kind(depth))
	case 8:
		return "gs" + g.one("nw_", "na_", "dl", "da") + g.one(g.kind(depth)+"E", g.expression(depth), g.kind(depth)+"pi"+g.expression(depth)+"E")
	case 9:
		return g.one("sZ", "sP") + g.one("T_", "T0_", "fp_", g.argument(depth)+"E")
	default:
		return g.one("fl", "fr", "fL", "fR") + g.one("pl", "aa", "ls") + g.expression(depth) + g.one("", g.expression(depth))
	}
}

func (g names) expression(depth int) string {
	if depth > 0 && g.Intn(8) == 0 {
		return g.rare(depth - 1)
	}
	switch n := g.Intn(12); {
	case n < 4 || depth == 0:
		return "L" + g.one("i1E", "b1E", "b0E", "in5E", "j7E", "l9E", "c65E", "m1E", "x2E", "DnE", "A2_KcE", "f40490fdbE")
	case n < 5:
		return g.one("T_", "T0_", "fp_", "fp0_", "fL0p_", "fpT")
	case n < 7:
		return g.one("pl", "mi", "ml", "eq", "aa", "gt", "ls", "ix", "cm", "ss") + g.expression(depth-1) + g.expression(depth-1)
	case n < 8:
		return g.one("ng", "nt", "ad", "de", "co", "sz", "az", "sp", "pp_", "nx") + g.expression(depth-1)
	case n < 9:
		return g.one("st", "at", "ti") + g.kind(depth-1)
	case n < 10:
		return "cl" + g.expression(depth-1) + g.expression(depth-1) + "E"
	case n < 11:
		return g.one("cv", "tl", "dc", "sc", "rc", "cc") + g.kind(depth-1) + g.expression(depth-1) + g.one("", "E")
	default:
		return g.one("sr", "srN") + g.kind(depth-1) + g.identifier() + g.one("", "E", "I"+g.kind(0)+"E")
	}
}

func (g names) argument(depth int) string {
	switch n := g.Intn(8); {
	case n < 5:
		return g.kind(depth)
	case n < 6:
		return g.expression(depth)
	case n < 7:
		return "X" + g.expression(depth) + "E"
	default:
		return "J" + g.list(depth, g.argument) + "E"
	}
}

func (g names) list(depth int, of func(int) string) string {
	s := ""
	for i := g.Intn(3); i >= 0 && depth > 0; i-- {
		s += of(depth - 1)
	}
	return s
}

func (g names) arguments(depth int) string {
	if g.Intn(12) == 0 {
		return "I" + g.one("Ty", "Tni", "TtTyE", "TpTy", "Tk4mill") + g.list(depth+1, g.argument) + g.one("", "Q"+g.expression(depth)) + "E"
	}
	return "I" + g.list(depth+1, g.argument) + "E"
}

// kind is a type.
func (g names) kind(depth int) string {
	switch n := g.Intn(24); {
	case n < 8 || depth == 0:
		return g.one(builtin...)
	case n < 11:
		return g.one("P", "R", "O", "K", "V", "r", "PK", "RK", "C", "G", "PVK", "U3foo") + g.kind(depth-1)
	case n < 13:
		return g.identifier()
	case n < 14:
		return g.name(depth - 1)
	case n < 15:
		return g.substitution()
	case n < 16:
		return g.one("T_", "T0_", "T1_", "TL0__")
	case n < 17:
		return g.one("PF", "F", "FY", "DoF", "KF") + g.kind(depth-1) + g.list(depth, g.kind) + g.one("E", "RE", "OE")
	case n < 18:
		return g.one("A3_", "A_", "A10_A2_") + g.kind(depth-1)
	case n < 19:
		return "M" + g.identifier() + g.kind(depth-1)
	case n < 20:
		return g.one("DT", "Dt") + g.expression(depth-1) + "E"
	case n < 21:
		return "Dp" + g.kind(depth-1)
	case n < 22:
		return g.one("Dv4_f", "Dv16_i", "Dv_Lj4Ed", "DAs", "DSDAi", "DRl", "DB32_", "DU17_", "DBT__", "DO"+g.expression(0)+"EFivE",
			"DwiEFvvE", "Tsu"+g.identifier(), "Te"+g.identifier())
	default:
		return g.one(standard...) + g.one("", g.identifier(), g.arguments(depth-1))
	}
}

func (g names) part(depth int) string {
	switch n := g.Intn(16); {
	case n < 8 || depth == 0:
		return g.identifier()
	case n < 9:
		return g.identifier() + g.one("B5cxx11", "B3abiB3two")
	case n < 12:
		return g.identifier() + g.arguments(depth-1)
	case n < 13:
		return g.one(operators...)
	case n < 14:
		return g.one("C1", "C2", "C3", "D0", "D1", "D2", "CI1"+g.identifier())
	case n < 15:
		return g.one("UlvE_", "UliE0_", "UlT_E_", "Ut_", "Ut0_", "Ul"+g.kind(depth-1)+"E_", "UlTyT_E_", "UlTniTyT_E0_", "UlTtTyETpTnjT_E_",
			"UlTk4trueT_E_", "UlQ"+g.expression(0)+"iE_", "UlTyQ"+g.expression(0)+"T_E_")
	default:
		return g.one(standard...)
	}
}

func (g names) name(depth int) string {
	switch n := g.Intn(10); {
	case n < 3 || depth == 0:
		return g.part(depth)
	case n < 8:
		s := "N" + g.one("", "", "", "K", "V", "KR", "O")
		for i := g.Intn(3) + 2; i > 0; i-- {
			s += g.part(depth - 1)
		}
		return s + "E"
	case n < 9:
		return "Z" + g.encoding(depth-1) + "E" + g.one("s", "s_0", g.part(depth-1), "d_"+g.part(depth-1), g.part(depth-1)+"_1")
	default:
		return "St" + g.part(depth-1)
	}
}

func (g names) encoding(depth int) string {
	switch n := g.Intn(16); {
	case n < 1:
		return g.one("TV", "TT", "TI", "TS", "TH", "TW", "GV") + g.kind(depth)
	case n < 2:
		return g.one("Th16_", "Tv0_n24_", "Tch0_h16_", "GR", "GTt") + g.encoding(max(depth-1, 0)) + g.one("", "_", "0_")
	case n < 3:
		return g.name(depth)
	default:
		return g.name(depth) + g.kind(depth) + g.list(depth, g.kind)
	}
}

func (g names) cxx() string {
	// Not @plt: what objdump calls stubs is ours, Go knows it by half.
	s := g.one("_Z", "_Z", "_Z", "__Z", "___Z", "_GLOBAL__sub_I__Z") + g.encoding(g.Intn(4))
	return s + g.one("", "", "", "", ".part.0", ".constprop.1", ".isra.0.cold", ".llvm.123", ".clone", ".1")
}

// ---- random names of Rust, version 0 ----

func (g names) word() string {
	s := g.one("core", "alloc", "mill", "a", "Event", "fmt", "_x", "0x")
	if g.Intn(12) == 0 {
		return "u" + g.one("8gre_6ka", "3tda", "1_", "30____7hkackfecea1cbdathfdh9hlq6y")
	}
	if s[0] == '_' || s[0] >= '0' && s[0] <= '9' {
		return fmt.Sprint(len(s)) + "_" + s
	}
	return fmt.Sprint(len(s)) + s
}

func (g names) disambiguated() string {
	return g.one("", "", "s_", "s0_", "s4xyz_") + g.word()
}

func (g names) path(depth int) string {
	switch n := g.Intn(12); {
	case n < 4 || depth == 0:
		return "C" + g.disambiguated()
	case n < 8:
		return "N" + g.one("t", "v", "C", "S", "K") + g.path(depth-1) + g.disambiguated()
	case n < 9:
		return "M" + g.one("", "s_") + g.path(depth-1) + g.rustType(depth-1)
	case n < 10:
		return g.one("X", "Xs_") + g.path(depth-1) + g.rustType(depth-1) + g.path(depth-1)
	case n < 11:
		return "Y" + g.rustType(depth-1) + g.path(depth-1)
	default:
		return "I" + g.path(depth-1) + g.list(depth, g.rustArgument) + "E"
	}
}

func (g names) rustArgument(depth int) string {
	return g.one("L_", "L0_", "K"+g.constant(), g.rustType(depth), g.rustType(depth))
}

func (g names) constant() string {
	return g.one("j5_", "hff_", "ln1_", "b1_", "b0_", "c41_", "c22_", "c1f600_", "p", "i7fffffff_", "o123456789abcdef0_", "Re616263_", "Rej3_", "Tj1_j2_E",
		"Aj1_j2_E", "B_")
}

func (g names) rustType(depth int) string {
	switch n := g.Intn(12); {
	case n < 5 || depth == 0:
		return g.one("a", "b", "c", "d", "e", "f", "h", "i", "j", "l", "m", "n", "o", "s", "t", "u", "v", "x", "y", "z", "p")
	case n < 7:
		return g.path(depth - 1)
	case n < 8:
		return g.one("R", "Q", "P", "O", "RL_", "RL0_", "S") + g.rustType(depth-1)
	case n < 9:
		return "A" + g.rustType(depth-1) + "j3_"
	case n < 10:
		return "T" + g.list(depth, g.rustType) + "E"
	case n < 11:
		return g.one("F", "FU", "FK1C", "FUKC", "FK3abi", "FG_", "FG0_") + g.list(depth, g.rustType) + "E" + g.rustType(depth-1)
	default:
		return "D" + g.one("", "G_") + g.path(depth-1) + g.one("", "p4Item"+g.rustType(depth-1)) + "E" + g.one("L_", "L0_")
	}
}

func (g names) rust() string {
	switch g.Intn(4) {
	case 0:
		s := "_ZN"
		for i := g.Intn(3) + 1; i > 0; i-- {
			part := g.one("core", "mill", "$LT$T$u20$as$u20$a..B$GT$", "_$RF$u7e$", "{{closure}}", "$u27$x", "a.b", "..", "a$C$b", "$BP$", "$nosuch$")
			s += fmt.Sprint(len(part)) + part
		}
		return s + "17h" + g.one("0123456789abcdef", "0123456789abcde", "aaaaaaaaaaaaaaaa", "a1b2c3d4e5f60718") + "E" + g.one("", ".llvm.5")
	default:
		return g.one("_R", "_R", "__R", "R") + g.path(g.Intn(4)) + g.one("", "", g.path(1)) + g.one("", "", ".llvm.77", ".cold")
	}
}

// ---- comparing ----

var pieces = strings.Split("_ Z N E I J S T L X K v i 1 2 9 0 S_ St C1 D2 R P F A3_ $ . .. u p G B _0 \xff é", " ")

// Names that are in tests/unit/demangle.def: what each mode shows is there, also where it differs from pprof's.
func known(path string) []string {
	text, err := os.ReadFile(path)
	die(err)
	var found []string
	for _, row := range regexp.MustCompile(`(?m)^ROW\("([^"\\]*)"`).FindAllStringSubmatch(string(text), -1) {
		found = append(found, row[1])
	}
	return found
}

// filter is what pprof calls. It panics with some names that are none, of which nothing is to be learned then.
func filter(name string, options []demangle.Option) (shown string, ok bool) {
	defer func() { ok = recover() == nil }()
	return demangle.Filter(name, options...), true
}

func (g names) compare(name string) {
	for mode, options := range modes {
		got := unhex(g.ask("d", fmt.Sprint(mode), hexOf(name))[0])
		want, ok := filter(name, options)
		if !ok {
			continue
		}
		// Of Rust ours reads constants that are arrays or references, and many bound lifetimes, which Go does not;
		// Go reads some names that no compiler makes.
		if strings.Contains(name, "_R") && (want == name || got == name) {
			continue
		}
		g.same(got, want, "%q in mode %d", name, mode)
	}
}

func main() {
	g := names{newAsker(3000)}
	seeds := known(os.Args[len(os.Args)-1])
	for i := 0; i < g.n; i++ {
		switch g.Intn(4) {
		case 0:
			seed := g.one(seeds...)
			// What a seed itself is shown as, demangle.def says. Java's resources are Latin-1 in Go.
			if name := g.mutate(seed, pieces); name != seed && !strings.HasPrefix(name, "_ZGr") {
				g.compare(name)
			}
		case 1:
			g.compare(g.rust())
		default:
			g.compare(g.cxx())
		}
	}
	g.finish("names in a mode")
}
