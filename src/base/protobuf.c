/*
 * protobuf.c: writes messages of protocol buffers.
 */
#include "base/protobuf.h"

static void put_varint(struct out *o, uint64_t v)
{
	unsigned char c;

	for (; v > 0x7f; v >>= 7) {
		c = (unsigned char)(v | 0x80);
		out_bytes(o, &c, 1);
	}
	c = (unsigned char)v;
	out_bytes(o, &c, 1);
}

void protobuf_put_number(struct out *o, uint32_t field, uint64_t v)
{
	put_varint(o, (uint64_t)field << 3 | WIRE_VARINT);
	put_varint(o, v);
}

void protobuf_put_bytes(struct out *o, uint32_t field, struct str s)
{
	put_varint(o, (uint64_t)field << 3 | WIRE_BYTES);
	put_varint(o, s.n);
	out_bytes(o, s.p, s.n);
}
