// Package catalog holds what the shop sells: a tree of categories and two
// indexes over it. It is there for recursion, generics and inlining.
package catalog

import (
	"fmt"
	"strings"
)

// Cents is an amount of money. Its methods are small enough to be inlined.
type Cents int64

func (c Cents) Plus(d Cents) Cents { return c + d }
func (c Cents) Times(n int) Cents  { return c * Cents(n) }

func (c Cents) String() string {
	return fmt.Sprintf("%d.%02d", int64(c)/100, int64(c)%100)
}

// Product is one thing for sale.
type Product struct {
	ID    int
	Name  string
	Price Cents
	Words []string
}

// Category is a node of the tree; only the leaves have products.
type Category struct {
	Name     string
	Children []*Category
	Products []*Product
}

// Walk visits every product below c, depth first, until visit returns false.
func (c *Category) Walk(visit func(*Product) bool) bool {
	for _, p := range c.Products {
		if !visit(p) {
			return false
		}
	}
	for _, child := range c.Children {
		if !child.Walk(visit) {
			return false
		}
	}
	return true
}

// Catalog is the tree with its indexes.
type Catalog struct {
	Root   *Category
	ByID   *Index[int, *Product]
	ByWord *Index[string, []*Product]
	Size   int
}

var (
	makers    = []string{"Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Hazel", "Juniper"}
	materials = []string{"oak", "steel", "wool", "glass", "linen", "cork", "slate"}
	things    = []string{"table", "lamp", "chair", "shelf", "rug", "vase", "bench", "stool", "clock"}
)

// New makes a catalog of about 3 to the power of depth times perLeaf products.
func New(depth, perLeaf int) *Catalog {
	c := &Catalog{ByID: NewIndex[int, *Product](), ByWord: NewIndex[string, []*Product]()}
	c.Root = c.grow("shop", depth, perLeaf)
	c.Root.Walk(func(p *Product) bool {
		c.ByID.Put(p.ID, p)
		for _, w := range p.Words {
			list, _ := c.ByWord.Get(w)
			c.ByWord.Put(w, append(list, p))
		}
		return true
	})
	return c
}

func (c *Catalog) grow(name string, depth, perLeaf int) *Category {
	cat := &Category{Name: name}
	if depth == 0 {
		for i := 0; i < perLeaf; i++ {
			cat.Products = append(cat.Products, c.product(c.Size))
			c.Size++
		}
		return cat
	}
	for i := 0; i < 3; i++ {
		cat.Children = append(cat.Children, c.grow(fmt.Sprint(name, "/", i), depth-1, perLeaf))
	}
	return cat
}

func (c *Catalog) product(id int) *Product {
	name := pick(makers, id) + " " + pick(materials, id/3) + " " + pick(things, id/5)
	return &Product{
		ID:    id * 7919 % 1000003,
		Name:  name,
		Price: Cents(499 + id%97*250),
		Words: strings.Fields(strings.ToLower(name)),
	}
}

func pick(list []string, i int) string { return list[i%len(list)] }

// Search returns up to limit products whose name contains query, whatever the
// case, by walking the whole tree.
func (c *Catalog) Search(query string, limit int) []*Product {
	var found []*Product
	c.Root.Walk(func(p *Product) bool {
		if Contains(p.Name, query) {
			found = append(found, p)
		}
		return len(found) < limit
	})
	return found
}

// Contains, hasPrefixFold, same and lower are three levels of inlining below
// one loop. lower is also called through a variable, where it stays a call.
func Contains(s, query string) bool {
	for i := 0; i+len(query) <= len(s); i++ {
		if hasPrefixFold(s[i:], query) {
			return true
		}
	}
	return false
}

func hasPrefixFold(s, prefix string) bool {
	for i := 0; i < len(prefix); i++ {
		if !same(s[i], prefix[i]) {
			return false
		}
	}
	return true
}

func same(a, b byte) bool { return lower(a) == lower(b) }

func lower(b byte) byte {
	if 'A' <= b && b <= 'Z' {
		b += 'a' - 'A'
	}
	return b
}

func dash(b byte) byte {
	if b == ' ' {
		return '-'
	}
	return b
}

var slugSteps = []func(byte) byte{lower, dash}

// Slug makes the part of a URL that names the product.
func Slug(name string) string {
	var b strings.Builder
	b.Grow(len(name))
	for i := 0; i < len(name); i++ {
		ch := name[i]
		for _, step := range slugSteps {
			ch = step(ch)
		}
		b.WriteByte(ch)
	}
	return b.String()
}
