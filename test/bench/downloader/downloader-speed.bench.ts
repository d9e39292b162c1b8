// How fast and how small the downloader is, free, throttled and far away, beside others: `… [ROUNDS] [MIB]`.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FaultScript } from "#lesson/09-downloader/chaos/fault-script.ts";
import { interleave } from "../harness/interleave.ts";
import { describeMachine } from "../harness/machine.ts";
import { compare, median, summarize } from "../harness/statistics.ts";
import { renderTable, showNumber, showSummary } from "../harness/table.ts";
import { type Measured, measure, withServer } from "./measure.ts";
import { bareUndici, findOthers, ours, type Tool } from "./tools.ts";

const rounds = Number(process.argv[2] ?? 5);
const sizeBytes = Number(process.argv[3] ?? 256) * 2 ** 20;
const folder = await mkdtemp(join(tmpdir(), "interleave-bench-"));
const settings: [string, FaultScript, number][] = [
  ["free", { sizeBytes }, rounds],
  ["8 MiB/s per connection", { sizeBytes, bytesPerSecond: 8 * 2 ** 20 }, rounds],
  ["50 ms before each reply", { sizeBytes, latencyMs: 50 }, rounds],
];
const all = [ours, bareUndici, ...(await findOthers())];
/** One connection takes eight times as long when each is throttled, and says nothing new. */
const parallel = all.filter(({ name }) => !name.includes("×1"));

console.log(`${describeMachine()}; ${showNumber(sizeBytes / 2 ** 20)} MiB over loopback\n`);
try {
  for (const [title, script, count] of settings) {
    const tools = script.bytesPerSecond ? parallel : all;
    const results = await withServer(script, (url) => runAll(tools, url, count));
    console.log(`${title}, ${count} rounds`);
    console.log(renderResults(tools, results));
    if (script.bytesPerSecond) {
      const limit = sizeBytes / 8 / script.bytesPerSecond;
      const seconds = median((results[0] ?? []).map((one) => one.seconds));
      console.log(`the limit is ${limit} s; ours takes ${showNumber(seconds / limit, 3)} of it\n`);
    }
  }
  const large = { sizeBytes: 4 * 2 ** 30 };
  const [one] = await withServer(large, (url) => runAll([ours], url, 1));
  console.log(`4 GiB, ours, once: ${describe(one?.[0])}`);
} finally {
  await rm(folder, { recursive: true });
}

function runAll(tools: readonly Tool[], url: string, count: number): Promise<Measured[][]> {
  const runs = tools.map((tool) => async () => {
    const file = join(folder, "out");
    const measured = await measure(tool.command(url, file), folder);
    await rm(file, { force: true });
    if (measured.exit !== 0) throw new Error(`${tool.name} ended with ${measured.exit}`);
    return measured;
  });
  return interleave(count, ...runs);
}

function renderResults(tools: readonly Tool[], results: readonly Measured[][]): string {
  const seconds = results.map((list) => list.map((one) => one.seconds));
  const rows = tools.map(({ name }, index) => {
    const own = seconds[index] ?? [];
    const peaks = (results[index] ?? []).flatMap((one) => one.peakMib ?? []);
    return [
      name,
      showSummary(summarize(own), 2),
      peaks.length > 0 ? showNumber(Math.max(...peaks)) : "",
      index === 0 ? "" : showSummary(compare(own, seconds[0] ?? []), 2),
    ];
  });
  return renderTable(["", "seconds", "peak MiB", "times ours"], rows);
}

function describe(one: Measured | undefined): string {
  return `${showNumber(one?.seconds ?? 0, 1)} s, peak ${showNumber(one?.peakMib ?? 0)} MiB`;
}
