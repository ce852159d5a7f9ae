// web-trace.js: the pages of an execution trace: processors, goroutines and tasks.
import { el, openMenu } from "./ui.js";
import { percentText, valueText } from "./units.js";
import { given, hrefOf, pageName, reportOf } from "./address.js";
import { asJson, ask } from "./ask.js";
import { quoteValue } from "./web-labels.js";
import { Search } from "./web-search.js";

const LABEL = 74;    // pixels left of the timeline
const SLICE = 2;     // pixels of a slice
const ROW = {processor: 26, gc: 12, stw: 12};
const GAP = 3, AXIS = 18, DRAG = 4;
const STEP = 1.6;    // of zooming by a key or a turn of the wheel
const SHORTEST = 20; // nanoseconds that are shown at least
const USES = [["running", "ran goroutines"], ["gc", "collected garbage"], ["syscall", "in a system call"], ["stw", "all goroutines were stopped"]];
const REASONS = 3;   // that are shown of a row
const PROCS_KEYS = [["← →", "earlier, later"], ["+ -", "shorter, longer"], ["0", "all of the trace"]];
const PROCS_WORDS = "A row is a processor, from left to right time passes; the fuller it is, the busier it was. Drag over a part to see it alone; "
	+ "a click says what ran there.";
const GOROUTINES_WORDS = "A row is all goroutines that start in one function. They ran, could run and waited for a processor (sched), waited for something "
	+ "else (blocked), or were in system calls. A click on a function shows its stacks.";
const TASKS_WORDS = "A row is all tasks of one name, or all regions of one name in such tasks. Half of them took no longer than p50. Those that did not begin "
	+ "and end within the trace are partial.";

const text = nanos => valueText(nanos, "nanoseconds");
// The page with the stacks of a function's goroutines: what ran, or why they waited.
const stacksOf = (name, type) => hrefOf("flamegraph", {tf: `goroutine=^${quoteValue(name)}$`, si: type, from: "", to: "", p: "", z: ""});
const waysOf = name => [["Stacks of what ran", "running"], ["Waits for other goroutines", "sync"], ["Waits for the network", "net"],
	["System calls", "syscall"], ["Waits for a processor", "sched"]].map(([words, type]) => ({text: words, href: stacksOf(name, type)}));

class Timeline {
	constructor(frame, place) {
		this.frame = frame;
		this.canvas = el("canvas", {tabIndex: 0, role: "img", "aria-describedby": "at", on: {
			pointerdown: event => this.press(event), pointermove: event => this.move(event), pointerup: event => this.release(event),
			pointerleave: () => this.move(null), dblclick: () => this.go(0, this.duration), wheel: event => this.wheel(event),
			keydown: event => this.key(event)}});
		this.canvas.addEventListener("wheel", event => event.ctrlKey && event.preventDefault(), {passive: false});
		this.at = el("p", {id: "at", class: "at", role: "status"});
		this.sums = el("div", {class: "sums"});
		const button = (words, title, run) => el("button", {type: "button", text: words, title, on: {click: run}});
		place.append(el("div", {class: "way"}, el("nav", {class: "looks", "aria-label": "Time"}, button("−", "Longer (-)", () => this.zoom(STEP)),
			button("+", "Shorter (+)", () => this.zoom(1 / STEP)), button("Whole", "All of the trace (0)", () => this.go(0, this.duration))),
		el("span", {class: "uses"}, ...USES.map(([use, words]) => el("span", {class: "use"}, el("i", {class: use}), words)))),
		el("main", {class: "text timeline"}, this.canvas, this.at, this.sums));
		new ResizeObserver(() => this.resize()).observe(this.canvas.parentElement);
		addEventListener("popstate", () => this.again());
		const again = () => this.rows && this.draw();
		matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
		new MutationObserver(again).observe(document.documentElement, {attributeFilter: ["data-theme"]});
	}

