// tree-table.js: the trees of a flame graph as a table whose rows fold. It is loaded when it is first shown.
//
// Only rows that are seen are elements, as in table.js. A row is the number of a frame; of the callers above a pivot, ~number.
import { Table } from "./table.js";
import { el } from "./ui.js";
import { percentText } from "./units.js";

const DEEPEST = 24; // levels that are set in; below, the level is told
const MAIN = .5;    // a callee with so much of its caller is part of the path that is unfolded at first

export class TreeTable extends Table {
	// `app`: the page of the flame graph.
	constructor(element, app) {
		super(element, {});
		this.app = app;
		this.opened = new WeakMap();
		this.table.setAttribute("role", "treegrid");
		this.table.setAttribute("aria-label", "Call tree");
		this.table.tabIndex = 0;
		this.body.addEventListener("click", event => this.click(event));
		this.body.addEventListener("dblclick", event => this.at(event) && !event.target.closest(".fold") && this.toggle(this.current));
		this.body.addEventListener("contextmenu", event => {
			if (!this.at(event)) return;
			event.preventDefault();
			this.choose(this.at(event));
			app.act("menu", [event.clientX, event.clientY]);
		});
	}

	// Shows trees, those of callers first. What was unfolded in them stays so.
	show(panes) {
		const {compared} = this.app;
		const isSame = this.panes && panes.length === this.panes.length && panes.every((p, i) => p.tree === this.panes[i].tree && p.zoom === this.panes[i].zoom);
		this.panes = panes;
		this.columns = compared ? this.sideColumns() : this.plainColumns();
		this.table.className = compared ? "compared" : "";
		this.head.replaceChildren(...this.columns.map(c => el("th", {scope: "col", "data-key": c.key}, el("span", {text: c.heading}))),
			el("th", {scope: "col", "data-key": "name"}, el("span", {text: "Function"})));
		if (!isSame) {
			for (const pane of panes) if (!this.opened.has(pane.tree)) this.openMain(pane);
			this.current = null;
		}
		this.arrange();
		if (!isSame) this.element.scrollTop = 0;
	}

	plainColumns() {
		const {app} = this, isDown = app.state.v !== "up", share = (t, i) => t.cum[i] / (app.total() || 1);
		return [{key: "total", heading: "Total", say: (t, i) => app.text(t.cum[i])},
			{key: "total%", heading: "Total%", say: (t, i) => percentText(t.cum[i], app.total()), part: share},
			...isDown ? [{key: "self", heading: "Self", say: (t, i, pane) => pane.up ? "" : app.text(t.self[i])}] : []];
	}

	sideColumns() {
		const {app} = this, of = (t, i) => app.changeOf(t.cumBefore[i], t.cum[i]);
		return [{key: "before", heading: "Before", say: (t, i) => app.text(of(t, i).before)},
			{key: "after", heading: "After", say: (t, i) => app.text(of(t, i).after)},
			{key: "change", heading: "Change", sign: (t, i) => Math.sign(of(t, i).after - of(t, i).before), say: (t, i) => {
				const {mark, difference, part} = of(t, i);
				return mark ? `${difference} ${part}` : "0";
			}}];
	}

	// Unfolds the path that most went along, and no more.
	openMain({tree, zoom}) {
		const open = new Uint8Array(tree.n);
		this.opened.set(tree, open);
		for (let i = zoom; ;) {
			open[i] = 1;
			let most = i + 1;
			if (most >= tree.end[i]) return;
			for (let j = most; j < tree.end[i]; j = tree.end[j]) if (tree.width[j] > tree.width[most]) most = j;
			if (tree.width[most] < MAIN * tree.width[i]) return;
			i = most;
		}
	}

	paneOf(row) {
		return row < 0 || this.panes.length === 1 ? this.panes[0] : this.panes[1];
	}

	// What a row shows: {pane, tree, frame, open}.
	frameOf(row) {
		const pane = this.paneOf(row), {tree} = pane, frame = row < 0 ? ~row : row;
		return {pane, tree, frame, open: this.opened.get(tree)};
	}

	// Lists the rows that are not folded away.
	arrange() {
		const rows = [];
		for (const pane of this.panes) {
			const {tree: {end}, zoom, up} = pane, open = this.opened.get(pane.tree), isCallers = up && this.panes.length > 1;
			open[zoom] = 1;
			for (let i = zoom; i < end[zoom]; i = open[i] ? i + 1 : end[i]) rows.push(isCallers ? ~i : i);
		}
		this.rows = rows;
		this.table.setAttribute("aria-rowcount", rows.length + 1);
		this.redraw();
	}

	redraw() {
		this.first = -1;
		this.fill();
	}

