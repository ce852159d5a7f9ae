// web-sources.js: what the profile is compared with, and when it is loaded again.
import { PLACE, given, hrefOf, isTrue, pageName } from "./address.js";
import { asJson, ask } from "./ask.js";

const AGAIN = 5000; // ms until a server that does not answer is asked again, and until a profile is loaded again

export const fileOf = name => name.split("/").at(-1);
export const comparedTo = (b, swap = "") => hrefOf(pageName(), {b, swap, ...PLACE});

// Whether the page shows a comparison.
export const isCompared = session => given("b") ? given("b") !== "none" : session.bases.length > 0;

// What the address says of the sides: [words, address without that].
export function sidesGiven(session) {
	const b = given("b"), source = session.sources.find(s => s.b === b), swapped = isTrue(given("swap"));
	return [...b ? [[source ? `base=${fileOf(source.name)}` : b === "none" ? "base off" : `base=${b}`, comparedTo("")]] : [],
		...swapped ? [["sides swapped", comparedTo(undefined)]] : []];
}

export const post = (frame, address, what, body, type) => ask(address, asJson, frame.place, what, null,
	{method: "POST", body, headers: {"X-Cprof": "1", "Content-Type": type}, doing: "reading"});

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
export const repeats = (to = undefined) => {
	try {
		if (to !== undefined) sessionStorage.setItem("repeats", to);
		return sessionStorage.getItem("repeats") === "t";
	} catch {
		return false;
	}
};

export function repeat(frame) {
	if (repeats() && frame.session.can_reload) setTimeout(() => repeats() && reload(frame), AGAIN);
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
