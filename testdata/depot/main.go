// Depot is a program to be looked at while it waits. Its goroutines are stuck
// in every way that there is, some of them for minutes, and it writes what Go
// has to say about them, as text.
//
//	depot -o DIR [-wait D]
//
// It writes NAME.txt (debug=1) and NAME.pb.gz for each profile that Go keeps,
// and dump.txt (debug=2, and the same as a crash of it prints).
package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"sync"
	"time"
)

// Crate holds what is in the depot.
type Crate[T any] struct {
	mu    sync.Mutex
	items []T
}

func (c *Crate[T]) put(item T) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items = append(c.items, item)
}

// A docker waits for crates at one of the gates.
type docker struct {
	gate string
	in   chan *Crate[string]
	done chan<- int
}

func (d *docker) wait() {
	for crate := range d.in {
		crate.put(d.gate)
		d.done <- len(crate.items)
	}
}

// depth makes the stacks of some goroutines longer than others.
func depth(n int, f func()) {
	if n == 0 {
		f()
		return
	}
	depth(n-1, f)
}

type depot struct {
	locked  sync.Mutex
	gates   sync.WaitGroup
	nothing chan int
	quit    chan struct{}
	stored  [][]byte
}

// guard keeps its thread to itself.
func (d *depot) guard() {
	runtime.LockOSThread()
	<-d.quit
}

func (d *depot) clerk(ctx context.Context) {
	select {
	case <-ctx.Done():
	case d.nothing <- 1:
	case <-d.quit:
	}
}

func (d *depot) listen() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	if c, err := l.Accept(); err == nil {
		c.Close()
	}
}

// stuck starts the ones that will be found waiting for minutes.
func (d *depot) stuck(ctx context.Context) {
	done := make(chan int)
	for _, gate := range []string{"north", "north", "south"} {
		labels := pprof.Labels("gate", gate, "shift", "late \"B\"")
		worker := &docker{gate: gate, in: make(chan *Crate[string]), done: done}
		go pprof.Do(ctx, labels, func(context.Context) { worker.wait() })
	}
	for i := 0; i < 4; i++ {
		go d.clerk(ctx)
	}
	go depth(3, func() { <-d.quit })
	go d.guard()
	go func() { select {} }()
	go func() { d.nothing <- 2 }()
	go func() { var never chan int; <-never }()
}

// late starts the others.
func (d *depot) late() {
	d.locked.Lock()
	for i := 0; i < 3; i++ {
		go func() {
			d.locked.Lock()
			defer d.locked.Unlock()
		}()
	}
	d.gates.Add(1)
	go func() { d.gates.Wait() }()
	go d.listen()
	go depth(120, func() { time.Sleep(time.Hour) })
	go func() {
		cond := sync.NewCond(&sync.Mutex{})
		cond.L.Lock()
		cond.Wait()
	}()
}

// contend makes goroutines wait for each other, for the profiles of that.
func (d *depot) contend() {
	var all sync.WaitGroup
	var crate Crate[int]

	for i := 0; i < 8; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for n := 0; n < 200; n++ {
				crate.put(n)
				if n%20 == 0 {
					crate.mu.Lock()
					time.Sleep(50 * time.Microsecond)
					crate.mu.Unlock()
				}
			}
		}()
	}
	all.Wait()
}

func (d *depot) store() {
	for i := 0; i < 2000; i++ {
		box := make([]byte, 512+i%7*1024)
		if i%3 == 0 {
			d.stored = append(d.stored, box)
		}
	}
	big := new(Crate[int])
	for i := 0; i < 100000; i++ {
		big.put(i)
	}
}

func write(path string, name string, debug int) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := pprof.Lookup(name).WriteTo(f, debug); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

func (d *depot) report(dir string) error {
	for _, name := range []string{"heap", "allocs", "block", "mutex", "threadcreate", "goroutine"} {
		if err := write(filepath.Join(dir, name+".txt"), name, 1); err != nil {
			return err
		}
		if err := write(filepath.Join(dir, name+".pb.gz"), name, 0); err != nil {
			return err
		}
	}
	return write(filepath.Join(dir, "dump.txt"), "goroutine", 2)
}

func main() {
	dir := flag.String("o", "", "`directory` the texts are written to")
	wait := flag.Duration("wait", 130*time.Second, "how long some of it waits")
	crash := flag.Bool("crash", false, "end with a panic")
	flag.Parse()
	if *dir == "" {
		fmt.Fprintln(os.Stderr, "usage: depot -o directory [flags]")
		os.Exit(2)
	}
	runtime.MemProfileRate = 16 << 10
	runtime.SetBlockProfileRate(1)
	runtime.SetMutexProfileFraction(1)

	d := &depot{nothing: make(chan int), quit: make(chan struct{})}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	d.stuck(ctx)
	// How long they wait is counted from the first garbage collection that finds them.
	time.Sleep(100 * time.Millisecond)
	runtime.GC()
	time.Sleep(*wait)
	d.late()
	d.contend()
	d.store()
	runtime.GC()
	if err := d.report(*dir); err != nil {
		fmt.Fprintln(os.Stderr, "depot:", err)
		os.Exit(1)
	}
	if *crash {
		panic("the depot is \"full\"")
	}
	runtime.KeepAlive(d)
}
