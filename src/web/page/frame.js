// frame.js: what all pages have: the bar with its menus and the search, filters that are set, notes and errors.
import { kept } from "./app.js";
import { PAGES, PLACE, given, hrefOf, isTrue, pageName, reportOf } from "./address.js";
import { asJson, ask } from "./ask.js";
import { compile, textFor } from "./search.js";
import { openOptions } from "./web-options.js";
import { copyText, el, openDialog, openMenu, shown } from "./ui.js";

const REFINE = [["Focus", "f"], ["Ignore", "i"], ["Hide", "h"], ["Show", "s"], ["Show from", "sf"]];
// What one entry is: those of pprof, and the package.
const GRANULARITIES = [["By function", "functions"], ["By function and file", "filefunctions"], ["By file", "files"], ["By line", "lines"],
	["By address", "addresses"], ["By package", "package"]];
const SWITCHES = [["All entries, also small ones", "trim", true], ["Inlined functions as part of their caller", "noinlines"],
	["Call paths apart", "calltree"], ["100% is what the filters keep", "rel"], ["Means", "mean"], ["Without what became less", "dropneg"]];
const TYPING = 150;

export class Frame {
	// `session`: the answer of api/session.
	constructor(session) {
		this.session = session;
		this.options = new Map(session.options.map(o => [o.parameter, o]));
		this.page = {};
		this.legend = [];
		this.build();
		this.title(session.inputs.map(name => name.split("/").at(-1)).join(", ") || "cprof");
		this.dress();
		addEventListener("keydown", event => this.key(event));
	}

	// Makes the page's elements.
	build() {
		const {session} = this, p = this.parts = {};
		const menu = (text, title, items) => {
			const b = el("button", {type: "button", text, title, class: "opens", "aria-haspopup": "menu", on: {click: () => {
				const r = b.getBoundingClientRect();
				openMenu(r.left, r.bottom + 4, title, items());
			}}});
			return b;
		};
		p.view = menu("View", "Other views of the same", () => this.views());
		p.sample = menu("Sample", "Sample type", () => this.samples());
		p.sample.hidden = session.types.length < 2;
		p.refine = menu("Refine", "Keep a part of the profile", () => this.refinements());
		p.config = menu("Config", "Options", () => this.configs());
		p.download = menu("Download", "Files to take along", () => this.downloads());
		p.title = el("button", {type: "button", class: "title", text: "cprof", title: "What the profile says of itself", on: {click: () => this.details()}});
		p.search = el("search", {class: "search"});
		p.dark = el("button", {type: "button", text: "◐", title: "Dark or light (D)", "aria-label": "Dark or light", on: {click: () => this.turn()}});
		p.help = el("button", {type: "button", text: "?", "aria-label": "Keys and words", title: "Keys and words (?)", on: {click: () => this.help()}});
		p.bar = el("header", {class: "bar web"}, el("h1", {}, p.title), el("nav", {class: "menus", "aria-label": "Menus"}, p.view, p.sample, p.refine, p.config, p.download),
			p.search, p.dark, p.help);
		p.progress = el("progress", {class: "progress", hidden: true, "aria-label": "Waiting for the report"});
		p.words = el("span");
		p.cancel = el("button", {type: "button", text: "Cancel"});
		p.waiting = el("div", {class: "waiting", role: "status", hidden: true}, p.words, p.cancel);
		this.place = {bar: p.progress, waiting: p.waiting, words: p.words, cancel: p.cancel};
		p.chips = el("nav", {class: "chips", "aria-label": "Options that are set"});
		p.notes = el("div", {class: "notes", role: "status"});
		p.body = el("div", {class: "body"});
		document.body.append(p.bar, p.progress, p.chips, p.notes, p.waiting, p.body);
		document.documentElement.classList.add("js");
		this.chips();
	}

	// Light or dark, as it was chosen.
	dress() {
		document.documentElement.dataset.theme = kept("theme") ?? "";
	}

