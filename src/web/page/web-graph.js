// web-graph.js: the page of the call graph: the picture of Graphviz, to be moved, zoomed, searched and chosen in.
//
// In the picture a node is the g.node and an edge the g.edge whose title is its id; the rows beside it say what they
// are. Names are the profile's and may be anything: they only ever become text nodes.
import { el, openMenu, shown } from "./ui.js";
import { percentText } from "./units.js";
import { expressionOf, given, hrefOf, pageName, reportOf } from "./address.js";
import { asJson, ask } from "./ask.js";
import { itemsFor } from "./web-menus.js";
import { Search } from "./web-search.js";

const SVG = "http://www.w3.org/2000/svg";
// Elements that are taken over, and their attributes. An `a` becomes a g.
const TAKEN = {g: ["class", "transform"], polygon: ["points"], polyline: ["points"], path: ["d"], ellipse: ["cx", "cy", "rx", "ry"],
	text: ["x", "y", "text-anchor", "font-size", "font-family"]};
const PAINT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "fill-opacity", "stroke-opacity"];
const COUNTS = ["10", "20", "40", "", "160", "320"];
const ZOOM = [.2, 10];
const READABLE = .5;
const GRAPH_FILES = [["Graph as SVG", "svg", "graph.svg"], ["Graph as DOT", "dot", "graph.dot"],
	["Graph as PNG", "png", "graph.png"], ["Graph as PDF", "pdf", "graph.pdf"]];
const GRAPH_KEYS = [["Arrows", "move"], ["+ -", "zoom"], ["0", "the whole graph"], ["=", "natural size"], ["Tab", "the next function"],
	["Space", "choose it; again: not"], ["m", "what can be done with it"]];
const GRAPH_WORDS = "Drag to move, turn the wheel to zoom. A box is a function: large letters are for its own (flat), the colour for what it took "
	+ "with all that it called (cum). A line is a call. A click chooses a box; Refine keeps what is chosen.";

// What boxes and lines mean, said of this profile.
function exampleOfGraph({rows}) {
	const heaviest = (kind, key) => rows.filter(row => row.kind === kind).reduce((a, b) => a && Math.abs(a[key]) >= Math.abs(b[key]) ? a : b, null);
	const node = heaviest("node", "flat"), edge = heaviest("edge", "weight"), nameOf = id => rows.find(row => row.id === id).name_text;
	return !node ? "" : ` Here ${node.name_text} took ${node.flat_text} itself and ${node.cum_text} with what it calls.`
		+ (edge ? ` ${nameOf(edge.to)} took ${edge.weight_text} when ${nameOf(edge.from)} called it.` : "");
}

const titleOf = g => [...g.children].find(c => c.localName === "title")?.textContent ?? "";

// A copy of an element of the picture with what is below it, of which only harmless things are left; null for others.
function takeElement(from) {
	const name = from.localName === "a" ? "g" : from.localName;
	if (!TAKEN[name] || from.namespaceURI !== SVG) return null;
	const made = document.createElementNS(SVG, name);
	for (const key of [...TAKEN[name], ...PAINT]) if (from.hasAttribute(key)) made.setAttribute(key, from.getAttribute(key));
	if (name === "text") made.textContent = shown(from.textContent);
	return made;
}

// The picture as a document of its own. It is never shown: takeElement copies what is harmless.
function parsePicture(text) {
	const policy = globalThis.trustedTypes?.createPolicy("cprof", {createHTML: picture => picture});
	return new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, "image/svg+xml").documentElement;
}

// Takes over a picture: {graph: a new element, width, height, legend: lines}, and in `found` the g of each title.
function takePicture(text, found) {
	const root = parsePicture(text), graph = root.querySelector("g.graph");
	if (!graph) throw new Error("The picture of the graph cannot be read.");
	const made = takeElement(graph), pending = [[graph, made]], legend = [];
	while (pending.length) {
		const [from, to] = pending.pop();
		for (const child of from.children) {
			// The legend stands under the picture, and the page has its own ground.
			const isLegend = child.matches("g.node") && !/^N\d/.test(titleOf(child)), isGround = from === graph && child.localName === "polygon";
			if (isLegend) legend.push(...[...child.querySelectorAll("text")].map(line => line.textContent).filter(line => !line.startsWith("See ")));
			const taken = isLegend || isGround || child.matches("g.cluster") ? null : takeElement(child);
			if (!taken) continue;
			to.append(taken);
			if (taken.localName === "g") pending.push([child, taken]);
			if (child.matches("g.node, g.edge")) found.set(titleOf(child), taken);
		}
	}
	const box = (root.getAttribute("viewBox") ?? "").split(/[ ,]+/).map(Number);
	return {graph: made, width: box[2] || 1, height: box[3] || 1, legend};
}

