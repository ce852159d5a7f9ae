// data.js: reads the bytes of a page's flame graph.

// The bytes that the page holds, inflated where they are gzipped.
export async function readBytes(element) {
	const bytes = Uint8Array.from(atob(element.textContent), c => c.charCodeAt(0));
	if (element.dataset.encoding !== "gzip") return bytes;
	const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}
