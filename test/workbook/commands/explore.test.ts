// `explore FILE` within bounds: what is too large for every schedule can still be found broken, and what holds says how far.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runWorkbook } from "./workbook.ts";

const root = mkdtempSync(join(tmpdir(), "explore-"));
afterAll(() => rmSync(root, { recursive: true }));

/** 26^6 states of counting alone, far more than 5,000,000; testing and setting the lock are two steps. */
const orders = scenario(
  "orders",
  `
const workers = 6;
const orders = 25;
export default {
  name: "orders added under a lock that two may take",
  memory: { own: new Int32Array(workers), lock: 1, sum: 1 },
  threads: {
    count: workers,
    run(m, id) {
      for (let i = 0; i < orders; i++) Atomics.add(m.own, id, 1);
      while (Atomics.load(m.lock, 0) === 1);
      Atomics.store(m.lock, 0, 1);
      m.sum[0] += Atomics.load(m.own, id);
      Atomics.store(m.lock, 0, 0);
    },
  },
  final: (m) => m.sum[0] === workers * orders,
};`,
);

const spinLock = scenario(
  "spin-lock",
  `
export default {
  name: "two count under a spin lock",
  memory: { lock: 1, count: 1 },
  threads: {
    count: 2,
    run(m) {
      while (Atomics.compareExchange(m.lock, 0, 0, 1) !== 0);
      m.count[0]++;
      Atomics.store(m.lock, 0, 0);
    },
  },
  final: (m) => m.count[0] === 2,
};`,
);

/** Wrong if a wait ends before it is notified: by its timeout, or unasked. */
const message = scenario(
  "message",
  `
export default {
  name: "a message is waited for once",
  memory: { sent: 1 },
  threads: [
    (m) => {
      Atomics.wait(m.sent, 0, 0, 10);
      if (Atomics.load(m.sent, 0) === 0) throw new Error("no message");
    },
    (m) => {
      Atomics.store(m.sent, 0, 1);
      Atomics.notify(m.sent, 0);
    },
  ],
};`,
);

function scenario(name: string, text: string): string {
  const file = join(root, `${name}.mjs`);
  writeFileSync(file, text);
  return file;
}

const explore = (words: string) => runWorkbook({ root }, `explore ${words}`);

describe.concurrent("explore --random", () => {
  test("finds a lock broken that is too large to exhaust, by the same schedule each time", async () => {
    const words = `${orders} --random 3000 --seed 2`;
    const [first, second] = await Promise.all([explore(words), explore(words)]);
    expect(first.stdout).toMatch(/^Thread \d writes `sum` while thread \d reads it/);
    expect(first.stdout).toContain("Step through it: npm start -- replay ");
    expect(first.code).toBe(1);
    expect(second).toEqual(first);
  });

  test.each([
    ["--random 20", "20 random schedules hold (seed 1, depth 3)"],
    ["--random 30 --seed 9", "30 random schedules hold (seed 9, depth 3)"],
  ])("says of `%s` that it is no proof", async (options, sentence) => {
    const { code, stdout } = await explore(`${spinLock} ${options}`);
    expect(stdout).toBe(`${sentence}; no other was run, so this is no proof.\n`);
    expect(code).toBe(0);
  });
});

