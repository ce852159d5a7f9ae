// palette.js: a list of what the page can do and of all functions, found by typing. It is loaded when it is first opened.
import { el, openDialog } from "./ui.js";

const SHOWN = 60;

// How well a text fits what is typed: 0 where a word is not in it, more where the words begin it or begin a word of it.
function fitOf(text, words) {
	let fit = 1;
	for (const word of words) {
		const at = text.indexOf(word);
		if (at < 0) return 0;
		fit += at === 0 ? 3 : /\w/.test(text[at - 1]) ? 0 : 1;
	}
	return fit;
}

// Opens it. `groups`: lists of a menu's items (ui.js) with what they are of: [name, items]. `functions`: a promise of the
// items of functions; `other` of an item is what Shift with Enter does.
export function openPalette(groups, functions) {
	const entryOf = (group, item) => ({group, item, low: `${item.text} ${group}`.toLowerCase()});
	let entries = groups.flatMap(([group, items]) => items.filter(item => item && !item.disabled).map(item => entryOf(group, item)));
	let found = [], at = 0;
	const list = el("ul", {id: "palette", role: "listbox", "aria-label": "What was found"});
	const input = el("input", {role: "combobox", placeholder: "A command, an option, a function", spellcheck: false, autocomplete: "off",
		"aria-label": "Search for a command, an option or a function", "aria-controls": "palette", "aria-expanded": "true", "aria-autocomplete": "list"});
	const count = el("p", {class: "dim", role: "status"});

	const mark = to => {
		const rows = list.children;
		rows[at]?.setAttribute("aria-selected", "false");
		at = rows.length ? (to + rows.length) % rows.length : 0;
		rows[at]?.setAttribute("aria-selected", "true");
		rows[at]?.scrollIntoView({block: "nearest"});
		input.setAttribute("aria-activedescendant", rows.length ? `palette-${at}` : "");
	};
	const run = ({item}, other) => {
		const to = other && item.other || item;
		input.closest("dialog").close();
		if (to.run) return to.run();
		const a = el("a", {href: to.href, ...to.file ? {download: to.file} : {}});
		document.body.append(a);
		a.click();
		a.remove();
	};
	const rowOf = (entry, i) => el("li", {id: `palette-${i}`, role: "option", "aria-selected": "false", title: entry.item.text,
		on: {click: event => run(entry, event.shiftKey), pointermove: () => i !== at && mark(i)}},
	el("span", {text: (entry.item.checked ? "✓ " : "") + entry.item.text}), el("span", {class: "dim", text: entry.group}),
	entry.item.key ? el("kbd", {text: entry.item.key}) : null);
	const find = () => {
		const words = input.value.toLowerCase().split(/\s+/).filter(Boolean), fits = new Map();
		for (const entry of entries) {
			const fit = fitOf(entry.low, words);
			if (fit) fits.set(entry, fit);
		}
		// Those that fit alike stay in order: what menus have comes before functions.
		found = [...fits.keys()].sort((a, b) => fits.get(b) - fits.get(a));
		list.replaceChildren(...found.slice(0, SHOWN).map(rowOf));
		count.textContent = !found.length ? "Nothing has these words."
			: (found.length > SHOWN ? `${found.length} found: type more of the name. ` : "") + "Enter does it; Shift+Enter at a function keeps only its samples.";
		mark(0);
	};
	const steps = {ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10};
	input.addEventListener("input", find);
	input.addEventListener("keydown", event => {
		const step = steps[event.key];
		if (step) mark(Math.abs(step) === 1 ? at + step : Math.max(0, Math.min(list.children.length - 1, at + step)));
		else if (event.key === "Enter" && found[at]) run(found[at], event.shiftKey);
		else return;
		event.preventDefault();
	});
	openDialog("Find anything", el("div", {class: "palette"}, input, list, count));
	input.focus();
	find();
	functions.then(items => {
		entries = [...entries, ...items.map(item => entryOf("Function", item))];
		if (input.isConnected) find();
	}, () => { count.textContent = "The functions cannot be listed."; });
}
