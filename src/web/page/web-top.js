// web-top.js: the page with the table of functions.
import { Table } from "./table.js";
import { el, openMenu } from "./ui.js";
import { changeText, percentText } from "./units.js";
import { expressionOf, given, hrefOf, pageName, reportOf } from "./address.js";
import { asJson, ask } from "./ask.js";
import { itemsFor } from "./web-menus.js";
import { Search } from "./web-search.js";
import { isCompared } from "./web-sources.js";
import { canShowTypes, showsTypes, typeColumns, typesBar } from "./web-types.js";

const WHOLE = 500; // up to so many rows all are elements, so that the browser finds and copies them
const filesOf = name => [["Table as CSV", name, name + ".csv", {format: "csv", n: ""}], ["Table as JSON", name, name + ".json", {n: ""}],
	["Table as Markdown", name, name + ".md", {format: "markdown", n: ""}], ["Save page (flamegraph.html)", "flamegraph", "flamegraph.html"]];
const TOP_KEYS = [["↑ ↓ Home End", "go through the rows"], ["Space", "choose the row; again: not"], ["Enter", "callers and callees of the row"],
	["m", "what can be done with the row"]];
const TOP_WORDS = "flat is what was spent in the function itself, cum also what it called, sum% the flats so far. "
	+ "Refine keeps a part of the profile: choose rows, or search.";

// The name without what stands behind it.
const nameOf = row => row.name_text.replace(/ \((partial-)?inline\)$/, "");
const capital = key => key[0].toUpperCase() + key.slice(1);

// Columns: key, heading, what it is sorted by, what it says; `part` makes a bar, `sign` a colour. Without `by` there is no order
// by a column.
function topColumns(report) {
	const share = key => row => report.total ? row[key] / Math.abs(report.total) : 0;
	const columns = ["flat", "cum"].flatMap(key => [
		{key, heading: capital(key), by: row => row[key], say: row => row[key + "_text"]},
		{key: key + "%", heading: capital(key) + "%", by: row => row[key], say: row => row[key + "_percent_text"], part: share(key)},
	]);
	columns.splice(2, 0, {key: "sum%", heading: "Sum%", say: row => percentText(row.sum, report.total)});
	return columns;
}

// Those of a comparison. Changes that may be chance have the sign of the report, ~.
function sideColumns() {
	const marks = ["▼ ", "", "▲ +"];
	return ["flat", "cum"].flatMap(key => {
		const [before, after, change] = ["before", "after", "change"].map(side => `${key}_${side}`), sign = row => Math.sign(row[change]);
		const doubt = row => row.noise && key === "flat" ? " ~" : "";
		return [
			{key: key + "-before", heading: capital(key) + " before", by: row => row[before], say: row => row[before + "_text"]},
			{key: key + "-after", heading: "After", by: row => row[after], say: row => row[after + "_text"]},
			{key: key + "-change", heading: "Change", by: row => Math.abs(row[change]), sign,
				say: row => row[change] ? marks[sign(row) + 1] + row[change + "_text"] + doubt(row) : "0"},
			// What is new comes before all parts, the largest first.
			{key: key + "-change%", heading: "Change%", sign, say: row => changeText(row[before], row[after]),
				by: row => row[before] ? Math.abs(row[change] / row[before]) : row[change] && 1e9 + Math.abs(row[change])},
		];
	});
}

class TopTable extends Table {
	// `frame`: that of the page. `rows`: of the answer. `columns`: without that of the name. `first`: the column that the answer is
	// ordered by.
	constructor(element, frame, {rows, columns, first}) {
		super(element, {open: () => "", sort: key => this.sortBy(key)});
		this.frame = frame;
		this.order = first;
		this.chosen = new Set();
		this.test = null;
		this.current = -1;
		this.all = rows;
		this.columns = [...columns, {key: "name", heading: "Name", say: row => row.name_text}];
		addEventListener("keydown", event => this.key(event));
		this.table.setAttribute("role", "grid");
		this.table.setAttribute("aria-multiselectable", "true");
		this.table.tabIndex = 0;
		this.body.addEventListener("click", event => this.click(event));
		this.body.addEventListener("contextmenu", event => this.menuAt(event));
		this.arrange(given("cs"));
	}

	sortBy(key) {
		history.replaceState(null, "", hrefOf(pageName(), {cs: key}));
		this.arrange(key);
	}

