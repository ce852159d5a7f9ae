/*
 * render.c: see render.h.
 */
#include "render/render.h"

bool render_image(const struct render_spec *spec, struct str dot, struct out *image,
	struct out *notes, struct err *err)
{
	(void)dot, (void)image, (void)notes;
	return err_set(err, "%s: not implemented yet", spec->format);
}
