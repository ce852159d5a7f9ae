// web-flame.js: the page of the flame graph: that of the file (src/page), with the address and menus of these pages.
import { App } from "./app.js";
import { decode } from "./data.js";
import { writeState } from "./state.js";
import { quoteText } from "./search.js";
import { el, openDialog } from "./ui.js";
import { percentText } from "./units.js";
import { exactly, given, hrefOf, pageName, reportOf } from "./address.js";
import { asBytes, ask } from "./ask.js";

// Files of what is shown. `look`: options of pictures, as the page has them.
const flameFiles = look => [["Save page (flamegraph.html)", "flamegraph", "flamegraph.html", look],
	["Flame graph as SVG", "flamesvg", "flamegraph.svg", look], ["Folded stacks", "folded", "stacks.folded"], ["For speedscope", "speedscope", "profile.speedscope.json"],
	["Call paths as JSON", "flame", "flame.json"], ["Call paths as CSV", "flame", "flame.csv", {format: "csv"}]];

class WebFlame extends App {
	// The search, the title and the sample type stand in the bar of all pages.
	lay(frame) {
		const {parts: p} = this;
		this.frame = frame;
		frame.parts.search.replaceChildren(p.query, p.count, p.matches);
		p.title = frame.parts.title;
		p.view.textContent = "Layout";
		p.view.className = "opens";
		// As a table whose rows fold; the file has none.
		this.first.as = "";
		p.fold = el("div", {class: "functions tree", hidden: true});
		p.main.prepend(p.fold);
		p.tabs.tree = el("button", {type: "button", text: "Tree", title: "The same as a table whose rows fold (F)", on: {click: () => this.act("tree")}});
		const colors = el("button", {type: "button", text: "Colours", title: "What the colours stand for, and what each took",
			hidden: this.compared, on: {click: () => this.colors()}});
		p.way.append(el("div", {class: "looks"}, colors, el("div", {class: "tabs", role: "group", "aria-label": "View"}, ...Object.values(p.tabs)), p.view));
		frame.parts.body.replaceChildren(p.way, p.main, p.status);
		frame.legend = this.header.legend;
		this.keys.add([["F", "tree", "the same as a table whose rows fold; again: back"], ["+", "unfold", "in that table: unfold all below the row"]]);
		// Those of all pages (frame.js) are told here.
		this.keys.rows.push(["1 2 3 4 5 6 7", "page", "top, graph, flame graph, peek, source, disassemble, labels"],
			["Ctrl+K", "palette", "find a command, an option or a function"]);
	}

	// What the numbers mean is said of the current box, too, else of the widest one.
	helpDialog() {
		const pane = this.panes.at(-1), {tree, zoom} = pane, at = this.flame.current ?? {pane, frame: zoom + 1 < tree.end[zoom] ? zoom + 1 : zoom};
		super.helpDialog(el("p", {text: `Here, ${this.nameOf(at.pane, at.frame)}: ${this.numbersOf(at).map(row => row.join("")).join(", ")}.`}));
	}

	get given() {
		return location.search;
	}

	// Parameters of others stay as they are.
	address(patch) {
		const own = new URLSearchParams(writeState({...this.state, ...patch}, this.first).slice(1));
		return hrefOf(pageName(), Object.fromEntries(Object.keys(this.first).map(key => [key, own.get(key) ?? ""])));
	}

	render(keepScroll) {
		const {parts: p} = this;
		this.frame.type = this.header.types[this.type].name;
		p.fold.hidden = !this.isTree;
		super.render(keepScroll);
		p.tabs.tree.setAttribute("aria-pressed", String(this.isTree));
		if (this.isTree) p.tabs[""].setAttribute("aria-pressed", "false");
	}

	get isTree() {
		return this.state.as === "tree" && this.state.v !== "table";
	}

	get shown() {
		return this.isTree ? this.tree?.table ?? this.parts.fold : super.shown;
	}

	showPanes(keepScroll) {
		this.parts.scroller.hidden = this.isTree;
		if (!this.isTree) return super.showPanes(keepScroll);
		this.showTree();
	}

	async showTree() {
		if (!this.tree) {
			const {TreeTable} = await import("./tree-table.js");
			this.tree ??= new TreeTable(this.parts.fold, this);
		}
		if (this.isTree) this.tree.show(this.panes);
	}

