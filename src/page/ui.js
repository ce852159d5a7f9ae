// ui.js: makes elements, and menus that keys can walk.

// What must not reach the reader as it is, as src/base/glyph.c has it: controls, and what hides or turns text.
const UNSEEN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f]/g;

// A text with such characters escaped, as on a terminal.
export const shown = text => String(text).replace(UNSEEN, c => {
	const code = c.charCodeAt(0);
	return (code < 256 ? "\\x" : "\\u") + code.toString(16).padStart(code < 256 ? 2 : 4, "0");
});

// An element: {class, text, on: {event: f}, role, aria-*, data-*, other properties}, then its children. Texts are escaped.
export function el(name, {on = {}, text, class: classes, ...rest} = {}, ...children) {
	const e = document.createElement(name);
	if (classes) e.className = classes;
	if (text !== undefined) e.textContent = shown(text);
	for (const [key, value] of Object.entries(rest)) {
		if (key.includes("-") || key === "role") e.setAttribute(key, shown(value));
		else if (key === "title") e.title = shown(value);
		else e[key] = value;
	}
	for (const [event, f] of Object.entries(on)) e.addEventListener(event, f);
	e.append(...children.filter(c => c !== null && c !== undefined));
	return e;
}

// Opens a menu at a point. Items are {text, key, checked, disabled, run or href, and file: its name, when it is
// to be saved}, or null for a line between. Focus returns to where it was.
export function openMenu(x, y, title, items) {
	document.querySelector(".menu")?.close();
	const back = document.activeElement, close = () => {
		if (!menu.isConnected) return;
		const held = menu.contains(document.activeElement);
		menu.remove();
		removeEventListener("pointerdown", outside, true);
		removeEventListener("blur", close);
		if (held) back?.focus({preventScroll: true});
	};
	const outside = event => menu.contains(event.target) || close();
	const choices = items.map(item => item ? el(item.href ? "a" : "button", {tabIndex: -1,
		...(item.href ? {href: item.href, ...item.file ? {download: item.file} : {}} : {type: "button", disabled: Boolean(item.disabled)}),
		role: item.checked === undefined ? "menuitem" : "menuitemcheckbox",
		...(item.checked === undefined ? {} : {"aria-checked": String(item.checked)}),
		on: {click: () => { close(); item.run?.(); }, pointermove: event => event.currentTarget.focus()}},
	el("span", {text: item.text}), item.key ? el("kbd", {text: item.key}) : null) : el("hr"));
	const buttons = choices.filter(c => c.localName !== "hr" && !c.disabled), move = to => buttons.at(to % buttons.length).focus();
	const keys = event => {
		const at = buttons.indexOf(document.activeElement);
		if (event.key === "Escape" || event.key === "Tab") close();
		else if (event.key === "ArrowDown") move(at + 1);
		else if (event.key === "ArrowUp") move(at < 1 ? -1 : at - 1);
		else if (event.key === "Home") move(0);
		else if (event.key === "End") move(-1);
		else if (event.key.length === 1 && event.key !== " ") {
			const from = [...buttons.slice(at + 1), ...buttons];
			from.find(b => b.textContent.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
		} else return event.stopPropagation();
		event.stopPropagation();
		event.preventDefault();
	};
	const menu = el("div", {class: "menu", role: "menu", "aria-label": title, on: {keydown: keys,
		contextmenu: event => event.preventDefault()}}, el("p", {text: title, class: "name"}), ...choices);
	menu.close = close;
	document.body.append(menu);
	const {width, height} = menu.getBoundingClientRect();
	menu.style.left = Math.max(4, Math.min(x, innerWidth - width - 4)) + "px";
	menu.style.top = Math.max(4, Math.min(y, innerHeight - height - 4)) + "px";
	addEventListener("pointerdown", outside, true);
	addEventListener("blur", close);
	buttons[0]?.focus();
}

// Opens a dialog with a heading. Escape and a click beside it close it.
export function openDialog(title, ...children) {
	const dialog = el("dialog", {"aria-label": title, on: {close: () => dialog.remove(), keydown: event => event.stopPropagation(),
		click: event => event.target === dialog && dialog.close()}},
	el("div", {}, el("form", {method: "dialog"}, el("h2", {text: title}),
		el("button", {text: "×", "aria-label": "Close"})), ...children));
	document.body.append(dialog);
	dialog.showModal();
}

// Puts a text on the clipboard. Returns whether that worked.
export async function copyText(text) {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		const area = el("textarea", {value: text, class: "hidden"}), back = document.activeElement;
		document.body.append(area);
		area.select();
		const done = document.execCommand("copy");
		area.remove();
		back?.focus({preventScroll: true});
		return done;
	}
}