	get width() {
		return Math.max(200, this.canvas.parentElement.clientWidth - 24);
	}

	resize() {
		if (this.rows && Math.abs(this.width - this.asked) >= SLICE) this.again();
	}

	again() {
		this.frame.chips();
		this.load().catch(e => this.frame.fail(e));
	}

	// Asks for the part of the address.
	async load() {
		const slices = Math.floor((this.width - LABEL) / SLICE), turn = this.turn = (this.turn ?? 0) + 1;
		this.asked = this.width;
		const report = await ask(reportOf("procs", {text: "1", width: String(slices + 20)}), asJson, this.frame.place, "the timeline");
		if (turn !== this.turn) return;
		this.frame.about(report);
		this.rows = report.rows;
		this.duration = report.total;
		const {begin, slice, slices: list} = report.rows[0];
		Object.assign(this, {begin, slice, n: list.length, end: begin + slice * list.length});
		this.draw();
		this.sum();
		this.tell(null);
	}

	// Shows a part of the trace, in nanoseconds.
	go(begin, end) {
		const length = Math.min(this.duration, Math.max(SHORTEST, end - begin)), from = Math.max(0, Math.min(begin, this.duration - length));
		const whole = length >= this.duration, of = nanos => whole ? "" : Math.round(nanos) + "ns";
		history.pushState(null, "", hrefOf(pageName(), {from: of(from), to: of(from + length)}));
		this.again();
	}

	// Around a time, which stays where it is.
	zoom(by, around = (this.begin + this.end) / 2) {
		this.go(around - (around - this.begin) * by, around + (this.end - around) * by);
	}

	// The colours of the theme, as a canvas takes them.
	colors() {
		const probe = el("i", {hidden: true}), of = {};
		this.canvas.after(probe);
		for (const name of ["text", "dim", "line", "wash", "accent", "running", "gc", "syscall", "stw"]) {
			probe.style.color = `var(--${name})`;
			of[name] = getComputedStyle(probe).color;
		}
		probe.remove();
		return of;
	}

	draw() {
		const {canvas, rows, width} = this, height = AXIS + rows.reduce((sum, row) => sum + ROW[row.kind] + GAP, 0);
		const pixel = devicePixelRatio || 1, c = canvas.getContext("2d"), colors = this.colors(), color = name => colors[name];
		canvas.width = width * pixel;
		canvas.height = height * pixel;
		canvas.style.width = width + "px";
		canvas.style.height = height + "px";
		canvas.setAttribute("aria-label", `${rows.length - 2} processors from ${text(this.begin)} to ${text(this.end)}`);
		c.scale(pixel, pixel);
		c.font = "12px system-ui, sans-serif";
		c.textBaseline = "middle";
		this.axis(c, color("dim"), color("line"), height);
		let y = AXIS;
		for (const row of rows) {
			const h = ROW[row.kind];
			row.y = y;
			c.fillStyle = color("text");
			c.fillText(row.kind === "processor" ? `proc ${row.processor}` : row.kind, 8, y + h / 2);
			c.fillStyle = color("wash");
			c.fillRect(LABEL, y, this.n * SLICE, h);
			for (let i = 0; i < this.n; i++) this.bar(c, row, i, y, h, color);
			y += h + GAP;
		}
		if (this.chosen) this.mark(c, color("accent"), this.chosen, height);
	}

	// A slice of a row: from below, what it did. What was short is a pixel high all the same.
	bar(c, row, i, y, h, color) {
		const {slices, gc_slices: gc, syscall_slices: calls} = row;
		if (!slices[i]) return;
		const parts = row.kind === "processor" ? [["running", slices[i] - gc[i] - calls[i]], ["gc", gc[i]], ["syscall", calls[i]]]
			: [[row.kind, this.slice]];
		let bottom = y + h;
		for (const [use, time] of parts) {
			if (time <= 0) continue;
			const part = Math.max(1, Math.min(1, time / this.slice) * h);
			c.fillStyle = color(use);
			c.fillRect(LABEL + i * SLICE, Math.max(y, bottom - part), SLICE, Math.min(part, bottom - y));
			bottom -= part;
		}
	}

