/*
 * report.c: tests of what reports share.
 */
#include "unit.h"

#include "base/glyph.h"
#include "report/report.h"
#include "table/fit.h"
#include "table/text.h"

/* Each pair was asked of pprof. */
TEST(report_short_names_are_pprofs)
{
	static const char *const rows[][2] = {
		{"", ""},
		{"main", "main"},
		{"main.main", "main.main"},
		/* Go: the directories in front of the last part of the package go, and its version. */
		{"net/http.(*conn).serve", "http.(*conn).serve"},
		{"example.com/shop/internal/order.(*Stock).Longest", "order.(*Stock).Longest"},
		{"example.com/go-x/v2/pkg.F", "pkg.F"},
		{"example.com/pkg/v10.F", "pkg.F"},
		{"example.com/pkg/v1.F", "v1.F"},
		{"a/b.c/d", "b.c/d"},
		{"a/b/c", "a/b/c"},
		{"a b/c.d", "a b/c.d"},
		{"/a.b", "/a.b"},
		{"a/.b", "a/.b"},
		/* Java: packages and arguments go. */
		{"java.lang.String.indexOf(int)", "String.indexOf"},
		{"org.shop.Order$Line.<init>", "Order$Line.<init>"},
		{"org.shop.Order.lambda$sum$3", "Order.lambda$sum$3"},
		{"org.shop.Order.Sum", "org.shop.Order.Sum"},
		{"org.shop.Order.sum x", "org.shop.Order.sum x"},
		/* C++: namespaces in front of a class and its method go, and what follows. */
		{"shop::order::Stock::longest", "Stock::longest"},
		{"shop::order::Stock::longest(int) const", "Stock::longest"},
		{"shop::Stock::~Stock", "Stock::~Stock"},
		{"shop::Stock::get<int, a<b> >(int)", "Stock::get<int, a<b> >"},
		{"(anonymous namespace)::Stock::get", "Stock::get"},
		{"(anonymous namespace)::shop::Stock::get", "Stock::get"},
		{"std::sort", "std::sort"},
		{"Stock::get", "Stock::get"},
		{"shop::__Impl::run", "__Impl::run"},
		{"shop::_impl::run", "shop::_impl::run"},
	};
	struct arena a = {0};

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_row(str_eq_c(report_short_name(&a, str_from_c(rows[i][0])), rows[i][1]),
			rows[i][0]);
	arena_release(&a);
}

