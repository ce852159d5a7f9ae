/*
 * fuzz.c: loading, choosing options, running commands, and what must hold for them.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "base/input.h"

void fuzz_open(struct fuzz_session *f, bool terminal)
{
	*f = (struct fuzz_session){0};
	f->notes_to = open_memstream(&f->notes, &f->n_notes);
	if (f->notes_to == NULL)
		fuzz_broken("there is memory", "open_memstream");
	shell_open(&f->s, f->notes_to, terminal);
}

void fuzz_close(struct fuzz_session *f)
{
	struct out notes = {.terminal = true};

	shell_close(&f->s);
	fclose(f->notes_to);
	out_bytes(&notes, f->notes, f->n_notes);
	fuzz_check_terminal(&notes);
	out_release(&notes);
	free(f->notes);
}

bool fuzz_load(struct shell *s, struct str bytes, uint64_t max_size, struct err *err)
{
	return fuzz_load_limited(s, bytes, &(struct load_limits){.max_size = max_size}, err);
}

bool fuzz_load_limited(struct shell *s, struct str bytes, const struct load_limits *limits,
	struct err *err)
{
	struct main_binary binary = {.build_id = s->args.flags.buildid};
	struct load_result new = {.source = mem_zeroed(1, sizeof(*new.source))};
	struct input_mem in;
	struct builder b;
	bool ok;

	input_mem_init(&in, bytes);
	builder_init(&b, &new.source->arena);
	ok = import_profile(&b, &in.in, limits, err) && builder_finish(&b, &new.source->draft, err);
	builder_release(&b);
	if (ok)
		draft_name_main(&new.source->draft, &binary);
	if (!ok) {
		arena_release(&new.source->arena);
		free(new.source);
	}
	ok = ok && sources_show(s, &new, err);
	fuzz_check_err(ok, err);
	return ok;
}

bool fuzz_load_named(struct shell *s, const struct str names[FUZZ_NAMES], struct err *err)
{
	struct out m = {0};
	bool ok;

	fuzz_tiny(&m, names);
	ok = fuzz_load(s, (struct str){m.p, m.n}, 0, err);
	out_release(&m);
	return ok;
}

void fuzz_load_tiny(struct shell *s)
{
	struct err err = {0};

	if (!fuzz_load_named(s, fuzz_tiny_names, &err))
		fuzz_broken("the tiny profile is valid", err.text);
}

static const char *const regexes[] = {".", "^", "", "main", "a|b", "(", "f.*o", "[^a]", "^a$",
	"(?i)A", "\x1b", "\xff", "(a*)*$", "\\.", "runtime\\..*", "nothing has this name", NULL};
static const char *const units[] = {"minimum", "auto", "ns", "s", "hrs", "B", "MB", "PB", "GCU",
	"count", "bogus", "\x1b[2J", NULL};
static const char *const types[] = {"0", "1", "2", "-1", "cpu", "samples", "inuse_space",
	"\x1b[31m", "99999999999999999999", NULL};
static const char *const tag_filters[] = {"key", "key=a", "bytes=1kb:", ":4kb", "1:2", "a,b",
	"key=a,b", "-5:-1", "9223372036854775807", "(", "=", ":", ",", "4ms:1hr", "k\x1b=", NULL};
static const char *const tag_keys[] = {"key", "bytes", "key,bytes", ",", "key,key", "a,,b", NULL};
static const char *const paths[] = {"testdata/fuzz", "/nowhere", "/nowhere:testdata", ":", ".",
	NULL};
static const char *const integers[] = {"-1", "0", "1", "2", "5", "10", "80", "-2", "2147483647",
	"9223372036854775807", "-9223372036854775808", NULL};
static const char *const reals[] = {"0", "1", "0.5", "-1", "1e-300", "1e300", "Inf", "-Inf", "NaN",
	"0.005", "3", "5e-324", NULL};

/* What a string option is given; all others take regular expressions. */
static const struct {
	const char *option;
	const char *const *words;
} dictionary[] = {
	{"unit", units},
	{"sample_index", types},
	{"tagfocus", tag_filters},
	{"tagignore", tag_filters},
	{"tagroot", tag_keys},
	{"tagleaf", tag_keys},
	{"source_path", paths},
	{"trim_path", paths},
};

static struct str word_of(const char *const *words, unsigned i)
{
	unsigned n = 0;

	while (words[n] != NULL)
		n++;
	return str_from_c(words[i % n]);
}

/* A word, or 1 to 8 bytes of text from one of 16 places. */
static struct str string_of(struct shell *s, const char *const *words, uint8_t choice,
	struct str text)
{
	if (choice < 0x80)
		return word_of(words, choice);
	return arena_str(&s->life,
		str_sub(text, text.n * (choice >> 3 & 15) / 16, (choice & 7) + 1));
}

