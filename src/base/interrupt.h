/*
 * interrupt.h: Ctrl-C cancels what runs instead of ending the program.
 *
 * While SIGINT is caught, as in the console, it sets a token (cancel.h). That token is every thread's
 * unless cancel_use gave it another. While it is not caught, SIGINT ends cprof as it ends other
 * programs, and the token is never set.
 */
#ifndef CPROF_BASE_INTERRUPT_H
#define CPROF_BASE_INTERRUPT_H

#include <stdbool.h>

#include "base/cancel.h"

/*
 * From here on SIGINT sets the token; after interrupt_release it does what it did before.
 * interrupt_catch returns true when SIGINT did not set the token yet: the caller releases it then.
 */
bool interrupt_catch(void);
void interrupt_release(void);

/* Whether SIGINT sets the token now. */
bool interrupt_is_caught(void);

/* The token that SIGINT sets. */
struct cancel *interrupt_token(void);

/* Forgets the SIGINTs that came so far. */
void interrupt_clear(void);

#endif