	// Sorts by a column: "-" before its key turns it around. The first order is the report's.
	arrange(order) {
		const key = order.replace(/^-/, ""), column = this.columns.find(c => c.key === key && (c.by || c.key === "name"));
		const rows = [...this.all], byName = (a, b) => a.name_text < b.name_text ? -1 : a.name_text > b.name_text ? 1 : 0;
		const turned = order.startsWith("-") ? -1 : 1, rising = column && (column.key === "name") === (turned > 0);
		if (column) rows.sort((a, b) => (column.by ? turned * (column.by(b) - column.by(a)) : turned * byName(a, b)) || byName(a, b));
		const isBy = column ?? this.columns.find(c => c.key === this.order), canSort = c => c.by || c.key === "name";
		let sum = 0;
		for (const row of rows) row.sum = sum += row.flat;
		this.rows = rows;
		this.current = -1;
		this.head.replaceChildren(...this.columns.map(c => el("th", {scope: "col", "data-key": c.key,
			...(canSort(c) ? {"aria-sort": c !== isBy ? "none" : rising ? "ascending" : "descending"} : {})},
		!canSort(c) ? el("span", {text: c.heading}) : el("button", {type: "button", text: c.heading,
			on: {click: () => this.sort((c === isBy && !order.startsWith("-") ? "-" : "") + c.key)}}))));
		this.table.setAttribute("aria-rowcount", rows.length + 1);
		this.empty.textContent = rows.length ? "" : "No function is left: see the options above.";
		this.redraw();
	}

	redraw() {
		this.first = -1;
		this.fill();
	}

	fill() {
		if (!this.rows || this.rows.length > WHOLE) return super.fill();
		if (this.first === 0) return;
		this.first = 0;
		this.body.replaceChildren(...this.rows.map((row, i) => this.makeRow(row, i)));
	}

	makeRow(row, i) {
		const isChosen = this.chosen.has(row), classes = [this.test?.(nameOf(row)) ? "hit" : "", i === this.current ? "current" : ""].join(" ").trim();
		return el("tr", {id: "row" + i, class: classes, "aria-rowindex": i + 2, "aria-selected": String(isChosen), "data-row": i}, ...this.columns.map(c => {
			if (c.key === "name") return el("td", {class: "name", title: row.name_text}, el("span", {text: row.name_text}));
			const cell = el("td", {text: c.say(row), "data-key": c.key});
			if (c.sign) cell.className = ["less", "", "more"][c.sign(row) + 1];
			if (c.part) {
				cell.className = "part";
				cell.style.setProperty("--part", Math.min(100, Math.abs(c.part(row)) * 100) + "%");
			}
			return cell;
		}));
	}

	toggle(row) {
		if (!this.chosen.delete(row)) this.chosen.add(row);
		this.redraw();
	}

	expression(rows = [...this.chosen]) {
		return rows.map(row => expressionOf(row, this.frame.value("g"))).filter(Boolean).join("|");
	}

	click(event) {
		const at = event.target.closest("tr")?.dataset.row;
		if (at === undefined || String(getSelection())) return;
		this.current = +at;
		this.toggle(this.rows[at]);
	}

	menuAt(event) {
		const at = event.target.closest("tr")?.dataset.row;
		if (at === undefined) return;
		event.preventDefault();
		this.go(+at);
		this.menu(event.clientX, event.clientY);
	}

	// The menu of the current row; without a point beside it.
	menu(x, y) {
		const row = this.rows[this.current], r = this.body.querySelector(".current")?.getBoundingClientRect();
		if (row) openMenu(x ?? r.left + 40, y ?? r.bottom, row.name_text, itemsFor(this.frame, this.expression([row]), row.name || row.name_text));
	}

	// Makes a row the current one, and scrolls to it.
	go(i) {
		const {element, rows} = this;
		if (!rows.length) return;
		this.current = Math.max(0, Math.min(rows.length - 1, i));
		const high = this.body.querySelector("[data-row]")?.offsetHeight || 28, head = this.head.offsetHeight, y = this.current * high;
		if (y < element.scrollTop) element.scrollTop = y;
		else if (y + high + head > element.scrollTop + element.clientHeight) element.scrollTop = y + high + head - element.clientHeight;
		this.redraw();
		this.table.setAttribute("aria-activedescendant", "row" + this.current);
	}

