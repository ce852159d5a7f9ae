/*
 * session-run.c: tests of requests that run at the same time on one store.
 *
 * Built with the thread sanitizer, as scripts/test does, it also proves that they share nothing that one of
 * them writes.
 */
#include "unit.h"

#include <pthread.h>

#include "proto.h"
#include "session/run.h"

enum { SAMPLES = 20000, FUNCTIONS = 8 };

/* What each test begins with. */
static struct {
	struct arena arena;
	struct profile profile;
	struct store store;
} world;

static int load_profile(void **unused)
{
	const char **rows = arena_array(&world.arena, const char *, SAMPLES);

	(void)unused;
	for (size_t i = 0; i < SAMPLES; i++)
		rows[i] = arena_fmt(&world.arena,
			"main;f%zu@make:%zu;g%zu>h%zu@README.md:7 %zu %zu key=text%zu size:=%zu/bytes",
			i % FUNCTIONS, i % 2 + 1, i % 3, i % 2, i % 5 + 1, i, i % 4, i % 8)
				  .p;
	folded_load(&world.arena, "samples/count cpu/ns", rows, SAMPLES, &world.profile);
	world.store.profile = &world.profile;
	return 0;
}

static int release_profile(void **unused)
{
	(void)unused;
	session_store_release(&world.store);
	arena_release(&world.arena);
	return 0;
}

/* Requests: a command and options for it, as "name=value". */
static const char *const lines[][3] = {
	{"tree"},
	{"top"},
	{"peek", "focus=g1"},
	{"text", "granularity=lines", "tagfocus=size=4bytes:8bytes"},
	{"tags"},
	{"top", "tagroot=key", "hide=h0"},
	{"callgrind", "granularity=addresses"},
	{"dot", "ignore=f1"},
	{"traces", "focus=f3"},
	{"raw"},
	{"topproto"},
	{"paths"},
	{"tree", "format=json"},
	{"top", "format=csv"},
	{"list", "source_path=" TESTDATA},
	{"tree", "sample_index=0"},
	{"tree", "nodecount=4"},
	{"tree"},
	{"weblist", "source_path=" TESTDATA},
};

static struct request request_of(struct arena *a, const char *const line[3])
{
	struct request q = {.command = command_find(str_from_c(line[0])), .regex = STR("")};
	struct err err;

	assert_non_null(q.command);
	config_init(&q.config);
	if (command_takes_regex(q.command))
		q.regex = STR("[gh]1");
	for (int i = 1; i < 3 && line[i] != NULL; i++) {
		struct str text = str_from_c(line[i]);
		size_t at = str_find(text, STR("="), 0);

		if (!config_set(&q.config, a, config_option(str_sub(text, 0, at)),
			    str_from(text, at + 1), CONFIG_FLAG, &err))
			fail_msg("%s: %s", line[i], err.text);
	}
	return q;
}

/* Runs one request by itself. Called from threads, so that it asserts nothing. */
static bool run_line(const char *const line[3], struct out *out)
{
	struct arena a = {0};
	struct request q = request_of(&a, line);
	struct run run = {.arena = &a, .out = out};
	struct err err;
	bool ok = session_run(&world.store, &q, &run, &err);

	arena_release(&a);
	return ok;
}

/* The reports, made one after the other before there are threads. */
static struct out serial[LENGTH(lines)];

/* One of two threads that each make all reports; `step` is odd, so that they meet in ever other pairs. */
struct reporter {
	size_t step;
	size_t wrong; /* reports that were not as the serial ones */
};

static void *make_all(void *context)
{
	struct reporter *r = context;

	for (size_t i = 0; i < LENGTH(lines); i++) {
		size_t k = (i * r->step) % LENGTH(lines);
		struct out out = {0};

		if (!run_line(lines[k], &out) || out.n != serial[k].n ||
			memcmp(out.p, serial[k].p, out.n) != 0)
			r->wrong++;
		out_release(&out);
	}
	return NULL;
}

TEST(requests_at_the_same_time_report_as_one_by_one)
{
	struct reporter two[2] = {{.step = 1}, {.step = 5}};
	pthread_t threads[2];

	session_store_init(&world.store);
	for (size_t i = 0; i < LENGTH(lines); i++) {
		if (!run_line(lines[i], &serial[i]))
			fail_msg("%s", lines[i][0]);
		assert_row(serial[i].n > 100, lines[i][0]);
	}
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, make_all, &two[i]), 0);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(two[0].wrong, 0);
	assert_int_equal(two[1].wrong, 0);
	for (size_t i = 0; i < LENGTH(lines); i++)
		out_release(&serial[i]);
}

/* Runs a request on a store. */
static void run_on(const struct store *store, struct request q, struct out *out)
{
	struct arena a = {0};
	struct run run = {.arena = &a, .out = out};
	struct err err;

	config_keep(&q.config, &a);
	out_clear(out);
	if (!session_run(store, &q, &run, &err))
		fail_msg("%s: %s", q.command->name, err.text);
	arena_release(&a);
}

