// web-menus.js: what stands in the menus of the bar, and of rows and boxes, and which keys these have. `frame` is that of the page.
import { PAGES, PLACE, TRACE_PAGES, given, hrefOf, isTrue, pageName, reportOf } from "./address.js";
import { asBlob, asJson, ask } from "./ask.js";
import { el, openDialog } from "./ui.js";
import { FIND } from "./frame.js";
import { openOptions } from "./web-options.js";
import { compareItems, loadItems, sourceKey } from "./web-compare.js";

const REFINE = [["Focus", "f"], ["Ignore", "i"], ["Hide", "h"], ["Show", "s"], ["Show from", "sf"]];
// What one entry is: as pprof has it, and the package.
const GRANULARITIES = [["By function", "functions"], ["By function and file", "filefunctions"], ["By file", "files"], ["By line", "lines"],
	["By address", "addresses"], ["By package", "package"]];
const FILTERS = ["f", "i", "h", "s", "sf", "prunefrom", "tf", "ti", "ts", "th"];
// Text, parameter, and whether the tick stands for "off".
const SWITCHES = [["All entries, also small ones", "trim", true], ["Inlined functions as part of their caller", "noinlines"],
	["Call paths apart", "calltree"], ["100% is what the filters keep", "rel"], ["Means", "mean"], ["Without what became less", "dropneg"]];
const LONGEST_ITEM = 40;

// The items of each menu (frame.js), by its name.
export const menuItems = {
	View: frame => [...viewItems(frame), null, {text: FIND, key: "Ctrl+K", run: () => frame.palette()}],
	Sample: sampleItems, Refine: refineItems, Compare: compareItems, Config: configItems, Download: downloadItems,
};

// The pages. What is chosen becomes the focus; where nothing is, it stays. In the flame graph a pivot is chosen, and to
// pages of single functions the current box leads, too.
export function viewItems(frame) {
	const now = pageName(), chosen = frame.page.chosen?.(), pivot = now === "flamegraph" ? given("p") : "";
	return [...PAGES, ...frame.session.trace ? TRACE_PAGES : []].map(([page, text], i) => {
		const takesChosen = now !== "flamegraph" || ["peek", "source", "disasm"].includes(page), f = takesChosen && chosen || pivot || undefined;
		return {text, key: i < 9 ? String(i + 1) : "", checked: page === now, href: hrefOf(page, page === now ? {} : {f, ...PLACE})};
	});
}

// The sample types. A page that has all of them is told of the choice.
function sampleItems(frame) {
	const {types} = frame.session, {page} = frame, isOnce = name => types.filter(t => t.name === name).length === 1;
	return types.map(({name}, i) => ({text: name, checked: frame.type === name,
		...page.toType ? {run: () => page.toType(i)} : {href: hrefOf(pageName(), {si: isOnce(name) ? name : String(i), z: ""})}}));
}

// The query with what is chosen in an option: what is ignored or hidden already stays so, the other options have one value.
function refined(parameter, chosen) {
	const old = given(parameter), joins = parameter === "i" || parameter === "h";
	return {[parameter]: joins && old ? `${chosen}|${old}` : chosen, ...PLACE, q: ""};
}

function refineItems(frame) {
	const chosen = frame.chosen(), short = chosen.length > LONGEST_ITEM ? chosen.slice(0, LONGEST_ITEM) + "…" : chosen, page = pageName();
	return [...REFINE.map(([text, parameter]) => chosen ? {text: `${text} ${short}`, href: hrefOf(page, refined(parameter, chosen))} : {text, disabled: true}),
		null, {text: "Reset", href: page}];
}

// What is saved under names, and what removes it. An entry is ticked where it is what is set now.
function savedItems(frame, set) {
	const {configs, configs_error} = frame.session, page = pageName(), now = set.map(o => `${o.parameter}=${given(o.parameter)}`).sort().join("&");
	const clear = Object.fromEntries(set.map(o => [o.parameter, ""]));
	if (configs_error) return [{text: "What was saved cannot be read", title: configs_error, disabled: true}];
	return configs.flatMap(({name, query}) => {
		const parameters = new URLSearchParams(query), text = [...parameters].map(([p, value]) => `${p}=${value}`).sort().join("&");
		return [{text: name, checked: text === now, href: hrefOf(page, {...clear, ...Object.fromEntries(parameters), ...PLACE})},
			{text: `Delete ${name}…`, run: () => confirm(`Delete “${name}”?`) && changeSaved(frame, "deleteconfig", name, "")}];
	});
}

