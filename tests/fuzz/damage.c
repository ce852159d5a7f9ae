/*
 * damage.c: real profiles, damaged.
 *
 * In: names of small profiles. Each is cut off at many places, compressed and not, and changed at
 * random (with a fixed seed) some thousand times. Whatever comes of it either fails with a text or
 * is a profile that all reports can be made of. Out: a line for each file; exit status 0, or a
 * crash. That little memory is used is checked at the end.
 */
#include <stdlib.h>
#include <zlib.h>

#include "base/mem.h"
#include "damage.h"
#include "fuzz.h"

#define MAX_SIZE ((uint64_t)16 << 20)

enum {
	CUT_ALL = 4096,        /* up to here the file is cut at each byte */
	CUT_MORE = 400,        /* and then at about so many places */
	MUTATIONS = 3000,      /* of a file */
	LARGE_FILE = 16 << 20, /* is none of the small ones this is for */
};

struct damage {
	struct dice dice;
	struct bytes gz, plain, work, body;
	size_t n, n_valid; /* decoded, and how many of them were profiles */
	unsigned turn;     /* which command is next */
};

static void run_command(struct damage *d, struct fuzz_session *f, const struct command *c)
{
	fuzz_run(&f->s, c, fuzz_regex(&f->s, (uint8_t)dice_roll(&d->dice), STR("")), false);
}

/* Runs top, and one of the other commands in turn. */
static void run_commands(struct damage *d, struct fuzz_session *f)
{
	unsigned n = 0, turn;

	for (const struct command *c = commands; c->name != NULL; c++)
		n++;
	turn = n != 0 ? d->turn++ % n : 0;
	run_command(d, f, command_find(STR("top")));
	for (const struct command *c = commands; c->name != NULL; c++)
		if (turn-- == 0)
			run_command(d, f, c);
}

/* Decodes n bytes at p, in a block of their exact size, and makes reports if they are a profile. */
static bool try_bytes(struct damage *d, const unsigned char *p, size_t n, bool options)
{
	uint8_t pairs[2 * FUZZ_PAIRS];
	struct fuzz_session f;
	struct err err = {0};
	char *exact = mem_zeroed(n, 1);
	bool ok;

	if (n != 0)
		memcpy(exact, p, n);
	fuzz_open(&f, true);
	d->n++;
	ok = fuzz_load(&f.s, (struct str){exact, n}, MAX_SIZE, &err);
	if (ok) {
		d->n_valid++;
		for (size_t i = 0; i < sizeof(pairs) && options; i++)
			pairs[i] = (uint8_t)dice_roll(&d->dice);
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
	r->body = at + bytes_varint_length(b, at);
	if ((b->p[at] & 7) != 2) {
		r->end = r->body + bytes_varint_length(b, r->body);
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
		if (record_at(b, at, &r) && dice_below(&d->dice, ++n) == 0)
			found = r;
	return found;
}

/* Changes the body of one record and keeps its length right, so that more of it is valid. */
static void mutate_record(struct damage *d)
{
	struct record r = some_record(d, &d->plain);
	unsigned char length[11];

	bytes_set(&d->body, d->plain.p + r.body, r.end - r.body);
	mutate_bytes(&d->dice, &d->body);
	bytes_set(&d->work, d->plain.p, d->plain.n);
	bytes_replace(&d->work, r.body, r.end - r.body, d->body.p, d->body.n);
	/* The tag is one byte: all fields of a profile are below 16. */
	bytes_replace(&d->work, r.begin + 1, r.body - r.begin - 1, length,
		bytes_put_varint(length, d->body.n));
}

/* Takes a record out, or puts another one in its place or before it. */
static void move_record(struct damage *d)
{
	struct record r = some_record(d, &d->plain), other = some_record(d, &d->plain);

	bytes_set(&d->work, d->plain.p, d->plain.n);
	bytes_replace(&d->work, r.begin, dice_below(&d->dice, 2) ? r.end - r.begin : 0,
		d->plain.p + other.begin, dice_below(&d->dice, 2) ? other.end - other.begin : 0);
}

static void mutate(struct damage *d, unsigned kind)
{
	if (kind == 0) {
		bytes_set(&d->work, d->gz.p, d->gz.n);
		mutate_bytes(&d->dice, &d->work);
	} else if (kind == 1) {
		bytes_set(&d->work, d->plain.p, d->plain.n);
		mutate_bytes(&d->dice, &d->work);
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
	gzFile gz = gzopen(path, "rb");
	int n = -1;

	if (gz == NULL)
		return false;
	d->plain.p = mem_grow(NULL, &d->plain.cap, LARGE_FILE, 1);
	n = gzread(gz, d->plain.p, LARGE_FILE);
	d->plain.n = n > 0 ? (size_t)n : 0;
	gzclose(gz);
	return n > 0 && n < LARGE_FILE && damage_read(path, LARGE_FILE, &d->gz);
}

bool damage_file(const char *path, const char *other)
{
	struct damage d = {.dice = {20260101}};
	bool ok = read_file(path, &d);

	(void)other;
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
