// begin.js: opens the page that the address names.
import { pageName } from "./address.js";
import { asJson, ask } from "./ask.js";
import { Frame } from "./frame.js";
import { el } from "./ui.js";
import { openFlame } from "./web-flame.js";
import { followChanges } from "./web-sources.js";

// What opens a page. But for the flame graph, which is the first page of most, modules are loaded when their page is.
const OPEN = {
	flamegraph: openFlame,
	top: async frame => (await import("./web-top.js")).openTop(frame),
	graph: async frame => (await import("./web-graph.js")).openGraph(frame),
	peek: async frame => (await import("./web-peek.js")).openPeek(frame),
	source: async frame => (await import("./web-source.js")).openSource(frame),
	disasm: async frame => (await import("./web-source.js")).openDisasm(frame),
	labels: async frame => (await import("./web-labels.js")).openLabels(frame),
	procs: async frame => (await import("./web-trace.js")).openProcs(frame),
	goroutines: async frame => (await import("./web-trace.js")).openGoroutines(frame),
	tasks: async frame => (await import("./web-trace.js")).openTasks(frame),
};

// Loads the style of pages other than the flame graph, and of what opens over it.
const dress = () => new Promise(done => document.head.append(el("link", {rel: "stylesheet", href: "app/pages.css", on: {load: done, error: done}})));

// Whatever the flame graph needs not is loaded when that is drawn.
async function begin() {
	const isFlame = pageName() === "flamegraph";
	let frame;
	try {
		if (!isFlame) await dress();
		frame = new Frame(await ask("api/session", asJson, null, "session"));
		followChanges(frame);
		await OPEN[pageName()](frame);
	} catch (e) {
		if (frame) frame.fail(e);
		else document.body.append(e.message);
	}
	if (isFlame) await dress();
	await frame?.loadMenus().catch(() => {}); // a click tries again
	document.documentElement.dataset.ready = "";
}

begin();
