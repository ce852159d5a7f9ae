/*
 * fetch.c: tests of where profiles come from, as far as no server is needed. What sources become was asked
 * of Go's net/url, with the rules of pprof's adjustURL.
 */
#include "unit.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "fetch/escape.h"
#include "fetch/http.h"
#include "fetch/index-page.h"
#include "fetch/moment.h"
#include "fetch/proxy.h"
#include "fetch/pyroscope.h"
#include "fetch/sigpipe.h"
#include "fetch/url.h"

static enum url_kind parse(struct arena *a, const char *source, struct url_request *r)
{
	const struct url_options ask = {-1, -1};
	struct err err = {0};

	return url_parse(a, str_from_c(source), &ask, r, &err);
}

TEST(sources_become_urls_as_in_pprof)
{
	static const struct {
		const char *source;
		int64_t seconds, timeout;
		const char *shown;
		int64_t ms; /* without the 5 s that are added */
	} rows[] = {
		{"127.0.0.1:80/x?debug=1&gc=1", 0, 0, "http://127.0.0.1:80/x?debug=1&gc=1", 60000},
		{"localhost:80/x", 0, 0, "http://localhost:80/x", 60000},
		{":80/x", 0, 0, "http://:80/x", 60000},
		{"u@h:80/x", 0, 0, "http://u@h:80/x", 60000},
		{"[::1]:6060/x", 0, 0, "http://[::1]:6060/x", 60000},
		{"HTTP://H/x", 0, 0, "http://H/x", 60000},
		{"http://h", 0, 0, "http://h", 60000},
		{"http://h?x=1", 0, 0, "http://h?x=1", 60000},
		{"https://h:443/x?a=%ff", 0, 0, "https://h:443/x?a=%FF", 60000},
		{"https+insecure://h/x", 0, 0, "https+insecure://h/x", 60000},
		{"http://h/a b", 0, 0, "http://h/a%20b", 60000},
		{"http://h/a%2fb", 0, 0, "http://h/a%2fb", 60000},
		{"http://h/a%2fb c", 0, 0, "http://h/a/b%20c", 60000},
		{"http://h/?b=2&a=1&b=1", 0, 0, "http://h/?a=1&b=2&b=1", 60000},
		{"http://h/?x= y+z%20w&&q&;c=1&bad=%zz", 0, 0, "http://h/?q=&x=+y+z+w", 60000},
		{"h:1/p?seconds=5", 0, 0, "http://h:1/p?seconds=5", 7500},
		{"h:1/p?seconds=5", 30, 0, "http://h:1/p?seconds=30", 45000},
		{"h:1/p?seconds=5", 0, 7, "http://h:1/p?seconds=5", 7000},
		{"h:1/p?seconds=7&seconds=9&z", 0, 0, "http://h:1/p?seconds=7&seconds=9&z=", 10500},
		{"h:1/p?seconds=7&seconds=9&z", 1, 0, "http://h:1/p?seconds=1&z=", 1500},
		{"h:1/p?seconds=-5", 0, 0, "http://h:1/p?seconds=-5", 60000},
		{"h:1/p?seconds=x", 0, 0, "http://h:1/p?seconds=x", 60000},
		{"h:1/p?seconds=2147483648", 0, 0, "http://h:1/p?seconds=2147483648", 60000},
		{"h:1/p", 30, 7, "http://h:1/p?seconds=30", 7000},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		const struct url_options ask = {rows[i].seconds, rows[i].timeout};
		struct url_request r;
		struct arena a = {0};
		struct err err = {0};

		assert_row(url_parse(&a, str_from_c(rows[i].source), &ask, &r, &err) == URL_OK,
			rows[i].source);
		assert_str_c(r.shown, rows[i].shown);
		assert_row(r.timeout_ms == rows[i].ms + 5000, rows[i].source);
		assert_row(!r.is_index && r.socket.n == 0, rows[i].source);
		assert_row(r.insecure == str_starts(r.shown, STR("https+insecure:")),
			rows[i].source);
		arena_release(&a);
	}
}

