/*
 * source-search.c: searches source files in Go's directories, in vendor folders, and by the ends of names.
 *
 * Go records the file names of a build: /home/me/shop/x.go, /usr/local/go/src/fmt/print.go and
 * /home/me/go/pkg/mod/github.com/!burnt!sushi/toml@v1.2.3/decode.go; of a build with -trimpath:
 * example.com/shop/x.go, fmt/print.go and github.com/BurntSushi/toml@v1.2.3/decode.go.
 */
#include "objfile/source-search.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/path.h"
#include "objfile/source-url.h"

enum { MODULES_MAX = 64, VERSIONS_MAX = 32 };

static struct str concat(struct arena *a, struct str dir, const char *name)
{
	struct str parts[2] = {dir, str_from_c(name)};

	return arena_join(a, parts, 2, STR("/"));
}

/* What the go.mod in dir calls its module; empty when there is none. */
static struct str module_in(struct arena *a, struct str dir)
{
	struct str text, line, word, name;

	if (!source_read_small(a, dir, STR("go.mod"), &text))
		return STR("");
	while (str_split(&text, '\n', &line)) {
		if (!str_word(&line, &word) || !str_eq(word, STR("module")))
			continue;
		if (!str_word(&line, &name))
			continue;
		if (name.n >= 2 && (name.p[0] == '"' || name.p[0] == '`'))
			name = str_sub(name, 1, name.n - 2);
		return name;
	}
	return STR("");
}

static void survey_modules(struct source_finder *f)
{
	for (size_t i = 0; i < f->dirs.n; i++) {
		struct str dir = f->dirs.p[i], above;

		for (; f->modules.n < MODULES_MAX; dir = above) {
			struct str path = module_in(f->arena, dir);

			if (path.n != 0)
				*vec_add(&f->modules) = (struct go_module){dir, path};
			above = source_dir_above(dir);
			if (str_eq(above, dir))
				break;
		}
	}
}

static void survey_caches(struct source_finder *f)
{
	struct str rest = f->env.gopath, dir;

	if (f->env.gomodcache.n != 0)
		*vec_add(&f->caches) = f->env.gomodcache;
	while (f->env.gopath.n != 0 && str_split(&rest, ':', &dir))
		*vec_add(&f->caches) = concat(f->arena, dir, "pkg/mod");
	if (f->env.home.n != 0)
		*vec_add(&f->caches) = concat(f->arena, f->env.home, "go/pkg/mod");
}

static int newest_first(const void *a, const void *b)
{
	return -strverscmp(*(char *const *)a, *(char *const *)b);
}

/* Adds the folders of dir that begin with `prefix` and hold Go roots, newest version first. */
static void add_versions(struct source_finder *f, struct str dir, const char *prefix)
{
	DIR *d = opendir(arena_c(f->arena, dir));
	char *names[VERSIONS_MAX];
	struct dirent *entry;
	size_t n = 0;

	if (d == NULL)
		return;
	while (n < VERSIONS_MAX && (entry = readdir(d)) != NULL)
		if (strncmp(entry->d_name, prefix, strlen(prefix)) == 0)
			names[n++] = arena_c(f->arena, str_from_c(entry->d_name));
	closedir(d);
	qsort(names, n, sizeof(*names), newest_first);
	for (size_t i = 0; i < n; i++)
		*vec_add(&f->roots) = concat(f->arena, dir, names[i]);
}

/* The root of the `go` command that the user would run: its bin/go may be linked to. */
static void add_root_of_command(struct source_finder *f)
{
	struct str rest = f->env.path, dir, root;
	char real[PATH_MAX];

	while (f->env.path.n != 0 && str_split(&rest, ':', &dir)) {
		const char *go = arena_c(f->arena, concat(f->arena, dir, "go"));

		if (go[0] != '/' || access(go, X_OK) != 0 || realpath(go, real) == NULL)
			continue;
		root = str_from_c(real);
		if (str_ends(root, STR("/bin/go")))
			*vec_add(&f->roots) = arena_str(f->arena,
				str_sub(root, 0, root.n - strlen("/bin/go")));
		return;
	}
}