/*
 * Three times on the store that keeps views, and once on the one that does not: the first is made as if it came
 * alone, the second makes what is kept, the third has it.
 */
static void assert_kept_is_same(const struct store *keeps, const struct request *q)
{
	struct out want = {0}, got = {0};

	run_on(&world.store, *q, &want);
	for (int i = 0; i < 3; i++) {
		run_on(keeps, *q, &got);
		assert_int_equal(got.n, want.n);
		assert_memory_equal(got.p, want.p, want.n);
	}
	out_release(&want);
	out_release(&got);
}

static void set(struct request *q, struct arena *a, const char *name, const char *value)
{
	struct err err;

	if (!config_set(&q->config, a, config_option(str_from_c(name)), str_from_c(value),
		    CONFIG_FLAG, &err))
		fail_msg("%s=%s: %s", name, value, err.text);
}

TEST(reports_of_a_view_that_is_kept_are_those_of_a_new_one)
{
	static const char *const names[] = {"top", "tree", "dot", "callgrind"};
	static const char *const trims[][2] = {{"trim", "true"}, {"trim", "false"},
		{"nodecount", "3"}, {"nodefraction", "0.2"}};
	struct store keeps = {.profile = &world.profile};
	struct arena a = {0};

	session_store_init(&keeps);
	for (const struct choice *c = config_choices; c->name != NULL; c++) {
		if (strcmp(c->option, "granularity") != 0)
			continue;
		for (size_t i = 0; i < LENGTH(names) * LENGTH(trims); i++) {
			const char *line[3] = {names[i % LENGTH(names)]};
			const char *const *trim = trims[i / LENGTH(names)];
			struct request q = request_of(&a, line);

			set(&q, &a, "granularity", c->name);
			set(&q, &a, "sample_index", i % 3 == 0 ? "0" : "1");
			set(&q, &a, "mean", i % 5 == 0 ? "true" : "false");
			set(&q, &a, trim[0], trim[1]);
			assert_kept_is_same(&keeps, &q);
		}
	}
	for (size_t i = 0; i < LENGTH(lines); i++) {
		struct request q = request_of(&a, lines[i]);

		assert_kept_is_same(&keeps, &q);
	}
	session_store_release(&keeps);
	arena_release(&a);
}

/* Options that change a view after another one is kept, and such that do not. */
TEST(a_kept_view_serves_only_requests_that_ask_for_it)
{
	static const char *const options[][2] = {{"focus", "g1"}, {"ignore", "g1"}, {"hide", "h0"},
		{"show", "main|f"}, {"show_from", "f1"}, {"prune_from", "g2"},
		{"tagfocus", "key=text1"}, {"tagignore", "key=text1"}, {"tagshow", "size"},
		{"taghide", "size"}, {"tagroot", "key"}, {"tagleaf", "key"}, {"noinlines", "true"},
		{"granularity", "lines"}, {"trim_path", "READ"}, {"sample_index", "0"},
		{"mean", "true"}, {"sort", "cum"}, {"nodecount", "2"}, {"drop_negative", "true"},
		{"relative_percentages", "true"}, {"call_tree", "true"}, {"unit", "us"},
		{"divide_by", "2"}, {"focus", "nothing at all"}};
	static const char *const names[] = {"tree", "dot"};
	struct store keeps = {.profile = &world.profile};
	struct arena a = {0};

	session_store_init(&keeps);
	for (size_t i = 0; i < LENGTH(options) * LENGTH(names); i++) {
		const char *line[3] = {names[i % LENGTH(names)]};
		const char *const *option = options[i / LENGTH(names)];
		struct request plain = request_of(&a, line), q = plain;
		struct out want = {0}, got = {0};

		run_on(&keeps, plain, &got);
		run_on(&keeps, plain, &got);
		set(&q, &a, option[0], option[1]);
		run_on(&world.store, q, &want);
		run_on(&keeps, q, &got);
		assert_row(got.n == want.n && memcmp(got.p, want.p, got.n) == 0, option[0]);
		run_on(&world.store, plain, &want);
		run_on(&keeps, plain, &got);
		assert_row(got.n == want.n && memcmp(got.p, want.p, got.n) == 0, option[0]);
		out_release(&want);
		out_release(&got);
	}
	session_store_release(&keeps);
	arena_release(&a);
}

TEST(a_kept_view_ends_when_the_profile_changes)
{
	static const char *const line[3] = {"tree"}, *const rows[] = {"other;stack 1 2"};
	struct store keeps = {.profile = &world.profile};
	struct out want = {0}, got = {0};
	struct profile other;
	struct arena a = {0};
	struct request q = request_of(&a, line);

	session_store_init(&keeps);
	run_on(&keeps, q, &got);
	run_on(&keeps, q, &got);
	folded_load(&a, "samples/count cpu/ns", rows, LENGTH(rows), &other);
	keeps.profile = &other;
	session_store_changed(&keeps);
	run_on(&(struct store){.profile = &other}, q, &want);
	for (int i = 0; i < 3; i++) {
		run_on(&keeps, q, &got);
		assert_int_equal(got.n, want.n);
		assert_memory_equal(got.p, want.p, want.n);
	}
	out_release(&want);
	out_release(&got);
	session_store_release(&keeps);
	arena_release(&a);
}

