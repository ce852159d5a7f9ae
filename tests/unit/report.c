/*
 * report.c: tests of what reports share.
 */
#include "unit.h"

#include "report/report.h"

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

TEST(report_indent_ends_somewhere)
{
	struct out o = {0};

	report_indent(&o, 0);
	assert_int_equal(o.n, 0);
	report_indent(&o, 2);
	assert_int_equal(o.n, 4);
	out_clear(&o);
	report_indent(&o, 60);
	assert_int_equal(o.n, 120);
	out_clear(&o);
	report_indent(&o, 1000);
	assert_int_equal(o.n, 127);
	assert_memory_equal(o.p + 119, " (1000) ", 8);
	out_release(&o);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(report_short_names_are_pprofs),
		cmocka_unit_test(report_indent_ends_somewhere),
	};

	return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
