/*
 * tiny.c: a profile of two samples, for targets whose input is something else. See fuzz.h.
 *
 * The types are samples/count and cpu/nanoseconds; main calls a function with an escape sequence in
 * its name; the first sample has the labels key=a and bytes=4096.
 */
#include "base/out.h"
#include "fuzz.h"

/* A message while it is made. Long enough for everything here. */
struct message {
	char p[256];
	size_t n;
};

static void varint(struct message *m, uint64_t v)
{
	for (; v > 0x7f; v >>= 7)
		m->p[m->n++] = (char)((v & 0x7f) | 0x80);
	m->p[m->n++] = (char)v;
}

static void text(struct message *m, unsigned field, struct str s)
{
	varint(m, field << 3 | 2);
	varint(m, s.n);
	memcpy(m->p + m->n, s.p, s.n);
	m->n += s.n;
}

/* Field `field` of m is a message of the fields 1, 2, ... with these numbers; 0 is left out. */
static void row(struct message *m, unsigned field, const uint64_t *numbers, unsigned n)
{
	struct message part = {.n = 0};

	for (unsigned i = 0; i < n; i++) {
		if (numbers[i] == 0)
			continue;
		varint(&part, (i + 1) << 3);
		varint(&part, numbers[i]);
	}
	text(m, field, (struct str){part.p, part.n});
}

#define ROW(m, field, ...) \
	row(m, field, (const uint64_t[]){__VA_ARGS__}, \
		sizeof((const uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t))

/* A location of one line. */
static void location(struct message *m, uint64_t id, uint64_t address, uint64_t line)
{
	struct message part = {.n = 0};

	varint(&part, 1 << 3);
	varint(&part, id);
	varint(&part, 2 << 3);
	varint(&part, 1);
	varint(&part, 3 << 3);
	varint(&part, address);
	ROW(&part, 4, id, line);
	text(m, 4, (struct str){part.p, part.n});
}

void fuzz_load_tiny(struct session *s)
{
	static const char *const strings[] = {"", "samples", "count", "cpu", "nanoseconds", "main",
		"f\x1b[2J", "main.c", "key", "a", "bytes"};
	struct message m = {.n = 0}, sample = {.n = 0};
	struct load_edits edits = {0};
	struct err err = {0};

	ROW(&m, 1, 1, 2);
	ROW(&m, 1, 3, 4);
	text(&sample, 1, STR("\x02\x01"));
	text(&sample, 2, STR("\x01\x64"));
	ROW(&sample, 3, 8, 9);
	ROW(&sample, 3, 10, 0, 4096, 10);
	text(&m, 2, (struct str){sample.p, sample.n});
	sample.n = 0;
	text(&sample, 1, STR("\x01"));
	text(&sample, 2, STR("\x02\x0a"));
	text(&m, 2, (struct str){sample.p, sample.n});
	ROW(&m, 3, 1, 0x1000, 0x2000, 0, 7);
	location(&m, 1, 0x1010, 3);
	location(&m, 2, 0x1020, 9);
	ROW(&m, 5, 1, 5, 5, 7, 1);
	ROW(&m, 5, 2, 6, 6, 7, 8);
	for (size_t i = 0; i < sizeof(strings) / sizeof(strings[0]); i++)
		text(&m, 6, str_from_c(strings[i]));
	if (!fuzz_load(s, (struct str){m.p, m.n}, &edits, 0, &err))
		fuzz_broken("the tiny profile is valid", err.text);
}