	showMatches() {
		if (this.isTree) this.tree?.redraw();
		else super.showMatches();
	}

	nextMatch(way) {
		if (!this.isTree || !this.found?.n) return super.nextMatch(way);
		if (this.tree && !this.tree.next(way, this.found.match)) this.say("No match is in this tree.");
	}

	act(action, point, event) {
		const {state, tree} = this;
		if (this.isTree && tree?.act(action)) return true;
		switch (action) {
		case "tree": this.go({as: this.isTree ? "" : "tree", v: state.v === "table" ? "" : state.v}); return true;
		case "unfold": if (this.isTree) tree?.openBelow(tree.current ?? undefined); return this.isTree;
		case "flame": this.go({v: "", p: "", as: ""}); return true;
		default: return super.act(action, point, event);
		}
	}

	// Says what the colours stand for, and what their functions took themselves: together, that is all. A name pivots on them.
	colors() {
		const {lost} = this.totals(), ends = ["files", "dir"].includes(this.frame.value("g")) ? "/[^/]*$" : "([.]|::)";
		const link = name => el("a", {href: this.address({p: `^${quoteText(name)}${ends}`, z: "", v: ""}), text: name});
		const line = (color, name, value, part) => {
			const patch = el("span", {class: "patch"});
			patch.style.background = color;
			return el("tr", {}, el("td", {}, patch, " ", name), el("td", {text: value}), el("td", {text: percentText(part, this.total())}));
		};
		const rows = this.groupSums().map(({group, name, self}) =>
			line(this.palette.box[group], name ? link(name) : "without a package", this.text(self), self));
		if (lost) rows.push(line(this.palette.rest, "frames that are too small to be kept", this.text(lost), lost));
		openDialog("Colours", el("table", {class: "colors"}, ...rows));
	}

	// What the functions of each group took themselves, the largest first.
	groupSums() {
		const {entries, groups} = this.data, {flat} = this.totals(), sums = groups.name.map((name, group) => ({name, group, self: 0}));
		for (let e = 1; e < entries.n; e++) sums[entries.group[e]].self += flat[e];
		return sums.filter(row => row.self).sort((a, b) => Math.abs(b.self) - Math.abs(a.self));
	}

	// The options with which a page or picture begins as this one looks.
	look() {
		const {state} = this;
		return {root: state.o === "flame" ? "bottom" : "top", order: state.so === "name" ? "name" : "weight", leaf_first: String(state.v === "up"),
			merge_recursion: String(state.mr === "t"), sandwich: state.p};
	}

	// The function of the current box.
	chosen() {
		const e = this.currentEntry();
		return e ? this.exactly(e) : given("p");
	}

	// What the list of everything has of this page.
	commands() {
		const e = this.currentEntry();
		return [["Layout", [...this.tabItems(), ...this.viewItems()]], ...e ? [["Box", this.frameItems(e)]] : []];
	}

	tabItems() {
		return [["Flame graph from the root", "flame"], ["Leaf first", "invert"], ["Table of functions", "table"], ["Tree whose rows fold", "tree"]]
			.map(([text, action]) => ({text, key: this.keys.of(action), run: () => this.act(action)}));
	}

	frameItems(e) {
		const own = super.frameItems(e), line = own.indexOf(null) + 1;
		return [...own.slice(0, line), ...this.frame.does?.functionItems(exactly([this.data.entries.name[e]])) ?? [], ...own.slice(line)];
	}
}

export async function openFlame(frame) {
	const bytes = await ask(reportOf("stacks", {si: ""}), asBytes, frame.place, "the flame graph");
	const app = new WebFlame(decode(bytes), frame), {state} = app;
	frame.page = {get files() { return flameFiles(app.look()); }, chosen: () => app.chosen(), toType: i => app.toType(i), turn: () => app.act("dark"), help: () => app.helpDialog(),
		commands: () => app.commands()};
	if (state.si && !app.header.types.some((t, i) => t.name === state.si || String(i) === state.si))
		throw new Error(`There is no sample type “${state.si}”. There are: ${app.header.types.map(t => t.name).join(", ")}.`);
	if (!app.total()) frame.note(["Nothing is left to be shown: the filters keep no sample."]);
}
