package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/trace"
	"strings"
	"sync"
	"time"
)

// gate holds a goroutine back that was started before the trace.
type gate struct {
	pass chan struct{}
	done sync.WaitGroup
}

func newGate() *gate {
	g := &gate{pass: make(chan struct{})}
	g.done.Add(1)
	return g
}

func (g *gate) guard() {
	defer g.done.Done()
	<-g.pass
	spin(2 * time.Millisecond)
}

func (g *gate) open() {
	close(g.pass)
	g.done.Wait()
}

// spin keeps a processor busy.
func spin(d time.Duration) {
	for begin := time.Now(); time.Since(begin) < d; {
	}
}

type berth struct {
	mu    sync.Mutex
	ships int
}

func (b *berth) unload() {
	b.mu.Lock()
	defer b.mu.Unlock()
	spin(200 * time.Microsecond)
	b.ships++
}

func locks() {
	var b berth
	var wg sync.WaitGroup
	cargo, stop := make(chan int), make(chan struct{})
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k := 0; k < 10; k++ {
				b.unload()
				cargo <- k
			}
		}()
	}
	go func() {
		wg.Wait()
		close(stop)
	}()
	for {
		select {
		case <-cargo:
			spin(50 * time.Microsecond)
		case <-stop:
			return
		}
	}
}

func serve(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go answer(c)
	}
}

func answer(c net.Conn) {
	defer c.Close()
	r := bufio.NewReader(c)
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		spin(100 * time.Microsecond)
		fmt.Fprint(c, strings.ToUpper(line))
	}
}

func ask(addr string, questions int) {
	c, err := net.Dial("tcp", addr)
	fail(err)
	defer c.Close()
	r := bufio.NewReader(c)
	for i := 0; i < questions; i++ {
		fmt.Fprintf(c, "berth %d?\n", i)
		_, err := r.ReadString('\n')
		fail(err)
	}
}

func network() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	fail(err)
	go serve(l)
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			ask(l.Addr().String(), 20)
		}()
	}
	wg.Wait()
	l.Close()
}

func files() {
	dir, err := os.MkdirTemp("", "ferry")
	fail(err)
	defer os.RemoveAll(dir)
	for i := 0; i < 10; i++ {
		name := filepath.Join(dir, fmt.Sprint("log", i))
		fail(os.WriteFile(name, make([]byte, 1<<16), 0o600))
		_, err := os.ReadFile(name)
		fail(err)
	}
	fail(exec.Command("true").Run())
	r, w := io.Pipe()
	go func() {
		for i := 0; i < 10; i++ {
			fmt.Fprintln(w, "manifest", i)
			time.Sleep(time.Millisecond)
		}
		w.Close()
	}()
	_, err = io.Copy(io.Discard, r)
	fail(err)
}

var sink [][]byte

func memory() {
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k := 0; k < 10; k++ {
				var crates [][]byte
				for j := 0; j < 20; j++ {
					crates = append(crates, make([]byte, 16<<10))
				}
				if k%10 == 0 {
					sink = crates
				}
			}
		}()
	}
	wg.Wait()
}

func tasks() {
	var wg sync.WaitGroup
	for i := 0; i < 8; i++ {
		ctx, task := trace.NewTask(context.Background(), []string{"ferry", "tug"}[i%2])
		trace.Log(ctx, "captain", fmt.Sprint("captain ", i))
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer task.End()
			trace.WithRegion(ctx, "board", func() {
				time.Sleep(time.Duration(i+1) * 300 * time.Microsecond)
				spin(100 * time.Microsecond)
			})
			trace.WithRegion(ctx, "cross", func() {
				trace.WithRegion(ctx, "steer", func() { spin(300 * time.Microsecond) })
				go spin(50 * time.Microsecond)
				time.Sleep(time.Millisecond)
			})
			trace.Logf(ctx, "arrival", "after %d waves", i*i)
		}()
	}
	wg.Wait()
}

// load makes events as fast as it can.
func load(d time.Duration) {
	end := time.Now().Add(d)
	var wg sync.WaitGroup
	for i := 0; i < 8; i++ {
		there, back := make(chan int), make(chan int)
		var mu sync.Mutex
		wg.Add(2)
		go func() {
			defer wg.Done()
			for n := range there {
				mu.Lock()
				n++
				mu.Unlock()
				back <- n
			}
			close(back)
		}()
		go func() {
			defer wg.Done()
			for k := 0; time.Now().Before(end); k++ {
				there <- k
				<-back
				if k%64 == 0 {
					wg.Add(1)
					go func() {
						defer wg.Done()
						os.Stat("/")
					}()
				}
			}
			close(there)
		}()
	}
	wg.Wait()
}
