// Shop is a program to be profiled. It serves made-up requests of a few
// tenants for some seconds and writes its profiles into a directory.
//
//	shop -o DIR [-seconds N] [-load browse|checkout] [-profiles cpu,heap,...]
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"strings"
	"time"

	"example.com/shop/internal/catalog"
	"example.com/shop/internal/jobs"
	"example.com/shop/internal/order"
	"example.com/shop/internal/render"
)

const onShelf = 40

var tenants = []string{"acme", "globex", "møbel", "tiny & sons"}

// kind is a sort of request: its label and what is done for it.
type kind struct {
	name  string
	serve func(*request) string
}

type request struct {
	n      int
	tenant string
	kind   kind
}

type shop struct {
	catalog *catalog.Catalog
	stock   *order.Stock
	page    *render.Page
	pages   *jobs.Cache[string, string]
	history map[string][]string
}

func newShop() (*shop, error) {
	page, err := render.Parse("{lines} lines, {gross} less {gross - net}; with tax {(net * 119 + 50) * (2 - 1)}\n")
	if err != nil {
		return nil, err
	}
	c := catalog.New(4, 20)
	return &shop{
		catalog: c,
		stock:   order.NewStock(c, onShelf),
		page:    page,
		pages:   jobs.NewCache[string, string](60),
		history: make(map[string][]string),
	}, nil
}

func (s *shop) search(r *request) string {
	queries := []string{"oak", "glass c", "juniper wool", "Elm slate bench", "nothing like it"}
	query := queries[r.n%len(queries)]
	var names []string
	for _, p := range s.catalog.Search(query, 10+r.n%50) {
		names = append(names, catalog.Slug(p.Name))
	}
	return strings.Join(names, ",")
}

func (s *shop) basket(n int) *order.Basket {
	b := &order.Basket{Rules: []order.Rule{
		order.Percent(5 + n%10),
		&order.NthFree{N: 3},
		&order.Voucher{Word: "wool", Amount: 1000},
		&order.Voucher{Word: "stool", Amount: 2000},
	}}
	if n%3 == 0 {
		b.Rules = append(b.Rules, order.Percent(2))
	}
	for i := 0; i < 3+n%6; i++ {
		id := (n*31 + i*17) % s.catalog.Size * 7919 % 1000003
		if p, ok := s.catalog.ByID.Get(id); ok {
			b.Lines = append(b.Lines, order.Line{Product: p, Count: 1 + (n+i)%5})
		}
	}
	return b
}

func (s *shop) checkout(r *request) string {
	b := s.basket(r.n)
	if !s.stock.Reserve(b) {
		s.stock.Refill(onShelf)
	}
	text := render.Invoice(s.page, b)
	s.stock.Note(text, 200)
	return text
}

func (s *shop) report(r *request) string {
	key := fmt.Sprint(r.tenant, " ", r.n%700)
	return s.pages.Get(key, func() string {
		lengths := jobs.Map(s.words(), func(w string) int {
			list, _ := s.catalog.ByWord.Get(w)
			return len(list) + s.stock.Longest()
		})
		total := order.Sum(lengths, func(n int) int { return n })
		return strings.Repeat(fmt.Sprintln(key, total), 20)
	})
}

func (s *shop) words() []string {
	var words []string
	s.catalog.ByWord.Each(func(w string, _ []*catalog.Product) {
		words = append(words, w, strings.ToUpper(w))
	})
	return words
}

// mix is how many of each ten requests are of which kind.
func (s *shop) mix(load string) ([]kind, error) {
	search := kind{"search", s.search}
	checkout := kind{"checkout", s.checkout}
	report := kind{"report", s.report}
	switch load {
	case "browse":
		return []kind{search, checkout, search, report, search, search, checkout, search, report, search}, nil
	case "checkout":
		return []kind{checkout, checkout, search, checkout, report, checkout, checkout, report, checkout, checkout}, nil
	}
	return nil, fmt.Errorf("no such load: %s", load)
}

