// What a screen offers to do: one demo and one exercise at a time.

import { describe, expect, test } from "vitest";
import { findOffers } from "#workbook/session/screen-offers.ts";
import { sampleCourse } from "../sample-course.ts";

const [lesson] = sampleCourse([
  { id: "02-locks", exercises: ["mutex", "semaphore"], demos: ["waiting", "cost", "race"] },
]).lessons;

const screen = `
> **Predict** \`waiting\`: what does it save?
>
> 1. All of it.
>
> <details><summary>Answer</summary>
>
> 1. [x] It sleeps.
>
> </details>

\`\`\`text demos/waiting.ts
asleep
\`\`\`

\`\`\`sh
npm start -- run 02 cost
\`\`\`

**Exercise** \`mutex\`: a lock.

**Exercise** \`semaphore\`: permits.
`;

const earlierPart = "```ts demos/race.ts#threads\nrace();\n```\n";

function offersOf(markdown: string, demosRun: string[] = [], passed: string[] = []): unknown[] {
  if (!lesson) throw new Error("the sample course has no lesson");
  const hasPassed = ({ name }: { name: string }) => passed.includes(name);
  const { demo, exercise } = findOffers([markdown, earlierPart], lesson, {
    demosRun: new Set(demosRun),
    hasPassed,
    isAskedLater: () => false,
  });
  return [demo?.name, exercise?.name];
}

describe("a screen", () => {
  test.each<[string, string[], string[], unknown[]]>([
    ["the first demo and exercise", [], [], ["waiting", "mutex"]],
    ["what has not run and not passed", ["waiting"], ["mutex"], ["cost", "semaphore"]],
    ["what an earlier part showed", ["waiting", "cost"], [], ["race", "mutex"]],
    [
      "the first again after the last",
      ["waiting", "cost", "race"],
      ["mutex", "semaphore"],
      ["waiting", "mutex"],
    ],
  ])("offers %s", (_title, demosRun, passed, expected) => {
    expect(offersOf(screen, demosRun, passed)).toEqual(expected);
  });

  test("offers no demo whose prediction is asked further on", () => {
    if (!lesson) throw new Error("the sample course has no lesson");
    const { demo } = findOffers([earlierPart, "```ts demos/cost.ts\ncost();\n```"], lesson, {
      demosRun: new Set(),
      hasPassed: () => false,
      isAskedLater: (name) => name === "race",
    });
    expect(demo?.name).toBe("cost");
  });

  test("offers no demo that the lesson does not have", () => {
    expect(offersOf("```ts demos/gone.ts\n```\n\nWords.")).toEqual(["race", undefined]);
  });
});