TEST(what_is_sent)
{
	static const struct {
		const char *source, *url, *shown, *socket;
		bool is_index;
	} rows[] = {
		{":6060", "http://localhost:6060/debug/pprof/",
			"http://localhost:6060/debug/pprof/", "", true},
		{"h:6060/", "http://h:6060/debug/pprof/", "http://h:6060/debug/pprof/", "", true},
		{"http://h/debug/pprof", "http://h/debug/pprof/", "http://h/debug/pprof/", "",
			true},
		{"h:", "http://h/debug/pprof/", "http://h:/debug/pprof/", "", true},
		{"http://h:1", "http://h:1/", "http://h:1", "", false},
		{"http://u:p@h/x", "http://u:p@h/x", "http://u:xxxxx@h/x", "", false},
		{"https+insecure://h/x", "https://h/x", "https+insecure://h/x", "", false},
		{"unix:/a b:/x?c&b", "http://localhost/x?b=&c=", "unix:/a b:/x?b=&c=", "/a b",
			false},
		{"unix:/s", "http://localhost/debug/pprof/", "unix:/s:/debug/pprof/", "/s", true},
		{"unix:run/s.sock:/x", "http://localhost/x", "unix:run/s.sock:/x", "run/s.sock",
			false},
		{"unix:s", "http://localhost/debug/pprof/", "unix:s:/debug/pprof/", "s", true},
		{"unix:6060/x", "http://unix:6060/x", "http://unix:6060/x", "", false},
		{"http://h/x#y", "http://h/x", "http://h/x", "", false},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct url_request r;
		struct arena a = {0};

		assert_row(parse(&a, rows[i].source, &r) == URL_OK, rows[i].source);
		assert_str_c(r.url, rows[i].url);
		assert_str_c(r.shown, rows[i].shown);
		assert_str_c(r.socket, rows[i].socket);
		assert_row(r.is_index == rows[i].is_index, rows[i].source);
		arena_release(&a);
	}
}

TEST(moments)
{
	enum { HOUR = 3600 * 1000 };
	static const int64_t now = 1790000000000;
	/* Those without an "now" are what `date -u +%s` says. */
	static const struct {
		const char *text;
		int64_t ms; /* -1: none */
	} rows[] = {
		{"now", 1790000000000},
		{"now-1h", 1790000000000 - HOUR},
		{"now+90s", 1790000090000},
		{"now-2w", 1790000000000 - 14 * 24 * (int64_t)HOUR},
		{"0", 0},
		{"1790000000", 1790000000000},
		{"1790000000123", 1790000000123},
		{"99999999999", 99999999999000},
		{"1970-01-01T00:00:00Z", 0},
		{"2024-02-29T12:00:00Z", 1709208000000},
		{"2026-11-28t08:00:00.2567z", 1795852800256},
		{"2026-11-28T08:00:00+01:30", 1795847400000},
		{"2026-11-28T08:00:00-08:00", 1795881600000},
		{"9999-12-31T23:59:59Z", 253402300799000},
		{"", -1},
		{"now-", -1},
		{"now-1", -1},
		{"now-1y", -1},
		{"now--1h", -1},
		{"now-1h30m", -1},
		{"now-99999999999999999h", -1},
		{"now-60y", -1},
		{"-5", -1},
		{"+5", -1},
		{"12x", -1},
		{"2023-02-29T00:00:00Z", -1},
		{"2026-13-01T00:00:00Z", -1},
		{"2026-11-28T24:00:00Z", -1},
		{"2026-11-28", -1},
		{"2026-11-28T08:00:00", -1},
		{"2026-11-28T08:00:00.Z", -1},
		{"1969-12-31T23:59:59Z", -1},
		{"1970-01-01T00:00:00+00:01", -1},
		{"9999-12-31T23:59:59-01:00", -1},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		int64_t ms = -1;

		assert_row(moment_parse(str_from_c(rows[i].text), now, &ms) == (rows[i].ms >= 0),
			rows[i].text);
		assert_row(ms == rows[i].ms, rows[i].text);
	}
}

TEST(addresses_of_pyroscope)
{
	static const struct {
		const char *source, *url, *shown;
		bool is_index;
	} rows[] = {
		{"pyroscope+http://h:4040", "http://h:4040/querier.v1.QuerierService/ProfileTypes",
			"pyroscope+http://h:4040/", true},
		{"Pyroscope+HTTPS://u:p@h/a//?query=a:b:c:d:e",
			"https://u:p@h/a/querier.v1.QuerierService/SelectMergeProfile",
			"pyroscope+https://u:xxxxx@h/a//?query=a:b:c:d:e", false},
		{"pyroscope+https+insecure://[::1]:/?from=now-1d",
			"https://[::1]/querier.v1.QuerierService/ProfileTypes",
			"pyroscope+https+insecure://[::1]/?from=now-1d", true},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct url_request r;
		struct arena a = {0};

		assert_row(parse(&a, rows[i].source, &r) == URL_OK, rows[i].source);
		assert_str_c(r.url, rows[i].url);
		assert_str_c(r.shown, rows[i].shown);
		assert_row(r.is_store && r.is_index == rows[i].is_index, rows[i].source);
		assert_row(r.insecure == (i == 2), rows[i].source);
		arena_release(&a);
	}
}

