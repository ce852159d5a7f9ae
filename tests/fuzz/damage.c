/*
 * damage.c: real profiles, damaged.
 *
 * In: names of small profiles. Each is cut off at many places, compressed and not, and changed at
 * random (with a fixed seed) some thousand times. Whatever comes of it either fails with a text or
 * is a profile that all reports can be made of. Out: a line for each file; exit status 0, or a
 * crash. That little memory is used is checked at the end.
 */
#include <stdlib.h>
#include <sys/resource.h>
#include <zlib.h>

#include "base/mem.h"
#include "fuzz.h"

#define MAX_SIZE ((uint64_t)16 << 20)

enum {
	CUT_ALL = 4096,        /* up to here the file is cut at each byte */
	CUT_MORE = 400,        /* and then at about so many places */
	MUTATIONS = 3000,      /* of a file */
	MEMORY_MAX_MB = 1024,  /* with all that a sanitizer needs */
	LARGE_FILE = 16 << 20, /* is none of the small ones this is for */
};

struct bytes {
	unsigned char *p;
	size_t n, cap;
};

struct damage {
	uint64_t random;
	struct bytes gz, plain, work, body;
	size_t n, n_valid; /* decoded, and how many of them were profiles */
	unsigned turn;     /* which command is next */
};

/* splitmix64 */
static uint64_t next_random(struct damage *d)
{
	uint64_t z = d->random += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

/* A number below n; 0 when n is 0. */
static size_t below(struct damage *d, size_t n)
{
	return n ? (size_t)(next_random(d) % n) : 0;
}

static void set_bytes(struct bytes *to, const void *p, size_t n)
{
	to->p = mem_grow(to->p, &to->cap, n + 1, 1);
	if (n != 0)
		memcpy(to->p, p, n);
	to->n = n;
}

/* Puts n bytes in the place of `old` bytes at `at`. p is none of b's. */
static void replace(struct bytes *b, size_t at, size_t old, const void *p, size_t n)
{
	b->p = mem_grow(b->p, &b->cap, b->n + n + 1, 1);
	memmove(b->p + at + n, b->p + at + old, b->n - at - old);
	if (n != 0)
		memcpy(b->p + at, p, n);
	b->n = b->n - old + n;
}

static void run_command(struct damage *d, struct fuzz_session *f, const struct command *c)
{
	fuzz_run(&f->s, c, fuzz_regex(&f->s, (uint8_t)next_random(d), STR("")), false);
}

/* Runs top, and one of the other commands in turn. */
static void run_commands(struct damage *d, struct fuzz_session *f)
{
	unsigned n = 0, turn;

	for (const struct command *c = commands; c->name != NULL; c++)
		n += c->report != NULL;
	turn = d->turn++ % n;
	run_command(d, f, command_find(STR("top")));
	for (const struct command *c = commands; c->name != NULL; c++)
		if (c->report != NULL && turn-- == 0)
			run_command(d, f, c);
}

/* Decodes n bytes at p, in a block of their exact size, and makes reports if they are a profile. */
static bool try_bytes(struct damage *d, const unsigned char *p, size_t n, bool options)
{
	uint8_t pairs[2 * FUZZ_PAIRS];
	struct load_edits edits = {0};
	struct fuzz_session f;
	struct err err = {0};
	char *exact = mem_zeroed(n, 1);
	bool ok;

	if (n != 0)
		memcpy(exact, p, n);
	fuzz_open(&f, true);
	d->n++;
	ok = fuzz_load(&f.s, (struct str){exact, n}, &edits, MAX_SIZE, &err);
	if (ok) {
		d->n_valid++;
		for (size_t i = 0; i < sizeof(pairs) && options; i++)
			pairs[i] = (uint8_t)next_random(d);
		if (options)
			fuzz_options(&f.s, pairs, STR(""));
		run_commands(d, &f);
	}
	fuzz_close(&f);
	free(exact);
	return ok;
}

static void cut(struct damage *d, const struct bytes *from)
{
	size_t step = 1;

	for (size_t n = 0; n < from->n; n += step) {
		try_bytes(d, from->p, n, false);
		if (n >= CUT_ALL && step == 1)
			step = ((from->n - n) / CUT_MORE) | 1;
	}
}

static size_t put_varint(unsigned char buf[11], uint64_t v)
{
	size_t n = 0;

	for (; v > 0x7f; v >>= 7)
		buf[n++] = (unsigned char)((v & 0x7f) | 0x80);
	buf[n++] = (unsigned char)v;
	return n;
}

/* A varint of a number that is at some limit. */
static size_t odd_varint(struct damage *d, unsigned char buf[11])
{
	static const uint64_t numbers[] = {0, 1, 2, 0x7f, 0x80, 0xff, 0xffff, 0x10000, 0x7fffffff,
		0x80000000, 0xffffffff, 0x100000000, INT64_MAX, (uint64_t)INT64_MIN, UINT64_MAX};
	size_t n = put_varint(buf, numbers[below(d, sizeof(numbers) / sizeof(numbers[0]))]);

	if (below(d, 16) == 0) { /* longer than it need be */
		buf[n - 1] |= 0x80;
		buf[n++] = 0;
	}
	return n;
}

static size_t varint_length(const struct bytes *b, size_t at)
{
	size_t n = 1;

	while (at + n < b->n && (b->p[at + n - 1] & 0x80) != 0)
		n++;
	return n;
}

static void flip_bit(struct damage *d, struct bytes *b)
{
	b->p[below(d, b->n)] ^= (unsigned char)(1u << below(d, 8));
}

static void set_byte(struct damage *d, struct bytes *b)
{
	b->p[below(d, b->n)] = (unsigned char)next_random(d);
}

static void delete_block(struct damage *d, struct bytes *b)
{
	size_t at = below(d, b->n), left = b->n - at, n = 1 + below(d, 64);

	replace(b, at, n < left ? n : left, NULL, 0);
}

static void copy_block(struct damage *d, struct bytes *b)
{
	size_t from = below(d, b->n), left = b->n - from, n = 1 + below(d, 64);
	unsigned char block[64];

	n = n < left ? n : left;
	memcpy(block, b->p + from, n);
	replace(b, below(d, b->n), 0, block, n);
}

static void change_varint(struct damage *d, struct bytes *b)
{
	size_t at = below(d, b->n);
	unsigned char buf[11];

	replace(b, at, varint_length(b, at), buf, odd_varint(d, buf));
}

/* A number that is one more or less is often still valid, and something else. */
static void count_byte(struct damage *d, struct bytes *b)
{
	size_t at = below(d, b->n);

	b->p[at] = (unsigned char)(b->p[at] + (below(d, 2) ? 1 : -1));
}

static void (*const mutators[])(struct damage *, struct bytes *) = {
	flip_bit,
	set_byte,
	delete_block,
	copy_block,
	change_varint,
	count_byte,
};

static void mutate_some(struct damage *d, struct bytes *b)
{
	for (size_t n = 1 + below(d, 3); n > 0 && b->n != 0; n--)
		mutators[below(d, sizeof(mutators) / sizeof(mutators[0]))](d, b);
}

/* A field of the outermost message that holds bytes. */
struct record {
	size_t begin, body, end;
};

/* The record at `at` of an undamaged profile; false where there is another kind of field. */
static bool record_at(const struct bytes *b, size_t at, struct record *r)
{
	unsigned shift = 0;
	size_t n = 0;

	r->begin = at;
	r->body = at + varint_length(b, at);
	if ((b->p[at] & 7) != 2) {
		r->end = r->body + varint_length(b, r->body);
		return false;
	}
	do
		n |= (size_t)(b->p[r->body] & 0x7f) << shift;
	while (shift += 7, (b->p[r->body++] & 0x80) != 0);
	r->end = r->body + n;
	return true;
}

/* Some record; only one that is empty when there are none. */
static struct record some_record(struct damage *d, const struct bytes *b)
{
	struct record r = {0}, found = {0};
	size_t n = 0;

	for (size_t at = 0; at < b->n; at = r.end)
		if (record_at(b, at, &r) && below(d, ++n) == 0)
			found = r;
	return found;
}

/* Changes the body of one record and keeps its length right, so that more of it is valid. */
static void mutate_record(struct damage *d)
{
	struct record r = some_record(d, &d->plain);
	unsigned char length[11];

	set_bytes(&d->body, d->plain.p + r.body, r.end - r.body);
	mutate_some(d, &d->body);
	set_bytes(&d->work, d->plain.p, d->plain.n);
	replace(&d->work, r.body, r.end - r.body, d->body.p, d->body.n);
	/* The tag is one byte: all fields of a profile are below 16. */
	replace(&d->work, r.begin + 1, r.body - r.begin - 1, length, put_varint(length, d->body.n));
}

/* Takes a record out, or puts another one in its place or before it. */
static void move_record(struct damage *d)
{
	struct record r = some_record(d, &d->plain), other = some_record(d, &d->plain);

	set_bytes(&d->work, d->plain.p, d->plain.n);
	replace(&d->work, r.begin, below(d, 2) ? r.end - r.begin : 0, d->plain.p + other.begin,
		below(d, 2) ? other.end - other.begin : 0);
}

static void mutate(struct damage *d, unsigned kind)
{
	if (kind == 0) {
		set_bytes(&d->work, d->gz.p, d->gz.n);
		mutate_some(d, &d->work);
	} else if (kind == 1) {
		set_bytes(&d->work, d->plain.p, d->plain.n);
		mutate_some(d, &d->work);
	} else if (kind == 2) {
		move_record(d);
	} else {
		mutate_record(d);
	}
	try_bytes(d, d->work.p, d->work.n, true);
}

/* Reads the file, compressed as it is and inflated. */
static bool read_file(const char *path, struct damage *d)
{
	FILE *file = fopen(path, "rb");
	gzFile gz = gzopen(path, "rb");
	int n = -1;

	if (file != NULL && gz != NULL) {
		d->gz.p = mem_grow(NULL, &d->gz.cap, LARGE_FILE, 1);
		d->gz.n = fread(d->gz.p, 1, LARGE_FILE, file);
		d->plain.p = mem_grow(NULL, &d->plain.cap, LARGE_FILE, 1);
		n = gzread(gz, d->plain.p, LARGE_FILE);
		d->plain.n = n > 0 ? (size_t)n : 0;
	}
	if (file != NULL)
		fclose(file);
	if (gz != NULL)
		gzclose(gz);
	return n > 0 && d->gz.n < LARGE_FILE && n < LARGE_FILE;
}

static bool damage_file(const char *path)
{
	struct damage d = {.random = 20260101};
	bool ok = read_file(path, &d);

	if (ok && !try_bytes(&d, d.plain.p, d.plain.n, false))
		fuzz_broken("an undamaged profile is valid", path);
	if (ok) {
		cut(&d, &d.gz);
		cut(&d, &d.plain);
		for (unsigned i = 0; i < MUTATIONS; i++)
			mutate(&d, i % 8);
	}
	printf("%s: %s%zu tried, %zu of them valid\n", path, ok ? "" : "cannot read; ", d.n,
		d.n_valid);
	free(d.gz.p);
	free(d.plain.p);
	free(d.work.p);
	free(d.body.p);
	return ok;
}

int main(int argc, char **argv)
{
	struct rusage usage;
	bool ok = argc > 1;

	for (int i = 1; i < argc; i++)
		ok = damage_file(argv[i]) && ok;
	if (getrusage(RUSAGE_SELF, &usage) != 0)
		return 1;
	printf("%ld MB of memory at most\n", usage.ru_maxrss / 1024);
	if (usage.ru_maxrss / 1024 > MEMORY_MAX_MB)
		fuzz_broken("little memory is used", "see above");
	return !ok;
}
