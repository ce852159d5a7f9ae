// address.js: the query of the page's address, which says what is shown, and the addresses of other pages.
//
// Parameters are those of pprof's pages; the pages' own are: p z v q o so mr w neg cs (src/page/state.js),
// as: "tree" shows a flame graph as a table whose rows fold, sides: "t" shows before and after in
// the table of top, and types: "t" all sample types.
// b and swap say what is compared (web-sources.js).
import { quoteText } from "./search.js";

export const PAGES = [["top", "Top"], ["graph", "Graph"], ["flamegraph", "Flame graph"], ["peek", "Peek"], ["source", "Source"],
	["disasm", "Disassemble"], ["labels", "Labels"]];

export const TRACE_PAGES = [["procs", "Processors"], ["goroutines", "Goroutines"], ["tasks", "Tasks"]];

// What the browser makes of the data itself: no report is asked for it.
const PAGE_ONLY = ["p", "z", "v", "q", "o", "so", "mr", "w", "neg", "cs", "as", "sides", "types", "config", "format", "text", "r"];

// These belong to what was shown before: they go where a filter or the like changes.
export const PLACE = {p: "", z: ""};

export const isTrue = text => /^(t|true|y|yes|1)$/i.test(text);
export const pageName = () => location.pathname.split("/").at(-1);
export const given = name => new URLSearchParams(location.search).get(name) ?? "";

// The address of a page with this query, changed: "" takes a parameter away, undefined leaves it.
export function hrefOf(page, patch = {}) {
	const query = new URLSearchParams(location.search);
	for (const [key, value] of Object.entries(patch)) {
		if (value === "") query.delete(key);
		else if (value !== undefined) query.set(key, value);
	}
	return page + (query.size ? "?" + query : "");
}

// The address of a report for what this page shows. `more`: parameters of it alone.
export function reportOf(name, more = {}) {
	const query = new URLSearchParams(location.search);
	for (const key of PAGE_ONLY) query.delete(key);
	for (const [key, value] of Object.entries(more)) {
		if (value === "") query.delete(key);
		else query.set(key, value);
	}
	return `api/${name}${query.size ? "?" + query : ""}`;
}

// The expression that matches these names and no others.
export const exactly = names => names.map(name => `^${quoteText(name)}$`).join("|");

// What a name of a row stands for, as an expression for functions and files; "" where none does.
export function expressionOf(row, granularity) {
	const name = row.name || row.file || "";
	switch (granularity) {
	case "package": return name && `^${quoteText(name)}([.]|::)`;
	case "dir": return name && `^${quoteText(name)}/`;
	case "module": case "binary": return "";
	default: return name && exactly([name]);
	}
}
