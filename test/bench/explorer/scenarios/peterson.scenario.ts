// Peterson's algorithm, two threads of two rounds; promela/peterson.pml is the same in Promela.
import { defineScenario } from "#workbook/explorer/index.ts";

const { load, store } = Atomics;
const rounds = 2;

export default defineScenario({
  name: "Peterson, 2 × 2",
  memory: { flag: 2, turn: 1, data: 1 },
  threads: {
    count: 2,
    run: (m, id) => {
      for (let round = 0; round < rounds; round++) {
        store(m.flag, id, 1);
        store(m.turn, 0, 1 - id);
        while (load(m.flag, 1 - id) === 1 && load(m.turn, 0) === 1 - id);
        m.data[0]++;
        store(m.flag, id, 0);
      }
    },
  },
  final: (m) => m.data[0] === 2 * rounds || `data is ${m.data[0]}`,
});
