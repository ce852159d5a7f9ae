/*
 * no-web.c: In place of the web interface where cprof is built without libmicrohttpd: it says so.
 */
#include "web/web.h"

bool web_check(const struct web_options *options, struct err *err)
{
	(void)options;
	return err_set(err,
		"-http: this cprof was built without the web interface; build it again where libmicrohttpd and "
		"its header are installed");
}

bool web_serve(const struct web_host *host, const struct web_options *options, struct err *err)
{
	(void)host;
	return web_check(options, err);
}
