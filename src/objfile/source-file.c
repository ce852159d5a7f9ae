/*
 * source-file.c: reads source files, and searches them where pprof does.
 *
 * Where else to look is in source-search.c.
 */
#include "objfile/source-file.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "objfile/source-search.h"

void source_env_read(struct source_env *env)
{
	env->goroot = str_from_c(getenv("GOROOT"));
	env->gopath = str_from_c(getenv("GOPATH"));
	env->gomodcache = str_from_c(getenv("GOMODCACHE"));
	env->home = str_from_c(getenv("HOME"));
	env->path = str_from_c(getenv("PATH"));
}

void source_finder_init(struct source_finder *f, struct arena *a, struct str source_path,
	struct str trim_path, const struct source_env *env)
{
	struct str rest = source_path, dir;

	*f = (struct source_finder){.arena = a, .source_path = source_path, .trim_path = trim_path};
	f->seed = hash_seed();
	if (env != NULL)
		f->env = *env;
	else
		source_env_read(&f->env);
	while (source_path.n != 0 && str_split(&rest, ':', &dir))
		*vec_add(&f->dirs) = path_clean(a, dir);
}

void source_finder_release(struct source_finder *f)
{
	free(f->dirs.p);
	free(f->modules.p);
	free(f->roots.p);
	free(f->caches.p);
	free(f->files.p);
	index_release(&f->by_name);
}

/* Opens a file that is safe to read. NULL or why not; "" where there is none. */
static const char *open_regular(const char *path, int *fd, size_t *size)
{
	struct stat st;

	*fd = file_open_regular(path, &st);
	if (*fd < 0 && S_ISDIR(st.st_mode))
		return "is a directory";
	if (*fd < 0 && errno == EINVAL)
		return "is not a regular file";
	if (*fd < 0)
		return errno == EACCES ? "cannot be read (permission denied)" : "";
	*size = (size_t)st.st_size;
	if (st.st_size <= SOURCE_MAX)
		return NULL;
	close(*fd);
	return "is larger than 16 MiB";
}

