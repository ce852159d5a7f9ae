// loom.js - weaves patterns for a while; for node, for a page and for a worker.
'use strict';

const kept = globalThis.kept = [];

class Shed {
	constructor(threads) {
		this.threads = threads;
	}

	lift(row) {
		let sum = 0;
		for (let i = 0; i < this.threads; i++)
			sum += Math.sqrt(i * row) % 3;
		return sum;
	}
}

function weave(shed, rows) {
	const cloth = [];
	for (let row = 0; row < rows; row++)
		cloth.push(shed.lift(row));
	return cloth;
}

function sortThreads(n) {
	const threads = [];
	for (let i = 0; i < n; i++)
		threads.push({ colour: (i * 7919) % n });
	return threads.sort((a, b) => a.colour - b.colour);
}

function keep(cloth) {
	if (kept.length < 200)
		kept.push(cloth.map((sum) => ({ sum, text: `thread ${sum}` })));
}

function run(milliseconds) {
	const shed = new Shed(2000);
	const end = Date.now() + milliseconds;
	while (Date.now() < end) {
		keep(weave(shed, 20));
		[1, 2].forEach(function () {
			sortThreads(500);
		});
	}
}

if (typeof process !== 'undefined')
	run(Number(process.argv[2] || 300));
else if (typeof document === 'undefined')
	run(200);
else
	addEventListener('load', () => {
		new Worker('loom.js');
		run(300);
		document.title = 'woven';
	});
