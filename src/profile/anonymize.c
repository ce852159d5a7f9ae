/*
 * anonymize.c: Replaces the words of names by words that are computed from them and a key.
 */
#include "profile/anonymize.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/cancel.h"
#include "base/out.h"
#include "base/sha256.h"
#include "profile/profile-internal.h"

enum {
	WORD_LETTERS =
		8, /* of a new word, 40 bits: among 20,000 words two are the same once in 5,000 profiles */
	BUILD_DIGITS = 40, /* of a build ID, in hexadecimal */
	ENDING_MAX = 4,    /* letters of a file's ending that stays */
};

/* What becomes of a text. */
enum role {
	ROLE_NAME,  /* numbers stay */
	ROLE_FILE,  /* the same, and the ending */
	ROLE_VALUE, /* numbers go, too: they may be a user's */
};

/* The state of one draft: what each of its strings has become. */
struct anonymizer {
	const struct anonymize *how;
	struct draft *d;
	str_id *new; /* by str_id of the original: 1 + the id; 0: not asked for yet */
	str_id n;    /* how many strings the original has */
};

static bool is_word(char c)
{
	return ascii_is_word((unsigned char)c) || c == '$' || (unsigned char)c >= 0x80;
}

static bool is_number(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (!ascii_is_digit(word.p[i]))
			return false;
	return true;
}

/* A number, or the number of a closure as Go counts them. */
static bool tells_nothing(struct str word)
{
	return is_number(str_starts(word, STR("func")) && word.n > 4 ? str_from(word, 4) : word);
}

static bool is_ending(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (!ascii_is_lower(word.p[i]))
			return false;
	return word.n <= ENDING_MAX;
}

/* Writes the new word. Its first letter is large where that of the old one is, as of names that Go exports. */
static void put_word(struct out *o, const struct anonymize *how, struct str word)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567"; /* RFC 4648 */
	uint8_t digest[SHA256_BYTES];
	uint64_t bits = 0;
	char text[1 + WORD_LETTERS];

	sha256_hmac(how->key, word, digest);
	for (int i = 0; i < 5; i++)
		bits = bits << 8 | digest[i];
	text[0] = ascii_is_upper(word.p[0]) ? 'X' : 'x';
	for (int i = 0; i < WORD_LETTERS; i++)
		text[1 + i] = letters[bits >> (5 * i) & 31];
	out_bytes(o, text, sizeof(text));
}

static void put_text(struct out *o, const struct anonymize *how, struct str text, enum role role)
{
	for (size_t i = 0, end; i < text.n; i = end) {
		struct str word;

		for (end = i; end < text.n && is_word(text.p[end]); end++)
			;
		word = str_sub(text, i, end - i);
		if (word.n == 0)
			out_bytes(o, &text.p[end++], 1);
		else if ((role != ROLE_VALUE && tells_nothing(word)) ||
			(role == ROLE_FILE && end == text.n && i > 0 && text.p[i - 1] == '.' &&
				is_ending(word)))
			out_bytes(o, word.p, word.n);
		else
			put_word(o, how, word);
	}
}

struct str anonymize_text(struct arena *a, const struct anonymize *how, struct str text)
{
	struct out o = {0};
	struct str made;

	put_text(&o, how, text, ROLE_FILE);
	made = arena_str(a, (struct str){o.p, o.n});
	out_release(&o);
	return made;
}

/* Sets *id to what the string becomes. A string has one role: the one that it is first asked for in. */
static bool replace(struct anonymizer *z, str_id *id, enum role role, struct err *err)
{
	struct str text = profile_str(&z->d->p, *id);
	struct out o = {0};
	bool keep = false;

	if (*id == 0 || *id >= z->n)
		return true;
	if (z->new[*id] != 0) {
		*id = z->new[*id] - 1;
		return true;
	}
	if (z->how->keep != NULL && !rx_match(z->how->keep, text, &keep, err))
		return false;
	if (keep) {
		z->new[*id] = *id + 1;
		return true;
	}
	put_text(&o, z->how, text, role);
	z->new[*id] = draft_string(z->d, (struct str){o.p, o.n}) + 1;
	*id = z->new[*id] - 1;
	out_release(&o);
	return true;
}

