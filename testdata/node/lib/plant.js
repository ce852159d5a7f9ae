// Grows plants by rewriting strings, and draws them. Here are classes,
// generators, recursion and closures without a name.
'use strict';

class Plant {
  #rules;

  constructor(name, axiom, rules, angle) {
    this.name = name;
    this.axiom = axiom;
    this.#rules = new Map(Object.entries(rules));
    this.angle = angle;
  }

  static named(name) {
    return kinds[name]();
  }

  // One generation after the other, the axiom first.
  *generations(count) {
    let text = this.axiom;
    yield text;
    for (let i = 0; i < count; i++) {
      text = this.#rewrite(text);
      yield text;
    }
  }

  #rewrite(text) {
    return Array.from(text, (c) => this.#rules.get(c) ?? c).join('');
  }

  get label() {
    return `${this.name} (${this.angle}°)`;
  }
}

const kinds = {
  fern: () => new Plant('fern', 'X', { X: 'F+[[X]-X]-F[-FX]+X', F: 'FF' }, 25),
  bush: () => new Plant('bush', 'F', { F: 'FF+[+F-F-F]-[-F+F+F]' }, 22.5),
  'sea weed': () => new Plant('sea weed', 'F', { F: 'F[+F]F[-F]F' }, 25.7),
};

// Reads a plant into a tree of twigs, a twig for each bracket.
function twigs(text, at = { pos: 0 }) {
  const steps = [];
  while (at.pos < text.length) {
    const c = text[at.pos++];
    if (c === '[') {
      steps.push(twigs(text, at));
    } else if (c === ']') {
      return steps;
    } else {
      steps.push(c);
    }
  }
  return steps;
}

// Walks the tree with a turtle and calls line for every line drawn.
function draw(steps, turtle, turn, line) {
  for (const step of steps) {
    if (Array.isArray(step)) {
      draw(step, { ...turtle }, turn, line);
      continue;
    }
    switch (step) {
      case 'F': {
        const x = turtle.x + Math.cos(turtle.dir);
        const y = turtle.y + Math.sin(turtle.dir);
        line(turtle.x, turtle.y, x, y);
        turtle.x = x;
        turtle.y = y;
        break;
      }
      case '+':
        turtle.dir += turn;
        break;
      case '-':
        turtle.dir -= turn;
        break;
    }
  }
}

module.exports = { Plant, kinds, twigs, draw };
