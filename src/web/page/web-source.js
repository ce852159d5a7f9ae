// web-source.js: the pages with source lines and with instructions.
import { el, openMenu } from "./ui.js";
import { exactly, hrefOf, pageName, reportOf } from "./address.js";
import { asJson, ask } from "./ask.js";
import { Search, namedIn } from "./web-search.js";
import { chooseFunction, groupsOf } from "./web-choose.js";

const SOURCE_FILES = [["Source as a page", "weblist", "source.html"],
	["Source as CSV", "list", "source.csv", {format: "csv"}], ["Source as JSON", "list", "source.json"]];
const DISASM_FILES = [["Instructions as CSV", "disasm", "disasm.csv", {format: "csv"}], ["Instructions as JSON", "disasm", "disasm.json"]];
const SOURCE_WORDS = "flat is what was spent on the line itself, cum also what it called. A line with ▸ has instructions: click it, or press Enter on it.";
const SHADES = 5;

const dot = text => text === "0" ? "." : text;

// How much of the function's most expensive line: 0, or 1 to 5.
const heatOf = (row, most) => most && row.cum ? Math.ceil(Math.abs(row.cum) / most * SHADES) : 0;
const mostOf = rows => rows.reduce((most, row) => Math.max(most, Math.abs(row.cum ?? 0)), 0);

function cells(row, ...rest) {
	return [el("span", {class: "v", text: dot(row.flat_text)}), el("span", {class: "v", text: dot(row.cum_text)}), ...rest];
}

// A line; with instructions, what unfolds them.
function lineOf(row, most, code) {
	const text = el("code", {text: row.source}), number = String(row.line), classes = "line h" + heatOf(row, most);
	if (!code?.length) return el("div", {class: classes, "data-name": row.source}, ...cells(row, el("span", {class: "n", text: number}), text));
	const under = el("div", {class: "asm"}), details = el("details", {on: {toggle: () => {
		if (details.open && !under.children.length) under.append(...instructionsOf(code, mostOf(code)));
	}}}, el("summary", {class: classes, "data-name": row.source}, ...cells(row, el("span", {class: "n", text: number}), text)), under);
	return details;
}

// An instruction with its operands in a column of their own.
function aligned(text) {
	const [name, ...operands] = text.split("\t");
	return operands.length ? `${name.padEnd(7)} ${operands.join("\t")}` : name;
}

const instructionOf = (row, most) => el("div", {class: "line h" + heatOf(row, most), "data-name": row.instruction},
	...cells(row, el("span", {class: "n", text: row.address}), el("code", {text: aligned(row.instruction)}),
		el("span", {class: "from", text: row.file ? placeOf(row.file, row.line) : ""})));

// Instructions with a gap where the addresses have one: lines in between belong to other source lines.
function instructionsOf(rows, most) {
	const gap = i => i > 0 && rows[i].index !== rows[i - 1].index + 1 ? [el("div", {class: "gap", text: "⋮"})] : [];
	return rows.flatMap((row, i) => [...gap(i), instructionOf(row, most)]);
}

// The heading of a function, with the ways to its other pages.
function headOf(row, name, file, more = null) {
	const to = (page, text, patch) => page === pageName() ? null : el("a", {href: hrefOf(page, {...patch, q: ""}), text}), f = exactly([name]);
	return el("header", {class: "function"}, el("h2", {text: name}), file ? el("p", {class: "dim", text: file}) : null,
		row.cum_text === undefined ? null : el("p", {class: "dim", text: `${row.flat_text} flat, ${row.cum_text} cum, ${row.cum_percent_text} of the total`}),
		el("nav", {"aria-label": name}, to("peek", "Callers and callees", {f}), to("flamegraph", "Flame graph", {f: "", p: f}),
			to("source", "Source", {f}), to("disasm", "Instructions", {f}), more));
}

const headings = (number, text) => el("div", {class: "line headings"}, el("span", {class: "v", text: "flat"}), el("span", {class: "v", text: "cum"}),
	el("span", {class: "n", text: number}), el("span", {text}));

// Puts the place of a line on the clipboard, as editors open it: FILE:LINE.
const copyPlace = (frame, path, row) => !path || !row ? null : el("button", {type: "button", text: `Copy ${placeOf(path, row.line)}`,
	title: `${path}:${row.line}, the most expensive line`, on: {click: () => frame.copy(`${path}:${row.line}`, "Place")}});

