// table.js: the functions as a table. Only rows that are seen are elements.
import { el } from "./ui.js";
import { percentText, changeText } from "./units.js";

const ROW = 28;
const SPARE = 20;

// Columns: key, heading, what it is sorted by, what it says; `part` makes a bar.
function columnsOf(r, {total, text, compared, swap}) {
	if (!compared) return ["flat", "cum"].flatMap(key => [
		{key, heading: key, by: e => r[key][e], say: e => text(r[key][e])},
		{key: key + "%", heading: key + " %", by: e => r[key][e], say: e => percentText(r[key][e], total), part: e => r[key][e] / total},
	]);
	return ["flat", "cum"].flatMap(key => {
		let before = r[key + "Before"], after = r[key];
		if (swap) [before, after] = [after, before];
		const change = e => after[e] - before[e];
		return [
			{key: key + "-before", heading: key + " before", by: e => before[e], say: e => text(before[e])},
			{key: key + "-after", heading: "after", by: e => after[e], say: e => text(after[e])},
			{key: key + "-change", heading: "change", by: e => Math.abs(change(e)), sign: e => Math.sign(change(e)),
				say: e => change(e) ? (change(e) > 0 ? "▲ +" : "▼ ") + text(change(e)) : "0", title: e => changeText(before[e], after[e])},
		];
	});
}

export class Table {
	// `open(entry)` is the address of a function's pivot, `sort(key)` is told of a click on a heading.
	constructor(element, {open, sort}) {
		Object.assign(this, {element, open, sort});
		this.head = el("tr");
		this.body = el("tbody");
		this.note = el("p", {class: "empty"});
		this.empty = el("p", {class: "empty"});
		this.table = el("table", {}, el("caption", {class: "hidden", text: "Functions"}), el("thead", {}, this.head), this.body);
		element.append(this.note, this.table, this.empty);
		element.addEventListener("scroll", () => this.fill());
		new ResizeObserver(() => this.fill()).observe(element);
	}

	// Shows the entries that `match` has, or all that took anything. `order`: a column's key, "-" before it: rising.
	// look.note stands above them.
	show(entries, r, match, order, look) {
		const named = {key: "name", heading: "function", say: e => entries.name[e]};
		this.columns = [...columnsOf(r, look), named];
		const key = order.replace(/^-/, ""), column = this.columns.find(c => c.key === key) ?? this.columns[look.compared ? 2 : 0];
		const rising = order.startsWith("-") !== (column === named), rows = [];
		for (let e = 1; e < entries.n; e++) if (r.places[e] && (!match || match[e])) rows.push(e);
		const by = column.by ? Float64Array.from({length: entries.n}, (_, e) => column.by(e)) : entries.rank;
		const sign = rising ? 1 : -1;
		rows.sort((a, b) => sign * (by[a] - by[b]) || entries.rank[a] - entries.rank[b]);
		this.rows = rows;
		this.entries = entries;
		this.head.replaceChildren(...this.columns.map(c => el("th", {scope: "col", "data-key": c.key,
			"aria-sort": c !== column ? "none" : rising ? "ascending" : "descending"},
		el("button", {type: "button", text: c.heading, on: {click: () => this.sort((c === column && !order.startsWith("-") ? "-" : "") + c.key)}}))));
		this.table.className = look.compared ? "compared" : "";
		this.table.setAttribute("aria-rowcount", rows.length + 1);
		this.note.textContent = look.note ?? "";
		this.empty.textContent = rows.length ? "" : "No function matches.";
		this.first = -1;
		this.fill();
	}

	// Makes the rows that are seen.
	fill() {
		const {scrollTop, clientHeight} = this.element;
		if (!this.rows || !clientHeight) return;
		const first = Math.max(0, Math.floor(scrollTop / ROW) - SPARE);
		const last = Math.min(this.rows.length, Math.min(first + 150, Math.ceil((scrollTop + clientHeight) / ROW) + SPARE));
		if (first === this.first && last === this.last) return;
		this.first = first;
		this.last = last;
		const gap = () => el("tr", {"aria-hidden": "true"}, el("td"));
		const above = gap(), below = gap();
		above.style.height = first * ROW + "px";
		below.style.height = (this.rows.length - last) * ROW + "px";
		this.body.replaceChildren(above, ...this.rows.slice(first, last).map((e, i) => this.makeRow(e, first + i)), below);
	}

	makeRow(e, i) {
		return el("tr", {"aria-rowindex": i + 2}, ...this.columns.map(c => {
			if (c.key === "name") return el("td", {class: "name"}, el("a", {href: this.open(e), title: c.say(e),
				text: c.say(e) + (this.entries.inlined[e] ? " (inline)" : "")}));
			const cell = el("td", {text: c.say(e)});
			if (c.title) cell.title = c.title(e);
			if (c.sign) cell.className = ["less", "", "more"][c.sign(e) + 1];
			if (c.part) {
				cell.className = "part";
				cell.style.setProperty("--part", Math.min(100, Math.abs(c.part(e)) * 100) + "%");
			}
			return cell;
		}));
	}
}
