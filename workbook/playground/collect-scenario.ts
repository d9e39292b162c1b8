// What scenarios of a visitor's own start from, and what they may import.

import type { Exercise } from "../course/course.ts";
import { collectSources } from "./collect-exercise.ts";
import type { ScenarioData } from "./messages.ts";

const stub = `// Change anything, and explore. Threads share the cells in \`memory\`.

import { defineScenario } from "#workbook/explorer/index.ts";

export default defineScenario({
  name: "two buyers, one ticket",
  memory: { tickets: [1], sold: 1 },
  threads: {
    count: 2,
    run: (m) => {
      if (Atomics.load(m.tickets, 0) === 0) return;
      Atomics.sub(m.tickets, 0, 1);
      Atomics.add(m.sold, 0, 1);
    },
  },
  final: (m) => m.sold[0] === 1 || \`\${m.sold[0]} buyers got the ticket\`,
});
`;

/** @param exercises whose solutions may be imported, with all that they import themselves */
export function collectScenario(root: string, exercises: readonly Exercise[]): ScenarioData {
  const solutions = exercises.map(({ lessonId, name }) => `solutions/${lessonId}/${name}.ts`);
  return { file: "scenario.ts", stub, sources: collectSources(root, solutions) };
}
