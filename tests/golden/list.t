# `list` prints the source of the functions whose name matches, with the flat and cum of each line. The
# file is looked for under the name that the profile has, which is where the program was built. trim_path
# cuts off the front of that name, source_path says where to look for the rest.

$ cprof -list='Basket.*best$' -trim_path=/tmp/shop -source_path=go shop.cpu.pb.gz
Total: 2.93s
ROUTINE ======================== example.com/shop/internal/order.(*Basket).best in internal/order/order.go
      20ms      190ms (flat, cum)  6.48% of Total
         .          .     82:func (b *Basket) best(rest catalog.Cents, used uint) catalog.Cents {
         .          .     83:	low := rest
      10ms       10ms     84:	for i, r := range b.Rules {
      10ms       10ms     85:		if used&(1<<uint(i)) != 0 {
         .          .     86:			continue
         .          .     87:		}
         .      190ms     88:		low = least(low, b.best(rest-r.Discount(b, rest), used|1<<uint(i)))
         .          .     89:	}
         .          .     90:	return low
         .          .     91:}
         .          .     92:
         .          .     93:// Sum adds up f of every item.

# What is left of the name need not be exact. Here it is shop/internal/order/order.go, which is not in go/,
# but the end of it is. Then a line says which file was taken.

$ cprof -list='Stock.*Longest$' -trim_path=/tmp -source_path=go shop.cpu.pb.gz
Total: 2.93s
ROUTINE ======================== example.com/shop/internal/order.(*Stock).Longest in shop/internal/order/order.go
     150ms      160ms (flat, cum)  5.46% of Total
 (source: go/internal/order/order.go)
         .          .    161:func (s *Stock) Longest() (n int) {
         .          .    162:	s.logMu.RLock()
         .          .    163:	defer s.logMu.RUnlock()
     100ms      110ms    164:	for _, l := range s.log {
      50ms       50ms    165:		if len(l) > n {
         .          .    166:			n = len(l)
         .          .    167:		}
         .          .    168:	}
         .          .    169:	return n
         .          .    170:}

# A binary built with `go build -trimpath` has import paths for file names. Which module is below source_path
# is read from its go.mod.

$ cprof -list='Stock.*Longest$' -source_path=go shop.trimpath.cpu.pb.gz
Total: 2.93s
ROUTINE ======================== example.com/shop/internal/order.(*Stock).Longest in example.com/shop/internal/order/order.go
     120ms      150ms (flat, cum)  5.12% of Total
 (source: go/internal/order/order.go)
         .          .    161:func (s *Stock) Longest() (n int) {
         .       20ms    162:	s.logMu.RLock()
         .          .    163:	defer s.logMu.RUnlock()
     100ms      110ms    164:	for _, l := range s.log {
      20ms       20ms    165:		if len(l) > n {
         .          .    166:			n = len(l)
         .          .    167:		}
         .          .    168:	}
         .          .    169:	return n
         .          .    170:}

# Without a source the lines with samples are listed all the same, with the reason why there is no text.

$ cprof -list='Stock.*Longest$' -source_path=$TMP/nowhere shop.trimpath.cpu.pb.gz
Total: 2.93s
ROUTINE ======================== example.com/shop/internal/order.(*Stock).Longest in example.com/shop/internal/order/order.go
     120ms      150ms (flat, cum)  5.12% of Total
 (no source: example.com/shop/internal/order/order.go is neither in $TMP/nowhere nor above it, nor in the Go root or module cache; see source_path)
         .       20ms    162:
     100ms      110ms    164:
      20ms       20ms    165:

# It does not matter which language it is. Without the line that a function begins in, as in this profile,
# the list begins five lines above the first with a sample.

$ cprof -list='^mill::parse$' -trim_path=/tmp/mill -source_path=rust mill.rust.cpu.pb.gz | head -n 12
Total: 2.28s
ROUTINE ======================== mill::parse in src/main.rs
   45.23ms    70.35ms (flat, cum)  3.09% of Total
         .          .    134:        }
         .          .    135:        "grind" => {
         .          .    136:            let (stone, sacks) = pair::<String, u32>(rest)?;
         .          .    137:            Some(Event::Grind { stone, sacks })
         .          .    138:        }
   45.23ms    70.35ms    139:        "note" => Some(Event::Note(rest.to_string())),
         .          .    140:        _ => None,
         .          .    141:    }
         .          .    142:}

# In the console options stay until they are changed. What follows the expression filters.

$ cprof shop.cpu.pb.gz 2>/dev/null
< source_path=go
< trim_path=/tmp/shop
< list Slug$ search
Total: 2.93s
ROUTINE ======================== example.com/shop/internal/catalog.Slug in internal/catalog/catalog.go
      40ms      270ms (flat, cum)  9.22% of Total
         .          .    158:func Slug(name string) string {
         .          .    159:	var b strings.Builder
         .      120ms    160:	b.Grow(len(name))
         .       20ms    161:	for i := 0; i < len(name); i++ {
         .       10ms    162:		ch := name[i]
      40ms       40ms    163:		for _, step := range slugSteps {
         .       50ms    164:			ch = step(ch)
         .          .    165:		}
         .       20ms    166:		b.WriteByte(ch)
         .          .    167:	}
         .       10ms    168:	return b.String()
         .          .    169:}

# A name that no function has is an error.

$ cprof -list=nosuch shop.cpu.pb.gz
! cprof: no function matches nosuch
? 2
