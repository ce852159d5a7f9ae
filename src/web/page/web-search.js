// web-search.js: the search of all pages but the flame graph, which has its own.
import { PLACE, given, hrefOf, pageName, reportOf } from "./address.js";
import { asJson, ask } from "./ask.js";
import { compile, textFor } from "./search.js";
import { el } from "./ui.js";

const TYPING = 150;

export class Search {
	// `place`: the element for the box. `names()`: what can match. `mark(test)`: marks it, null for nothing, and returns how many.
	// `what`: the words for one and for many of them. `next(way)`: goes to the next or, -1, to the previous one. `sums`: the names are
	// those of functions, so that their sum can be told, and Enter keeps them.
	constructor(place, {names, mark, what = ["row", "rows"], next = () => {}, sums = true}) {
		Object.assign(this, {names, mark, what, next, sums, expression: ""});
		this.query = el("input", {type: "search", placeholder: "Search (regular expression)", "aria-label": "Search: a regular expression",
			spellcheck: false, autocomplete: "off", value: given("q"), title: sums ? "Search (/); Enter: keep only what matches" : "Search (/)",
			on: {input: () => this.find(), keydown: event => this.queryKey(event)}});
		this.count = el("output", {class: "count"});
		place.replaceChildren(this.query, this.count);
		if (this.query.value) this.find();
	}

	// Marks what matches as the text is typed. Without a capital letter case does not matter.
	find() {
		const {query, what} = this, text = query.value, names = this.names(), made = compile(text, names), isGood = text && !made.error;
		history.replaceState(null, "", hrefOf(pageName(), {q: text}));
		clearTimeout(this.typing);
		this.asking?.abort();
		query.removeAttribute("aria-invalid");
		if (made.error) query.setAttribute("aria-invalid", "true");
		const n = this.mark(isGood ? made.test : null);
		this.expression = isGood && this.sums ? textFor(text, made, names) : "";
		if (!isGood) return this.tell(made.error ?? "");
		const others = n ? 0 : names.filter(compile("(?i)" + text, names).test).length;
		const count = others ? `0 with this case, ${others} without` : `${n} ${what[n === 1 ? 0 : 1]}`;
		this.tell(count);
		if (n && this.sums) this.typing = setTimeout(() => this.sum(count), TYPING);
	}

	// What they took together: each sample counts once.
	async sum(count) {
		const {signal} = this.asking = new AbortController();
		try {
			const {rows} = await ask(reportOf("find", {r: this.expression, text: "1", n: ""}), asJson, null, "", signal), all = rows.at(-1);
			if (all?.kind === "total" && !signal.aborted) this.tell(`${count} · ${all.cum_text} (${all.cum_percent_text})`);
		} catch {
			// The count stands without it.
		}
	}

	tell(text) {
		this.count.textContent = this.count.title = text;
	}

	queryKey(event) {
		const {key} = event;
		if (key === "Enter" && !this.sums) this.next(event.shiftKey ? -1 : 1);
		else if (key === "Enter" && this.expression) location.assign(hrefOf(pageName(), {f: this.expression, q: "", ...PLACE}));
		else if (key === "Escape") this.query.blur();
		else return;
		event.preventDefault();
		event.stopPropagation();
	}

	// Keys of the page. Returns whether it was one.
	key(key) {
		if (key === "/") {
			this.query.select();
		} else if (key === "n" || key === "N") {
			this.next(key === "n" ? 1 : -1);
		} else if (key === "Escape" && this.query.value) {
			this.query.value = "";
			this.find();
		} else {
			return false;
		}
		return true;
	}
}

// What a search in elements needs: those with data-name are marked.
export function namedIn(place) {
	const all = () => [...place.querySelectorAll("[data-name]")];
	let hits = [], at = -1;
	return {
		names: () => all().map(e => e.dataset.name),
		mark(test) {
			at = -1;
			hits = test ? all().filter(e => test(e.dataset.name)) : [];
			for (const e of all()) e.classList.toggle("hit", Boolean(test?.(e.dataset.name)));
			return hits.length;
		},
		next(way) {
			if (!hits.length) return;
			at = at < 0 ? way > 0 ? 0 : hits.length - 1 : (at + way + hits.length) % hits.length;
			hits[at].scrollIntoView({block: "center"});
			hits[at].querySelector("a")?.focus({preventScroll: true});
		},
	};
}