/* A build ID stays a number in hexadecimal. */
static void replace_build(struct anonymizer *z, str_id *id)
{
	struct str text = profile_str(&z->d->p, *id);
	uint8_t digest[SHA256_BYTES];
	char made[BUILD_DIGITS];

	if (text.n == 0)
		return;
	sha256_hmac(z->how->key, text, digest);
	ascii_put_hex(made, digest, BUILD_DIGITS / 2);
	*id = draft_string(z->d, (struct str){made, BUILD_DIGITS});
}

static bool replace_functions(struct anonymizer *z, struct err *err)
{
	struct profile *p = &z->d->p;
	struct function *functions = (struct function *)p->functions;

	for (fn_id i = 1; i < p->n_functions; i++) {
		struct function *f = &functions[i];

		if (!replace(z, &f->name, ROLE_NAME, err) ||
			!replace(z, &f->system_name, ROLE_NAME, err) ||
			!replace(z, &f->file, ROLE_FILE, err))
			return false;
		if (z->how->lines)
			f->start_line = 0;
	}
	return true;
}

static bool replace_mappings(struct anonymizer *z, struct err *err)
{
	for (map_id i = 1; i < z->d->p.n_mappings; i++) {
		struct mapping *m = draft_mapping(z->d, i);

		if (!replace(z, &m->file, ROLE_FILE, err) ||
			!replace(z, &m->kernel_symbol, ROLE_NAME, err))
			return false;
		replace_build(z, &m->build_id);
		if (z->how->lines)
			m->start = m->limit = m->offset = 0;
	}
	return true;
}

static bool is_link(struct str text)
{
	return str_starts(text, STR("http://")) || str_starts(text, STR("https://"));
}

/* Comments that are links go: what is behind a link tells more than a word. */
static bool replace_comments(struct anonymizer *z, struct err *err)
{
	struct profile *p = &z->d->p;
	str_id *made = draft_table(z->d, p->n_comments, sizeof(*made));
	uint32_t n = 0;

	for (uint32_t i = 0; i < p->n_comments; i++) {
		made[n] = p->comments[i];
		if (is_link(profile_str(p, made[n])))
			continue;
		if (!replace(z, &made[n++], ROLE_VALUE, err))
			return false;
	}
	p->comments = made;
	p->n_comments = n;
	return true;
}

static bool replace_labels(struct anonymizer *z, struct err *err)
{
	struct profile *p = &z->d->p;
	uint32_t n = p->label_begin != NULL ? p->label_begin[p->n_samples] : 0;
	struct label *made = draft_table(z->d, n, sizeof(*made));
	str_id base = draft_string(z->d, STR("pprof::base"));

	for (uint32_t i = 0; i < n && !interrupted_at(i); i++) {
		str_id text = p->labels[i].text;

		made[i] = p->labels[i];
		/* The mark of a base's samples is no user's label. */
		if (!made[i].is_number && made[i].key != base &&
			!replace(z, &text, ROLE_VALUE, err))
			return false;
		made[i].text = text;
	}
	p->labels = n != 0 ? made : NULL;
	return true;
}

/* Addresses become the numbers of locations, which only tells them apart. */
static void drop_lines(struct draft *d)
{
	struct profile *p = &d->p;
	struct frame *frames = draft_table(d, p->n_frames, sizeof(*frames));
	uint64_t *addresses = draft_table(d, p->n_locations, sizeof(*addresses));

	for (frame_id i = 0; i < p->n_frames; i++)
		frames[i].fn = p->frames[i].fn;
	for (loc_id i = 1; i < p->n_locations; i++)
		addresses[i] = i;
	p->frames = frames;
	p->loc_address = addresses;
}

bool draft_anonymize(struct draft *d, const struct anonymize *how, struct err *err)
{
	struct anonymizer z = {how, d, NULL, intern_end(&d->p.strings)};
	bool ok;

	z.new = mem_zeroed(z.n, sizeof(*z.new));
	ok = replace_functions(&z, err) && replace_mappings(&z, err) && replace_comments(&z, err) &&
		replace_labels(&z, err);
	free(z.new);
	/* Expressions over names that are gone. */
	d->p.drop_frames = d->p.keep_frames = d->p.doc_url = 0;
	d->p.trace = NULL;
	if (how->lines)
		drop_lines(d);
	return ok;
}