/* All of a file; *why is as open_regular gives it. */
static bool read_file(struct arena *a, const char *path, struct str *text, const char **why)
{
	size_t size, n = 0;
	char *p;
	int fd;

	*why = open_regular(path, &fd, &size);
	if (*why != NULL)
		return false;
	p = arena_raw(a, size + 1, 1);
	while (n < size) {
		ssize_t got = read(fd, p + n, size - n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			*why = "cannot be read";
		if (got <= 0)
			break;
		n += (size_t)got;
	}
	close(fd);
	*text = (struct str){p, n};
	return *why == NULL;
}

/* "dir/name" as a C string; false when no file can have that name. */
static bool join(char buf[PATH_MAX], struct str dir, struct str name)
{
	size_t n = 0;

	if (name.n == 0 || dir.n >= PATH_MAX || name.n >= PATH_MAX - dir.n - 2 ||
		memchr(name.p, '\0', name.n) != NULL)
		return false;
	if (dir.n != 0 && !str_eq(dir, STR("."))) {
		memcpy(buf, dir.p, dir.n);
		n = dir.n;
		if (buf[n - 1] != '/')
			buf[n++] = '/';
	}
	memcpy(buf + n, name.p, name.n);
	buf[n + name.n] = '\0';
	return true;
}

bool source_read_small(struct arena *a, struct str dir, struct str name, struct str *text)
{
	char path[PATH_MAX];
	const char *why;

	return join(path, dir, name) && read_file(a, path, text, &why);
}

bool source_try(struct source_search *s, struct str dir, struct str name)
{
	char path[PATH_MAX];
	const char *why;

	if (s->tries == 0)
		return false;
	s->tries--;
	if (!join(path, dir, name))
		return false;
	if (read_file(s->f->arena, path, &s->file->text, &why)) {
		s->file->path = arena_str(s->f->arena, str_from_c(path));
		return true;
	}
	if (*why != '\0' && s->refused.n == 0)
		s->refused = arena_fmt(s->f->arena, "%s %s", path, why);
	return false;
}

struct str source_dir_above(struct str dir)
{
	size_t slash = str_find_last(dir, '/');

	if (slash == dir.n)
		return STR(".");
	return str_sub(dir, 0, slash == 0 ? 1 : slash);
}

bool source_try_above(struct source_search *s, struct str dir, struct str name)
{
	struct str above;
	size_t skip = 0;

	/* What "../" leads to is in a directory that is searched anyway. */
	name = path_clean(s->f->arena, name);
	for (; str_starts(name, STR("../")); skip++)
		name = str_from(name, 3);
	for (;; dir = above) {
		if (skip > 0)
			skip--;
		else if (source_try(s, dir, name))
			return true;
		above = source_dir_above(dir);
		if (str_eq(above, dir))
			return false;
	}
}

bool source_try_along(struct source_search *s, struct str name)
{
	for (size_t i = 0; i < s->f->dirs.n; i++)
		if (source_try_above(s, s->f->dirs.p[i], name))
			return true;
	return false;
}

static bool is_absolute(struct str name)
{
	return str_starts(name, STR("/"));
}

/* The search that pprof does, for a trimmed name. */
static bool try_as_pprof(struct source_search *s, struct str name)
{
	s->tries = SIZE_MAX;
	return is_absolute(name) ? source_try(s, STR(""), name) : source_try_along(s, name);
}

/* Where each line begins; the last one need not have an end. */
static void split_lines(struct arena *a, struct source_file *file)
{
	struct str text = file->text;
	const char *at = text.p, *end = text.p + text.n;
	uint32_t n = 0, *begin;

	for (const char *p = at; p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
		n++;
	if (text.n != 0 && text.p[text.n - 1] != '\n')
		n++;
	begin = arena_array(a, uint32_t, (size_t)n + 1);
	for (uint32_t i = 0; i < n; i++) {
		const char *lf = memchr(at, '\n', (size_t)(end - at));

		begin[i] = (uint32_t)(at - text.p);
		at = lf != NULL ? lf + 1 : end;
	}
	begin[n] = (uint32_t)text.n;
	file->begin = begin;
	file->n_lines = n;
}

/* "A, B and 3 more" */
static struct str some_dirs(const struct source_finder *f)
{
	enum { SHOWN = 3 };
	size_t n = f->dirs.n < SHOWN ? f->dirs.n : SHOWN;
	struct str shown = arena_join(f->arena, f->dirs.p, n, STR(", "));
	struct str parts[2] = {shown};

	if (f->dirs.n > SHOWN)
		parts[1] = arena_fmt(f->arena, " and %zu more", f->dirs.n - SHOWN);
	return arena_join(f->arena, parts, 2, STR(""));
}

/* What to tell of a file that was not found. */
static struct str missing_words(const struct source_search *s, struct str name)
{
	const struct source_finder *f = s->f;
	bool go = str_ends(name, STR(".go")) || str_ends(name, STR(".s"));
	bool many = f->dirs.n > 1;
	struct str parts[5] = {0};

	if (name.n == 0)
		return STR("the file has no name");
	if (memchr(name.p, '\0', name.n) != NULL)
		return STR("no file has a NUL byte in its name");
	if (s->refused.n != 0)
		return s->refused;
	switch (source_wanted_path(f->arena, name, &parts[0])) {
	case SOURCE_ABSOLUTE:
		parts[1] = go ? STR(" does not exist, is not in the Go root or module cache,")
			      : STR(" does not exist,");
		parts[2] = STR(" and no end of its name is below ");
		parts[3] = some_dirs(f);
		break;
	case SOURCE_ELSEWHERE:
		parts[1] = STR(" is not below ");
		parts[2] = some_dirs(f);
		parts[3] = STR(", nor is an end of it");
		break;
	case SOURCE_RELATIVE:
		parts[1] = STR(" is neither in ");
		parts[2] = some_dirs(f);
		parts[3] = many ? STR(" nor above them") : STR(" nor above it");
		parts[4] = go ? STR(", nor in the Go root or module cache") : STR("");
	}
	return arena_join(f->arena, parts, 5, STR(""));
}

static void look_for(struct source_finder *f, struct source_file *file, struct str recorded)
{
	struct source_search s = {.f = f, .file = file};
	struct str name = path_trim(file->name, f->trim_path, f->source_path);
	bool found = try_as_pprof(&s, name);

	s.tries = SOURCE_TRIES;
	file->elsewhere = !found;
	if (!found && recorded.n != 0)
		found = source_try_elsewhere(&s, recorded);
	if (!found && !str_eq(file->name, recorded))
		found = source_try_elsewhere(&s, file->name);
	if (!found && !str_eq(file->name, name))
		found = source_try_elsewhere(&s, name);
	if (found)
		split_lines(f->arena, file);
	else
		file->missing = missing_words(&s, name);
}

const struct source_file *source_find(struct source_finder *f, struct str name, struct str recorded)
{
	uint64_t hash = hash_mix(hash_bytes(f->seed, name), hash_bytes(f->seed, recorded));
	struct source_file *file;
	size_t at = 0;
	uint32_t i;

	while ((i = index_next(&f->by_name, hash, &at)) != 0)
		if (str_eq(f->files.p[i - 1]->name, name) &&
			str_eq(f->files.p[i - 1]->recorded, recorded))
			return f->files.p[i - 1];
	file = arena_array(f->arena, struct source_file, 1);
	file->name = name;
	file->recorded = recorded;
	look_for(f, file, recorded);
	*vec_add(&f->files) = file;
	index_add(&f->by_name, hash, (uint32_t)f->files.n);
	return file;
}

bool source_line(const struct source_file *file, int64_t line, struct str *text)
{
	uint32_t begin, end;

	if (line < 1 || line > file->n_lines)
		return false;
	begin = file->begin[line - 1];
	end = file->begin[line];
	if (end > begin && file->text.p[end - 1] == '\n')
		end--;
	if (end > begin && file->text.p[end - 1] == '\r')
		end--;
	*text = str_sub(file->text, begin, end - begin);
	return true;
}