/* What is left of a name where it does not fit. */
TEST(fit_names_keep_the_function)
{
	static const char pool[] =
		"example.com/shop/internal/jobs.(*Pool[go.shape.struct { main.n int; "
		"main.kind main.kind },go.shape.string]).work";
	static const struct {
		const char *name;
		size_t columns;
		const char *fits;
	} rows[] = {
		{"", 0, ""},
		{"main.main", 9, "main.main"},
		/* Go: arguments, directories, the package, the type's end. */
		{pool, 200, pool},
		{pool, 60, "example.com/shop/internal/jobs.(*Pool[..]).work"},
		{pool, 46, "example.com/shop/..jobs.(*Pool[..]).work"},
		{pool, 35, "example.com/..jobs.(*Pool[..]).work"},
		{pool, 34, "..jobs.(*Pool[..]).work"},
		{pool, 22, "..(*Pool[..]).work"},
		{pool, 17, "(*Pool[..).work"},
		{pool, 12, "(*Po..).work"},
		{pool, 8, "..work"},
		{"main.(*shop).serve.func1.1", 25, "..(*shop).serve.func1.1"},
		{"main.(*shop).serve.func1.1", 16, "..serve.func1.1"},
		{"example.com/go-x/v2.(*T).Method", 26, "..go-x/v2.(*T).Method"},
		{"example.com/shop/internal/catalog.hasPrefixFold", 19, "cata..hasPrefixFold"},
		{"example.com/shop/internal/catalog.hasPrefixFold", 18, "..hasPrefixFold"},
		{"example.com/shop/internal/catalog.hasPrefixFold", 9, "hasP..old"},
		{"a.Map[go.shape.int,go.shape.string].Get[go.shape.int]", 40,
			"a.Map[..].Get[go.shape.int]"},
		/* C++: templates, parameters, namespaces. */
		{"std::vector<int, std::allocator<int> >::push_back(int const&)", 50,
			"std::vector<..>::push_back(int const&)"},
		{"std::vector<int, std::allocator<int> >::push_back(int const&)", 30,
			"std::vector<..>::push_back(..)"},
		{"shop::order::detail::Stock::longest", 28, "shop::..Stock::longest"},
		{"std::operator<< <std::char_traits<char> >(std::ostream&)", 40,
			"std::operator<< <..>(std::ostream&)"},
		{"shop::Stock::operator()(int, int, int)", 30, "shop::Stock::operator()(..)"},
		{"shop::(anonymous namespace)::run", 30, "..(anonymous namespace)::run"},
		/* Rust: the type that a method is of, closures. */
		{"<alloc::vec::Vec<T,A> as core::iter::Iterator>::next", 51,
			"<alloc::vec::Vec<..> as core::iter::Iterator>::next"},
		{"core::ops::function::FnOnce::call_once::{{closure}}", 45,
			"core::ops::..FnOnce::call_once::{{closure}}"},
		/* Java: packages; constructors are no arguments. */
		{"org.apache.spark.sql.catalyst.Generated$Foo.apply", 40,
			"org.apache.spark..Generated$Foo.apply"},
		{"org.shop.order.detail.Order.<init>", 25, "org.shop..Order.<init>"},
		/* Files: their last folders. */
		{"/usr/local/go/src/runtime/proc.go", 24, "..go/src/runtime/proc.go"},
		{"/usr/local/go/src/runtime/proc.go", 23, "..src/runtime/proc.go"},
		{"/a/very_long_file_name.go", 12, "very_..me.go"},
		/* Nothing to go by, and brackets that nothing closes. */
		{"abcdefghijklmnopqrstuvwxyz", 10, "abcd..wxyz"},
		{"((((((((((((((((((((((((", 10, "((((..(((("},
		{"a[[[[[[[[]]].b.function", 14, "..b.function"},
		{"\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2", 9,
			"\xe6\xbc\xa2\xe5\xad\x97..\xe6\xbc\xa2"},
	};
	struct arena a = {0};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str fits = fit_name(&a, str_from_c(rows[i].name), rows[i].columns);

		assert_row(str_eq_c(fits, rows[i].fits), fits.n != 0 ? fits.p : "");
		assert_row(glyph_columns(fits) <= rows[i].columns, rows[i].name);
	}
	arena_release(&a);
}

TEST(fit_ends_also_where_brackets_do_not)
{
	static const char pieces[][4] = {"(", "[", "<", "(a", "{", "([)", "<-", "a.", "::", "/",
		"[]."};
	struct arena a = {0};

	for (size_t k = 0; k < LENGTH(pieces); k++) {
		struct out name = {0};

		for (int i = 0; i < 1300; i++)
			out_lit(&name, pieces[k]);
		for (size_t columns = 0; columns < 30; columns += 7)
			assert_true(glyph_columns(fit_name(&a, (struct str){name.p, name.n},
					    columns)) <= (columns > 2 ? columns : 2));
		out_release(&name);
	}
	arena_release(&a);
}

TEST(report_indent_leaves_room_on_a_terminal)
{
	struct out o = {.columns = 80};

	out_fill(&o, 'x', 30);
	table_put_indent(&o, 11);
	assert_int_equal(o.n, 30 + 22);
	out_clear(&o);
	out_fill(&o, 'x', 30);
	table_put_indent(&o, 12);
	assert_int_equal(o.n, 30 + 22 + 5);
	assert_memory_equal(o.p + 52, "(12) ", 5);
	out_release(&o);
}

TEST(report_indent_ends_somewhere)
{
	struct out o = {0};

	table_put_indent(&o, 0);
	assert_int_equal(o.n, 0);
	table_put_indent(&o, 2);
	assert_int_equal(o.n, 4);
	out_clear(&o);
	table_put_indent(&o, 60);
	assert_int_equal(o.n, 120);
	out_clear(&o);
	table_put_indent(&o, 1000);
	assert_int_equal(o.n, 127);
	assert_memory_equal(o.p + 119, " (1000) ", 8);
	out_release(&o);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(report_short_names_are_pprofs),
		cmocka_unit_test(fit_names_keep_the_function),
		cmocka_unit_test(fit_ends_also_where_brackets_do_not),
		cmocka_unit_test(report_indent_leaves_room_on_a_terminal),
		cmocka_unit_test(report_indent_ends_somewhere),
	};

	return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
