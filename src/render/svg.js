// svg.js: moves, searches and explores the graph that it is in. svg.css has the looks.
//
// What it knows is in the picture's data: JSON of the schema cprof/1 in an element of its own, with rows of kind
// node, box (labels that hang from a node) and edge. The picture itself is only asked where things are drawn: a
// node or box is the g.node whose title is its id, an edge the g.edge titled "N1->N2". Names are the profile's and
// may be anything: they only ever become text nodes. The elements' ids are not unique.
(() => {
'use strict';

const root = document.documentElement;
const graph = root.localName === 'svg' && root.querySelector('g.graph');
const source = graph && root.querySelector('script[type="application/json"]');
if (!source)
	return;

// ---- What is drawn.

const data = JSON.parse(source.textContent);

// The part that a value is of the total. Both are sums: a value may be larger, and below zero.
const share = value => data.total ? value / Math.abs(data.total) : 0;

// Like printf, toFixed rounds to the nearest; only halves go to the even digit.
function fixed(x, digits) {
	const low = Math.floor(x * 10 ** digits), half = x * 2 ** (digits + 1) % 2 === 1;
	return half && low % 2 === 0 ? (low / 10 ** digits).toFixed(digits) : x.toFixed(digits);
}

// A share in percent as boxes print it, which is without a sign: two decimals, or two digits where it is small.
function percent(value) {
	const p = Math.abs(share(value)) * 100;
	if (p === 0)
		return '0%';
	if (p >= 99.95 && p <= 100.05)
		return '100%';
	if (p >= 1)
		return fixed(p, 2) + '%';
	if (p >= 1e-4)
		return +fixed(p, 1 - Math.floor(Math.log10(p))) + '%';
	const [digits, exponent] = p.toExponential(1).split('e-');
	return `${+digits}e-${exponent.padStart(2, '0')}%`;
}

const titleOf = g => {
	const title = [...g.children].find(c => c.localName === 'title');
	return title ? title.textContent : '';
};

const drawn = new Map([...graph.querySelectorAll('g.node, g.edge')].map(g => [titleOf(g), g]));
const nodes = new Map(); // by id: functions, and boxes with the function they belong to as owner
const edges = [];        // the heaviest first, behind the lines to boxes
const ofElement = new Map();

function addNode(id, more) {
	const g = drawn.get(id);
	if (!g)
		return;
	const node = {id, g, into: [], from: [], base: 'node', ...more};
	nodes.set(id, node);
	ofElement.set(g, node);
}

function addEdge(from, to, text, part) {
	const g = drawn.get(`${from}->${to}`), ends = [nodes.get(from), nodes.get(to)];
	if (!g || !ends[0] || !ends[1])
		return;
	const edge = {g, from: ends[0], to: ends[1], text, share: Math.min(Math.max(part, -1), 1), base: 'edge'};
	edges.push(edge);
	ofElement.set(g, edge);
	edge.from.from.push(edge);
	edge.to.into.push(edge);
}

const add = {
	node(row) {
		addNode(row.id, {isFunction: true, base: 'node function', name: row.name_text, flat: row.flat,
			cum: row.cum, flatText: row.flat_text, cumText: row.cum_text});
	},
	box(row) {
		const parent = nodes.get(row.parent);
		addNode(row.id, {owner: parent && parent.owner || row.parent, name: row.text.replaceAll('\n', ' ')});
		addEdge(row.parent, row.id, row.weight_text, 0);
	},
	edge(row) {
		addEdge(row.from, row.to, row.weight_text, share(row.weight));
	},
};
for (const row of data.rows)
	add[row.kind](row);
const functions = [...nodes.values()].filter(n => n.isFunction);
for (const n of functions)
	n.g.setAttribute('aria-label', `${n.name} (${n.cumText})`);

// The panel says more than the tooltips of these would.
document.title = titleOf(graph);
for (const g of [graph, ...graph.querySelectorAll('g.node, g.cluster')]) {
	for (const title of g.querySelectorAll(':scope > title'))
		title.remove();
	for (const a of g.matches('.node') ? g.querySelectorAll('a') : [])
		a.removeAttributeNS('http://www.w3.org/1999/xlink', 'title');
}
for (const shape of graph.querySelectorAll('[stroke]'))
	if (!['black', 'none'].includes(shape.getAttribute('stroke')))
		shape.style.setProperty('--c', shape.getAttribute('stroke'));

// Widths are for the share of the total. Brightness in the dark is for what the picture has: from its lightest
// edge to its heaviest one. Lines to boxes have no share.
const heaviest = Math.max(...edges.map(e => Math.abs(e.share)), 1e-9);
for (const {g, share: s} of edges) {
	g.style.setProperty('--width', (.7 + 6 * Math.abs(s) ** .7).toFixed(2) + 'px');
	g.style.setProperty('--heat', Math.round(100 * Math.sqrt(Math.abs(s) / heaviest)) + '%');
	g.style.setProperty('--side', s < 0 ? 'var(--less)' : 'var(--more)');
}

// ---- Where we look: a point of the graph is at k times its place plus (x, y).

const {x: left, y: top, width, height} = root.viewBox.baseVal;
const natural = root.width.baseVal.value / width || 1;
const scene = document.createElementNS(root.namespaceURI, 'g');
const still = matchMedia('(prefers-reduced-motion: reduce)');
let view = {x: 0, y: 0, k: 1}, goal = view, frame = 0;

graph.replaceWith(scene);
scene.append(graph);
root.removeAttribute('viewBox');
root.setAttribute('zoomAndPan', 'disable'); // Chromium's own: a drag with Shift
root.setAttribute('width', '100%');
root.setAttribute('height', '100%');

function show(v) {
	view = v;
	root.classList.toggle('far', v.k < natural * .8);
	scene.setAttribute('transform', `matrix(${v.k} 0 0 ${v.k} ${v.x} ${v.y})`);
}

// Some of the graph stays on the screen.
function go(to, glide) {
	const clip = (v, low, high) => Math.min(Math.max(v, low), high);
	const k = to.k, edge = 60;
	goal = {
		k,
		x: clip(to.x, edge - (left + width) * k, innerWidth - edge - left * k),
		y: clip(to.y, edge - (top + height) * k, innerHeight - edge - top * k),
	};
	cancelAnimationFrame(frame);
	if (!glide || still.matches)
		return show(goal);
	const start = view, end = goal, began = performance.now();
	const step = now => {
		const t = Math.min(Math.max((now - began) / 180, 0), 1), s = t * (2 - t);
		const at = name => start[name] + (end[name] - start[name]) * s;
		show(t < 1 ? {x: at('x'), y: at('y'), k: at('k')} : end);
		if (t < 1)
			frame = requestAnimationFrame(step);
	};
	frame = requestAnimationFrame(step);
}

// Brings a rectangle of the graph to the middle, no larger than `most`.
function frameOn(x, y, w, h, most, glide) {
	const bar = 56, pad = 24;
	const k = Math.min((innerWidth - 2 * pad) / w, (innerHeight - bar - 2 * pad) / h, most);
	const safe = k > 0 ? k : most;
	go({k: safe, x: innerWidth / 2 - (x + w / 2) * safe, y: (innerHeight + bar) / 2 - (y + h / 2) * safe}, glide);
}

const fit = glide => frameOn(left, top, width, height, natural, glide);

// Where one coordinate of the graph, from `low` to `low + size`, is put so that the point `at` comes as near to
// the middle of the window as can be without showing what is beside the graph.
function place(at, low, size, k, from, to) {
	const pad = 24, room = to - from - 2 * pad;
	if (size * k <= room)
		return (from + to) / 2 - (low + size / 2) * k;
	return Math.min(Math.max((from + to) / 2 - at * k, to - pad - (low + size) * k), from + pad - low * k);
}

// The node at natural size, in the middle.
function lookAt(node) {
	const box = node.g.getBoundingClientRect(), k = natural, bar = 56;
	go({k, x: place((box.left + box.width / 2 - view.x) / view.k, left, width, k, 0, innerWidth),
		y: place((box.top + box.height / 2 - view.y) / view.k, top, height, k, bar, innerHeight)});
}

const heaviestOf = list => list.reduce((a, b) => Math.abs(b.flat) > Math.abs(a.flat) ? b : a);

// What is seen first can be read: all of it, or else the heaviest box of `list` and what is around it.
function look(list) {
	fit();
	if (goal.k < natural && list.length)
		lookAt(heaviestOf(list));
}

function zoom(to, x, y, glide) {
	const v = glide ? goal : view;
	const least = Math.min(innerWidth / width, innerHeight / height, natural) / 3;
	const k = Math.min(Math.max(to, least), natural * 16), f = k / v.k;
	go({k, x: x - (x - v.x) * f, y: y - (y - v.y) * f}, glide);
}

const zoomMiddle = to => zoom(to, innerWidth / 2, innerHeight / 2, true);

function frameNodes(list, most) {
	const boxes = list.map(n => n.g.getBoundingClientRect());
	const x = Math.min(...boxes.map(b => b.left)), y = Math.min(...boxes.map(b => b.top));
	const w = Math.max(...boxes.map(b => b.right)) - x, h = Math.max(...boxes.map(b => b.bottom)) - y;
	if (list.length)
		frameOn((x - view.x) / view.k, (y - view.y) / view.k, w / view.k, h / view.k, most, true);
}

// ---- The controls.

function html(name, className, ...content) {
	const element = document.createElementNS('http://www.w3.org/1999/xhtml', name);
	element.className = className;
	element.append(...content);
	return element;
}

function button(text, hint, act) {
	const element = html('button', '', text);
	element.title = hint;
	element.addEventListener('click', () => {
		act();
		element.blur();
	});
	return element;
}

const input = html('input', ''), found = html('span', 'found');
const info = html('div', 'card info'), help = html('div', 'card help');
const find = html('div', 'card find', input, found);
const tools = html('div', 'card tools',
	button('\u2212', 'Zoom out (-)', () => zoomMiddle(goal.k / 1.4)),
	button('+', 'Zoom in (+)', () => zoomMiddle(goal.k * 1.4)),
	button('Fit', 'The whole graph (0)', () => fit(true)),
	button('1:1', 'Natural size (1)', () => zoomMiddle(natural)),
	button('\u25d0', 'Light or dark (t)', () => turn()),
	button('?', 'Help (?)', () => explain()));
const ui = document.createElementNS(root.namespaceURI, 'foreignObject');
const panels = html('div', 'ui', html('div', 'bar', find, tools), info, help);

input.placeholder = 'Search functions   /';
input.spellcheck = false;
input.setAttribute('aria-label', 'Search functions');
found.setAttribute('role', 'status');
info.hidden = help.hidden = true;
for (const [key, what] of [
	['Drag', 'move; touch and pinch work, too'], ['Wheel', 'zoom about the pointer'],
	['Point', 'callers and callees'], ['Click', 'keep it: all that leads to it and that it leads to'],
	['Shift-drag', 'select text; double click: a word'], ['/', 'search: a regular expression or text'],
	['Enter', 'zoom to the hits, then to the next'], ['n  N', 'next, previous hit'],
	['Space', 'keep what is pointed at'], ['+  -', 'zoom'], ['0', 'the whole graph'], ['1', 'natural size'],
	['Arrows', 'move; with Shift farther'], ['t', 'light or dark'], ['Esc', 'back']])
	help.append(html('div', 'row', html('span', '', key), html('span', '', what)));
ui.setAttribute('width', '100%');
ui.setAttribute('height', '100%');
ui.append(panels);
root.append(ui);
root.classList.add('cprof');

// By its path: a button may be gone from the panel once it was pressed.
const inControls = e => e.composedPath().includes(ui);

// ---- What is lit.

let over = null; // what is pointed at: a node or an edge
let kept = null; // the function that was clicked
let hits = [], hit = -1; // `hit` is the one shown last; -1: none, -2: all at once

// All that is reached from the node against ('into') or along ('from') the edges, added to `reached`.
function reach(node, way, reached) {
	const seen = new Set([node]), open = [node];
	while (open.length)
		for (const edge of open.pop()[way]) {
			const next = way === 'into' ? edge.from : edge.to;
			reached.add(edge);
			if (!seen.has(next)) {
				seen.add(next);
				open.push(next);
			}
		}
	seen.forEach(n => reached.add(n));
	return seen;
}

function paint() {
	const marks = new Map(), bright = new Set(), isHit = new Set(hits);
	const mark = (thing, name) => marks.set(thing, name);
	const focus = over || kept;
	if (focus && focus.into) {
		for (const edge of focus.into)
			mark(edge, 'in'), mark(edge.from, 'in');
		for (const edge of focus.from)
			mark(edge, 'out'), mark(edge.to, 'out');
	} else if (focus) {
		mark(focus, 'out'), mark(focus.from, 'in'), mark(focus.to, 'out');
	}
	if (kept)
		mark(kept, 'at'), reach(kept, 'into', bright), reach(kept, 'from', bright);
	if (focus && focus.into)
		mark(focus, 'at');
	for (const thing of [...nodes.values(), ...edges]) {
		const lit = marks.has(thing) || isHit.has(thing) || isHit.has(nodes.get(thing.owner));
		const dim = !lit && (kept ? !bright.has(thing) : hits.length > 0);
		const name = [thing.base, isHit.has(thing) ? 'hit' : '', marks.get(thing) || '', dim ? 'dim' : ''].join(' ');
		if (thing.painted !== name)
			thing.g.setAttribute('class', thing.painted = name);
	}
	describe(focus && focus.isFunction ? focus : kept);
}

function list(title, way, all, end) {
	const most = 7, rows = all.slice(0, most).map(edge => {
		const row = html('button', 'row', html('span', '', edge[end].name), html('span', '', edge.text));
		row.addEventListener('click', () => visit(edge[end]));
		return row;
	});
	if (!all.length)
		return [];
	if (all.length > most)
		rows.push(html('div', 'note', `and ${all.length - most} more`));
	return [html('div', 'head ' + way, title), ...rows];
}

function amount(name, value, text) {
	const bar = html('div', value < 0 ? 'less' : '');
	bar.style.width = Math.min(Math.abs(share(value)), 1) * 100 + '%';
	return [html('div', 'row', html('span', '', name), html('span', '', text), html('span', 'share', percent(value))),
		html('div', 'track', bar)];
}

function describe(node) {
	info.hidden = !node || !help.hidden;
	if (!node)
		return;
	const labels = node.from.filter(e => e.to.owner), callees = node.from.filter(e => !e.to.owner);
	info.replaceChildren(html('div', 'name', node.name),
		...amount('flat', node.flat, node.flatText), ...amount('cum', node.cum, node.cumText),
		...list('Callers', 'in', node.into, 'from'), ...list('Callees', 'out', callees, 'to'),
		...list('Labels', 'out', labels, 'to'));
	if (node === kept) {
		const count = way => [...reach(node, way, new Set())].filter(n => !n.owner).length - 1;
		info.append(html('div', 'head', `${count('into')} above it, ${count('from')} below`));
	}
	info.classList.toggle('passing', !kept);
	if (!kept || node === kept) {
		info.classList.remove('left');
		const a = info.getBoundingClientRect(), b = node.g.getBoundingClientRect();
		info.classList.toggle('left', a.left < b.right && a.top < b.bottom && a.bottom > b.top);
	}
}

function explain() {
	help.hidden = !help.hidden;
	paint();
}

const functionOf = thing => thing && (thing.owner ? nodes.get(thing.owner) : thing.isFunction && thing);

function point(thing) {
	thing = functionOf(thing) || thing;
	if (thing !== over) {
		over = thing;
		paint();
	}
}

function keep(node) {
	kept = node;
	over = null;
	paint();
	remember();
}

// From the panel: the function may be anywhere.
function visit(node) {
	keep(functionOf(node));
	frameNodes([kept], view.k);
}

// ---- Search.

// Ignores case unless the text, escapes like \S aside, has capitals.
function matcher(text) {
	const capitals = /\p{Lu}/u.test(text.replace(/\\./g, ''));
	try {
		const expression = new RegExp(text, capitals ? '' : 'i');
		return [name => expression.test(name), ''];
	} catch (e) {
		const fold = s => capitals ? s : s.toLowerCase();
		return [name => fold(name).includes(fold(text)), 'no regular expression; as text: '];
	}
}

function search() {
	const text = input.value, [matches, complaint] = matcher(text);
	hits = text ? functions.filter(n => matches(n.name)) : [];
	hit = -1;
	const sum = hits.reduce((s, n) => s + n.flat, 0), sign = sum < 0 ? '-' : '';
	found.textContent = text && `${complaint}${hits.length} of ${functions.length}` + (hits.length ? `, ${sign}${percent(sum)} flat` : '');
	found.classList.toggle('bad', !!complaint);
	paint();
	remember();
}

function next(step) {
	if (!hits.length)
		return;
	hit = hit < 0 ? (step > 0 ? 0 : hits.length - 1) : (hit + step + hits.length) % hits.length;
	frameNodes([hits[hit]], Math.max(view.k, natural));
	point(hits[hit]);
}

function enter(back) {
	input.blur();
	if (hit !== -1 || hits.length < 2)
		return next(back ? -1 : 1);
	hit = -2;
	frameNodes(hits, natural);
}

// ---- Light or dark, and the state in the URL.

const night = matchMedia('(prefers-color-scheme: dark)');
const able = CSS.supports('color', 'color-mix(in srgb, red, red)');
let theme = '';

const dark = () => able && (theme ? theme === 'dark' : night.matches);
const dress = () => root.classList.toggle('dark', dark());

function turn() {
	theme = dark() ? 'light' : 'dark';
	dress();
	remember();
}

function remember() {
	const state = new URLSearchParams();
	for (const [name, value] of [['q', input.value], ['n', kept ? kept.id : ''], ['t', theme]])
		if (value)
			state.set(name, value);
	try {
		history.replaceState(null, '', '#' + state);
	} catch (e) {
		// Somebody else's page.
	}
}

function recall() {
	const state = new URLSearchParams(location.hash.slice(1));
	const node = nodes.get(state.get('n'));
	input.value = state.get('q') || '';
	theme = state.get('t') || '';
	kept = functionOf(node) || null;
	dress();
	search();
}

// ---- Pointers.

const down = new Map(); // where each pointer that is down was last
let moved = false, selecting = false;

// The middle of the pointers, and how far they are apart.
function grip() {
	const p = [...down.values()], n = p.length;
	return {x: p.reduce((s, q) => s + q.x, 0) / n, y: p.reduce((s, q) => s + q.y, 0) / n,
		d: n > 1 ? Math.hypot(p[0].x - p[1].x, p[0].y - p[1].y) : 1};
}

root.addEventListener('pointerdown', e => {
	if (inControls(e) || e.button)
		return;
	input.blur();
	getSelection().removeAllRanges();
	selecting = e.shiftKey;
	moved = down.size > 0;
	if (!selecting)
		down.set(e.pointerId, {x: e.clientX, y: e.clientY});
});

// Double and triple clicks select words and lines.
root.addEventListener('mousedown', e => {
	if (e.detail > 1 && e.target.localName === 'text') {
		selecting = true;
		down.clear();
	}
});

root.addEventListener('selectstart', e => {
	if (!selecting && !inControls(e))
		e.preventDefault();
});

root.addEventListener('pointermove', e => {
	const last = down.get(e.pointerId);
	if (!last)
		return;
	if (!e.buttons)
		return release(e);
	if (!moved && Math.hypot(e.clientX - last.x, e.clientY - last.y) < 4)
		return;
	if (!root.hasPointerCapture(e.pointerId))
		root.setPointerCapture(e.pointerId);
	moved = true;
	root.classList.add('moving');
	const a = grip();
	last.x = e.clientX;
	last.y = e.clientY;
	const b = grip(), k = view.k;
	zoom(k * b.d / (a.d || 1), a.x, a.y);
	go({k: view.k, x: view.x + b.x - a.x, y: view.y + b.y - a.y});
});

function release(e) {
	down.delete(e.pointerId);
	root.classList.toggle('moving', down.size > 0);
}

root.addEventListener('pointerup', release);
root.addEventListener('pointercancel', release);

root.addEventListener('click', e => {
	if (moved || selecting || inControls(e))
		return;
	help.hidden = true;
	keep(functionOf(ofElement.get(e.target.closest('.node'))) || null);
});

root.addEventListener('pointerover', e => {
	if (!down.size)
		point(ofElement.get(e.target.closest('.node, .edge')) || null);
});
root.addEventListener('pointerleave', () => point(null));

root.addEventListener('wheel', e => {
	if (inControls(e))
		return;
	e.preventDefault();
	const unit = [1, 16, 400][e.deltaMode] * (e.ctrlKey ? .006 : .002);
	zoom(view.k * Math.exp(-Math.max(-250, Math.min(e.deltaY, 250)) * unit), e.clientX, e.clientY);
}, {passive: false});

// ---- Keys.

const shift = (x, y) => e => {
	const far = e.shiftKey ? 400 : 80;
	go({k: goal.k, x: goal.x + x * far, y: goal.y + y * far}, true);
};

function back() {
	if (!help.hidden)
		help.hidden = true;
	else if (kept)
		return keep(null);
	else if (input.value)
		input.value = '', search();
	over = null;
	paint();
}

const keys = {
	'/': () => input.select(),
	'+': () => zoomMiddle(goal.k * 1.4),
	'=': () => zoomMiddle(goal.k * 1.4),
	'-': () => zoomMiddle(goal.k / 1.4),
	0: () => fit(true),
	1: () => zoomMiddle(natural),
	ArrowLeft: shift(1, 0),
	ArrowRight: shift(-1, 0),
	ArrowUp: shift(0, 1),
	ArrowDown: shift(0, -1),
	n: () => next(1),
	N: () => next(-1),
	Enter: e => enter(e.shiftKey),
	' ': () => over && over.isFunction && keep(over),
	t: turn,
	'?': explain,
	Escape: back,
};

addEventListener('keydown', e => {
	if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing)
		return;
	if (inControls(e) && !/^(Enter|Escape)$/.test(e.key))
		return;
	if (e.target.localName === 'button' && e.key === 'Enter')
		return;
	const act = Object.hasOwn(keys, e.key) && keys[e.key];
	if (!act)
		return;
	e.preventDefault();
	if (e.key === 'Escape')
		input.blur();
	act(e);
});

input.addEventListener('input', search);
night.addEventListener('change', dress);
addEventListener('hashchange', recall);
addEventListener('resize', () => go(goal));

recall();
look(kept ? [kept] : hits.length ? hits : functions);
})();
