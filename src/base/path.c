/*
 * path.c: see path.h.
 */
#include "base/path.h"

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
	if (path.n == 0)
		return false;
	if (path.n == 1)
		return true; /* "/", "." and "x" */
	if (path.p[path.n - 1] == '/' || dots_at(path, 0))
		return false;
	for (size_t i = 0; i + 1 < path.n; i++)
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
