// flame.js: lays flame graphs out and draws them.
//
// There are one or two panes, trees that grow from the same line: in a sandwich the callers grow the other way. A pane
// is {tree, range, zoom, up}: the part of the whole's width that is seen, and the frame that this is. One canvas as
// large as the window shows the part that is scrolled to; another over it shows what the pointer is at.
import { stepOf } from "./colors.js";
import { Ruler, suffixes } from "./labels.js";

const NARROW = 0.5;
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';

// Where each frame begins. What is a frame's own is at its left, as in pprof.
function starts(t) {
	const start = new Float64Array(t.n), next = new Float64Array(t.n);
	for (let i = 0; i < t.n; i++) {
		if (i > 0) {
			start[i] = next[t.parent[i]];
			next[t.parent[i]] += t.width[i];
		}
		next[i] = start[i] + t.own[i];
	}
	return start;
}

export const startOf = t => t.start ??= starts(t);
export const rangeOf = (t, frame, last = frame) => [startOf(t)[frame], startOf(t)[last] + t.width[last]];

export class Flame {
	// `parts`: the elements {scroller, inner, stage, base, over, box}. `data`: what data.js decoded.
	constructor(parts, data) {
		Object.assign(this, parts);
		this.data = data;
		this.paint = this.base.getContext("2d");
		this.marks = this.over.getContext("2d");
		this.suffixes = [];
		this.panes = [];
		this.rows = [];
		this.runs = [];
		this.current = this.hovered = null;
		this.match = null;
		this.row = matchMedia("(pointer: coarse)").matches ? 26 : 21;
		this.ruler = new Ruler(this.paint, `12px ${FONT}`);
		this.bold = new Ruler(this.paint, `600 12px ${FONT}`);
		this.scroller.addEventListener("scroll", () => this.later());
		new ResizeObserver(() => this.resize()).observe(this.scroller);
	}

	// Shows other trees, or other parts of the same. `look`: {palette, bottom: root at the bottom, inverted: leaf first,
	// compared, negated, rootText(pane), noteOf(tree, frame): what stands beside a name}.
	show(panes, look, keepScroll) {
		const from = this.panes.map(p => p.range), same = panes.length === this.panes.length
			&& panes.every((p, i) => p.tree.entry === this.panes[i].tree.entry);
		Object.assign(this, look);
		const move = at => same && at ? {pane: panes[this.panes.indexOf(at.pane)], frame: at.frame} : null;
		this.current = move(this.current);
		this.hovered = null;
		this.panes = panes;
		cancelAnimationFrame(this.moving);
		const to = panes.map(p => p.range);
		const moves = same && from.some((r, i) => r[0] !== to[i][0] || r[1] !== to[i][1]);
		if (moves && this.large() && !matchMedia("(prefers-reduced-motion: reduce)").matches) this.glide(from, to);
		else this.arrange(keepScroll || same && !moves);
	}

	large() {
		return this.width > 0 && this.panes.every(p => p.tree.n < 300000);
	}

	// Moves from one range to another.
	glide(from, to) {
		const begin = performance.now();
		const step = now => {
			const part = Math.min(1, Math.max(0, (now - begin) / 160)), ease = 1 - (1 - part) ** 3;
			this.panes.forEach((p, i) => {
				p.range = part === 1 ? to[i] : [0, 1].map(k => from[i][k] + (to[i][k] - from[i][k]) * ease);
			});
			this.arrange(part < 1);
			if (part < 1) this.moving = requestAnimationFrame(step);
		};
		step(begin);
	}

	resize() {
		const {clientWidth: width, clientHeight: height} = this.scroller, ratio = devicePixelRatio || 1;
		if (width === this.width && height === this.height && ratio === this.ratio || !width || this.isFixed) return;
		Object.assign(this, {width, height, ratio});
		this.stage.style.height = height + "px";
		for (const canvas of [this.base, this.over]) {
			canvas.width = Math.round(width * ratio);
			canvas.height = Math.round(height * ratio);
			canvas.style.width = width + "px";
			canvas.style.height = height + "px";
		}
		this.arrange(true);
	}