/* Something that happens once, and is waited for. */
struct event {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool happened;
};

#define EVENT \
	{ \
		PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false \
	}

static void happen(struct event *e)
{
	pthread_mutex_lock(&e->lock);
	e->happened = true;
	pthread_cond_broadcast(&e->changed);
	pthread_mutex_unlock(&e->lock);
}

static void await(struct event *e)
{
	pthread_mutex_lock(&e->lock);
	while (!e->happened)
		pthread_cond_wait(&e->changed, &e->lock);
	pthread_mutex_unlock(&e->lock);
}

static struct str text_of(const struct out *o)
{
	return (struct str){o->p, o->n};
}

/*
 * Two requests under way: `top` waits in its note until `traces`, which waits for somebody to cancel it once
 * it has written the first piece, has ended.
 */
static struct event top_runs = EVENT, traces_write = EVENT, traces_cancelled = EVENT,
		    traces_ended = EVENT;

static void wait_in_note(void *context, struct str line)
{
	struct out *notes = context;

	out_bytes(notes, line.p, line.n);
	happen(&top_runs);
	await(&traces_ended);
}

struct top {
	struct out out, notes;
	struct cancel cancel;
	bool ok;
};

static void *make_top(void *context)
{
	static const char *const line[3] = {"top", "ignore=nothing"};
	struct top *t = context;
	struct arena a = {0};
	struct request q = request_of(&a, line);
	const struct notes notes = {.context = &t->notes, .note = wait_in_note};
	struct run run = {.arena = &a, .out = &t->out, .notes = &notes, .cancel = &t->cancel};
	struct err err;

	t->ok = session_run(&world.store, &q, &run, &err);
	arena_release(&a);
	return NULL;
}

struct traces {
	struct out_sink sink;
	size_t pieces;
	struct cancel cancel;
	bool ok;
	struct err err;
};

static bool wait_in_sink(struct out_sink *sink, struct str bytes, struct err *err)
{
	(void)bytes, (void)err;
	((struct traces *)sink)->pieces++;
	happen(&traces_write);
	await(&traces_cancelled);
	return true;
}

static void *make_traces(void *context)
{
	static const char *const line[3] = {"traces"};
	struct traces *t = context;
	struct arena a = {0};
	struct out out = {.sink = &t->sink};
	struct request q = request_of(&a, line);
	struct run run = {.arena = &a, .out = &out, .cancel = &t->cancel};

	t->ok = session_run(&world.store, &q, &run, &t->err);
	happen(&traces_ended);
	out_release(&out);
	arena_release(&a);
	return NULL;
}

TEST(a_request_is_cancelled_and_another_is_not)
{
	static const char *const line[3] = {"top", "ignore=nothing"};
	struct traces traces = {.sink = {.write = wait_in_sink}};
	struct top top = {0};
	struct out want = {0};
	pthread_t first, second;

	assert_true(run_line(line, &want));
	assert_int_equal(pthread_create(&first, NULL, make_top, &top), 0);
	await(&top_runs);
	assert_int_equal(pthread_create(&second, NULL, make_traces, &traces), 0);
	await(&traces_write);
	cancel_request(&traces.cancel);
	happen(&traces_cancelled);
	pthread_join(second, NULL);
	pthread_join(first, NULL);
	assert_false(traces.ok);
	assert_string_equal(traces.err.text, "stopped");
	assert_int_equal(traces.pieces, 1);
	assert_true(top.ok);
	assert_str(text_of(&top.notes), STR("ignore matched nothing"));
	assert_str(text_of(&top.out), text_of(&want));
	out_release(&top.out);
	out_release(&top.notes);
	out_release(&want);
}

TEST(a_request_may_be_cancelled_before_it_runs)
{
	static const char *const line[3] = {"top"};
	struct arena a = {0};
	struct request q = request_of(&a, line);
	struct cancel cancel = {0};
	struct out out = {0};
	struct run run = {.arena = &a, .out = &out, .cancel = &cancel};
	struct err err;

	cancel_request(&cancel);
	assert_false(session_run(&world.store, &q, &run, &err));
	assert_string_equal(err.text, "stopped");
	assert_ptr_equal(cancel_current(), NULL); /* the thread has its own again */
	cancel_clear(&cancel);
	out_clear(&out);
	assert_true(session_run(&world.store, &q, &run, &err));
	out_release(&out);
	arena_release(&a);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(reports_of_a_view_that_is_kept_are_those_of_a_new_one),
		cmocka_unit_test(a_kept_view_serves_only_requests_that_ask_for_it),
		cmocka_unit_test(a_kept_view_ends_when_the_profile_changes),
		cmocka_unit_test(requests_at_the_same_time_report_as_one_by_one),
		cmocka_unit_test(a_request_is_cancelled_and_another_is_not),
		cmocka_unit_test(a_request_may_be_cancelled_before_it_runs),
	};

	return cmocka_run_group_tests_name("session-run", tests, load_profile, release_profile);
}
