// tree.js: trees of stacks as columns in preorder, and the trees that are made of them.
//
// A tree is {n, depth, entry, self, before, own, hidden, parent, end, cum, cumBefore, width}, each but n an array with
// a number for each frame. Frame 0 is the whole. `end` is the number behind the last frame below. `self` is what ended
// there, `cum` this and what is below; `before` and `cumBefore` are the same of the base, or null. `own` is how wide a
// frame is without those below, `width` with them. `hidden` is null, or how many levels are left out below a frame,
// whose `self` then has their values. Nothing here recurses, and no frame is an object.

// Which value makes widths: of both sides the larger, or one of them.
const OWN = {
	both: (after, before) => Math.max(Math.abs(after), Math.abs(before)),
	after: after => Math.abs(after),
	before: (after, before) => Math.abs(before),
};

// Finds the parent and the end of each frame by the depths.
function link(t) {
	const {n, depth} = t, open = [0];
	t.parent = new Int32Array(n);
	t.end = new Int32Array(n);
	for (let i = 1; i < n; i++) {
		for (let d = depth[i - 1]; d >= depth[i]; d--) t.end[open[d]] = i;
		t.parent[i] = open[depth[i] - 1];
		open[depth[i]] = i;
	}
	for (let d = depth[n - 1]; d >= 0; d--) t.end[open[d]] = n;
}

function sums(t, column) {
	const sum = Float64Array.from(column);
	for (let i = t.n - 1; i > 0; i--) sum[t.parent[i]] += sum[i];
	return sum;
}

// A tree of the data, completed. `side`: which value makes widths.
export function makeTree(columns, side = "both") {
	const t = {...columns}, {before} = t;
	if (!t.own) t.own = t.self.map(before ? (v, i) => OWN[side](v, before[i]) : Math.abs);
	link(t);
	t.cum = sums(t, t.self);
	t.cumBefore = before && sums(t, before);
	t.width = sums(t, t.own);
	return t;
}

function larger(column, least) {
	const more = new column.constructor(Math.max(2 * column.length, least));
	more.set(column);
	return more;
}

// Columns that grow.
function newColumns(compared) {
	return {n: 0, depth: new Int32Array(1024), entry: new Int32Array(1024), self: new Float64Array(1024),
		before: compared ? new Float64Array(1024) : null, own: new Float64Array(1024), hidden: new Int32Array(1024)};
}

function addRow(c, depth, entry) {
	if (c.n === c.depth.length)
		for (const key in c) if (c[key]?.length) c[key] = larger(c[key], 0);
	c.depth[c.n] = depth;
	c.entry[c.n] = entry;
	return c.n++;
}

function cutColumns(c) {
	let folded = false;
	for (let i = 0; i < c.n; i++) folded ||= c.hidden[i] > 0;
	for (const key in c) if (c[key]?.length) c[key] = c[key].subarray(0, c.n);
	if (!folded) c.hidden = null;
	return makeTree(c);
}

// Makes a tree of another: frames that follow each other alike become one frame.
//
// Each frame that is made has members. Downwards a member is a frame of `t`, and the next ones are its children;
// they begin with the frames `start`. Upwards a member is one of `start` and where it is on its way to the whole.
// There `values` are {after, before, own} columns, which say what each of `start` weighs.
//	up       upwards
//	entry    of the first frame
//	merge    a function that calls itself is one frame
//	byName   children stand by name; else the widest comes first
//	least    what is less wide is folded
//	entries  of the data
export function regroup(t, start, {up = false, values = null, entry = 0, merge = false, byName = false, least = 0, entries}) {
	const {rank} = entries, byEntry = (a, b) => rank[a] - rank[b];
	const c = newColumns(t.before), after = values?.after ?? t.cum, before = values?.before ?? t.cumBefore;
	const own = values?.own ?? t.width, groupOf = new Int32Array(entries.n).fill(-1);
	// Frames to be made, the next one last: entry, depth, where its members begin in the pool.
	const pending = [entry, 0, 0], names = [], counts = [], widths = [];
	let pool = Int32Array.from(start), top, found = new Int32Array(1024), n;
	if (up) {
		pool = new Int32Array(2 * start.length);
		start.forEach((frame, i) => { pool[2 * i] = frame; pool[2 * i + 1] = values.first(frame); });
	}
	top = pool.length;
	// Notes that a member goes on to `frame`.
	const follow = (source, frame) => {
		const e = t.entry[frame];
		let g = groupOf[e];
		if (g < 0) {
			g = groupOf[e] = names.length;
			names.push(e);
			counts.push(0);
			widths.push(0);
		}
		if (n + 3 > found.length) found = larger(found, 0);
		found[n++] = g;
		found[n++] = source;
		found[n++] = frame;
		counts[g] += up ? 2 : 1;
		widths[g] += own[source];
	};
	while (pending.length) {
		const at = pending.pop(), depth = pending.pop(), e = pending.pop(), row = addRow(c, depth, e);
		names.length = counts.length = widths.length = n = 0;
		let all = 0;
		for (let i = at; i < top; i += up ? 2 : 1) all += own[pool[i]];
		const fold = depth > 0 && all < least;
		for (let i = at; i < top; i += up ? 2 : 1) {
			const source = pool[i];
			let next = up ? pool[i + 1] : source + 1, ends = fold;
			if (up && merge) while (depth > 0 && next && t.entry[next] === e) next = t.parent[next];
			if (fold) {
				if (up ? next : t.end[source] > next) c.hidden[row] = Math.max(c.hidden[row], 1);
			} else if (up && next) {
				follow(source, next);
			} else if (up) {
				ends = true;
			} else {
				c.self[row] += t.self[source];
				c.own[row] += t.own[source];
				if (before) c.before[row] += t.before[source];
				if (t.hidden) c.hidden[row] = Math.max(c.hidden[row], t.hidden[source]);
				for (let j = next; j < t.end[source];) {
					if (!merge || t.entry[j] !== e) {
						follow(j, j);
						j = t.end[j];
						continue;
					}
					c.self[row] += t.self[j];
					c.own[row] += t.own[j];
					if (before) c.before[row] += t.before[j];
					j++;
				}
			}
			if (ends) {
				c.self[row] += after[source];
				c.own[row] += own[source];
				if (before) c.before[row] += before[source];
			}
		}
		// The first of them must come last.
		const groups = names.length === 1 ? [0] : names.map((_, g) => g);
		groups.sort((a, b) => byName ? byEntry(names[b], names[a]) : widths[a] - widths[b] || byEntry(names[b], names[a]));
		top = at;
		for (const g of groups) {
			pending.push(names[g], depth + 1, top);
			const size = counts[g];
			counts[g] = top;
			top += size;
		}
		if (top > pool.length) pool = larger(pool, top);
		for (let i = 0; i < n; i += 3) {
			const g = found[i];
			if (up) {
				pool[counts[g]++] = found[i + 1];
				pool[counts[g]++] = t.parent[found[i + 2]];
			} else {
				pool[counts[g]++] = found[i + 2];
			}
		}
		for (const name of names) groupOf[name] = -1;
	}
	return cutColumns(c);
}

