/*
 * url.c: decides whether a name is a URL, and makes the request of it.
 *
 * A name is split into parts (struct url_parts), which are views of it; each is checked and written again.
 * Note: its form alone decides whether a name is a URL or a file, so "a:1" is a host and a port, but "a/b:1"
 * is a file.
 */
#include "fetch/url.h"

#include <strings.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/clock.h"
#include "base/num.h"
#include "base/out.h"
#include "fetch/escape.h"
#include "fetch/pyroscope.h"

enum { URL_MAX = 16 * 1024, SOCKET_MAX = 107, PORT_MAX = 65535 };
enum { TIMEOUT_DEFAULT = 60, TIMEOUT_EXTRA = 5, MS = 1000 };

#define INDEX_PATH "/debug/pprof/"

/* Schemes that can be asked for. */
static const struct scheme {
	const char *name, *sent;
	bool insecure, is_store;
} schemes[] = {
	{"http", "http", false, false},
	{"https", "https", false, false},
	{"https+insecure", "https", true, false},
	{"pyroscope+http", "http", false, true},
	{"pyroscope+https", "https", false, true},
	{"pyroscope+https+insecure", "https", true, true},
	{0},
};

struct url_parts {
	struct str user, host, port, path, query;
	bool has_user, has_port;
	bool given_scheme; /* it is in the name */
};

/* --- the name into parts */

/* Where the scheme of s ends, at its ':'; 0 when it has none. */
static size_t scheme_end(struct str s)
{
	size_t i = 0;

	if (s.n == 0 || !ascii_is_letter(s.p[0]))
		return 0;
	while (i < s.n &&
		(ascii_is_letter(s.p[i]) || ascii_is_digit(s.p[i]) ||
			(s.p[i] && strchr("+-.", s.p[i]))))
		i++;
	return i < s.n && s.p[i] == ':' ? i : 0;
}

/* True when a name without a scheme looks like host:port and what may follow. */
static bool looks_like_host(struct str s)
{
	size_t slash, query, colon = str_find(s, STR(":"), 0);

	if (s.n == 0 || colon == s.n)
		return false;
	slash = str_find(s, STR("/"), 0);
	query = str_find(s, STR("?"), 0);
	return colon < slash && colon < query;
}

static bool same_but_case(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || strncasecmp(a.p, b.p, a.n) == 0);
}

static bool all_of(struct str s, const char *also)
{
	for (size_t i = 0; i < s.n; i++)
		if (!url_is_plain(s.p[i]) && (s.p[i] == '\0' || strchr(also, s.p[i]) == NULL))
			return false;
	return true;
}

static bool host_is_valid(struct str host)
{
	if (host.n != 0 && host.p[0] == '[')
		return host.n > 2 && host.p[host.n - 1] == ']' &&
			all_of(str_sub(host, 1, host.n - 2), ":%");
	for (size_t i = 0; i < host.n; i++)
		if (!url_is_plain(host.p[i]) && (unsigned char)host.p[i] < 0x80)
			return false;
	return true;
}

/* user@host:port; NULL, or what is wrong. */
static const char *split_authority(struct str s, struct url_parts *p)
{
	size_t at = str_find_last(s, '@'), colon;
	int64_t port = 0;

	if (at < s.n) {
		p->has_user = true;
		p->user = str_sub(s, 0, at);
		s = str_from(s, at + 1);
		if (!all_of(p->user, "!$&'()*+,;=:%"))
			return "the user's name has characters that a URL cannot hold";
	}
	colon = str_find_last(s, ':');
	if (colon < s.n && str_find(s, STR("]"), colon) == s.n) {
		p->has_port = true;
		p->port = str_from(s, colon + 1);
		s = str_sub(s, 0, colon);
	}
	p->host = s;
	if (!host_is_valid(s) || (s.n == 0 && p->port.n == 0))
		return "there is no host's name in it";
	for (size_t i = 0; i < p->port.n; i++)
		if (!ascii_is_digit(p->port.p[i]))
			return "a port is a number";
	if (p->port.n != 0 && (!num_int(p->port, 10, &port) || port > PORT_MAX))
		return "there are ports up to 65535 only";
	return NULL;
}

