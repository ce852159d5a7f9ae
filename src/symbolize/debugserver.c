/*
 * debugserver.c: gets debug information from debuginfod servers.
 *
 * This is the only file that knows libdebuginfod, whose functions are declared in
 * debuginfod_find_debuginfo(3).
 */
#include "symbolize/debugserver.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "base/library.h"
#include "base/mem.h"
#include "objfile/dwarf.h"
#include "objfile/elf.h"

typedef int progress_function(void *client, long done, long all);

struct debugserver {
	void *client;
	void *(*begin)(void);
	void (*end)(void *client);
	void (*set_progress)(void *client, progress_function *progress);
	int (*find)(void *client, const unsigned char *id, int n, char **path);
};

/*
 * When to give up, by clock_ms. The callback is given nothing of ours but the client, and what
 * can be found from that takes a function of the library, which is not linked.
 */
static _Atomic int64_t until;

static int on_progress(void *client, long done, long all)
{
	(void)client, (void)done, (void)all;
	return interrupted() || clock_ms() >= atomic_load(&until);
}

static bool load(struct debugserver *d, struct err *err)
{
	static const char *const files[] = {"libdebuginfod.so.1"};
	static const struct library_symbol symbols[] = {
		{"debuginfod_begin", offsetof(struct debugserver, begin)},
		{"debuginfod_end", offsetof(struct debugserver, end)},
		{"debuginfod_set_progressfn", offsetof(struct debugserver, set_progress)},
		{"debuginfod_find_debuginfo", offsetof(struct debugserver, find)},
	};
	static const struct library library = {
		.files = files,
		.n_files = ARRAY_LEN(files),
		.symbols = symbols,
		.n_symbols = ARRAY_LEN(symbols),
		.missing = "-debuginfod needs elfutils' client, which is not installed (Debian and "
			   "Ubuntu: apt-get install libdebuginfod1)",
		.too_old = "libdebuginfod has no",
	};

	if (!library_open(&library, d, err))
		return false;
	d->client = d->begin();
	return d->client != NULL || err_set(err, "libdebuginfod does not start");
}

struct debugserver *debugserver_open(int64_t seconds, struct err *err)
{
	const char *urls = getenv("DEBUGINFOD_URLS");
	struct debugserver *d;

	if (urls == NULL || urls[0] == '\0') {
		err_set(err,
			"-debuginfod asks the servers that DEBUGINFOD_URLS names; it names none");
		return NULL;
	}
	d = mem_zeroed(1, sizeof(*d));
	if (!load(d, err)) {
		debugserver_close(d);
		return NULL;
	}
	atomic_store(&until, clock_ms() + (int64_t)seconds * 1000);
	d->set_progress(d->client, on_progress);
	return d;
}

void debugserver_close(struct debugserver *d)
{
	if (d == NULL)
		return;
	if (d->client != NULL)
		d->end(d->client);
	free(d);
}

bool debugserver_needless(const char *path, struct str build_id)
{
	struct binary *b = NULL;
	struct err ignored;
	bool has;

	if (!binary_open(&b, path, &ignored))
		return false;
	has = str_eq(binary_build_id(b), build_id) && binary_has_dwarf(b);
	binary_close(b);
	return has;
}

static bool from_hex(struct str s, unsigned char *bytes)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < s.n; i++) {
		const char *digit = memchr(digits, s.p[i], sizeof(digits) - 1);

		if (digit == NULL)
			return false;
		bytes[i / 2] = (unsigned char)(bytes[i / 2] << 4 | (digit - digits));
	}
	return s.n != 0 && s.n % 2 == 0;
}

bool debugserver_find(struct debugserver *d, struct arena *a, struct str build_id, struct str *path,
	struct err *err)
{
	unsigned char id[64] = {0};
	char *found = NULL;
	int fd;

	if (build_id.n > 2 * sizeof(id) || !from_hex(build_id, id))
		return err_set(err,
			"no server can be asked: its build ID is not hexadecimal, or too long");
	fd = interrupted() || clock_ms() >= atomic_load(&until)
		? -1
		: d->find(d->client, id, (int)(build_id.n / 2), &found);
	if (fd >= 0) {
		close(fd);
		*path = arena_str(a, str_from_c(found));
		free(found);
		return true;
	}
	if (interrupted())
		return err_set(err, "stopped");
	if (clock_ms() >= atomic_load(&until))
		return err_set(err,
			"no server of DEBUGINFOD_URLS had it in time; -debuginfod gives more");
	return err_set(err, "no server of DEBUGINFOD_URLS has it");
}
