/*
 * mark.h: an instruction that says where it comes from.
 *
 * In: the names of the functions that it is in, innermost first, each a regular expression for the
 * name as compiled. Out: in the section `marks`, for each copy that the compiler makes, the address
 * of a `nop`, the line, and the names. That section is not loaded, and `strip` leaves it alone.
 *
 * So what is true is known without asking a debugger. It is known of functions that are always inlined
 * or never; of others name only the innermost.
 */
#ifndef SYMBOLS_MARK_H
#define SYMBOLS_MARK_H

#define MARK_TEXT_OF(x) #x
#define MARK_TEXT(x) MARK_TEXT_OF(x)
#define MARK(names) \
	__asm__ volatile("1:\tnop\n\t.pushsection marks,\"\"\n\t.quad 1b\n\t" \
			 ".long " MARK_TEXT(__LINE__) "\n\t.asciz \"" names "\"\n\t.popsection")

#define ALWAYS_INLINE inline __attribute__((always_inline))
#define NEVER_INLINE __attribute__((noinline, noclone))
#ifdef __clang__
#undef NEVER_INLINE
#define NEVER_INLINE __attribute__((noinline))
#endif

#endif
