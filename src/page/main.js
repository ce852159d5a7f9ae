// main.js: begins when the page is there.
import { App } from "./app.js";
import { readBytes, decode } from "./data.js";
import { el } from "./ui.js";

async function begin() {
	try {
		const app = new App(decode(await readBytes(document.getElementById("tree"))), document.body);
		document.documentElement.dataset.ready = app.header.types.length;
	} catch (e) {
		document.querySelector("header").append(el("p", {role: "alert", text: `The flame graph cannot be drawn: ${e.message}`}));
	}
}

begin();
