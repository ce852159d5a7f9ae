/*
 * rx.c: runs the program of a regular expression over a text.
 *
 * The program is a nondeterministic automaton. A state is the set of instructions that it may be at in one
 * place of a text. States and the steps between them are computed when a text needs them, and kept, so that
 * most characters cost one look into a table. A table that has grown large is emptied. A match may begin
 * anywhere; the instructions of a begin are not part of a state but of each step, which keeps states small
 * when thousands of alternatives could begin.
 */
#include "base/rx.h"

#include <stdlib.h>

#include "base/interrupt.h"
#include "base/out.h"
#include "base/rx-internal.h"

enum {
	CACHE_MAX = 16 << 20,  /* bytes of states and their table */
	CHECK_STEPS = 1 << 18, /* between two looks for a Ctrl-C */
	ROOM_STATES = 4,       /* that one step may add */
	SMALL = 16,            /* elements that are sorted by insertion */
};

static const uint64_t steps_max = 1000000000; /* of all matches of one expression */

/* What the character before a place tells about it. */
enum before { BEFORE_OTHER, BEFORE_TEXT, BEFORE_LINE, BEFORE_WORD, BEFORE_END };

/* Entries of the table besides states. */
#define UNKNOWN 0u
#define HIT UINT32_MAX
#define MISS (UINT32_MAX - 1)

/* Instructions, each at most once; only those that take a character or stand at a place. */
struct todo {
	uint32_t *ids; /* room for all instructions, and for one number in front of them */
	size_t n;
	uint32_t *seen; /* by instruction: the round in which it was added */
	uint32_t round;
};

struct rx {
	struct rx_tree tree; /* only its sets */
	struct rx_program program;
	struct todo now, next;
	uint32_t *stack;  /* room for all instructions */
	uint32_t *starts; /* what a match may begin with */
	size_t n_starts;
	bool always; /* it matches the empty text */
	struct arena arena;
	struct intern states; /* a state is enum before and sorted instructions, as uint32_t */
	uint32_t *table;      /* by state, then letter: the state after it */
	size_t cap, rows;     /* of the table: entries, and rows that are valid */
	uint32_t empty[BEFORE_END]; /* states without instructions; 0: not there yet */
	uint64_t steps, steps_max;
};

static size_t width(const struct rx *rx)
{
	return rx->program.n_letters + 1;
}

static void todo_clear(struct todo *t)
{
	t->n = 0;
	t->round++;
}

/*
 * Adds the instructions that `id` leads to without a character and wherever the place is. True when
 * the end is one of them.
 */
static bool follow(struct rx *rx, struct todo *t, uint32_t id)
{
	const struct rx_inst *insts = rx->program.insts.p;
	size_t n = 0;

	rx->stack[n++] = id;
	while (n > 0) {
		id = rx->stack[--n];
		if (t->seen[id] == t->round)
			continue;
		t->seen[id] = t->round;
		rx->steps++;
		switch (insts[id].code) {
		case RX_DO_MATCH:
			return true;
		case RX_DO_SPLIT:
			rx->stack[n++] = insts[id].arg;
			rx->stack[n++] = insts[id].next;
			break;
		case RX_DO_CHAR:
		case RX_DO_AT:
			t->ids[t->n++] = id;
			break;
		}
	}
	return false;
}

/* ---- states ---- */

static uint32_t add_state(struct rx *rx, const uint32_t *bytes, size_t n)
{
	struct str s = {(const char *)bytes, n * sizeof(*bytes)};
	uint32_t id = intern_find(&rx->states, s);
	uint32_t *copy;

	rx->steps += n > SMALL ? 4 * n : n; /* sorted and hashed */
	if (id != 0)
		return id;
	rx->steps += width(rx) / 64;
	copy = arena_raw(&rx->arena, s.n, sizeof(*copy));
	memcpy(copy, bytes, s.n);
	id = intern_own(&rx->states, (struct str){(const char *)copy, s.n});
	rx->table = mem_grow(rx->table, &rx->cap, (id + 1) * width(rx), sizeof(*rx->table));
	memset(rx->table + id * width(rx), 0, width(rx) * sizeof(*rx->table));
	return id;
}

/* The instructions of a state; *before is what stands before them. */
static const uint32_t *state_of(const struct rx *rx, uint32_t id, size_t *n, enum before *before)
{
	struct str s = intern_str(&rx->states, id);
	const uint32_t *p = (const void *)s.p;

	*n = s.n / sizeof(*p) - 1;
	*before = (enum before)p[0];
	return p + 1;
}

static uint32_t empty_state(struct rx *rx, enum before before)
{
	uint32_t word = before;

	if (rx->empty[before] == 0)
		rx->empty[before] = add_state(rx, &word, 1);
	return rx->empty[before];
}

static void forget_states(struct rx *rx)
{
	intern_release(&rx->states);
	arena_rewind(&rx->arena);
	intern_init(&rx->states, &rx->arena, NULL);
	memset(rx->empty, 0, sizeof(rx->empty));
}

