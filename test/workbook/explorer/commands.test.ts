// `explore FILE` and `replay CODE`, on real files in a folder with a space.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { exploreFile } from "#workbook/commands/explore.ts";
import { printReplay, renderReplayAt } from "#workbook/commands/replay.ts";
import { loadScenario } from "#workbook/explorer/load-scenario.ts";
import { moveTo } from "#workbook/explorer/render-frame.ts";
import { replayScenario } from "#workbook/explorer/replay-scenario.ts";

const folder = mkdtempSync(join(tmpdir(), "explore a file "));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const lost = write(
  "lost.mjs",
  `export default {
  name: "lost update",
  memory: { counter: 1 },
  threads: { count: 2, run: (m) => {
    const seen = Atomics.load(m.counter, 0);
    Atomics.store(m.counter, 0, seen + 1);
  } },
  final: (m) => m.counter[0] === 2 || "an update was lost",
};
`,
);

it("prints the sentence and the table, and exits with 1", async () => {
  const { text, exitCode } = await exploreFile({ file: lost, json: false, width: 60 });
  expect(exitCode).toBe(1);
  expect(text.split("\n")[0]).toBe("At the end, an update was lost.");
  expect(text).toContain("5: counter is 0");
});

it("prints one JSON document with the contract's names", async () => {
  const { text } = await exploreFile({ file: lost, json: true, width: 60 });
  const exploration = JSON.parse(text) as Record<string, unknown>;
  const names = [
    "verdict",
    "exhaustive",
    "states",
    "transitions",
    "ms",
    "message",
    "schedule",
    "trace",
  ];
  expect(Object.keys(exploration)).toEqual(expect.arrayContaining(names));
  expect(exploration.verdict).toBe("assertion");
});

it("says what is wrong with a file that is no scenario, and exits with 2", async () => {
  const file = write("empty.mjs", "export default { memory: {} };");
  const { text, exitCode } = await exploreFile({ file, json: false, width: 60 });
  expect(exitCode).toBe(2);
  expect(text).toMatch(/expected a scenario as default export, got one without `threads`\.$/);
  const missing = await exploreFile({ file: join(folder, "none.mjs"), json: false, width: 60 });
  expect(missing.exitCode).toBe(2);
});

it("steps forwards, backwards and to the failure", async () => {
  const replayed = replayScenario(await loadScenario(lost), "ba2b");
  expect(renderReplayAt(replayed, 0, 60)).toBe(
    [
      "step 0 of 4: nothing has run yet",
      "",
      "  thread 1  could run: Atomics.load counter",
      "    5 | const seen = Atomics.load(m.counter, 0);",
      "> thread 2  could run: Atomics.load counter",
      "    5 | const seen = Atomics.load(m.counter, 0);",
      "",
      "  counter = 0",
    ].join("\n"),
  );
  expect(renderReplayAt(replayed, 3, 60)).toContain("* counter = 1   (was 0)");
  expect(moveTo(replayed, 0, "back")).toBe(0);
  expect(moveTo(replayed, 0, "forward")).toBe(1);
  expect(moveTo(replayed, 1, "failure")).toBe(4);
  expect(moveTo(replayed, 4, "forward")).toBe(4);
});

it("prints the whole replay where there is no terminal", async () => {
  const text = printReplay(await loadScenario(lost), "ba2b", 60);
  expect(text).toContain("step 4 of 4: thread 2: counter 1 → 1");
});