static void survey_roots(struct source_finder *f)
{
	if (f->env.goroot.n != 0)
		*vec_add(&f->roots) = f->env.goroot;
	add_root_of_command(f);
	*vec_add(&f->roots) = STR("/usr/local/go");
	*vec_add(&f->roots) = STR("/usr/lib/go");
	add_versions(f, STR("/usr/lib"), "go-");
	*vec_add(&f->roots) = STR("/opt/homebrew/opt/go/libexec");
	if (f->env.home.n != 0)
		add_versions(f, concat(f->arena, f->env.home, "sdk"), "go");
	for (size_t i = 0; i < f->caches.n; i++)
		add_versions(f, concat(f->arena, f->caches.p[i], "golang.org"), "toolchain@");
}

/* Finds out about this machine, once. */
static void survey(struct source_finder *f)
{
	if (f->surveyed)
		return;
	f->surveyed = true;
	survey_modules(f);
	survey_caches(f);
	survey_roots(f);
}

/* The first component of name, without its '/'. */
static struct str first_part(struct str name)
{
	return str_sub(name, 0, str_find(name, STR("/"), 0));
}

static bool has(struct str s, const char *what)
{
	struct str w = str_from_c(what);

	return str_find(s, w, 0) + w.n <= s.n;
}

/* In the module that is built in a directory of source_path or above. */
static bool try_main_module(struct source_search *s, struct str name)
{
	for (size_t i = 0; i < s->f->modules.n; i++) {
		struct go_module m = s->f->modules.p[i];

		if (name.n > m.path.n && str_starts(name, m.path) && name.p[m.path.n] == '/' &&
			source_try(s, m.dir, str_from(name, m.path.n + 1)))
			return true;
	}
	return false;
}

/* Capital letters of a module's path are spelled "!x" in the cache, as some systems ignore case. */
static struct str escaped_module(struct arena *a, struct str name, size_t end)
{
	char *p = arena_raw(a, name.n + end, 1);
	size_t n = 0;

	for (size_t i = 0; i < name.n; i++) {
		bool capital = i < end && ascii_is_upper(name.p[i]);

		if (capital)
			p[n++] = '!';
		p[n++] = i < end ? ascii_lower(name.p[i]) : name.p[i];
	}
	return (struct str){p, n};
}

/* "github.com/BurntSushi/toml/x.go" of "github.com/!burnt!sushi/toml@v1.2.3/x.go". */
static struct str without_version(struct arena *a, struct str name, size_t at)
{
	size_t end = str_find(name, STR("/"), at), n = 0;
	char *p = arena_raw(a, name.n, 1);

	for (size_t i = 0; i < at; i++) {
		bool capital = name.p[i] == '!' && i + 1 < at && ascii_is_lower(name.p[i + 1]);

		i += capital;
		p[n++] = capital ? (char)(name.p[i] & ~0x20) : name.p[i];
	}
	memcpy(p + n, name.p + end, name.n - end);
	return (struct str){p, n + name.n - end};
}

/* name begins with a module's path, its version is at `at`. */
static bool try_module(struct source_search *s, struct str name, size_t at)
{
	struct arena *a = s->f->arena;
	struct str cached = escaped_module(a, name, str_find(name, STR("/"), at));
	struct str plain = without_version(a, name, at);

	for (size_t i = 0; i < s->f->caches.n; i++)
		if (source_try(s, s->f->caches.p[i], cached))
			return true;
	return try_main_module(s, plain) ||
		source_try_along(s, concat(a, STR("vendor"), arena_c(a, plain)));
}

/* Where the next component of name begins; name.n after the last. */
static size_t next_part(struct str name, size_t at)
{
	size_t slash = str_find(name, STR("/"), at);

	return slash < name.n ? slash + 1 : name.n;
}

