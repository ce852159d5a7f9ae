/*
 * files.c: writes and reads the files of a folder that is gone at the end.
 */
#include "files.h"

#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/out.h"
#include "broken.h"

static char folder[PATH_MAX];
static pid_t maker;

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	return remove(path);
}

static void remove_folder(void)
{
	if (getpid() == maker)
		nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *files_folder(void)
{
	const char *tmp = getenv("TMPDIR");

	if (folder[0] != '\0')
		return folder;
	snprintf(folder, sizeof(folder), "%s/cprof-fuzz-XXXXXX", tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(folder) == NULL)
		fuzz_broken("there is a folder for files", folder);
	maker = getpid();
	atexit(remove_folder);
	return folder;
}

const char *files_write(const char *name, struct str bytes)
{
	static char path[PATH_MAX + 64];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", files_folder(), name);
	f = fopen(path, "wb");
	if (f == NULL || (bytes.n != 0 && fwrite(bytes.p, 1, bytes.n, f) != bytes.n) ||
		fclose(f) != 0)
		fuzz_broken("files can be written", path);
	return path;
}

struct str files_read(struct arena *a, const char *path)
{
	struct out out = {0};
	FILE *f = fopen(path, "rb");
	char piece[4096];
	struct str s;
	size_t n;

	while (f != NULL && (n = fread(piece, 1, sizeof(piece), f)) > 0)
		out_bytes(&out, piece, n);
	if (f != NULL)
		fclose(f);
	s = arena_str(a, (struct str){out.p, out.n});
	out_release(&out);
	return s;
}
