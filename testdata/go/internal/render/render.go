// Package render turns orders into text. A page is a text with formulas in
// braces, which are parsed by functions that call each other in a ring and
// compiled to closures.
package render

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sort"
	"strings"

	"example.com/shop/internal/catalog"
	"example.com/shop/internal/order"
)

// Value is a compiled formula.
type Value func(vars map[string]int) int

// Page is a parsed template: text, formula, text, formula, ..., text.
type Page struct {
	texts    []string
	formulas []Value
}

// Parse compiles a template such as "Pay {(total + 99) * count}.".
func Parse(src string) (*Page, error) {
	p := &Page{}
	for {
		open := strings.IndexByte(src, '{')
		if open < 0 {
			p.texts = append(p.texts, src)
			return p, nil
		}
		end := strings.IndexByte(src[open:], '}')
		if end < 0 {
			return nil, fmt.Errorf("no } after %q", src[open:])
		}
		ps := &parser{src: src[open+1 : open+end]}
		v := ps.sum()
		if ps.err != nil {
			return nil, ps.err
		}
		p.texts = append(p.texts, src[:open])
		p.formulas = append(p.formulas, v)
		src = src[open+end+1:]
	}
}

// Fill writes the page with the formulas' values.
func (p *Page) Fill(b *strings.Builder, vars map[string]int) {
	for i, f := range p.formulas {
		b.WriteString(p.texts[i])
		fmt.Fprint(b, f(vars))
	}
	b.WriteString(p.texts[len(p.texts)-1])
}

type parser struct {
	src string
	pos int
	err error
}

func (p *parser) peek() byte {
	for p.pos < len(p.src) && space(p.src[p.pos]) {
		p.pos++
	}
	if p.pos == len(p.src) {
		return 0
	}
	return p.src[p.pos]
}

func space(b byte) bool  { return b == ' ' || b == '\t' }
func digit(b byte) bool  { return '0' <= b && b <= '9' }
func letter(b byte) bool { return 'a' <= b && b <= 'z' }

func (p *parser) sum() Value {
	left := p.product()
	for {
		op := p.peek()
		if op != '+' && op != '-' {
			return left
		}
		p.pos++
		l, r := left, p.product()
		if op == '+' {
			left = func(vars map[string]int) int { return l(vars) + r(vars) }
		} else {
			left = func(vars map[string]int) int { return l(vars) - r(vars) }
		}
	}
}

func (p *parser) product() Value {
	left := p.atom()
	for p.peek() == '*' {
		p.pos++
		l, r := left, p.atom()
		left = func(vars map[string]int) int { return l(vars) * r(vars) }
	}
	return left
}

func (p *parser) atom() Value {
	b := p.peek()
	switch {
	case b == '(':
		p.pos++
		v := p.sum()
		if p.peek() != ')' {
			p.fail("missing )")
		}
		p.pos++
		return v
	case digit(b):
		n := 0
		for digit(p.peek()) {
			n = n*10 + int(p.src[p.pos]-'0')
			p.pos++
		}
		return func(map[string]int) int { return n }
	case letter(b):
		from := p.pos
		for letter(p.peek()) {
			p.pos++
		}
		name := strings.TrimSpace(p.src[from:p.pos])
		return func(vars map[string]int) int { return vars[name] }
	}
	p.fail("unexpected character")
	p.pos++
	return func(map[string]int) int { return 0 }
}

func (p *parser) fail(msg string) {
	if p.err == nil {
		p.err = fmt.Errorf("%s at %d in %q", msg, p.pos, p.src)
	}
	p.pos = len(p.src)
}

// Invoice is the text for one basket, its lines sorted by cost and signed with
// a checksum.
func Invoice(p *Page, b *order.Basket) string {
	lines := append([]order.Line(nil), b.Lines...)
	sort.Slice(lines, func(i, j int) bool {
		if a, b := lines[i].Cost(), lines[j].Cost(); a != b {
			return a > b
		}
		return lines[i].Product.Name < lines[j].Product.Name
	})
	var out strings.Builder
	for _, l := range lines {
		out.WriteString(row(l))
	}
	p.Fill(&out, map[string]int{
		"lines": len(lines),
		"gross": int(b.Subtotal()),
		"net":   int(b.Total()),
	})
	return sign(out.String())
}

func row(l order.Line) string {
	return fmt.Sprintf("%4d %-28s %10s  /%s\n", l.Count, l.Product.Name, l.Cost(), catalog.Slug(l.Product.Name))
}

func sign(text string) string {
	sum := sha256.Sum256([]byte(text))
	return text + hex.EncodeToString(sum[:4]) + "\n"
}