struct str fuzz_regex(struct shell *s, uint8_t choice, struct str text)
{
	struct str regex = string_of(s, regexes, choice, text);

	return regex.n ? regex : STR("."); /* no parser gives an empty one */
}

static struct str choice_of(const struct option *o, unsigned i)
{
	const struct choice *found = NULL;
	unsigned n = 0;

	for (const struct choice *c = config_choices; c->name != NULL; c++)
		n += strcmp(c->option, o->name) == 0;
	for (const struct choice *c = config_choices; c->name != NULL && n != 0; c++)
		if (strcmp(c->option, o->name) == 0 && i-- % n == 0) {
			found = c;
			break;
		}
	return str_from_c(found ? found->name : "");
}

static struct str value_of(struct shell *s, const struct option *o, uint8_t choice, struct str text)
{
	const char *const *words = regexes;

	if (config_domain(o) == DOMAIN_CHOICES)
		return choice_of(o, choice);
	if (o->kind == OPTION_BOOL)
		return choice & 1 ? STR("true") : STR("false");
	if (o->kind == OPTION_INT)
		return word_of(integers, choice);
	if (!config_is_text(o))
		return word_of(reals, choice);
	for (size_t i = 0; i < sizeof(dictionary) / sizeof(dictionary[0]); i++)
		if (strcmp(dictionary[i].option, o->name) == 0)
			words = dictionary[i].words;
	return string_of(s, words, choice, text);
}

void fuzz_options(struct shell *s, const uint8_t pairs[2 * FUZZ_PAIRS], struct str text)
{
	unsigned n = 0;

	while (config_options[n].name != NULL)
		n++;
	for (int i = 0; i < FUZZ_PAIRS; i++) {
		const struct option *o = &config_options[(pairs[2 * i] - 1u) % n];
		struct err err = {0};

		/* `output` would only turn off what is to be checked. */
		if (pairs[2 * i] == 0 || strcmp(o->name, "output") == 0)
			continue;
		fuzz_check_err(config_set(&s->config, &s->life, o,
				       value_of(s, o, pairs[2 * i + 1], text), CONFIG_FLAG, &err),
			&err);
	}
}

/* Runs the command into out; true when it has something to say. */
static bool run_once(struct shell *s, const struct request *q, bool terminal, struct out *out)
{
	struct err err = {0};
	bool ok;

	s->stdout_is_terminal = terminal;
	arena_rewind(&s->command);
	ok = shell_make_report(s, q, out, &err) && (out->sink == NULL || out_flush(out, &err));
	fuzz_check_err(ok, &err);
	return ok;
}

/* Collects what a streamed report gives away. */
struct collector {
	struct out_sink sink;
	struct out all;
};

static bool collect(struct out_sink *sink, struct str bytes, struct err *err)
{
	(void)err;
	out_bytes(&((struct collector *)sink)->all, bytes.p, bytes.n);
	return true;
}

/* Runs the command once more, streamed: it says the same. */
static void run_again(struct shell *s, const struct request *q, bool ok, const struct out *before)
{
	struct collector c = {.sink = {.write = collect}};
	struct out out = {.sink = &c.sink};

	if (run_once(s, q, false, &out) != ok ||
		(ok &&
			(c.all.n != before->n ||
				(c.all.n != 0 && memcmp(c.all.p, before->p, c.all.n) != 0))))
		fuzz_broken("a command prints the same each time", q->command->name);
	out_release(&out);
	out_release(&c.all);
}

/* What a command has written as a profile is one. */
static void check_profile(const struct command *c, const struct out *o)
{
	struct fuzz_session f;
	struct err err = {0};

	if (c->ending == NULL || strcmp(c->ending, "pb.gz") != 0)
		return;
	fuzz_open(&f, false);
	f.s.args.flags.all_frames = true;
	if (!fuzz_load(&f.s, (struct str){o->p, o->n}, (uint64_t)1 << 30, &err))
		fuzz_broken("a profile that was written can be read", err.text);
	fuzz_close(&f);
}

void fuzz_run(struct shell *s, const struct command *c, struct str regex, bool again)
{
	struct request q = {.command = c, .regex = regex, .config = s->config};
	struct out shown = {0}, plain = {0};
	bool ok = run_once(s, &q, true, &shown);

	if (ok && c->report == report_flame)
		fuzz_check_flame(&shown);
	else if (ok && command_is_text(c))
		fuzz_check_terminal(&shown);
	if (ok)
		check_profile(c, &shown);
	if (run_once(s, &q, false, &plain) != ok)
		fuzz_broken("whether a command fails does not depend on the terminal", c->name);
	if (again)
		run_again(s, &q, ok, &plain);
	out_release(&shown);
	out_release(&plain);
}
