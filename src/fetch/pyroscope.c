/*
 * pyroscope.c: the queries that Grafana Pyroscope is asked, and its refusals in plain words.
 */
#include "fetch/pyroscope.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/json-in.h"
#include "base/protobuf.h"
#include "fetch/escape.h"
#include "fetch/moment.h"

#define SERVICE "/querier.v1.QuerierService/"
#define LIST_THEM "without ?query= the types and services of the server are listed"

/* --- what is asked */

/* Splits process_cpu:cpu:nanoseconds:cpu:nanoseconds{service_name="shop"} at the brace. */
static bool parse_query(struct str s, struct pyroscope_query *q, struct err *err)
{
	size_t brace = str_find(s, STR("{"), 0), colons = 0;

	q->type = str_trim(str_sub(s, 0, brace));
	q->selector = brace < s.n ? str_trim(str_from(s, brace)) : STR("{}");
	for (size_t i = 0; i < q->type.n; i++)
		colons += q->type.p[i] == ':';
	if (colons < 4)
		return err_set(err,
			"query= takes a type of five parts and labels, as in "
			"process_cpu:cpu:nanoseconds:cpu:nanoseconds{service_name=\"shop\"}; " LIST_THEM);
	if (!str_ends(q->selector, STR("}")))
		return err_set(err, "the labels in query= end in }; a & in them is written %%26");
	return true;
}

static bool parse_moment(struct str key, struct str value, int64_t now_ms, int64_t *ms,
	struct err *err)
{
	return moment_parse(value, now_ms, ms) ||
		err_set(err, "%.*s=%.*s is no time; it takes " MOMENT_FORMS, STR_ARG(key),
			STR_ARG(value));
}

/* Takes a pair of the query. A '+' is itself, because expressions in selectors have it. */
static bool take_pair(struct arena *a, struct str pair, int64_t now_ms, struct pyroscope_query *q,
	struct err *err)
{
	struct str value, key;
	bool found;

	key = url_cut(pair, STR("="), &value, &found);
	if (!url_unescape(a, value, false, &value))
		return err_set(err, "%% stands in front of two hexadecimal digits");
	if (str_eq(key, STR("query")))
		return parse_query(value, q, err);
	if (str_eq(key, STR("from")))
		return parse_moment(key, value, now_ms, &q->from_ms, err);
	if (str_eq(key, STR("until")))
		return parse_moment(key, value, now_ms, &q->until_ms, err);
	return key.n == 0 ||
		err_set(err, "Pyroscope is asked with query=, from= and until=, not with %.*s=",
			STR_ARG(key));
}

bool pyroscope_parse(struct arena *a, struct str query, int64_t seconds, int64_t now_ms,
	struct pyroscope_query *q, struct err *err)
{
	enum { HOUR_MS = 60 * 60 * 1000, SECOND_MS = 1000, NOT_GIVEN = -1 };
	struct str pair;

	*q = (struct pyroscope_query){.from_ms = NOT_GIVEN, .until_ms = now_ms};
	while (str_split(&query, '&', &pair))
		if (!take_pair(a, pair, now_ms, q, err))
			return false;
	if (seconds > 0)
		q->from_ms = q->until_ms - seconds * SECOND_MS;
	else if (q->from_ms == NOT_GIVEN)
		q->from_ms = q->until_ms - HOUR_MS;
	q->from_ms = q->from_ms > 0 ? q->from_ms : 0;
	return q->from_ms < q->until_ms || err_set(err, "from= is not before until=");
}

struct str pyroscope_method(const struct pyroscope_query *q)
{
	return q->type.n != 0 ? STR(SERVICE "SelectMergeProfile") : STR(SERVICE "ProfileTypes");
}

/* SelectMergeProfileRequest, or ProfileTypesRequest. */
struct str pyroscope_message(struct arena *a, const struct pyroscope_query *q)
{
	struct out o = {0};
	struct str message;

	if (q->type.n != 0) {
		protobuf_put_bytes(&o, 1, q->type);
		protobuf_put_bytes(&o, 2, q->selector);
	}
	protobuf_put_number(&o, q->type.n != 0 ? 3 : 1, (uint64_t)q->from_ms);
	protobuf_put_number(&o, q->type.n != 0 ? 4 : 2, (uint64_t)q->until_ms);
	message = arena_str(a, (struct str){o.p, o.n});
	out_release(&o);
	return message;
}

/* --- why it refuses */

#define NAME_YOURSELF "-header='X-Scope-OrgID: TENANT' names a tenant, -bearer_file a token"
#define ASK_FOR_LESS "a shorter time, as from=now-5m, may do"
#define NO_API \
	"is Pyroscope there, 1.0 or newer, and is its path right, as in pyroscope+http://HOST/PATH/?"

/* The codes of Connect, and the statuses of servers that stand in front. */
static const struct refusal {
	const char *code;
	long status; /* 0: says nothing without the code */
	const char *what, *advice;
} refusals[] = {
	{"unauthenticated", 401, "the server wants to know who asks", NAME_YOURSELF},
	{"permission_denied", 403, "the server does not allow this", NAME_YOURSELF},
	{"invalid_argument", 0, "the server does not understand the query", LIST_THEM},
	{"not_found", 0, "the server has nothing of the kind", LIST_THEM},
	{"unimplemented", 404, "the server does not know the request", NO_API},
	{"unimplemented", 405, "the server does not know the request", NO_API},
	{"unimplemented", 415, "the server does not know the request", NO_API},
	{"resource_exhausted", 429, "this is more than the server allows", ASK_FOR_LESS},
	{"deadline_exceeded", 504, "the server was not done in time", ASK_FOR_LESS},
	{"canceled", 0, "the server gave up", ASK_FOR_LESS},
	{"out_of_range", 0, "the server has nothing of that time",
		"from= and until= choose another"},
	{"unavailable", 503, "the server cannot answer now", "try again later"},
	{"internal", 0, "the server failed", ASK_FOR_LESS},
	{"unknown", 0, "the server failed", ASK_FOR_LESS},
};

/* {"code":"invalid_argument","message":"..."}. The answer may be cut off behind them. */
static struct str take_error(struct arena *a, struct str answer, struct str *message)
{
	struct json_in *in = arena_alloc(a, sizeof(*in));
	struct str key, code = STR("");

	*message = STR("");
	json_in_open(in, answer, a);
	json_in_object(in);
	while (json_in_key(in, &key))
		if (str_eq(key, STR("code")))
			json_in_string(in, &code);
		else if (str_eq(key, STR("message")))
			json_in_string(in, message);
		else
			json_in_skip(in);
	return code;
}

static const struct refusal *find_refusal(struct str code, struct str message, long status)
{
	/* Which tenant asks is a header, but its absence is told like an error in the query. */
	if (str_find(message, STR("org id"), 0) < message.n)
		return &refusals[0];
	for (size_t i = 0; i < ARRAY_LEN(refusals); i++)
		if (code.n != 0 ? str_eq_c(code, refusals[i].code) : refusals[i].status == status)
			return &refusals[i];
	return NULL;
}

bool pyroscope_refusal(struct str answer, long status, struct err *err)
{
	enum { MESSAGE_MAX = 300 };
	struct arena a = {0};
	struct str message, code = take_error(&a, answer, &message);
	const struct refusal *r = find_refusal(code, message, status);

	message = str_sub(message, 0, MESSAGE_MAX);
	if (r != NULL)
		err_set(err, "%s (%ld%s%.*s); %s", r->what, status, message.n != 0 ? ": " : "",
			STR_ARG(message), r->advice);
	arena_release(&a);
	return r != NULL;
}
