/*
 * presets.c: see presets.h.
 *
 * A preset is a file of assignments in $XDG_CONFIG_HOME/cprof/presets, one for each option that has
 * not its default, so that it can be read, changed and given to others.
 */
#include "session/presets.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/replace.h"
#include "session/home.h"
#include "session/words.h"

/* A name is a file name: no path. */
static bool check_name(struct str name, struct err *err)
{
	if (name.n == 0 || name.n > 100 || name.p[0] == '.' ||
		memchr(name.p, '/', name.n) != NULL || memchr(name.p, '\0', name.n) != NULL)
		return err_set(err, "\"%.*s\" cannot be the name of a preset", STR_ARG(name));
	return true;
}

/* The file of a preset; "" is the folder. */
static const char *preset_path(struct session *s, struct str name, struct err *err)
{
	const char *path = home_config(&s->command,
		arena_fmt(&s->command, "presets/%.*s", STR_ARG(name)).p);

	if (path == NULL)
		err_set(err, "presets: neither XDG_CONFIG_HOME nor HOME says where they are");
	return path;
}

static int by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

size_t preset_names(struct session *s, struct str **names)
{
	struct err ignored;
	const char *path = preset_path(s, STR(""), &ignored);
	DIR *dir = path != NULL ? opendir(path) : NULL;
	VEC(struct str) found = {0};
	struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.')
			*vec_add(&found) = arena_str(&s->command, str_from_c(entry->d_name));
	if (dir != NULL)
		closedir(dir);
	*names = arena_array(&s->command, struct str, found.n);
	if (found.n != 0) {
		qsort(found.p, found.n, sizeof(*found.p), by_text);
		memcpy(*names, found.p, found.n * sizeof(*found.p));
	}
	free(found.p);
	return found.n;
}

static bool list_presets(struct session *s)
{
	struct str *names;
	size_t n = preset_names(s, &names);

	for (size_t i = 0; i < n; i++)
		notes_add(&s->notes, "%.*s", STR_ARG(names[i]));
	if (n == 0)
		notes_add(&s->notes, "there are no presets yet; preset save NAME makes one");
	return true;
}

/* Assignments that give the options that are not as they were. */
static struct str assignments(struct session *s)
{
	struct arena *a = &s->command;
	struct str text = STR("");

	for (const struct option *o = config_options; o->name != NULL; o++) {
		struct str value = config_get(a, &s->config, o);
		struct str parts[5] = {text, str_from_c(o->name), STR("="), words_quote(a, value),
			STR("\n")};

		if (!(o->roles & ROLE_UNSAVED) && !config_is_default(&s->config, o))
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

static bool save_preset(struct session *s, struct str name, struct err *err)
{
	const char *path;

	if (!check_name(name, err) || (path = preset_path(s, name, err)) == NULL ||
		!write_file(path, assignments(s), err))
		return false;
	notes_add(&s->notes, "preset %.*s is in %s", STR_ARG(name), path);
	return true;
}

static bool no_preset(struct str name, struct err *err)
{
	return err_set(err, "there is no preset \"%.*s\"; preset lists them", STR_ARG(name));
}

/* All options it keeps are set: those that its file does not name get their defaults. */
static bool use_preset(struct session *s, struct str name, struct err *err)
{
	struct config before = s->config;
	const char *path;

	if (!check_name(name, err) || (path = preset_path(s, name, err)) == NULL)
		return false;
	if (access(path, R_OK) != 0)
		return no_preset(name, err);
	for (const struct option *o = config_options; o->name != NULL; o++)
		if (!(o->roles & ROLE_UNSAVED))
			config_reset(&s->config, o);
	if (session_source(s, str_from_c(path), FILE_REGULAR, true, err))
		return true;
	s->config = before;
	return false;
}

static bool delete_preset(struct session *s, struct str name, struct err *err)
{
	const char *path;

	if (!check_name(name, err) || (path = preset_path(s, name, err)) == NULL)
		return false;
	if (unlink(path) != 0)
		return errno == ENOENT ? no_preset(name, err)
				       : err_set(err, "%s: %s", path, strerror(errno));
	notes_add(&s->notes, "preset %.*s is gone", STR_ARG(name));
	return true;
}

bool run_preset(struct session *s, struct str words, struct err *err)
{
	struct word word = {0}, name = {0};
	bool there, named, saves, deletes;

	if (!words_next(&s->command, &words, PLACE_VERB, &word, &there, err) ||
		!words_next(&s->command, &words, PLACE_VERB, &name, &named, err))
		return false;
	if (!there)
		return list_presets(s);
	saves = str_eq(word.text, STR(PRESET_SAVE)) && !word.quoted;
	deletes = str_eq(word.text, STR(PRESET_DELETE)) && !word.quoted;
	if (!named && (saves || deletes))
		return err_set(err, "preset %.*s needs a name", STR_ARG(word.text));
	if (words_trim(words).n != 0 || (named && !saves && !deletes))
		return err_set(err, "preset takes a name, or save or delete and a name");
	return saves      ? save_preset(s, name.text, err)
		: deletes ? delete_preset(s, name.text, err)
			  : use_preset(s, word.text, err);
}