TEST(what_is_no_url)
{
	static const char *const none[] = {"", "shop.pb.gz", "/x", "//h/x", "dir/x:1", "dir:file",
		"a b:80/x", "h%41:80/x", "h:99999/x", "h:80/%zz", "foo?a:b", "::1", "h:1\n",
		"unixx"};
	static const char *const bad[] = {"ftp://h/x", "file:///x", "http://", "http:///x",
		"http://a b/x", "http://h:x/", "http://h:65536/", "http://h/%zz", "http://u u@h/",
		"unix:/s:/%zz", "gs://bucket/x"};
	struct arena a = {0};
	struct url_request r;

	for (size_t i = 0; i < LENGTH(none); i++)
		assert_row(parse(&a, none[i], &r) == URL_NONE, none[i]);
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_row(parse(&a, bad[i], &r) == URL_BAD, bad[i]);
	arena_release(&a);
}

TEST(origins)
{
	static const struct {
		const char *a, *b;
		bool same;
	} rows[] = {
		{"http://h/x", "http://h/y?z", true},
		{"http://h", "http://H:80/", true},
		{"https://h:443/", "HTTPS://h/", true},
		{"http://u:p@h/", "http://h/", true},
		{"http://h/", "https://h/", false},
		{"http://h:81/", "http://h/", false},
		{"http://h/", "http://h.evil/", false},
		{"http://h/", "http://h@evil/", false},
		{"http://[::1]:80/", "http://[::1]/", true},
	};
	static const char *const here[] = {"http://localhost/", "http://LOCALHOST:1/",
		"http://127.0.0.1:6060/x", "http://127.1.2.3", "http://[::1]:1/"};
	static const char *const elsewhere[] = {"http://h/", "http://127.0.0.1.evil/",
		"http://localhost.evil/", "http://127.0.0.1@evil/", "http://128.0.0.1/",
		"http://127.0.0/", "http://127.0.0.256/", "http://127.0.0.+1/", "http://[::2]/"};

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_row(url_same_origin(str_from_c(rows[i].a), str_from_c(rows[i].b)) ==
				rows[i].same,
			rows[i].b);
	for (size_t i = 0; i < LENGTH(here); i++)
		assert_row(url_is_loopback(str_from_c(here[i])), here[i]);
	for (size_t i = 0; i < LENGTH(elsewhere); i++)
		assert_row(!url_is_loopback(str_from_c(elsewhere[i])), elsewhere[i]);
}

TEST(durations_are_gos)
{
	struct arena a = {0};

	assert_str_c(url_duration(&a, 5), "5s");
	assert_str_c(url_duration(&a, 60), "1m0s");
	assert_str_c(url_duration(&a, 3600), "1h0m0s");
	assert_str_c(url_duration(&a, 90061), "25h1m1s");
	arena_release(&a);
}

