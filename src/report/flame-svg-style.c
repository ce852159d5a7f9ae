/*
 * flame-svg-style.c: Writes the colours of a flame graph as a picture.
 *
 * Fills are written as numbers, not as hsl() or with variables, so that viewers that are no browsers know them. They
 * are light with dark letters or dark with light ones: letters have a contrast of 4.5 at least.
 */
#include <math.h>

#include "report/flame-svg.h"

/* A hue in degrees; saturation and lightness from 0 to 1. */
struct svg_color {
	double hue, saturation, lightness;
};

/* One of red, green and blue: their `shift` is 0, 8 and 4 (CSS Color 4, section 7.1). */
static unsigned channel(struct svg_color c, double shift)
{
	double k = fmod(shift + c.hue / 30, 12), most = fmin(k - 3, fmin(9 - k, 1));
	double reach = c.saturation * fmin(c.lightness, 1 - c.lightness);

	return (unsigned)lround(255 * (c.lightness - reach * fmax(most, -1)));
}

static void put_fill(struct out *o, char class, unsigned number, struct svg_color c)
{
	out_fmt(o, ".%c%u{fill:#%02x%02x%02x}\n", class, number, channel(c, 0), channel(c, 8),
		channel(c, 4));
}

/* What the bits of a tone mean. Group 0 is grey. */
static struct svg_color color_of(const struct flame_groups *groups, uint32_t group, bool dark)
{
	static const double lights[2][FLAME_LIGHTS] = {{.79, .86, .73, .67}, {.27, .31, .235, .2}};
	static const double strengths[2][2] = {{.4, .6}, {.24, .38}};
	uint8_t tone = groups->tones[group];

	return (struct svg_color){groups->hues[group],
		group != 0 ? strengths[dark][tone / FLAME_LIGHTS] : 0,
		lights[dark][tone % FLAME_LIGHTS]};
}

static void put_groups(struct out *o, const struct flame_groups *groups, const bool *used,
	bool dark)
{
	for (uint32_t i = 0; i < groups->n; i++)
		if (used[i])
			put_fill(o, 'g', i, color_of(groups, i, dark));
}

/* More is red, less is green; the larger the change, the stronger. */
static void put_steps(struct out *o, bool dark)
{
	for (unsigned i = 0; i <= SVG_STEPS; i++) {
		double strength = (double)i / SVG_STEPS;
		double lightness = dark ? .24 + .06 * strength : .92 - .22 * strength;
		double saturation = i == 0 ? 0 : dark ? .1 + .5 * strength : .3 + .5 * strength;

		put_fill(o, 'm', i, (struct svg_color){4, saturation, lightness});
		if (i != 0)
			put_fill(o, 'l', i, (struct svg_color){135, saturation, lightness});
	}
}

static void put_fills(struct out *o, const struct flame_groups *groups, const bool *used,
	bool compared, bool dark)
{
	if (compared)
		put_steps(o, dark);
	else
		put_groups(o, groups, used, dark);
}

void flame_svg_put_style(struct out *o, const struct flame_groups *groups, const bool *used,
	bool compared)
{
	out_lit(o,
		"<style>\n"
		"text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,\"DejaVu Sans Mono\",monospace;"
		"fill:#16191d;white-space:pre}\n"
		".h{font-size:16px;font-weight:600}\n"
		".b{fill:#fff}\n"
		".n{fill:#5b6470}\n");
	put_fills(o, groups, used, compared, false);
	out_lit(o,
		"@media (prefers-color-scheme:dark){\n"
		"text{fill:#eef1f4}\n"
		".b{fill:#14171b}\n"
		".n{fill:#9aa4af}\n");
	put_fills(o, groups, used, compared, true);
	out_lit(o, "}\n</style>\n");
}
