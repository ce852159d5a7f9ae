/*
 * web-session.h: Tells the pages what they need to begin with: what is loaded, and the options there are.
 */
#ifndef CPROF_WEB_WEB_SESSION_H
#define CPROF_WEB_WEB_SESSION_H

#include "web/web-job.h"
#include "web/web.h"

struct web_server;

/* Writes {"version":..., "inputs":[...], "types":[...], "options":[...], "configs":[...]} as an answer. */
void web_session_make(const struct web_server *s, struct arena *a, struct web_answer *answer);

#endif
