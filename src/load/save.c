/*
 * save.c: writes the copy of a profile from a server to a folder of the user.
 */
#include "load/save.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/file.h"
#include "base/path.h"
#include "base/replace.h"
#include "profile/encode.h"

enum { NUMBERS = 10000, PREFIX_MAX = 200 };

/* The folder and those that it is in. */
static bool make_folder(char *path)
{
	struct stat st;
	char *slash = path;
	int failure;

	/* Who has no home gets none. */
	errno = ENOENT;
	if (file_home_is_missing(path))
		return false;

	while ((slash = strchr(slash + 1, '/')) != NULL) {
		*slash = '\0';
		mkdir(path, 0755); /* if it fails, so does the last one */
		*slash = '/';
	}
	if (mkdir(path, 0755) == 0)
		return true;
	failure = errno;
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return true;
	errno = failure == EEXIST ? ENOTDIR : failure;
	return false;
}

static struct str folder_below(struct arena *a, const char *variable, const char *below)
{
	const char *value = getenv(variable);

	if (value == NULL || value[0] == '\0')
		return STR("");
	return arena_fmt(a, "%s%s", value, below);
}

static bool find_folder(struct arena *a, struct str *folder, struct out *notes, struct err *err)
{
	struct str temp = folder_below(a, "TMPDIR", "");
	struct str folders[] = {
		folder_below(a, "PPROF_TMPDIR", ""),
		folder_below(a, "HOME", "/pprof"),
		temp.n != 0 ? temp : STR("/tmp"),
	};

	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		char *path = arena_c(a, path_clean(a, folders[i]));

		if (folders[i].n == 0)
			continue;
		if (make_folder(path)) {
			*folder = str_from_c(path);
			return true;
		}
		out_lit(notes, "Could not use temp dir ");
		out_str(notes, folders[i]);
		out_fmt(notes, ": %s\n", strerror(errno));
	}
	return err_set(err, "there is no folder for it; set PPROF_TMPDIR");
}

/* Appends text of the profile as a part of a file's name, with a '.' behind it. */
static void add_part(struct out *o, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		bool bad = (unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f || s.p[i] == '/';

		out_bytes(o, bad ? "_" : &s.p[i], 1);
	}
	out_lit(o, ".");
}

/* What stands in front of the number. */
static struct str prefix_of(struct arena *a, const struct profile *p)
{
	struct str binary = STR(""), prefix;
	struct out o = {0};

	if (p->n_mappings > 1)
		binary = profile_str(p, p->mappings[1].file);
	out_lit(&o, "pprof.");
	if (binary.n != 0)
		add_part(&o, path_base(binary));
	for (uint32_t i = 0; i < p->n_types; i++)
		add_part(&o, profile_str(p, p->types[i].type));
	if (o.n > PREFIX_MAX) {
		o.n = PREFIX_MAX - 1;
		while (((unsigned char)o.p[o.n] & 0xc0) == 0x80 && o.n > PREFIX_MAX - 5)
			o.n--; /* not in the middle of a character */
		out_lit(&o, ".");
	}
	prefix = arena_str(a, (struct str){o.p, o.n});
	out_release(&o);
	return prefix;
}

static bool create(struct arena *a, struct str folder, struct str prefix, struct replace *file,
	struct str *path, struct err *err)
{
	char *p = arena_raw(a, folder.n + prefix.n + 32, 1);
	struct err why;
	bool ok = false;

	for (int i = 1; i < NUMBERS && !ok; i++) {
		int n = snprintf(p, folder.n + prefix.n + 32, "%s/%s%03d.pb.gz", folder.p, prefix.p,
			i);

		*path = (struct str){p, (size_t)n};
		ok = replace_new(file, p, 0666, &why);
		if (!ok && errno != EEXIST)
			break;
	}
	if (!ok)
		*err = why;
	return ok;
}

/* Where the encoder's bytes go. */
struct file_sink {
	struct out_sink sink;
	int fd;
};

static bool to_file(struct out_sink *sink, struct str bytes, struct err *err)
{
	return out_write(((struct file_sink *)sink)->fd, bytes, err);
}

bool save_profile(struct arena *a, const struct profile *p, struct str *path, struct out *notes,
	struct err *err)
{
	struct file_sink to = {.sink = {.write = to_file}};
	struct out o = {.sink = &to.sink};
	struct str folder = STR(""), name;
	struct replace file;
	bool ok;

	if (!find_folder(a, &folder, notes, err))
		return false;
	if (!create(a, folder, prefix_of(a, p), &file, &name, err))
		return false;
	to.fd = file.fd;
	profile_encode_gzip(p, &o);
	ok = out_flush(&o, err) || err_wrap(err, "%s", name.p);
	if (!replace_close(&file, ok, err))
		ok = false;
	out_release(&o);
	if (ok)
		*path = name;
	return ok;
}
