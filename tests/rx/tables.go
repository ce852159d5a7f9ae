// tables.go - writes src/base/rx-unicode.c: what Unicode says about code points, as Go knows it.
//
// usage: go run tests/rx/tables.go >src/base/rx-unicode.c && clang-format -i src/base/rx-unicode.c
//
// cprof's regular expressions mean what Go's do, so the tables hold the version of Unicode that Go's
// package unicode has, and only the names that \p{...} takes there. tests/rx/compare.go checks them.
package main

import (
	"fmt"
	"os"
	"sort"
	"strings"
	"unicode"
)

const top = `/*
 * rx-unicode.c: Unicode %s: categories, scripts and case folding. Made by tests/rx/tables.go.
 */
#include "base/rx-internal.h"

`

// The name that \p{...} looks up: letters only, the first one large. See tests/rx/compare.go.
func canonical(name string) string {
	name = strings.NewReplacer("_", "", "-", "", " ", "").Replace(name)
	return strings.ToUpper(name[:1]) + strings.ToLower(name[1:])
}

// The 30 categories, each code point is in one of them. Names of one letter are unions.
func categories() []string {
	var names []string
	for name := range unicode.Categories {
		if len(name) == 2 && name != "LC" {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

// The scripts that \p{...} can name; those of two words it cannot.
func scripts() []string {
	var names []string
	for name := range unicode.Scripts {
		if name == canonical(name) {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

// The index in names of the table that holds r, counted from `first`; 0 if none does.
func lookup(tables map[string]*unicode.RangeTable, names []string, first int, r rune) int {
	for i, name := range names {
		if unicode.Is(tables[name], r) {
			return i + first
		}
	}
	return 0
}

// Without a comma behind the last element clang-format puts many on a line.
func put(start rune, value int) {
	comma := ", "
	if start > unicode.MaxRune {
		comma = ""
	}
	fmt.Printf("0x%x%s", uint32(start)<<8|uint32(value), comma)
}

// A run is code points of one value, or, with value `pairs`, Lu and Ll in turn.
func writeCategories(names []string) {
	gc := make([]int, unicode.MaxRune+2)
	for r := rune(0); r <= unicode.MaxRune; r++ {
		gc[r] = lookup(unicode.Categories, names, 0, r)
	}
	lu := sort.SearchStrings(names, "Lu")
	ll := sort.SearchStrings(names, "Ll")
	fmt.Print("const uint32_t rx_category_runs[] = {")
	for r := rune(0); r <= unicode.MaxRune; {
		end := r
		for gc[end] == lu && gc[end+1] == ll {
			end += 2
		}
		if end > r {
			put(r, len(names))
			r = end
			continue
		}
		value := gc[r]
		put(r, value)
		for r <= unicode.MaxRune && gc[r] == value {
			if gc[r] == lu && gc[r+1] == ll {
				break
			}
			r++
		}
	}
	put(unicode.MaxRune+1, 0)
	fmt.Print("};\n\n")
}

func writeScripts(names []string) {
	last := -1
	fmt.Print("const uint32_t rx_script_runs[] = {")
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if value := lookup(unicode.Scripts, names, 1, r); value != last {
			put(r, value)
			last = value
		}
	}
	put(unicode.MaxRune+1, 0)
	fmt.Print("};\n\n")
}

func mask(names []string, category string) uint32 {
	var bits uint32
	for i, name := range names {
		in := strings.HasPrefix(name, category)
		if category == "LC" {
			in = name == "Lu" || name == "Ll" || name == "Lt"
		}
		if in {
			bits |= 1 << i
		}
	}
	return bits
}

// Go never folds LC, though U+0345 differs from a letter in case only.
func writeNames(cats, scripts []string) {
	rows := map[string]string{}
	for i, name := range scripts {
		rows[name] = fmt.Sprintf("0, %d, false", i+1)
	}
	for name, category := range unicode.CategoryAliases {
		rows[canonical(name)] = fmt.Sprintf("0x%x, 0, %t", mask(cats, category), category == "LC")
	}
	for name := range unicode.Categories {
		rows[canonical(name)] = fmt.Sprintf("0x%x, 0, %t", mask(cats, name), name == "LC")
	}
	rows["Any"] = fmt.Sprintf("0x%x, 0, false", mask(cats, ""))
	rows["Assigned"] = fmt.Sprintf("0x%x, 0, false", mask(cats, "")&^mask(cats, "Cn"))
	var names []string
	for name := range rows {
		names = append(names, name)
	}
	sort.Strings(names)
	fmt.Println("const struct rx_group rx_groups[] = {")
	for i, name := range names {
		names[i] = fmt.Sprintf("{\"%s\", %s}", name, rows[name])
	}
	fmt.Print(strings.Join(names, ", "))
	fmt.Print("};\n\n")
	fmt.Printf("const size_t rx_n_groups = %d;\n\n", len(names))
}

// Rows of code points lo, lo+step, ..., hi, the next of whose circle of equals lies `delta` further.
func writeFolds() {
	delta := func(r rune) int {
		if r > unicode.MaxRune {
			return 0
		}
		return int(unicode.SimpleFold(r)) - int(r)
	}
	done := map[rune]bool{}
	var rows []string
	fmt.Println("const struct rx_fold rx_folds[] = {")
	for r := rune(0); r <= unicode.MaxRune; r++ {
		d := delta(r)
		if d == 0 || done[r] {
			continue
		}
		step := rune(1)
		if delta(r+1) != d && delta(r+2) == d {
			step = 2
		}
		hi := r
		for delta(hi+step) == d && !done[hi+step] {
			hi += step
			done[hi] = true
		}
		rows = append(rows, fmt.Sprintf("{0x%x, 0x%x, %d, %d}", r, hi, step, d))
	}
	fmt.Print(strings.Join(rows, ", "))
	fmt.Print("};\n\n")
	fmt.Printf("const size_t rx_n_folds = %d;\n", len(rows))
}

func main() {
	cats := categories()
	if len(cats) != 30 || cats[5] != "Ll" || cats[9] != "Lu" { // as enum rx_category says
		fmt.Fprintln(os.Stderr, "tables.go: other categories than expected:", cats)
		os.Exit(1)
	}
	fmt.Printf(top, unicode.Version)
	writeCategories(cats)
	writeScripts(scripts())
	writeNames(cats, scripts())
	writeFolds()
}
