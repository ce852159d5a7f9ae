// search.js: the regular expressions that the program takes, for the browser.

const OPENS = "()[]{}*+?|^$\\";

// `[[:alpha:]]`, as RE2 has them.
const CLASSES = {alnum: "0-9A-Za-z", alpha: "A-Za-z", ascii: "\\x00-\\x7F", blank: "\\t ", cntrl: "\\x00-\\x1F\\x7F",
	digit: "0-9", graph: "!-~", lower: "a-z", print: " -~", punct: "!-\\/:-@\\[-`\\{-~", space: "\\t\\n\\v\\f\\r ",
	upper: "A-Z", word: "0-9A-Za-z_", xdigit: "0-9A-Fa-f"};

// What stands behind a backslash, and its translation.
function escape(text, at, inClass) {
	const c = text[at];
	if (c === "A") return ["^", 1];
	if (c === "z") return ["$(?![^])", 1];
	if (c === "a") return ["\\x07", 1];
	if (c === "p" || c === "P") return text[at + 1] === "{" ? ["\\" + c, 1] : [`\\${c}{${text[at + 1] ?? ""}}`, 2];
	if (c === "Q" && !inClass) {
		const end = (text + "\\E").indexOf("\\E", at), quoted = text.slice(at + 1, end);
		return [quoteText(quoted), end - at + (end < text.length ? 2 : 0)];
	}
	const hex = /^x\{([0-9A-Fa-f]+)\}/.exec(text.slice(at));
	if (hex) return [`\\u{${hex[1]}}`, hex[0].length];
	// Of punctuation the browser takes only what means something.
	if (/[^\w\s]/.test(c) && !`${OPENS}./${inClass ? "-" : ""}`.includes(c)) return [c, 1];
	return ["\\" + c, 1];
}

// The same expression in the browser's syntax, with the flag u.
export function translate(text) {
	let out = "", inClass = false;
	for (let i = 0; i < text.length; i++) {
		const c = text[i], rest = text.slice(i, i + 32);
		const posix = inClass && /^\[:(\^?)(\w+):\]/.exec(rest);
		if (c === "\\" && i + 1 < text.length) {
			const [made, length] = escape(text, i + 1, inClass);
			out += made;
			i += length;
		} else if (posix && CLASSES[posix[2]]) {
			if (posix[1]) throw new SyntaxError("[:^" + posix[2] + ":] is not known here");
			out += CLASSES[posix[2]];
			i += posix[0].length - 1;
		} else if (inClass) {
			out += c === "[" ? "\\[" : c;
			inClass = c !== "]";
		} else if (c === "[") {
			// A bracket that comes first is one of the class.
			const [begin] = /^\[\^?\]?/.exec(rest);
			out += begin.replace("]", "\\]");
			i += begin.length - 1;
			inClass = true;
		} else if (c === "(" && rest.startsWith("(?P<")) {
			out += "(?";
			i += 2;
		} else if (c === "{" && !/^\{\d+(,\d*)?\}/.test(rest) || c === "]" || c === "}" && !/\{\d+(,\d*)?$/.test(text.slice(0, i))) {
			out += "\\" + c;
		} else {
			out += c;
		}
	}
	return out;
}

// The text as an expression that matches it and nothing else.
export const quoteText = text => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

// An expression: {test(name), caseless, literal, error}. Like the program, a text with marks in it that is a part of a
// name is that name. Without a capital letter, case does not matter, unless `exact` says so.
export function compile(text, names, exact = false) {
	const none = () => false;
	if (text === "") return {test: none};
	const isLiteral = [...OPENS].some(c => text.includes(c)) && !/^\(\?/.test(text) && names.some(name => name.includes(text));
	if (isLiteral) return {test: name => name.includes(text), literal: true};
	// Flags that stand first hold for all of it.
	const [all, set] = /^\(\?([imsU]+)\)/.exec(text) ?? ["", ""];
	const body = text.slice(all.length), letters = body.replace(/\\[pPxQEABDSWdswbzA](\{.*?\})?/g, "");
	const caseless = set.includes("i") || !exact && !/\p{Lu}/u.test(letters);
	try {
		if (set.includes("U")) throw new SyntaxError("the flag U is not known here");
		const flags = (caseless ? "i" : "") + set.replace(/[^ms]/g, ""), source = translate(body), exactly = new RegExp(source, "u" + flags);
		// Without the flag u the browser is faster; here it means the same.
		const regexp = /[^\x20-\x7e]|\\[pPxu]/.test(source) ? exactly : new RegExp(source, flags);
		return {test: name => regexp.test(name), caseless: caseless && !set.includes("i")};
	} catch (e) {
		return {test: none, error: e.message.replace(/^Invalid regular expression: /, "").replace(/^\/.*\/\w*: /s, "")};
	}
}

// The text with which the program finds the same. (?i) stands before it only where it makes a difference: the pages of
// pprof do not know it.
export function textFor(text, made, names) {
	if (made.literal) return quoteText(text);
	const exact = made.caseless && compile(text, names, true);
	return !exact || names.every(name => made.test(name) === exact.test(name)) ? text : "(?i)" + text;
}

// Which entries it matches: {match, n}.
export function matchEntries({test}, entries) {
	const match = new Uint8Array(entries.n);
	let n = 0, last = "", same = false;
	for (let e = 1; e < entries.n; e++) {
		const name = entries.name[e];
		if (name !== last) same = test(last = name);
		if (same) n += match[e] = 1;
	}
	return {match, n};
}
