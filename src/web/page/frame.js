// frame.js: what all pages have: the bar with its menus and the search, options that are set, notes and errors.
import { kept } from "./app.js";
import { PLACE, exactly, given, hrefOf, pageName, reportOf } from "./address.js";
import { asJson, ask } from "./ask.js";
import { copyText, el, openDialog, openMenu, shown } from "./ui.js";
import { reload, sidesGiven } from "./web-sources.js";

export const FIND = "Find anything…";
const MENUS = [["View", "Other views of the same"], ["Sample", "Sample type"], ["Refine", "Keep a part of the profile"],
	["Compare", "What it is compared with"], ["Config", "Options"], ["Download", "Files to take along"]];

export class Frame {
	// `session`: the answer of api/session.
	constructor(session) {
		this.session = session;
		this.options = new Map(session.options.map(o => [o.parameter, o]));
		// What the page that is open adds: {files, chosen(), toType(i), turn(), help(), words, keys, ways(error), commands()}, each
		// as menus and keys need it.
		this.page = {};
		this.search = null;
		this.legend = [];
		this.build();
		this.title(session.inputs.map(name => name.split("/").at(-1)).join(", ") || "cprof");
		this.dress();
		addEventListener("keydown", event => this.key(event));
	}

	// Loads what the menus do (web-menus.js), once: the page is drawn first.
	async loadMenus() {
		if (this.does) return;
		const menus = await import("./web-menus.js"), {takeDrops} = await import("./web-compare.js");
		if (!this.does) takeDrops(this);
		this.does = menus;
	}

	// Makes the page's elements.
	build() {
		const {session} = this, p = this.parts = {};
		const button = (text, title, click, more = {}) => el("button", {type: "button", text, title, on: {click}, ...more});
		this.menus = MENUS.filter(([name]) => name !== "Sample" || session.types.length > 1);
		const menu = ([name, title]) => {
			const open = () => {
				const r = b.getBoundingClientRect();
				openMenu(r.left, r.bottom + 4, title, this.does.menuItems[name](this));
			};
			const b = button(name, title, () => this.does ? open() : this.loadMenus().then(open), {class: "opens", "aria-haspopup": "menu"});
			return b;
		};
		p.menus = el("nav", {class: "menus", "aria-label": "Menus"}, ...this.menus.map(menu));
		p.title = button("cprof", "What the profile says of itself", () => this.details(), {class: "title"});
		p.search = el("search", {class: "search"});
		p.bar = el("header", {class: "bar web"}, el("h1", {}, p.title), p.menus, p.search,
			session.can_reload ? button("↻", "Load the profile again (R)", () => reload(this), {"aria-label": "Load again"}) : null,
			button("◐", "Dark or light (D)", () => this.turn(), {"aria-label": "Dark or light"}),
			button("?", "Keys and words (?)", () => this.help(), {"aria-label": "Keys and words"}));
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
		return this.page.chosen?.() || this.search?.expression || "";
	}

	// --- what is told

	// Options of the address, each with a cross that takes it away; those of the command line without.
	chips() {
		const made = this.session.options.filter(o => o.parameter !== "si").map(o => {
			const value = given(o.parameter), text = `${o.name}=${value || o.value}`;
			const change = () => this.openOption(o.parameter);
			if (value) return el("span", {class: "chip"}, el("button", {type: "button", text, title: `${o.summary}: change it`, on: {click: change}}),
				el("a", {href: hrefOf(pageName(), {[o.parameter]: "", ...PLACE}), text: "×", "aria-label": `without ${text}`}));
			return o.value === o.default ? null : el("span", {class: "chip base", title: `${o.summary}; from the command line`}, el("span", {text}));
		});
		const sides = sidesGiven(this.session).map(([text, href]) => el("span", {class: "chip"}, el("span", {text}), el("a", {href, text: "×",
			"aria-label": `without ${text}`})));
		this.parts.chips.replaceChildren(...made.filter(Boolean), ...sides);
		this.parts.chips.hidden = !this.parts.chips.children.length;
	}

	async copy(text, what = "Name") {
		this.note([await copyText(text) ? `${what} copied: ${text}` : "The browser does not let this page copy."]);
	}

	note(lines) {
		this.parts.notes.replaceChildren(...lines.map(text => el("p", {text})));
	}

