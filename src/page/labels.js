// labels.js: what of a name fits into a box.

// Parts of a name that still say what it is, from the longest: cut behind `.`, `::` and `/`, never inside of brackets,
// and not before the number of a closure. Paths are cut behind `/` alone.
export function suffixes(label, isPath = false) {
	const parts = [];
	let depth = 0;
	for (let i = 0; i < label.length - 1 && parts.length < 8; i++) {
		const c = label[i];
		if ("([{<".includes(c)) depth++;
		else if (")]}>".includes(c)) depth = Math.max(0, depth - 1);
		else if (depth === 0 && (c === "/" || !isPath && (c === "." || c === ":" && label[i - 1] === ":"))) {
			if (!/^(func)?\d/.test(label.slice(i + 1, i + 6))) parts.push(label.slice(i + 1));
		}
	}
	return parts;
}

// Measures texts of one font, and cuts them.
export class Ruler {
	constructor(context, font) {
		this.context = context;
		this.font = context.font = font;
		this.ascii = new Float64Array(128);
		for (let c = 32; c < 127; c++) this.ascii[c] = context.measureText(String.fromCharCode(c)).width;
		this.dots = context.measureText("…").width;
		this.other = new Map();
	}

	charWidth(c) {
		const code = c.codePointAt(0);
		if (code < 128) return this.ascii[code];
		if (!this.other.has(c)) {
			this.context.font = this.font;
			this.other.set(c, this.context.measureText(c).width);
		}
		return this.other.get(c);
	}

	// The width, or something larger than `most` where it is larger.
	width(text, most = Infinity) {
		let sum = 0;
		for (const c of text) if ((sum += this.charWidth(c)) > most) break;
		return sum;
	}

	// The text, or its beginning with "…"; "" where that would say nothing.
	cut(text, room) {
		let end = 0, sum = 0, fits = 0, letters = 0;
		for (const c of text) {
			if ((sum += this.charWidth(c)) > room) return letters < 2 ? "" : text.slice(0, fits) + "…";
			end += c.length;
			if (sum + this.dots > room) continue;
			fits = end;
			letters++;
		}
		return text;
	}
}
