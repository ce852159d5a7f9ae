/*
 * dress.c: Writes an SVG as svg_dress makes it to look at: dress SVG JSON >DRESSED.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "render/render.h"

int main(int argc, char **argv)
{
	struct arena a = {0};
	struct str svg, data;
	struct out out = {0};
	struct err err = {0};
	bool ok = argc == 3 && file_read(&a, argv[1], 1 << 24, FILE_ASKED, &svg, &err) &&
		file_read(&a, argv[2], 1 << 24, FILE_ASKED, &data, &err);

	if (ok) {
		svg_dress(svg, data, &out);
		ok = out_write(STDOUT_FILENO, (struct str){out.p, out.n}, &err);
	}
	if (!ok)
		fprintf(stderr, "dress: %s\n", argc == 3 ? err.text : "usage: dress SVG JSON");
	out_release(&out);
	arena_release(&a);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
