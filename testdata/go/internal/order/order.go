// Package order prices baskets and keeps the stock. It is there for calls
// through an interface, method values, recursion and a contended mutex.
package order

import (
	"sync"

	"example.com/shop/internal/catalog"
)

// Line is a number of one product.
type Line struct {
	Product *catalog.Product
	Count   int
}

// Cost is small enough to be inlined, and inlines Times.
func (l Line) Cost() catalog.Cents { return l.Product.Price.Times(l.Count) }

// Basket is what a customer wants to buy.
type Basket struct {
	Lines []Line
	Rules []Rule
}

// Rule takes something off the price of a basket.
type Rule interface {
	Discount(b *Basket, rest catalog.Cents) catalog.Cents
}

// Percent takes a share off.
type Percent int

func (p Percent) Discount(_ *Basket, rest catalog.Cents) catalog.Cents {
	return rest * catalog.Cents(p) / 100
}

// NthFree makes every n-th of the same product free.
type NthFree struct{ N int }

func (r *NthFree) Discount(b *Basket, rest catalog.Cents) catalog.Cents {
	var off catalog.Cents
	for _, l := range b.Lines {
		off = off.Plus(l.Product.Price.Times(l.Count / r.N))
	}
	return least(off, rest)
}

// Voucher takes a fixed amount off when a product's name contains a word.
type Voucher struct {
	Word   string
	Amount catalog.Cents
}

func (v *Voucher) Discount(b *Basket, rest catalog.Cents) catalog.Cents {
	for _, l := range b.Lines {
		if catalog.Contains(l.Product.Name, v.Word) {
			return least(v.Amount, rest)
		}
	}
	return 0
}

func least[T ~int | ~int64](a, b T) T {
	if a < b {
		return a
	}
	return b
}

// Subtotal is the price before any rule.
func (b *Basket) Subtotal() catalog.Cents {
	return Sum(b.Lines, Line.Cost)
}

// Total is the lowest price that some order of the rules gives.
func (b *Basket) Total() catalog.Cents {
	return b.best(b.Subtotal(), 0)
}

// best tries every order of the rules that are not in used yet.
func (b *Basket) best(rest catalog.Cents, used uint) catalog.Cents {
	low := rest
	for i, r := range b.Rules {
		if used&(1<<uint(i)) != 0 {
			continue
		}
		low = least(low, b.best(rest-r.Discount(b, rest), used|1<<uint(i)))
	}
	return low
}

// Sum adds up f of every item.
func Sum[T any, N ~int | ~int64](items []T, f func(T) N) N {
	var n N
	for _, it := range items {
		n += f(it)
	}
	return n
}

// Stock counts what is left of every product. Everybody shares one lock, and
// holds it for longer than is wise: that is what the mutex profile shows.
type Stock struct {
	mu   sync.Mutex
	left *catalog.Index[int, int]

	logMu sync.RWMutex
	log   []string
}

// NewStock puts count of every product on the shelf.
func NewStock(c *catalog.Catalog, count int) *Stock {
	s := &Stock{left: catalog.NewIndex[int, int]()}
	c.ByID.Each(func(id int, _ *catalog.Product) {
		s.left.Put(id, count)
	})
	return s
}

// Reserve takes a whole basket from the shelf, or nothing.
func (s *Stock) Reserve(b *Basket) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range b.Lines {
		if n, _ := s.left.Get(l.Product.ID); n < l.Count {
			return false
		}
	}
	for _, l := range b.Lines {
		n, _ := s.left.Get(l.Product.ID)
		s.left.Put(l.Product.ID, n-l.Count)
	}
	return true
}

// Refill puts every shelf back to count.
func (s *Stock) Refill(count int) (added int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left.Each(func(id, n int) {
		if n < count {
			added += count - n
			s.left.Put(id, count)
		}
	})
	return added
}

// Note writes a line to the log, of which the last keep lines stay.
func (s *Stock) Note(line string, keep int) {
	s.logMu.Lock()
	s.log = append(s.log, line)
	if len(s.log) > 2*keep {
		s.log = append([]string(nil), s.log[keep:]...)
	}
	s.logMu.Unlock()
}

// Longest reads the whole log.
func (s *Stock) Longest() (n int) {
	s.logMu.RLock()
	defer s.logMu.RUnlock()
	for _, l := range s.log {
		if len(l) > n {
			n = len(l)
		}
	}
	return n
}