	key(event) {
		const {key} = event, page = Math.max(1, Math.floor(this.element.clientHeight / 28) - 2);
		const steps = {ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page}, row = this.rows[this.current];
		// Where nothing else has the focus, keys are for the table.
		if (event.target !== document.body && event.target !== this.table || event.altKey || event.metaKey) return;
		if (steps[key]) this.go(this.current + steps[key]);
		else if (key === "Home") this.go(0);
		else if (key === "End") this.go(this.rows.length - 1);
		else if (key === " " && row) this.toggle(row);
		else if (key === "Enter" && row && this.expression([row])) location.assign(hrefOf("peek", {f: this.expression([row])}));
		else if ((key === "m" || key === "ContextMenu") && row) this.menu();
		else return;
		event.preventDefault();
	}

	// Marks rows, and returns how many.
	mark(test) {
		this.test = test;
		this.redraw();
		return test ? this.rows.filter(row => test(nameOf(row))).length : 0;
	}

	next(way) {
		const {rows, test} = this;
		if (!test) return;
		for (let k = 1; k <= rows.length; k++) {
			const i = (this.current + way * k + 2 * rows.length) % rows.length;
			if (test(nameOf(rows[i]))) return this.go(i);
		}
	}
}

// Where there is a base: which files these are, and whether changes are shown or both sides.
function sidesBar({inputs = [], base = {}}, both) {
	const bases = base.inputs ?? [], names = list => list.map(name => name.split("/").at(-1)).join(", ");
	const tab = (text, sides, isOn) => el("a", {class: "tab", href: hrefOf(pageName(), {sides, cs: ""}), text, ...(isOn ? {"aria-current": "true"} : {})});
	return el("div", {class: "way"}, el("div", {class: "sides", title: [...bases, "→", ...inputs].join("\n")},
		el("span", {}, "base ", el("b", {text: names(bases)}), " → ", el("b", {text: names(inputs)}))),
	el("nav", {class: "looks", "aria-label": "Columns"}, tab("Change", "", !both), tab("Before and after", "t", both)));
}

// What the columns mean, said of this profile: of what took the most itself, and of what most went through.
function exampleOf(rows) {
	const most = by => rows.reduce((a, b) => by(b) > by(a) ? b : a, rows[0]), own = most(row => Math.abs(row.flat)), through = most(row => Math.abs(row.cum) - Math.abs(row.flat));
	return !own ? "" : ` Here ${nameOf(own)} took ${own.flat_text} itself, ${own.flat_percent_text} of all; ${nameOf(through)} took ${through.cum_text} with what it calls, `
		+ `of which ${through.flat_text} itself.`;
}

export async function openTop(frame) {
	const compared = isCompared(frame.session), both = compared && given("sides") === "t", name = both ? "diff" : "top";
	const report = await ask(reportOf(name, {text: "1", n: ""}), asJson, frame.place, name);
	const element = el("div", {class: "functions top"});
	const byTypes = showsTypes(frame), ofTypes = byTypes ? await typeColumns(frame, report) : null;
	frame.about(report);
	frame.parts.body.replaceChildren(compared ? sidesBar(report.profile, both) : canShowTypes(frame) ? typesBar(frame) : "", el("main", {}, element));
	const by = frame.value("sort") === "cum" ? "cum" : "flat";
	const table = new TopTable(element, frame, both ? {rows: report.rows.filter(row => row.kind === "node"), columns: sideColumns(), first: "flat-change"}
		: {rows: report.rows, columns: ofTypes ?? topColumns(report), first: ofTypes?.find(c => c.key.startsWith(by)).key ?? by});
	table.table.classList.toggle("compared", both);
	table.table.classList.toggle("types", byTypes);
	frame.page = {files: filesOf(name), chosen: () => table.expression(), keys: TOP_KEYS, 
		words: TOP_WORDS + (both ? " A change with ~ may be chance." : exampleOf(report.rows))};
	frame.search = new Search(frame.parts.search, {names: () => table.all.map(nameOf), mark: test => table.mark(test), next: way => table.next(way)});
	// What the report says of the whole, under the table.
	const facts = frame.facts();
	if (facts.length) frame.parts.body.append(el("footer", {class: "status"}, el("div", {}, ...facts.map(text => el("div", {text})))));
}
