// What a player meets in a level, where it hangs on the order of two things.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { CheckCancelled } from "#workbook/checker/checker.ts";
import type { Verdict } from "#workbook/checker/verdict.ts";
import { loadCourse } from "#workbook/course/load-course.ts";
import { levels } from "#workbook/game/levels.ts";
import { asWritten } from "#workbook/session/option-order.ts";
import { Playing } from "#workbook/session/playing.ts";
import { type LinkedCourse, makeLinkedCourse } from "../linked-course.ts";
import { makeTerminal } from "./fake-terminal.ts";

let course: LinkedCourse;
afterEach(() => course.remove());

test("a save that comes as soon as it says that every save is checked, is checked", async () => {
  course = makeLinkedCourse();
  const [level] = levels;
  if (!level) throw new Error("There is no level.");
  const file = join(course.root, `.interleave/games/${level.exercise}/${level.mistake}.ts`);
  let tell: (learnerFile: string) => void = () => {};
  const checked = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const terminal = makeTerminal((text) => {
    if (text.startsWith("Every save is checked")) writeFileSync(file, "// saved\n");
  });
  const checker = {
    async check(_exercise: unknown, learnerFile: string): Promise<Verdict> {
      tell(learnerFile);
      throw new CheckCancelled();
    },
    async close() {},
  };
  const keys = ["1", "2", "1", "2", "f"];
  const playing = new Playing(
    {
      root: course.root,
      course: await loadCourse(course.root),
      terminal,
      optionOrder: asWritten,
      operands: [],
      options: {},
      start: async () => 0,
    },
    { level, number: 1 },
    async () => keys.shift() ?? (await checked.then(() => "q")),
    () => checker,
  );
  expect(await playing.run()).toBe("leave");
  expect(await checked).toBe(file);
});
