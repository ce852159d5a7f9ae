/*
 * web-saved.c: Reads and writes pprof's file of saved options.
 */
#include "web/web-saved.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/home.h"
#include "base/json-in.h"
#include "base/json-out.h"
#include "base/num.h"
#include "base/path.h"
#include "base/replace.h"
#include "web/web-query.h"

/* What pprof writes where ours has nothing: it takes what is missing for an empty text. */
#define DEFAULT_GRANULARITY "functions"

static const char *file_path(struct arena *a)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

	if (config != NULL && config[0] == '/')
		return arena_fmt(a, "%s/pprof/settings.json", config).p;
	return home != NULL && home[0] != '\0'
		? arena_fmt(a, "%s/.config/pprof/settings.json", home).p
		: NULL;
}

static char *folder_of(struct arena *a, const char *path)
{
	struct str whole = str_from_c(path);

	return arena_c(a, str_sub(whole, 0, whole.n - path_base(whole).n));
}

/* Options that are saved: those that an address can set, but the sample type. */
static bool is_saved(const struct option *o)
{
	return o->url != NULL && o->kind != OPTION_TYPE;
}

/* --- reading */

/* The value that comes next as a user types it; empty where it is none of an option. */
static struct str read_value(struct json_in *in, struct arena *a)
{
	struct json_number number = {0};
	struct str text = STR("");
	bool flag = false;
	char buf[32];

	switch (json_in_kind(in)) {
	case JSON_BOOL:
		json_in_bool(in, &flag);
		return flag ? STR("true") : STR("false");
	case JSON_NUMBER:
		json_in_number(in, &number);
		if (number.is_int)
			return arena_fmt(a, "%" PRId64, number.i);
		num_format(number.d, buf);
		return arena_str(a, str_from_c(buf));
	case JSON_STRING:
		json_in_string(in, &text);
		return text;
	case JSON_NONE:
	case JSON_NULL:
	case JSON_ARRAY:
	case JSON_OBJECT:
		break;
	}
	json_in_skip(in);
	return text;
}

/* Sets the option that a member of an entry names. What this version does not know is left alone. */
static void set_member(struct config *config, struct arena *a, struct str key, struct str value)
{
	const struct option *o = config_option(key);
	struct err ignored;

	if (o == NULL || !is_saved(o) || value.n == 0 ||
		(config_id(o) == OPT_granularity && str_eq(value, STR(DEFAULT_GRANULARITY))))
		return;
	config_set(config, a, o, value, CONFIG_CONSOLE, &ignored);
}

static void read_entry(struct json_in *in, struct web_saved *saved, struct arena *a)
{
	struct web_saved_entry entry = {0};
	struct config config;
	size_t begin;
	struct str key;

	config_init(&config);
	json_in_object(in);
	begin = in->start;
	while (json_in_key(in, &key)) {
		struct str value = read_value(in, a);

		if (str_eq(key, STR("name")))
			entry.name = value;
		else
			set_member(&config, a, key, value);
	}
	if (in->failed)
		return;
	entry.json = str_sub(in->text, begin, in->at - begin);
	entry.query = web_query_text(a, &config);
	if (saved->n == WEB_SAVED_MAX)
		json_in_fail(in, "more than %d entries", WEB_SAVED_MAX);
	else if (entry.name.n != 0)
		saved->entries[saved->n++] = entry;
}

/* Keeps a member that is not ours: `, "key": value` as it stands in the file. */
static void keep_other(struct json_in *in, struct web_saved *saved, struct arena *a)
{
	size_t begin = in->start;
	struct str parts[2] = {saved->others};

	if (!json_in_skip(in))
		return;
	parts[1] = str_sub(in->text, begin, in->at - begin);
	saved->others = arena_join(a, (struct str[]){parts[0], STR(",\n  "), parts[1]}, 3, STR(""));
}

static bool parse(struct web_saved *saved, struct arena *a, struct str text, struct err *err)
{
	struct json_in *in = arena_alloc(a, sizeof(*in));
	struct str key;

	json_in_open(in, text, a);
	json_in_object(in);
	while (json_in_key(in, &key)) {
		if (!str_eq(key, STR("configs"))) {
			keep_other(in, saved, a);
		} else if (json_in_kind(in) == JSON_NULL) {
			json_in_null(in);
		} else {
			for (json_in_array(in); json_in_element(in);)
				read_entry(in, saved, a);
		}
	}
	return json_in_close(in, err);
}

