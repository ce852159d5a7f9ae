/*
 * inflate-zstd.c: reads zstd's frames (RFC 8878) with libzstd, which is loaded when the first such
 * file is read: they are rare, and loading takes time.
 *
 * Note: libzstd's functions are called through the table alone; the linker knows none of their
 * names.
 */
#include "profile/inflate.h"

#ifdef HAVE_ZSTD

#include <stddef.h>
#include <stdlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/array.h"
#include "base/library.h"
#include "base/mem.h"

/* The largest window: what zstd takes without a flag. A frame may ask for terabytes. */
enum { WINDOW_LOG = 27, WINDOW_MB = 1 << (WINDOW_LOG - 20) };

/* A row for each function: its name, and its result and arguments from the header. */
#define ZSTD_FUNCTIONS(X) \
	X(createDCtx) \
	X(freeDCtx) \
	X(DCtx_setParameter) \
	X(decompressStream) \
	X(isError) \
	X(getErrorCode)

struct zstd {
	ZSTD_DCtx *stream;
#define ZSTD_MEMBER(name) __typeof__(ZSTD_##name) *name;
	ZSTD_FUNCTIONS(ZSTD_MEMBER)
#undef ZSTD_MEMBER
};

#define UNPACK "or unpack it first: zstd -d FILE"

static bool load(struct zstd *z, struct err *err)
{
	static const char *const files[] = {"libzstd.so.1", "libzstd.1.dylib"};
	static const struct library_symbol symbols[] = {
#define ZSTD_ROW(name) {"ZSTD_" #name, offsetof(struct zstd, name)},
		ZSTD_FUNCTIONS(ZSTD_ROW)
#undef ZSTD_ROW
	};
	static const struct library library = {
		.files = files,
		.n_files = ARRAY_LEN(files),
		.symbols = symbols,
		.n_symbols = ARRAY_LEN(symbols),
		.missing = "compressed with zstd: that needs libzstd, which is not installed "
			   "(Debian and Ubuntu: apt-get install libzstd1; Fedora: dnf install "
			   "libzstd); " UNPACK,
		.too_old = "compressed with zstd: that needs libzstd 1.4 or later (" UNPACK
			   "); this one has no",
	};

	return library_open(&library, z, err);
}

static void *open_file(const struct deflate *deflate, struct err *err)
{
	struct zstd *z = mem_zeroed(1, sizeof(*z));

	(void)deflate;
	if (!load(z, err)) {
		free(z);
		return NULL;
	}
	z->stream = z->createDCtx();
	if (z->stream == NULL)
		mem_exhausted();
	z->DCtx_setParameter(z->stream, ZSTD_d_windowLogMax, WINDOW_LOG);
	return z;
}

static void close_file(void *state)
{
	struct zstd *z = state;

	z->freeDCtx(z->stream);
	free(z);
}

static bool begin(void *state, struct packed *in, struct err *err)
{
	/* A frame begins where the last has ended. */
	(void)state;
	(void)in;
	(void)err;
	return true;
}

static void explain(ZSTD_ErrorCode code, struct err *err)
{
	if (code == ZSTD_error_memory_allocation)
		mem_exhausted();
	if (code == ZSTD_error_frameParameter_windowTooLarge)
		err_set(err,
			"the zstd data needs a window of more than %d MiB; unpack it first: zstd "
			"-d --long=31 FILE",
			WINDOW_MB);
	else if (code == ZSTD_error_dictionary_wrong)
		err_set(err,
			"the zstd data needs a dictionary; unpack it first: zstd -d -D DICTIONARY "
			"FILE");
	else
		inflate_damaged("zstd", err);
}

static enum inflate_step step(void *state, struct packed *in, struct room *out, struct err *err)
{
	struct zstd *z = state;
	ZSTD_inBuffer from = {in->p, in->n, 0};
	ZSTD_outBuffer to = {out->p, out->n, 0};
	size_t rc = z->decompressStream(z->stream, &to, &from);

	in->p += from.pos;
	in->n -= from.pos;
	out->p += to.pos;
	out->n -= to.pos;
	if (z->isError(rc)) {
		explain(z->getErrorCode(rc), err);
		return INFLATE_FAILED;
	}
	return rc == 0 ? INFLATE_END : INFLATE_MORE;
}

const struct inflate_reader inflate_zstd = {open_file, close_file, begin, step};

#else

static void *open_file(const struct deflate *deflate, struct err *err)
{
	(void)deflate;
	err_set(err,
		"compressed with zstd, which this cprof is built without; unpack it first: "
		"zstd -d FILE");
	return NULL;
}

const struct inflate_reader inflate_zstd = {.open = open_file};

#endif