	turn() {
		if (this.page.turn) return this.page.turn();
		const {theme} = document.documentElement.dataset, system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
		const to = (theme || system) === "dark" ? "light" : "dark";
		kept("theme", to === system ? "" : to);
		this.dress();
	}

	// What an option is on this page, as its parameter is written.
	value(parameter) {
		return given(parameter) || this.options.get(parameter)?.value || "";
	}

	// The expression for what is chosen on the page, else what is searched for; "" for nothing.
	chosen() {
		return this.page.chosen?.() || this.searched || "";
	}

	// --- menus

	views() {
		const now = pageName(), chosen = this.page.chosen?.(), pivot = now === "flamegraph" ? given("p") : "";
		return PAGES.map(([page, text], i) => {
			const byName = ["peek", "source", "disasm"].includes(page), f = (byName || now !== "flamegraph") && chosen || pivot || undefined;
			return {text, key: String(i + 1), checked: page === now, href: hrefOf(page, page === now ? {} : {f, ...PLACE})};
		});
	}

	// The sample types. Where the page has all of them, it is told of the choice.
	samples() {
		const {types} = this.session, twice = name => types.filter(t => t.name === name).length > 1;
		return types.map((t, i) => {
			const si = twice(t.name) ? String(i) : t.name, checked = this.type === t.name;
			return this.page.toType ? {text: t.name, checked, run: () => this.page.toType(i)}
				: {text: t.name, checked, href: hrefOf(pageName(), {si, z: ""})};
		});
	}

	// Parameters that keep what is chosen.
	patchOf(parameter, chosen) {
		const old = given(parameter), joins = parameter === "i" || parameter === "h";
		return {[parameter]: joins && old ? `${chosen}|${old}` : chosen, ...PLACE, q: ""};
	}

	refinements() {
		const chosen = this.chosen(), short = chosen.length > 40 ? chosen.slice(0, 40) + "…" : chosen;
		return [...REFINE.map(([text, parameter]) => chosen
			? {text: `${text} ${short}`, href: hrefOf(pageName(), this.patchOf(parameter, chosen))}
			: {text, disabled: true, run: () => {}}),
		null, {text: "Reset", href: pageName()}];
	}

	configs() {
		const now = pageName(), g = this.value("g") || (now === "flamegraph" ? "filefunctions" : "functions"), has = parameter => this.options.has(parameter);
		const kept = this.session.options.filter(o => given(o.parameter) && o.parameter !== "si");
		const reset = Object.fromEntries(kept.map(o => [o.parameter, ""]));
		return [{text: "Default", checked: !kept.length, href: hrefOf(now, {...reset, ...PLACE})}, null,
			...GRANULARITIES.map(([text, value]) => ({text, checked: g === value, href: hrefOf(now, {g: value, ...PLACE})})), null,
			...SWITCHES.filter(([, parameter]) => has(parameter)).map(([text, parameter, off = false]) => {
				const isOn = isTrue(this.value(parameter)), isBase = isTrue(this.options.get(parameter).value) === isOn;
				return {text, checked: isOn !== off, href: hrefOf(now, {[parameter]: isBase ? isOn ? "f" : "t" : "", ...PLACE})};
			}), null, {text: "All options…", run: () => openOptions(this.session)}];
	}

	downloads() {
		const report = (text, name, file, more) => ({text, run: () => this.save(reportOf(name, more), file)});
		return [{text: "Profile (profile.pb.gz)", href: "download", file: "profile.pb.gz"}, ...(this.page.files ?? []).map(row => report(...row))];
	}

	// Has the browser keep what an address answers.
	async save(address, file) {
		try {
			const blob = await ask(address, answer => answer.blob(), this.place, file);
			const a = el("a", {href: URL.createObjectURL(blob), download: file});
			a.click();
			setTimeout(() => URL.revokeObjectURL(a.href), 1000);
		} catch (e) {
			this.note([e.message]);
		}
	}

