/*
 * thread.h: starts a thread that works for the same request as its starter.
 */
#ifndef CPROF_BASE_THREAD_H
#define CPROF_BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/*
 * Starts work(context) on a thread that has the caller's token (cancel.h), for pthread_join. False when
 * there is no thread to be had; then *thread is not set. Every thread of cprof is started here.
 */
bool thread_start(pthread_t *thread, void *(*work)(void *), void *context);

#endif