	// Places all boxes, then draws those that are seen.
	arrange(keepScroll) {
		if (!this.width || !this.panes.length) return;
		const down = [], up = [];
		this.runs = [];
		this.most = 0;
		for (const pane of this.panes) this.place(pane, pane.up ? up : down);
		// The line of the pivot belongs to those below.
		this.turn = Math.max(0, up.length - 1);
		this.rows = [...up.slice(1).reverse(), ...down];
		if (this.bottom) this.rows.reverse();
		const high = this.rows.length * this.row + 1;
		this.inner.style.height = Math.max(high, this.height) + "px";
		// A root at the bottom stands on the window's edge.
		this.lift = this.bottom ? Math.max(0, this.height - high) : 0;
		if (!keepScroll) {
			const pivot = (this.rowOf(this.panes.at(-1), 0) + .5) * this.row;
			this.scroller.scrollTop = up.length > 1 ? pivot - this.height * .45 : this.bottom ? this.rows.length * this.row : 0;
		}
		if (this.current?.frame < 0 || this.current && !this.boxOf(this.current)) this.current = null;
		this.hovered = null;
		this.draw();
	}

	// Where row `depth` of a pane stands.
	rowOf(pane, depth) {
		const row = this.turn + (pane.up ? -depth : depth);
		return this.bottom ? this.rows.length - 1 - row : row;
	}

	// Makes the boxes of a pane: by row, from left to right. Neighbours that are too narrow are one box together.
	place(pane, rows) {
		const {tree, range} = pane, {depth, end, width, parent} = tree, start = startOf(tree);
		const scale = this.width / (range[1] - range[0] || 1), left = range[0];
		const add = (d, x0, x1, frame) => {
			const row = rows[d] ??= {pane, x0: [], x1: [], frame: []};
			row.x0.push(Math.max(0, x0));
			row.x1.push(Math.min(this.width, x1));
			row.frame.push(frame);
		};
		for (let i = 0; i < tree.n;) {
			const x0 = (start[i] - left) * scale, x1 = x0 + width[i] * scale;
			if (x1 - x0 >= NARROW && x1 > .01 && x0 < this.width - .01) {
				add(depth[i], x0, x1, i);
				if (tree.cumBefore && depth[i] >= depth[pane.zoom] && i > 0)
					this.most = Math.max(this.most, Math.abs(tree.cum[i] - tree.cumBefore[i]));
				i++;
			} else if (x1 <= .01 || x0 >= this.width - .01 || i === 0) {
				i = end[i] || tree.n;
			} else {
				const first = i;
				let last = i;
				// A box of several is so wide that zooming into it shows them.
				for (i = end[i]; i < end[parent[first]] && width[i] * scale < NARROW; i = end[i]) {
					if ((start[i] + width[i] - left) * scale - x0 > this.width / 8) break;
					last = i;
				}
				const right = (start[last] + width[last] - left) * scale;
				if (right - x0 < NARROW) continue;
				this.runs.push({first, last, count: end[last] - first});
				add(depth[first], x0, right, -this.runs.length);
			}
		}
	}

	later() {
		this.frame ??= requestAnimationFrame(() => {
			this.frame = null;
			this.draw();
		});
	}

	// The rows that are seen: [first, last + 1].
	seen() {
		const top = this.scroller.scrollTop - this.lift;
		return [Math.max(0, Math.floor(top / this.row)), Math.min(this.rows.length, Math.ceil((top + this.height) / this.row))];
	}

	// Where a row stands on the canvas.
	yOf(r) {
		return r * this.row + this.lift - this.scroller.scrollTop;
	}

	draw() {
		if (!this.palette || !this.width) return;
		const {paint: g, ratio, palette} = this, [first, last] = this.seen();
		g.setTransform(ratio, 0, 0, ratio, 0, 0);
		g.fillStyle = palette.back;
		g.fillRect(0, 0, this.width, this.height);
		g.textBaseline = "middle";
		if ("fontKerning" in g) g.fontKerning = "none";
		for (let r = first; r < last; r++) this.drawRow(this.rows[r], this.yOf(r));
		this.drawMarks();
	}

