/*
 * test_source.c: tests of path_trim and of finding and reading source files.
 *
 * One tree of folders in a temporary directory plays the machine: a Go root, module caches, SDKs, a
 * project with vendored modules. In tables '~' stands for that directory. Each file in it holds its
 * own name, so that what was read tells which file it was.
 */
#include "unit.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "objfile/source-file.h"

static char root[64]; /* the temporary directory; cmocka has no other way to hand it on */

static const char *const tree[] = {
	"goroot/src/fmt/print.go",
	"goroot/src/log/log.go",
	"goroot/src/vendor/golang.org/x/net/idna/idna.go",
	"goroot/secret.go",
	"cache/github.com/!burnt!sushi/toml@v1.2.3/decode.go",
	"cache/gopkg.in/yaml.v3@v3.0.1/in/dec.go",
	"gopath/pkg/mod/example.org/m@v0.1.0/m.go",
	"home/go/pkg/mod/example.org/h@v1.0.0/h.go",
	"home/sdk/go1.9/src/simd/only.go",
	"home/sdk/go1.21/src/simd/only.go",
	"home/sdk/go1.9/src/simd/old.go",
	"cache/golang.org/toolchain@v0.0.1-go1.30.0.linux-amd64/src/simd/new.go",
	"secret.go",
	"gopath/pkg/secret.go",
	"work/proj/main.go",
	"work/proj/log/log.go",
	"work/proj/errors/own.go",
	"work/proj/internal/order/x.go",
	"work/proj/vendor/github.com/x/y/z.go",
	"work/proj/vendor/github.com/Cap/y/z.go",
	"work/c/src/lib/a.c",
	"work/c/lib/a.c",
	"work/c/lib/b.c",
	"work/web/index.js",
	"work/web/src/sub/app.mjs",
	"work/web/src/sub/app.go",
	"work/web/my src/b.mjs",
	"work/web/my%20src/c.mjs",
	"work/web/my src/odd.mjs?v=1",
};

/* text with the temporary directory for each '~'. */
static struct str in_root(struct arena *a, const char *text)
{
	struct str rest = str_from_c(text), parts[8];
	size_t n = 0;

	while (n < LENGTH(parts) && str_split(&rest, '~', &parts[n]))
		n++;
	if (n == 2 && parts[0].n == 0 && parts[1].n == 0)
		return str_from_c(root);
	for (size_t i = 1; i < n; i++)
		parts[0] = arena_fmt(a, "%.*s%s%.*s", (int)parts[0].n, parts[0].p, root,
			(int)parts[i].n, parts[i].p);
	return parts[0];
}

/* Makes the file and the folders above it. */
static void put_file(const char *name, struct str text)
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", root, name);
	for (char *slash = path + strlen(root) + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
		*slash = '\0';
		assert_true(mkdir(path, 0777) == 0 || errno == EEXIST);
		*slash = '/';
	}
	f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(text.p, 1, text.n, f), text.n);
	assert_int_equal(fclose(f), 0);
}