class Graph {
	constructor(frame, answer) {
		Object.assign(this, {frame, data: answer.data});
		const found = new Map(), {graph, width, height, legend} = takePicture(answer.svg, found);
		Object.assign(this, {width, height, legend});
		this.nodes = [];
		this.chosen = new Set();
		this.test = null;
		this.scene = document.createElementNS(SVG, "g");
		this.scene.append(graph);
		this.svg = document.createElementNS(SVG, "svg");
		this.svg.setAttribute("role", "group");
		this.svg.setAttribute("aria-label", "Call graph");
		this.svg.append(this.scene);
		this.build();
		this.name(found);
		this.listen();
		this.look();
	}

	build() {
		const button = (text, label, run) => el("button", {type: "button", text, title: label, "aria-label": label, on: {click: run}});
		const n = given("n"), all = COUNTS.includes(n) ? COUNTS : [...COUNTS, n].sort((a, b) => (a || 80) - (b || 80));
		const words = i => `up to ${all[i] || 80} boxes`, at = all.indexOf(n), number = el("output", {text: words(at)});
		const slider = el("input", {type: "range", min: 0, max: all.length - 1, value: at, "aria-label": "Boxes in the graph", "aria-valuetext": words(at), on: {
			input: () => {
				number.textContent = words(slider.value);
				slider.setAttribute("aria-valuetext", words(slider.value));
			}, change: () => location.assign(hrefOf(pageName(), {n: all[slider.value]}))}});
		this.tools = el("div", {class: "tools"}, el("label", {}, slider, number),
			button("−", "Zoom out (-)", () => this.zoomBy(1 / 1.3)), button("+", "Zoom in (+)", () => this.zoomBy(1.3)),
			button("Fit", "The whole graph (0)", () => this.fit()), button("1:1", "Natural size (=)", () => this.zoomTo(1)));
		this.stage = el("div", {class: "graph", tabIndex: 0, role: "region", "aria-label": "Call graph"}, this.svg);
		this.who = el("div", {class: "who"});
		this.numbers = el("div", {class: "numbers"});
		this.more = el("button", {type: "button", text: "⋯", "aria-label": "What can be done with this function", "aria-haspopup": "menu",
			disabled: true, on: {click: () => this.menu()}});
		this.frame.parts.body.replaceChildren(el("main", {}, this.stage, this.tools),
			el("footer", {class: "status"}, el("div", {}, this.who, this.numbers), this.more));
	}

	// Says of each element which row of the data it shows.
	name(found) {
		const byId = new Map(), {data} = this;
		for (const row of data.rows) {
			const g = found.get(row.id ?? `${row.from}->${row.to}`);
			if (!g) continue;
			if (row.kind === "node") {
				const node = {row, g, edges: []};
				byId.set(row.id, node);
				this.nodes.push(node);
				const label = shown(`${row.name_text}, flat ${row.flat_text}, cum ${row.cum_text}`);
				for (const [key, value] of [["tabindex", "0"], ["role", "button"], ["aria-pressed", "false"], ["aria-label", label]]) g.setAttribute(key, value);
				this.tip(g, `${row.name_text} (${row.cum_text})`);
			} else if (row.kind === "edge") {
				for (const end of [row.from, row.to]) byId.get(end)?.edges.push({row, g});
				this.tip(g, `${byId.get(row.from)?.row.name_text} → ${byId.get(row.to)?.row.name_text} (${row.weight_text})`);
			} else if (row.weight_text) {
				this.tip(g, row.weight_text);
			}
		}
		this.of = new Map(this.nodes.map(node => [node.g, node]));
	}

	tip(g, text) {
		const title = document.createElementNS(SVG, "title");
		title.textContent = shown(text);
		g.prepend(title);
	}

	// --- where we look: a point of the picture is at k times its place plus (x, y)

	show(view) {
		const {clientWidth: w, clientHeight: h} = this.stage, edge = 60, clip = (v, low, high) => Math.min(Math.max(v, low), high);
		const {k} = view;
		this.view = {k, x: clip(view.x, edge - this.width * k, w - edge), y: clip(view.y, edge - this.height * k, h - edge)};
		this.scene.setAttribute("transform", `matrix(${k} 0 0 ${k} ${this.view.x} ${this.view.y})`);
	}