	// Times at steps of 1, 2 or 5.
	axis(c, dim, line, height) {
		const length = this.end - this.begin, most = Math.max(2, Math.floor(this.n * SLICE / 110)), raw = length / most;
		const ten = 10 ** Math.floor(Math.log10(raw)), step = [1, 2, 5, 10].map(k => k * ten).find(s => s >= raw);
		for (let t = Math.ceil(this.begin / step) * step; t <= this.end; t += step) {
			const x = LABEL + (t - this.begin) / this.slice * SLICE;
			c.fillStyle = line;
			c.fillRect(x, AXIS - 4, 1, height - AXIS + 4);
			c.fillStyle = dim;
			const words = text(Math.round(t)), w = c.measureText(words).width;
			if (x + w / 2 < LABEL + this.n * SLICE && x - w / 2 > LABEL - 20) c.fillText(words, x - w / 2, AXIS / 2 - 1);
		}
	}

	mark(c, color, {row, from, to}, height) {
		c.strokeStyle = color;
		c.lineWidth = 2;
		const x = LABEL + from * SLICE, w = (to - from + 1) * SLICE;
		if (row) c.strokeRect(x - 1, row.y - 1, w + 2, ROW[row.kind] + 2);
		else c.strokeRect(x, 1, w, height - 2);
	}

	// The slice and the row under a pointer.
	find(event) {
		const r = this.canvas.getBoundingClientRect(), x = event.clientX - r.left, y = event.clientY - r.top;
		const i = Math.max(0, Math.min(this.n - 1, Math.floor((x - LABEL) / SLICE)));
		return {i, inside: x >= LABEL, row: this.rows.find(row => y >= row.y && y < row.y + ROW[row.kind] + GAP), time: this.begin + i * this.slice};
	}

	press(event) {
		if (event.button !== 0) return;
		this.pressed = {x: event.clientX, ...this.find(event)};
		this.canvas.setPointerCapture(event.pointerId);
	}

	move(event) {
		if (!this.rows) return;
		const at = event && this.find(event);
		if (this.pressed && at && Math.abs(event.clientX - this.pressed.x) > DRAG) {
			this.chosen = {row: null, from: Math.min(at.i, this.pressed.i), to: Math.max(at.i, this.pressed.i)};
			this.draw();
		}
		this.tell(at?.inside ? at : null);
	}

	release(event) {
		const {pressed} = this, at = this.find(event);
		this.pressed = null;
		if (!pressed) return;
		if (Math.abs(event.clientX - pressed.x) > DRAG) {
			const {from, to} = this.chosen;
			this.chosen = null;
			return this.go(this.begin + from * this.slice, this.begin + (to + 1) * this.slice);
		}
		this.choose(at, event);
	}

	// What ran there, and where that leads.
	choose({row, i, inside, time}, event) {
		if (!row || !inside) return;
		this.chosen = {row, from: i, to: i};
		this.draw();
		const name = row.most?.[i];
		openMenu(event.clientX, event.clientY, name || this.wordsOf({row, i, time}), [...name ? [...waysOf(name), null] : [],
			{text: "Zoom in here", run: () => this.zoom(1 / STEP ** 3, time)}]);
	}

	wordsOf({row, i, time}) {
		const when = `${text(Math.round(time))} to ${text(Math.round(time + this.slice))}`;
		if (!row) return when;
		const {slices, gc_slices: gc, syscall_slices: calls, most} = row, part = nanos => percentText(nanos, this.slice);
		if (row.kind !== "processor") return `${row.kind}, ${when}: ${text(slices[i])}`;
		const uses = [["running", slices[i] - gc[i] - calls[i]], ["gc", gc[i]], ["system calls", calls[i]]].filter(([, time]) => time > 0);
		return `proc ${row.processor}, ${when}: ${uses.map(([use, time]) => `${use} ${part(time)}`).join(", ") || "idle"}${most[i] ? `; most: ${most[i]}` : ""}`;
	}

