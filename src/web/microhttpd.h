/*
 * microhttpd.h: Loads libmicrohttpd when -http is given.
 *
 * Loading it takes milliseconds, because it brings GnuTLS along. So cprof is built with its header, but not linked
 * with it. Note: use its functions through the table only; the linker knows none of their names.
 */
#ifndef CPROF_WEB_MICROHTTPD_H
#define CPROF_WEB_MICROHTTPD_H

#include <microhttpd.h>

#include "base/err.h"

#define MICROHTTPD_FUNCTIONS(X) \
	X(add_response_header) \
	X(create_response_from_buffer) \
	X(destroy_response) \
	X(get_connection_info) \
	X(get_connection_values_n) \
	X(get_daemon_info) \
	X(get_timeout) \
	X(queue_response) \
	X(resume_connection) \
	X(run) \
	X(start_daemon) \
	X(stop_daemon) \
	X(suspend_connection)

/* The pointer `run` is to MHD_run, and so on. */
struct microhttpd {
#define MICROHTTPD_MEMBER(name) __typeof__(MHD_##name) *name;
	MICROHTTPD_FUNCTIONS(MICROHTTPD_MEMBER)
#undef MICROHTTPD_MEMBER
};

/* Fills in the table, which is valid until the program ends. False with what to install when there is no library. */
bool microhttpd_load(struct microhttpd *table, struct err *err);

#endif
