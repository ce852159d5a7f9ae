// colors.js: colours of boxes, as bright as is asked for each hue, so that text reads well on all of them.

function luminance(h, s, l) {
	const part = n => {
		const k = (n + h / 30) % 12, c = l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
		return c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
	};
	return .2126 * part(0) + .7152 * part(8) + .0722 * part(4);
}

// The colour of this hue (degrees), saturation and luminance (0..1, as WCAG defines it).
export function shade(h, s, want) {
	let low = 0, high = 1;
	for (let i = 0; i < 12; i++) {
		const l = (low + high) / 2;
		if (luminance(h, s, l) < want) low = l;
		else high = l;
	}
	return `hsl(${h} ${Math.round(s * 100)}% ${(low * 100).toFixed(1)}%)`;
}

const STEPS = 24;
const RAMPS = {red: [6, 138], orange: [32, 214]};

// From no change to the largest.
const ramp = (h, [from, to], s) => Array.from({length: STEPS + 1}, (_, i) =>
	shade(h, i ? .12 + s * i / STEPS : 0, from + (to - from) * i / STEPS));

// What the bits of a tone mean (src/flame/flame-hue.h): luminances and saturations. Letters have a contrast of 4.5 on all.
const TONES = {light: {l: [.66, .78, .55, .45], s: [.4, .68]}, dark: {l: [.085, .115, .06, .15], s: [.26, .46]}};

// All colours of a theme. `groups`: of the data; the first of them is grey.
export function makePalette(dark, groups, ramps) {
	const [more, less] = RAMPS[ramps], {l: lights, s: strengths} = TONES[dark ? "dark" : "light"];
	const faint = (s, l) => Array.from(groups.hue, (h, i) => shade(h, i ? s : 0, l));
	const box = Array.from(groups.hue, (h, i) => shade(h, i ? strengths[groups.tone[i] >> 2] : 0, lights[groups.tone[i] & 3]));
	return dark ? {
		text: "#f1f3f5", dim: "#a9b2bc", back: "#15181c", hit: "#f2b632", onHit: "#15181c", rest: "#262b31", edge: "#dfe4e9",
		box, faint: faint(.1, .035), more: ramp(more, [.05, .13], .5), less: ramp(less, [.05, .13], .4),
	} : {
		text: "#171a1e", dim: "#4d5660", back: "#fff", hit: "#ffc21f", onHit: "#171a1e", rest: "#e9ecef", edge: "#171a1e",
		box, faint: faint(.2, .85), more: ramp(more, [.83, .4], .72), less: ramp(less, [.83, .47], .36),
	};
}

// Where a change stands on a ramp.
export const stepOf = (change, most) => most ? Math.ceil(Math.min(1, Math.abs(change) / most) ** .7 * STEPS) : 0;
