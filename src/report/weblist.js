// weblist.js - convenience for the page of weblist, which works without it: lines unfold by themselves.
// It opens what a link points to, folds and unfolds all, and goes from line to line by keys.
'use strict';
(function () {
	const all = selector => Array.from(document.querySelectorAll(selector));
	const keys = document.querySelector('.keys');

	function reveal() {
		let target = null;
		try {
			target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
		} catch (e) {
			return;
		}
		if (!target)
			return;
		const details = target.closest('details');
		if (!details)
			return;
		details.open = true;
		target.scrollIntoView({ block: 'center' });
		target.focus({ preventScroll: true });
	}

	function setAll(open) {
		for (const details of all('details'))
			details.open = open;
	}

	// The line that a key is about: the one with the focus, or what it is in.
	function current() {
		const e = document.activeElement;
		const details = e && e.closest('details');
		return details ? details.querySelector('summary') : null;
	}

	function step(by) {
		const lines = all('summary');
		const at = lines.indexOf(current());
		const next = lines[at < 0 ? (by > 0 ? 0 : lines.length - 1) : at + by];
		if (!next)
			return;
		next.focus();
		next.scrollIntoView({ block: 'nearest' });
	}

	function fold(open) {
		const line = current();
		if (!line)
			return false;
		line.parentElement.open = open;
		line.focus();
		return true;
	}

	document.addEventListener('keydown', event => {
		if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest('button, nav'))
			return;
		let done = true;
		if (event.key === 'ArrowDown')
			step(1);
		else if (event.key === 'ArrowUp')
			step(-1);
		else if (event.key === 'ArrowRight')
			done = fold(true);
		else if (event.key === 'ArrowLeft')
			done = fold(false);
		else
			done = false;
		if (done)
			event.preventDefault();
	});
	document.getElementById('unfold').addEventListener('click', () => setAll(true));
	document.getElementById('fold').addEventListener('click', () => setAll(false));
	window.addEventListener('hashchange', reveal);
	keys.hidden = false;
	reveal();
}());
