/*
 * web-replies.c: Makes responses of the library, and keeps the last ones up to a size.
 */
#include "web/web-replies.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/ascii.h"

enum {
	KEPT_MAX = 64 * 1024 * 1024, /* bytes of all that is kept */
	ONE_MAX = KEPT_MAX / 2,      /* of one answer */
	TAG_BYTES = 16,
};

/*
 * What every answer says to the browser: only our own script and style run, nothing is loaded from elsewhere, nobody
 * may show the page in a frame or read it, and no text becomes markup but by our one policy.
 */
static const struct {
	const char *name, *value;
} headers[] = {
	{"Content-Security-Policy",
		"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
		"connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
		"frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types cprof"},
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "no-referrer"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"Vary", "Accept-Encoding"},
};

void web_replies_tag(const struct web_replies *r, struct str key, char tag[WEB_TAG_MAX])
{
	struct arena a = {0};
	struct str parts[] = {
		{(const char *)r->seed, sizeof(r->seed)},
		arena_fmt(&a, "%u", r->generation),
		key,
	};
	uint8_t digest[SHA256_BYTES];

	sha256(arena_join(&a, parts, ARRAY_LEN(parts), STR("\n")), digest);
	tag[0] = tag[WEB_TAG_MAX - 2] = '"';
	ascii_put_hex(tag + 1, digest, TAG_BYTES);
	tag[WEB_TAG_MAX - 1] = '\0';
	arena_release(&a);
}

static void add(const struct web_replies *r, struct MHD_Response *response, const char *name,
	const char *value)
{
	if (value != NULL && value[0] != '\0')
		r->http->add_response_header(response, name, value);
}

/* Takes the bytes, which are on the heap. */
static struct MHD_Response *new_response(const struct web_replies *r, void *bytes, size_t n,
	const char *tag)
{
	struct MHD_Response *response = r->http->create_response_from_buffer(n, bytes,
		MHD_RESPMEM_MUST_FREE);

	if (response == NULL)
		mem_exhausted();
	for (size_t i = 0; i < ARRAY_LEN(headers); i++)
		add(r, response, headers[i].name, headers[i].value);
	add(r, response, "Cache-Control", tag == NULL || !r->is_loopback ? "no-store" : "no-cache");
	add(r, response, "ETag", tag);
	return response;
}

static struct web_reply *new_reply(int status, struct MHD_Response *response)
{
	struct web_reply *reply = mem_zeroed(1, sizeof(*reply));

	*reply = (struct web_reply){(unsigned)status, response, 1};
	return reply;
}

struct web_reply *web_replies_make(const struct web_replies *r, struct web_answer *answer,
	const char *tag)
{
	struct MHD_Response *response = new_response(r, answer->body.p, answer->body.n, tag);
	char saved_as[WEB_TYPE_MAX + 32] = "";

	answer->body = (struct out){0};
	if (answer->file[0] != '\0')
		snprintf(saved_as, sizeof(saved_as), "attachment; filename=\"%s\"", answer->file);
	add(r, response, "Content-Type", answer->type);
	add(r, response, "Content-Encoding", answer->gzip ? "gzip" : NULL);
	add(r, response, "Content-Disposition", saved_as);
	return new_reply(answer->status, response);
}

struct web_reply *web_replies_unchanged(const struct web_replies *r, const char *tag)
{
	return new_reply(MHD_HTTP_NOT_MODIFIED, new_response(r, NULL, 0, tag));
}

struct web_reply *web_replies_redirect(const struct web_replies *r, const char *location,
	const char *cookie)
{
	struct MHD_Response *response = new_response(r, NULL, 0, NULL);

	add(r, response, "Location", location);
	add(r, response, "Set-Cookie", cookie);
	return new_reply(MHD_HTTP_TEMPORARY_REDIRECT, response);
}

struct web_reply *web_replies_hold(struct web_reply *reply)
{
	reply->holders++;
	return reply;
}

void web_replies_drop(const struct web_replies *r, struct web_reply *reply)
{
	if (reply == NULL || --reply->holders != 0)
		return;
	r->http->destroy_response(reply->response);
	free(reply);
}

struct web_reply *web_replies_find(struct web_replies *r, struct str key)
{
	for (size_t i = 0; i < r->kept.n; i++) {
		if (!str_eq(r->kept.p[i].key, key))
			continue;
		r->kept.p[i].used = ++r->clock;
		return r->kept.p[i].reply;
	}
	return NULL;
}

static void forget(struct web_replies *r, size_t i)
{
	struct web_kept *kept = &r->kept.p[i];

	r->size -= kept->size;
	web_replies_drop(r, kept->reply);
	free((void *)(uintptr_t)kept->key.p);
	*kept = r->kept.p[--r->kept.n];
}

static void drop_oldest(struct web_replies *r)
{
	size_t oldest = 0;

	for (size_t i = 1; i < r->kept.n; i++)
		if (r->kept.p[i].used < r->kept.p[oldest].used)
			oldest = i;
	forget(r, oldest);
}

void web_replies_keep(struct web_replies *r, struct str key, struct web_reply *reply, size_t size)
{
	char *copy;

	size += key.n + sizeof(struct web_kept);
	if (size > ONE_MAX || web_replies_find(r, key) != NULL)
		return;
	while (r->kept.n != 0 && r->size + size > KEPT_MAX)
		drop_oldest(r);
	copy = mem_zeroed(key.n + 1, 1);
	memcpy(copy, key.p, key.n);
	*vec_add(&r->kept) = (struct web_kept){{copy, key.n}, web_replies_hold(reply), size,
		++r->clock};
	r->size += size;
}

void web_replies_release(struct web_replies *r)
{
	while (r->kept.n != 0)
		forget(r, r->kept.n - 1);
	free(r->kept.p);
	r->kept.p = NULL;
	r->kept.cap = 0;
}