// serve answers one request under labels. One in eight has none.
func (s *shop) serve(r request) (text string) {
	if r.n%8 == 7 {
		return r.kind.serve(&r)
	}
	labels := pprof.Labels("tenant", r.tenant, "request", r.kind.name, "route", "GET /"+r.kind.name)
	pprof.Do(context.Background(), labels, func(ctx context.Context) {
		if r.kind.name == "checkout" {
			pprof.Do(ctx, pprof.Labels("step", []string{"pay", "ship"}[r.n%2]), func(context.Context) {
				text = r.kind.serve(&r)
			})
			return
		}
		text = r.kind.serve(&r)
	})
	return text
}

// run sends requests until the time is over and keeps some of what comes out.
// Halfway, while everybody is at work, it calls halfway.
func (s *shop) run(kinds []kind, d time.Duration, halfway func() error) error {
	stop := make(chan struct{})
	defer close(stop)
	go jobs.Every(20*time.Millisecond, stop, func() { s.stock.Refill(onShelf) })
	for i, tenant := range tenants {
		for j := 0; j <= i; j++ {
			go s.watch(tenant, stop)
		}
	}
	written := make(chan error, 1)
	time.AfterFunc(d/2, func() { written <- halfway() })

	pool := jobs.NewPool(6, s.serve)
	kept := make(chan int)
	go func() {
		n := 0
		for text := range pool.Results() {
			if n++; n%5 == 0 {
				s.keep(text)
			}
		}
		kept <- n
	}()

	start := time.Now()
	for n := 0; time.Since(start) < d; n++ {
		pool.Send(request{n: n, tenant: tenants[n/3%len(tenants)], kind: kinds[n%len(kinds)]})
	}
	pool.Close()
	<-kept
	return <-written
}

// watch is one of the goroutines that a tenant has open for as long as the shop
// is: it looks up the tenant's newest pages now and then.
func (s *shop) watch(tenant string, stop <-chan struct{}) {
	labels := pprof.Labels("tenant", tenant, "role", "watch")
	pprof.Do(context.Background(), labels, func(context.Context) {
		jobs.Every(50*time.Millisecond, stop, func() {
			if s.pages.Len() > 0 {
				s.stock.Note("watched by "+tenant, 200)
			}
		})
	})
}

func (s *shop) keep(text string) {
	key := text[:len(text)%3]
	list := append(s.history[key], strings.ToUpper(text))
	if len(list) > 400 {
		list = list[200:]
	}
	s.history[key] = list
}

func write(dir, name string) error {
	f, err := os.Create(filepath.Join(dir, name+".pb.gz"))
	if err != nil {
		return err
	}
	if err := pprof.Lookup(name).WriteTo(f, 0); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

func shopMain() error {
	dir := flag.String("o", "", "`directory` the profiles are written to")
	seconds := flag.Float64("seconds", 3, "how long to work")
	load := flag.String("load", "browse", "what to do: browse or checkout")
	profiles := flag.String("profiles", "cpu", "which profiles to write, with commas between them")
	flag.Parse()
	if *dir == "" || flag.NArg() != 0 {
		return fmt.Errorf("usage: shop -o directory [flags]")
	}

	runtime.MemProfileRate = 4 << 10
	wanted := make(map[string]bool)
	for _, name := range strings.Split(*profiles, ",") {
		wanted[name] = true
	}
	if wanted["block"] {
		runtime.SetBlockProfileRate(int(20 * time.Microsecond))
	}
	if wanted["mutex"] {
		runtime.SetMutexProfileFraction(2)
	}

	s, err := newShop()
	if err != nil {
		return err
	}
	kinds, err := s.mix(*load)
	if err != nil {
		return err
	}
	if wanted["cpu"] {
		f, err := os.Create(filepath.Join(*dir, "cpu.pb.gz"))
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
	}
	err = s.run(kinds, time.Duration(*seconds*float64(time.Second)), func() error {
		if !wanted["goroutine"] {
			return nil
		}
		return write(*dir, "goroutine")
	})
	pprof.StopCPUProfile()
	if err != nil {
		return err
	}
	runtime.GC()
	for _, name := range []string{"heap", "allocs", "block", "mutex", "threadcreate"} {
		if wanted[name] {
			if err := write(*dir, name); err != nil {
				return err
			}
		}
	}
	runtime.KeepAlive(s)
	return nil
}

func main() {
	if err := shopMain(); err != nil {
		fmt.Fprintln(os.Stderr, "shop:", err)
		os.Exit(1)
	}
}