	// Focus and so on for a row or box. `expression` matches it.
	itemsFor(expression, name) {
		const page = pageName(), to = (text, where, patch) => ({text, href: hrefOf(where, {...patch, ...PLACE, q: ""})});
		return [...expression ? [to("Peek: callers and callees", "peek", {f: expression}), to("Source", "source", {f: expression}),
			{text: "Source in a new tab", run: () => open(hrefOf("source", {f: expression, ...PLACE, q: ""}), "_blank", "noopener")},
			page === "flamegraph" ? null : {text: "Flame graph of it", href: hrefOf("flamegraph", {p: expression, z: "", q: ""})}, null,
			...REFINE.map(([text, parameter]) => ({text, href: hrefOf(page, this.patchOf(parameter, expression))})), null] : [],
		{text: "Copy name", run: () => this.copy(name)}].filter((item, i, all) => item || all[i - 1]);
	}

	async copy(text) {
		this.note([await copyText(text) ? "Name copied." : "The browser does not let this page copy."]);
	}

	// --- what is told

	// Options of the address, each with a cross that takes it away; those of the command line without.
	chips() {
		const made = this.session.options.filter(o => o.parameter !== "si").map(o => {
			const value = given(o.parameter), text = `${o.name}=${value || o.value}`;
			if (value) return el("span", {class: "chip"}, el("button", {type: "button", text, title: `${o.summary}: change it`, on: {click: () => openOptions(this.session, o.parameter)}}),
				el("a", {href: hrefOf(pageName(), {[o.parameter]: "", ...PLACE}), text: "×", "aria-label": `without ${text}`}));
			return o.value === o.default ? null : el("span", {class: "chip base", title: `${o.summary}; from the command line`}, el("span", {text}));
		});
		this.parts.chips.replaceChildren(...made.filter(Boolean));
		this.parts.chips.hidden = !this.parts.chips.children.length;
	}

	note(lines) {
		this.parts.notes.replaceChildren(...lines.map(text => el("p", {text})));
	}

	// A report came: its title, its notes.
	about({profile, legend = [], notes = []}) {
		this.type = profile.type ?? "";
		this.profile = profile;
		this.title(`${profile.main || "unknown"} ${this.type}`.trim());
		this.legend = legend;
		this.note(notes);
	}

	// What the legend says of the part that is shown, a line for each thing; filters stand indented under a line of theirs.
	facts() {
		return this.legend.join("\n").replace(/\n +/g, " ").split("\n").filter(line => /^(Showing|Dropped|Active)/.test(line));
	}

	title(text) {
		document.title = this.parts.title.textContent = shown(text);
	}

	details() {
		const {inputs, bases, doc_url: url} = this.session, link = /^https?:\/\//i.test(url);
		openDialog(document.title, ...this.legend.map(text => el("p", {text})),
			...inputs.map(text => el("p", {class: "dim", text})), ...bases.map(text => el("p", {class: "dim", text: "base " + text})),
			link ? el("p", {}, el("a", {href: url, target: "_blank", rel: "noopener noreferrer", text: `Help: ${new URL(url).host}`})) : null);
	}

	// Says why there is no report, and what can be done.
	fail(error) {
		const ways = this.page.ways?.(error) ?? [], filters = this.session.options.some(o => given(o.parameter));
		this.parts.body.replaceChildren(el("main", {class: "problem"}, el("h2", {text: "There is no report."}), el("p", {role: "alert", text: error.message}),
			el("p", {}, el("a", {href: hrefOf(pageName()), text: "Try again"}), ...ways.map(([text, href]) => el("a", {href, text})), filters ? el("a", {href: pageName(), text: "Without any option"}) : null)));
	}

	// --- search

