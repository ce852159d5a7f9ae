/*
 * cxx-identifiers.c: parses the parts of C++ names: identifiers, modules, substitutions, and the names of
 * what compilers generate (tables, thunks, guards).
 *
 * In: the rest of the mangled name. Out: nodes (cxx.h).
 */
#include "base/array.h"
#include "base/ascii.h"
#include "demangle/cxx.h"

cxx_id cxx_source_name(struct cxx *c)
{
	int32_t length = cxx_number(c);
	struct str text;
	const size_t mark = sizeof("_GLOBAL_") - 1;

	if (length <= 0 || c->end - c->at < length)
		return cxx_fail(c);
	text = (struct str){c->at, (size_t)length};
	c->at += length;
	/* gcc's name of a namespace that has none: _GLOBAL__N_... */
	if (text.n > mark + 2 && str_starts(text, STR("_GLOBAL_")) && text.p[mark + 1] == 'N' &&
		(text.p[mark] == '.' || text.p[mark] == '_' || text.p[mark] == '$'))
		text = STR("(anonymous namespace)");
	return cxx_text_node(c, CXX_NAME, text, 0);
}

cxx_id cxx_module(struct cxx *c, cxx_id parent)
{
	while (cxx_next(c, 'W')) {
		bool partition = cxx_next(c, 'P');

		parent = cxx_node(c, CXX_MODULE, parent, cxx_source_name(c));
		cxx_at(c, parent)->flag = partition;
		cxx_remember(c, parent);
	}
	return parent;
}

cxx_id cxx_tags(struct cxx *c, cxx_id name)
{
	while (cxx_next(c, 'B'))
		name = cxx_node(c, CXX_TAGGED, name, cxx_source_name(c));
	return name;
}

/* An operator's or a literal's name, and with `cast` whether it is a conversion. */
static cxx_id operator_name(struct cxx *c, bool *cast)
{
	int args;
	cxx_id id = cxx_operator(c, false, &args);

	*cast = cxx_kind_of(c, id) == CXX_CAST;
	/* operator"" and what follows the quotes */
	if (cxx_kind_of(c, id) == CXX_OPERATOR &&
		str_eq(cxx_at(c, id)->text, STR("operator\"\" "))) {
		cxx_id unary = cxx_node(c, CXX_UNARY, id, 0);

		cxx_set_child(c, unary, 1, cxx_source_name(c));
		return unary;
	}
	return id;
}

/* DC <source-name>+ E */
static cxx_id bindings(struct cxx *c)
{
	size_t mark = c->pending.n;

	do
		cxx_pend(c, cxx_source_name(c));
	while (!c->failed && !cxx_next(c, 'E'));
	return cxx_list_node(c, CXX_BINDINGS, 0, mark);
}

void cxx_discriminator(struct cxx *c)
{
	const char *p = c->at;

	if (cxx_next(c, '_')) {
		bool two = cxx_next(c, '_');
		int32_t value = cxx_number(c);

		if (value < 0)
			cxx_fail(c);
		if (two && value >= 10)
			cxx_expect(c, '_');
		return;
	}
	/* clang writes some at the very end, without the '_'. */
	while (p < c->end && ascii_is_digit(*p))
		p++;
	if (p == c->end)
		c->at = c->end;
}

static cxx_id unqualified_part(struct cxx *c, bool *cast)
{
	char byte = cxx_peek(c, 0);
	cxx_id id;

	if (ascii_is_digit(byte))
		return cxx_source_name(c);
	if (ascii_is_lower(byte))
		return operator_name(c, cast);
	if (cxx_next_two(c, 'D', 'C'))
		return bindings(c);
	if (cxx_next(c, 'L')) {
		id = cxx_source_name(c);
		cxx_discriminator(c);
		return id;
	}
	if (cxx_next_two(c, 'U', 'b')) {
		cxx_index(c);
		return cxx_text_node(c, CXX_NAME, STR("'block-literal'"), 0);
	}
	if (byte == 'U' && cxx_peek(c, 1) == 'l')
		return cxx_closure(c);
	if (byte == 'U' && cxx_peek(c, 1) == 't')
		return cxx_unnamed(c);
	return cxx_fail(c);
}

