// web-types.js: the table of top with columns for each sample type, side by side.
import { el } from "./ui.js";
import { given, hrefOf, pageName, reportOf } from "./address.js";
import { asJson, ask } from "./ask.js";

const MOST_TYPES = 6; // types that have columns

export const canShowTypes = frame => frame.session.types.length > 1 && frame.session.bases.length === 0;
export const showsTypes = frame => canShowTypes(frame) && given("types") === "t";

// Chooses between the columns of one type and those of all.
export function typesBar(frame) {
	const {types} = frame.session, all = showsTypes(frame);
	const tab = (text, value, isOn) => el("a", {class: "tab", href: hrefOf(pageName(), {types: value, cs: ""}), text, ...isOn ? {"aria-current": "true"} : {}});
	const words = all && types.length > MOST_TYPES ? `${MOST_TYPES} of ${types.length} sample types` : "";
	return el("div", {class: "way"}, el("span", {class: "dim", text: words}),
		el("nav", {class: "looks", "aria-label": "Columns"}, tab(frame.type, "", !all), tab("All sample types", "t", all)));
}

const rowKey = row => `${row.name_text}\n${row.file ?? ""}`;

// The columns for rows of a report of one type. The other types are asked for, with all functions.
export async function typeColumns(frame, report) {
	const {types} = frame.session, si = given("si"), byName = types.findIndex(t => t.name === report.profile.type);
	const own = types[si] && types[si].name === report.profile.type ? +si : byName, rest = types.map((_, i) => i).filter(i => i !== own);
	const shown = [own, ...rest].slice(0, MOST_TYPES);
	const reports = await Promise.all(shown.map(i => i === own ? report
		: ask(reportOf("top", {text: "1", n: "", trim: "f", si: String(i)}), asJson, frame.place, types[i].name)));
	return shown.flatMap((type, i) => {
		const rows = new Map(reports[i].rows.map(row => [rowKey(row), row]));
		return ["flat", "cum"].map(key => ({key: `${key}-${type}`, heading: key === "flat" ? types[type].name : "Cum",
			by: row => rows.get(rowKey(row))?.[key] ?? 0, say: row => rows.get(rowKey(row))?.[key + "_text"] ?? "0"}));
	});
}
