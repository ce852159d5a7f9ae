/*
 * base-memory.c: tests of what holds things: arena, growing blocks, map, intern.
 */
#include "base-tests.h"
#include "unit.h"

#include "base/index.h"
#include "base/intern.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/print.h"

#ifdef UNIT_ASAN
#include <sanitizer/asan_interface.h>
#endif

TEST(arena_gives_aligned_zeroed_memory)
{
	static const size_t sizes[] = {0, 1, 3, 16, 17, 1000, 65536, 200000};
	struct arena a = {0};

	for (size_t i = 0; i < LENGTH(sizes); i++) {
		unsigned char *p = arena_alloc(&a, sizes[i]);

		assert_non_null(p);
		assert_int_equal((uintptr_t)p % 16, 0);
		for (size_t k = 0; k < sizes[i]; k++)
			assert_int_equal(p[k], 0);
		memset(p, 0xff, sizes[i]); /* what comes next is zeroed all the same */
		arena_raw(&a, 1, 1);       /* and aligned behind an odd piece */
	}
	arena_release(&a);
}

TEST(arena_raw_aligns_as_asked)
{
	struct arena a = {0};

	for (size_t align = 1; align <= 16; align *= 2) {
		arena_raw(&a, 1, 1);
		assert_int_equal((uintptr_t)arena_raw(&a, 5, align) % align, 0);
	}
	arena_release(&a);
}

TEST(arena_pieces_do_not_overlap_when_it_grows)
{
	struct arena a = {0};
	uint32_t *pieces[3000];

	for (uint32_t i = 0; i < LENGTH(pieces); i++) {
		size_t n = 1 + i % 100;

		pieces[i] = arena_array(&a, uint32_t, n);
		for (size_t k = 0; k < n; k++)
			pieces[i][k] = i;
	}
	for (uint32_t i = 0; i < LENGTH(pieces); i++)
		for (size_t k = 0; k < 1 + i % 100; k++)
			assert_int_equal(pieces[i][k], i);
	arena_release(&a);
}

TEST(arena_takes_a_piece_larger_than_its_chunks)
{
	size_t size = (size_t)20 << 20;
	struct arena a = {0};
	char *p = arena_raw(&a, size, 1);

	p[0] = p[size - 1] = 'x';
	assert_true(a.used >= size);
	arena_release(&a);
	assert_int_equal(a.used, 0);
	assert_null(a.chunks);
}

TEST(arena_rewind_reuses_one_chunk)
{
	struct arena a = {0};
	char *first = arena_alloc(&a, 100), *again;

	arena_rewind(&a);
	assert_int_equal(a.used, 0);
	again = arena_alloc(&a, 100);
	assert_ptr_equal(again, first);
	for (int i = 0; i < 100; i++)
		assert_int_equal(again[i], 0);
	arena_release(&a);
}

/* Every command rewinds; what is spare must not be lost when a larger chunk was needed. */
TEST(arena_rewind_may_alternate_between_small_and_large)
{
	struct arena a = {0};

	for (size_t i = 0; i < 50; i++) {
		char *p = arena_alloc(&a, i % 2 ? 300000 : 10);

		p[0] = 'x';
		arena_alloc(&a, 70000);
		arena_rewind(&a);
	}
	arena_release(&a);
}

TEST(arena_rewind_of_an_empty_arena_is_fine)
{
	struct arena a = {0};

	arena_rewind(&a);
	arena_release(&a);
	arena_release(&a);
	assert_non_null(arena_alloc(&a, 1));
	arena_release(&a);
}

#ifdef UNIT_ASAN
TEST(arena_poisons_what_it_released)
{
	struct arena a = {0};
	char *p = arena_alloc(&a, 64);

	assert_false(__asan_address_is_poisoned(p + 63));
	assert_true(__asan_address_is_poisoned(p + 64));
	arena_rewind(&a);
	assert_true(__asan_address_is_poisoned(p));
	arena_release(&a);
}
#endif

