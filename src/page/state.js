// state.js: what is shown, as the part of the address behind #. A link opens the same view.
//
//	si  sample type, by name or number    v   "up": leaf first; "table"
//	p   pivot, a regular expression       z   frame that is zoomed to: "12", "12-20" (neighbours), "c12" (a caller)
//	q   search                            o   "icicle": root at the top; "flame": at the bottom
//	so  "weight" or "name": order         mr  "t": recursion is merged
//	w   widths in a comparison: "both", "after", "before"     neg  "t": sides change places
//	cs  column that the table is sorted by; "-" before it: rising

const EMPTY = {si: "", v: "", p: "", z: "", q: "", o: "icicle", so: "weight", mr: "", w: "both", neg: "", cs: ""};

// The view that the header of the data asks for.
export function firstState({options = {}}) {
	return {...EMPTY, v: options.leaf_first ? "up" : "", o: options.root === "bottom" ? "flame" : "icicle",
		so: options.order === "name" ? "name" : "weight", mr: options.merge_recursion ? "t" : "", p: options.sandwich ?? ""};
}

export function readState(hash, first) {
	const state = {...first}, given = new URLSearchParams(hash.replace(/^#/, ""));
	for (const key of Object.keys(first)) if (given.has(key)) state[key] = given.get(key);
	return state;
}

export function writeState(state, first) {
	const given = new URLSearchParams();
	for (const key of Object.keys(first)) if (state[key] !== first[key]) given.set(key, state[key]);
	return "#" + given;
}

// A zoom: {up, first, last}; null for none.
export function readZoom(text) {
	const parts = /^(c?)(\d{1,9})(?:-(\d{1,9}))?$/.exec(text);
	return parts && {up: parts[1] === "c", first: +parts[2], last: +(parts[3] ?? parts[2])};
}

export const writeZoom = (up, first, last = first) =>
	!first ? "" : (up ? "c" : "") + first + (last === first ? "" : "-" + last);
