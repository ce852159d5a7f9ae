/*
 * pyroscope.h: asks Grafana Pyroscope, a store of profiles, over its public API.
 *
 * The API is Connect (connectrpc.com): a POST of a protobuf message to /querier.v1.QuerierService/METHOD. An
 * answer is a message, an error is JSON. The messages are those of api/querier/v1/querier.proto and
 * api/types/v1/types.proto of grafana/pyroscope, as of 2.3.
 */
#ifndef CPROF_FETCH_PYROSCOPE_H
#define CPROF_FETCH_PYROSCOPE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/out.h"
#include "fetch/http.h"
#include "fetch/url.h"

/* What a URL asks for. Strings are in the arena. */
struct pyroscope_query {
	struct str
		type; /* as process_cpu:cpu:nanoseconds:cpu:nanoseconds; empty: which types there are */
	struct str selector;       /* of labels, as {service_name="shop"} */
	int64_t from_ms, until_ms; /* since 1970 */
};

/*
 * Reads the query of a URL: query=TYPE{LABELS}, from and until (moment.h). Without `until` it is now; without
 * `from` an hour before. With seconds > 0 `from` is so long before `until`. Fails, and says what is wrong, where
 * the server could only refuse it.
 */
bool pyroscope_parse(struct arena *a, struct str query, int64_t seconds, int64_t now_ms,
	struct pyroscope_query *q, struct err *err);

/* The method that answers a query, behind the path of the server; and the message to send, in the arena. */
struct str pyroscope_method(const struct pyroscope_query *q);
struct str pyroscope_message(struct arena *a, const struct pyroscope_query *q);

/*
 * Says in plain words why a server refused, and what to do: by its answer, or by the status if that is none of
 * the API's. False, and *err unchanged, when neither is known.
 */
bool pyroscope_refusal(struct str answer, long status, struct err *err);

enum { PYROSCOPE_ROWS_MAX = 1000 };

/* What a server has; at most PYROSCOPE_ROWS_MAX each. */
struct pyroscope_list {
	struct str *types, *services;
	size_t n_types, n_services;
};

/* Read the answers to the two methods of a list, and add what is in them. False when an answer is damaged. */
bool pyroscope_take_types(struct arena *a, struct str answer, struct pyroscope_list *list);
bool pyroscope_take_services(struct arena *a, struct str answer, struct pyroscope_list *list);

/* Appends the list, with the commands to type. `r` is the request whose answer it is. */
void pyroscope_print(const struct pyroscope_list *list, const struct url_request *r, struct out *o);

/* Asks for both parts of the list, and appends it to `out`. Fails when the server has nothing. */
bool pyroscope_ask(const struct url_request *r, const struct http_options *http, struct out *out,
	struct err *err);

#endif
