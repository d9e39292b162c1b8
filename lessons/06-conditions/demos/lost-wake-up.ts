// A chef who looks first and waits afterwards, under every schedule.

import { defineScenario, explore, renderTrace } from "#workbook/explorer/index.ts";

// #region kitchen
const kitchen = defineScenario({
  name: "the chef waits for ingredients",
  memory: { ingredients: 1, bell: 1 },
  threads: [
    function chef(m) {
      if (Atomics.load(m.ingredients, 0) === 0) {
        Atomics.wait(m.bell, 0, 0);
      }
    },
    function supplier(m) {
      Atomics.store(m.ingredients, 0, 1);
      Atomics.notify(m.bell, 0);
    },
  ],
});
// #endregion

const { message, trace } = explore(kitchen);
console.log(message);
if (trace) console.log(renderTrace(trace, 2));