	get natural() {
		return 4 / 3; // of points
	}

	fit() {
		const {clientWidth: w, clientHeight: h} = this.stage, k = Math.min((w - 24) / this.width, (h - 24) / this.height, this.natural);
		this.show({k, x: (w - this.width * k) / 2, y: (h - this.height * k) / 2});
	}

	// What is seen first can be read: all of it, or what is around the heaviest box.
	look() {
		this.fit();
		if (this.view.k >= READABLE * this.natural || !this.nodes.length) return;
		const size = node => Math.abs(node.row.cum), best = this.nodes.reduce((a, b) => size(b) > size(a) ? b : a);
		this.zoomTo(READABLE * this.natural);
		this.center(best, .18);
	}

	// Puts a box to the middle, or to this part of the height.
	center(node, part = .5) {
		const box = node.g.getBoundingClientRect(), r = this.stage.getBoundingClientRect();
		const dx = r.left + r.width / 2 - (box.left + box.width / 2), dy = r.top + r.height * part - (box.top + box.height / 2);
		this.show({...this.view, x: this.view.x + dx, y: this.view.y + dy});
	}

	zoomAt(k, x, y) {
		const to = Math.min(Math.max(k, Math.min(ZOOM[0] * this.natural, this.view.k)), ZOOM[1] * this.natural), f = to / this.view.k;
		this.show({k: to, x: x - (x - this.view.x) * f, y: y - (y - this.view.y) * f});
	}

	zoomBy(f) {
		this.zoomAt(this.view.k * f, this.stage.clientWidth / 2, this.stage.clientHeight / 2);
	}

	zoomTo(part) {
		this.zoomBy(part * (part === 1 ? this.natural : 1) / this.view.k);
	}

	listen() {
		const {stage} = this, held = new Map(), at = event => {
			const r = stage.getBoundingClientRect();
			return [event.clientX - r.left, event.clientY - r.top];
		};
		let moved = 0;
		stage.addEventListener("wheel", event => {
			event.preventDefault();
			this.zoomAt(this.view.k * 1.1 ** (-Math.sign(event.deltaY)), ...at(event));
		}, {passive: false});
		stage.addEventListener("pointerdown", event => {
			if (event.button) return;
			if (!held.size) moved = 0;
			held.set(event.pointerId, at(event));
		});
		stage.addEventListener("pointermove", event => {
			const from = held.get(event.pointerId), to = at(event);
			if (!from) return this.describe(this.nodeAt(event.target));
			const others = [...held].filter(([id]) => id !== event.pointerId), [other] = others.map(([, point]) => point);
			moved += Math.hypot(to[0] - from[0], to[1] - from[1]);
			if (moved > 2 && !stage.hasPointerCapture(event.pointerId)) stage.setPointerCapture(event.pointerId);
			held.set(event.pointerId, to);
			if (other) {
				const apart = point => Math.hypot(point[0] - other[0], point[1] - other[1]) || 1;
				this.zoomAt(this.view.k * apart(to) / apart(from), ...other);
			} else if (moved > 2) {
				this.show({...this.view, x: this.view.x + to[0] - from[0], y: this.view.y + to[1] - from[1]});
			}
		});
		for (const end of ["pointerup", "pointercancel"]) stage.addEventListener(end, event => held.delete(event.pointerId));
		stage.addEventListener("pointerleave", () => this.describe(null));
		stage.addEventListener("click", event => moved <= 3 && this.toggle(this.nodeAt(event.target)));
		stage.addEventListener("contextmenu", event => {
			const node = this.nodeAt(event.target);
			if (!node) return;
			event.preventDefault();
			this.menu(node, event.clientX, event.clientY);
		});
		stage.addEventListener("focusin", event => {
			const node = this.nodeAt(event.target);
			if (!node) return;
			const box = node.g.getBoundingClientRect(), r = stage.getBoundingClientRect();
			// The browser scrolls what has the focus into view: the picture moves instead.
			stage.scrollTop = stage.scrollLeft = 0;
			if (box.left < r.left || box.right > r.right || box.top < r.top || box.bottom > r.bottom) this.center(node);
			this.describe(node);
		});
		stage.addEventListener("keydown", event => this.key(event));
		new ResizeObserver(() => this.view && this.show(this.view)).observe(stage);
	}

