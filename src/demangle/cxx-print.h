/*
 * cxx-print.h: the printer of mangled C++ names; for cxx-print*.c alone.
 *
 * A type of C++ is written inside out: what it is a pointer to, then a part in parentheses, then
 * parameters. So what is around a type waits in `inner` until the type below it has found the place
 * where it goes. Memory belongs to struct printer, text goes to an out of the caller's.
 */
#ifndef CPROF_DEMANGLE_CXX_PRINT_H
#define CPROF_DEMANGLE_CXX_PRINT_H

#include "demangle/cxx.h"

struct printer {
	struct cxx *c;
	const struct cxx_show *show;
	struct out *out;
	VEC(cxx_id) inner; /* what waits, the outermost first; below `base` it is not ours */
	size_t base;
	VEC(cxx_id) saved; /* qualifiers of methods, which wait for the parameters */
};

void cxx_print_node(struct printer *p, cxx_id id);
void cxx_print_text(struct printer *p, struct str text);
void cxx_print_lit(struct printer *p, const char *text);
void cxx_print_number(struct printer *p, int64_t number);
char cxx_print_last(const struct printer *p); /* what was written last, or 0 */
void cxx_print_list(struct printer *p, cxx_id id, bool skip_empty); /* with commas */
bool cxx_print_is_empty(struct printer *p, cxx_id id); /* a pack without elements and the like */

/* cxx-print-type.c: declarators. */
void cxx_print_typed(struct printer *p, cxx_id id);
void cxx_print_around(struct printer *p, cxx_id id);
void cxx_print_function(struct printer *p, cxx_id id);
void cxx_print_function_inner(struct printer *p, cxx_id id);
void cxx_print_method_inner(struct printer *p, cxx_id id);
void cxx_print_array(struct printer *p, cxx_id id);
void cxx_print_array_inner(struct printer *p, cxx_id id);
void cxx_print_member_pointer_inner(struct printer *p, cxx_id id);
void cxx_print_value_param(struct printer *p, cxx_id id);
void cxx_print_type_param(struct printer *p, cxx_id id);
void cxx_print_param_pack(struct printer *p, cxx_id id);
void cxx_print_param_pack_inner(struct printer *p, cxx_id id);
/* Prints the last that waits as what is around a type. In cxx-print.c. */
void cxx_print_inner(struct printer *p, cxx_id id);

/* cxx-print-expr.c */
void cxx_print_unary(struct printer *p, cxx_id id);
void cxx_print_binary(struct printer *p, cxx_id id);
void cxx_print_trinary(struct printer *p, cxx_id id);
void cxx_print_fold(struct printer *p, cxx_id id);
void cxx_print_new(struct printer *p, cxx_id id);
void cxx_print_literal(struct printer *p, cxx_id id);
void cxx_print_nullary(struct printer *p, cxx_id id);
void cxx_print_expansion(struct printer *p, cxx_id id);
void cxx_print_requires(struct printer *p, cxx_id id);
void cxx_print_require_expr(struct printer *p, cxx_id id);

#endif
