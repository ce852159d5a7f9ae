// web-compare.js: the menu of what is compared, files that are dropped, and what loads again.
import { given, isTrue } from "./address.js";
import { el, openDialog } from "./ui.js";
import { comparedTo, fileOf, isCompared, post, reload, repeat, repeats } from "./web-sources.js";

// Compares with what the request adds.
async function add(frame, request) {
	try {
		location.assign(comparedTo((await request).b));
	} catch (e) {
		frame.note([e.message]);
	}
}

const send = (frame, file) => add(frame, post(frame, `api/upload?name=${encodeURIComponent(file.name)}`, file.name, file, "application/octet-stream"));

function pickFile(frame) {
	const input = el("input", {type: "file", on: {change: () => input.files.length && send(frame, input.files[0])}});
	input.click();
}

function askName(frame) {
	const name = el("input", {name: "name", required: true, autofocus: true, autocomplete: "off", spellcheck: false, "aria-label": "Name"});
	const form = el("form", {class: "save", on: {submit: event => {
		event.preventDefault();
		form.closest("dialog").close();
		add(frame, post(frame, `api/source?name=${encodeURIComponent(name.value.trim())}`, name.value.trim(), "{}", "application/json"));
	}}}, el("p", {text: "A file where cprof runs, or the address of a server's profile, http://host/debug/pprof/heap."}),
	name, el("button", {type: "submit", text: "Compare"}));
	openDialog("Compare with", form);
}

// The menu. What cprof was started with has no parameter.
export function compareItems(frame) {
	const {bases, sources} = frame.session, b = given("b"), compared = isCompared(frame.session), swapped = isTrue(given("swap"));
	return [{text: bases.length ? `With ${bases.map(fileOf).join(", ")}` : "With nothing", checked: !b, href: comparedTo("")},
		...bases.length ? [{text: "With nothing", checked: b === "none", href: comparedTo("none")}] : [],
		...sources.map(s => ({text: `With ${fileOf(s.name)}`, title: s.name, checked: b === s.b, href: comparedTo(s.b)})), null,
		{text: "With a file of this computer…", run: () => pickFile(frame)}, {text: "With a name or address…", key: "B", run: () => askName(frame)}, null,
		compared ? {text: "Sides swapped", checked: swapped, href: comparedTo(undefined, swapped ? "" : "t")} : {text: "Sides swapped", disabled: true}];
}

export const loadItems = frame => frame.session.can_reload ? [{text: "Load again", key: "R", run: () => reload(frame)},
	{text: "Load again every 5 s", checked: repeats(), run: () => { repeats(repeats() ? "" : "t"); repeat(frame); }}, null] : [];

// What a key of this file does; undefined: it is none.
export function sourceKey(frame, key) {
	if (key === "B") return () => askName(frame);
	return key === "R" && frame.session.can_reload ? () => reload(frame) : undefined;
}

// A profile that is dropped anywhere on the page is the base.
export function takeDrops(frame) {
	const root = document.documentElement, hasFile = event => event.dataTransfer?.types.includes("Files");
	addEventListener("dragover", event => {
		if (!hasFile(event)) return;
		event.preventDefault();
		root.classList.add("dropping");
	});
	addEventListener("dragleave", event => event.relatedTarget || root.classList.remove("dropping"));
	addEventListener("drop", event => {
		root.classList.remove("dropping");
		if (!hasFile(event)) return;
		event.preventDefault();
		send(frame, event.dataTransfer.files[0]);
	});
}
