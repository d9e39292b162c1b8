// Two polite threads: each gives back what it holds when it cannot have both, and tries again.

import { defineScenario, explore, renderExploration } from "#workbook/explorer/index.ts";

// #region polite
function tryTake(thing: Int32Array): boolean {
  return Atomics.exchange(thing, 0, 1) === 0;
}

function putBack(thing: Int32Array): void {
  Atomics.store(thing, 0, 0);
}

function takeBoth(a: Int32Array, b: Int32Array, attempts: number): boolean {
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (!tryTake(a)) continue;
    if (tryTake(b)) return true;
    putBack(a);
  }
  return false;
}
// #endregion

const meeting = (attempts: number) =>
  defineScenario({
    name: `in opposite orders, ${attempts} attempts`,
    memory: { pen: 1, notebook: 1 },
    threads: [
      (m) => takeBoth(m.pen, m.notebook, attempts) && [m.notebook, m.pen].forEach(putBack),
      (m) => takeBoth(m.notebook, m.pen, attempts) && [m.pen, m.notebook].forEach(putBack),
    ],
  });

const forEver = explore(meeting(Number.POSITIVE_INFINITY));
console.log(renderExploration({ ...forEver, code: "" }));
console.log(`\nWith two attempts each: ${explore(meeting(2)).verdict}.`);
