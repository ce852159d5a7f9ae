/*
 * no-web.c: In place of the web interface where cprof is built without libmicrohttpd: it says so.
 */
#include "web/web.h"

bool web_check(const struct web_options *options, struct err *err)
{
	(void)options;
	return err_set(err,
		"this cprof was built without the web interface; build it again where libmicrohttpd and "
		"its header are installed");
}

struct web_server *web_open(const struct web_host *host, const struct web_options *options,
	struct err *err)
{
	(void)host;
	web_check(options, err);
	return NULL;
}

const struct wait_hook *web_hook(const struct web_server *s)
{
	(void)s;
	return NULL;
}

void web_tell(const struct web_server *s)
{
	(void)s;
}

void web_close(struct web_server *s)
{
	(void)s;
}

bool web_serve(const struct web_host *host, const struct web_options *options, struct err *err)
{
	return web_open(host, options, err) != NULL;
}