/*
 * In the module cache, where the name has a version in it. A cache's own name is not known, but
 * a module's path begins with the name of a host, which has a dot. *floor is where that is.
 */
static bool try_modules(struct source_search *s, struct str name, size_t *floor)
{
	size_t version = str_find(name, STR("@v"), 0);

	if (version == name.n)
		return false;
	for (size_t at = 0; at < version && s->tries != 0; at = next_part(name, at)) {
		struct str module = str_from(name, at);

		if (!has(first_part(module), "."))
			continue;
		*floor = at;
		if (try_module(s, module, version - at))
			return true;
	}
	return false;
}

/* What there is in src/ of a Go root, so that other programs' files are not taken for Go's. */
static bool is_standard(struct str name)
{
	static const char dirs[] =
		" archive arena bufio builtin bytes cmd cmp compress container context crypto "
		"database debug embed encoding errors expvar flag fmt go hash html image index "
		"internal io iter log maps math mime net os path plugin reflect regexp runtime "
		"simd slices sort strconv strings structs sync syscall testing text time unicode "
		"unique unsafe vendor weak ";
	struct str dir = first_part(name);
	size_t at = str_find(STR(dirs), dir, 0);

	return dir.n >= 2 && dir.n < name.n && at < sizeof(dirs) - 1 && dirs[at - 1] == ' ' &&
		dirs[at + dir.n] == ' ';
}

/* True when a Go root may be called `dir`: go, go1.22, go-1.22, GOROOT and others. */
static bool is_root_name(struct str dir)
{
	static const char *const others[] = {"GOROOT", "go_sdk", "libexec", "x64", "arm64"};

	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (str_eq_c(dir, others[i]))
			return true;
	if (str_starts(dir, STR("toolchain@")))
		return true;
	return str_starts(dir, STR("go")) &&
		(dir.n == 2 || dir.p[2] == '-' || ascii_is_digit(dir.p[2]));
}

/* Where in name the part begins that is below src/ of a Go root, or 0. */
static size_t below_root(struct str name)
{
	size_t at = 0, next;

	for (; (next = next_part(name, at)) < name.n; at = next) {
		size_t below = next + strlen("src/");

		if (is_root_name(first_part(str_from(name, at))) &&
			str_starts(str_from(name, next), STR("src/")) &&
			is_standard(str_from(name, below)))
			return below;
	}
	return 0;
}

static bool is_go(struct str name)
{
	return str_ends(name, STR(".go")) || str_ends(name, STR(".s"));
}

/* In a Go root. *floor is where src/ begins in the name when it is certain to be of one. */
static bool try_roots(struct source_search *s, struct str name, size_t *floor)
{
	size_t begin = below_root(name);
	struct str rest = str_from(name, begin);

	if (begin != 0)
		*floor = begin - strlen("src/");
	else if (str_starts(name, STR("src/")))
		rest = str_from(name, strlen("src/"));
	if (!is_standard(rest))
		return false;
	if (begin == 0 && is_go(name))
		*floor = 0;
	for (size_t i = 0; i < s->f->roots.n; i++)
		if (source_try(s, concat(s->f->arena, s->f->roots.p[i], "src"), rest))
			return true;
	return false;
}

static bool try_vendor(struct source_search *s, struct str name)
{
	size_t at = str_find(name, STR("/vendor/"), 0);

	if (at < name.n)
		return source_try_along(s, str_from(name, at + 1));
	if (str_starts(name, STR("/")) || str_starts(name, STR("vendor/")))
		return false;
	return source_try_along(s, concat(s->f->arena, STR("vendor"), arena_c(s->f->arena, name)));
}

/*
 * Under ever shorter ends of the name, the first of which begins at `at`. The last one begins at
 * `floor`, or has a '/', as what is called the same need not be the same.
 */
