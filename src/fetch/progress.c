/*
 * progress.c: how far a transfer is, see http.h.
 */
#include <stdio.h>
#include <time.h>

#include "fetch/http.h"

int64_t http_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

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
	seconds = (http_now_ms() - began) / 1000;
	for (; bytes >= 1024 && u + 1 < sizeof(units) / sizeof(units[0]); u++)
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
		(int)name.n, name.p, p->led_to);
}
