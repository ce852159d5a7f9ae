/*
 * sha256.c: Computes SHA-256 digests, as FIPS 180-4 and RFC 2104 describe it.
 */
#include "base/sha256.h"

#include "base/out.h"

enum { BLOCK = 64, LENGTH_BYTES = 8, ROUNDS = 64 };

/* The fractional parts of the cube roots of the first 64 primes. */
static const uint32_t round_constants[ROUNDS] = {
	0x428a2f98,
	0x71374491,
	0xb5c0fbcf,
	0xe9b5dba5,
	0x3956c25b,
	0x59f111f1,
	0x923f82a4,
	0xab1c5ed5,
	0xd807aa98,
	0x12835b01,
	0x243185be,
	0x550c7dc3,
	0x72be5d74,
	0x80deb1fe,
	0x9bdc06a7,
	0xc19bf174,
	0xe49b69c1,
	0xefbe4786,
	0x0fc19dc6,
	0x240ca1cc,
	0x2de92c6f,
	0x4a7484aa,
	0x5cb0a9dc,
	0x76f988da,
	0x983e5152,
	0xa831c66d,
	0xb00327c8,
	0xbf597fc7,
	0xc6e00bf3,
	0xd5a79147,
	0x06ca6351,
	0x14292967,
	0x27b70a85,
	0x2e1b2138,
	0x4d2c6dfc,
	0x53380d13,
	0x650a7354,
	0x766a0abb,
	0x81c2c92e,
	0x92722c85,
	0xa2bfe8a1,
	0xa81a664b,
	0xc24b8b70,
	0xc76c51a3,
	0xd192e819,
	0xd6990624,
	0xf40e3585,
	0x106aa070,
	0x19a4c116,
	0x1e376c08,
	0x2748774c,
	0x34b0bcb5,
	0x391c0cb3,
	0x4ed8aa4a,
	0x5b9cca4f,
	0x682e6ff3,
	0x748f82ee,
	0x78a5636f,
	0x84c87814,
	0x8cc70208,
	0x90befffa,
	0xa4506ceb,
	0xbef9a3f7,
	0xc67178f2,
};

static uint32_t rotate(uint32_t v, unsigned n)
{
	return v >> n | v << (32 - n);
}

static uint32_t load(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Makes the 64 words of the schedule from a block. */
static void schedule(uint32_t w[ROUNDS], const uint8_t *block)
{
	for (int i = 0; i < 16; i++)
		w[i] = load(block + (size_t)4 * i);
	for (int i = 16; i < ROUNDS; i++) {
		uint32_t a = w[i - 15], b = w[i - 2];
		uint32_t sum_a = rotate(a, 7) ^ rotate(a, 18) ^ a >> 3;
		uint32_t sum_b = rotate(b, 17) ^ rotate(b, 19) ^ b >> 10;

		w[i] = w[i - 16] + sum_a + w[i - 7] + sum_b;
	}
}

static void add_block(uint32_t state[8], const uint8_t *block)
{
	uint32_t w[ROUNDS], v[8];

	schedule(w, block);
	memcpy(v, state, sizeof(v));
	for (int i = 0; i < ROUNDS; i++) {
		uint32_t a = v[0], e = v[4];
		uint32_t choice = (e & v[5]) ^ (~e & v[6]);
		uint32_t majority = (a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]);
		uint32_t one = v[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice +
			round_constants[i] + w[i];
		uint32_t two = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority;

		memmove(v + 1, v, 7 * sizeof(*v));
		v[4] += one;
		v[0] = one + two;
	}
	for (int i = 0; i < 8; i++)
		state[i] += v[i];
}

void sha256(struct str bytes, uint8_t digest[SHA256_BYTES])
{
	/* The fractional parts of the square roots of the first 8 primes. */
	uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
		0x1f83d9ab, 0x5be0cd19};
	uint64_t bits = (uint64_t)bytes.n * 8;
	uint8_t last[2 * BLOCK] = {0};
	size_t n;

	for (; bytes.n >= BLOCK; bytes = str_from(bytes, BLOCK))
		add_block(state, (const uint8_t *)bytes.p);
	/* What is left, a bit that is 1, zeros, and the length in bits fill one block or two. */
	for (size_t i = 0; i < bytes.n; i++)
		last[i] = (uint8_t)bytes.p[i];
	last[bytes.n] = 0x80;
	n = bytes.n + 1 + LENGTH_BYTES <= BLOCK ? BLOCK : (size_t)2 * BLOCK;
	for (int i = 0; i < LENGTH_BYTES; i++)
		last[n - 1 - (size_t)i] = (uint8_t)(bits >> (8 * i));
	for (size_t i = 0; i < n; i += BLOCK)
		add_block(state, last + i);
	for (int i = 0; i < SHA256_BYTES; i++)
		digest[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
}

/* The digest of a block of the key, changed by `pad`, and the text behind it. */
static void digest_keyed(const uint8_t key[BLOCK], uint8_t pad, struct str bytes,
	uint8_t digest[SHA256_BYTES])
{
	struct out o = {0};

	for (size_t i = 0; i < BLOCK; i++) {
		uint8_t byte = key[i] ^ pad;

		out_bytes(&o, &byte, 1);
	}
	out_bytes(&o, bytes.p, bytes.n);
	sha256((struct str){o.p, o.n}, digest);
	out_release(&o);
}

void sha256_hmac(struct str key, struct str bytes, uint8_t digest[SHA256_BYTES])
{
	uint8_t block[BLOCK] = {0}, inner[SHA256_BYTES];

	if (key.n > BLOCK)
		sha256(key, block);
	else if (key.n != 0)
		memcpy(block, key.p, key.n);
	digest_keyed(block, 0x36, bytes, inner);
	digest_keyed(block, 0x5c, (struct str){(const char *)inner, sizeof(inner)}, digest);
}
