// Package jobs runs work on goroutines: a pool with a queue, a cache that all
// of them share, and a ticker. It is there for channels and waiting.
package jobs

import (
	"sync"
	"time"
)

// Pool runs do on a fixed number of goroutines.
type Pool[T, R any] struct {
	in   chan T
	out  chan R
	wg   sync.WaitGroup
	do   func(T) R
	once sync.Once
}

// NewPool starts the workers. Both of its queues are short, so that sender and
// receiver wait for each other.
func NewPool[T, R any](workers int, do func(T) R) *Pool[T, R] {
	p := &Pool[T, R]{in: make(chan T), out: make(chan R, 1), do: do}
	p.wg.Add(workers)
	for i := 0; i < workers; i++ {
		go p.work()
	}
	go func() {
		p.wg.Wait()
		close(p.out)
	}()
	return p
}

func (p *Pool[T, R]) work() {
	defer p.wg.Done()
	for t := range p.in {
		p.out <- p.do(t)
	}
}

// Send queues a piece of work.
func (p *Pool[T, R]) Send(t T) { p.in <- t }

// Results is where the results come out; it is closed after the last.
func (p *Pool[T, R]) Results() <-chan R { return p.out }

// Close says that nothing more will be sent.
func (p *Pool[T, R]) Close() { p.once.Do(func() { close(p.in) }) }

// Cache keeps the last results of a slow function. It drops everything when it
// is full.
type Cache[K comparable, V any] struct {
	mu   sync.Mutex
	max  int
	kept map[K]V
}

// NewCache returns an empty cache for max entries.
func NewCache[K comparable, V any](max int) *Cache[K, V] {
	return &Cache[K, V]{max: max, kept: make(map[K]V)}
}

// Get returns the entry of key, made by make while others wait.
func (c *Cache[K, V]) Get(key K, make func() V) V {
	c.mu.Lock()
	defer c.mu.Unlock()
	if v, ok := c.kept[key]; ok {
		return v
	}
	if len(c.kept) >= c.max {
		c.drop()
	}
	v := make()
	c.kept[key] = v
	return v
}

func (c *Cache[K, V]) drop() {
	for k := range c.kept {
		delete(c.kept, k)
	}
}

// Len tells how many entries there are.
func (c *Cache[K, V]) Len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.kept)
}

// Every calls tick at every interval until stop is closed.
func Every(interval time.Duration, stop <-chan struct{}, tick func()) {
	t := time.NewTicker(interval)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			tick()
		case <-stop:
			return
		}
	}
}

// Map applies f to all items, each half on a goroutine of its own, until the
// halves are small.
func Map[T, R any](items []T, f func(T) R) []R {
	out := make([]R, len(items))
	split(items, out, f)
	return out
}

func split[T, R any](items []T, out []R, f func(T) R) {
	if len(items) <= 16 {
		for i, it := range items {
			out[i] = f(it)
		}
		return
	}
	half := len(items) / 2
	done := make(chan struct{})
	go func() {
		split(items[:half], out[:half], f)
		close(done)
	}()
	split(items[half:], out[half:], f)
	<-done
}
