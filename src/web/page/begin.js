// begin.js: opens the page that the address names.
import { pageName } from "./address.js";
import { asJson, ask } from "./ask.js";
import { Frame } from "./frame.js";
import { openFlame } from "./web-flame.js";
import { openGraph } from "./web-graph.js";
import { openLabels } from "./web-labels.js";
import { openPeek } from "./web-peek.js";
import { openDisasm, openSource } from "./web-source.js";
import { followChanges } from "./web-sources.js";
import { openTop } from "./web-top.js";

const OPEN = {top: openTop, graph: openGraph, flamegraph: openFlame, peek: openPeek, source: openSource, disasm: openDisasm, labels: openLabels};

async function begin() {
	let frame;
	try {
		frame = new Frame(await ask("api/session", asJson, null, "session"));
		followChanges(frame.session);
		await OPEN[pageName()](frame);
	} catch (e) {
		if (frame) frame.fail(e);
		else document.body.append(e.message);
	}
	document.documentElement.dataset.ready = "";
}

begin();
