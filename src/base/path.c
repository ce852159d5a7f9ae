/*
 * path.c: cleans, cuts and trims file names as text.
 */
#include "base/path.h"
#include "base/ascii.h"

struct str path_undeleted(struct str path)
{
	static const struct str mark = {" (deleted)", 10};

	return str_ends(path, mark) ? str_sub(path, 0, path.n - mark.n) : path;
}

bool path_has_drive(struct str path)
{
	return path.n >= 3 && ascii_is_letter(path.p[0]) && path.p[1] == ':' &&
		(path.p[2] == '\\' || path.p[2] == '/');
}

struct str path_base(struct str path)
{
	size_t slash;

	if (path.n == 0)
		return STR(".");
	while (path.n && path.p[path.n - 1] == '/')
		path.n--;
	if (path.n == 0)
		return STR("/");
	slash = str_find_last(path, '/');
	return slash < path.n ? str_from(path, slash + 1) : path;
}

/* True when the component of path at i, up to a '/' or the end, is "." or "..". */
static bool dots_at(struct str path, size_t i)
{
	size_t n = 0;

	while (i + n < path.n && n < 3 && path.p[i + n] == '.')
		n++;
	return (n == 1 || n == 2) && (i + n == path.n || path.p[i + n] == '/');
}

bool path_is_clean(struct str path)
{
	size_t i = 0;

	if (path.n <= 1)
		return path.n == 1; /* "/", "." and "x" */
	while (str_starts(str_from(path, i), STR("../")))
		i += 3;
	if (str_eq(str_from(path, i), STR("..")))
		return true;
	if (path.p[path.n - 1] == '/' || i == path.n || dots_at(path, i))
		return false;
	for (; i + 1 < path.n; i++)
		if (path.p[i] == '/' && (path.p[i + 1] == '/' || dots_at(path, i + 1)))
			return false;
	return true;
}

struct str path_clean(struct arena *a, struct str path)
{
	bool rooted = path.n && path.p[0] == '/';
	struct str rest = path, part;
	size_t n = 0, floor; /* floor: ".." cannot go back before it */
	char *p;

	if (path_is_clean(path))
		return path;
	p = arena_raw(a, path.n + 2, 1);
	if (rooted)
		p[n++] = '/';
	floor = n;
	while (str_split(&rest, '/', &part)) {
		if (part.n == 0 || str_eq(part, STR(".")))
			continue;
		if (str_eq(part, STR(".."))) {
			if (n > floor) { /* drop the last component */
				while (n > floor && p[n - 1] != '/')
					n--;
				if (n > floor)
					n--;
				continue;
			}
			if (rooted)
				continue;
		}
		if (n > (size_t)rooted)
			p[n++] = '/';
		memcpy(p + n, part.p, part.n);
		n += part.n;
		if (str_eq(part, STR("..")))
			floor = n;
	}
	if (n == 0)
		p[n++] = '.';
	p[n] = '\0';
	return (struct str){p, n};
}

/* A list for str_split, which then gives no part of an empty one, as Go's filepath.SplitList. */
static struct str list_of(struct str paths)
{
	return paths.n ? paths : (struct str){NULL, 0};
}

/* Where the component `name` of path ends, its '/' included; 0 when it has none before the last. */
static size_t component_end(struct str path, struct str name)
{
	for (size_t at = 0; (at = str_find(path, name, at)) < path.n; at++)
		if (at > 0 && path.p[at - 1] == '/' && at + name.n < path.n &&
			path.p[at + name.n] == '/')
			return at + name.n + 1;
	return 0;
}

/* How much of path the prefix covers, to which a '/' is added when it ends with none. */
static size_t prefix_end(struct str path, struct str prefix)
{
	if (!str_starts(path, prefix))
		return 0;
	if (prefix.n && prefix.p[prefix.n - 1] == '/')
		return prefix.n;
	return prefix.n < path.n && path.p[prefix.n] == '/' ? prefix.n + 1 : 0;
}

struct str path_trim(struct str path, struct str trim_path, struct str source_path)
{
	struct str rest = list_of(trim_path), part;
	size_t end = 0;

	if (trim_path.n == 0) {
		struct str dirs = list_of(source_path);

		while (end == 0 && str_split(&dirs, ':', &part))
			end = component_end(path, path_base(part));
	}
	while (end == 0 && str_split(&rest, ':', &part))
		end = prefix_end(path, part);
	if (end == 0)
		end = prefix_end(path, STR("/proc/self/cwd/./"));
	if (end == 0)
		end = prefix_end(path, STR("/proc/self/cwd/"));
	return str_from(path, end);
}
