/*
 * fuzz_asm.c: what objdump prints, and text that becomes HTML.
 *
 * In: any bytes. Read as assembly, each row must be part of one line; as HTML they must be text, fit for a
 * terminal, too.
 */
#include <string.h>

#include "broken.h"
#include "objfile/objdump.h"
#include "report/html.h"

static void check_part(struct str part, struct str whole)
{
	if (part.n == 0)
		return;
	if (part.p < whole.p || part.p + part.n > whole.p + whole.n)
		fuzz_broken("what is read is part of what was printed", "");
	if (memchr(part.p, '\n', part.n) != NULL)
		fuzz_broken("what is read is part of a line", "");
}

static void try_assembly(struct arena *a, struct str text)
{
	struct instructions found = objdump_parse(a, text);

	for (size_t i = 0; i < found.n; i++) {
		check_part(found.rows[i].text, text);
		check_part(found.rows[i].function, text);
		check_part(found.rows[i].file, text);
	}
}

/* Only entities of ours, and no markup. */
static void check_html(const struct out *o)
{
	static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};

	for (size_t i = 0; i < o->n; i++) {
		bool known = false;

		if (strchr("<>\"'", o->p[i]) != NULL && o->p[i] != '\0')
			fuzz_broken("text has no markup", "");
		for (size_t k = 0; o->p[i] == '&' && k < sizeof(entities) / sizeof(*entities); k++)
			known |= str_starts((struct str){o->p + i, o->n - i},
				str_from_c(entities[k]));
		if (o->p[i] == '&' && !known)
			fuzz_broken("entities are ours", "");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	struct out html = {.terminal = true}, scratch = {0};
	struct arena a = {0};

	try_assembly(&a, text);
	for (size_t max = 0; max < 3; max++) {
		out_clear(&html);
		html_put(&html, &scratch, text, max == 0 ? size : size / 2 + max);
		check_html(&html);
		fuzz_check_terminal(&html);
	}
	out_release(&html);
	out_release(&scratch);
	arena_release(&a);
	return 0;
}
