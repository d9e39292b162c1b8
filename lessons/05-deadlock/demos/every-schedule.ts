// Alice and Bob under every schedule: the shortest way to get stuck, and the proof of the order.

import { defineScenario, explore, renderExploration } from "#workbook/explorer/index.ts";

// #region write
function take(thing: Int32Array): void {
  while (Atomics.exchange(thing, 0, 1) !== 0) Atomics.wait(thing, 0, 1);
}

function putBack(thing: Int32Array): void {
  Atomics.store(thing, 0, 0);
  Atomics.notify(thing, 0);
}

function write(first: Int32Array, second: Int32Array): void {
  take(first);
  take(second);
  putBack(second);
  putBack(first);
}
// #endregion

const memory = { pen: 1, notebook: 1 };
const opposite = defineScenario({
  name: "Alice begins with the pen, Bob with the notebook",
  memory,
  threads: [(m) => write(m.pen, m.notebook), (m) => write(m.notebook, m.pen)],
});
console.log(renderExploration({ ...explore(opposite), code: "" }));

const inOrder = defineScenario({
  name: "both begin with the pen",
  memory,
  threads: [(m) => write(m.pen, m.notebook), (m) => write(m.pen, m.notebook)],
});
console.log(`\nBoth begin with the pen: ${explore(inOrder).verdict}.`);
