// ask.js: asks the server for a report, says that it is waited for, and lets it be cancelled.

const SOON = 150;
const LONG = 1000;

async function reasonOf(answer) {
	const text = await answer.text();
	try {
		return JSON.parse(text).error;
	} catch {
		return text || `${answer.status} ${answer.statusText}`;
	}
}

// A bar after a moment, the time and a button after a second. Returns what takes them away.
function showWaiting(place, doing, stop) {
	const begun = performance.now(), say = () => {
		place.words.textContent = `${doing} … ${((performance.now() - begun) / 1000).toFixed(1)} s`;
		place.waiting.hidden = false;
	};
	let ticking = 0;
	place.cancel.onclick = stop;
	const soon = setTimeout(() => { place.bar.hidden = false; }, SOON);
	const later = setTimeout(() => { say(); ticking = setInterval(say, 100); }, LONG);
	return () => {
		clearTimeout(soon);
		clearTimeout(later);
		clearInterval(ticking);
		place.bar.hidden = place.waiting.hidden = true;
	};
}

// The answer to an address, made by `read`. `place`: elements {bar, waiting, words, cancel}, or null: nothing is said.
// The last: its method, headers and body, where it is no plain one, and what is done meanwhile.
export async function ask(address, read, place, what, signal, {doing = "computing", ...request} = {}) {
	const stop = new AbortController(), done = place ? showWaiting(place, `${doing} ${what}`, () => stop.abort()) : () => {};
	signal?.addEventListener("abort", () => stop.abort());
	try {
		const answer = await fetch(address, {...request, signal: stop.signal, headers: {Accept: "*/*", ...request.headers}});
		if (!answer.ok) throw new Error(await reasonOf(answer));
		return await read(answer);
	} catch (e) {
		if (e.name === "AbortError") throw new Error("Cancelled.");
		if (e instanceof TypeError) throw new Error("cprof does not answer. Does it still run?");
		throw e;
	} finally {
		done();
	}
}

export const asJson = answer => answer.json();
export const asBlob = answer => answer.blob();
export const asBytes = async answer => new Uint8Array(await answer.arrayBuffer());