cxx_id cxx_unqualified(struct cxx *c, cxx_id module, bool *cast)
{
	bool friend;
	cxx_id id;

	module = cxx_module(c, module);
	friend = cxx_next(c, 'F');
	id = unqualified_part(c, cast);
	if (module != 0)
		id = cxx_node(c, CXX_MODULE_ENTITY, module, id);
	id = cxx_tags(c, id);
	return friend ? cxx_node(c, CXX_FRIEND, id, 0) : id;
}

static const struct {
	char letter;
	struct str name; /* in std:: */
	struct str
		whole;  /* of which the name in full is an instance; empty: it is the name itself */
	bool allocated; /* with an allocator among its arguments */
} standards[CXX_STANDARDS] = {
	{'a', {"allocator", 9}, {"", 0}, false},
	{'b', {"basic_string", 12}, {"", 0}, false},
	{'s', {"string", 6}, {"basic_string", 12}, true},
	{'i', {"istream", 7}, {"basic_istream", 13}, false},
	{'o', {"ostream", 7}, {"basic_ostream", 13}, false},
	{'d', {"iostream", 8}, {"basic_iostream", 14}, false},
};

static cxx_id in_std(struct cxx *c, struct str name)
{
	cxx_id std = cxx_text_node(c, CXX_NAME, STR("std"), 0);

	return cxx_node(c, CXX_QUALIFIED, std, cxx_text_node(c, CXX_NAME, name, 0));
}

static cxx_id of_char(struct cxx *c, struct str name)
{
	size_t mark = c->pending.n;
	cxx_id id = in_std(c, name);

	cxx_pend(c, cxx_text_node(c, CXX_BUILTIN, STR("char"), 0));
	return cxx_list_node(c, CXX_TEMPLATE, id, mark);
}

/* std::basic_string<char, std::char_traits<char>, std::allocator<char> > and the like */
static cxx_id standard_in_full(struct cxx *c, struct str name, bool allocated)
{
	size_t mark = c->pending.n;
	cxx_id id = in_std(c, name);

	cxx_pend(c, cxx_text_node(c, CXX_BUILTIN, STR("char"), 0));
	cxx_pend(c, of_char(c, STR("char_traits")));
	if (allocated)
		cxx_pend(c, of_char(c, STR("allocator")));
	return cxx_list_node(c, CXX_TEMPLATE, id, mark);
}

static cxx_id standard(struct cxx *c, bool prefix)
{
	char letter = cxx_peek(c, 0);
	cxx_id *known;
	bool full;

	for (int i = 0; i < CXX_STANDARDS; i++) {
		if (standards[i].letter != letter || letter == '\0')
			continue;
		c->at++;
		/* What a constructor belongs to is said in full. */
		full = prefix && (cxx_peek(c, 0) == 'C' || cxx_peek(c, 0) == 'D') &&
			standards[i].whole.n > 0;
		known = &c->standard[full][i];
		if (*known == 0)
			*known = full
				? standard_in_full(c, standards[i].whole, standards[i].allocated)
				: in_std(c, standards[i].name);
		return *known;
	}
	if (cxx_next(c, 't'))
		return cxx_text_node(c, CXX_NAME, STR("std"), 0);
	return cxx_fail(c);
}

bool cxx_is_standard(const struct cxx *c, cxx_id id)
{
	for (int i = 0; i < CXX_STANDARDS; i++)
		if (id != 0 && (id == c->standard[0][i] || id == c->standard[1][i]))
			return true;
	return false;
}

cxx_id cxx_substitution(struct cxx *c, bool prefix)
{
	char byte;
	uint32_t index;
	cxx_id id;

	cxx_expect(c, 'S');
	byte = cxx_peek(c, 0);
	if (byte == '_' || ascii_is_digit(byte) || ascii_is_upper(byte)) {
		index = cxx_sequence(c, false);
		if (c->failed || index >= c->subs.n)
			return cxx_fail(c);
		return cxx_retarget(c, c->subs.p[index]);
	}
	id = standard(c, prefix);
	if (cxx_peek(c, 0) == 'B') {
		id = cxx_tags(c, id);
		cxx_remember(c, id);
	}
	return id;
}

/* What follows the letters of a special name. */
enum special { OF_TYPE, OF_ARG, OF_NAME, OF_ENCODING, OF_TEMPORARY, OF_MODULE };

