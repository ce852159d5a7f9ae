// data.js: reads the bytes of a page's flame graph. Their format stands in src/flame/flame-data.h.

const MAGIC = "cprofFT1";

// The bytes that the page holds as base64, inflated where they are gzipped.
export async function readBytes(element) {
	const bytes = Uint8Array.from(atob(element.textContent), c => c.charCodeAt(0));
	if (element.dataset.encoding !== "gzip") return bytes;
	if (typeof DecompressionStream !== "function")
		throw new Error("This browser cannot inflate the data of this page: please use one of 2023 or later.");
	const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}

// A varint: 7 bits a byte, the lowest first. Those beyond 2^53 lose their last digits.
function varint(r) {
	const {bytes} = r;
	let value = bytes[r.at++];
	if (value < 128) return value;
	let unit = 128, byte;
	value &= 127;
	do {
		byte = bytes[r.at++];
		value += (byte & 127) * unit;
		unit *= 128;
	} while (byte > 127);
	return value;
}

function signed(r) {
	const value = varint(r);
	return value % 2 ? -(value + 1) / 2 : value / 2;
}

function column(r, made, read = varint, from = 0) {
	for (let i = from; i < made.length; i++) made[i] = read(r);
	return made;
}

// How many there are of what takes at least a byte each.
function count(r) {
	const n = varint(r);
	if (!(n <= r.bytes.length)) throw new Error("The data of this page are damaged.");
	return n;
}

// Strings, each of which begins as the one before.
function readStrings(r) {
	const n = count(r), strings = new Array(n), decoder = new TextDecoder("utf-8", {ignoreBOM: true});
	let text = new Uint8Array(1024);
	for (let i = 0; i < n; i++) {
		const shared = varint(r), rest = count(r), length = shared + rest;
		if (length > text.length) {
			const larger = new Uint8Array(2 * length);
			larger.set(text);
			text = larger;
		}
		text.set(r.bytes.subarray(r.at, r.at + rest), shared);
		r.at += rest;
		strings[i] = decoder.decode(text.subarray(0, length));
	}
	return strings;
}

function readGroups(r, strings) {
	const n = count(r), groups = {n, name: [], hue: new Int32Array(n), tone: new Uint8Array(n)};
	for (let i = 0; i < n; i++) {
		groups.name.push(strings[varint(r)]);
		groups.hue[i] = varint(r);
		groups.tone[i] = varint(r);
	}
	return groups;
}

function readEntries(r, strings) {
	const n = count(r), ids = () => column(r, new Int32Array(n));
	// Strings are sorted, so their numbers order names.
	const rank = ids(), texts = numbers => Array.from(numbers, id => strings[id]);
	return {n, rank, name: texts(rank), file: texts(ids()), line: column(r, new Float64Array(n)), group: ids(),
		label: texts(ids()), inlined: column(r, new Uint8Array(n))};
}

// A tree as it stands in the data: columns in preorder. `hidden` says how many levels below a frame are left out.
function readTree(r, compared) {
	const n = count(r), folded = count(r), depth = new Int32Array(n);
	for (let i = 1; i < n; i++) depth[i] = depth[i - 1] + 1 - varint(r);
	const tree = {n, depth, entry: column(r, new Int32Array(n), varint, 1), self: column(r, new Float64Array(n), signed),
		before: compared ? column(r, new Float64Array(n), signed) : null, hidden: folded ? new Int32Array(n) : null};
	for (let i = 0, at = 0; i < folded; i++) {
		at += varint(r);
		tree.hidden[at] = varint(r);
	}
	return tree;
}

// What the bytes say: {header, groups, entries, tree(type)}. Trees are read when they are asked for.
export function decode(bytes) {
	const r = {bytes, at: MAGIC.length}, ascii = new TextDecoder();
	if (ascii.decode(bytes.subarray(0, r.at)) !== MAGIC) throw new Error("The data of this page are of another version.");
	const length = count(r), header = JSON.parse(ascii.decode(bytes.subarray(r.at, r.at + length)));
	r.at += length;
	const strings = readStrings(r), groups = readGroups(r, strings), entries = readEntries(r, strings), trees = [];
	const tree = type => {
		while (trees.length <= type) trees.push(readTree(r, Boolean(header.compared)));
		if (r.at > bytes.length) throw new Error("The data of this page end too early.");
		return trees[type];
	};
	return {header, groups, entries, tree};
}