	makeRow(row, i) {
		const {app} = this, {pane, tree, frame, open} = this.frameOf(row), e = tree.entry[frame], {entries} = app.data;
		const level = tree.depth[frame] - tree.depth[pane.zoom], hidden = tree.hidden?.[frame];
		const folds = tree.end[frame] > frame + 1, twist = !folds || frame === pane.zoom ? "" : open[frame] ? "▾" : "▸";
		const name = frame ? entries.label[e] + (entries.inlined[e] ? " (inline)" : "") : (row < 0 ? "callers of " : "") + app.nameOf(pane, frame);
		const classes = [app.flame.match?.[e] && frame ? "hit" : "", row === this.current ? "current" : ""].join(" ").trim();
		const cell = el("td", {class: "name", title: app.nameOf(pane, frame)}, el("span", {class: "fold", "aria-hidden": "true", text: twist}),
			level > DEEPEST ? el("small", {text: level + " "}) : null, el("span", {text: name}),
			hidden ? el("small", {text: ` … ${hidden} levels below are too small to be kept`}) : null);
		cell.style.setProperty("--level", Math.min(level, DEEPEST));
		return el("tr", {id: "frame" + i, class: classes, "data-row": i, "aria-rowindex": i + 2, "aria-level": level + 1, "aria-selected": String(row === this.current),
			...folds ? {"aria-expanded": String(Boolean(open[frame]))} : {}}, ...this.columns.map(c => {
			const td = el("td", {text: c.say(tree, frame, pane), "data-key": c.key});
			if (c.sign) td.className = ["less", "", "more"][c.sign(tree, frame) + 1];
			if (c.part) {
				td.className = "part";
				td.style.setProperty("--part", Math.min(100, Math.abs(c.part(tree, frame)) * 100) + "%");
			}
			return td;
		}), cell);
	}

	// --- what is done with rows

	// The place of the row of an event, as an array: it may be 0. null: there is none.
	at(event) {
		const i = event.target.closest("tr")?.dataset.row;
		return i === undefined ? null : [+i];
	}

	click(event) {
		const at = this.at(event);
		if (!at || String(getSelection())) return;
		this.choose(at);
		if (event.target.closest(".fold")) this.toggle(this.current);
	}

	// Makes a row the current one, and scrolls to it.
	choose([i]) {
		const {element, rows, app} = this, place = Math.max(0, Math.min(rows.length - 1, i)), row = rows[place], {pane, frame} = this.frameOf(row);
		const high = this.body.querySelector("[data-row]")?.offsetHeight || 28, head = this.head.offsetHeight, y = place * high;
		this.mark(false);
		this.current = row;
		// What is told of the row takes room from the table.
		app.flame.current = {pane, frame};
		app.describe();
		if (y < element.scrollTop) element.scrollTop = y;
		else if (y + high + head > element.scrollTop + element.clientHeight) element.scrollTop = y + high + head - element.clientHeight;
		this.fill();
		this.mark(true);
		this.table.setAttribute("aria-activedescendant", "frame" + place);
	}

	// Marks the current row, or no longer.
	mark(isCurrent) {
		const row = this.body.querySelector(isCurrent ? `[data-row="${this.rows.indexOf(this.current)}"]` : ".current");
		row?.classList.toggle("current", isCurrent);
		row?.setAttribute("aria-selected", String(isCurrent));
	}

	// Folds a row, or unfolds it, with what is below it as long as there is but one callee.
	toggle(row) {
		const {pane, tree, frame, open} = this.frameOf(row), {end} = tree;
		if (frame === pane.zoom) return;
		const to = open[frame] ? 0 : 1;
		for (let i = frame; i < tree.n; i++) {
			open[i] = to;
			if (!to || i + 1 >= end[i] || end[i + 1] !== end[i]) break;
		}
		this.arrange();
	}

	// Unfolds all that is below a row, or all.
	openBelow(row = this.rows[0]) {
		const {tree, frame, open} = this.frameOf(row);
		open.fill(1, frame, tree.end[frame]);
		this.arrange();
	}

	// Unfolds the way to a frame, and makes it the current row.
	reveal(row) {
		const {pane, tree, frame, open} = this.frameOf(row);
		for (let i = tree.parent[frame]; i > pane.zoom; i = tree.parent[i]) open[i] = 1;
		this.arrange();
		this.choose([this.rows.indexOf(row)]);
	}

	// The next frame that the search finds, folded away or not.
	next(way, match) {
		const {panes} = this, all = [];
		for (const pane of panes) {
			const isCallers = pane.up && panes.length > 1;
			for (let i = pane.zoom + 1; i < pane.tree.end[pane.zoom]; i++) if (match[pane.tree.entry[i]]) all.push(isCallers ? ~i : i);
		}
		if (!all.length) return 0;
		const at = all.indexOf(this.current);
		this.reveal(all.at(at < 0 ? way > 0 ? 0 : -1 : (at + way) % all.length));
		return all.length;
	}

	// Does what a key stands for. Returns whether it does something here.
	act(action) {
		const {rows, current} = this, at = rows.indexOf(current), page = Math.max(1, Math.floor(this.element.clientHeight / 28) - 2);
		const to = {up: at - 1, down: at + 1, page_up: at - page, page_down: at + page, top: 0, bottom: rows.length - 1}[action];
		if (to !== undefined) {
			this.choose([to]);
			return true;
		}
		if (!["left", "right", "zoom"].includes(action)) return false;
		if (at < 0) return true;
		const {pane, tree, frame, open} = this.frameOf(current), folds = tree.end[frame] > frame + 1, isOpen = folds && open[frame];
		const isRoot = frame === pane.zoom, parent = tree.parent[frame];
		if (action === "right" && isOpen) this.choose([at + 1]);
		else if (action === "left" && !isOpen && !isRoot) this.choose([rows.indexOf(current < 0 ? ~parent : parent)]);
		else if (folds) this.toggle(current);
		return true;
	}
}
