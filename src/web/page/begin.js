// begin.js: opens the page that the address names.
import { pageName } from "./address.js";
import { asJson, ask } from "./ask.js";
import { Frame } from "./frame.js";
import { openFlame } from "./web-flame.js";
import { openTop } from "./web-top.js";

const OPEN = {top: openTop, flamegraph: openFlame};

async function begin() {
	let frame;
	try {
		frame = new Frame(await ask("api/session", asJson, null, "session"));
		await OPEN[pageName()](frame);
	} catch (e) {
		if (frame) frame.fail(e);
		else document.body.append(e.message);
	}
	document.documentElement.dataset.ready = "";
}

begin();
