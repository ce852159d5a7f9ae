// web-labels.js: the page of labels: what each value of a label took; a click keeps its samples.
import { el } from "./ui.js";
import { quoteText } from "./search.js";
import { given, hrefOf, pageName, reportOf } from "./address.js";
import { asJson, ask } from "./ask.js";
import { Search, namedIn } from "./web-search.js";
import { groupsOf } from "./web-choose.js";

const LABEL_FILES = [["Labels as CSV", "tags", "labels.csv", {format: "csv"}], ["Labels as JSON", "tags", "labels.json"]];
const LABEL_WORDS = "A bar says how much of the total samples with this value took. A click on a value keeps only these samples, and "
	+ "of other labels what was kept before; ignore drops them.";
const MOST = 50;

// A value as an expression. A comma would begin another one, a colon is that of a range.
export const quoteValue = value => quoteText(value).replace(/[,:]/g, c => `\\x${c.charCodeAt(0).toString(16)}`);

// The filter for this value alone. Where another value holds it, it is anchored.
function filterOf(row, rows) {
	const {group_name: key, value, number, unit} = row;
	if (value === null) return `${key}=${number}${unit ?? ""}`;
	const text = quoteValue(value);
	return `${key}=${rows.some(r => r !== row && r.value?.includes(value)) ? `^${text}$` : text}`;
}

// What of a filter is for other keys: expressions for `key:value`, which all must match. null: it is none of this page.
function othersIn(filter, key) {
	const [, one, text] = /^([^=,:]+)=([^,:]+)$/.exec(filter) ?? [], list = filter.split(",");
	if (one) return one === key ? [] : [/^\^.*\$$/.test(text) ? `^${one}:${text.slice(1)}` : `^${one}:.*${text.includes("|") ? `(${text})` : text}`];
	return list.every(part => /^\^[^:=]+:/.test(part)) ? list.filter(part => !part.startsWith(`^${key}:`)) : null;
}

// The filter that keeps this value, too: what is kept of other keys stays so.
function focusOn(row, rows) {
	const {group_name: key, value} = row, others = value === null ? null : othersIn(given("tf"), key);
	return others?.length ? [...others, `^${quoteText(key)}:${quoteValue(value)}$`].join(",") : filterOf(row, rows);
}

// The filter that drops this value, too, where others of its key are dropped.
function ignoring(row, rows) {
	const old = given("ti"), filter = filterOf(row, rows), start = row.group_name + "=";
	return row.value !== null && old.startsWith(start) ? `${old},${filter.slice(start.length)}` : filter;
}

function valueOf(row, rows, total) {
	const keep = focusOn(row, rows), drop = ignoring(row, rows), name = row.value ?? row.number_text ?? `${row.number}${row.unit ?? ""}`;
	const share = el("span", {class: "bar-of"}), to = patch => hrefOf(pageName(), {...patch, p: "", z: "", q: ""});
	share.style.setProperty("--part", Math.min(100, Math.abs(row.flat / total) * 100 || 0) + "%");
	return el("tr", {"data-name": name}, el("td", {text: row.flat_text}), el("td", {text: row.flat_percent_text}), el("td", {class: "bar-cell"}, share),
		el("td", {class: "name"}, el("a", {href: to({tf: keep}), text: name === "" ? "(empty)" : name, title: `keep only ${keep}`})),
		el("td", {}, el("a", {href: to({ti: drop}), text: "ignore", title: `drop ${drop}`})));
}

function keyOf(rows, frame, total) {
	const [key, ...values] = rows, canGroup = frame.options.has("tr"), body = el("tbody", {}, ...values.slice(0, MOST).map(row => valueOf(row, values, total)));
	const more = values.length > MOST ? el("button", {type: "button", text: `Show all ${values.length} values`, on: {click: () => {
		body.append(...values.slice(MOST).map(row => valueOf(row, values, total)));
		more.remove();
	}}}) : null;
	return el("section", {}, el("header", {class: "function"}, el("h2", {text: key.group_name}),
		el("p", {class: "dim"}, `${key.flat_text} (${key.flat_percent_text}) have this label. `,
			canGroup ? el("a", {href: hrefOf("flamegraph", {tr: key.group_name, p: "", z: ""}), text: `Flame graph by ${key.group_name}`}) : null)),
	el("table", {class: "labels", "aria-label": key.group_name}, body), more);
}

// What a row means, said of this profile.
function exampleOfLabel(rows) {
	const row = rows.find(r => r.kind === "value" && r.value);
	return row ? ` Here samples with ${row.group_name}=${row.value} took ${row.flat_text}, ${row.flat_percent_text} of all.` : "";
}

export async function openLabels(frame) {
	const report = await ask(reportOf("tags", {text: "1"}), asJson, frame.place, "labels"), {rows, total} = report;
	frame.about(report);
	frame.page = {files: LABEL_FILES, words: LABEL_WORDS + exampleOfLabel(rows)};
	const place = el("div", {}, ...groupsOf(rows).map(group => keyOf(group, frame, Math.abs(total))));
	if (!rows.length) place.append(el("p", {text: "No sample that is left has labels."}));
	frame.parts.body.replaceChildren(el("main", {class: "text"}, place));
	frame.search = new Search(frame.parts.search, {...namedIn(place), what: ["value", "values"], sums: false});
}