// Asks under which name.
function openSave(frame) {
	const list = el("datalist", {id: "saved"}, ...frame.session.configs.map(c => el("option", {value: c.name})));
	const name = el("input", {name: "name", required: true, autofocus: true, "aria-label": "Name", autocomplete: "off"});
	name.setAttribute("list", "saved");
	const form = el("form", {class: "save", on: {submit: event => {
		event.preventDefault();
		changeSaved(frame, "saveconfig", name.value.trim(), location.search.slice(1));
		form.closest("dialog").close();
	}}}, el("p", {text: "Saves the options of this page under a name, for pprof's menu, too."}), name, list, el("button", {type: "submit", text: "Save"}));
	openDialog("Save as", form);
}

// Saves or removes a name, and shows the menu as it is then.
async function changeSaved(frame, what, name, query) {
	const parameters = new URLSearchParams(query);
	parameters.set("config", name);
	try {
		await ask(`${what}?${parameters}`, asJson, frame.place, name, null, {method: "POST", body: "{}",
			headers: {"X-Cprof": "1", "Content-Type": "application/json"}});
		const {configs, configs_error} = await ask("api/session", asJson, null, "");
		Object.assign(frame.session, {configs, configs_error});
		frame.note([what === "saveconfig" ? `Saved as “${name}”.` : `Deleted “${name}”.`]);
	} catch (e) {
		frame.note([e.message]);
	}
}

function configItems(frame) {
	const {options, session} = frame, page = pageName(), g = frame.value("g") || (page === "flamegraph" ? "filefunctions" : "functions");
	const set = session.options.filter(o => given(o.parameter) && o.parameter !== "si"), to = patch => hrefOf(page, {...patch, ...PLACE});
	const toggle = ([text, parameter, off = false]) => {
		const isOn = isTrue(frame.value(parameter)), isBase = isTrue(options.get(parameter).value);
		return {text, checked: isOn !== off, href: to({[parameter]: isOn !== isBase ? "" : isOn ? "f" : "t"})};
	};
	return [{text: "Save as…", run: () => openSave(frame)}, ...savedItems(frame, set), null,
		{text: "Default", checked: !set.length, href: to(Object.fromEntries(set.map(o => [o.parameter, ""])))}, null,
		...GRANULARITIES.map(([text, value]) => ({text, checked: g === value, href: to({g: value})})), null,
		...SWITCHES.map(toggle), null, ...loadItems(frame), {text: "All options…", run: () => openOptions(session)}];
}

// Has the browser keep what an address answers.
async function save(frame, address, file) {
	try {
		const a = el("a", {href: URL.createObjectURL(await ask(address, asBlob, frame.place, file)), download: file});
		a.click();
		setTimeout(() => URL.revokeObjectURL(a.href), 1000);
	} catch (e) {
		frame.note([e.message]);
	}
}

// The profile, and the page's own files: [text, report, name of the file, parameters].
function downloadItems(frame) {
	const filters = frame.session.options.some(o => given(o.parameter) && FILTERS.includes(o.parameter));
	return [{text: "Profile (profile.pb.gz)", href: "download", file: "profile.pb.gz"},
		...filters ? [{text: "What the filters keep (kept.pb.gz)", run: () => save(frame, reportOf("proto"), "kept.pb.gz")}] : [],
		...(frame.page.files ?? []).map(([text, report, file, more]) => ({text, run: () => save(frame, reportOf(report, more), file)}))];
}

// Where a row or box can lead. `expression` matches its functions; "": none does.
export function functionItems(expression) {
	const page = pageName(), to = (text, where, patch) => ({text, href: hrefOf(where, {...PLACE, q: "", ...patch})});
	const source = to("Source", "source", {f: expression});
	return !expression ? [] : [to("Peek: callers and callees", "peek", {f: expression}), source,
		{text: "Source in a new tab", run: () => open(source.href, "_blank", "noopener")},
		...page === "flamegraph" ? [] : [to("Flame graph of it", "flamegraph", {p: expression})], null,
		...REFINE.map(([text, parameter]) => ({text, href: hrefOf(page, refined(parameter, expression))})), null];
}

// The menu of a row or box of this name.
export const itemsFor = (frame, expression, name) => [...functionItems(expression), {text: "Copy name", run: () => frame.copy(name)}];

// What a key of the menus does, as a function; undefined: it is none of theirs.
export function menuKey(frame, key) {
	const page = key > 0 && viewItems(frame)[key - 1];
	return page ? () => location.assign(page.href) : sourceKey(frame, key);
}
