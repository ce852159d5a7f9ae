/*
 * progress.c: formats the progress of a transfer, and the warning about a redirect to http://.
 */
#include <stdio.h>

#include "base/array.h"
#include "base/clock.h"
#include "fetch/http.h"

size_t http_progress_text(const struct http_progress *p, char text[HTTP_PROGRESS_MAX])
{
	static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
	int64_t began = atomic_load(&p->began_ms), seconds;
	double bytes = (double)atomic_load(&p->bytes);
	size_t u = 0;
	int n;

	text[0] = '\0';
	if (began == 0)
		return 0;
	seconds = (clock_ms() - began) / 1000;
	for (; bytes >= 1024 && u + 1 < ARRAY_LEN(units); u++)
		bytes /= 1024;
	if (bytes != 0)
		n = snprintf(text, HTTP_PROGRESS_MAX, "received %.*f %s", u == 0 ? 0 : 1, bytes,
			units[u]);
	else if (seconds <= p->seconds)
		n = snprintf(text, HTTP_PROGRESS_MAX, "%lld s left of %lld s",
			(long long)(p->seconds - seconds), (long long)p->seconds);
	else
		n = snprintf(text, HTTP_PROGRESS_MAX, "waiting %lld s", (long long)seconds);
	return (size_t)n;
}

struct str http_unencrypted_text(struct arena *a, const struct http_progress *p, struct str name)
{
	if (!atomic_load(&p->unencrypted))
		return STR("");
	return arena_fmt(a,
		"%.*s: the server redirected to %s; what came from there was not encrypted",
		STR_ARG(name), p->led_to);
}