	nodeAt(element) {
		return this.of.get(element.closest?.("g.node"));
	}

	key(event) {
		const step = 80, moves = {ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step]}, {key} = event;
		const node = this.nodeAt(document.activeElement);
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		if (moves[key]) this.show({...this.view, x: this.view.x + moves[key][0], y: this.view.y + moves[key][1]});
		else if (key === "+") this.zoomBy(1.3);
		else if (key === "-") this.zoomBy(1 / 1.3);
		else if (key === "0") this.fit();
		else if (key === "=") this.zoomTo(1);
		else if (node && (key === " " || key === "Enter")) this.toggle(node);
		else if (node && (key === "m" || key === "ContextMenu")) this.menu(node);
		else return;
		event.preventDefault();
	}

	// --- boxes

	toggle(node) {
		if (!node) return;
		if (!this.chosen.delete(node)) this.chosen.add(node);
		this.last = node;
		node.g.setAttribute("aria-pressed", String(this.chosen.has(node)));
		this.describe(node);
	}

	expression(nodes = [...this.chosen]) {
		return nodes.map(node => expressionOf(node.row, this.frame.value("g"))).filter(Boolean).join("|");
	}

	menu(node = this.shown ?? this.last, x, y) {
		if (!node) return;
		const box = node.g.getBoundingClientRect();
		openMenu(x ?? box.left, y ?? box.bottom, node.row.name_text, itemsFor(this.frame, this.expression([node]), node.row.name || node.row.name_text));
	}

	// Says what the pointer is at, else what was chosen last, else the whole; its lines are marked.
	describe(at) {
		const node = at ?? (this.chosen.has(this.last) ? this.last : null), {total} = this.data;
		if (node === this.shown && node) return;
		for (const edge of this.shown?.edges ?? []) edge.g.classList.remove("near");
		for (const edge of node?.edges ?? []) edge.g.classList.add("near");
		this.shown = node;
		this.more.disabled = !node;
		if (!node) {
			const [first, ...others] = this.frame.facts();
			this.who.textContent = first ?? "";
			this.numbers.textContent = others.join(" · ");
			return;
		}
		const {row} = node, cell = (text, what) => el("span", {}, el("b", {text}), " " + what), count = end => node.edges.filter(e => e.row[end] === row.id).length;
		const value = key => `${row[key + "_text"]} (${percentText(row[key], total)})`;
		this.who.replaceChildren(el("b", {text: row.name_text}), ...row.file ? [el("span", {text: row.file})] : []);
		this.numbers.replaceChildren(cell(value("flat"), "flat"), cell(value("cum"), "cum"), cell(count("to"), "callers"), cell(count("from"), "callees"));
	}

	mark(test) {
		this.test = test;
		for (const node of this.nodes) node.g.classList.toggle("hit", Boolean(test?.(node.row.name_text)));
		return test ? this.nodes.filter(node => test(node.row.name_text)).length : 0;
	}

	next(way) {
		const hits = this.test ? this.nodes.filter(node => this.test(node.row.name_text)) : [];
		if (!hits.length) return;
		const at = hits.indexOf(this.hit), to = at < 0 ? way > 0 ? 0 : hits.length - 1 : (at + way + hits.length) % hits.length;
		this.hit = hits[to];
		this.center(this.hit);
		this.hit.g.focus({preventScroll: true});
	}
}

export async function openGraph(frame) {
	const least = ["20", "10"].find(n => given("n") === "" || given("n") < 0 || +given("n") > n);
	frame.page = {ways: error => least && /fewer nodes/.test(error.message) ? [[`Up to ${least} boxes`, hrefOf(pageName(), {n: least})]] : []};
	const answer = await ask(reportOf("graph"), asJson, frame.place, "the graph");
	frame.about(answer.data);
	if (answer.notes) frame.note([...answer.data.notes ?? [], ...answer.notes.trim().split("\n")]);
	const graph = new Graph(frame, answer);
	frame.legend = graph.legend;
	frame.page = {files: GRAPH_FILES, chosen: () => graph.expression(), keys: GRAPH_KEYS, words: GRAPH_WORDS + exampleOfGraph(answer.data)};
	graph.describe(null);
	frame.search = new Search(frame.parts.search, {names: () => graph.nodes.map(node => node.row.name_text), mark: test => graph.mark(test),
		what: ["box", "boxes"], next: way => graph.next(way)});
}
