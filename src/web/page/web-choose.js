// web-choose.js: where a page needs to be told of functions: a list to choose from.
import { el } from "./ui.js";
import { exactly, expressionOf, hrefOf, pageName, reportOf } from "./address.js";
import { asJson, ask } from "./ask.js";
import { Search } from "./web-search.js";

const LONGEST = 100;

// Shows the functions that took the most, as links. `all`: whether the page can show all at once.
export async function chooseFunction(frame, all) {
	const report = await ask(reportOf("top", {text: "1", n: "", sort: "cum", g: ""}), asJson, frame.place, "the functions"), {rows} = report;
	let test = null;
	frame.about(report);
	const list = el("ul", {class: "choices"}), show = () => {
		const shown = test ? rows.filter(row => test(row.name_text)) : rows;
		list.replaceChildren(...shown.slice(0, LONGEST).map(row => el("li", {}, el("a", {href: hrefOf(pageName(), {f: expressionOf(row, ""), q: ""})},
			el("span", {class: "name", text: row.name_text}), el("span", {text: row.cum_text}), el("span", {text: row.cum_percent_text})))),
		...shown.length > LONGEST ? [el("li", {class: "dim", text: `and ${shown.length - LONGEST} more: search for them`})] : []);
		return test ? shown.length : 0;
	};
	show();
	frame.parts.body.replaceChildren(el("main", {class: "text"}, el("div", {}, el("h2", {text: "Which function?"}),
		el("p", {class: "dim", text: "Choose one, or search and press Enter for all that match."}), list,
		all ? el("p", {}, el("a", {href: hrefOf(pageName(), {f: "."}), text: "All of them"})) : null)));
	const mark = f => {
		test = f;
		return show();
	};
	frame.search = new Search(frame.parts.search, {names: () => rows.map(row => row.name_text), mark, what: ["function", "functions"]});
}

// A link to the same page for another function.
export const linkTo = row => el("a", {href: hrefOf(pageName(), {f: exactly([row.name || row.file || row.name_text]), q: ""}), text: row.name_text});

// Rows by their group, in order.
export function groupsOf(rows) {
	const groups = new Map();
	for (const row of rows) {
		if (!groups.has(row.group)) groups.set(row.group, []);
		groups.get(row.group).push(row);
	}
	return [...groups.values()];
}
