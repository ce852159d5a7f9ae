/*
 * perf.c: tests of the names of the kernel's functions.
 */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "perf/kernel-names.h"

static const char id[] = "0123456789abcdefghij";

static void write_file(const char *path, struct str bytes)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
	fclose(f);
}

/* Two notes: one that is another's, and the build ID. */
static void write_notes(void)
{
	static const char bytes[] = "\4\0\0\0\2\0\0\0\1\0\0\0Xen\0ab\0\0"
				    "\4\0\0\0\24\0\0\0\3\0\0\0GNU\0"
				    "0123456789abcdefghij";

	write_file("notes", (struct str){bytes, sizeof(bytes) - 1});
}

static void write_kallsyms(const char *text)
{
	write_file("kallsyms", str_from_c(text));
}

static struct perf_kernel_names *open_names(const char *build_id)
{
	return perf_kernel_names_open(str_from_c(build_id), "kallsyms", "notes");
}

TEST(an_address_has_the_name_in_front_of_it)
{
	struct perf_kernel_names *k;

	write_notes();
	write_kallsyms("0000000000000000 A fixed_percpu_data\n"
		       "ffffffff81000100 T second\n"
		       "ffffffff81000000 T _stext\n"
		       "ffffffff81000000 t first\n"
		       "ffffffffc0000000 t in_module\t[module]\n"
		       "ffffffff81000180 a no_code\n"
		       "nonsense\n"
		       "ffffffff81000200 T\n");
	k = open_names(id);
	assert_non_null(k);
	assert_str_c(perf_kernel_name(k, 0xffffffff80ffffff), "");
	assert_str_c(perf_kernel_name(k, 0xffffffff81000000), "first");
	assert_str_c(perf_kernel_name(k, 0xffffffff810000ff), "first");
	assert_str_c(perf_kernel_name(k, 0xffffffff81000300), "second");
	assert_str_c(perf_kernel_name(k, 0xffffffffc0000001), "in_module");
	perf_kernel_names_close(k);
}

TEST(another_kernel_has_no_names)
{
	write_notes();
	write_kallsyms("ffffffff81000100 T second\n");
	assert_null(open_names("0123456789abcdefghiJ"));
	assert_null(open_names("0123456789"));
	assert_null(open_names(""));
	write_file("notes", STR("\4\0\0\0"));
	assert_null(open_names(id));
	unlink("notes");
	assert_null(open_names(id));
}

TEST(addresses_may_be_hidden)
{
	write_notes();
	write_kallsyms("0000000000000000 T _stext\n0000000000000000 T second\n");
	assert_null(open_names(id));
	unlink("kallsyms");
	assert_null(open_names(id));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_has_the_name_in_front_of_it),
		cmocka_unit_test(another_kernel_has_no_names),
		cmocka_unit_test(addresses_may_be_hidden),
	};

	char folder[] = "/tmp/cprof-perf-XXXXXX";
	int status;

	if (mkdtemp(folder) == NULL || chdir(folder) != 0)
		return 1;
	status = cmocka_run_group_tests_name("perf", tests, NULL, NULL);
	unlink("notes");
	unlink("kallsyms");
	rmdir(folder);
	return status;
}