// Where frames are too small to be seen: a tree that is made has no more frames than can be told apart.
const leastWidth = t => t.n > 20000 ? t.width[0] / 32768 : 0;

// Leaf first: below the whole, the functions in which stacks end, below each its callers.
export function invert(t, options) {
	const start = [];
	for (let i = 1; i < t.n; i++) if (t.own[i]) start.push(i);
	return regroup(t, start, {...options, up: true, least: leastWidth(t),
		values: {after: t.self, before: t.before, own: t.own, first: frame => frame}});
}

// The outermost frames of the entries that `match` has.
function outermost(t, match) {
	const start = [];
	for (let i = 1; i < t.n;) {
		if (match[t.entry[i]]) {
			start.push(i);
			i = t.end[i];
		} else {
			i++;
		}
	}
	return start;
}

// The frames above the outermost ones of `match`, and those below: two trees, both from these on.
export function pivot(t, match, options) {
	const start = outermost(t, match), same = start.every(i => t.entry[i] === t.entry[start[0]]);
	const entry = same && start.length ? t.entry[start[0]] : 0;
	const down = regroup(t, start, {...options, entry, least: leastWidth(t)});
	const up = regroup(t, start, {...options, entry, up: true, least: leastWidth(t),
		values: {after: t.cum, before: t.cumBefore, own: t.width, first: frame => t.parent[frame]}});
	return {up, down, many: !same};
}

// What each entry took: columns by entry. Of a function that calls itself, the outermost counts. `lost` is what is
// below frames that are folded, where nobody knows the function.
export function totals(t, entries) {
	const column = () => new Float64Array(entries), open = new Int32Array(entries), path = [];
	const r = {flat: column(), cum: column(), flatBefore: t.before && column(), cumBefore: t.before && column(), lost: 0,
		places: new Int32Array(entries)};
	for (let i = 0; i < t.n; i++) {
		const e = t.entry[i], d = t.depth[i];
		while (path.length > d) open[path.pop()]--;
		path.push(e);
		r.places[e]++;
		if (t.hidden?.[i]) {
			r.lost += t.own[i];
		} else {
			r.flat[e] += t.self[i];
			if (t.before) r.flatBefore[e] += t.before[i];
		}
		if (open[e]++) continue;
		r.cum[e] += t.cum[i];
		if (t.before) r.cumBefore[e] += t.cumBefore[i];
	}
	return r;
}

// What the stacks of a frame took that have a frame of `match`, each once: {after, before, width}.
export function union(t, match, from = 0) {
	const sum = {after: 0, before: 0, width: 0};
	for (let i = from; i < t.end[from];) {
		if (i === from ? !isWithin(t, match, i) : !match[t.entry[i]]) {
			i++;
			continue;
		}
		sum.after += t.cum[i];
		sum.before += t.cumBefore ? t.cumBefore[i] : 0;
		sum.width += t.width[i];
		i = t.end[i];
	}
	return sum;
}

// Whether the frame or one above it is of `match`.
function isWithin(t, match, frame) {
	for (let i = frame; i > 0; i = t.parent[i]) if (match[t.entry[i]]) return true;
	return false;
}

// The frames from below the whole down to this one.
export function pathOf(t, frame) {
	const path = [];
	for (let i = frame; i > 0; i = t.parent[i]) path.push(i);
	return path.reverse();
}

// The frame of another tree that has the same path, as far as there is one.
export function sameFrame(t, frame, other) {
	let at = 0;
	for (const i of pathOf(t, frame)) {
		let child = at + 1;
		while (child < other.end[at] && other.entry[child] !== t.entry[i]) child = other.end[child];
		if (child >= other.end[at]) break;
		at = child;
	}
	return at;
}
