/*
 * comments.c: the profile's comments, one a line. `comments`.
 */
#include "report/report.h"

bool report_comments(struct report *r, struct err *err)
{
	(void)err;
	for (uint32_t i = 0; i < r->profile->n_comments; i++) {
		out_str(r->out, profile_str(r->profile, r->profile->comments[i]));
		out_lit(r->out, "\n");
	}
	return true;
}