	tell(at) {
		this.at.textContent = at ? this.wordsOf(at) : `${text(this.begin)} to ${text(this.end)} of ${text(this.duration)}. Drag over a part to see it alone; a click says what ran.`;
	}

	wheel(event) {
		if (!event.ctrlKey || !this.rows) return;
		this.zoom(event.deltaY > 0 ? STEP : 1 / STEP, this.find(event).time);
	}

	key(event) {
		const length = this.end - this.begin, by = {ArrowLeft: -length / 4, ArrowRight: length / 4}[event.key];
		if (event.ctrlKey || event.metaKey || event.altKey || !this.rows) return;
		if (by) this.go(this.begin + by, this.end + by);
		else if (event.key === "+" || event.key === "=") this.zoom(1 / STEP);
		else if (event.key === "-") this.zoom(STEP);
		else if (event.key === "0") this.go(0, this.duration);
		else return;
		event.preventDefault();
		event.stopPropagation();
	}

	// How long each did what, in what is shown.
	sum() {
		const length = this.end - this.begin, cell = (row, key) => el("td", {text: `${row[key + "_text"]} ${percentText(row[key], length)}`});
		this.sums.replaceChildren(tableOf("Processors", ["Processor", "Running", "Garbage collector", "System calls", "Idle"],
			this.rows.filter(row => row.kind === "processor").map(row => el("tr", {}, el("th", {scope: "row", text: `proc ${row.processor}`}),
				...["running", "gc", "syscall", "idle"].map(key => cell(row, key))))),
		...this.rows.filter(row => row.kind !== "processor").map(row => el("p", {class: "dim", text: `${row.kind === "gc" ? "Garbage was collected" : "All goroutines were stopped"
		} ${row.count} times, ${row.time_text} in all, ${row.longest_text} at most.`})));
	}
}

const tableOf = (name, heads, rows) => el("table", {class: "facts", "aria-label": name}, el("thead", {}, el("tr", {}, ...heads.map(head =>
	head instanceof Node ? head : el("th", {scope: "col", text: head})))), el("tbody", {}, ...rows));

// A table that is sorted by its headings: [key, heading] with numbers, the name in the last column.
function sorted(frame, place, name, columns, all, rowOf) {
	const order = given("cs") || columns[1][0], rising = order.startsWith("-"), key = order.replace(/^-/, "");
	const rows = all.toSorted((a, b) => (rising ? -1 : 1) * (typeof a[key] === "string" ? a[key] < b[key] ? -1 : 1 : b[key] - a[key]));
	const again = to => {
		history.replaceState(null, "", hrefOf(pageName(), {cs: to}));
		place.replaceChildren();
		sorted(frame, place, name, columns, all, rowOf);
	};
	place.append(tableOf(name, columns.map(([k, heading]) => el("th", {scope: "col", "data-key": k, "aria-sort": k !== key ? "none" : rising ? "ascending" : "descending"},
		el("button", {type: "button", text: heading, on: {click: () => again((k === key && !rising ? "-" : "") + k)}}))), rows.map(rowOf)));
}

// What is searched for is marked: [element, name].
function searchIn(frame, place) {
	const rows = () => [...place.querySelectorAll("[data-name]")];
	let at = -1;
	frame.search = new Search(frame.parts.search, {names: () => rows().map(r => r.dataset.name), sums: false,
		mark: test => rows().forEach(r => r.classList.toggle("match", Boolean(test?.(r.dataset.name)))),
		next: way => {
			const found = rows().filter(r => r.classList.contains("match"));
			if (found.length) found.at(at = (at + way + found.length) % found.length).scrollIntoView({block: "center"});
		}});
}