TEST(arena_str_copies_and_terminates)
{
	struct arena a = {0};
	char bytes[] = {'a', '\0', 'b'};
	struct str copy = arena_str(&a, (struct str){bytes, 3});

	bytes[0] = 'x';
	assert_str(copy, STR("a\0b"));
	assert_int_equal(copy.p[3], '\0');
	assert_string_equal(arena_c(&a, (struct str){NULL, 0}), "");
	arena_release(&a);
}

TEST(arena_join_puts_separators_between_what_is_not_empty)
{
	static const struct {
		struct str parts[4], sep, joined;
	} rows[] = {
		{{S("a"), S("b"), S("c"), S("d")}, S(", "), S("a, b, c, d")},
		{{S(""), S("b"), S(""), S("d")}, S("|"), S("b|d")},
		{{S("a"), S(""), S(""), S("")}, S("|"), S("a")},
		{{S(""), S(""), S(""), S("")}, S("|"), S("")},
		{{S("a"), S("b"), {NULL, 0}, S("c")}, S(""), S("abc")},
		{{S("a\0b"), S("\0"), S(""), S("c")}, S("\0"), S("a\0b\0\0\0c")},
	};
	struct arena a = {0};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str s = arena_join(&a, rows[i].parts, 4, rows[i].sep);

		assert_str(s, rows[i].joined);
		assert_int_equal(s.p[s.n], '\0');
	}
	assert_str(arena_join(&a, NULL, 0, STR(",")), STR(""));
	arena_release(&a);
}

TEST(arena_fmt_takes_any_length)
{
	struct arena a = {0};
	struct str s;

	assert_str(arena_fmt(&a, "%s=%d", "n", 7), STR("n=7"));
	s = arena_fmt(&a, "%0*d", 100000, 7);
	assert_int_equal(s.n, 100000);
	assert_int_equal(s.p[99999], '7');
	assert_int_equal(s.p[100000], '\0');
	arena_release(&a);
}

TEST(mem_grow_keeps_what_is_there_and_at_least_doubles)
{
	size_t cap = 0, before;
	int *p = mem_grow(NULL, &cap, 1, sizeof(*p));

	assert_true(cap >= 1);
	p[0] = 42;
	before = cap;
	p = mem_grow(p, &cap, cap + 1, sizeof(*p));
	assert_true(cap >= 2 * before);
	assert_int_equal(p[0], 42);
	before = cap;
	assert_ptr_equal(mem_grow(p, &cap, cap, sizeof(*p)), p); /* there is room */
	assert_int_equal(cap, before);
	free(p);
}

TEST(vec_add_gives_zeroed_elements)
{
	VEC(uint64_t) v = {0};

	for (uint64_t i = 0; i < 1000; i++) {
		uint64_t *e = vec_add(&v);

		assert_int_equal(*e, 0);
		*e = i + 1;
	}
	assert_int_equal(v.n, 1000);
	for (uint64_t i = 0; i < 1000; i++)
		assert_int_equal(v.p[i], i + 1);
	free(v.p);
}

TEST(vec_zeroed_zeroes_what_was_there)
{
	VEC(uint32_t) v = {0};
	uint32_t *before;

	vec_zeroed(&v, 0);
	assert_int_equal(v.n, 0);
	vec_zeroed(&v, 100);
	assert_int_equal(v.n, 100);
	memset(v.p, 7, 100 * sizeof(*v.p));
	before = v.p;
	vec_zeroed(&v, 50);
	assert_ptr_equal(v.p, before);
	assert_int_equal(v.n, 50);
	for (size_t i = 0; i < 50; i++)
		assert_int_equal(v.p[i], 0);
	free(v.p);
}

TEST(map_says_0_for_what_is_not_there)
{
	struct map m = {0};

	assert_int_equal(map_get(&m, 0), 0);
	assert_int_equal(map_get(&m, 7), 0);
	map_put(&m, 7, 1);
	assert_int_equal(map_get(&m, 7), 1);
	assert_int_equal(map_get(&m, 0), 0);
	assert_int_equal(map_get(&m, 8), 0);
	map_release(&m);
	assert_int_equal(map_get(&m, 7), 0);
}

