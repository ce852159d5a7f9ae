/*
 * cxx.h: mangled C++ names as a tree; for demangle/ alone.
 *
 * A name in the Itanium ABI's mangling (https://itanium-cxx-abi.github.io/cxx-abi/abi.html, with what gcc and
 * clang add) is parsed into nodes, which cxx-print.c writes as text. Names come from profiles and may be
 * hostile, so each step is counted. When there were too many steps, when the tree is too deep or the name is
 * malformed, `failed` is set; then every function returns at once, and the name stays as it is. struct cxx
 * owns all memory.
 * Note: a substitution makes two nodes share a child, so the tree is no true tree, and a few hundred bytes
 * can describe text of any size.
 * Note: a new node moves the others, so keep ids, not pointers.
 */
#ifndef CPROF_DEMANGLE_CXX_H
#define CPROF_DEMANGLE_CXX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/out.h"
#include "base/str.h"
#include "demangle/limits.h"

typedef uint32_t cxx_id; /* a node; 0: none */

/* The kinds of nodes. The comments tell what child[0] to child[3] (a to d) and the other fields hold. */
enum cxx_kind {
	CXX_NONE,
	CXX_NAME,           /* text */
	CXX_TYPED,          /* a: name, b: type */
	CXX_QUALIFIED,      /* a: scope, b: name; flag: the scope is a function */
	CXX_TEMPLATE,       /* a: name; list: arguments */
	CXX_PARAM,          /* number: which argument, ref: of which template; 0: to be filled in */
	CXX_AUTO,           /* number: which `auto` of a lambda's parameters */
	CXX_DECLARED_ARG,   /* a: the parameter's declaration, b: the argument */
	CXX_QUALIFIERS,     /* list */
	CXX_QUALIFIER,      /* text; list: expressions or types in parentheses */
	CXX_TYPE_QUALIFIED, /* a: type, b: qualifiers */
	CXX_METHOD,         /* a: function or its type, b: qualifiers or none; number: & or && */
	CXX_BUILTIN,        /* text */
	CXX_POINTER,        /* a */
	CXX_REFERENCE,      /* a */
	CXX_RVALUE,         /* a */
	CXX_COMPLEX,        /* a */
	CXX_IMAGINARY,      /* a */
	CXX_SUFFIXED,       /* a, text */
	CXX_TRANSFORMED,    /* text; a */
	CXX_VENDOR,         /* a: qualifier, b: type */
	CXX_ARRAY,          /* a: dimension, b: of what */
	CXX_FUNCTION,       /* a: returns, or none; list: parameters; flag: scope of a local name */
	CXX_FUNCTION_PARAM, /* number */
	CXX_MEMBER_POINTER, /* a: class, b: type */
	CXX_FIXED,          /* a; flag: FIXED_* */
	CXX_BINARY_FLOAT,   /* number: bits */
	CXX_BIT_INT,        /* a: bits; flag: signed */
	CXX_VECTOR,         /* a: dimension, b: of what */
	CXX_ELABORATED,     /* text: struct, union, enum; a */
	CXX_DECLTYPE,       /* a */
	CXX_OPERATOR,       /* text */
	CXX_CONSTRUCTOR,    /* a; b: inherited from, or none */
	CXX_DESTRUCTOR,     /* a */
	CXX_TAGGED,         /* a: name, b: tag */
	CXX_EXPANSION,      /* a: pattern; ref: the pack, or none */
	CXX_PACK,           /* list */
	CXX_SIZEOF_PACK,    /* ref: the pack */
	CXX_SIZEOF_ARGS,    /* list */
	CXX_PARAM_NAME,     /* text, number: of a template; flag: in a constraint */
	CXX_TYPE_PARAM,     /* a: its name */
	CXX_VALUE_PARAM,    /* a: its name, b: type */
	CXX_TEMPLATE_PARAM, /* a: its name, b: LIST of parameters, c: constraint or none */
	CXX_CONCEPT_PARAM,  /* a: its name, b: concept */
	CXX_PARAM_PACK,     /* a: a parameter of those kinds */
	CXX_CAST,           /* a: to this type */
	CXX_NULLARY,        /* a: operator */
	CXX_UNARY,          /* a: operator, b: operand; flag: UNARY_* */
	CXX_BINARY,         /* a: operator, b, c */
	CXX_TRINARY,        /* a: operator, b, c, d */
	CXX_FOLD,           /* a: operator, b; c: or none; flag: from the left */
	CXX_SUBOBJECT,      /* a: type, b: expression; number: offset */
	CXX_MEMBER_CAST,    /* a: type, b: expression */
	CXX_NEW,            /* b: where, or none, c: type, d: initializer, or none */
	CXX_LITERAL,        /* a: type, text; flag: negative */
	CXX_STRING_LITERAL, /* a: type */
	CXX_LAMBDA_LITERAL, /* a: closure */
	CXX_EXPRESSIONS,    /* list */
	CXX_BRACED,         /* a: type, or none, b: expressions */
	CXX_DEFAULT_ARG,    /* number, a */
	CXX_CLOSURE,        /* a, c: LISTs of its parameters, b, d: constraints or none; number */
	CXX_BINDINGS,       /* list */
	CXX_UNNAMED,        /* number */
	CXX_CLONE,          /* a; text: what the compiler appended */
	CXX_SPECIAL,        /* text: in front, a */
	CXX_RESOURCE,       /* text, with escapes */
	CXX_VTABLE_IN,      /* a: base, b: derived */
	CXX_ENABLE_IF,      /* a; list: conditions */
	CXX_MODULE,         /* a: parent, or none, b: name; flag: a partition */
	CXX_MODULE_ENTITY,  /* a: module, b: name */
	CXX_FRIEND,         /* a */
	CXX_CONSTRAINED,    /* a, b: what it requires */
	CXX_REQUIRES,       /* a: LIST of parameters, b: LIST of requirements */
	CXX_REQUIRE_EXPR,   /* a; b: type, or none; flag: noexcept */
	CXX_REQUIRE_TYPE,   /* a */
	CXX_REQUIRE_NESTED, /* a */
	CXX_EXPLICIT_OBJECT, /* a */
	CXX_COUNT,           /* number */
	CXX_LIST,            /* list: of a node that has two of them */
	CXX_KINDS
};

