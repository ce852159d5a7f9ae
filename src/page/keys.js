// keys.js: which key does what. Most come with the data: the table that the terminal has, too (src/flame/flame-keys.c).

// The page's own: keys with a blank between two, action, help. They must be free in that table.
const OWN_KEYS = [
	["p", "sandwich", "the same as s"],
	["v", "table", "the functions as a table; again: back"],
	["o", "root", "the root at the bottom; again: at the top"],
	["O", "order", "order by name; again: by weight"],
	["-", "swap", "comparison: before and after change places"],
	["c", "colors", "comparison: orange and blue; again: red and green"],
	["D", "dark", "dark; again: light"],
	["Y", "copy_stack", "copy the stack, a function a line"],
	["m", "menu", "what can be done with the current frame"],
];

// Names of the table, where they are not those of the browser.
const BROWSER = {Left: "ArrowLeft", Right: "ArrowRight", Up: "ArrowUp", Down: "ArrowDown", Esc: "Escape", Space: " ",
	PgUp: "PageUp", PgDn: "PageDown"};
const SHOWN = {Left: "←", Right: "→", Up: "↑", Down: "↓"};

export class Keys {
	constructor(header) {
		this.rows = [];
		this.actions = new Map();
		this.add([...header.keys ?? [], ...OWN_KEYS]);
	}

	add(rows) {
		this.rows.push(...rows);
		for (const [keys, action] of rows)
			for (const key of keys.split(" ")) if (!key.startsWith("^")) this.actions.set(BROWSER[key] ?? key, action);
	}

	// The keys of a row as they are shown: without those of Ctrl, which are the browser's.
	shown(row) {
		return row[0].split(" ").filter(key => !key.startsWith("^")).map(key => SHOWN[key] ?? key);
	}

	// The first key of an action, as it is shown.
	of(action) {
		const row = this.rows.find(r => r[1] === action);
		return row ? this.shown(row)[0] : "";
	}

	// The action of a key that was pressed. Where text is typed, and on controls, keys have their own meaning.
	action(event) {
		const {target, key} = event;
		if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return undefined;
		if (target.closest?.("input, select, textarea, dialog, .menu")) return undefined;
		if (target.closest?.("button, a, summary") && (key === "Enter" || key === " ")) return undefined;
		return this.actions.get(key);
	}
}