	// A report came: its title, its notes.
	about({profile, legend = [], notes = []}) {
		this.type = profile.type ?? "";
		this.profile = profile;
		const file = this.session.trace && profile.inputs?.[0]?.split("/").at(-1);
		this.title(`${profile.main || file || "unknown"} ${this.type}`.trim());
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
			...[...inputs, ...bases.map(name => "base " + name)].map(text => el("p", {class: "dim", text})),
			link ? el("p", {}, el("a", {href: url, target: "_blank", rel: "noopener noreferrer", text: `Help: ${new URL(url).host}`})) : null);
	}

	// Says why there is no report, and what can be done.
	fail(error) {
		const ways = [["Try again", hrefOf(pageName())], ...this.page.ways?.(error) ?? []];
		if (this.session.options.some(o => given(o.parameter))) ways.push(["Without any option", pageName()]);
		this.parts.body.replaceChildren(el("main", {class: "problem"}, el("h2", {text: "There is no report."}), el("p", {role: "alert", text: error.message}),
			el("p", {}, ...ways.map(([text, href]) => el("a", {href, text})))));
	}

	// The form with all options, at this one.
	async openOption(parameter) {
		(await import("./web-options.js")).openOptions(this.session, parameter);
	}

	// --- keys

	// All that menus and keys do, and all functions. The module is loaded when it is first asked for.
	async palette() {
		const item = (text, key, run) => ({text, key, run}), {session} = this;
		const options = session.options.filter(o => o.parameter !== "si")
			.map(o => item(`${o.name}: ${o.summary}`, "", () => this.openOption(o.parameter)));
		await this.loadMenus();
		const groups = [...this.menus.map(([name]) => [name, this.does.menuItems[name](this).filter(i => i?.text !== FIND)]), ...this.page.commands?.() ?? [],
			["Page", [item("Dark or light", "D", () => this.turn()), item("About this profile", "", () => this.details()),
				item("Keys and words", "?", () => this.help()), item("Copy link to this page", "", () => this.copy(location.href, "Link"))]], ["Option", options]];
		try {
			const {openPalette} = await import("./palette.js");
			openPalette(groups, this.functions());
		} catch (e) {
			this.note([`The list cannot be loaded: ${e.message}`]);
		}
	}

	// Items for the functions that the options keep, what took the most first: to peek at one, or to focus on it.
	async functions() {
		const {rows} = await ask(reportOf("top", {trim: "f", n: "", sort: "cum", g: ""}), asJson, null, "");
		return rows.filter(row => row.name).map(({name}) => {
			const items = this.does.functionItems(exactly([name]));
			return {...items[0], text: name, other: items.find(i => i?.text === "Focus")};
		});
	}

	key(event) {
		const {target, key} = event;
		if ((event.ctrlKey || event.metaKey) && !event.altKey && key.toLowerCase() === "k" && !target.closest?.("dialog, .menu")) {
			event.preventDefault();
			return this.palette();
		}
		if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
		if (target.closest?.("input, select, textarea, dialog, .menu")) return;
		const run = key === "D" ? () => this.turn() : key === "?" ? () => this.help() : this.does?.menuKey(this, key);
		if (run) run();
		else if (!this.search?.key(key)) return;
		event.preventDefault();
	}

	help() {
		if (this.page.help) return this.page.help();
		openDialog("Keys and words", el("p", {text: this.page.words ?? ""}), keyTable(this.page.keys ?? []));
	}
}

const COMMON_KEYS = [["Ctrl+K", "find a command, an option or a function"],
	["1 … 7", "top, graph, flame graph, peek, source, disassemble, labels"], ["/", "search"], ["n N", "next, previous match"],
	["Enter", "in the search: keep only samples that match"], ["Esc", "drop the search"], ["B", "compare with a profile of this name"], ["R", "load the profile again"], ["D", "dark; again: light"], ["?", "this"]];

// The keys of all pages, behind those of this one.
const keyTable = rows => el("table", {}, ...[...rows, ...COMMON_KEYS].map(([keys, text]) =>
	el("tr", {}, el("td", {}, ...keys.split(" ").map(key => key === "…" ? key : el("kbd", {text: key}))), el("td", {text}))));
