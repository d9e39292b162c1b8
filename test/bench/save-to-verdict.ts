// Measures `watch` from a save to its verdict, beside a plain `vitest run` of the same test.
// npx tsx test/bench/save-to-verdict.ts [LESSON/EXERCISE] [ROUNDS]

import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const [exercise = "01-threads/join", rounds = "20"] = process.argv.slice(2);
const answer = join(root, "exercises", `${exercise}.ts`);
const kept = mkdtempSync(join(tmpdir(), "interleave-bench-"));

const watch = spawn(process.execPath, [join(root, "workbook/start.mjs"), "watch", exercise], {
  cwd: root,
  stdio: ["ignore", "pipe", "inherit"],
});
let printed = "";
let verdicts = 0;
let onVerdict = () => {};
watch.stdout.on("data", (chunk: Buffer) => {
  printed += chunk.toString("utf8");
  const seen = printed.match(/^(✓ passed|✗ not yet)/gm)?.length ?? 0;
  if (seen > verdicts) {
    verdicts = seen;
    onVerdict();
  }
});
const nextVerdict = () => new Promise<void>((resolve) => (onVerdict = resolve));

await nextVerdict();
copyFileSync(answer, join(kept, "answer.ts"));
const watched: number[] = [];
const plain: number[] = [];
try {
  for (let round = 0; round < Number(rounds); round++) {
    const settled = nextVerdict();
    const startedAt = performance.now();
    appendFileSync(answer, `// ${round}\n`);
    await settled;
    watched.push(performance.now() - startedAt);
    plain.push(timePlainRun());
  }
} finally {
  watch.kill("SIGINT");
  copyFileSync(join(kept, "answer.ts"), answer);
  rmSync(kept, { recursive: true });
}
console.log(
  `${exercise}: ${readFileSync(answer, "utf8").split("\n").length} lines, ${rounds} rounds`,
);
console.log(`watch, save to verdict:    median ${describe(watched)}`);
console.log(`plain npx vitest run:      median ${describe(plain)}`);
console.log(`ratio of the medians:      ${(median(watched) / median(plain)).toFixed(2)}`);

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
