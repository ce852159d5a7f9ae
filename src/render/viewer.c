/*
 * viewer.c: see viewer.h.
 */
#include "render/viewer.h"

bool viewer_show(struct viewers *v, const struct viewer *viewer, struct str bytes, bool wait,
	struct out *notes, struct err *err)
{
	(void)v, (void)bytes, (void)wait, (void)notes;
	return err_set(err, "%s: viewers are not implemented yet", viewer->ending);
}

void viewers_close(struct viewers *v)
{
	(void)v;
}
