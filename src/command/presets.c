/*
 * presets.c: finds, writes and removes the files of presets.
 *
 * A preset is a text file in $XDG_CONFIG_HOME/cprof/presets, with one assignment for each option that differs
 * from its default. Users can read, change and share it.
 */
#include "command/presets.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/home.h"
#include "base/mem.h"
#include "base/out.h"
#include "base/replace.h"
#include "command/tokenizer.h"

/* A preset's name is the name of its file, so it contains no folder. */
static bool check_name(struct str name, struct err *err)
{
	if (name.n == 0 || name.n > 100 || name.p[0] == '.' ||
		memchr(name.p, '/', name.n) != NULL || memchr(name.p, '\0', name.n) != NULL)
		return err_set(err, "\"%.*s\" cannot be the name of a preset", STR_ARG(name));
	return true;
}

/* The path of a preset's file; for "" that of the folder. */
static const char *path_of(struct arena *a, struct str name, struct err *err)
{
	const char *path = home_config(a, arena_fmt(a, "presets/%.*s", STR_ARG(name)).p);

	if (path == NULL)
		err_set(err, "presets: neither XDG_CONFIG_HOME nor HOME says where they are");
	return path;
}

static int by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

size_t preset_names(struct arena *a, struct str **names)
{
	struct err ignored;
	const char *path = path_of(a, STR(""), &ignored);
	DIR *dir = path != NULL ? opendir(path) : NULL;
	VEC(struct str) found = {0};
	struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.')
			*vec_add(&found) = arena_str(a, str_from_c(entry->d_name));
	if (dir != NULL)
		closedir(dir);
	*names = arena_array(a, struct str, found.n);
	if (found.n != 0) {
		qsort(found.p, found.n, sizeof(*found.p), by_text);
		memcpy(*names, found.p, found.n * sizeof(*found.p));
	}
	free(found.p);
	return found.n;
}

/* The text of a preset: an assignment for each option that differs from its default. */
static struct str assignments(struct arena *a, const struct config *c)
{
	struct str text = STR("");

	for (const struct option *o = config_options; o->name != NULL; o++) {
		struct str value = config_get(a, c, o);
		struct str parts[5] = {text, str_from_c(o->name), STR("="),
			tokenizer_quote(a, value), STR("\n")};

		if (!(o->roles & ROLE_UNSAVED) && !config_is_default(c, o))
			text = arena_join(a, parts, 5, STR(""));
	}
	return text;
}

static bool write_file(const char *path, struct str text, struct err *err)
{
	struct replace file;
	bool ok;

	if (!file_may_be_made(path, err))
		return err_wrap(err, "%s", path);
	if (!home_make(path, err) || !replace_open(&file, path, 0600, err))
		return false;
	ok = out_write(file.fd, text, err) || err_wrap(err, "%s", path);
	return replace_close(&file, ok, err) && ok;
}

bool preset_path(struct arena *a, struct str name, const char **path, struct err *err)
{
	return check_name(name, err) && (*path = path_of(a, name, err)) != NULL;
}

bool preset_save(struct arena *a, struct str name, const struct config *c, const char **path,
	struct err *err)
{
	return preset_path(a, name, path, err) && write_file(*path, assignments(a, c), err);
}

bool preset_missing(struct str name, struct err *err)
{
	return err_set(err, "there is no preset \"%.*s\"; preset lists them", STR_ARG(name));
}

bool preset_delete(struct arena *a, struct str name, struct err *err)
{
	const char *path;

	if (!preset_path(a, name, &path, err))
		return false;
	if (unlink(path) != 0)
		return errno == ENOENT ? preset_missing(name, err)
				       : err_set(err, "%s: %s", path, strerror(errno));
	return true;
}
