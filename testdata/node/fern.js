// Fern is a program to be profiled. It grows and draws plants for some seconds
// and writes a wall profile and a heap profile of itself.
//
//     node fern.js DIRECTORY [SECONDS]
'use strict';

const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const pprof = require('@datadog/pprof');
const { Plant, kinds, twigs, draw } = require('./lib/plant.js');
const { Paper, digest } = require('./lib/paper.js');

const album = [];

function picture(plant, generations) {
  let last = '';
  for (const text of plant.generations(generations)) {
    last = text;
  }
  const paper = new Paper();
  draw(twigs(last), { x: 0, y: 0, dir: Math.PI / 2 }, (plant.angle * Math.PI) / 180, paper.add);
  return paper;
}

async function page(name, n) {
  const plant = Plant.named(name);
  const paper = picture(plant, name === 'fern' ? 5 : 4);
  if (n % 2 === 0) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const text = n % 3 === 0 ? paper.letters(60, 40) : paper.svg();
  album.push({ label: plant.label, text, digest: digest(text) });
  if (album.length > 100) {
    album.splice(0, 50);
  }
}

async function grow(seconds) {
  const end = Date.now() + seconds * 1000;
  const names = Object.keys(kinds);
  for (let n = 0; Date.now() < end; n++) {
    const name = names[n % names.length];
    // Every fourth page is grown without labels.
    pprof.time.setContext(n % 4 === 3 ? undefined : { plant: name, output: n % 3 === 0 ? 'letters' : 'svg', page: n % 8 });
    await page(name, n);
  }
  pprof.time.setContext(undefined);
}

async function main() {
  const [dir, seconds = '3'] = process.argv.slice(2);
  if (dir === undefined) {
    throw new Error('usage: node fern.js DIRECTORY [SECONDS]');
  }
  pprof.heap.start(32 * 1024, 64);
  pprof.time.start({ intervalMicros: 5000, lineNumbers: false, withContexts: true, collectCpuTime: true });
  await grow(Number(seconds));
  const heap = pprof.heap.profile();
  pprof.heap.stop();
  const wall = pprof.time.stop(false, ({ context }) => context?.context ?? {});
  writeFileSync(join(dir, 'wall.pb.gz'), pprof.encodeSync(wall));
  writeFileSync(join(dir, 'heap.pb.gz'), pprof.encodeSync(heap));
}

main().catch((err) => {
  console.error(`fern: ${err.message}`);
  process.exitCode = 1;
});
