/*
 * web-routes.h: What the paths of the web interface lead to.
 *
 * The paths are those of pprof, and below /ui/api/ the reports by their names. All pages are one document, whose
 * script reads the path. Links within are relative, so that a proxy may put all of it below a prefix.
 */
#ifndef CPROF_WEB_WEB_ROUTES_H
#define CPROF_WEB_WEB_ROUTES_H

#include "base/arena.h"
#include "base/str.h"
#include "web/guard.h"

enum web_route_kind {
	ROUTE_NOTHING,  /* there is no such path */
	ROUTE_REDIRECT, /* to `name`, relative to the path, with the query kept */
	ROUTE_PAGE,     /* the document */
	ROUTE_FILE,     /* a part of it, by its name */
	ROUTE_REPORT,   /* a report, by the name of its command */
	ROUTE_DOWNLOAD, /* the profile as it was loaded */
	ROUTE_SESSION,  /* what the pages need to begin with */
	ROUTE_SAVE,     /* options under a name */
	ROUTE_DELETE,   /* such a name */
	ROUTE_EVENTS,   /* waits until something else is loaded */
	ROUTE_RELOAD,   /* loads again */
	ROUTE_SOURCE,   /* adds a profile to compare with, by its name */
	ROUTE_UPLOAD,   /* adds one that is sent */
};

struct web_route {
	enum web_route_kind kind;
	struct str name; /* a constant, or in the arena */
	enum web_use use;
};

/* Finds the route of a path without its query. */
struct web_route web_route_find(struct arena *a, struct str path);

#endif