export async function openProcs(frame) {
	frame.page = {files: [["Timeline as JSON", "procs", "procs.json"]], keys: PROCS_KEYS, words: PROCS_WORDS};
	frame.parts.body.replaceChildren();
	await new Timeline(frame, frame.parts.body).load();
}

export async function openGoroutines(frame) {
	const report = await ask(reportOf("goroutines", {text: "1", n: "-1"}), asJson, frame.place, "goroutines"), place = el("main", {class: "text trace"});
	const columns = [["count", "Count"], ["running", "Running"], ["sched", "Sched"], ["blocked", "Blocked"], ["syscall", "Syscall"], ["gc_assist", "GC assist"],
		["total", "Total"], ["function", "Starts in"]];
	frame.about(report);
	frame.page = {files: [["Goroutines as CSV", "goroutines", "goroutines.csv", {format: "csv"}], ["Goroutines as JSON", "goroutines", "goroutines.json"]],
		words: GOROUTINES_WORDS};
	frame.parts.body.replaceChildren(place);
	const menu = name => event => {
		event.preventDefault();
		const r = event.target.getBoundingClientRect();
		openMenu(r.left, r.bottom, name, waysOf(name));
	};
	const waits = row => Object.entries(row.waits).slice(0, REASONS).map(([reason, time]) => `${reason || "not known"} ${text(time)}`).join(", ");
	sorted(frame, place, "Goroutines", columns, report.rows, row => el("tr", {"data-name": row.function}, ...columns.slice(0, -1).map(([key]) =>
		el("td", {text: key === "count" ? String(row.count) : row[key] ? row[key + "_text"] : "."})), el("td", {class: "name"}, row.function
		? el("a", {href: stacksOf(row.function, "running"), text: row.function, "aria-haspopup": "menu", on: {click: menu(row.function)}})
		: "not known", el("small", {class: "dim", text: waits(row)}))));
	searchIn(frame, place);
}

export async function openTasks(frame) {
	const report = await ask(reportOf("tasks", {text: "1"}), asJson, frame.place, "tasks"), place = el("main", {class: "text trace"});
	const times = ["p50", "p99", "max", "total"], logs = report.rows.filter(row => row.kind === "log"), rows = report.rows.filter(row => row.kind !== "log");
	frame.about(report);
	frame.page = {files: [["Tasks as CSV", "tasks", "tasks.csv", {format: "csv"}], ["Tasks as JSON", "tasks", "tasks.json"]], words: TASKS_WORDS};
	frame.parts.body.replaceChildren(place);
	const labels = row => row.kind === "task" ? {tf: `task=^${quoteValue(row.task)}$`} : {tf: `region=^${quoteValue(row.region)}$`};
	const link = row => row.region ?? row.task ? el("a", {href: hrefOf("flamegraph", {...labels(row), si: "running", p: "", z: ""}), text: row.region ?? row.task})
		: "not known";
	if (!rows.length) place.append(el("p", {text: "The program has no tasks: it does not call trace.NewTask or trace.WithRegion."}));
	else place.append(tableOf("Tasks and regions", ["Count", "Partial", "p50", "p99", "Max", "Total", "Task, and its regions"], rows.map(row =>
		el("tr", {"data-name": row.region ?? row.task, class: row.kind}, el("td", {text: String(row.count)}), el("td", {text: String(row.partial)}),
			...times.map(key => el("td", {text: row[key + "_text"] ?? ""})), el("td", {class: "name"}, link(row))))));
	if (logs.length) place.append(el("h2", {text: "Log lines"}), tableOf("Log lines", ["Time", "Task", "Key", "Text"], logs.map(row =>
		el("tr", {"data-name": `${row.key} ${row.text}`}, el("td", {text: row.time_text}), ...["task", "key", "text"].map(key => el("td", {class: "name", text: row[key] ?? ""}))))));
	searchIn(frame, place);
}
