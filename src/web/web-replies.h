/*
 * web-replies.h: Answers in the form in which the library sends them, and those that are kept to be sent again.
 */
#ifndef CPROF_WEB_WEB_REPLIES_H
#define CPROF_WEB_WEB_REPLIES_H

#include "base/mem.h"
#include "base/sha256.h"
#include "web/microhttpd.h"
#include "web/web-job.h"

/* A response of the library with its status. It is counted who holds it. */
struct web_reply {
	unsigned status;
	struct MHD_Response *response;
	unsigned holders;
};

enum { WEB_TAG_MAX = 2 * 16 + 3 }; /* an ETag: "0123..." with its quotes and a NUL */

/* A kept reply. */
struct web_kept {
	struct str key; /* on the heap */
	struct web_reply *reply;
	size_t size;
	uint64_t used; /* by the counter of the table; the least is dropped first */
};

/* Zero-initialized but for `http` is empty. */
struct web_replies {
	const struct microhttpd *http;
	bool is_loopback;    /* others may not keep answers */
	uint8_t seed[16];    /* random, so that the tags of another start differ */
	unsigned generation; /* of the profile: raise it when that is another one */
	VEC(struct web_kept) kept;
	size_t size;
	uint64_t clock;
};

/* Writes the ETag of the answer to a key: it changes with the profile and with each start. */
void web_replies_tag(const struct web_replies *r, struct str key, char tag[WEB_TAG_MAX]);

/*
 * Each makes a reply with one holder, who calls web_replies_drop.
 *
 * Of an answer, whose bytes it takes. `tag` may be NULL: then browsers are not to keep it. All replies have the headers
 * that keep foreign pages out.
 */
struct web_reply *web_replies_make(const struct web_replies *r, struct web_answer *answer,
	const char *tag);

/* 304: what the browser has under the tag still holds. */
struct web_reply *web_replies_unchanged(const struct web_replies *r, const char *tag);

/* One that leads to another address, and sets a cookie; NULL: none. */
struct web_reply *web_replies_redirect(const struct web_replies *r, const char *location,
	const char *cookie);

struct web_reply *web_replies_hold(struct web_reply *reply);

/* Takes NULL and does nothing then. */
void web_replies_drop(const struct web_replies *r, struct web_reply *reply);

/* Returns the kept reply for a key, for the caller to hold; or NULL. */
struct web_reply *web_replies_find(struct web_replies *r, struct str key);

/* Keeps a reply, whose body has so many bytes, unless that is too large. */
void web_replies_keep(struct web_replies *r, struct str key, struct web_reply *reply, size_t size);

/* Forgets all that is kept. */
void web_replies_release(struct web_replies *r);

#endif
