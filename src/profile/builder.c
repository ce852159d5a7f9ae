/*
 * builder.c: collects the columns and tables of a profile, and makes a draft of them.
 */
#include "profile/builder.h"

#include <stdlib.h>

#include "base/mem.h"
#include "profile/profile-internal.h"
#include "profile/wire.h"

enum { VARINT_MAX = 10 }; /* bytes */

void builder_init(struct builder *b, struct arena *arena)
{
	*b = (struct builder){.arena = arena};
	intern_init(&b->names, arena, NULL);
	stacks_init(&b->stacks);
}

void builder_release(struct builder *b)
{
	intern_release(&b->names);
	free(b->strings.p);
	free(b->types.p);
	free(b->mappings.p);
	free(b->functions.p);
	free(b->locations.p);
	free(b->lines.p);
	free(b->comments.p);
	value_columns_release(&b->values);
	free(b->given.p);
	free(b->label_begin.p);
	free(b->labels.p);
	stacks_release(&b->stacks);
	free(b->last.p);
	map_release(&b->big_ids);
	free(b->big.p);
	free(b->packed.p);
	*b = (struct builder){0};
}

/*
 * Samples come before the tables as a rule, and after so many other records no more are expected. If some come
 * all the same, their stacks are new ones.
 */
enum { OTHERS_MAX = 1024 };

void builder_add_other(struct builder *b)
{
	if (++b->others == OTHERS_MAX)
		stacks_forget(&b->stacks);
}

void builder_add_string(struct builder *b, struct str s)
{
	*vec_add(&b->strings) = intern_add(&b->names, s);
}

void builder_add_id(struct builder *b, uint64_t id)
{
	b->packed.p = mem_grow(b->packed.p, &b->packed.cap, b->packed.n + VARINT_MAX, 1);
	for (; id >= 0x80; id >>= 7)
		b->packed.p[b->packed.n++] = (char)(id | 0x80);
	b->packed.p[b->packed.n++] = (char)id;
}

/* What the stacks hold of a location id of the file. */
static uint32_t raw_of(struct builder *b, uint64_t id)
{
	uint32_t known;

	if (id < (uint64_t)1 << 31)
		return (uint32_t)id;
	known = map_get(&b->big_ids, id);
	if (known == 0) {
		known = (uint32_t)b->big.n + 1;
		*vec_add(&b->big) = id;
		map_put(&b->big_ids, id, known);
	}
	return (uint32_t)1 << 31 | (known - 1);
}