TEST(map_key_0_is_a_key_like_others)
{
	struct map m = {0};

	map_put(&m, 0, 5);
	map_put(&m, UINT64_MAX, 6);
	assert_int_equal(map_get(&m, 0), 5);
	assert_int_equal(map_get(&m, UINT64_MAX), 6);
	map_release(&m);
}

/* Keys in a row, far apart, and with equal low bits. */
TEST(map_holds_many_keys)
{
	static const uint64_t steps[] = {1, 4096, (uint64_t)1 << 32};
	enum { N = 20000 };

	for (size_t k = 0; k < LENGTH(steps); k++) {
		struct map m = {0};

		for (uint64_t i = 0; i < N; i++)
			map_put(&m, i * steps[k], (uint32_t)i + 1);
		assert_int_equal(m.n, N);
		for (uint64_t i = 0; i < N; i++)
			assert_int_equal(map_get(&m, i * steps[k]), i + 1);
		assert_int_equal(map_get(&m, N * steps[k]), 0);
		map_release(&m);
	}
}

/* Rows of a table that the caller holds: here the row i has the hash i / 2. */
TEST(index_next_gives_every_row_of_a_hash)
{
	struct index ix = {0};
	enum { N = 20000 };

	for (uint64_t h = 0; h < 3; h++) {
		size_t at = 0;

		assert_int_equal(index_next(&ix, h, &at), 0);
	}
	for (uint32_t row = 2; row < N; row++)
		index_add(&ix, hash_mix(1, row / 2), row);
	for (uint32_t h = 1; h < N / 2; h++) {
		unsigned found = 0;
		uint32_t row;

		for (size_t at = 0; (row = index_next(&ix, hash_mix(1, h), &at)) != 0;)
			found += row / 2 == h;
		assert_int_equal(found, 2);
	}
	index_release(&ix);
}

TEST(index_holds_many_rows_of_one_hash)
{
	struct index ix = {0};
	bool seen[1001] = {false};
	uint32_t row;

	for (uint32_t i = 1; i <= 1000; i++)
		index_add(&ix, 42, i);
	for (size_t at = 0; (row = index_next(&ix, 42, &at)) != 0;) {
		assert_in_range(row, 1, 1000);
		assert_false(seen[row]);
		seen[row] = true;
	}
	for (uint32_t i = 1; i <= 1000; i++)
		assert_true(seen[i]);
	index_release(&ix);
}

TEST(hash_of_equal_bytes_is_equal)
{
	char bytes[] = "xxa text of 21 bytes!";
	uint64_t seed = hash_seed();

	assert_true(hash_bytes(seed, STR("a text of 21 bytes!")) ==
		hash_bytes(seed, str_from_c(bytes + 2)));
	assert_true(hash_bytes(seed, STR("ab")) != hash_bytes(seed, STR("ba")));
	assert_true(hash_bytes(seed, STR("a")) != hash_bytes(seed, STR("a\0")));
	assert_true(hash_bytes(seed, STR("a")) != hash_bytes(seed ^ 1, STR("a")));
}

TEST(print_of_equal_bytes_is_equal_and_of_others_differs)
{
	static const char *const texts[] = {"", "a", "b", "ab", "ba", "12345678", "12345678a",
		"1234567", "123456789abcdef0", "123456780abcdef9"};
	static const char zeros[20] = {0};
	struct print seed = print_seed(), other = print_seed();

	for (size_t i = 0; i < LENGTH(texts); i++) {
		struct print one = print_bytes(&seed, str_from_c(texts[i]));

		for (size_t k = 0; k < LENGTH(texts); k++) {
			struct print two = print_bytes(&seed, str_from_c(texts[k]));

			assert_true((one.a == two.a) == (i == k));
			assert_true((one.b == two.b) == (i == k));
		}
		assert_true(print_bytes(&other, str_from_c(texts[i])).a != one.a);
	}
	for (size_t n = 0; n < sizeof(zeros); n++)
		assert_true(print_bytes(&seed, (struct str){zeros, n}).a !=
			print_bytes(&seed, (struct str){zeros, n + 1}).a);
}

