/*
 * ahead.c: Copies what servers answer into files in memory.
 */
#include "load/ahead.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/memory-file.h"
#include "base/out.h"
#include "base/pool.h"

enum { PIECE = 64 * 1024 };

/* The file of a source; -1: there is none. */
static int find(const struct load_ahead *ahead, struct str name)
{
	for (size_t i = 0; i < ahead->files.n; i++)
		if (str_eq(ahead->files.p[i].source.name, name))
			return ahead->files.p[i].fd;
	return -1;
}

bool load_ahead_add(struct load_ahead *ahead, struct arena *a, const struct str_list *names,
	const struct load_options *o, struct err *err)
{
	for (size_t i = 0; i < names->n; i++) {
		struct load_fetched one;

		source_of(a, names->p[i], &o->url, &one.source);
		if (!source_is_remote(&one.source) || find(ahead, one.source.name) >= 0)
			continue;
		one.fd = memory_file_new(one.source.name, err);
		if (one.fd < 0) {
			load_ahead_release(ahead);
			return false;
		}
		*vec_add(&ahead->files) = one;
	}
	return true;
}

/* Copies all of an input, but at most `max` bytes. */
static bool copy(struct input *in, int fd, uint64_t max, struct err *err)
{
	char piece[PIECE];
	uint64_t sum = 0;
	size_t n;

	do {
		if (!in->read(in, piece, sizeof(piece), &n, err) ||
			!out_write(fd, (struct str){piece, n}, err))
			return false;
		sum += n;
		if (sum > max)
			return err_set(err, "larger than -max_size allows");
	} while (n != 0);
	return true;
}

struct fetching {
	const struct load_ahead *ahead;
	const struct load_options *o;
	struct err *errs; /* one for each file; its text is empty where all went well */
};

static void fetch(void *context, size_t i, size_t worker)
{
	const struct fetching *f = context;
	struct load_fetched one = f->ahead->files.p[i];
	uint64_t max = f->o->limits.max_size != 0 ? f->o->limits.max_size : UINT64_C(4) << 30;
	struct input *in;
	bool ok = one.source.kind == SOURCE_URL ||
		err_set(&f->errs[i], "a server; name one of its profiles");

	(void)worker;
	if (ok && (ok = source_open(&one.source, &f->o->http, &in, &f->errs[i]))) {
		ok = copy(in, one.fd, max, &f->errs[i]);
		source_close(&one.source);
	}
	if (!ok)
		err_wrap(&f->errs[i], "%.*s", STR_ARG(one.source.name));
}

bool load_ahead_fetch(const struct load_ahead *ahead, const struct load_options *o, struct err *err)
{
	size_t n = ahead->files.n;
	struct arena scratch = {0};
	struct fetching f = {ahead, o, arena_array(&scratch, struct err, n)};
	bool ok = true;

	pool_run(&(struct pool){.n = n,
		.threads = n < POOL_THREADS_MAX ? n : POOL_THREADS_MAX,
		.context = &f,
		.work = fetch});
	for (size_t i = 0; i < n && ok; i++) {
		ok = f.errs[i].text[0] == '\0';
		if (!ok)
			*err = f.errs[i];
	}
	arena_release(&scratch);
	return ok;
}

bool load_ahead_open(const struct load_ahead *ahead, struct str name, struct input_fd *in)
{
	int fd = ahead != NULL ? find(ahead, name) : -1;

	if (fd < 0 || lseek(fd, 0, SEEK_SET) != 0)
		return false;
	input_fd_init(in, fd);
	return true;
}

void load_ahead_release(struct load_ahead *ahead)
{
	for (size_t i = 0; i < ahead->files.n; i++)
		close(ahead->files.p[i].fd);
	free(ahead->files.p);
	*ahead = (struct load_ahead){0};
}