/* Path and query; gives what is in front of the path. */
static struct str split_path(struct str s, struct url_parts *p)
{
	struct str fragment;
	size_t slash;
	bool found;

	s = url_cut(s, STR("#"), &fragment, &found); /* it is never sent */
	s = url_cut(s, STR("?"), &p->query, &found);
	slash = str_find(s, STR("/"), 0);
	p->path = str_from(s, slash);
	return str_sub(s, 0, slash);
}

/* What follows "//"; NULL, or what is wrong. */
static const char *split_rest(struct str s, struct url_parts *p)
{
	return split_authority(split_path(s, p), p);
}

static bool has_control(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return true;
	return false;
}

/* --- the parts written again */

/* The path, escaped if it is not yet. False when its escapes are none. */
static bool write_path(struct arena *a, struct str path, struct str *out)
{
	struct str plain;
	struct out o = {0};

	if (!url_unescape(a, path, false, &plain))
		return false;
	*out = path;
	if (all_of(path, "!$&'()*+,;=:@[]/%"))
		return true;
	url_escape(&o, plain, "$&+,/:;=@", false);
	*out = arena_str(a, (struct str){o.p, o.n});
	out_release(&o);
	return true;
}

static void set_times(struct url_request *r, const struct url_options *ask)
{
	int64_t ms = (int64_t)TIMEOUT_DEFAULT * MS;

	if (ask->timeout > 0)
		ms = ask->timeout * MS;
	else if (r->seconds > 0)
		ms = r->seconds * MS + r->seconds * MS / 2;
	r->timeout_ms = ms + (int64_t)TIMEOUT_EXTRA * MS;
}

/*
 * The seconds for which a server measures where nothing tells it for how long: net/http/pprof of
 * Go, fgprof, and gperftools, whose `profilez` waits as long.
 */