	drawRow(row, y) {
		const {ratio, paint: g} = this, pixel = 1 / ratio, {tree, zoom} = row.pane;
		const snap = v => Math.round(v * ratio) / ratio, top = snap(y), height = snap(y + this.row) - top - pixel;
		for (let i = 0; i < row.frame.length; i++) {
			const x0 = snap(row.x0[i]), wide = Math.max(snap(row.x1[i]) - x0, pixel), frame = row.frame[i];
			const w = wide > 2 ? wide - pixel : wide, isRun = frame < 0;
			const e = isRun ? 0 : tree.entry[frame], hit = !isRun && this.match?.[e];
			const outside = !isRun && zoom && tree.depth[frame] < tree.depth[zoom];
			g.fillStyle = this.fillOf(tree, frame, e, hit, outside);
			// An inlined function stands against its caller.
			const joined = !isRun && frame && this.data.entries.inlined[e] && !row.pane.up && !this.inverted ? 1 : 0;
			g.fillRect(x0, top - (this.bottom ? 0 : joined), w, height + joined);
			if (hit && this.compared) {
				g.fillStyle = this.palette.hit;
				if (w < 5) g.fillRect(x0, top, w, height);
				else this.outline(g, x0, top, w, height, 2.5, this.palette.hit);
			}
			if (w > 17) this.drawText(row.pane, frame, e, hit, x0 + 4, top + height / 2 + .5, w - 8);
		}
	}

	fillOf(tree, frame, e, hit, outside) {
		const {palette, match} = this;
		if (frame < 0) return palette.rest;
		if (frame === 0) return this.panes.length > 1 ? palette.edge : palette[outside ? "faint" : "box"][0];
		if (this.compared) {
			const change = this.changeOf(tree, frame);
			if (outside) return palette.more[0];
			return palette[change > 0 ? "more" : "less"][stepOf(change, this.most)];
		}
		if (hit) return palette.hit;
		return palette[match || outside ? "faint" : "box"][this.data.entries.group[e]];
	}

	changeOf(tree, frame) {
		const change = tree.cum[frame] - tree.cumBefore[frame];
		return this.negated ? -change : change;
	}

	drawText(pane, frame, e, hit, x, y, room) {
		const {paint: g, palette} = this, strong = hit || frame === 0, ruler = strong ? this.bold : this.ruler;
		let text;
		if (frame < 0) text = `… ${this.runs[-frame - 1].count} frames`;
		else if (frame === 0) text = this.rootText(pane);
		else text = this.data.entries.label[e];
		let fits = text;
		if (ruler.width(text, room) > room) {
			const parts = frame > 0 ? this.suffixes[e] ??= suffixes(text, this.data.header.paths) : [];
			fits = parts.find(part => ruler.width(part, room) <= room) ?? ruler.cut(parts.at(-1) ?? text, room);
		}
		if (!fits) return;
		g.font = ruler.font;
		g.fillStyle = frame < 0 ? palette.dim : frame === 0 && this.panes.length > 1 ? palette.back : hit && !this.compared ? palette.onHit : palette.text;
		g.fillText(fits, x, y);
		if (!this.compared || frame <= 0) return;
		const left = room - ruler.width(fits) - 10, change = this.noteOf(pane.tree, frame);
		if (this.ruler.width(change, left) > left) return;
		g.font = this.ruler.font;
		g.fillText(change, x + room - this.ruler.width(change), y);
	}

	outline(g, x, y, w, h, line, color) {
		g.strokeStyle = color;
		g.lineWidth = line;
		g.strokeRect(x + line / 2, y + line / 2, Math.max(w - line, .5), h - line);
	}