enum { FIXED_ACCUM = 1, FIXED_SATURATED = 2 };
enum { UNARY_SUFFIX = 1, UNARY_SIZEOF_TYPE = 2 };

/* How an expression goes on behind its operator. */
enum cxx_shape {
	SHAPE_NULLARY,
	SHAPE_UNARY,
	SHAPE_STEP,   /* ++ and --: a _ in front of the operand says that they stand before it */
	SHAPE_SIZEOF, /* of a type */
	SHAPE_BINARY,
	SHAPE_CAST,   /* <type> <expression> */
	SHAPE_CALL,   /* <expression> <expression>* E */
	SHAPE_MEMBER, /* <expression> <unresolved-name> */
	SHAPE_FIELD,  /* <name> <expression> */
	SHAPE_TRINARY,
	SHAPE_FOLD,    /* <operator> <expression> */
	SHAPE_FOLD_ON, /* <operator> <expression> <expression> */
	SHAPE_NEW,
};

struct cxx_node {
	uint8_t kind; /* enum cxx_kind */
	uint8_t flag;
	uint8_t printing; /* how many times the printer is inside it */
	bool open;        /* a template parameter is in it or below it */
	int32_t number;
	cxx_id child[4];
	cxx_id ref;           /* another node that is not below it */
	uint32_t list, count; /* where in `items` */
	uint32_t seen;        /* the last walk that came by; see cxx_walk */
	struct str text;      /* of the mangled name, or a literal */
};

/* The substitutions that have letters: Sa Sb Ss Si So Sd. */
enum { CXX_STANDARDS = 6 };

struct cxx {
	const char *at, *end; /* what is to be read */
	struct cxx_node *nodes;
	size_t n, cap;
	VEC(cxx_id) items;     /* the lists of nodes */
	VEC(cxx_id) pending;   /* lists that are being read */
	VEC(cxx_id) subs;      /* what S_, S0_, ... stand for */
	VEC(cxx_id) templates; /* whose parameters T_, TL0__, ... are; 0: known later */
	uint32_t lambda_level; /* templates.n + 1 where a lambda's parameters began; 0: in none */
	bool constraint;       /* within a constraint, whose parameters stay names */
	int named[3];          /* how many template parameters of each sort a lambda has named */
	cxx_id standard[2][CXX_STANDARDS]; /* in short and in full, once used */
	uint32_t walk;                     /* the newest walk; see cxx_node.seen */
	uint32_t depth;
	size_t steps; /* what may still be done */
	size_t most_nodes, most_text;
	bool failed;
};

/* What of a name is printed. */
struct cxx_show {
	bool template_args;
	bool enclosing_params; /* of the function that a local name is in */
};

/* `mangled` must outlive it. Release it with cxx_release whatever happened in between. */
void cxx_init(struct cxx *c, struct str mangled);
void cxx_release(struct cxx *c);

/* Sets `failed`, and there is nothing left to be read. Returns 0. */
cxx_id cxx_fail(struct cxx *c);

/* Brackets every function that may call itself: false when the tree is too deep or too large. */
bool cxx_enter(struct cxx *c);
void cxx_leave(struct cxx *c);
/* Takes n steps. False, and failed, when there are none left. */
bool cxx_step(struct cxx *c, size_t n);

/* New nodes. A list is what was put on `pending` since `mark`, and is taken off it. */
cxx_id cxx_node(struct cxx *c, enum cxx_kind kind, cxx_id a, cxx_id b);
cxx_id cxx_text_node(struct cxx *c, enum cxx_kind kind, struct str text, cxx_id a);
cxx_id cxx_number_node(struct cxx *c, enum cxx_kind kind, int32_t number, cxx_id a);
cxx_id cxx_list_node(struct cxx *c, enum cxx_kind kind, cxx_id a, size_t mark);
void cxx_pend(struct cxx *c, cxx_id id);
void cxx_set_child(struct cxx *c, cxx_id id, int which, cxx_id child);
void cxx_set_list(struct cxx *c, cxx_id id, size_t mark);

