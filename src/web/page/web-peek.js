// web-peek.js: the page that shows functions between their callers and callees.
import { el } from "./ui.js";
import { reportOf } from "./address.js";
import { asJson, ask } from "./ask.js";
import { Search, namedIn } from "./web-search.js";
import { chooseFunction, groupsOf, linkTo } from "./web-choose.js";

const PEEK_FILES = [["Peek as CSV", "peek", "peek.csv", {format: "csv"}], ["Peek as JSON", "peek", "peek.json"]];
const PEEK_WORDS = "In the middle stands a function, above it who calls it and how much of it is for each, below it what it calls. "
	+ "A click on a name goes there.";
const BLOCKS = 200;

function rowOf(row) {
	const cells = row.kind === "node" ? [row.flat_text, row.flat_percent_text, row.cum_text, row.cum_percent_text]
		: ["", "", row.weight_text, row.weight_percent_text];
	return el("tr", {class: row.kind, "data-name": row.name_text}, ...cells.map(text => el("td", {text})),
		el("td", {class: "name"}, el("span", {class: "way", text: {caller: "↱ ", callee: "↳ "}[row.kind] ?? ""}), linkTo(row)));
}

function blockOf(rows) {
	const heading = (text, title = "") => el("th", {scope: "col", text, title});
	return el("table", {class: "peek", "aria-label": rows[0].group_name},
		el("thead", {}, el("tr", {}, heading("Flat", "in the function itself"), heading("Flat%"),
			heading("Cum", "with what it calls; beside callers and callees: what passes between them"),
			heading("Cum%", "of all; beside callers and callees: of the function"), heading("Name"))),
		el("tbody", {}, ...rows.map(rowOf)));
}

// What the numbers beside a caller mean, said of this profile.
function exampleOfPeek(rows) {
	const node = rows.find(row => row.kind === "node"), caller = rows.find(row => row.kind === "caller");
	return caller ? ` Here ${caller.weight_text} (${caller.weight_percent_text}) of the ${node.cum_text} of ${node.name_text} are for calls by ${caller.name_text}.` : "";
}

export async function openPeek(frame) {
	if (!frame.value("f")) return chooseFunction(frame, true);
	const report = await ask(reportOf("peek", {text: "1"}), asJson, frame.place, "peek"), groups = groupsOf(report.rows);
	frame.about(report);
	frame.page = {files: PEEK_FILES, words: PEEK_WORDS + exampleOfPeek(groups[0] ?? [])};
	const place = el("div"), more = el("p");
	let shown = 0;
	const show = () => {
		place.append(...groups.slice(shown, shown + BLOCKS).map(blockOf));
		shown = Math.min(groups.length, shown + BLOCKS);
		more.replaceChildren(...shown === groups.length ? []
			: [el("button", {type: "button", text: `Show more: ${shown} of ${groups.length} functions are here`, on: {click: show}})]);
	};
	show();
	frame.parts.body.replaceChildren(el("main", {class: "text"}, el("div", {}, place, more)));
	frame.search = new Search(frame.parts.search, namedIn(place));
}
