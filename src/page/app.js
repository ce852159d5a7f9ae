// app.js: the page: what is shown, and what keys, clicks and the address change of it.
import { makePalette } from "./colors.js";
import { Flame, rangeOf } from "./flame.js";
import { Keys } from "./keys.js";
import { compile, matchEntries, quoteText, textFor } from "./search.js";
import { firstState, readState, writeState, readZoom, writeZoom } from "./state.js";
import { Table } from "./table.js";
import { makeTree, regroup, invert, pivot, totals, union, pathOf, sameFrame } from "./tree.js";
import { el, openMenu, openDialog, copyText } from "./ui.js";
import { valueText, percentText, changeText, countText } from "./units.js";

const KEPT = 8;
const LISTED = 30;
const SIDES = ["both", "after", "before"];
const DOUBLE = 240;

// What the browser keeps of a choice; nothing, where it keeps nothing of files.
export function kept(key, value) {
	try {
		if (value !== undefined) localStorage.setItem("cprof-" + key, value);
		return localStorage.getItem("cprof-" + key);
	} catch {
		return null;
	}
}

export class App {
	constructor(data, root) {
		const {header} = data;
		Object.assign(this, {data, header, compared: Boolean(header.compared), made: new Map()});
		this.keys = new Keys(header);
		this.first = firstState(header);
		this.build();
		this.lay(root);
		this.flame = new Flame(this.parts, data);
		this.table = new Table(this.parts.table, {open: e => this.address({p: this.exactly(e), v: "", z: "", q: ""}),
			sort: cs => this.go({cs}, true)});
		this.listen();
		this.choose(kept("theme"), kept("ramps"));
		this.state = readState(this.given, this.first);
		this.search(this.state.q);
		this.render();
	}

	// Makes the page's elements.
	build() {
		const {header} = this, tip = action => `${this.help(action)} (${this.keys.of(action)})`;
		const button = (text, action, more = {}) => el("button", {type: "button", text, title: tip(action), on: {click: () => this.act(action)}, ...more});
		const p = this.parts = {};
		p.type = el("select", {"aria-label": "Sample type", title: tip("type"),
			on: {change: () => this.toType(p.type.selectedIndex)}}, ...header.types.map(t => el("option", {text: t.name})));
		p.type.hidden = header.types.length < 2;
		p.tabs = {"": button("Flame", "flame", {title: "from the root"}), up: button("Leaf first", "invert"), table: button("Table", "table")};
		p.query = el("input", {type: "search", placeholder: "Search", "aria-label": "Search: a regular expression", spellcheck: false,
			autocomplete: "off", title: tip("search"), on: {input: () => this.typed(), focus: () => this.list(),
				keydown: event => this.queryKey(event)}});
		p.count = el("output", {class: "count"});
		p.matches = el("ul", {class: "matches", hidden: true, "aria-label": "Matches"});
		p.view = el("button", {type: "button", text: "View", "aria-haspopup": "menu", on: {click: () => this.viewMenu()}});
		p.title = el("button", {type: "button", class: "title", text: header.title, title: "what the profile says of itself",
			on: {click: () => this.details()}});
		p.bar = el("header", {class: "bar"}, el("h1", {}, p.title), p.type,
			el("div", {class: "tabs", role: "group", "aria-label": "View"}, ...Object.values(p.tabs)),
			el("search", {class: "search"}, p.query, p.count, p.matches), p.view, button("?", "help", {"aria-label": "Keys and words"}));
		p.crumbs = el("nav", {class: "crumbs", "aria-label": "Zoom"});
		p.legend = this.compared ? el("div", {class: "sides"}) : null;
		p.base = el("canvas", {"aria-hidden": "true"});
		p.over = el("canvas", {"aria-hidden": "true"});
		p.stage = el("div", {class: "stage"}, p.base, p.over);
		p.box = el("div", {id: "box", role: "treeitem", class: "box", hidden: true});
		p.inner = el("div", {class: "inner"}, p.stage, p.box);
		p.scroller = el("div", {class: "flame", role: "tree", tabIndex: 0, "aria-label": "Flame graph", "aria-activedescendant": "box"}, p.inner);
		p.table = el("div", {class: "functions", tabIndex: 0, role: "region", "aria-label": "Functions"});
		p.who = el("div", {class: "who"});
		p.numbers = el("div", {class: "numbers"});
		p.more = el("button", {type: "button", text: "⋯", "aria-label": "What can be done with this frame", "aria-haspopup": "menu",
			title: tip("menu"), on: {click: () => this.act("menu")}});
		p.status = el("footer", {class: "status"}, el("div", {}, p.who, p.numbers), p.more);
		p.say = el("div", {class: "say", role: "status", "aria-live": "polite"});
		p.way = el("div", {class: "way"}, p.crumbs, p.legend ?? "");
		p.main = el("main", {}, p.scroller, p.table, p.say);
	}

