/*
 * json-out.h: Writes JSON values (RFC 8259) to a buffer.
 */
#ifndef CPROF_BASE_JSON_OUT_H
#define CPROF_BASE_JSON_OUT_H

#include <stdint.h>

#include "base/out.h"

/*
 * Writes the text in quotes. Bytes that are no UTF-8 become U+FFFD; then it returns false. For a
 * terminal, characters that it must not see are written as \uXXXX.
 */
bool json_put_string(struct out *o, struct str text);

/* Writes the bytes in base64, in quotes. */
void json_put_base64(struct out *o, struct str bytes);

/* Writes "key": */
void json_put_key(struct out *o, const char *key);

void json_put_int(struct out *o, int64_t v);

/* Writes "0x401136", in quotes. */
void json_put_hex(struct out *o, uint64_t v);

#endif