	// Makes the box. `names()`: what can match. `mark(test)`: marks it, null for nothing, and returns how many. `what`: one
	// and many of them. `next(way)`: goes to another match. `sums`: names are those of functions, so that their sum can be told,
	// and Enter keeps them.
	searchIn({names, mark, what = ["row", "rows"], next, sums = true}) {
		const {parts: p} = this;
		Object.assign(this, {names, mark, what, next, sums});
		p.query = el("input", {type: "search", placeholder: "Search (regular expression)", "aria-label": "Search: a regular expression", spellcheck: false, autocomplete: "off",
			value: given("q"), title: sums ? "Search (/); Enter: keep only what matches" : "Search (/)", on: {input: () => this.find(), keydown: event => this.queryKey(event)}});
		p.count = el("output", {class: "count"});
		p.search.replaceChildren(p.query, p.count);
		if (p.query.value) this.find();
	}

	// Marks what matches as the text is typed. Without a capital letter case does not matter.
	find() {
		const {parts: p} = this, text = p.query.value, names = this.names(), made = compile(text, names);
		history.replaceState(null, "", hrefOf(pageName(), {q: text}));
		clearTimeout(this.typing);
		this.asking?.abort();
		this.searched = "";
		p.query.removeAttribute("aria-invalid");
		if (!text || made.error) {
			this.mark(null);
			this.tell(made.error ?? "");
			if (made.error) p.query.setAttribute("aria-invalid", "true");
			return;
		}
		const n = this.mark(made.test);
		this.searched = this.sums ? textFor(text, made, names) : "";
		const other = n ? 0 : names.filter(compile("(?i)" + text, names).test).length;
		const count = other ? `0 with this case, ${other} without` : `${n} ${this.what[n === 1 ? 0 : 1]}`;
		this.tell(count);
		if (n && this.sums) this.typing = setTimeout(() => this.sum(count), TYPING);
	}

	// What they took together: each sample counts once.
	async sum(count) {
		const stop = this.asking = new AbortController();
		try {
			const {rows} = await ask(reportOf("find", {r: this.searched, text: "1", n: ""}), asJson, null, "", stop.signal), all = rows.at(-1);
			if (all?.kind === "total" && !stop.signal.aborted) this.tell(`${count} · ${all.cum_text} (${all.cum_percent_text})`);
		} catch {
			// The count stands without it.
		}
	}

	tell(text) {
		this.parts.count.textContent = this.parts.count.title = text;
	}

	queryKey(event) {
		if (event.key === "Enter" && !this.sums) this.next?.(event.shiftKey ? -1 : 1);
		else if (event.key === "Enter" && this.searched) location.assign(hrefOf(pageName(), {f: this.searched, q: "", ...PLACE}));
		else if (event.key === "Escape") event.target.blur();
		else return;
		event.preventDefault();
		event.stopPropagation();
	}

	// --- keys

	key(event) {
		const {target, key} = event, number = PAGES[key - 1];
		if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || target.closest?.("input, select, textarea, dialog, .menu")) return;
		if (number) location.assign(this.views()[key - 1].href);
		else if (key === "/" && this.parts.query) this.parts.query.select();
		else if ((key === "n" || key === "N") && this.next) this.next(key === "n" ? 1 : -1);
		else if (key === "Escape" && this.parts.query?.value) { this.parts.query.value = ""; this.find(); }
		else if (key === "D") this.turn();
		else if (key === "?") this.help();
		else return;
		event.preventDefault();
	}

	help() {
		if (this.page.help) return this.page.help();
		openDialog("Keys and words", el("p", {text: this.page.words ?? ""}), keyTable(this.page.keys ?? []));
	}
}

const COMMON_KEYS = [["1 … 7", "top, graph, flame graph, peek, source, disassemble, labels"], ["/", "search"], ["n N", "next, previous match"],
	["Enter", "in the search: keep only samples that match"], ["Esc", "drop the search"], ["D", "dark; again: light"], ["?", "this"]];

// The keys of all pages, behind those of this one.
export const keyTable = rows => el("table", {}, ...[...rows, ...COMMON_KEYS].map(([keys, text]) =>
	el("tr", {}, el("td", {}, ...keys.split(" ").map(key => key === "…" ? key : el("kbd", {text: key}))), el("td", {text}))));
