// web-options.js: the form with every option that an address can have.
import { el, openDialog } from "./ui.js";
import { PLACE, given, hrefOf, isTrue, pageName } from "./address.js";

const SWITCH = ["true", "false"];

// A field for an option. Left empty, the option is not in the address, and what the command line says holds.
function fieldOf(o) {
	const isSwitch = SWITCH.includes(o.default), choices = isSwitch ? SWITCH : o.choices, id = "option-" + o.parameter, text = given(o.parameter);
	const value = isSwitch && text ? String(isTrue(text)) : text;
	const option = (choice, words = choice) => el("option", {value: choice, text: words});
	const field = choices.length ? el("select", {id}, option("", o.value ? `(${o.value})` : "(default)"), ...choices.map(c => option(c)))
		: el("input", {id, spellcheck: false, autocomplete: "off", placeholder: o.value});
	field.value = !choices.length || choices.includes(value) ? value : "";
	return field;
}

// Opens the form. The option `first` has the focus.
export function openOptions(session, first = "f") {
	const rows = session.options.filter(o => o.parameter !== "si").map(o => ({o, field: fieldOf(o)}));
	const apply = event => {
		event.preventDefault();
		location.assign(hrefOf(pageName(), {...Object.fromEntries(rows.map(({o, field}) => [o.parameter, field.value])), ...PLACE}));
	};
	openDialog("Options", el("form", {class: "options", on: {submit: apply}},
		...rows.map(({o, field}) => el("div", {}, el("label", {htmlFor: field.id, text: o.name}), field, el("small", {text: o.summary}))),
		el("p", {}, el("button", {text: "Show"}))));
	document.getElementById("option-" + first)?.focus();
}