/* Makes room for the states of a step from `state`. Returns its id from now on. */
static uint32_t make_room(struct rx *rx, uint32_t state)
{
	size_t bytes = rx->arena.used +
		(intern_end(&rx->states) + ROOM_STATES) * width(rx) * sizeof(*rx->table);
	struct str s = intern_str(&rx->states, state);
	uint32_t *kept;

	if (bytes <= CACHE_MAX || intern_end(&rx->states) <= ROOM_STATES)
		return state;
	kept = mem_zeroed(s.n, 1);
	memcpy(kept, s.p, s.n);
	forget_states(rx);
	state = add_state(rx, kept, s.n / sizeof(*kept));
	free(kept);
	return state;
}

/* ---- steps ---- */

static int compare_ids(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

	return left < right ? -1 : left > right;
}

static void sort_ids(uint32_t *p, size_t n)
{
	if (n > SMALL) {
		qsort(p, n, sizeof(*p), compare_ids);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		uint32_t id = p[i];
		size_t k = i;

		for (; k > 0 && p[k - 1] > id; k--)
			p[k] = p[k - 1];
		p[k] = id;
	}
}

/* What a letter leaves for the place behind it. Only what the program asks for is told apart. */
static enum before before_next(const struct rx *rx, uint32_t letter)
{
	uint32_t code = rx->program.samples[letter];

	if (code == '\n' && rx->program.places & RX_LINE_BEGIN)
		return BEFORE_LINE;
	if (rx_is_word(code) && rx->program.places & (RX_WORD_EDGE | RX_NO_WORD_EDGE))
		return BEFORE_WORD;
	return BEFORE_OTHER;
}

/* What holds at a place before `letter`, as enum rx_where. */
static unsigned places_at(const struct rx *rx, enum before before, uint32_t letter)
{
	bool end = letter == rx->program.n_letters;
	uint32_t code = end ? 0 : rx->program.samples[letter];
	unsigned places = 0;

	if (before == BEFORE_TEXT)
		places |= RX_TEXT_BEGIN | RX_LINE_BEGIN;
	if (before == BEFORE_LINE)
		places |= RX_LINE_BEGIN;
	if (end)
		places |= RX_TEXT_END | RX_LINE_END;
	if (!end && code == '\n')
		places |= RX_LINE_END;
	if ((before == BEFORE_WORD) != (!end && rx_is_word(code)))
		return places | RX_WORD_EDGE;
	return places | RX_NO_WORD_EDGE;
}

/* Takes `letter` from each of n instructions. True when that is a match, before it or with it. */
static bool advance(struct rx *rx, const uint32_t *ids, size_t n, unsigned places, uint32_t letter)
{
	struct todo *now = &rx->now;

	todo_clear(now);
	for (size_t i = 0; i < n; i++)
		if (follow(rx, now, ids[i]))
			return true;
	for (size_t i = 0; i < now->n; i++) { /* a place that holds adds more */
		const struct rx_inst *inst = &rx->program.insts.p[now->ids[i]];
		const struct rx_range *set;
		size_t n_ranges;

		if (inst->code == RX_DO_AT) {
			if (inst->arg & places && follow(rx, now, inst->next))
				return true;
			continue;
		}
		if (letter == rx->program.n_letters)
			continue;
		set = rx_tree_set(&rx->tree, inst->arg, &n_ranges);
		if (rx_ranges_have(set, n_ranges, rx->program.samples[letter]) &&
			follow(rx, &rx->next, inst->next))
			return true;
	}
	return false;
}

/* Where `letter` leads from a state; `begun` is where it leads from the empty state, if that is another. */
static uint32_t compute(struct rx *rx, uint32_t state, uint32_t letter, uint32_t begun)
{
	enum before before;
	size_t n;
	const uint32_t *ids = state_of(rx, state, &n, &before);
	unsigned places = places_at(rx, before, letter);
	bool other = begun != UNKNOWN;

	todo_clear(&rx->next);
	if (begun == HIT ||
		advance(rx, other ? ids : rx->starts, other ? n : rx->n_starts, places, letter))
		return HIT;
	if (letter == rx->program.n_letters)
		return MISS;
	if (other) {
		ids = state_of(rx, begun, &n, &before);
		for (size_t i = 0; i < n; i++)
			follow(rx, &rx->next, ids[i]);
	}
	sort_ids(rx->next.ids, rx->next.n);
	rx->next.ids[-1] = before_next(rx, letter);
	return add_state(rx, rx->next.ids - 1, rx->next.n + 1);
}

/* The same from the table, which is filled. */
static uint32_t look_up(struct rx *rx, uint32_t state, uint32_t letter, uint32_t begun)
{
	uint32_t next = rx->table[state * width(rx) + letter];

	if (next == UNKNOWN) {
		next = compute(rx, state, letter, begun);
		rx->table[state * width(rx) + letter] = next;
	}
	return next;
}

