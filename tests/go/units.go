// units.go - holds src/units against pprof's internal/measurement. Run by tests/go/run.
package main

import (
	"fmt"
	"math"

	"github.com/google/pprof/internal/measurement"
	"github.com/google/pprof/profile"
)

var units = []string{"", "auto", "minimum", "count", "sample", "unit", "samples", "b", "B", "byte", "bytes", "kb", "kB", "KB", "kbyte",
	"kilobytes", "MB", "megabyte", "gb", "GByte", "TB", "pb", "petabytes", "eb", "ns", "nanoseconds", "NS", "us", "μs", "Μs", "µs",
	"microsecond", "ms", "mss", "s", "ss", "S", "sec", "secs", "second", "seconds", "min", "hr", "hrs", "hour", "Hours", "day", "n*GCU",
	"nanogcu", "GCU", "gcus", "kilogcu", "teragcu", "PetaGCU", "m*GCU", "objects", "bogus", "K", "İs", "bs", "by", "\xff", "ns ", " ns"}

// value is near a power of 2, 10 or 60, or any.
func value(a *asker) int64 {
	bases := []float64{2, 10, 60, 1024}
	v := int64(math.Pow(bases[a.Intn(4)], float64(a.Intn(63)))) + int64(a.Intn(5)) - 2
	switch a.Intn(4) {
	case 0:
		v = a.Int63() >> a.Intn(63)
	case 1:
		v = v/2*3 + v/200
	}
	if a.Intn(3) == 0 {
		v = -v
	}
	return v
}

func compatible(from, to string) string {
	_, err := measurement.CommonValueType([]*profile.ValueType{{Type: "t", Unit: from}, {Type: "t", Unit: to}})
	if err != nil {
		return "0"
	}
	return "1"
}

func main() {
	a := newAsker(4000)
	values := []int64{0, 1, -1, 1000, 1024, 999999, math.MaxInt64, math.MinInt64, math.MinInt64 + 1, 1 << 53, 1<<53 + 1}
	for _, from := range units {
		for _, to := range units {
			if from != to { // the same word is of one family with itself; who asks sees to that
				a.same(a.ask("c", hexOf(from), hexOf(to))[0], compatible(from, to), "%q and %q", from, to)
			}
			for range 3 {
				v := values[a.Intn(len(values))]
				label := unhex(a.ask("u", fmt.Sprint(v), hexOf(from), hexOf(to))[0])
				a.same(label, measurement.ScaledLabel(v, from, to), "%d of %q in %q", v, from, to)
			}
		}
	}
	for i := 0; i < a.n; i++ {
		v, from, to := value(a), a.one(units...), a.one(units...)
		label := unhex(a.ask("u", fmt.Sprint(v), hexOf(from), hexOf(to))[0])
		a.same(label, measurement.ScaledLabel(v, from, to), "%d of %q in %q", v, from, to)
		total := value(a)
		if a.Intn(2) == 0 {
			total = v/int64(a.Intn(2000)+1) + int64(a.Intn(3)) - 1
		}
		percent := unhex(a.ask("p", fmt.Sprint(v), fmt.Sprint(total))[0])
		a.same(percent, measurement.Percentage(v, total), "%d of %d", v, total)
	}
	a.finish("units and percentages")
}