static bool try_ends(struct source_search *s, struct str name, size_t at, size_t floor)
{
	size_t last = str_find_last(name, '/');

	for (; at < name.n && (at < last || at == 0); at = next_part(name, at)) {
		if (at > floor)
			return false;
		for (size_t i = 0; i < s->f->dirs.n; i++)
			if (source_try(s, s->f->dirs.p[i], str_from(name, at)))
				return true;
	}
	return false;
}

/* C:\x\y.c, C:/x/y.c and x\y.c become /x/y.c and x/y.c. Gives a clean name. */
static struct str portable(struct arena *a, struct str name)
{
	bool drive = name.n > 2 && name.p[1] == ':' && (name.p[2] == '/' || name.p[2] == '\\');

	if (drive || !str_starts(name, STR("/"))) {
		struct str path = str_from(name, drive ? 2 : 0);
		char *p = arena_c(a, path);

		for (size_t i = 0; i < path.n; i++)
			if (p[i] == '\\')
				p[i] = '/';
		name = (struct str){p, path.n};
	}
	return path_clean(a, name);
}

static struct str without_ups(struct str name)
{
	while (str_starts(name, STR("../")))
		name = str_from(name, 3);
	return name;
}

/* A clean name of a file. Only its own directories lead up, and not out of those that are searched. */
static bool try_path(struct source_search *s, struct str name)
{
	bool absolute = str_starts(name, STR("/"));
	struct str rest = without_ups(name);
	size_t floor = SIZE_MAX;

	if (absolute ? source_try(s, STR(""), name) : source_try_along(s, name))
		return true;
	if (name.n >= PATH_MAX || memchr(name.p, '\0', name.n) != NULL)
		return false;
	if (rest.n < name.n)
		return try_ends(s, rest, 0, floor);
	if (try_main_module(s, name) || try_modules(s, name, &floor) || try_roots(s, name, &floor))
		return true;
	if (floor == SIZE_MAX && try_vendor(s, name))
		return true;
	return try_ends(s, name, next_part(name, 0), floor);
}

/*
 * A path on this machine is looked for like any name. What a server or bundler has is below source_path or
 * nowhere: as it is, behind the host, and by its ends.
 */
static bool try_url(struct source_search *s, const struct source_url *url)
{
	struct arena *a = s->f->arena;
	struct str path = portable(a, url->path), parts[2] = {url->host, without_ups(path)};

	if (url->path.n == 0)
		return false;
	if (str_starts(path, STR("/")))
		return try_path(s, path);
	path = path_clean(a, arena_join(a, parts, 2, STR("/")));
	for (size_t i = 0; i < s->f->dirs.n && url->host.n != 0; i++)
		if (source_try(s, s->f->dirs.p[i], without_ups(path)))
			return true;
	return try_ends(s, parts[1], 0, SIZE_MAX);
}

static bool try_name(struct source_search *s, struct str name)
{
	struct source_url url;

	return source_url_parse(name, &url) ? try_url(s, &url)
					    : try_path(s, portable(s->f->arena, name));
}

bool source_try_elsewhere(struct source_search *s, struct str name)
{
	struct str bare = source_url_without_query(name), decoded;

	survey(s->f);
	if (try_name(s, name) || (bare.n != name.n && try_name(s, bare)))
		return true;
	decoded = source_url_decoded(s->f->arena, bare);
	return decoded.n != bare.n && try_name(s, decoded);
}

enum source_place source_wanted_path(struct arena *a, struct str name, struct str *path)
{
	struct source_url url;

	*path = name;
	if (source_url_parse(name, &url) && url.path.n != 0) {
		*path = path_clean(a, source_url_decoded(a, source_url_without_query(url.path)));
		if (!str_starts(portable(a, *path), STR("/"))) {
			*path = without_ups(*path);
			return SOURCE_ELSEWHERE;
		}
	}
	return str_starts(portable(a, *path), STR("/")) ? SOURCE_ABSOLUTE : SOURCE_RELATIVE;
}