/* Eight bytes, of which the first is the lowest. Compilers make one load of it. */
static uint64_t word_at(const unsigned char *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
		(uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
		(uint64_t)p[7] << 56;
}

/* The id of n bytes, 3 at most, that the word begins with. */
static uint32_t short_id(uint64_t word, unsigned n)
{
	uint32_t id = (uint32_t)word & ((1u << 8 * n) - 1);

	return (id & 0x7f) | (id >> 1 & 0x3f80) | (id >> 2 & 0x1fc000);
}

/*
 * Reads the two ids that the word begins with, if they have no more than 3 bytes each, as nearly all have.
 * Returns how many bytes both have, or 0. No branch depends on how many each has, for the processor could not
 * foresee it.
 */
static unsigned two_ids(uint64_t word, uint32_t ids[2])
{
	uint64_t ends = ~word &
		0x8080808080808080u; /* the last byte of an id has its top bit clear */
	uint64_t next = ends & (ends - 1);
	unsigned n, both; /* bytes of the first, and of both */

	if (next == 0)
		return 0;
	n = (unsigned)(__builtin_ctzll(ends) + 1) / 8;
	both = (unsigned)(__builtin_ctzll(next) + 1) / 8;
	if (n > 3 || both - n > 3)
		return 0;
	ids[0] = short_id(word, n);
	ids[1] = short_id(word >> 8 * n, both - n);
	return both;
}

/* Appends an id to the open stack; *last is as in struct builder. */
static inline void put_raw(struct stacks *s, uint32_t raw, uint32_t *last)
{
	if (raw - 1 > *last)
		*last = raw - 1;
	stacks_put(s, raw);
}

/* Appends ids to the open stack. */
static bool unpack(struct builder *b, struct bytes s)
{
	uint32_t last = b->last_raw;

	while (s.p < s.end) {
		uint32_t two[2];
		unsigned n = s.end - s.p >= 8 ? two_ids(word_at(s.p), two) : 0;
		uint64_t id;

		if (n != 0) {
			put_raw(&b->stacks, two[0], &last);
			put_raw(&b->stacks, two[1], &last);
			s.p += n;
			continue;
		}
		if (!varint(&s, &id))
			return false;
		put_raw(&b->stacks, raw_of(b, id), &last);
	}
	b->last_raw = last;
	return true;
}

/*
 * How many ids at the end the newest stack has, too, and how many bytes they take. An id whose first byte is
 * not among the equal ones does not count, nor does one that may be such.
 */
static size_t common_ids(const struct builder *b, struct bytes s, size_t *bytes)
{
	size_t most = (size_t)(s.end - s.p), n = 0, ids = 0, begin;
	const unsigned char *last;

	*bytes = 0;
	if (most > b->last.n)
		most = b->last.n;
	if (most == 0)
		return 0;
	last = b->last.p + b->last.n;
	while (n + 8 <= most) {
		uint64_t differ = word_at(s.end - n - 8) ^ word_at(last - n - 8);

		if (differ != 0) {
			n += (size_t)__builtin_clzll(differ) / 8;
			break;
		}
		n += 8;
	}
	for (begin = n; begin > 0 && s.end[-(ptrdiff_t)begin] >= 0x80; begin--)
		;
	if (begin <= 1)
		return 0;
	*bytes = --begin;
	for (; begin >= 8; begin -= 8) {
		uint64_t ends = ~word_at(s.end - begin) >> 7 & 0x0101010101010101u;

		ids += ends * 0x0101010101010101u >> 56; /* the sum of all bytes */
	}
	for (; begin > 0; begin--)
		ids += s.end[-(ptrdiff_t)begin] < 0x80;
	return ids;
}

/* Appends ids to the open stack; *shared is how many at the root are those of the newest stack. */
static bool unpack_stack(struct builder *b, struct bytes s, size_t *shared)
{
	size_t n = (size_t)(s.end - s.p), same;

	/* Each id takes a byte at least. */
	stacks_room(&b->stacks, n);
	*shared = common_ids(b, s, &same);
	if (!unpack(b, (struct bytes){s.p, s.end - same}))
		return false;
	if (*shared != 0)
		stacks_repeat(&b->stacks, *shared);
	b->last.p = mem_grow(b->last.p, &b->last.cap, n, 1);
	if (n != 0)
		memcpy(b->last.p, s.p, n);
	b->last.n = n;
	return true;
}

bool builder_set_stack(struct builder *b, struct str packed, const struct print *print)
{
	struct stacks *to = &b->stacks;
	bool pays = stacks_pay(to);
	struct print own;
	struct bytes s;
	size_t shared;

	if (packed.n == 0)
		packed = STR(""); /* not NULL */
	s.p = (const unsigned char *)packed.p;
	s.end = s.p + packed.n;
	b->has_stack = true;
	if (pays && print == NULL) {
		own = print_bytes(&to->seed, packed);
		print = &own;
	}
	if (pays && stacks_find(to, print, &b->stack))
		return true;
	if (!unpack_stack(b, s, &shared))
		return false;
	b->stack = stacks_add(to, pays ? print : NULL, shared);
	return true;
}

bool builder_add_sample(struct builder *b, const int64_t *values, uint32_t n, struct err *err)
{
	size_t number = b->values.n_rows + 1;

	if (!b->has_stack && !builder_set_stack(b, (struct str){b->packed.p, b->packed.n}, NULL))
		return err_set(err, "damaged sample");
	b->has_stack = false;
	b->packed.n = 0;
	if (n == 0)
		return err_set(err, "sample %zu has no values", number);
	if (n > TYPES_MAX)
		return err_set(err, "sample %zu has more than %d values, the most that cprof reads",
			number, TYPES_MAX);
	if (number == 1)
		value_columns_init(&b->values, n);
	if (n != b->values.n)
		return err_set(err, "sample %zu has %u values, the ones before it have %u", number,
			n, b->values.n);
	if (b->stacks.n_locs > UINT32_MAX || b->labels.n > UINT32_MAX || number >= UINT32_MAX)
		return err_set(err, "it has too many samples");
	value_columns_append(&b->values, values);
	b->others = 0;
	stacks_give(&b->stacks, b->stack);
	if (b->labels.n != 0) {
		/* The samples before the first label have none. */
		while (b->label_begin.n < number)
			*vec_add(&b->label_begin) = 0;
		*vec_add(&b->label_begin) = (uint32_t)b->labels.n;
	}
	return true;
}

bool builder_finish(struct builder *b, struct draft *d, struct err *err)
{
	struct draft made = {.arena = b->arena};

	stacks_forget(&b->stacks);
	if (!check_and_link(b, &made, err)) {
		draft_release(&made);
		return false;
	}
	builder_release(b);
	*d = made;
	return true;
}
