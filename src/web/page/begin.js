// begin.js: opens the page that the address names.
import { pageName } from "./address.js";
import { asJson, ask } from "./ask.js";
import { Frame } from "./frame.js";
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

async function begin() {
	let frame;
	try {
		frame = new Frame(await ask("api/session", asJson, null, "session"));
		followChanges(frame);
		await OPEN[pageName()](frame);
	} catch (e) {
		if (frame) frame.fail(e);
		else document.body.append(e.message);
	}
	document.documentElement.dataset.ready = "";
}

begin();
