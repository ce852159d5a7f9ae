/*
 * http-options.c: checks the flags for HTTP, and turns them into headers and TLS options of libcurl.
 */
#include "fetch/http-options.h"

#include <errno.h>
#include <stdlib.h>
#include <strings.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/file.h"

enum { TOKEN_MAX = 64 * 1024 };

/* What a header's name is made of: RFC 9110, 5.6.2. */
static bool is_token(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(ascii_is_letter(c) || ascii_is_digit(c) ||
			    (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL)))
			return false;
	}
	return s.n != 0;
}

/* Bytes that would end a header, and others that no server expects. */
static bool has_control(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ascii_is_control(s.p[i]) && s.p[i] != '\t')
			return true;
	return false;
}

static bool is_authorization(struct str header)
{
	struct str name = STR("authorization:");

	return header.n >= name.n && strncasecmp(header.p, name.p, name.n) == 0;
}

static bool check_header(struct str h, struct err *err)
{
	size_t colon = str_find(h, STR(":"), 0);
	struct str name = str_sub(h, 0, colon);

	/* The value may be secret: it is not shown. */
	if (colon == h.n)
		return err_set(err,
			"-header takes a name and a value, as in -header 'Name: value'; "
			"there is no colon in it");
	if (!is_token(name))
		return err_set(err, "-header: \"%.*s\" is no name of a header", STR_ARG(name));
	if (has_control(h))
		return err_set(err,
			"-header: the value of %.*s holds a line break or another control byte",
			STR_ARG(name));
	return true;
}

bool http_check(const struct http_options *ask, struct err *err)
{
	if (ask->tls_cert.n != 0 && ask->tls_key.n == 0)
		return err_set(err, "-tls_cert needs -tls_key, the key of the certificate");
	if (ask->tls_key.n != 0 && ask->tls_cert.n == 0)
		return err_set(err, "-tls_key needs -tls_cert, the certificate of the key");
	for (size_t i = 0; i < ask->n_headers; i++) {
		if (!check_header(ask->headers[i], err))
			return false;
		if (ask->bearer_file.n != 0 && is_authorization(ask->headers[i]))
			return err_set(err,
				"-bearer_file and -header Authorization exclude each other");
	}
	return true;
}

#ifdef HAVE_CURL

/* The header with the token, in the arena. */
static bool token_header(struct arena *a, const struct http_options *ask,
	const struct url_request *r, struct str *header, struct err *err)
{
	struct str token, host = url_host(r->url);

	if (str_starts(r->url, STR("http://")) && r->socket.n == 0 && !url_is_loopback(r->url))
		return err_set(err,
			"-bearer_file: over http:// anybody on the way to %.*s could read the "
			"token; use https://",
			STR_ARG(host));
	if (!file_read(a, ask->bearer_file.p, TOKEN_MAX, FILE_ASKED, &token, err))
		return err_wrap(err, "-bearer_file %s", ask->bearer_file.p);
	token = str_trim(token);
	for (size_t i = 0; i < token.n; i++)
		if (token.p[i] <= 0x20 || token.p[i] == 0x7f)
			return err_set(err,
				"-bearer_file %s: a token is one word, and there is more",
				ask->bearer_file.p);
	if (token.n == 0)
		return err_set(err, "-bearer_file %s: the file has no token", ask->bearer_file.p);
	*header = arena_fmt(a, "Authorization: Bearer %.*s", STR_ARG(token));
	return true;
}

/* A header as libcurl wants it. */
static struct str header_line(struct arena *a, struct str h)
{
	size_t colon = str_find(h, STR(":"), 0);
	struct str name = str_sub(h, 0, colon), value = str_trim(str_from(h, colon + 1));

	if (value.n == 0)
		return arena_fmt(a, "%.*s;", STR_ARG(name));
	return arena_fmt(a, "%.*s: %.*s", STR_ARG(name), STR_ARG(value));
}

static bool add(const struct curl *c, struct curl_slist **list, struct str line, struct err *err)
{
	struct curl_slist *more = c->slist_append(*list, line.p);

	if (more == NULL)
		return err_set(err, "libcurl rejects the headers");
	*list = more;
	return true;
}

/*
 * What says how a POST is to be read. The answer of a store may be compressed, but not its list, which is read
 * as it comes. Without "Expect" libcurl would ask first whether it may send much.
 */
static bool add_plain(const struct curl *c, const struct url_request *r, struct curl_slist **list,
	struct err *err)
{
	if (r->post.p == NULL)
		return true;
	if (!add(c, list,
		    r->is_store ? STR("Content-Type: application/proto")
				: STR("Content-Type: application/octet-stream"),
		    err) ||
		!add(c, list, STR("Expect:"), err))
		return false;
	if (r->is_store && !add(c, list, STR("Connect-Protocol-Version: 1"), err))
		return false;
	return !r->is_store || r->is_index || add(c, list, STR("Accept-Encoding: gzip"), err);
}

bool http_options_headers(const struct curl *c, const struct http_options *ask,
	const struct url_request *r, struct curl_slist **list, struct err *err)
{
	struct arena a = {0};
	struct str line = STR("");
	bool ok = true;

	*list = NULL;
	for (size_t i = 0; ok && i < ask->n_headers; i++)
		ok = add(c, list, header_line(&a, ask->headers[i]), err);
	if (ok && ask->bearer_file.n != 0)
		ok = token_header(&a, ask, r, &line, err) && add(c, list, line, err);
	ok = ok && add_plain(c, r, list, err);
	if (!ok) {
		c->slist_free_all(*list);
		*list = NULL;
	}
	arena_release(&a);
	return ok;
}

bool http_options_plain(const struct curl *c, const struct url_request *r, struct curl_slist **list,
	struct err *err)
{
	*list = NULL;
	if (add_plain(c, r, list, err))
		return true;
	c->slist_free_all(*list);
	*list = NULL;
	return false;
}

/* Where else the system's certificates are, by the variables that Go and OpenSSL know. */
static void ask_system(const struct curl *c, CURL *easy)
{
	const char *file = getenv("SSL_CERT_FILE"), *folder = getenv("SSL_CERT_DIR");

	if (file != NULL && file_is_readable(file))
		c->easy_setopt(easy, CURLOPT_CAINFO, file);
	if (folder != NULL && folder[0] != '\0')
		c->easy_setopt(easy, CURLOPT_CAPATH, folder);
}

bool http_options_tls(const struct curl *c, CURL *easy, const struct http_options *ask,
	struct err *err)
{
	const struct curl_setting {
		const char *flag;
		CURLoption option;
		struct str file;
	} rows[] = {
		{"-tls_cert", CURLOPT_SSLCERT, ask->tls_cert},
		{"-tls_key", CURLOPT_SSLKEY, ask->tls_key},
		{"-tls_ca", CURLOPT_CAINFO, ask->tls_ca},
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (rows[i].file.n == 0)
			continue;
		/* libcurl would wait for the writer of a pipe. */
		if (!file_is_readable(rows[i].file.p))
			return err_set(err, "%s %s: %s", rows[i].flag, rows[i].file.p,
				errno == EINVAL ? "not a file" : strerror(errno));
		if (c->easy_setopt(easy, rows[i].option, rows[i].file.p) != CURLE_OK)
			return err_set(err, "%s: libcurl rejects it", rows[i].flag);
	}
	/*
	 * Those of -tls_ca alone are trusted: with its default folder the system's would be, too.
	 */
	if (ask->tls_ca.n != 0)
		c->easy_setopt(easy, CURLOPT_CAPATH, (char *)NULL);
	else
		ask_system(c, easy);
	return true;
}

#endif
