// Keeps the lines that were drawn and writes them as SVG or as letters.
'use strict';

const { createHash } = require('node:crypto');
const { deflateSync } = require('node:zlib');

class Paper {
  lines = [];

  add = (x1, y1, x2, y2) => {
    this.lines.push({ x1, y1, x2, y2 });
  };

  box() {
    return this.lines.reduce(
      (b, l) => ({
        left: Math.min(b.left, l.x1, l.x2),
        right: Math.max(b.right, l.x1, l.x2),
        top: Math.min(b.top, l.y1, l.y2),
        bottom: Math.max(b.bottom, l.y1, l.y2),
      }),
      { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity },
    );
  }

  svg() {
    const f = (n) => n.toFixed(2);
    const paths = this.lines
      .filter(function longEnough(l) {
        return l.x1 !== l.x2 || l.y1 !== l.y2;
      })
      .sort((a, b) => a.y1 - b.y1 || a.x1 - b.x1)
      .map((l) => `M${f(l.x1)} ${f(l.y1)}L${f(l.x2)} ${f(l.y2)}`);
    return `<svg><path d="${paths.join('')}"/></svg>`;
  }

  letters(width, height) {
    const grid = Array.from({ length: height }, () => new Array(width).fill(' '));
    const b = this.box();
    for (const l of this.lines) {
      const x = Math.round(((l.x2 - b.left) / (b.right - b.left || 1)) * (width - 1));
      const y = Math.round(((l.y2 - b.top) / (b.bottom - b.top || 1)) * (height - 1));
      grid[y][x] = '*';
    }
    return grid.map((row) => row.join('')).join('\n');
  }
}

function digest(text) {
  const packed = text.length < 20000 ? deflateSync(text, { level: 1 }) : text;
  return createHash('sha256').update(packed).digest('hex');
}

module.exports = { Paper, digest };
