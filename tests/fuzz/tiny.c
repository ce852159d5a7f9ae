/*
 * tiny.c: a profile of two samples, for targets whose input is something else.
 *
 * Its names are, in this order: the first type and its unit, the second and its, a function, another
 * one which it calls, the file of both (and of the binary), a label's key and its text, and the key
 * (and unit) of a label with the number 4096; the labels are those of the first sample.
 */
#include "tiny.h"

#include <stdint.h>

static void varint(struct out *m, uint64_t v)
{
	unsigned char byte;

	for (; v > 0x7f; v >>= 7) {
		byte = (unsigned char)((v & 0x7f) | 0x80);
		out_bytes(m, &byte, 1);
	}
	byte = (unsigned char)v;
	out_bytes(m, &byte, 1);
}

static void text(struct out *m, unsigned field, struct str s)
{
	varint(m, field << 3 | 2);
	varint(m, s.n);
	out_bytes(m, s.p, s.n);
}

/* A message in field `field`, which is used up. */
static void part(struct out *m, unsigned field, struct out *message)
{
	text(m, field, (struct str){message->p, message->n});
	out_clear(message);
}

/* Field `field` of m is a message of the fields 1, 2, ... with these numbers; 0 is left out. */
static void row(struct out *m, unsigned field, const uint64_t *numbers, unsigned n)
{
	struct out message = {0};

	for (unsigned i = 0; i < n; i++) {
		if (numbers[i] == 0)
			continue;
		varint(&message, (i + 1) << 3);
		varint(&message, numbers[i]);
	}
	part(m, field, &message);
	out_release(&message);
}

#define ROW(m, field, ...) \
	row(m, field, (const uint64_t[]){__VA_ARGS__}, \
		sizeof((const uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t))

/* A location of one line. */
static void location(struct out *m, uint64_t id, uint64_t address, uint64_t line)
{
	struct out message = {0};

	varint(&message, 1 << 3);
	varint(&message, id);
	varint(&message, 2 << 3);
	varint(&message, 1);
	varint(&message, 3 << 3);
	varint(&message, address);
	ROW(&message, 4, id, line);
	part(m, 4, &message);
	out_release(&message);
}

void fuzz_tiny(struct out *m, const struct str names[FUZZ_NAMES])
{
	struct out sample = {0};

	ROW(m, 1, 1, 2);
	ROW(m, 1, 3, 4);
	text(&sample, 1, STR("\x02\x01"));
	text(&sample, 2, STR("\x01\x64"));
	ROW(&sample, 3, 8, 9);
	ROW(&sample, 3, 10, 0, 4096, 10);
	part(m, 2, &sample);
	text(&sample, 1, STR("\x01"));
	text(&sample, 2, STR("\x02\x0a"));
	part(m, 2, &sample);
	ROW(m, 3, 1, 0x1000, 0x2000, 0, 7);
	location(m, 1, 0x1010, 3);
	location(m, 2, 0x1020, 9);
	ROW(m, 5, 1, 5, 5, 7, 1);
	ROW(m, 5, 2, 6, 6, 7, 8);
	text(m, 6, STR(""));
	for (size_t i = 0; i < FUZZ_NAMES; i++)
		text(m, 6, names[i]);
	out_release(&sample);
}

const struct str fuzz_tiny_names[FUZZ_NAMES] = {{"samples", sizeof("samples") - 1},
	{"count", sizeof("count") - 1}, {"cpu", sizeof("cpu") - 1},
	{"nanoseconds", sizeof("nanoseconds") - 1}, {"main", sizeof("main") - 1},
	{"f\x1b[2J", sizeof("f\x1b[2J") - 1}, {"main.c", sizeof("main.c") - 1},
	{"key", sizeof("key") - 1}, {"a", sizeof("a") - 1}, {"bytes", sizeof("bytes") - 1}};