TEST(print_join_tells_what_and_in_which_order)
{
	struct print seed = print_seed(), one = print_bytes(&seed, STR("one"));
	struct print two = print_bytes(&seed, STR("two")), p = seed, q = seed;
	struct print twice = seed, twice_two = seed;

	print_join(&p, &one);
	print_join(&p, &two);
	print_join(&q, &two);
	print_join(&q, &one);
	print_join(&twice, &one);
	print_join(&twice, &one);
	print_join(&twice_two, &two);
	print_join(&twice_two, &two);
	assert_true(p.a != q.a && p.b != q.b);
	assert_true(twice.a != twice_two.a && twice.b != twice_two.b);
}

TEST(prints_find_the_row_of_each_fingerprint)
{
	enum { N = 10000 };
	struct print seed = print_seed();
	struct prints t = {0};

	for (uint32_t i = 1; i <= N; i++) {
		struct print p = seed;

		print_mix(&p, i);
		prints_prefetch(&t, &p);
		assert_int_equal(prints_find(&t, &p), 0);
		prints_add(&t, &p, i);
	}
	for (uint32_t i = 1; i <= N; i++) {
		struct print p = seed;

		print_mix(&p, i);
		assert_int_equal(prints_find(&t, &p), i);
		/* Both halves count. */
		p.b ^= 1;
		assert_int_equal(prints_find(&t, &p), 0);
		p.b ^= 1;
		p.a ^= (uint64_t)1 << 63;
		assert_int_equal(prints_find(&t, &p), 0);
	}
	assert_int_equal(t.n, N);
	prints_release(&t);
	assert_int_equal(prints_find(&t, &seed), 0);
}

TEST(intern_gives_equal_strings_equal_ids)
{
	struct arena a = {0};
	struct intern t;
	char bytes[] = "main";
	str_id id;

	intern_init(&t, &a, NULL);
	id = intern_add(&t, str_from_c(bytes));
	bytes[0] = 'p'; /* it was copied */
	assert_int_equal(intern_add(&t, STR("main")), id);
	assert_int_equal(intern_own(&t, STR("main")), id);
	assert_int_equal(intern_find(&t, STR("main")), id);
	assert_int_not_equal(intern_add(&t, STR("pain")), id);
	assert_str(intern_str(&t, id), STR("main"));
	intern_release(&t);
	arena_release(&a);
}

TEST(intern_empty_is_0)
{
	struct arena a = {0};
	struct intern t;

	intern_init(&t, &a, NULL);
	assert_int_equal(intern_end(&t), 1);
	assert_int_equal(intern_add(&t, STR("")), 0);
	assert_int_equal(intern_own(&t, (struct str){NULL, 0}), 0);
	assert_int_equal(intern_find(&t, STR("not there")), 0);
	assert_str(intern_str(&t, 0), STR(""));
	assert_int_equal(intern_end(&t), 1);
	intern_release(&t);
	arena_release(&a);
}

TEST(intern_ids_count_up_from_1)
{
	struct arena a = {0};
	struct intern t;
	char buf[16];

	intern_init(&t, &a, NULL);
	for (unsigned i = 1; i <= 5000; i++) {
		snprintf(buf, sizeof(buf), "f%u", i);
		assert_int_equal(intern_add(&t, str_from_c(buf)), i);
	}
	assert_int_equal(intern_end(&t), 5001);
	for (unsigned i = 1; i <= 5000; i++) {
		snprintf(buf, sizeof(buf), "f%u", i);
		assert_int_equal(intern_find(&t, str_from_c(buf)), i);
		assert_str_c(intern_str(&t, i), buf);
	}
	intern_release(&t);
	arena_release(&a);
}

TEST(intern_tells_strings_with_nul_apart)
{
	struct arena a = {0};
	struct intern t;

	intern_init(&t, &a, NULL);
	assert_int_not_equal(intern_add(&t, STR("a\0b")), intern_add(&t, STR("a")));
	assert_int_not_equal(intern_add(&t, STR("a\0c")), intern_add(&t, STR("a\0b")));
	assert_int_not_equal(intern_add(&t, STR("\0")), 0);
	intern_release(&t);
	arena_release(&a);
}

