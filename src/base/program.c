/*
 * program.c: looks up programs in PATH.
 */
#include "base/program.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/out.h"

/* PATH where none of its folders counts: an empty one would be the current folder again. */
#define NO_FOLDERS "/usr/bin:/bin"

bool program_is(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

char *program_in(struct arena *a, struct str dir, struct str name)
{
	char *path = arena_c(a, arena_fmt(a, "%.*s/%.*s", STR_ARG(dir), STR_ARG(name)));

	return program_is(path) ? path : NULL;
}

static bool counts(struct str dir)
{
	return dir.n != 0 && dir.p[0] == '/';
}

char *program_find(struct arena *a, struct str name, bool *relative)
{
	struct str rest = str_from_c(getenv("PATH")), dir;
	bool elsewhere = false;
	char *path;

	if (name.n == 0)
		return NULL;
	if (memchr(name.p, '/', name.n) != NULL) {
		path = arena_c(a, name);
		return program_is(path) ? path : NULL;
	}
	while (str_split(&rest, ':', &dir)) {
		path = program_in(a, dir.n != 0 ? dir : STR("."), name);
		if (path != NULL && counts(dir))
			return path;
		elsewhere |= path != NULL;
	}
	if (elsewhere && relative != NULL)
		*relative = true;
	return NULL;
}

char *program_clean_path(struct arena *a)
{
	const char *value = getenv("PATH");
	struct str rest = str_from_c(value), dir;
	struct out kept = {0};
	bool clean = true;
	char *path = NULL;

	while (str_split(&rest, ':', &dir)) {
		clean = clean && counts(dir);
		if (!counts(dir))
			continue;
		if (kept.n != 0)
			out_lit(&kept, ":");
		out_bytes(&kept, dir.p, dir.n);
	}
	if (!clean)
		path = arena_c(a, kept.n != 0 ? (struct str){kept.p, kept.n} : STR(NO_FOLDERS));
	out_release(&kept);
	return path;
}
