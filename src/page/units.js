// units.js: prints values and percentages as the program's texts do (src/units/units.c).

// Names of a unit as profiles write them, and what it is in units of its family. The first name is printed.
const FAMILIES = [
	[["B", 1, "b", "byte"], ["kB", 2 ** 10, "kb", "kbyte", "kilobyte"], ["MB", 2 ** 20, "mb", "mbyte", "megabyte"],
		["GB", 2 ** 30, "gb", "gbyte", "gigabyte"], ["TB", 2 ** 40, "tb", "tbyte", "terabyte"],
		["PB", 2 ** 50, "pb", "pbyte", "petabyte"]],
	[["ns", 1, "ns", "nanosecond"], ["us", 1e3, "μs", "us", "microsecond"], ["ms", 1e6, "ms", "millisecond"],
		["s", 1e9, "s", "sec", "second"], ["hrs", 3600e9, "hour", "hr"]],
	[["n*GCU", 1e-9, "nanogcu"], ["u*GCU", 1e-6, "microgcu"], ["m*GCU", 1e-3, "milligcu"], ["GCU", 1, "gcu"],
		["k*GCU", 1e3, "kilogcu"], ["M*GCU", 1e6, "megagcu"], ["G*GCU", 1e9, "gigagcu"], ["T*GCU", 1e12, "teragcu"],
		["P*GCU", 1e15, "petagcu"]],
];
// What a value is printed in that is under every unit: B, s, GCU.
const SMALLEST = [0, 3, 3];
const DULL = ["", "count", "sample", "unit", "minimum", "auto"];

function findUnit(family, name) {
	const low = (name.length > 2 ? name.replace(/s$/i, "") : name).toLowerCase();
	return family.find(unit => unit.indexOf(low, 2) > 0);
}

// Like printf, toFixed rounds to the nearest; only halves go to the even digit.
export function fixed(x, digits) {
	const low = Math.floor(x * 10 ** digits), half = x * 2 ** (digits + 1) % 2 === 1;
	return half && low % 2 === 0 ? (low / 10 ** digits).toFixed(digits) : x.toFixed(digits);
}

// A value with its unit: "1.16s". `show` is the unit to show it in; without it, the largest in which it is at least 1.
export function valueText(value, unit, show) {
	const size = Math.abs(value), sign = value < 0 ? "-" : "";
	const f = FAMILIES.findIndex(family => findUnit(family, unit));
	let number = size, name = DULL.includes(unit) ? "" : unit;
	if (f >= 0) {
		const family = FAMILIES[f], base = size * findUnit(family, unit)[1];
		let to = show ? findUnit(family, show) : family.findLast(u => base / u[1] >= 1);
		to ??= family[SMALLEST[f]];
		number = base / to[1];
		name = to[0];
	}
	const text = fixed(number, 2).replace(/\.00$/, "");
	return text === "0" ? text : sign + text + name;
}

// A share in percent, without a sign: two decimals, or two digits where it is small.
export function percentText(value, total) {
	const p = total ? Math.abs(value / total) * 100 : 0;
	if (p === 0) return "0%";
	if (p >= 99.95 && p <= 100.05) return "100%";
	if (p >= 1) return fixed(p, 2) + "%";
	if (p >= 1e-4) return +fixed(p, 1 - Math.floor(Math.log10(p))) + "%";
	const [digits, exponent] = p.toExponential(1).split("e-");
	return `${+digits}e-${exponent.padStart(2, "0")}%`;
}

// How much larger it is than before: "+42.2%", "-89.5%", "new", "gone", "0%".
export function changeText(before, after) {
	if (before === after) return "0%";
	if (before === 0) return "new";
	if (after === 0) return "gone";
	const change = (after - before) / Math.abs(before) * 100;
	return (change < 0 ? "-" : "+") + fixed(Math.abs(change), 1) + "%";
}

// 12345 as "12,345".
export const countText = n => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
