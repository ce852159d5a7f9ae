package catalog

// Key is what an Index can be ordered by.
type Key interface {
	~int | ~int64 | ~string
}

// Index is a treap: a search tree that random priorities keep in balance.
type Index[K Key, V any] struct {
	root *node[K, V]
	len  int
	seed uint32
}

type node[K Key, V any] struct {
	key         K
	value       V
	priority    uint32
	left, right *node[K, V]
}

// NewIndex returns an empty index.
func NewIndex[K Key, V any]() *Index[K, V] {
	return &Index[K, V]{seed: 2463534242}
}

// Len tells how many keys there are.
func (x *Index[K, V]) Len() int { return x.len }

// Get finds the value of key.
func (x *Index[K, V]) Get(key K) (V, bool) {
	n := x.root
	for n != nil {
		switch compare(key, n.key) {
		case -1:
			n = n.left
		case 1:
			n = n.right
		default:
			return n.value, true
		}
	}
	var zero V
	return zero, false
}

// Put sets the value of key.
func (x *Index[K, V]) Put(key K, value V) {
	x.root = x.put(x.root, key, value)
}

func (x *Index[K, V]) put(n *node[K, V], key K, value V) *node[K, V] {
	if n == nil {
		x.len++
		return &node[K, V]{key: key, value: value, priority: x.random()}
	}
	switch compare(key, n.key) {
	case -1:
		n.left = x.put(n.left, key, value)
		if n.left.priority > n.priority {
			n = n.rotateRight()
		}
	case 1:
		n.right = x.put(n.right, key, value)
		if n.right.priority > n.priority {
			n = n.rotateLeft()
		}
	default:
		n.value = value
	}
	return n
}

// Each calls visit for every key in order.
func (x *Index[K, V]) Each(visit func(K, V)) { x.root.each(visit) }

func (n *node[K, V]) each(visit func(K, V)) {
	if n == nil {
		return
	}
	n.left.each(visit)
	visit(n.key, n.value)
	n.right.each(visit)
}

func (n *node[K, V]) rotateRight() *node[K, V] {
	l := n.left
	n.left, l.right = l.right, n
	return l
}

func (n *node[K, V]) rotateLeft() *node[K, V] {
	r := n.right
	n.right, r.left = r.left, n
	return r
}

func (x *Index[K, V]) random() uint32 {
	x.seed = xorshift(x.seed)
	return x.seed
}

func xorshift(s uint32) uint32 {
	s ^= s << 13
	s ^= s >> 17
	s ^= s << 5
	return s
}

func compare[K Key](a, b K) int {
	if a < b {
		return -1
	}
	if a > b {
		return 1
	}
	return 0
}
