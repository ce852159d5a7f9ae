// field.go: a small Go program; only compiled, never run.
package main

import (
	"os"
	"sort"
)

type row struct {
	seeds []int
}

func rotate(n int) int {
	return n<<7 ^ n>>3
}

func (r *row) sow(n int) {
	for i := range n {
		r.seeds = append(r.seeds, rotate(i)^rotate(n))
	}
}

//go:noinline
func (r row) reap(by func(int) int) (sum int) {
	for _, s := range r.seeds {
		sum += by(s)
	}
	return sum
}

//go:noinline
func harvest[T int | float64](a []T) (best T) {
	for _, x := range a {
		best = max(best, x)
	}
	return best
}

func main() {
	var r row
	r.sow(len(os.Args))
	sort.Slice(r.seeds, func(i, j int) bool { return rotate(r.seeds[i]) < rotate(r.seeds[j]) })
	println(r.reap(func(n int) int { return rotate(n) + 1 }), harvest(r.seeds), harvest([]float64{1}))
}