static int64_t usual_seconds(struct str path)
{
	static const struct {
		const char *end;
		int64_t seconds;
	} rows[] = {
		{"/pprof/profile", 30},
		{"/profilez", 30},
		{"/fgprof", 30},
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (str_ends(path, str_from_c(rows[i].end)))
			return rows[i].seconds;
	return 0;
}

/* Whether the path asks for the list: there is none, or it is the list's own. */
static bool wants_index(const struct url_parts *p)
{
	if (p->query.n != 0)
		return false;
	if (str_eq(p->path, STR(INDEX_PATH)) || str_eq(p->path, STR("/debug/pprof")))
		return true;
	return !p->given_scheme && (p->path.n == 0 || str_eq(p->path, STR("/")));
}

/* The user's part up to and with '@', without the password if it is for people. */
static struct str write_user(struct arena *a, const struct url_parts *p, bool hide)
{
	struct str password, name;
	bool found;

	if (!p->has_user)
		return STR("");
	name = url_cut(p->user, STR(":"), &password, &found);
	if (hide && found)
		return arena_fmt(a, "%.*s:xxxxx@", STR_ARG(name));
	return arena_fmt(a, "%.*s@", STR_ARG(p->user));
}

static struct str join(struct arena *a, const struct str *parts, size_t n)
{
	return arena_join(a, parts, n, STR(""));
}

/* A request out of parts that are all valid. */
static bool write_request(struct arena *a, const struct url_parts *p, const struct scheme *scheme,
	const struct url_options *ask, struct url_request *r)
{
	struct str path, query = STR(""), host = p->host.n ? p->host : STR("localhost");
	struct str port = p->has_port ? join(a, (struct str[]){STR(":"), p->port}, 2) : STR("");

	*r = (struct url_request){.insecure = scheme->insecure, .is_index = wants_index(p)};
	if (!write_path(a, p->path, &path))
		return false;
	if (r->is_index)
		path = STR(INDEX_PATH);
	else
		query = url_query(a, p->query, ask->seconds, URL_SECONDS_MAX, &r->seconds);
	if (!r->is_index && r->seconds == 0)
		r->usual = usual_seconds(path);
	/* Go takes no host for this machine; libcurl knows neither that nor a port of no digits. */
	r->shown = join(a,
		(struct str[]){str_from_c(scheme->name), STR("://"), write_user(a, p, true),
			r->is_index ? host : p->host, port, path, query},
		7);
	r->url = join(a,
		(struct str[]){str_from_c(scheme->sent), STR("://"), write_user(a, p, false), host,
			p->port.n ? port : STR(""), path.n ? path : STR("/"), query},
		7);
	set_times(r, ask);
	return true;
}

/*
 * A request for Pyroscope out of parts that are all valid but for the query. The path is that of the server, to
 * which the API's is added. The query is shown as it was given. An error names the source.
 */
static bool write_store(struct arena *a, const struct url_parts *p, const struct scheme *scheme,
	const struct url_options *ask, struct url_request *r, struct err *err)
{
	struct pyroscope_query q;
	struct str path, server, port = STR(""), mark = p->query.n != 0 ? STR("?") : STR("");
	bool escaped;

	if (p->port.n != 0)
		port = join(a, (struct str[]){STR(":"), p->port}, 2);
	escaped = write_path(a, p->path, &path);
	if (!escaped)
		path = p->path;
	*r = (struct url_request){.insecure = scheme->insecure, .is_store = true};
	r->shown = join(a,
		(struct str[]){str_from_c(scheme->name), STR("://"), write_user(a, p, true),
			p->host, port, path.n != 0 ? path : STR("/"), mark, p->query},
		8);
	if (!escaped)
		err_set(err, "%% stands in front of two hexadecimal digits");
	if (!escaped || !pyroscope_parse(a, p->query, ask->seconds, clock_date_ms(), &q, err))
		return err_wrap(err, "%.*s", STR_ARG(r->shown));
	server = path;
	while (str_ends(server, STR("/")))
		server.n--;
	r->url = join(a,
		(struct str[]){str_from_c(scheme->sent), STR("://"), write_user(a, p, false),
			p->host.n != 0 ? p->host : STR("localhost"), port, server,
			pyroscope_method(&q)},
		7);
	r->is_index = q.type.n == 0;
	r->from_ms = q.from_ms;
	r->until_ms = q.until_ms;
	r->post = pyroscope_message(a, &q);
	set_times(r, ask);
	return true;
}

/* --- the kinds of names */

static enum url_kind bad(struct str source, const char *why, struct err *err)
{
	err_set(err, "%.*s: %s", STR_ARG(source), why);
	return URL_BAD;
}

/*
 * A socket behind unix: may be in the current folder; unix:6060 is a port of a host of that name.
 */
static bool is_unix(struct str s)
{
	static const struct str scheme = {"unix:", 5};

	return str_starts(s, scheme) && s.n > scheme.n && !ascii_is_digit(s.p[scheme.n]);
}

/* unix:SOCKET:PATH; the path begins at the first ":/". */
static enum url_kind parse_unix(struct arena *a, struct str source, const struct url_options *ask,
	struct url_request *r, struct err *err)
{
	struct str rest = str_from(source, STR("unix:").n), socket;
	struct url_parts p = {.host = STR("localhost")};
	size_t colon = str_find(rest, STR(":/"), 0);

	socket = str_sub(rest, 0, colon);
	if (socket.n > SOCKET_MAX)
		return bad(source, "the path of a socket is 107 bytes long at most", err);
	split_path(str_from(rest, colon + 1), &p);
	if (!write_request(a, &p, &schemes[0], ask, r))
		return bad(source, "% stands in front of two hexadecimal digits", err);
	r->socket = arena_str(a, socket);
	r->shown = join(a,
		(struct str[]){STR("unix:"), socket, STR(":"),
			str_from(r->shown, STR("http://localhost").n)},
		4);
	return URL_OK;
}

static const struct scheme *find_scheme(struct str name)
{
	for (const struct scheme *s = schemes; s->name != NULL; s++)
		if (same_but_case(name, str_from_c(s->name)))
			return s;
	return NULL;
}

enum url_kind url_parse(struct arena *a, struct str source, const struct url_options *ask,
	struct url_request *r, struct err *err)
{
	size_t end = scheme_end(source);
	const struct scheme *scheme = &schemes[0];
	struct url_parts p = {0};
	const char *why;

	if (has_control(source) || source.n > URL_MAX)
		return URL_NONE;
	if (is_unix(source))
		return parse_unix(a, source, ask, r, err);
	p.given_scheme = end != 0 && str_starts(str_from(source, end), STR("://"));
	if (p.given_scheme) {
		scheme = find_scheme(str_sub(source, 0, end));
		if (scheme == NULL)
			return bad(source,
				"profiles are fetched with http://, https:// and https+insecure://, "
				"of Pyroscope with pyroscope+http:// and pyroscope+https://, "
				"and a file is named by its path alone",
				err);
	} else if (end == 0 ? !looks_like_host(source)
			    : same_but_case(str_sub(source, 0, end), STR("file"))) {
		return URL_NONE; /* file:NAME names no host, and no file either */
	}
	why = split_rest(str_from(source, p.given_scheme ? end + 3 : 0), &p);
	if (why != NULL)
		return p.given_scheme ? bad(source, why, err) : URL_NONE;
	if (scheme->is_store)
		return write_store(a, &p, scheme, ask, r, err) ? URL_OK : URL_BAD;
	if (!write_request(a, &p, scheme, ask, r))
		return p.given_scheme
			? bad(source, "% stands in front of two hexadecimal digits", err)
			: URL_NONE;
	return URL_OK;
}

/* --- what can be told of a URL that is written */

/* The parts of a URL that make its origin; gives the port, also where none is named. */
static struct str origin_of(struct str url, struct str *scheme, struct str *host)
{
	struct url_parts p = {0};
	size_t end = str_find(url, STR("://"), 0);

	split_rest(str_from(url, end + 3), &p);
	*scheme = str_sub(url, 0, end);
	*host = p.host;
	if (p.port.n != 0)
		return p.port;
	return same_but_case(*scheme, STR("https")) ? STR("443") : STR("80");
}

bool url_same_origin(struct str a, struct str b)
{
	struct str scheme[2], host[2], port[2];

	port[0] = origin_of(a, &scheme[0], &host[0]);
	port[1] = origin_of(b, &scheme[1], &host[1]);
	return same_but_case(scheme[0], scheme[1]) && same_but_case(host[0], host[1]) &&
		str_eq(port[0], port[1]);
}

struct str url_host(struct str url)
{
	struct str scheme, host;

	origin_of(url, &scheme, &host);
	return host;
}

bool url_parts(struct str url, struct str *host, struct str *port)
{
	struct str scheme;

	*port = origin_of(url, &scheme, host);
	return same_but_case(scheme, STR("https"));
}

bool url_is_loopback(struct str url)
{
	struct str host = url_host(url), rest = host, part;
	size_t n = 0;
	int64_t v;

	if (same_but_case(host, STR("localhost")) || str_eq(host, STR("[::1]")))
		return true;
	/* 127.a.b.c and no name that begins so */
	for (; str_split(&rest, '.', &part); n++)
		if (!num_int(part, 10, &v) || part.p[0] < '0' || v > 255 || (n == 0 && v != 127))
			return false;
	return n == 4;
}

struct str url_duration(struct arena *a, int64_t seconds)
{
	long long s = seconds % 60, m = seconds / 60 % 60, h = seconds / 3600;

	if (h != 0)
		return arena_fmt(a, "%lldh%lldm%llds", h, m, s);
	return m != 0 ? arena_fmt(a, "%lldm%llds", m, s) : arena_fmt(a, "%llds", s);
}
