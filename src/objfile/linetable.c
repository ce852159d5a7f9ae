/*
 * linetable.c: parses the head of a line table (DWARF 2 to 5, section 6.2.4).
 */
#include "objfile/linetable.h"

#include <dwarf.h>
#include <stdlib.h>

enum {
	FORMATS_MAX = 16,      /* parts of an entry; DWARF knows five */
	NAME_MAX_BYTES = 4096, /* longer names of files are left out */
};

/* What an entry's part is and how it is written. */
struct format {
	uint64_t content, form;
};

static struct str string_at(struct str section, uint64_t at)
{
	struct str s = at < section.n ? str_from(section, (size_t)at) : (struct str){0};

	s.n = s.n != 0 ? strnlen(s.p, s.n) : 0;
	return s;
}

/* One part of an entry: a number or a string. False for forms that cannot be there. */
static bool read_part(const struct linetable *t, const struct line_sections *s, struct cursor *c,
	uint64_t form, struct str *text, uint64_t *number)
{
	switch (form) {
	case DW_FORM_string:
		*text = cursor_string(c);
		return true;
	case DW_FORM_line_strp:
		*text = string_at(s->line_str, cursor_number(c, t->offset_size));
		return true;
	case DW_FORM_strp:
		*text = string_at(s->str, cursor_number(c, t->offset_size));
		return true;
	case DW_FORM_udata:
		*number = cursor_leb(c, false);
		return true;
	case DW_FORM_data1:
		*number = cursor_number(c, 1);
		return true;
	case DW_FORM_data2:
		*number = cursor_number(c, 2);
		return true;
	case DW_FORM_data4:
		*number = cursor_number(c, 4);
		return true;
	case DW_FORM_data8:
		*number = cursor_number(c, 8);
		return true;
	case DW_FORM_data16:
		cursor_skip(c, 16);
		return true;
	case DW_FORM_block:
		cursor_skip(c, cursor_leb(c, false));
		return true;
	default:
		return false;
	}
}

/* A list of directories or files as of DWARF 5, which says itself what its entries are made of. */
static bool read_list(struct linetable *t, const struct line_sections *s, struct cursor *c,
	bool files)
{
	struct format formats[FORMATS_MAX];
	size_t n = cursor_number(c, 1);
	uint64_t count;

	if (n > FORMATS_MAX)
		return false;
	for (size_t i = 0; i < n; i++)
		formats[i] = (struct format){cursor_leb(c, false), cursor_leb(c, false)};
	count = cursor_leb(c, false);
	/* All forms have a byte at least. */
	if (c->bad || (count != 0 && n == 0))
		return false;
	for (uint64_t e = 0; e < count && !c->bad; e++) {
		struct line_file file = {0};

		for (size_t i = 0; i < n; i++) {
			struct str text = {0};
			uint64_t number = 0;

			if (!read_part(t, s, c, formats[i].form, &text, &number))
				return false;
			if (formats[i].content == DW_LNCT_path)
				file.name = text;
			else if (formats[i].content == DW_LNCT_directory_index)
				file.directory = number;
		}
		if (files)
			*vec_add(&t->files) = file;
		else
			*vec_add(&t->directories) = file.name;
	}
	return !c->bad;
}

static struct line_file read_old_file(struct cursor *c, struct str name)
{
	struct line_file file = {name, cursor_leb(c, false)};

	cursor_leb(c, false); /* when it was changed */
	cursor_leb(c, false); /* its size */
	return file;
}

/* Both lists before DWARF 5. Entry 0 stands for what is not said. */
static bool read_old_lists(struct linetable *t, struct cursor *c)
{
	struct str name;

	vec_add(&t->directories);
	vec_add(&t->files);
	while ((name = cursor_string(c)).n != 0 && !c->bad)
		*vec_add(&t->directories) = name;
	while (!c->bad && (name = cursor_string(c)).n != 0 && !c->bad)
		*vec_add(&t->files) = read_old_file(c, name);
	return !c->bad;
}

bool linetable_read(struct linetable *t, const struct line_sections *s, uint64_t offset)
{
	const unsigned char *line = (const unsigned char *)s->line.p;
	struct cursor c = {.big_endian = s->big_endian}, head;
	uint64_t length;

	*t = (struct linetable){.offset_size = 4};
	if (offset >= s->line.n)
		return false;
	c.p = line + offset;
	c.end = line + s->line.n;
	length = cursor_number(&c, 4);
	if (length == UINT32_MAX) {
		t->offset_size = 8;
		length = cursor_number(&c, 8);
	}
	if (c.bad || length > cursor_left(&c))
		return false;
	c.end = c.p + length;
	t->version = (unsigned)cursor_number(&c, 2);
	if (t->version < 2 || t->version > 5)
		return false;
	if (t->version >= 5)
		cursor_skip(&c, 2); /* sizes of addresses and segments */
	length = cursor_number(&c, t->offset_size);
	head = t->program = c;
	cursor_skip(&t->program, length);
	head.end = t->program.p;
	t->instruction = (unsigned)cursor_number(&head, 1);
	t->operations = t->version >= 4 ? (unsigned)cursor_number(&head, 1) : 1;
	cursor_skip(&head, 1); /* whether rows begin as statements */
	t->line_base = (int)cursor_number(&head, 1);
	t->line_base -= t->line_base > INT8_MAX ? 1 << 8 : 0; /* a byte with a sign */
	t->line_range = (unsigned)cursor_number(&head, 1);
	t->first_special = (unsigned)cursor_number(&head, 1);
	t->lengths = head.p;
	cursor_skip(&head, t->first_special != 0 ? t->first_special - 1 : 0);
	if (head.bad || t->program.bad || t->operations == 0 || t->line_range == 0 ||
		t->first_special == 0)
		return false;
	/* A list that cannot be read to its end does not make the lines wrong. */
	if (t->version < 5)
		read_old_lists(t, &head);
	else if (read_list(t, s, &head, false))
		read_list(t, s, &head, true);
	return true;
}

struct str linetable_file(const struct linetable *t, uint64_t i, struct str home,
	struct arena *arena)
{
	struct str parts[3] = {0};

	if (i >= t->files.n || t->files.p[i].name.n == 0)
		return STR("");
	parts[2] = t->files.p[i].name;
	if (parts[2].n > NAME_MAX_BYTES)
		return STR("");
	if (parts[2].p[0] == '/')
		return parts[2];
	if (t->files.p[i].directory < t->directories.n)
		parts[1] = t->directories.p[t->files.p[i].directory];
	if (parts[1].n == 0 || parts[1].p[0] != '/')
		parts[0] = home;
	/* Go's compiler says it of code that is in no file. */
	for (size_t part = 0; part < 2; part++)
		if (str_eq(parts[part], STR(".")))
			parts[part] = STR("");
	if (parts[0].n + parts[1].n + parts[2].n > NAME_MAX_BYTES)
		return parts[2];
	return arena_join(arena, parts, 3, STR("/"));
}

void linetable_release(struct linetable *t)
{
	free(t->directories.p);
	free(t->files.p);
	*t = (struct linetable){0};
}