static inline struct cxx_node *cxx_at(const struct cxx *c, cxx_id id)
{
	return &c->nodes[id];
}
static inline enum cxx_kind cxx_kind_of(const struct cxx *c, cxx_id id)
{
	return (enum cxx_kind)c->nodes[id].kind;
}
static inline cxx_id cxx_child(const struct cxx *c, cxx_id id, int which)
{
	return c->nodes[id].child[which];
}
static inline cxx_id cxx_item(const struct cxx *c, cxx_id id, uint32_t i)
{
	return c->items.p[c->nodes[id].list + i];
}

/* Reading: the byte n places on, or 0 behind the end. */
static inline char cxx_peek(const struct cxx *c, size_t n)
{
	return (size_t)(c->end - c->at) > n ? c->at[n] : '\0';
}
static inline bool cxx_done(const struct cxx *c)
{
	return c->at == c->end;
}
bool cxx_next(struct cxx *c, char byte);                /* takes it if it is what comes next */
bool cxx_next_two(struct cxx *c, char one, char two);   /* the same for two bytes */
void cxx_expect(struct cxx *c, char byte);              /* takes it, or fails */
int32_t cxx_number(struct cxx *c);                      /* [n] digits */
int32_t cxx_index(struct cxx *c);                       /* "_" is 0, "0_" 1, ... */
uint32_t cxx_sequence(struct cxx *c, bool end_will_do); /* the same in base 36 */

/*
 * The productions of the ABI's grammar: each reads one and returns its node, or fails and returns 0
 * (or anything: look at `failed` before what is returned is looked into).
 */
cxx_id cxx_encoding(struct cxx *c, bool params, bool local);
cxx_id cxx_name(struct cxx *c, bool *explicit_object);
cxx_id cxx_unqualified(struct cxx *c, cxx_id module, bool *cast);
cxx_id cxx_source_name(struct cxx *c);
cxx_id cxx_module(struct cxx *c, cxx_id parent);
cxx_id cxx_tags(struct cxx *c, cxx_id name);
void cxx_discriminator(struct cxx *c); /* which of several local names it is: not shown */
cxx_id cxx_special(struct cxx *c);
cxx_id cxx_substitution(struct cxx *c, bool prefix);
cxx_id cxx_type(struct cxx *c, bool cast);
cxx_id cxx_types(struct cxx *c, enum cxx_kind kind, cxx_id a, bool explicit_object);
cxx_id cxx_function(struct cxx *c, bool returns, bool explicit_object);
cxx_id cxx_qualifiers(struct cxx *c);
int32_t cxx_ref_qualifier(struct cxx *c);
cxx_id cxx_closure(struct cxx *c);
cxx_id cxx_unnamed(struct cxx *c);
cxx_id cxx_param(struct cxx *c);
cxx_id cxx_template_args(struct cxx *c, enum cxx_kind kind, cxx_id name);
cxx_id cxx_args_to_end(struct cxx *c, enum cxx_kind kind, cxx_id name);
cxx_id cxx_template_arg(struct cxx *c, size_t before);
cxx_id cxx_expansion(struct cxx *c, cxx_id pattern);
cxx_id cxx_expression(struct cxx *c);
cxx_id cxx_primary(struct cxx *c);
cxx_id cxx_constraint(struct cxx *c);
cxx_id cxx_operator(struct cxx *c, bool in_expression, int *shape); /* enum cxx_shape; -1: none */
cxx_id cxx_clone(struct cxx *c, cxx_id name);

/* Makes `id` what S_, S0_, ... may stand for later. */
void cxx_remember(struct cxx *c, cxx_id id);
/* Is it what Sa, Sb, ... stand for? */
bool cxx_is_standard(const struct cxx *c, cxx_id id);

/* The name with template arguments for its parameters, and with references and qualifiers merged. */
cxx_id cxx_simplify(struct cxx *c, cxx_id id);
/* Gives the parameters below `id` that wait for a template this one; 0: there may be none. */
void cxx_bind(struct cxx *c, cxx_id id, cxx_id template_id);
/* `id` as it reads here: parameters are those of the templates that are open now. */
cxx_id cxx_retarget(struct cxx *c, cxx_id id);
/* The first pack that a parameter below `id` stands for; 0: none. */
cxx_id cxx_find_pack(struct cxx *c, cxx_id id);
/* The qualifiers of both. */
cxx_id cxx_merge_qualifiers(struct cxx *c, cxx_id a, cxx_id b);

/* Writes the tree as text. False, and failed, when it is too large or too deep. */
bool cxx_print(struct cxx *c, cxx_id id, const struct cxx_show *show, struct out *out);

#endif
