/*
 * tty-colors.c: The colours of cells, of as many as the terminal has.
 *
 * A frame sets its background and its foreground, so that it can be read whatever the terminal's own colours are.
 */
#include <math.h>

#include "screen/tty-internal.h"

/* The part of red, green or blue in a colour of full saturation: 0 to 1. The peak is 0, 120 or 240 degrees. */
static double part_of(double hue, double peak)
{
	double away = fabs(
		fmod(hue - peak + 540, 360) - 180); /* 0 at the peak, 180 at the other side */

	return away <= 60 ? 1 : away >= 120 ? 0 : (120 - away) / 60;
}

/* The step of the colour cube that is nearest to a brightness of 0 to 255. */
static int cube_step(double v)
{
	static const int steps[] = {0, 95, 135, 175, 215, 255};
	int best = 0;

	for (int i = 1; i < 6; i++)
		if (fabs(v - steps[i]) < fabs(v - steps[best]))
			best = i;
	return best;
}

/* Pale colours of the 6x6x6 cube, on which black can be read. */
static int color_of_256(const struct cell_look *look)
{
	static const double least[] = {215, 165, 135,
		95}; /* of a part that the hue does not have */
	double low = least[look->depth & 3];
	int color = 16;

	if (look->hue == CELL_NO_HUE)
		return 252; /* grey */
	for (int i = 0; i < 3; i++) {
		double v = low + (255 - low) * part_of(look->hue, 120.0 * i);
		static const int weight[] = {36, 6, 1};

		color += weight[i] * cube_step(v);
	}
	return color;
}

static int color_of_8(const struct cell_look *look)
{
	static const int colors[] = {COLOR_RED, COLOR_YELLOW, COLOR_GREEN, COLOR_CYAN, COLOR_BLUE,
		COLOR_MAGENTA};

	return look->hue == CELL_NO_HUE ? COLOR_WHITE : colors[(look->hue + 30) / 60 % 6];
}

static short pair_of(struct tty *t, const struct cell_look *look)
{
	int back = t->palette == 256 ? color_of_256(look) : color_of_8(look);
	int fore = t->palette == 256 ? 16 : back == COLOR_BLUE ? COLOR_WHITE : COLOR_BLACK;

	if (t->pairs[back] == 0) {
		t->pairs[back] = ++t->n_pairs;
		t->lib.init_pair(t->n_pairs, (short)fore, (short)back);
	}
	return t->pairs[back];
}

attr_t tty_attributes(struct tty *t, const struct cell_look *look, short *pair)
{
	attr_t attrs = A_NORMAL;

	*pair = t->palette != 0 && look->role == CELL_FRAME ? pair_of(t, look) : 0;
	if (look->role == CELL_BAR)
		attrs |= A_REVERSE;
	if (look->role == CELL_FAINT)
		attrs |= A_DIM;
	if (look->marks & CELL_SELECTED)
		attrs |= A_REVERSE;
	if (look->marks & CELL_STRONG)
		attrs |= A_BOLD;
	if (look->marks & CELL_MATCHED)
		attrs |= A_BOLD | A_UNDERLINE;
	return attrs;
}
