// Ferry: a small harbour, for execution traces of Go.
//
//	ferry MODE FILE
//
// records what the mode does. Each mode is about something else that goroutines wait for:
//
//	locks     several goroutines and few locks; channels and select; a wait group
//	net       a server and its clients, over TCP
//	files     system calls: files, a pipe, a program that runs
//	memory    garbage, so that the garbage collector runs and goroutines assist it
//	tasks     tasks, regions and log lines
//	day       most of it after each other, over more than a second, so that the trace has several generations
//	switch    iterators that are coroutines (iter.Pull)
//	load      as many events as it can, for FERRY_SECONDS: FILE becomes large
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/trace"
	"strconv"
	"time"
)

var modes = map[string]func(){
	"locks":  locks,
	"net":    network,
	"files":  files,
	"memory": memory,
	"tasks":  tasks,
	"switch": switches,
	"day": func() {
		locks()
		network()
		tasks()
		time.Sleep(1100 * time.Millisecond)
		files()
	},
	"load": func() {
		seconds, _ := strconv.Atoi(os.Getenv("FERRY_SECONDS"))
		load(time.Duration(seconds) * time.Second)
	},
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "ferry:", err)
		os.Exit(1)
	}
}

func main() {
	runtime.GOMAXPROCS(2)
	run := modes[os.Args[1]]
	f, err := os.Create(os.Args[2])
	fail(err)
	// These goroutines are there before the trace begins.
	lock := newGate()
	go lock.guard()
	time.Sleep(10 * time.Millisecond)
	fail(trace.Start(f))
	run()
	lock.open()
	trace.Stop()
	fail(f.Close())
}
