/*
 * wire.h: decodes the messages of profile.proto, each into the builder.
 */
#ifndef CPROF_PROFILE_WIRE_H
#define CPROF_PROFILE_WIRE_H

#include "base/protobuf.h"
#include "profile/builder.h"

/* A string index of the file; false when no string table can have it. */
static inline bool raw_string(int64_t v, raw_str *s)
{
	*s = (raw_str)v;
	return v >= 0 && v < INT32_MAX;
}

/*
 * Decodes a Sample into the builder. It begins at `at` in the stream. Bytes are at hand up to `end`; those
 * behind the sample are only looked at.
 */
bool sample_decode(struct builder *b, struct bytes s, const unsigned char *end, uint64_t at,
	struct err *err);

/* Memory that the generated code unpacks one message into. */
struct messages {
	struct arena scratch;
};

/* Decodes a message of the field of Profile with this number, one that is no sample. */
bool message_decode(struct messages *m, struct builder *b, uint32_t field, struct bytes s);
void messages_release(struct messages *m);

#endif
