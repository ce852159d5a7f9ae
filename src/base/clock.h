/*
 * clock.h: reads the clocks: monotonic time, and deadlines for waiting.
 */
#ifndef CPROF_BASE_CLOCK_H
#define CPROF_BASE_CLOCK_H

#include <stdint.h>
#include <time.h>

/* Monotonic time in milliseconds (CLOCK_MONOTONIC). Only differences mean something. */
int64_t clock_ms(void);

/* Milliseconds since 1970 began (UTC, CLOCK_REALTIME). */
int64_t clock_date_ms(void);

/* The time of day in `ms` milliseconds, 0 or more, for pthread_cond_timedwait (CLOCK_REALTIME). */
struct timespec clock_deadline(int64_t ms);

#endif