	// Outlines all boxes of the function that the pointer is at, and places the element of the current box.
	drawMarks() {
		const {marks: g, ratio, hovered, box} = this;
		g.setTransform(ratio, 0, 0, ratio, 0, 0);
		g.clearRect(0, 0, this.width, this.height);
		const at = hovered ?? this.current, entry = at && at.frame > 0 ? at.pane.tree.entry[at.frame] : 0;
		const [first, last] = this.seen();
		if (entry) for (let r = first; r < last; r++) {
			const row = this.rows[r], y = this.yOf(r);
			for (let i = 0; i < row.frame.length; i++)
				if (row.frame[i] > 0 && row.pane.tree.entry[row.frame[i]] === entry)
					this.outline(g, row.x0[i], y, row.x1[i] - row.x0[i] - 1, this.row - 1, 1.5, this.palette.edge);
		}
		const place = this.current && this.boxOf(this.current);
		box.hidden = !place;
		if (!place) return;
		box.style.left = place.x0 + "px";
		box.style.top = place.y + "px";
		box.style.width = Math.max(2, place.x1 - place.x0 - 1) + "px";
		box.style.height = this.row - 1 + "px";
	}

	// Where the box is, in the scrolled contents; null when it is not drawn.
	boxOf({pane, frame}) {
		const depth = frame < 0 ? pane.tree.depth[this.runs[-frame - 1]?.first ?? 0] : pane.tree.depth[frame];
		const r = frame === 0 ? this.rowOf(this.panes.at(-1), 0) : this.rowOf(pane, depth), row = this.rows[r];
		const i = row ? row.frame.indexOf(frame) : -1;
		return i < 0 ? null : {x0: row.x0[i], x1: row.x1[i], y: r * this.row + this.lift, row: r, i};
	}

	// What is at a point of the canvas: {pane, frame}, or null. A frame below 0 is a box of several.
	hit(x, y) {
		const row = this.rows[Math.floor((y + this.scroller.scrollTop - this.lift) / this.row)];
		if (!row) return null;
		let low = 0, high = row.x0.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (row.x1[middle] <= x) low = middle + 1;
			else high = middle;
		}
		return low < row.x0.length && row.x0[low] <= x ? {pane: row.pane, frame: row.frame[low]} : null;
	}

	hover(at) {
		if (at?.pane === this.hovered?.pane && at?.frame === this.hovered?.frame) return false;
		this.hovered = at;
		this.drawMarks();
		return true;
	}

	// Makes a box the current one, and scrolls to it.
	select(at) {
		this.current = at;
		this.hovered = null;
		const place = at && this.boxOf(at);
		if (place) {
			const {scroller, row, height} = this;
			if (place.y < scroller.scrollTop + row) scroller.scrollTop = place.y - row;
			else if (place.y + 2 * row > scroller.scrollTop + height) scroller.scrollTop = place.y + 2 * row - height;
		}
		this.drawMarks();
	}

	// The frames of a box of several: their first, last and common parent.
	run(frame) {
		return this.runs[-frame - 1];
	}

	// The box next to the current one: "up", "down", "left" and "right" as it looks.
	neighbour(way) {
		const at = this.current, place = at && this.boxOf(at);
		if (!place) return {pane: this.panes.at(-1), frame: this.panes.at(-1).zoom};
		if (way === "left" || way === "right") {
			const row = this.rows[place.row], i = place.i + (way === "left" ? -1 : 1);
			return row.frame[i] === undefined ? null : {pane: row.pane, frame: row.frame[i]};
		}
		const {pane, frame} = at, row = this.rows[place.row + (way === "up" ? -1 : 1)];
		if (!row) return null;
		const isRoot = frame === 0, away = isRoot || (pane.up !== this.bottom) === (way === "up");
		if (!away) {
			const parent = pane.tree.parent[frame < 0 ? this.run(frame).first : frame];
			return {pane: parent ? pane : this.panes.at(-1), frame: parent};
		}
		return this.widestBelow(row, isRoot ? 0 : frame);
	}

	widestBelow(row, frame) {
		const {tree} = row.pane, below = f => tree.parent[f < 0 ? this.run(f).first : f] === frame;
		let best = -1, most = 0;
		for (let i = 0; i < row.frame.length; i++) {
			const wide = row.x1[i] - row.x0[i] + (row.frame[i] < 0 ? 0 : 1e6);
			if (row.frame[i] !== 0 && below(row.frame[i]) && wide > most) {
				best = i;
				most = wide;
			}
		}
		return best < 0 ? null : {pane: row.pane, frame: row.frame[best]};
	}
}
