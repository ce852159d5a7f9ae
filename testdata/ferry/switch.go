//go:build go1.23

package main

import "iter"

func ports() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; yield(i); i++ {
		}
	}
}

func switches() {
	for k := 0; k < 4; k++ {
		next, stop := iter.Pull(ports())
		for i := 0; i < 50; i++ {
			next()
		}
		stop()
	}
}