TEST(intern_own_keeps_the_pointer)
{
	static const char bytes[] = "kept";
	struct arena a = {0};
	struct intern t;

	intern_init(&t, &a, NULL);
	assert_ptr_equal(intern_str(&t, intern_own(&t, str_from_c(bytes))).p, bytes);
	assert_int_equal(a.used, 0);
	intern_release(&t);
	arena_release(&a);
}

/* A view's table on the profile's, and a third on both. */
TEST(intern_table_stands_on_its_parent)
{
	struct arena a = {0};
	struct intern parent, view, third;
	str_id main_id, file, more;

	intern_init(&parent, &a, NULL);
	main_id = intern_add(&parent, STR("main"));
	intern_init(&view, &a, &parent);
	assert_int_equal(intern_end(&view), intern_end(&parent));
	assert_int_equal(intern_add(&view, STR("main")), main_id);
	file = intern_add(&view, STR("a.c"));
	assert_int_equal(file, intern_end(&parent));
	assert_int_equal(intern_find(&parent, STR("a.c")), 0);
	assert_int_equal(intern_add(&view, STR("")), 0);
	intern_init(&third, &a, &view);
	more = intern_add(&third, STR("b.c"));
	assert_int_equal(more, file + 1);
	assert_int_equal(intern_find(&third, STR("a.c")), file);
	assert_str(intern_str(&third, main_id), STR("main"));
	assert_str(intern_str(&third, file), STR("a.c"));
	assert_str(intern_str(&third, more), STR("b.c"));
	assert_str(intern_str(&third, 0), STR(""));
	intern_release(&third);
	intern_release(&view);
	intern_release(&parent);
	arena_release(&a);
}

int test_base_memory(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(arena_gives_aligned_zeroed_memory),
		cmocka_unit_test(arena_raw_aligns_as_asked),
		cmocka_unit_test(arena_pieces_do_not_overlap_when_it_grows),
		cmocka_unit_test(arena_takes_a_piece_larger_than_its_chunks),
		cmocka_unit_test(arena_rewind_reuses_one_chunk),
		cmocka_unit_test(arena_rewind_may_alternate_between_small_and_large),
		cmocka_unit_test(arena_rewind_of_an_empty_arena_is_fine),
#ifdef UNIT_ASAN
		cmocka_unit_test(arena_poisons_what_it_released),
#endif
		cmocka_unit_test(arena_str_copies_and_terminates),
		cmocka_unit_test(arena_join_puts_separators_between_what_is_not_empty),
		cmocka_unit_test(arena_fmt_takes_any_length),
		cmocka_unit_test(mem_grow_keeps_what_is_there_and_at_least_doubles),
		cmocka_unit_test(vec_add_gives_zeroed_elements),
		cmocka_unit_test(vec_zeroed_zeroes_what_was_there),
		cmocka_unit_test(map_says_0_for_what_is_not_there),
		cmocka_unit_test(map_key_0_is_a_key_like_others),
		cmocka_unit_test(map_holds_many_keys),
		cmocka_unit_test(index_next_gives_every_row_of_a_hash),
		cmocka_unit_test(index_holds_many_rows_of_one_hash),
		cmocka_unit_test(hash_of_equal_bytes_is_equal),
		cmocka_unit_test(print_of_equal_bytes_is_equal_and_of_others_differs),
		cmocka_unit_test(print_join_tells_what_and_in_which_order),
		cmocka_unit_test(prints_find_the_row_of_each_fingerprint),
		cmocka_unit_test(intern_gives_equal_strings_equal_ids),
		cmocka_unit_test(intern_empty_is_0),
		cmocka_unit_test(intern_ids_count_up_from_1),
		cmocka_unit_test(intern_tells_strings_with_nul_apart),
		cmocka_unit_test(intern_own_keeps_the_pointer),
		cmocka_unit_test(intern_table_stands_on_its_parent),
	};

	return cmocka_run_group_tests_name("base: memory", tests, NULL, NULL);
}