	// Puts them into the page.
	lay(root) {
		const {parts: p} = this;
		root.append(p.bar, p.way, p.main, p.status);
		document.documentElement.classList.add("js");
	}

	// The part of the address that has the state; address() writes it.
	get given() {
		return location.hash;
	}

	help(action) {
		return this.keys.rows.find(row => row[1] === action)?.[2] ?? "";
	}

	listen() {
		const {scroller, stage} = this.parts, point = event => {
			const r = stage.getBoundingClientRect();
			return this.flame.hit(event.clientX - r.left, event.clientY - r.top);
		};
		const hover = at => this.flame.hover(at) && this.describe();
		scroller.addEventListener("pointermove", event => {
			if (event.pointerType !== "touch") hover(point(event));
			const at = this.flame.hovered;
			scroller.style.cursor = at ? "pointer" : "";
		});
		scroller.addEventListener("pointerleave", () => hover(null));
		scroller.addEventListener("pointerdown", event => { this.touch = event.pointerType === "touch"; });
		scroller.addEventListener("click", event => this.click(point(event), event));
		scroller.addEventListener("focus", () => {
			if (!this.flame.current && scroller.matches(":focus-visible")) this.select({pane: this.panes.at(-1), frame: this.panes.at(-1).zoom});
		});
		scroller.addEventListener("contextmenu", event => {
			// The key of the menu gives no point of its own.
			const at = event.button === 2 ? point(event) : this.flame.current;
			if (!at) return;
			event.preventDefault();
			if (event.button === 2) this.select(at);
			this.act("menu", event.button === 2 && [event.clientX, event.clientY]);
		});
		addEventListener("keydown", event => {
			const action = this.keys.action(event);
			if (!action || this.act(action, null, event) === false) return;
			event.preventDefault();
		});
		addEventListener("popstate", () => this.follow());
		addEventListener("hashchange", () => this.follow());
		addEventListener("pointerdown", event => event.target.closest(".search") || this.unlist(), true);
		addEventListener("beforeprint", () => this.print(true));
		addEventListener("afterprint", () => this.print(false));
		matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint());
	}

	// A click pivots, a second one zooms instead. By touch, one makes the box the current one.
	click(at, event) {
		const {last} = this, again = last && event.timeStamp - last.time < 2 * DOUBLE && Math.hypot(event.clientX - last.x, event.clientY - last.y) < 12;
		clearTimeout(this.waiting);
		this.last = again ? null : {time: event.timeStamp, x: event.clientX, y: event.clientY};
		if (!at) return;
		this.select(at);
		if (again || at.frame < 0) this.act("zoom");
		else if (!this.touch) this.waiting = setTimeout(() => {
			// What comes now is a click of its own.
			this.last = null;
			this.pivotOn(at);
		}, DOUBLE);
	}

	// Shows the callers and callees of a box's function; those of the line in the middle, and of the whole, are all.
	pivotOn({pane, frame}) {
		this.go({p: frame > 0 ? this.exactly(pane.tree.entry[frame]) : "", z: "", v: ""});
	}

	// The sample type: a number in the header's list.
	get type() {
		const {types, default_type} = this.header, i = types.findIndex(t => t.name === this.state.si);
		if (i >= 0) return i;
		return types[this.state.si] && /^\d+$/.test(this.state.si) ? +this.state.si : default_type;
	}

	get side() {
		return this.compared && SIDES.includes(this.state.w) ? this.state.w : "both";
	}

	get swap() {
		return this.compared && this.state.neg === "t";
	}

	// Makes what `key` names once, and keeps it as long as it is one of the last ones.
	make(key, make) {
		const made = this.made.get(key) ?? make();
		this.made.delete(key);
		this.made.set(key, made);
		if (this.made.size > KEPT) this.made.delete(this.made.keys().next().value);
		return made;
	}

	base() {
		let {side} = this;
		if (this.swap && side !== "both") side = side === "after" ? "before" : "after";
		return this.make(`tree ${this.type} ${side}`, () => makeTree(this.data.tree(this.type), side));
	}

	totals() {
		return this.make("totals " + this.type, () => totals(this.base(), this.data.entries.n));
	}

	// The entries of the pivot; null for none. A pivot that cannot be is told.
	pivotMatch() {
		const {p} = this.state, {entries} = this.data;
		this.wrong = "";
		if (!p) return null;
		const made = compile(p, entries.name, true), found = matchEntries(made, entries);
		const there = found.n && union(this.base(), found.match).width;
		if (made.error) this.wrong = `“${p}” is no regular expression: ${made.error}`;
		else if (!there) this.wrong = `No function matches “${p}” here.`;
		return there ? found : null;
	}

	// The trees that are shown, those of callers first.
	trees() {
		const {state, data} = this, base = this.base(), match = this.pivotMatch();
		const options = {entries: data.entries, merge: state.mr === "t", byName: state.so === "name"};
		const key = [this.type, this.side, this.swap, match ? "p" + state.p : state.v === "up", options.merge, options.byName].join(" ");
		this.pivots = match?.n ?? 0;
		return this.make("view " + key, () => {
			if (match) {
				const {up, down} = pivot(base, match.match, options);
				return [up, down];
			}
			if (state.v === "up") return [invert(base, options)];
			return [options.merge || options.byName ? regroup(base, [0], options) : base];
		});
	}

	// Shows the state.
	render(keepScroll = false) {
		const {state, parts} = this, trees = this.trees(), zoom = readZoom(state.z), isTable = state.v === "table";
		this.panes = trees.map((tree, i) => {
			const up = trees.length > 1 && i === 0, mine = zoom && zoom.up === up && zoom.last < tree.n ? zoom : null;
			const range = mine ? rangeOf(tree, mine.first, mine.last) : [0, tree.width[0]];
			return {tree, up, range, zoom: !mine ? 0 : mine.first === mine.last ? mine.first : tree.parent[mine.first]};
		});
		parts.scroller.hidden = isTable;
		parts.table.hidden = !isTable;
		parts.status.hidden = isTable;
		parts.type.selectedIndex = this.type;
		for (const [v, tab] of Object.entries(parts.tabs)) tab.setAttribute("aria-pressed", String(v === (state.v || "")));
		document.title = this.header.name ? `${this.header.name} ${this.header.types[this.type].name}` : this.header.title;
		parts.title.textContent = document.title;
		this.crumbs();
		if (this.compared) this.legend();
		if (isTable) this.showTable();
		else this.showPanes(keepScroll);
		this.count();
		this.describe();
		if (this.wrong) this.say(this.wrong, true);
	}

	showPanes(keepScroll) {
		const {state} = this;
		this.flame.show(this.panes, {palette: this.palette, bottom: state.o === "flame", inverted: state.v === "up", compared: this.compared,
			negated: this.swap, rootText: pane => this.rootText(pane), noteOf: (tree, frame) => this.noteOf(tree, frame)}, keepScroll);
	}

	showTable() {
		const {entries} = this.data, r = this.totals();
		this.table.show(entries, r, this.found?.n || this.state.q ? this.found?.match : null, this.state.cs,
			{total: this.total(), text: v => this.text(v), compared: this.compared, swap: this.swap,
				note: r.lost ? `Functions took at least this; ${this.text(r.lost)} are in frames too small to be kept.` : ""});
	}

	// Texts of values.
	text(value) {
		const {unit} = this.header.types[this.type];
		return valueText(value / (this.header.divide_by ?? 1), unit, this.header.show_unit);
	}

	// What 100 % is.
	total() {
		return Number(this.header.types[this.type].total);
	}

	// How a value changed: {before, after, mark, difference, part}. Before and after may have changed places.
	changeOf(before, after) {
		if (this.swap) [before, after] = [after, before];
		const mark = after > before ? "▲ +" : after < before ? "▼ " : "";
		return {before, after, mark: mark[0] ?? "", difference: mark + this.text(after - before), part: changeText(before, after)};
	}

	noteOf(tree, frame) {
		const {mark, part} = this.changeOf(tree.cumBefore[frame], tree.cum[frame]);
		return `${mark} ${part}`.trim();
	}

	// "1.16s", or in a comparison "410ms → 280ms ▼ -130ms (-31.7%)".
	bothText(after, before) {
		if (!this.compared || !after && !before) return this.text(after);
		const change = this.changeOf(before, after);
		return `${this.text(change.before)} → ${this.text(change.after)} ${change.difference} (${change.part})`;
	}

	valueOf(tree, frame) {
		return this.bothText(tree.cum[frame], tree.cumBefore?.[frame]);
	}

	rootText(pane) {
		const value = this.valueOf(pane.tree, 0);
		if (this.panes.length < 2) return `all ${value}`;
		const e = pane.tree.entry[0];
		return `${e ? this.data.entries.label[e] : `${this.pivots} functions that match ${this.state.p}`} ${value}`;
	}

	nameOf(pane, frame) {
		if (frame < 0) return `${countText(this.flame.run(frame).count)} frames that are too small to be drawn`;
		const e = pane.tree.entry[frame];
		if (frame > 0 || e) return this.data.entries.name[e];
		return this.panes.length < 2 ? "all" : `${this.pivots} functions that match ${this.state.p}`;
	}

	// Says what the pointer is at, else the current box, else the whole.
	describe() {
		const {flame, parts} = this, pane = this.panes.at(-1);
		const at = flame.hovered ?? flame.current ?? {pane, frame: pane.zoom};
		const {entries} = this.data, {tree} = at.pane, {frame} = at, e = frame < 0 ? 0 : tree.entry[frame];
		const file = e ? entries.file[e] + (entries.file[e] && entries.line[e] ? ":" + entries.line[e] : "") : "";
		parts.who.replaceChildren(el("b", {text: this.nameOf(at.pane, frame)}),
			...[entries.inlined[e] ? "inlined" : "", file].filter(Boolean).map(text => el("span", {text})));
		parts.numbers.replaceChildren(...this.numbersOf(at).map(([text, what]) => el("span", {}, el("b", {text}), what)));
		parts.more.disabled = !flame.current;
		if (flame.current) this.announce(flame.current);
	}

	// What is told of a box: [number, what it is].
	numbersOf({pane, frame}) {
		const {tree} = pane;
		if (frame < 0) {
			const {first, last, count} = this.flame.run(frame), end = tree.end[last];
			let sum = 0, before = 0;
			for (let i = first; i < end; i = tree.end[i]) {
				sum += tree.cum[i];
				before += this.compared ? tree.cumBefore[i] : 0;
			}
			return [[this.bothText(sum, before), " together"],
				[countText(count), " frames; a click zooms in"]];
		}
		const rows = [[this.valueOf(tree, frame), " total"]], share = (of, what) => {
			if (tree.width[of] && !this.compared) rows.push([percentText(tree.cum[frame], tree.cum[of]), what]);
		};
		if (!this.compared) rows.push([percentText(tree.cum[frame], this.total()), " of all"]);
		if (pane.zoom && frame !== pane.zoom) share(pane.zoom, " of zoom");
		else if (this.panes.length > 1 && frame) share(0, " of pivot");
		if (frame > 0 && tree.parent[frame] !== pane.zoom) share(tree.parent[frame], pane.up || this.state.v === "up" ? " of the box it calls" : " of parent");
		const isDown = !pane.up && this.state.v !== "up";
		if (isDown) rows.splice(1, 0, [this.bothText(tree.self[frame], tree.before?.[frame]), " self"]);
		rows.push(...this.everywhere(tree.entry[frame]));
		if (tree.hidden?.[frame]) rows.push(["…", " levels below are too small to be kept"]);
		if (this.header.mean) rows.push(["", "sums, not means"]);
		return rows;
	}

	// All frames of a function together.
	everywhere(e) {
		if (!e) return [];
		const r = this.totals(), n = r.places[e];
		if (n < 2) return [];
		const self = this.compared ? "" : ` (self ${this.text(r.flat[e])})`;
		return [[this.bothText(r.cum[e], r.cumBefore?.[e]), `${self} in all ${countText(n)} frames`]];
	}

	// Names the current box to those who do not see it.
	announce({pane, frame}) {
		const {box} = this.parts, {tree} = pane, numbers = this.numbersOf({pane, frame}).map(row => row.join(""));
		const depth = tree.depth[frame < 0 ? this.flame.run(frame).first : frame];
		box.setAttribute("aria-level", String(depth + 1));
		box.setAttribute("aria-label", `${this.nameOf(pane, frame)}, ${numbers.join(", ")}, level ${depth + 1}`);
		box.setAttribute("aria-selected", "true");
	}

	// Says something at the edge of the graph, for a while.
	say(text, stays = false) {
		const {say} = this.parts;
		clearTimeout(this.saying);
		say.textContent = text;
		if (text && !stays) this.saying = setTimeout(() => { say.textContent = ""; }, 4000);
	}

	// The way from the whole to what is zoomed to, and out of a pivot.
	crumbs() {
		const {parts, panes, state} = this, zoom = readZoom(state.z), pane = zoom?.up ? panes[0] : panes.at(-1), {tree} = pane;
		const link = (text, patch, title = "") => el("button", {type: "button", text, title, on: {click: () => this.go(patch)}});
		const path = pathOf(tree, pane.zoom), shown = path.length > 6 ? [path[0], 0, ...path.slice(-4)] : path;
		const items = [panes.length > 1 ? link("all", {p: "", z: ""}, "end the pivot") : null, link(this.rootText(panes.at(-1)), {z: ""}),
			...shown.map(i => i ? link(this.data.entries.label[tree.entry[i]], {z: writeZoom(pane.up, i)}, this.data.entries.name[tree.entry[i]])
				: el("span", {text: "…"}))].filter(Boolean);
		if (zoom && zoom.last !== zoom.first && zoom.last < tree.n)
			items.push(el("span", {text: `${countText(tree.end[zoom.last] - zoom.first)} small frames`}));
		items.at(-1).setAttribute("aria-current", "true");
		parts.crumbs.replaceChildren(...items);
	}

	// In a comparison: which file is which, and what the colours mean.
	legend() {
		const {files, bases} = this.header, names = [bases, files].map(list => list.map(f => f.split("/").at(-1)).join(", "));
		if (this.swap) names.reverse();
		this.parts.legend.replaceChildren(el("span", {title: [...bases, "→", ...files].join("\n")}, "base ", el("b", {text: names[0]}), " → ", el("b", {text: names[1]})),
			el("span", {}, el("span", {class: "more", text: "▲ more"}), " ", el("span", {class: "less", text: "▼ less"})),
			el("div", {class: "tabs", role: "group", "aria-label": "Widths"}, ...SIDES.map(w => el("button", {type: "button", text: w,
				title: `${this.help("sides")} (${this.keys.of("sides")})`, "aria-pressed": String(w === this.side), on: {click: () => this.go({w})}}))));
	}

	// Colours.
	choose(theme, ramps) {
		this.theme = ["dark", "light"].includes(theme) ? theme : "";
		this.ramps = ramps === "orange" ? "orange" : "red";
		this.paint();
	}

	get isDark() {
		return this.theme ? this.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
	}

	paint(dark = this.isDark) {
		const root = document.documentElement;
		root.dataset.theme = this.theme;
		root.dataset.ramps = this.ramps;
		this.palette = makePalette(dark, this.data.groups, this.ramps);
	}

	repaint() {
		this.paint();
		this.render(true);
	}

	// On paper all rows are seen, on white; the table stands below.
	print(begins) {
		const {scroller, inner} = this.parts;
		this.paint(begins ? false : this.isDark);
		scroller.style.height = begins ? Math.min(inner.offsetHeight, 8000) + "px" : "";
		this.flame.palette = this.palette;
		this.flame.isFixed = false;
		this.flame.resize();
		this.flame.draw();
		// Paper has another width. The picture becomes smaller with it: a canvas of another size would be empty.
		this.flame.isFixed = begins;
	}

	// Searches as the text is typed.
	search(text, exact = false) {
		const {entries} = this.data, {query} = this.parts;
		this.found = null;
		if (query.value !== text) query.value = text;
		query.removeAttribute("aria-invalid");
		if (text) {
			const made = compile(text, entries.name, exact), found = matchEntries(made, entries);
			this.found = {...found, made, text};
			if (made.error) query.setAttribute("aria-invalid", "true");
			else if (!found.n && !made.literal) this.found.others = matchEntries(compile("(?i)" + text, entries.name), entries).n;
		}
		this.flame.match = this.found && !this.found.made.error ? this.found.match : null;
	}

	typed() {
		this.find(this.parts.query.value);
		this.list();
	}

	// Searches, and shows what matches. Nothing moves.
	find(q, exact = false) {
		this.search(q, exact);
		history.replaceState(null, "", this.address({q}));
		this.state.q = q;
		if (this.state.v === "table") this.showTable();
		else this.showMatches();
		this.count();
	}

	showMatches() {
		this.flame.draw();
	}

	// Says how many functions match, and what they took together: of all, and of what is zoomed to.
	count() {
		const {found, parts} = this;
		let text = "";
		if (found?.made.error) {
			text = found.made.error;
		} else if (found && !found.n) {
			text = found.others ? `0 with this case, ${found.others} without` : "0 functions";
		} else if (found) {
			const base = this.base(), sum = union(base, found.match), pane = this.panes.at(-1), least = base.hidden ? "≥ " : "";
			text = `${countText(found.n)} ${found.n === 1 ? "function" : "functions"} · ` + least + this.bothText(sum.after, sum.before)
				+ (this.compared ? "" : ` · ${least}${percentText(sum.after, this.total())}`);
			if (pane.zoom && !this.compared && this.state.v !== "table")
				text += ` · ${percentText(union(pane.tree, found.match, pane.zoom).after, pane.tree.cum[pane.zoom])} of zoom`;
		}
		parts.count.textContent = text;
		parts.count.title = text;
	}

	// Lists what matches, what took the most first.
	list() {
		const {parts, found, data} = this, r = this.totals();
		if (!found?.n || document.activeElement !== parts.query) return this.unlist();
		const rows = [];
		for (let e = 1; e < data.entries.n; e++) if (found.match[e] && r.places[e]) rows.push(e);
		const weight = e => Math.max(Math.abs(r.cum[e]), this.compared ? Math.abs(r.cumBefore[e]) : 0);
		rows.sort((a, b) => weight(b) - weight(a) || data.entries.rank[a] - data.entries.rank[b]);
		const say = e => !this.compared ? `${this.text(r.cum[e])} ${percentText(r.cum[e], this.total())}`
			: this.changeOf(r.cumBefore[e], r.cum[e]).difference;
		parts.matches.replaceChildren(...rows.slice(0, LISTED).map(e => el("li", {}, el("button", {type: "button", title: data.entries.name[e],
			on: {click: () => { this.go({p: this.exactly(e), z: "", v: ""}, true); this.leaveSearch(); },
				keydown: event => this.queryKey(event)}},
		el("span", {text: data.entries.label[e]}), el("span", {text: say(e)})))),
		...rows.length > LISTED ? [el("li", {text: `and ${countText(rows.length - LISTED)} more: the table has them all`})] : []);
		parts.matches.hidden = rows.length === 0;
	}

	unlist() {
		this.parts.matches.hidden = true;
	}

	// The element that shows the functions.
	get shown() {
		return this.state.v === "table" ? this.parts.table : this.parts.scroller;
	}

	// Keys are for what is shown, no longer for the search.
	leaveSearch() {
		this.unlist();
		this.shown.focus();
	}

	// Enter shows callers and callees of all that matches; arrows walk through the list.
	queryKey(event) {
		const {query, matches} = this.parts, {key} = event;
		if (key === "Escape") {
			this.leaveSearch();
		} else if (key === "Enter" && event.target === query) {
			this.leaveSearch();
			if (this.state.v === "table") return;
			if (this.found?.n) {
				const {made, text} = this.found;
				this.go({p: textFor(text, made, this.data.entries.name), z: "", v: ""}, true);
			}
		} else if (key === "ArrowDown" || key === "ArrowUp") {
			const all = [query, ...matches.querySelectorAll("button")], at = all.indexOf(event.target);
			if (!matches.hidden) all.at((at + (key === "ArrowDown" ? 1 : -1)) % all.length).focus();
		} else {
			return;
		}
		event.preventDefault();
		event.stopPropagation();
	}

	clearSearch() {
		this.unlist();
		this.find("");
	}

	exactly(e) {
		return `^${quoteText(this.data.entries.name[e])}$`;
	}

	address(patch) {
		return writeState({...this.state, ...patch}, this.first);
	}

	// Changes what is shown, and the address with it. `isStep`: the browser's Back leads back.
	go(patch, isStep = true, keepScroll = false) {
		const address = this.address(patch), now = this.address({});
		const keepsZoom = "z" in patch || !["si", "p", "v", "so", "mr", "w", "neg"].some(key => key in patch && patch[key] !== this.state[key]);
		const old = keepsZoom ? null : this.panes.at(-1), zoom = readZoom(this.state.z);
		this.say("");
		if (address !== now) history[isStep ? "pushState" : "replaceState"](null, "", address);
		Object.assign(this.state, patch);
		if (!keepsZoom && zoom) {
			const same = !("p" in patch) && this.panes.length < 2 && ("v" in patch ? patch.v !== "up" && old.zoom && this.trees()[0] === old.tree : true);
			this.state.z = same ? writeZoom(false, sameFrame(old.tree, old.zoom, this.trees().at(-1))) : "";
			history.replaceState(null, "", this.address({}));
		}
		this.render(keepScroll);
	}

	// The address was changed by Back, by a link or by hand.
	follow() {
		const {q} = this.state, before = writeState(this.state, this.first);
		this.state = readState(this.given, this.first);
		if (writeState(this.state, this.first) === before) return;
		this.say("");
		this.flame.current = null;
		if (this.state.q !== q) this.search(this.state.q);
		this.render();
	}

	select(at) {
		this.flame.select(at);
		this.describe();
	}

	toType(i) {
		const {types} = this.header, n = types.length, to = (i + n) % n, {name} = types[to];
		if (n < 2) return this.say("The profile has one sample type.");
		this.go({si: to === this.header.default_type ? "" : types.findIndex(t => t.name === name) === to ? name : String(to)});
		this.say(`sample type ${name}`);
	}

	// The entry of the current box; 0 for none.
	currentEntry() {
		const {current} = this.flame;
		return current && current.frame >= 0 ? current.pane.tree.entry[current.frame] : 0;
	}

	// Zooms to a box; the whole of a pane ends its zoom.
	zoomTo({pane, frame}) {
		const z = frame < 0 ? writeZoom(pane.up, this.flame.run(frame).first, this.flame.run(frame).last) : writeZoom(pane.up, frame);
		if (z === this.state.z) return;
		const i = this.panes.indexOf(pane);
		this.go({z});
		if (frame > 0) this.select({pane: this.panes[i], frame});
	}

	// One step out: to what is wider, then out of the pivot.
	out() {
		const {state, panes} = this, zoom = readZoom(state.z), pane = zoom?.up ? panes[0] : panes.at(-1), {tree} = pane;
		if (zoom) {
			let to = zoom.last === zoom.first ? tree.parent[zoom.first] ?? 0 : pane.zoom;
			// Frames above that are as wide would look the same.
			while (to && tree.width[to] <= pane.range[1] - pane.range[0]) to = tree.parent[to];
			this.go({z: writeZoom(pane.up, to)});
		} else if (state.p) {
			this.go({p: ""});
		} else {
			this.say("This is the whole.");
		}
	}

	// The next match that is wide enough to be drawn.
	nextMatch(way) {
		const {flame, found} = this, all = [];
		if (!found?.n) return this.say("Nothing is searched for: / does.");
		for (const row of flame.rows) row.frame.forEach(frame => {
			if (frame > 0 && found.match[row.pane.tree.entry[frame]]) all.push({pane: row.pane, frame});
		});
		if (!all.length) return this.say("No match is wide enough here to be drawn.");
		const {current} = flame, at = current ? all.findIndex(m => m.pane === current.pane && m.frame === current.frame) : -1;
		const to = at < 0 ? (way > 0 ? 0 : -1) : (at + way) % all.length;
		this.select(all.at(to));
		this.say(`match ${(at < 0 && way < 0 ? all.length : (to + all.length) % all.length + 1)} of ${countText(all.length)} boxes`);
	}

	async copy(text, what) {
		this.say(await copyText(text) ? `${what} copied` : "The browser does not let this page copy.");
	}

	// The functions from the root to a box, a line each.
	stackOf({pane, frame}) {
		const names = pathOf(pane.tree, frame).map(i => this.data.entries.name[pane.tree.entry[i]]);
		return (pane.up || this.state.v === "up" ? names.reverse() : names).join("\n");
	}

	// Does what a key or a control stands for. Returns false where it does nothing, and the browser may.
	act(action, point, event) {
		const {flame, state, parts} = this, {current} = flame, e = this.currentEntry();
		const need = f => e ? f() : this.say("Choose a frame first: click it, or use the arrows.");
		const isTable = state.v === "table", scroller = this.shown;
		const scroll = part => { scroller.scrollTop += part * scroller.clientHeight; };
		if (isTable && ["left", "right", "up", "down", "zoom"].includes(action)) return false;
		switch (action) {
		case "left": case "right": case "up": case "down": {
			if (event?.shiftKey) return false;
			const to = flame.neighbour(action);
			if (to) this.select(to);
			parts.scroller.focus({preventScroll: true});
			break;
		}
		case "zoom": if (current) this.zoomTo(current); break;
		case "out": this.out(); break;
		case "all": this.go({z: "", p: ""}); break;
		case "escape": if (state.q) this.clearSearch(); else if (state.z || state.p) this.out(); else return false; break;
		case "search": parts.query.focus(); parts.query.select(); break;
		case "next": this.nextMatch(1); break;
		case "previous": this.nextMatch(-1); break;
		case "same": need(() => this.find(this.exactly(e), true)); break;
		case "type": this.toType(this.type + 1); break;
		case "type_back": this.toType(this.type - 1); break;
		case "sandwich":
			if (this.panes.length > 1 && (!e || current.frame === 0)) this.go({p: "", z: ""});
			else need(() => this.pivotOn(current));
			break;
		case "flame": this.go({v: "", p: ""}); break;
		case "invert": this.go({v: state.v === "up" ? "" : "up", p: ""}); break;
		case "table": this.go({v: isTable ? "" : "table"}); break;
		case "recursion": this.go({mr: state.mr === "t" ? "" : "t"}); break;
		case "root": this.go({o: state.o === "flame" ? "icicle" : "flame"}); break;
		case "order": this.go({so: state.so === "name" ? "weight" : "name"}); break;
		case "sides": this.compared ? this.go({w: SIDES[(SIDES.indexOf(this.side) + 1) % 3]}) : this.say("There is nothing to compare with: -diff_base gives it."); break;
		case "swap": if (!this.compared) return false; this.go({neg: this.swap ? "" : "t"}); break;
		case "colors": if (!this.compared) return false; this.ramps = this.ramps === "red" ? "orange" : "red"; kept("ramps", this.ramps); this.repaint(); break;
		case "dark": {
			const to = this.isDark ? "light" : "dark";
			this.theme = matchMedia(`(prefers-color-scheme: ${to})`).matches ? "" : to;
			kept("theme", this.theme);
			this.repaint();
			break;
		}
		case "copy": need(() => this.copy(this.data.entries.name[e], "name")); break;
		case "copy_stack": need(() => this.copy(this.stackOf(current), "stack")); break;
		case "menu": need(() => this.frameMenu(point)); break;
		case "page_down": scroll(.9); break;
		case "page_up": scroll(-.9); break;
		case "top": scroller.scrollTop = 0; break;
		case "bottom": scroller.scrollTop = 1e9; break;
		case "help": this.helpDialog(); break;
		default: return false;
		}
		return true;
	}

	// The menu of the current box.
	frameMenu(point) {
		const {parts} = this, e = this.currentEntry(), box = parts.box.getBoundingClientRect();
		const [x, y] = point || (parts.box.hidden ? [innerWidth / 2, innerHeight / 2] : [box.left + 8, box.bottom]);
		openMenu(x, y, this.data.entries.label[e], this.frameItems(e));
	}

	frameItems(e) {
		const item = (text, action) => ({text, key: this.keys.of(action), run: () => this.act(action)});
		return [item("Callers and callees", "sandwich"), item("Zoom in", "zoom"), item("Find all its frames", "same"),
			{text: "Show in the table", run: () => {
				this.find(this.exactly(e), true);
				this.go({v: "table"});
			}}, null, item("Copy name", "copy"), item("Copy stack", "copy_stack")];
	}

	viewMenu() {
		const r = this.parts.view.getBoundingClientRect();
		openMenu(r.left, r.bottom + 4, "View", [...this.viewItems(), null, {text: "Dark", key: this.keys.of("dark"), checked: this.isDark, run: () => this.act("dark")},
			{text: "About this profile", run: () => this.details()}, {text: "Keys and words", key: this.keys.of("help"), run: () => this.act("help")}]);
	}

	// How the graph looks.
	viewItems() {
		const {state, keys} = this, item = (text, action, checked) => ({text, key: keys.of(action), checked, run: () => this.act(action)});
		return [item("Root at the bottom", "root", state.o === "flame"), item("Order by name", "order", state.so === "name"),
			item("Merge recursion", "recursion", state.mr === "t"),
			...this.compared ? [null, item("Swap before and after", "swap", this.swap), item("Orange and blue", "colors", this.ramps === "orange")] : []];
	}

	details() {
		openDialog(this.header.title, ...this.header.legend.map(line => el("p", {text: line})),
			...this.header.files.map(f => el("p", {class: "dim", text: f})));
	}

	helpDialog(...more) {
		const rows = this.keys.rows.map(row => el("tr", {}, el("td", {}, ...this.keys.shown(row).map(key => el("kbd", {text: key}))), el("td", {text: row[2]})));
		const word = (what, text) => [el("dt", {text: what}), el("dd", {text})];
		openDialog("Keys and words", el("p", {text: "A click shows callers and callees of a function, a double click zooms into its box, a right click has more. By touch, a tap chooses a box, two zoom."}),
			...more,
			el("dl", {}, ...word("total", "what a function and all that it calls took: the width of its box (cum in reports)"),
				...word("self", "what the function took itself: the part of its box that has no callee (flat in reports)"),
				...word("search", "each stack counts once, even if several functions on it match")),
			el("table", {}, ...rows));
	}
}