static int set_up(void **unused)
{
	struct arena a = {0};

	(void)unused;
	snprintf(root, sizeof(root), "/tmp/cprof-source-XXXXXX");
	assert_non_null(mkdtemp(root));
	for (size_t i = 0; i < LENGTH(tree); i++)
		put_file(tree[i], str_from_c(tree[i]));
	put_file("work/proj/go.mod", STR("// ours\n\nmodule example.com/shop // x\n\ngo 1.21\n"));
	put_file("work/quoted/go.mod", STR("module \"example.com/cited\"\r\n"));
	put_file("work/quoted/q.go", STR("work/quoted/q.go"));
	put_file("work/lines/mixed.c", STR("one\r\n\n\ttwo\r\rx\nlast\r"));
	put_file("work/lines/ended.c", STR("one\n"));
	put_file("work/lines/empty.c", STR(""));
	put_file("work/lines/open.c", STR("\n\none"));
	put_file("work/odd/big.c", STR("x"));
	assert_int_equal(truncate(arena_c(&a, in_root(&a, "~/work/odd/big.c")), 20 << 20), 0);
	put_file("work/odd/full.c", STR("x"));
	assert_int_equal(truncate(arena_c(&a, in_root(&a, "~/work/odd/full.c")), SOURCE_MAX), 0);
	assert_int_equal(mkfifo(arena_c(&a, in_root(&a, "~/work/odd/fifo.c")), 0666), 0);
	assert_int_equal(mkdir(arena_c(&a, in_root(&a, "~/work/odd/dir.c")), 0777), 0);
	arena_release(&a);
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static int tear_down(void **unused)
{
	(void)unused;
	return nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void finder(struct source_finder *f, struct arena *a, const char *source_path,
	const char *trim_path)
{
	struct source_env env = {
		.goroot = in_root(a, "~/goroot"),
		.gopath = in_root(a, "~/nowhere:~/gopath"),
		.gomodcache = in_root(a, "~/cache"),
		.home = in_root(a, "~/home"),
	};

	source_finder_init(f, a, in_root(a, source_path), in_root(a, trim_path), &env);
}

TEST(path_trim_is_pprofs)
{
	static const struct {
		const char *path, *trim_path, *source_path, *want;
	} rows[] = {
		{"/a/shop/x.go", "", "", "/a/shop/x.go"},
		{"/a/shop/x.go", "", "/home/shop", "x.go"},
		{"/a/shop/x.go", "", "/home/shop///", "x.go"},
		{"/a/shop/b/shop/x.go", "", "/home/shop", "b/shop/x.go"},
		{"/a/workshop/shop/x.go", "", "/home/shop", "x.go"},
		{"shop/x.go", "", "/home/shop", "shop/x.go"},
		{"/a/shop", "", "/home/shop", "/a/shop"},
		{"/a/shop/", "", "/home/shop", ""},
		{"/a/b/c/x.go", "", "/c:/b", "x.go"},
		{"/a/b/c/x.go", "", "/d:/b", "c/x.go"},
		{"/a/./x.go", "", ":/d", "x.go"},
		{"/a/x.go", "", "/", "/a/x.go"},
		{"/a/shop/x.go", "/a", "/home/shop", "shop/x.go"},
		{"/a/shop/x.go", "/a/", "/home/shop", "shop/x.go"},
		{"/a/shop/x.go", "/b:/a/shop:/a", "", "x.go"},
		{"/a/shop/x.go", "/a:/a/shop", "", "shop/x.go"},
		{"/a/shop/x.go", "/a/sho", "", "/a/shop/x.go"},
		{"/a/shop/x.go", "/b:", "", "a/shop/x.go"},
		{"/a/shop/x.go", "/b", "/home/shop", "/a/shop/x.go"},
		{"/proc/self/cwd/./x.cc", "", "", "x.cc"},
		{"/proc/self/cwd/x.cc", "/a", "", "x.cc"},
		{"/proc/self/cwd", "", "", "/proc/self/cwd"},
		{"", "", "/a", ""},
		{"", "/a", "", ""},
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_str_c(path_trim(str_from_c(rows[i].path), str_from_c(rows[i].trim_path),
				     str_from_c(rows[i].source_path)),
			rows[i].want);
}

/* What is found, and whether it is not where pprof would have looked. */
static const struct {
	const char *source_path, *trim_path, *name, *recorded;
	const char *want; /* of the tree */
	bool elsewhere;
} found_rows[] = {
	/* As pprof. */
	{"~/work/proj", "", "~/secret.go", "", "secret.go", false},
	{"~/work/proj", "", "main.go", "", "work/proj/main.go", false},
	{"~/work/proj/", "", "./main.go", "", "work/proj/main.go", false},
	{"~/work/proj/internal/order", "", "main.go", "", "work/proj/main.go", false},
	{"~/work/proj/vendor/github.com", "", "secret.go", "", "secret.go", false},
	{"~/none:~/work/proj", "", "log/log.go", "", "work/proj/log/log.go", false},
	{"~/work/proj", "", "/far/proj/main.go", "", "work/proj/main.go", false},
	{"~/work/proj", "/far", "/far/main.go", "", "work/proj/main.go", false},
	{"~/work/c/out", "", "../src/lib/a.c", "", "work/c/src/lib/a.c", false},
	/* The name that the profile has. */
	{"/nowhere/goroot", "", "src/fmt/print.go", "~/goroot/src/fmt/print.go",
		"goroot/src/fmt/print.go", true},
	/* The main module, with -trimpath. */
	{"~/work/proj", "", "example.com/shop/main.go", "", "work/proj/main.go", true},
	{"~/work/proj/log", "", "example.com/shop/internal/order/x.go", "",
		"work/proj/internal/order/x.go", true},
	{"~/work/proj", "", "example.com/shop@v0.3.0/main.go", "", "work/proj/main.go", true},
	{"~/work/proj", "", "example.com/shopping/main.go", "", NULL, true},
	{"~/work/quoted", "", "example.com/cited/q.go", "", "work/quoted/q.go", true},
	/* Module caches. */
	{"/nowhere", "", "github.com/BurntSushi/toml@v1.2.3/decode.go", "",
		"cache/github.com/!burnt!sushi/toml@v1.2.3/decode.go", true},
	{"/nowhere", "", "/far/go/pkg/mod/github.com/!burnt!sushi/toml@v1.2.3/decode.go", "",
		"cache/github.com/!burnt!sushi/toml@v1.2.3/decode.go", true},
	{"/nowhere", "", "/some.one/modules/gopkg.in/yaml.v3@v3.0.1/in/dec.go", "",
		"cache/gopkg.in/yaml.v3@v3.0.1/in/dec.go", true},
	{"/nowhere", "", "example.org/m@v0.1.0/m.go", "",
		"gopath/pkg/mod/example.org/m@v0.1.0/m.go", true},
	{"/nowhere", "", "example.org/h@v1.0.0/h.go", "",
		"home/go/pkg/mod/example.org/h@v1.0.0/h.go", true},
	{"/nowhere", "", "example.org/h@v1.0.1/h.go", "", NULL, true},
	/* Go roots. */
	{"/nowhere", "", "fmt/print.go", "", "goroot/src/fmt/print.go", true},
	{"/nowhere", "", "src/fmt/print.go", "", "goroot/src/fmt/print.go", true},
	{"/nowhere", "", "/far/go/src/fmt/print.go", "", "goroot/src/fmt/print.go", true},
	{"/nowhere", "", "/far/go-1.22/src/fmt/print.go", "", "goroot/src/fmt/print.go", true},
	{"/nowhere", "", "/opt/tools/go/1.22.1/x64/src/fmt/print.go", "", "goroot/src/fmt/print.go",
		true},
	{"/nowhere", "", "C:/Program Files/Go/go/src/fmt/print.go", "", "goroot/src/fmt/print.go",
		true},
	{"/nowhere", "", "GOROOT/src/fmt/print.go", "", "goroot/src/fmt/print.go", true},
	{"/nowhere", "", "/usr/src/go/src/fmt/print.go", "", "goroot/src/fmt/print.go", true},
	{"/nowhere", "", "golang.org/toolchain@v0.0.1-go1.22.linux-amd64/src/fmt/print.go", "",
		"goroot/src/fmt/print.go", true},
	{"~/work/proj", "", "/far/go/src/vendor/golang.org/x/net/idna/idna.go", "",
		"goroot/src/vendor/golang.org/x/net/idna/idna.go", true},
	{"/nowhere", "", "simd/only.go", "", "home/sdk/go1.21/src/simd/only.go", true},
	{"/nowhere", "", "simd/old.go", "", "home/sdk/go1.9/src/simd/old.go", true},
	{"/nowhere", "", "simd/new.go", "",
		"cache/golang.org/toolchain@v0.0.1-go1.30.0.linux-amd64/src/simd/new.go", true},
	/* Not of a Go root; of a Go root, so not the project's own. */
	{"/nowhere", "", "/far/proj/src/log/log.go", "", NULL, true},
	{"/nowhere", "", "/home/gopher/src/log/log.go", "", NULL, true},
	{"~/work/proj", "", "/far/go/src/errors/own.go", "", NULL, true},
	/* Vendored. */
	{"~/work/proj", "", "github.com/x/y@v1.0.0/z.go", "",
		"work/proj/vendor/github.com/x/y/z.go", true},
	{"~/work/proj", "", "/far/pkg/mod/github.com/!cap/y@v1.0.0/z.go", "",
		"work/proj/vendor/github.com/Cap/y/z.go", true},
	{"~/work/proj", "", "/far/build/vendor/github.com/x/y/z.go", "",
		"work/proj/vendor/github.com/x/y/z.go", true},
	{"~/work/proj/log", "", "github.com/x/y/z.go", "", "work/proj/vendor/github.com/x/y/z.go",
		true},
	/* Ends of names, longest first. */
	{"~/work/c", "", "/far/build/src/lib/a.c", "", "work/c/src/lib/a.c", true},
	{"~/work/c", "", "/far/build/lib/a.c", "", "work/c/lib/a.c", true},
	{"~/none:~/work/c", "", "/far/build/src/lib/b.c", "", "work/c/lib/b.c", true},
	{"~/work/c", "", "C:\\build\\src\\lib\\b.c", "", "work/c/lib/b.c", true},
	{"~/work/c/lib", "", "/far/build/b.c", "", NULL, true},
	{"~/work/proj", "", "/go/src/app/internal/order/x.go", "", "work/proj/internal/order/x.go",
		true},
	/* Ends of relative names; not of Go's own, and a name without a folder is not enough. */
	{"~/work/web", "", "gone/src/sub/app.mjs", "", "work/web/src/sub/app.mjs", true},
	{"~/work/web/src", "", "gone/sub/app.mjs", "", "work/web/src/sub/app.mjs", true},
	{"~/work/web", "", "gone/index.js", "", NULL, true},
	{"~/work/web", "", "../../src/sub/app.mjs", "", "work/web/src/sub/app.mjs", true},
	{"~/work/web", "", "../index.js", "", "work/web/index.js", true},
	{"~/work/web", "", "../gone/index.js", "", NULL, true},
	{"~/work/web/src", "", "fmt/sub/app.go", "", NULL, true},
	{"~/work/web/src", "", "example.org/m@v0.0.1/sub/app.go", "", NULL, true},
	{"~/work/web/src", "", "example.net/m/sub/app.go", "", "work/web/src/sub/app.go", true},
	/* Windows' names. */
	{"~/work/web", "", "C:\\gone\\src\\sub\\app.mjs", "", "work/web/src/sub/app.mjs", true},
	{"~/work/web", "", "gone\\src\\sub\\app.mjs", "", "work/web/src/sub/app.mjs", true},
	{"~/work/web", "", "..\\..\\src/sub\\app.mjs", "", "work/web/src/sub/app.mjs", true},
	{"~/work/web", "", "\\\\server\\share\\src\\sub\\app.mjs", "", "work/web/src/sub/app.mjs",
		true},
	{"~/work/web", "", "file:///C:/gone/src/sub/app.mjs", "", "work/web/src/sub/app.mjs", true},
	/* URLs: the path counts, as it is and by its ends. */
	{"~/work/web", "", "file:///gone/src/sub/app.mjs", "", "work/web/src/sub/app.mjs", true},
	{"/nowhere", "", "file://~/work/web/src/sub/app.mjs", "", "work/web/src/sub/app.mjs", true},
	{"~/work/web", "", "file://localhost/gone/src/sub/app.mjs", "", "work/web/src/sub/app.mjs",
		true},
	{"~/work/web", "", "file:/gone/src/sub/app.mjs", "", "work/web/src/sub/app.mjs", true},
	{"~/work/web", "", "webpack://shop/./src/sub/app.mjs", "", "work/web/src/sub/app.mjs",
		true},
	{"~/work/web", "", "webpack:///./src/sub/app.mjs", "", "work/web/src/sub/app.mjs", true},
	{"~/work/web", "", "webpack://shop/./index.js", "", "work/web/index.js", true},
	{"~/work/web", "", "webpack:///index.js", "", "work/web/index.js", true},
	{"~/work", "", "webpack://web/index.js", "", "work/web/index.js", true},
	{"~/work/web", "", "webpack://shop/../index.js", "", "work/web/index.js", true},
	{"~/work/web", "", "webpack-internal:///(rsc)/./src/sub/app.mjs", "",
		"work/web/src/sub/app.mjs", true},
	{"~/work/web", "", "webpack:/shop/src/sub/app.mjs", "", "work/web/src/sub/app.mjs", true},
	{"~/work/web", "", "http://localhost:3000/src/sub/app.mjs", "", "work/web/src/sub/app.mjs",
		true},
	{"~/work/web", "", "https://example.com/assets/src/sub/app.mjs", "",
		"work/web/src/sub/app.mjs", true},
	{"~/work/web", "", "app:///src/sub/app.mjs", "", "work/web/src/sub/app.mjs", true},
	{"~/work/web", "", "/gone/webpack:/shop/src/sub/app.mjs", "", "work/web/src/sub/app.mjs",
		true},
	{"~/work/web", "", "app:/src/sub/app.mjs", "app:///src/sub/app.mjs",
		"work/web/src/sub/app.mjs", true},
	/* A query is cut off, escapes are decoded, each where the name as it is does not exist. */
	{"~/work/web", "", "http://localhost/src/sub/app.mjs?v=1#x", "", "work/web/src/sub/app.mjs",
		true},
	{"~/work/web", "", "/gone/src/sub/app.mjs?t=12/3", "", "work/web/src/sub/app.mjs", true},
	{"~/work/web", "", "file:///gone/my%20src/b.mjs", "", "work/web/my src/b.mjs", true},
	{"~/work/web", "", "my%20src/c.mjs", "", "work/web/my%20src/c.mjs", false},
	{"~/work/web", "", "file:///gone/my%20src/c.mjs", "", "work/web/my%20src/c.mjs", true},
	{"~/work/web", "", "http://h/my src/odd.mjs?v=1", "", "work/web/my src/odd.mjs?v=1", true},
	{"~/work/web", "", "http://h/my%20src/b.mjs?v=1", "", "work/web/my src/b.mjs", true},
	{"~/work/web", "", "webpack://shop/src%2fsub%2Fapp.mjs", "", "work/web/src/sub/app.mjs",
		true},
	{"~/work/web", "", "file:///gone/%zz/%2", "", NULL, true},
	/* Never out of a directory by "..". */
	{"/nowhere", "", "fmt/../../secret.go", "", NULL, true},
	{"/nowhere", "", "example.org/m@v0.1.0/../../../secret.go", "", NULL, true},
	{"/nowhere", "", "../secret.go", "", NULL, true},
	{"proj", "", "../../secret.go", "", NULL, true},
	{"proj", "", "webpack://x/../../../secret.go", "", NULL, true},
	{"proj", "", "webpack://x/%2e%2e/%2e%2e/%2e%2e/secret.go", "", NULL, true},
	{"proj", "", "a/%2e%2e/%2e%2e/%2e%2e/secret.go", "", NULL, true},
	{"proj", "", "..\\..\\secret.go", "", NULL, true},
	{"proj", "", "webpack://../secret.go", "", NULL, true},
	{"proj", "", "webpack://", "", NULL, true},
	{"proj", "", "file://", "", NULL, true},
	{"proj", "", "file:///", "", NULL, true},
	{"proj", "", "http://host", "", NULL, true},
	{"proj", "", "a:/?", "", NULL, true},
};

TEST(source_is_found)
{
	struct arena a = {0};
	struct source_finder f;

	assert_int_equal(chdir(arena_c(&a, in_root(&a, "~/work"))), 0);
	for (size_t i = 0; i < LENGTH(found_rows); i++) {
		const struct source_file *file;
		struct str text;

		finder(&f, &a, found_rows[i].source_path, found_rows[i].trim_path);
		file = source_find(&f, in_root(&a, found_rows[i].name),
			in_root(&a, found_rows[i].recorded));
		assert_row((file->path.n != 0) == (found_rows[i].want != NULL), found_rows[i].name);
		assert_row((file->missing.n != 0) == (found_rows[i].want == NULL),
			found_rows[i].name);
		if (found_rows[i].want != NULL) {
			assert_row(source_line(file, 1, &text), found_rows[i].name);
			assert_row(str_eq_c(text, found_rows[i].want), found_rows[i].name);
			assert_row(file->elsewhere == found_rows[i].elsewhere, found_rows[i].name);
		}
		source_finder_release(&f);
	}
	assert_int_equal(chdir("/"), 0);
	arena_release(&a);
}

TEST(source_is_refused_with_a_reason)
{
	static const struct {
		struct str name;
		const char *says;
	} rows[] = {
		{S("fifo.c"), "/fifo.c is not a regular file"},
		{S("dir.c"), "/dir.c is a directory"},
		{S("big.c"), "/big.c is larger than 16 MiB"},
		{S("/dev/null"), "/dev/null is not a regular file"},
		{S("full.c\0x"), "no file has a NUL byte in its name"},
		{S("/full\0/a/b.c"), "no file has a NUL byte in its name"},
		{S(""), "the file has no name"},
		{S("none.c"), "none.c is neither in ROOT/work/odd nor above it"},
		{S("a/none.go"),
			"a/none.go is neither in ROOT/work/odd nor above it, nor in the Go "
			"root or module cache"},
		{S("/a/none.c"),
			"/a/none.c does not exist, and no end of its name is below "
			"ROOT/work/odd"},
		/* Of a URL the path is told that was looked for. */
		{S("file:/a/my%20b/none.mjs"),
			"/a/my b/none.mjs does not exist, and no end of its name is below "
			"ROOT/work/odd"},
		{S("webpack://shop/./src/none.js?v=1"),
			"src/none.js is not below ROOT/work/odd, nor is an end of it"},
		{S("C:\\a\\none.c"),
			"C:\\a\\none.c does not exist, and no end of its name is below "
			"ROOT/work/odd"},
	};
	struct arena a = {0};
	struct source_finder f;

	finder(&f, &a, "~/work/odd", "");
	for (size_t i = 0; i < LENGTH(rows); i++) {
		const struct source_file *file = source_find(&f, rows[i].name, STR(""));
		const char *at = strstr(rows[i].says, "ROOT");
		struct str says = str_from_c(rows[i].says);
		char whole[512];

		if (at != NULL) {
			snprintf(whole, sizeof(whole), "%.*s%s%s", (int)(at - rows[i].says),
				rows[i].says, root, at + strlen("ROOT"));
			says = str_from_c(whole);
		}
		assert_row(file->path.n == 0 && file->n_lines == 0, rows[i].says);
		if (at != NULL)
			assert_str(file->missing, says);
		assert_row(str_ends(file->missing, says), rows[i].says);
	}
	assert_true(source_find(&f, STR("full.c"), STR(""))->text.n == SOURCE_MAX);
	source_finder_release(&f);
	arena_release(&a);
}

TEST(source_names_a_few_places)
{
	struct arena a = {0};
	struct source_finder f;

	finder(&f, &a, "/a:/b:/c:/d:/e", "");
	assert_str_c(source_find(&f, STR("x.rs"), STR(""))->missing,
		"x.rs is neither in /a, /b, /c and 2 more nor above them");
	source_finder_release(&f);
	arena_release(&a);
}

TEST(source_lines)
{
	static const struct {
		const char *name;
		int64_t line;
		const char *want; /* NULL: there is none */
	} rows[] = {
		{"mixed.c", 1, "one"},
		{"mixed.c", 2, ""},
		{"mixed.c", 3, "\ttwo\r\rx"},
		{"mixed.c", 4, "last"},
		{"mixed.c", 5, NULL},
		{"mixed.c", 0, NULL},
		{"mixed.c", -1, NULL},
		{"mixed.c", INT64_MAX, NULL},
		{"mixed.c", INT64_MIN, NULL},
		{"ended.c", 1, "one"},
		{"ended.c", 2, NULL},
		{"empty.c", 1, NULL},
		{"open.c", 2, ""},
		{"open.c", 3, "one"},
		{"open.c", 4, NULL},
		{"none.c", 1, NULL},
	};
	struct arena a = {0};
	struct source_finder f;

	finder(&f, &a, "~/work/lines", "");
	for (size_t i = 0; i < LENGTH(rows); i++) {
		const struct source_file *file = source_find(&f, str_from_c(rows[i].name), STR(""));
		struct str text;
		bool there = source_line(file, rows[i].line, &text);

		assert_row(there == (rows[i].want != NULL), rows[i].name);
		if (there)
			assert_str_c(text, rows[i].want);
	}
	source_finder_release(&f);
	arena_release(&a);
}

TEST(source_is_read_once)
{
	struct arena a = {0};
	const struct source_file *file;
	struct source_finder f;

	put_file("work/once.c", STR("once"));
	finder(&f, &a, "~/work", "");
	file = source_find(&f, STR("once.c"), STR(""));
	put_file("work/once.c", STR("twice"));
	assert_ptr_equal(source_find(&f, STR("once.c"), STR("")), file);
	assert_ptr_not_equal(source_find(&f, STR("other.c"), STR("")), file);
	assert_str_c(file->text, "once");
	source_finder_release(&f);
	arena_release(&a);
}

/* However long a name is, and however many parts it has, looking for it ends. */
TEST(source_long_names)
{
	enum { PARTS = 20000 };
	struct arena a = {0};
	char *name = arena_array(&a, char, PARTS * 3);
	char *dotted = arena_array(&a, char, 3005);
	struct source_finder f;

	for (size_t i = 0; i < PARTS; i++)
		memcpy(name + 3 * i, i % 2 ? "/a." : "/@v", 3);
	finder(&f, &a, "~/work:~/none", "");
	for (size_t i = 0; i < 1000; i++)
		memcpy(dotted + 3 * i, "/a.", 3);
	memcpy(dotted + 3000, "@v1/x", 5);
	assert_int_equal(source_find(&f, (struct str){dotted, 3005}, STR(""))->path.n, 0);
	for (size_t n = 1; n <= PARTS * 3; n *= 3) {
		struct str s = {name, n};

		assert_int_equal(source_find(&f, s, STR(""))->path.n, 0);
		assert_int_equal(source_find(&f, str_from(s, 1), s)->path.n, 0);
	}
	source_finder_release(&f);
	arena_release(&a);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(path_trim_is_pprofs),
		cmocka_unit_test(source_is_found),
		cmocka_unit_test(source_is_refused_with_a_reason),
		cmocka_unit_test(source_names_a_few_places),
		cmocka_unit_test(source_lines),
		cmocka_unit_test(source_is_read_once),
		cmocka_unit_test(source_long_names),
	};

	return cmocka_run_group_tests_name("source", tests, set_up, tear_down);
}
