// Measures `watch` from a save to its verdict, beside a plain `vitest run` of the same test.
// npx tsx test/bench/checker/save-to-verdict.bench.ts [LESSON/EXERCISE] [ROUNDS]: our solution is saved over the stub
// npx tsx test/bench/checker/save-to-verdict.bench.ts LESSON/EXERCISE ROUNDS failing: the stub is saved over itself
// PAUSE_MS=1500 saves so soon after the verdict before; by default after 6,000 ms, when the tests have been rehearsed.

import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, copyFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { makeLinkedCourse } from "../../workbook/linked-course.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const [exercise = "01-threads/join", rounds = "20", outcome = "passing"] = process.argv.slice(2);
const pauseMs = Number(process.env.PAUSE_MS ?? 6_000);
const [lesson, name] = exercise.split("/");
/** The learner's own work is nobody's to change; and `watch` begins the next exercise after a pass. */
const course = makeLinkedCourse();
process.env.INTERLEAVE_COURSE = course.root;
const answer = join(course.root, "exercises", `${exercise}.ts`);
const stub = join(root, "lessons", `${lesson}/exercises/${name}.ts`);
const solution = join(root, "solutions", `${exercise}.ts`);
spawnSync(process.execPath, [join(root, "workbook/start.mjs"), "check", exercise], { cwd: root });

const watched: number[] = [];
const plain: number[] = [];
try {
  for (let round = 0; round < Number(rounds); round++) {
    copyFileSync(stub, answer);
    watched.push(await timeSave(outcome === "failing"));
    plain.push(timePlainRun());
  }
} finally {
  course.remove();
}
console.log(`${exercise}, ${outcome}, ${rounds} rounds`);
console.log(`watch, save to verdict:    median ${describe(watched)}`);
console.log(`plain npx vitest run:      median ${describe(plain)}`);
console.log(`ratio of the medians:      ${(median(watched) / median(plain)).toFixed(2)}`);

/** A `watch` that has failed once, as when somebody works at it. It moves on after a pass. */
async function timeSave(fails: boolean): Promise<number> {
  const watch = spawn(process.execPath, [join(root, "workbook/start.mjs"), "watch", exercise], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  let hear = (): void => {};
  watch.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString("utf8");
    hear();
  });
  const hasPrinted = (pattern: RegExp, times: number): Promise<void> =>
    new Promise((resolve) => {
      hear = () => {
        if ([...printed.matchAll(pattern)].length >= times) resolve();
      };
      hear();
    });
  await hasPrinted(/^✗ not yet/gm, 1);
  // Whoever reads a verdict and changes something saves no sooner.
  await sleep(pauseMs);
  const startedAt = performance.now();
  if (fails) appendFileSync(answer, "// saved\n");
  else copyFileSync(solution, answer);
  await hasPrinted(fails ? /^✗ not yet/gm : /^✓ passed/gm, fails ? 2 : 1);
  const ms = performance.now() - startedAt;
  const gone = new Promise((resolve) => watch.once("exit", resolve));
  watch.kill("SIGINT");
  await gone;
  return ms;
}

function timePlainRun(): number {
  const startedAt = performance.now();
  spawnSync("npx", ["vitest", "run", `test/lessons/${exercise}.test.ts`], {
    cwd: root,
    stdio: "ignore",
  });
  return performance.now() - startedAt;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function describe(values: number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(0)} ms (${low.toFixed(0)} to ${high.toFixed(0)})`;
}
