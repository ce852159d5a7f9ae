/*
 * check-junit.c: Writes limits as JUnit's XML, which CI systems show: a limit is a test case.
 */
#include "report/checks.h"

/* Writes a text where XML may have one: markup is escaped, and what XML 1.0 does not know is U+FFFD. */
static void put_xml(struct out *o, struct str text)
{
	static const char *const escapes[128] = {['<'] = "&lt;",
		['>'] = "&gt;",
		['&'] = "&amp;",
		['"'] = "&quot;",
		['\t'] = "&#9;",
		['\n'] = "&#10;"};

	for (size_t i = 0; i < text.n;) {
		struct str rest = str_from(text, i);
		unsigned char c = (unsigned char)rest.p[0];
		size_t n = str_utf8_length(rest);
		bool none = n == 3 &&
			(memcmp(rest.p, "\xef\xbf\xbe", 3) == 0 ||
				memcmp(rest.p, "\xef\xbf\xbf", 3) == 0);

		if (c < 128 && escapes[c] != NULL)
			out_lit(o, escapes[c]);
		else if (n == 0 || none || c < 0x20 || c == 0x7f)
			out_lit(o, "\xef\xbf\xbd");
		else
			out_bytes(o, rest.p, n);
		i += n != 0 ? n : 1;
	}
}

/* "+29.8%, z=4.0" */
static void put_message(const struct check *c, struct report *r, struct out *o)
{
	struct str reason = check_reason(r->arena, c);

	put_xml(o, check_measured(r, c, &c->values, c->measured));
	if (reason.n != 0) {
		out_lit(o, c->verdict == CHECK_ABSENT ? "" : ", ");
		put_xml(o, reason);
	}
}

/* The functions behind a failure, a line each. */
static void put_functions(const struct checks *checks, const struct check *c, struct report *r,
	struct out *o)
{
	for (unsigned i = 0; i < c->n_functions; i++) {
		put_xml(o, check_measured(r, c, &c->functions[i].values, c->functions[i].measured));
		out_lit(o, "  ");
		put_xml(o, checks->names.frames.p[c->functions[i].row].text);
		out_lit(o, "\n");
	}
}

static void put_case(const struct checks *checks, const struct check *c, struct report *r,
	struct out *o)
{
	out_lit(o, "    <testcase classname=\"cprof.check\" name=\"");
	put_xml(o, c->budget->text);
	out_lit(o, "\" time=\"0\"");
	if (c->verdict == CHECK_OK) {
		out_lit(o, "/>\n");
		return;
	}
	out_lit(o, ">\n");
	if (c->verdict == CHECK_FAILED) {
		out_lit(o, "      <failure type=\"limit\" message=\"");
		put_message(c, r, o);
		out_lit(o, "\">");
		put_functions(checks, c, r, o);
		out_lit(o, "</failure>\n");
	} else if (c->verdict == CHECK_CHANCE) {
		out_lit(o, "      <system-out>beyond the limit, but that may be chance: ");
		put_message(c, r, o);
		out_lit(o, "</system-out>\n");
	} else {
		out_lit(o, "      <skipped message=\"");
		put_message(c, r, o);
		out_lit(o, "\"/>\n");
	}
	out_lit(o, "    </testcase>\n");
}

void checks_put_junit(const struct checks *c, struct report *r, struct out *out)
{
	size_t skipped = 0;

	for (size_t i = 0; i < c->n; i++)
		skipped += c->p[i].verdict == CHECK_FEW || c->p[i].verdict == CHECK_ABSENT;
	out_lit(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	out_fmt(out, "<testsuites tests=\"%zu\" failures=\"%zu\" errors=\"0\">\n", c->n,
		c->n_failed);
	out_fmt(out,
		"  <testsuite name=\"cprof -check\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" "
		"skipped=\"%zu\" time=\"0\">\n",
		c->n, c->n_failed, skipped);
	for (size_t i = 0; i < c->n; i++)
		put_case(c, &c->p[i], r, out);
	out_lit(out, "  </testsuite>\n</testsuites>\n");
}
