/*
 * draw.c: parses, lays out and renders one graph with libgvc, and says what went wrong.
 */
#include "cprof-render/draw.h"

#include <errno.h>
#include <stdlib.h>
#include <strings.h>

#include "base/out.h"
#include "cprof-render/bound.h"
#include "cprof-render/compat.h"
#include "cprof-render/diagnostics.h"
#include "cprof-render/fonts.h"
#include "cprof-render/links.h"

#define INSTALL \
	"Debian and Ubuntu have it in the package libgvc6, others in graphviz (Fedora: graphviz-gd, too)"

/* "what: " and what Graphviz said of it. */
static bool err_graphviz(struct err *err, const char *what)
{
	struct str why = diagnostics_error();

	/*
	 * A plugin that is in the list and cannot be loaded is a warning, and what follows is the
	 * error.
	 */
	if (diagnostics_with(STR("Could not load")).n != 0)
		why = diagnostics_lack_memory()
			? STR("there is too little memory to load all of it")
			: diagnostics_with(STR("Could not load"));
	return why.n == 0 ? err_set(err, "%s", what) : err_set(err, "%s: %.*s", what, STR_ARG(why));
}

/* Is there a plugin `name` of the kind? All names go to `names`, which may be NULL. */
static bool has_plugin(GVC_t *gvc, const char *kind, struct str name, struct out *names)
{
	bool found = false;
	int n;
	char **list = compat_plugins(gvc, kind, &n);

	for (int i = 0; i < n; i++) {
		struct str s = str_from_c(list[i]);

		found |= s.n == name.n && strncasecmp(s.p, name.p, s.n) == 0;
		if (names != NULL)
			out_fmt(names, " %s", list[i]);
		free(list[i]);
	}
	free(list);
	return found;
}

/* Graphviz would only say that it recognizes nothing. */
static bool check_plugins(GVC_t *gvc, const char *format, struct err *err)
{
	struct str device = {format, strcspn(format, ":")};
	struct out names = {0};
	bool ok = true;

	if (!has_plugin(gvc, "layout", STR("dot"), NULL))
		return err_set(err,
			"Graphviz does not find its plugins%s; as root run `dot -c` or, on Debian and "
			"Ubuntu, `libgvc6-config-update -a`, or install Graphviz anew",
			getenv("GVBINDIR") != NULL ? " in the folder of the variable GVBINDIR"
						   : "");
	if (!has_plugin(gvc, "device", device, &names)) {
		out_bytes(&names, "", 1);
		ok = err_set(err,
			"Graphviz %s has no plugin that writes \"%s\"; " INSTALL "; it writes%s",
			gvcVersion(gvc), format, names.p);
	} else if (!has_plugin(gvc, "textlayout", STR("textlayout"), NULL)) {
		diagnostics_line("sizes of boxes are guessed: Graphviz has no plugin that measures "
				 "text; " INSTALL);
	}
	out_release(&names);
	return ok;
}

/* Does Graphviz draw the letters, and not who shows the image? */
static bool draws_letters(const char *format)
{
	return bound_is_bitmap(format) || strncasecmp(format, "pdf", 3) == 0;
}

static bool check_fonts(const char *format, struct err *err)
{
#define NO_FONTS "no fonts are installed: "
#define INSTALL_FONTS "; install one, as of the package fonts-dejavu-core of Debian and Ubuntu"
	if (!fonts_missing())
		return true;
	if (draws_letters(format))
		return err_set(err, NO_FONTS "the image would be without text" INSTALL_FONTS);
	diagnostics_line(NO_FONTS "boxes may not fit their text" INSTALL_FONTS);
	return true;
}

/* An image that is complete may still have been made with something missing. */
static void note_defects(void)
{
	struct str lost = diagnostics_with(STR("Could not load")), said = diagnostics_error();
	struct err note;

	if (lost.n != 0 && diagnostics_lack_memory())
		err_set(&note,
			"there was too little memory to load all of Graphviz: boxes may have other sizes");
	else if (lost.n != 0)
		err_set(&note, "Graphviz says: %.*s; reinstall it", STR_ARG(lost));
	else if (said.n != 0)
		err_set(&note, "Graphviz says: %.*s", STR_ARG(said));
	else
		return;
	diagnostics_line(note.text);
}

bool draw(const char *dot, const char *format, FILE *image, struct err *err)
{
	GVC_t *gvc = gvContext();
	Agraph_t *g;

	if (gvc == NULL)
		return err_set(err, "Graphviz does not start");
	if (!check_plugins(gvc, format, err))
		return false;
	g = agmemread(dot);
	if (g == NULL && diagnostics_error().n == 0)
		return err_set(err, "there is no graph on standard input");
	if (g == NULL)
		return err_graphviz(err, "Graphviz cannot read the graph");
	links_clean(g);
	bound_layout(g);
	if (gvLayout(gvc, g, "dot") != 0)
		return err_graphviz(err, "Graphviz cannot lay out the graph");
	if (!check_fonts(format, err))
		return false;
	bound_check_labels(g);
	if (bound_is_bitmap(format))
		bound_pixels(g);
	if (gvRender(gvc, g, format, image) != 0)
		return err_graphviz(err, "Graphviz cannot draw the graph");
	if (fflush(image) != 0 || ferror(image))
		return err_set(err, "cannot write the image: %s", strerror(errno));
	note_defects();
	return true;
}