const lineMenu = (frame, place, text, x, y) => openMenu(x, y, place, [
	{text: "Copy file:line", run: () => frame.copy(place, "Place")}, {text: "Copy the line", run: () => frame.copy(text.trim(), "Line")}]);

// What the values of a line mean, said of this profile.
function exampleOfSource(rows) {
	const [first] = rows, lines = rows.filter(row => row.kind === "line" && row.group === first.group), row = lines.find(r => Math.abs(r.cum) === mostOf(lines));
	return row ? ` Here ${placeOf(first.file, row.line)} took ${row.flat_text} itself and ${row.cum_text} with what it called.` : "";
}

function sourceOf(rows, code, frame) {
	const [first] = rows, lines = rows.filter(row => row.kind === "line"), most = mostOf(lines), path = first.source_file || first.file;
	const file = first.source_file && first.source_file !== first.file ? `${first.file}, read from ${first.source_file}` : first.file;
	return el("section", {}, headOf(first, first.group_name, file, copyPlace(frame, path, lines.find(row => Math.abs(row.cum) === most))),
		...rows.filter(row => row.kind === "remark").map(row => el("p", {class: "remark", text: row.remark})),
		...rows.filter(row => row.kind === "missing").map(() => el("p", {class: "remark", text: "The profile has no lines of this function."})),
		lines.length ? el("div", {class: "code", on: {contextmenu: event => {
			const row = lines[[...event.currentTarget.children].findIndex(e => e.contains(event.target)) - 1];
			if (!row || event.target.closest(".asm")) return;
			event.preventDefault();
			lineMenu(frame, `${path}:${row.line}`, row.source, event.clientX, event.clientY);
		}}}, headings("line", "source"),
			...lines.map(row => lineOf(row, most, code?.get(placeOf(first.file, row.line))))) : null);
}

// A line, as programs and profiles name it: these have other folders.
const placeOf = (file, line) => `${file?.split("/").at(-1)}:${line}`;

// The instructions of each function's lines: a map by name of maps by line.
function codeByLine(rows) {
	const all = new Map();
	let index = 0;
	for (const row of rows) {
		if (row.kind === "instruction") index++;
		if (row.kind !== "instruction" || !row.line) continue;
		if (!all.has(row.group_name)) all.set(row.group_name, new Map());
		const lines = all.get(row.group_name), place = placeOf(row.file, row.line);
		if (!lines.has(place)) lines.set(place, []);
		lines.get(place).push({...row, index});
	}
	return all;
}

// Shows sections. Returns what shows others in their place.
function showText(frame, sections, words) {
	const place = el("div", {}, ...sections);
	frame.parts.body.replaceChildren(el("main", {class: "text"}, place));
	frame.search = new Search(frame.parts.search, {...namedIn(place), what: ["line", "lines"], sums: false});
	frame.page.words = words;
	return others => {
		place.replaceChildren(...others);
		if (frame.search.query.value) frame.search.find();
	};
}

// Lines first: instructions take longer, and there are none where the program is not at hand.
export async function openSource(frame) {
	if (!frame.value("f")) return chooseFunction(frame, false);
	const report = await ask(reportOf("list", {text: "1"}), asJson, frame.place, "source"), groups = groupsOf(report.rows);
	const sections = code => groups.map(rows => sourceOf(rows, code.get(rows[0].group_name), frame));
	frame.about(report);
	frame.page = {files: SOURCE_FILES};
	const update = showText(frame, sections(new Map()), SOURCE_WORDS + exampleOfSource(report.rows));
	const code = await ask(reportOf("disasm", {text: "1"}), asJson, frame.place, "instructions").then(answer => codeByLine(answer.rows), () => null);
	if (code) update(sections(code));
}

export async function openDisasm(frame) {
	if (!frame.value("f")) return chooseFunction(frame, false);
	const report = await ask(reportOf("disasm", {text: "1"}), asJson, frame.place, "instructions");
	frame.about(report);
	frame.page = {files: DISASM_FILES};
	showText(frame, groupsOf(report.rows).map(disasmOf), "An instruction's flat is what was spent in it, its cum also what it called.");
}

function disasmOf(rows) {
	const code = rows.filter(row => row.kind === "instruction"), most = mostOf(code);
	const aliases = rows.filter(row => row.kind === "alias").map(row => row.group_name);
	return el("section", {}, headOf(rows[0], rows[0].group_name, aliases.join(", ")),
		code.length ? el("div", {class: "code disasm"}, headings("address", "instruction"), ...code.map(row => instructionOf(row, most))) : null);
}