/* A step that is not in the table yet. Fails when there was too much work, or a Ctrl-C. */
static bool step(struct rx *rx, uint32_t state, uint32_t letter, uint32_t *next, struct err *err)
{
	uint64_t steps_before = rx->steps++;
	uint32_t begun = UNKNOWN, empty;
	enum before before;
	size_t n;

	state = make_room(rx, state);
	state_of(rx, state, &n, &before);
	empty = empty_state(rx, before);
	if (state != empty)
		begun = look_up(rx, empty, letter, UNKNOWN);
	*next = look_up(rx, state, letter, begun);
	if (rx->steps > rx->steps_max)
		return err_set(err, "matching takes too many steps; make the expression simpler");
	if (rx->steps / CHECK_STEPS != steps_before / CHECK_STEPS && interrupted())
		return err_set(err, "stopped");
	return true;
}

/* The letter at *at, and behind it. */
static uint32_t take_letter(const struct rx *rx, struct str s, size_t *at)
{
	unsigned char c = *at < s.n ? (unsigned char)s.p[*at] : 0;
	uint32_t code;

	if (*at == s.n)
		return rx->program.n_letters;
	if (c < 0x80) {
		++*at;
		return rx->program.ascii[c];
	}
	*at += rx_decode(str_from(s, *at), &code, NULL);
	return rx_letter(&rx->program, code);
}

bool rx_match(struct rx *rx, struct str s, bool *hit, struct err *err)
{
	bool text = rx->program.places & (RX_TEXT_BEGIN | RX_LINE_BEGIN);
	uint32_t state = empty_state(rx, text ? BEFORE_TEXT : BEFORE_OTHER);
	size_t at = 0;

	if (interrupted())
		return err_set(err, "stopped");
	while (!rx->always) {
		uint32_t letter = take_letter(rx, s, &at);
		uint32_t next = rx->table[state * width(rx) + letter];

		if (next == UNKNOWN && !step(rx, state, letter, &next, err))
			return false;
		if (next == HIT || next == MISS) {
			*hit = next == HIT;
			return true;
		}
		state = next;
	}
	*hit = true;
	return true;
}

/* ---- the life of an expression ---- */

static void todo_new(struct todo *t, size_t n)
{
	t->ids = (uint32_t *)mem_zeroed(n + 1, sizeof(*t->ids)) + 1;
	t->seen = mem_zeroed(n, sizeof(*t->seen));
}

static void todo_release(struct todo *t)
{
	if (t->ids != NULL)
		free(t->ids - 1);
	free(t->seen);
}

bool rx_new(struct str pattern, struct rx **result, struct err *err)
{
	struct rx *rx = mem_zeroed(1, sizeof(*rx));
	size_t n;

	intern_init(&rx->states, &rx->arena, NULL);
	rx->steps_max = steps_max;
	if (!rx_parse(&rx->tree, pattern, err) || !rx_program_new(&rx->program, &rx->tree, err)) {
		rx_free(rx);
		return false;
	}
	free(rx->tree.nodes.p);
	rx->tree.nodes.p = NULL;
	n = rx->program.insts.n;
	todo_new(&rx->now, n);
	todo_new(&rx->next, n);
	rx->stack = mem_zeroed(n + 2, sizeof(*rx->stack));
	rx->starts = mem_zeroed(n, sizeof(*rx->starts));
	todo_clear(&rx->next);
	rx->always = follow(rx, &rx->next, rx->program.start);
	rx->n_starts = rx->next.n;
	memcpy(rx->starts, rx->next.ids, rx->n_starts * sizeof(*rx->starts));
	*result = rx;
	return true;
}

void rx_limit(struct rx *rx, uint64_t steps)
{
	rx->steps_max = rx->steps + steps;
}

void rx_free(struct rx *rx)
{
	if (rx == NULL)
		return;
	todo_release(&rx->now);
	todo_release(&rx->next);
	free(rx->stack);
	free(rx->starts);
	free(rx->table);
	intern_release(&rx->states);
	arena_release(&rx->arena);
	rx_program_release(&rx->program);
	rx_tree_release(&rx->tree);
	free(rx);
}

struct str rx_quote(struct arena *a, struct str s)
{
	struct out o = {0};
	struct str quoted;
	uint32_t code;

	for (size_t at = 0, n; at < s.n; at += n) {
		n = rx_decode(str_from(s, at), &code, NULL);
		if (code < 128 && strchr("\\.+*?()|[]{}^$", (int)code) != NULL && code != 0)
			out_lit(&o, "\\");
		if (n == 1 && code == 0xfffd)
			out_lit(&o, "\\x{fffd}");
		else
			out_bytes(&o, s.p + at, n);
	}
	quoted = arena_str(a, (struct str){o.p, o.n});
	out_release(&o);
	return quoted;
}
