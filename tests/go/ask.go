// ask.go - asks the program of ask.c and counts answers that differ; a part of each program here.
package main

import (
	"bufio"
	"encoding/hex"
	"flag"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"strings"
)

type asker struct {
	*rand.Rand
	in          *bufio.Writer
	out         *bufio.Reader
	n           int // how many random questions are to be asked
	asked       int
	differences int
}

// usage: PROGRAM [-n N] [-seed N] ASK [ARGUMENT...]
func newAsker(n int) *asker {
	flag.IntVar(&n, "n", n, "how many random questions")
	seed := flag.Int64("seed", 1, "of the random questions")
	flag.Parse()
	command := exec.Command(flag.Arg(0))
	command.Stderr = os.Stderr
	in, err := command.StdinPipe()
	die(err)
	out, err := command.StdoutPipe()
	die(err)
	die(command.Start())
	return &asker{rand.New(rand.NewSource(*seed)), bufio.NewWriter(in), bufio.NewReaderSize(out, 1<<20), n, 0, 0}
}

func die(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func (a *asker) one(list ...string) string {
	return list[a.Intn(len(list))]
}

// ask gives the words of the answer. Words of the question that are texts are put in hexadecimal by hexOf.
func (a *asker) ask(words ...string) []string {
	a.asked++
	fmt.Fprintln(a.in, strings.Join(words, " "))
	a.in.Flush()
	answer, err := a.out.ReadString('\n')
	if err != nil {
		fmt.Println("the program ended at:", words)
		os.Exit(1)
	}
	return strings.Fields(answer)
}

func hexOf(s string) string {
	if s == "" {
		return "-"
	}
	return hex.EncodeToString([]byte(s))
}

func unhex(s string) string {
	text, _ := hex.DecodeString(s) // "-" is no text
	return string(text)
}

// same says where an answer differs from Go's.
func (a *asker) same(got, want, format string, args ...any) {
	if got == want {
		return
	}
	a.differences++
	if a.differences <= 30 {
		fmt.Printf(format+": %q; Go: %q\n", append(args, got, want)...)
	}
}

// finish prints the count and ends the program, with 1 when something differs.
func (a *asker) finish(what string) {
	fmt.Printf("%d %s: %d differences\n", a.asked, what, a.differences)
	if a.differences != 0 || a.asked == 0 {
		os.Exit(1)
	}
	os.Exit(0)
}

// mutate changes a text here and there: bytes and pieces that matter in such texts.
func (a *asker) mutate(s string, pieces []string) string {
	for n := a.Intn(3) + 1; n > 0; n-- {
		at := a.Intn(len(s) + 1)
		end := at + a.Intn(min(4, len(s)-at+1))
		switch a.Intn(3) {
		case 0:
			s = s[:at] + s[end:]
		case 1:
			s = s[:at] + a.one(pieces...) + s[end:]
		default:
			s = s[:at] + a.one(pieces...) + s[at:]
		}
	}
	return s
}