describe.concurrent("explore", () => {
  test("tries every schedule unless it is told otherwise", async () => {
    const { code, stdout } = await explore(spinLock);
    expect(stdout).toMatch(
      /^Every schedule of 2 threads holds \(\d+ states, loops tried for 20,000 rounds\)\.\n$/,
    );
    expect(code).toBe(0);
  });

  test.each([
    [`${spinLock} --preemptions 0`, "schedules with more preemptions were left out"],
    [`${message} --timeouts never`, "timeouts never fired"],
  ])("says what `%s` has left out", async (words, bound) => {
    const { code, stdout } = await explore(words);
    expect(stdout).toMatch(/^No schedule of 2 threads was found that breaks it, /);
    expect(stdout).toContain(`this is no proof: ${bound} (`);
    expect(code).toBe(0);
  });

  test("says which cells there are where a thread uses another", async () => {
    const text = `export default {
  name: "slip", memory: { a: 1, more: 2 },
  threads: [(m) => void Atomics.add(m.b, 0, 1), () => {}],
};`;
    const { code, stdout } = await explore(scenario("no-such-cells", text));
    expect(stdout.split("\n")[0]).toBe(
      "Thread 1 throws TypeError: undefined is not an integer typed array. Is it a name that is not in the memory? There are `a`, `more`.",
    );
    expect(code).toBe(1);
  });

  test.each([
    ["a timeout, unless it is told otherwise", message, "timeout"],
    ["a wake-up unasked with --spurious", `${message} --timeouts never --spurious`, "spurious"],
  ])("lets a wait end by %s", async (_title, words, event) => {
    const { code, stdout } = await explore(`${words} --json`);
    const { message, schedule } = JSON.parse(stdout);
    expect(message).toBe("Thread 1 throws Error: no message.");
    expect(schedule).toContainEqual({ thread: 0, event });
    expect(code).toBe(1);
  });

  test.each([
    ["none.mjs", /^There is no file \/.*none\.mjs\.\n$/, ""],
    [".", /^Expected a file, got the folder \/.*\.\n$/, ""],
    ["/dev/null", /^Expected a file, got \/dev\/null, which is none\.\n$/, ""],
    [
      "empty.mjs",
      /^Expected .*empty\.mjs to export a scenario by default .*, got undefined\.\n$/,
      ";",
    ],
    [
      "far.mjs",
      /^.*far\.mjs could not be loaded: .* works in the course's folder only: .*\.\n$/,
      'import "#workbook/explorer/index.ts";',
    ],
    [
      "endless.mjs",
      /^.*endless\.mjs could not be loaded: it has computed for 4 s without an end\. Is there an endless loop outside of its threads\?\n$/,
      "while (true) {}",
    ],
    [
      "waiting.mjs",
      /^.*waiting\.mjs could not be loaded: an `await` at its top level waits for what never comes\.\n$/,
      "await new Promise(() => {});",
    ],
    [
      "asleep.mjs",
      /^.*asleep\.mjs could not be loaded: it sleeps without a timeout, and no thread of a scenario can wake it yet\.\n$/,
      "const { wait } = Atomics; const cells = new Int32Array(new SharedArrayBuffer(4)); wait(cells, 0, 0, 1); wait(cells, 0, 0);",
    ],
    [
      "ends.mjs",
      /^Expected .*ends\.mjs to hand over a scenario and go on, but it has ended the process, as `process\.exit` does\.\n$/,
      "try { process.exit(0); } finally {}",
    ],
    [
      "ends-in-a-thread.mjs",
      /^Expected .*ends-in-a-thread\.mjs to hand over a scenario and go on, but it has ended the process, as `process\.exit` does\.\n$/,
      "export default { name: 'ends', memory: { a: 1 }, threads: [() => process.exit(3)] };",
    ],
    [
      "three.mjs",
      /^What .*three\.mjs exports by default cannot be explored\. Expected `threads` to be an array .*, got 3\. Write, .*\.\n$/,
      "export default { name: 'three', memory: { a: 1 }, threads: 3 };",
    ],
    [
      "slip.mjs",
      /^What .*slip\.mjs exports by default cannot be explored\. Expected a scenario to have no fields but `name`, .*, got `thread`\.\n$/,
      "export default { name: 'slip', memory: { a: 1 }, thread: [() => {}] };",
    ],
    [
      "none-of-them.mjs",
      /^.* Expected `threads\.count` to be a whole number from 1 to 15, got 0\. Write, .*\.\n$/,
      "export default { name: 'none', memory: { a: 1 }, threads: { count: 0, run() {} } };",
    ],
  ])("says in one sentence what is wrong with the file `%s`", async (name, sentence, text) => {
    const file = resolve(root, name);
    if (text) writeFileSync(file, text);
    const { code, stdout, stderr } = await explore(file);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(sentence);
  });

  test.each([
    ["--random ten", "Expected a whole number of 1 or more for `--random`, got `ten`."],
    ["--random 0", "Expected a whole number of 1 or more for `--random`, got `0`."],
    ["--random", "Expected a value for `--random`, got none."],
    ["--random -5", "Expected a value for `--random`, got `-5`."],
    ["--random 9 --seed 1.5", "Expected a whole number of 0 or more for `--seed`, got `1.5`."],
    ["--seed 4", "Expected `--random N` beside `--seed`, got `--seed` alone."],
    ["--preemptions=-1", "Expected a whole number of 0 or more for `--preemptions`, got `-1`."],
    ["--timeouts often", "Expected `never` for `--timeouts`, got `often`."],
  ])("says what is wrong with `%s`", async (options, sentence) => {
    const { code, stdout, stderr } = await explore(`${spinLock} ${options}`);
    expect(stderr.split("\n").slice(0, 3)).toEqual([
      sentence,
      "Usage: npm start -- explore FILE [--random N] [--seed S] [--preemptions N]",
      "       [--timeouts never] [--spurious] [--json]",
    ]);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});