TEST(flags_are_checked)
{
	static const struct {
		const char *header, *error;
	} rows[] = {
		{"A: b", NULL},
		{"A:", NULL},
		{"A:\tb", NULL},
		{"A b", "no colon"},
		{": b", "no name"},
		{"A b: c", "no name"},
		{"A: b\r\nC: d", "line break"},
		{"A: b\n", "line break"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str header = str_from_c(rows[i].header);
		const struct http_options ask = {.headers = &header, .n_headers = 1};
		struct err err = {0};

		assert_row(http_check(&ask, &err) == (rows[i].error == NULL), rows[i].header);
		assert_row(rows[i].error == NULL || strstr(err.text, rows[i].error) != NULL,
			err.text);
	}
}

TEST(a_page_is_read)
{
	static const char page[] =
		"<a href='/home'>/home</a><table><tr><td>Count</td></tr>"
		"<tr><td>12</td><td><a href='allocs?debug=1'>allocs</a></td></tr>"
		"<tr><td>3</td><td><a href='symbol?debug=1'>symbol</a></td></tr>"
		"<tr><td>x</td><td><a href='./a%20&amp;b?debug=1'>a &amp;b</a></td></tr></table>"
		"<a href='x$(date)/y;z'>x$(date)/y;z</a><a href='../x'>../x</a>"
		"<a href=\"allocs?debug=2\">all of them</a>"
		"<div class=profile-name>a &amp;b: </div> One\n\tof &lt;ours&gt; </li>";
	struct arena a = {0};
	struct index_list list = index_page_parse(&a, STR(page));

	assert_int_equal(list.n, 3);
	assert_str_c(list.rows[0].name, "allocs");
	assert_str_c(list.rows[0].count, "12");
	assert_str_c(list.rows[0].link, "allocs");
	assert_str_c(list.rows[1].name, "a &b");
	assert_str_c(list.rows[1].count, "");
	assert_str_c(list.rows[1].link, "a%20%26b");
	assert_str_c(list.rows[1].text, "One of <ours>");
	assert_str_c(list.rows[2].name, "x$(date)/y;z");
	assert_str_c(list.rows[2].link, "x%24%28date%29/y%3Bz");
	arena_release(&a);
}

/* What is said after three seconds, of a profile that takes `seconds`. */
static void text_after_three(int64_t seconds, char text[HTTP_PROGRESS_MAX])
{
	struct http_progress p = {.seconds = seconds};

	/* Once more, should this have taken so long itself that it is more than three. */
	do {
		p.began_ms = clock_ms() - 3000;
		http_progress_text(&p, text);
	} while (clock_ms() - p.began_ms >= 4000);
}

TEST(progress_is_told)
{
	struct http_progress p = {0};
	char text[HTTP_PROGRESS_MAX];

	assert_int_equal(http_progress_text(&p, text), 0);
	text_after_three(5, text);
	assert_string_equal(text, "2 s left of 5 s");
	text_after_three(2, text);
	assert_string_equal(text, "waiting 3 s");
	p.began_ms = clock_ms();
	p.bytes = 1023;
	http_progress_text(&p, text);
	assert_string_equal(text, "received 1023 B");
	p.bytes = 1258292;
	assert_int_equal(http_progress_text(&p, text), strlen("received 1.2 MB"));
	assert_string_equal(text, "received 1.2 MB");
	p.bytes = UINT64_MAX;
	http_progress_text(&p, text);
}

TEST(a_list_names_what_is_asked_directly)
{
	static const struct {
		const char *list, *host, *port;
		bool bypassed;
	} rows[] = {
		{"", "example.com", "80", false},
		{"example.com", "example.com", "80", true},
		{" Example.COM ,x", "example.com", "80", true},
		{"example.com", "www.example.com", "80", true},
		{"example.com", "badexample.com", "80", false},
		{"example.com", "example.com.org", "80", false},
		{".example.com", "example.com", "80", false},
		{".example.com", "www.example.com", "80", true},
		{"*.example.com", "example.com", "80", false},
		{"*.example.com", "a.b.example.com", "80", true},
		{"example.com:8080", "example.com", "80", false},
		{"example.com:8080", "example.com", "8080", true},
		{":80,,", "example.com", "80", false},
		{"*", "10.1.2.3", "80", true},
		{"10.0.0.0/8", "10.1.2.3", "80", true},
		{"10.0.0.0/8", "11.1.2.3", "80", false},
		{"10.1.2.0/25", "10.1.2.127", "80", true},
		{"10.1.2.0/25", "10.1.2.128", "80", false},
		{"0.0.0.0/0", "10.1.2.3", "80", true},
		{"0.0.0.0/0", "fe80::1", "80", false},
		{"10.0.0.0/33", "10.0.0.0", "80", false},
		{"10.0.0.0/8", "ten.example.com", "80", false},
		{"fe80::/10", "febf::1", "80", true},
		{"fe80::/10", "fec0::1", "80", false},
		{"10.1.2.3", "10.1.2.3", "80", true},
		{"10.1.2.3", "1.10.1.2.3", "80", false},
		{"10.1.2.3:81", "10.1.2.3", "80", false},
		{"[fe80::1]:80", "fe80:0::1", "80", true},
		{"fe80::1", "fe80::1", "81", true},
		{"::ffff:10.1.2.3", "10.1.2.3", "80", true},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct arena a = {0};

		if (proxy_is_bypassed(&a, str_from_c(rows[i].list), str_from_c(rows[i].host),
			    str_from_c(rows[i].port)) != rows[i].bypassed)
			fail_msg("\"%s\" and %s:%s", rows[i].list, rows[i].host, rows[i].port);
		arena_release(&a);
	}
}

TEST(a_closed_connection_kills_nobody)
{
	struct sigpipe_held q;
	int ends[2];
	sigset_t set;

	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	sigpipe_hold(&q);
	assert_int_equal(write(ends[1], "", 1), -1);
	assert_int_equal(errno, EPIPE);
	sigpipe_release(&q);
	close(ends[1]);
	assert_int_equal(sigpending(&set), 0);
	assert_false(sigismember(&set, SIGPIPE));
	assert_int_equal(pthread_sigmask(SIG_BLOCK, NULL, &set), 0);
	assert_false(sigismember(&set, SIGPIPE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sources_become_urls_as_in_pprof),
		cmocka_unit_test(what_is_sent),
		cmocka_unit_test(moments),
		cmocka_unit_test(addresses_of_pyroscope),
		cmocka_unit_test(what_is_no_url),
		cmocka_unit_test(origins),
		cmocka_unit_test(durations_are_gos),
		cmocka_unit_test(flags_are_checked),
		cmocka_unit_test(a_page_is_read),
		cmocka_unit_test(progress_is_told),
		cmocka_unit_test(a_list_names_what_is_asked_directly),
		cmocka_unit_test(a_closed_connection_kills_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
