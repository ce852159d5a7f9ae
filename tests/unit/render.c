/*
 * render.c: tests of what svg_dress adds to a picture, and of what it leaves as it is.
 */
#include "unit.h"

#include "render/render.h"
#include "render/svg.h"

static struct str dressed(struct str svg, struct out *o)
{
	out_clear(o);
	svg_dress(svg, STR("{\"rows\":[]}\n"), o);
	return (struct str){o->p, o->n};
}

TEST(svg_dress_adds_before_the_end)
{
	struct str svg = STR("<?xml version=\"1.0\"?>\n<svg width=\"8pt\" viewBox=\"0 0 8 8\">\n"
			     "<g id=\"graph0\" class=\"graph\"><title>&lt;/svg&gt;</title></g>\n"
			     "</svg>\n");
	struct out o = {0};
	struct str got = dressed(svg, &o), added;
	size_t end = svg.n - strlen("</svg>\n");

	assert_true(got.n > svg.n);
	assert_str(str_sub(got, 0, end), str_sub(svg, 0, end));
	assert_str_c(str_from(got, got.n - strlen("</svg>\n")), "</svg>\n");

	added = str_sub(got, end, got.n - svg.n);
	assert_true(str_starts(added, STR("<style type=\"text/css\"><![CDATA[\n")));
	assert_true(str_ends(added, STR("]]></script>\n")));
	assert_true(str_find(added, svg_style, 0) < str_find(added, svg_script, 0));
	/* The script finds its data when it runs. */
	assert_true(str_find(added, STR("id=\"cprof-data\">\n{\"rows\":[]}\n</script>"), 0) <
		str_find(added, svg_script, 0));
	assert_true(str_find(added, svg_script, 0) < added.n);
	out_release(&o);
}

TEST(svg_dress_takes_the_last_end)
{
	struct out o = {0};
	struct str got = dressed(STR("<svg><!-- </svg> --></svg>"), &o);

	assert_true(str_starts(got, STR("<svg><!-- </svg> --><style")));
	assert_true(str_ends(got, STR("</script>\n</svg>")));
	out_release(&o);
}

TEST(svg_dress_mends_transparent)
{
	struct out o = {0};
	struct str got = dressed(STR("<svg><polygon fill=\"white\" stroke=\"transparent\"/>"
				     "<path stroke=\"transparent\"/><path stroke=\"black\"/>"
				     "<text>transparent</text></svg>"),
		&o);

	assert_true(str_starts(got,
		STR("<svg><polygon fill=\"white\" stroke=\"none\"/>"
		    "<path stroke=\"none\"/><path stroke=\"black\"/>"
		    "<text>transparent</text><style")));
	out_release(&o);
}

TEST(svg_dress_leaves_what_is_no_svg)
{
	static const struct str rows[] = {
		S(""),
		S("<svg"),
		S("</svg>"),
		S("</svg><svg>"),
		S("<svg></svg"),
		S("stroke=\"transparent\""),
		S("<svg stroke=\"transparent\">"),
		S("digraph { N1 -> N2 }"),
		S("\x89PNG\r\n\x1a\n\0\xff"),
	};
	struct out o = {0};

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_str(dressed(rows[i], &o), rows[i]);
	out_release(&o);
}

TEST(svg_dress_adds_to_what_is_there)
{
	struct out o = {0};

	out_lit(&o, "before ");
	svg_dress(STR("x"), STR("{}"), &o);
	svg_dress((struct str){NULL, 0}, STR("{}"), &o);
	assert_str_c(((struct str){o.p, o.n}), "before x");
	out_release(&o);
}

/* Markup in names ends nothing, in XML or in HTML; the JSON means the same. */
TEST(svg_data_is_text)
{
	struct out o = {0};
	struct str got, data;
	size_t begin;

	svg_dress(STR("<svg></svg>"),
		STR("[\"</script>\",\"]]>\",\"<!--\",\"&lt;\","
		    "\"\xef\xbf\xbe\xef\xbf\xbf\xef\xbf\xbd\"]"),
		&o);
	got = (struct str){o.p, o.n};
	begin = str_find(got, STR("cprof-data\">\n"), 0) + strlen("cprof-data\">\n");
	data = str_sub(got, begin, str_find(got, STR("</script>"), begin) - begin);
	assert_str_c(data,
		"[\"\\u003c/script\\u003e\",\"]]\\u003e\",\"\\u003c!--\",\"\\u0026lt;\","
		"\"\\ufffe\\uffff\xef\xbf\xbd\"]");
	out_release(&o);
}

/* In CDATA nothing but its end counts, but somebody may put the picture into a page of HTML. */
TEST(svg_script_and_style_can_stand_in_a_page)
{
	const struct str *const texts[] = {&svg_script, &svg_style};

	for (size_t i = 0; i < LENGTH(texts); i++) {
		struct str s = *texts[i];

		assert_true(s.n > 1000);
		assert_int_equal(str_find(s, STR("]]>"), 0), s.n);
		assert_int_equal(str_find(s, STR("</"), 0), s.n);
		assert_int_equal(str_find(s, STR("<!--"), 0), s.n);
		assert_int_equal(str_find(s, STR("innerHTML"), 0), s.n);
		assert_int_equal(str_find(s, STR("url("), 0), s.n);
		for (size_t j = 0; j < s.n; j++)
			assert_true(s.p[j] == '\n' || (s.p[j] >= ' ' && s.p[j] <= '~'));
	}
	assert_true(str_find(svg_script, STR("'use strict';"), 0) < svg_script.n);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(svg_dress_adds_before_the_end),
		cmocka_unit_test(svg_dress_takes_the_last_end),
		cmocka_unit_test(svg_dress_mends_transparent),
		cmocka_unit_test(svg_dress_leaves_what_is_no_svg),
		cmocka_unit_test(svg_dress_adds_to_what_is_there),
		cmocka_unit_test(svg_data_is_text),
		cmocka_unit_test(svg_script_and_style_can_stand_in_a_page),
	};

	return cmocka_run_group_tests_name("render", tests, NULL, NULL);
}
