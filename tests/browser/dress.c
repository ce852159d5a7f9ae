/*
 * dress.c: an SVG from standard input to standard output, as svg_dress makes it to look at.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "render/render.h"

int main(void)
{
	struct out in = {0}, out = {0};
	struct err err = {0};
	ssize_t n;

	while ((n = read(STDIN_FILENO, out_room(&in, 1 << 16), 1 << 16)) > 0)
		out_used(&in, (size_t)n);
	if (n < 0) {
		perror("dress");
		return EXIT_FAILURE;
	}
	svg_dress((struct str){in.p, in.n}, &out);
	if (!out_write(STDOUT_FILENO, (struct str){out.p, out.n}, &err)) {
		fprintf(stderr, "dress: %s\n", err.text);
		return EXIT_FAILURE;
	}
	out_release(&in);
	out_release(&out);
	return EXIT_SUCCESS;
}