static const struct {
	char code[3];
	enum special of;
	const char *text;
} specials[] = {
	{"TV", OF_TYPE, "vtable for "},
	{"TT", OF_TYPE, "VTT for "},
	{"TI", OF_TYPE, "typeinfo for "},
	{"TS", OF_TYPE, "typeinfo name for "},
	{"TA", OF_ARG, "template parameter object for "},
	{"TF", OF_TYPE, "typeinfo fn for "},
	{"TJ", OF_TYPE, "java Class for "},
	{"TH", OF_NAME, "TLS init function for "},
	{"TW", OF_NAME, "TLS wrapper function for "},
	{"Th", OF_ENCODING, "non-virtual thunk to "},
	{"Tv", OF_ENCODING, "virtual thunk to "},
	{"Tc", OF_ENCODING, "covariant return thunk to "},
	{"GV", OF_NAME, "guard variable for "},
	{"GR", OF_TEMPORARY, "reference temporary for "},
	{"GA", OF_ENCODING, "hidden alias for "},
	{"GI", OF_MODULE, "initializer for module "},
};

/* h <number> _ or v <number> _ <number> _: by how much a thunk moves `this`, which is not shown. */
static void call_offset(struct cxx *c, char kind)
{
	if (kind == 0 && !cxx_done(c))
		kind = *c->at++;
	if (kind != 'h' && kind != 'v')
		cxx_fail(c);
	cxx_number(c);
	if (kind == 'v') {
		cxx_expect(c, '_');
		cxx_number(c);
	}
	cxx_expect(c, '_');
}

/* TC <type> <number> _ <type> */
static cxx_id construction_table(struct cxx *c)
{
	cxx_id derived = cxx_type(c, false);

	if (cxx_number(c) < 0)
		cxx_fail(c);
	cxx_expect(c, '_');
	return cxx_node(c, CXX_VTABLE_IN, cxx_type(c, false), derived);
}

/* GT n: not transactional; any other letter: a clone for some kind of transaction */
static cxx_id transaction_clone(struct cxx *c)
{
	struct str text = STR("transaction clone for ");

	if (cxx_done(c))
		return cxx_fail(c);
	if (*c->at++ == 'n')
		text = STR("non-transaction clone for ");
	return cxx_text_node(c, CXX_SPECIAL, text, cxx_encoding(c, true, false));
}

/* Gr <number> _ <text>: of Java, with $ before what could not be written; the number counts the _ */
static cxx_id resource(struct cxx *c)
{
	int32_t length = cxx_number(c) - 1;
	struct str text;

	cxx_expect(c, '_');
	if (c->failed || length <= 0 || c->end - c->at < length)
		return cxx_fail(c);
	text = (struct str){c->at, (size_t)length};
	c->at += length;
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '$' &&
			(++i == text.n ||
				(text.p[i] != 'S' && text.p[i] != '_' && text.p[i] != '$')))
			return cxx_fail(c);
	return cxx_text_node(c, CXX_RESOURCE, text, 0);
}

/* What follows the letters. */
static cxx_id special_of(struct cxx *c, enum special of)
{
	bool explicit_object;
	cxx_id id;

	switch (of) {
	case OF_TYPE:
		return cxx_type(c, false);
	case OF_ARG:
		return cxx_template_arg(c, c->pending.n);
	case OF_ENCODING:
		return cxx_encoding(c, true, false);
	case OF_MODULE:
		id = cxx_module(c, 0);
		return id != 0 ? id : cxx_fail(c);
	case OF_NAME:
		return cxx_name(c, &explicit_object);
	case OF_TEMPORARY:
		id = cxx_name(c, &explicit_object);
		cxx_sequence(c, true);
		return id;
	}
	return 0;
}

cxx_id cxx_special(struct cxx *c)
{
	char second = cxx_peek(c, 1);

	if (cxx_next_two(c, 'T', 'C'))
		return construction_table(c);
	if (cxx_next_two(c, 'G', 'T'))
		return transaction_clone(c);
	if (cxx_next_two(c, 'G', 'r'))
		return resource(c);
	for (size_t i = 0; i < ARRAY_LEN(specials); i++) {
		if (!cxx_next_two(c, specials[i].code[0], specials[i].code[1]))
			continue;
		if (specials[i].of == OF_ENCODING && specials[i].code[0] == 'T')
			call_offset(c, second == 'c' ? '\0' : second);
		if (second == 'c')
			call_offset(c, '\0');
		return cxx_text_node(c, CXX_SPECIAL, str_from_c(specials[i].text),
			special_of(c, specials[i].of));
	}
	return cxx_fail(c);
}
