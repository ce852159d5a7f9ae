/*
 * sha256.h: The SHA-256 digest of bytes (FIPS 180-4), and the same with a key (HMAC, RFC 2104).
 */
#ifndef CPROF_BASE_SHA256_H
#define CPROF_BASE_SHA256_H

#include <stdint.h>

#include "base/str.h"

enum { SHA256_BYTES = 32 };

/* Computes the digest of the text, which may hold any bytes. */
void sha256(struct str bytes, uint8_t digest[SHA256_BYTES]);

/* The digest of the text that only who has the key can compute. Both may hold any bytes. */
void sha256_hmac(struct str key, struct str bytes, uint8_t digest[SHA256_BYTES]);

#endif