bool web_saved_read(struct web_saved *saved, struct arena *a, struct err *err)
{
	struct web_saved made = {.entries = arena_array(a, struct web_saved_entry, WEB_SAVED_MAX)};
	const char *path = file_path(a);
	struct str text;

	if (path == NULL || (access(path, F_OK) != 0 && errno == ENOENT)) {
		*saved = made;
		return true;
	}
	if (!home_read(a, path, FILE_REGULAR, &text, err))
		return false;
	if (!parse(&made, a, text, err))
		return err_wrap(err, "%s", path);
	*saved = made;
	return true;
}

/* --- writing */

static void put_value(struct out *o, const struct option *option, struct str value)
{
	bool is_text = option->kind != OPTION_BOOL && option->kind != OPTION_INT &&
		option->kind != OPTION_FLOAT && option->kind != OPTION_SHARE &&
		option->kind != OPTION_DIVISOR;

	if (is_text)
		json_put_string(o, value);
	else
		out_bytes(o, value.p, value.n);
}

static bool is_zero(struct str value)
{
	return value.n == 0 || str_eq(value, STR("false")) || str_eq(value, STR("0"));
}

/* An entry as pprof writes it: what is not zero, defaults too. A zero that is no default is there as well. */
static struct str entry_text(struct arena *a, struct str name, const struct config *config)
{
	struct out o = {0};
	struct str text;

	out_lit(&o, "{\n      \"name\": ");
	json_put_string(&o, name);
	for (const struct option *option = config_options; option->name != NULL; option++) {
		struct str value = config_get(a, config, option);

		if (config_id(option) == OPT_granularity && value.n == 0)
			value = STR(DEFAULT_GRANULARITY);
		if (!is_saved(option) || (is_zero(value) && config_is_default(config, option)))
			continue;
		out_fmt(&o, ",\n      \"%s\": ", option->name);
		put_value(&o, option, value);
	}
	out_lit(&o, "\n    }");
	text = arena_str(a, (struct str){o.p, o.n});
	out_release(&o);
	return text;
}

static bool write_file(const struct web_saved *saved, const char *path, struct err *err)
{
	struct out o = {0};
	struct replace file;
	bool ok;

	out_lit(&o, "{\n  \"configs\": [");
	for (size_t i = 0; i < saved->n; i++) {
		out_lit(&o, i != 0 ? ",\n    " : "\n    ");
		out_bytes(&o, saved->entries[i].json.p, saved->entries[i].json.n);
	}
	out_lit(&o, "\n  ]");
	out_bytes(&o, saved->others.p, saved->others.n);
	out_lit(&o, "\n}\n");
	ok = replace_open(&file, path, 0600, err);
	if (ok) {
		ok = out_write(file.fd, (struct str){o.p, o.n}, err);
		ok = replace_close(&file, ok, err) && ok;
	}
	out_release(&o);
	return ok;
}

/* Finds a name; saved->n where there is none. */
static size_t find_name(const struct web_saved *saved, struct str name)
{
	size_t i = 0;

	while (i < saved->n && !str_eq(saved->entries[i].name, name))
		i++;
	return i;
}

/* Puts the options under the name; without options removes the name. */
static bool apply(struct web_saved *saved, struct arena *a, struct str name,
	const struct config *config, struct err *err)
{
	size_t at = find_name(saved, name);

	assert(saved->entries != NULL);
	if (config == NULL && at == saved->n)
		return err_set(err, "nothing is saved as \"%.*s\"", STR_ARG(name));
	if (at == WEB_SAVED_MAX)
		return err_set(err, "there are %d entries already", WEB_SAVED_MAX);
	if (config == NULL) {
		memmove(&saved->entries[at], &saved->entries[at + 1],
			(--saved->n - at) * sizeof(*saved->entries));
		return true;
	}
	saved->n += at == saved->n;
	saved->entries[at] = (struct web_saved_entry){.name = name,
		.json = entry_text(a, name, config)};
	return true;
}

/* Reads, changes and writes the file, while no other cprof does. `config` NULL: removes the name. */
static bool change(struct str name, const struct config *config, struct err *err)
{
	struct arena a = {0};
	const char *path = file_path(&a);
	struct web_saved saved = {0};
	int lock = -1;
	bool ok;

	if (path == NULL)
		return err_set(err, "there is no place to save options: HOME is not set");
	ok = home_make(path, err);
	if (ok)
		lock = open(folder_of(&a, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (lock >= 0)
		flock(lock, LOCK_EX);
	ok = ok && web_saved_read(&saved, &a, err) && apply(&saved, &a, name, config, err);
	ok = ok && write_file(&saved, path, err);
	if (lock >= 0)
		close(lock);
	arena_release(&a);
	return ok;
}

bool web_saved_put(struct str name, const struct config *config, struct err *err)
{
	return change(name, config, err);
}

bool web_saved_remove(struct str name, struct err *err)
{
	return change(name, NULL, err);
}
