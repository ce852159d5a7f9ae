// web-sources.js: what the profile is compared with, by menu or by a file that is dropped; and when it is loaded again.
import { PLACE, given, hrefOf, isTrue, pageName } from "./address.js";
import { asJson, ask } from "./ask.js";
import { el, openDialog } from "./ui.js";

const AGAIN = 5000; // ms until a server that does not answer is asked again, and until a profile is loaded again

const fileOf = name => name.split("/").at(-1);
const to = (b, swap = "") => hrefOf(pageName(), {b, swap, ...PLACE});

// Whether the page shows a comparison.
export const isCompared = session => given("b") ? given("b") !== "none" : session.bases.length > 0;

// What the address says of the sides: [words, address without that].
export function sidesGiven(session) {
	const b = given("b"), source = session.sources.find(s => s.b === b), swapped = isTrue(given("swap"));
	return [...b ? [[source ? `base=${fileOf(source.name)}` : b === "none" ? "base off" : `base=${b}`, to("")]] : [],
		...swapped ? [["sides swapped", to(undefined)]] : []];
}

const post = (frame, address, what, body, type) => ask(address, asJson, frame.place, what, null,
	{method: "POST", body, headers: {"X-Cprof": "1", "Content-Type": type}, doing: "reading"});

// Compares with what the request adds.
async function add(frame, request) {
	try {
		location.assign(to((await request).b));
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
	return [{text: bases.length ? `With ${bases.map(fileOf).join(", ")}` : "With nothing", checked: !b, href: to("")},
		...bases.length ? [{text: "With nothing", checked: b === "none", href: to("none")}] : [],
		...sources.map(s => ({text: `With ${fileOf(s.name)}`, title: s.name, checked: b === s.b, href: to(s.b)})), null,
		{text: "With a file of this computer…", run: () => pickFile(frame)}, {text: "With a name or address…", key: "B", run: () => askName(frame)}, null,
		compared ? {text: "Sides swapped", checked: swapped, href: to(undefined, swapped ? "" : "t")} : {text: "Sides swapped", disabled: true}];
}

// Has it all loaded again.
export async function reload(frame) {
	try {
		await post(frame, "api/reload", "the profile again", "{}", "application/json");
		location.reload();
	} catch (e) {
		frame.note([e.message]);
	}
}

// Whether this tab has it loaded again and again.
const repeats = (to = undefined) => {
	try {
		if (to !== undefined) sessionStorage.setItem("repeats", to);
		return sessionStorage.getItem("repeats") === "t";
	} catch {
		return false;
	}
};

function repeat(frame) {
	if (repeats() && frame.session.can_reload) setTimeout(() => repeats() && reload(frame), AGAIN);
}

export const loadItems = frame => frame.session.can_reload ? [{text: "Load again", key: "R", run: () => reload(frame)},
	{text: "Load again every 5 s", checked: repeats(), run: () => { repeats(repeats() ? "" : "t"); repeat(frame); }}, null] : [];

// The keys of this file. False: it is none.
export function sourceKey(frame, key) {
	if (key === "B") askName(frame);
	else if (key === "R" && frame.session.can_reload) reload(frame);
	else return false;
	return true;
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

// Shows what is loaded from now on. One of the pages of this browser asks the server for all of them: a browser has few
// connections.
export function followChanges(frame) {
	const {generation: seen} = frame.session;
	repeat(frame);
	const channel = new BroadcastChannel("cprof");
	const changed = generation => generation === seen || location.reload();
	const listen = async () => {
		for (;;) {
			try {
				const {generation} = await (await fetch(`api/events?g=${seen}`)).json();
				if (generation !== seen) channel.postMessage(generation);
				changed(generation);
			} catch {
				await new Promise(resolve => setTimeout(resolve, AGAIN));
			}
		}
	};
	channel.addEventListener("message", event => changed(event.data));
	// Browsers have locks on pages of this machine, and of others by https.
	if (navigator.locks) navigator.locks.request("cprof", listen);
	else listen();
}
