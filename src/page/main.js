// main.js: begins when the page is there.
import { readBytes } from "./data.js";

readBytes(document.getElementById("tree")).then(bytes => {
	document.documentElement.dataset.bytes = bytes.length;
});
