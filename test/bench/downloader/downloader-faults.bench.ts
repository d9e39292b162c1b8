// Every scenario of the fault server, played to the downloader and to others: what each makes of it. `… [NAME]`.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sourceOf } from "#lesson/09-downloader/chaos/fault-reply.ts";
import type { FaultScenario } from "#lesson/09-downloader/chaos/fault-script.ts";
import { startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";
import { scenarios } from "#lesson/09-downloader/chaos/faults/index.ts";
import { hashSource, readSource } from "#lesson/09-downloader/chaos/source.ts";
import { prepareFolder, readFinal, seed } from "#lesson/09-downloader/play/scenario-setup.ts";
import { limit } from "#solution/03-event-loop/limiter.ts";
import { describeMachine } from "../harness/machine.ts";
import { renderTable, showNumber } from "../harness/table.ts";
import { changeBetweenRuns } from "./change-between-runs.ts";
import { findOthers, ours, type Tool } from "./tools.ts";

const [, , part = ""] = process.argv;
/** Waits are real here: the longest that a server asks for is ten seconds. */
const patienceMs = 60_000;
const tools = [ours, ...(await findOthers())];
const played = scenarios.filter(({ name, disk }) => name.includes(part) && !disk);
const inTurn = limit(4);

console.log(`${describeMachine()}
right: ours does what must happen; of others, the bytes are those of one version of the file, or
there is none, as it must be. gives up: no file, where there could be one. wrong: exit 0, and other
bytes. hangs: nothing for a minute. -: does not apply, or the server had no reason to misbehave,
since so few requests came. In brackets, the requests.\n`);
const rows = await Promise.all(
  played.map(async (scenario) => [
    `${scenario.fault} ${scenario.name}`,
    ...(await Promise.all(tools.map((tool) => inTurn(() => play(scenario, tool))))),
  ]),
);
console.log(renderTable(["scenario", ...tools.map(({ name }) => name)], rows));
const sums = tools.map(({ name }, index) => {
  const cells = rows.map((row) => row[index + 1] ?? "");
  const count = (word: string): number => cells.filter((cell) => cell.startsWith(word)).length;
  const tried = cells.length - count("-");
  return [name, ...["right", "gives up", "wrong", "hangs"].map(count), tried].map(String);
});
console.log(renderTable(["", "right", "gives up", "wrong", "hangs", "of"], sums));
if (sums[0]?.[1] !== sums[0]?.at(-1)) process.exitCode = 1;

console.log(
  "24, with a first run of each tool's own: interrupted late, then there is a new version.",
);
const changes: string[][] = [];
for (const tool of tools) {
  const { verdict, exit, askedBytes, sentIfRange } = await changeBetweenRuns(tool);
  if (tool === ours && verdict !== "new version") process.exitCode = 1;
  changes.push([
    tool.name,
    verdict,
    String(exit),
    showNumber(askedBytes),
    sentIfRange ? "yes" : "no",
  ]);
}
console.log(renderTable(["", "has then", "exit", "bytes sent", "If-Range"], changes));

async function play(scenario: FaultScenario, tool: Tool): Promise<string> {
  const isOurs = tool === ours;
  if (!isOurs && !canBePlayedByOthers(scenario, tool)) return "-";
  const folder = await mkdtemp(join(tmpdir(), "interleave-faults-"));
  const server = await startFaultServer(scenario, { seed });
  try {
    const file = join(folder, "file.bin");
    const { ranges } = scenario.before ?? {};
    if (isOurs || !ranges) await prepareFolder(scenario, folder, server.url);
    else {
      const [start, end] = ranges[0] ?? [0, 0];
      await writeFile(file, readSource(sourceOf(scenario, 1, seed), start, end));
    }
    const words = isOurs
      ? [...tool.command(server.url, "file.bin"), ...listOptions(scenario)]
      : (ranges && tool.resume ? tool.resume : tool.command)(server.url, "file.bin");
    const exit = await run(words, folder);
    const isMet = !scenario.rules || server.log.some(({ isLie }) => isLie);
    if (!isOurs && !isMet) return "-";
    const verdict = await (isOurs ? judge : judgeOthers)(scenario, exit, folder);
    return `${verdict} (${server.log.length})`;
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
}

/** What asks for our own journal, names, options or checksums means nothing to others. */
function canBePlayedByOthers(
  { name, before, call, sizeBytes }: FaultScenario,
  tool: Tool,
): boolean {
  if (before?.ranges && (!tool.resume || name.startsWith("journal-"))) return false;
  if (before?.target || sizeBytes > 2 ** 28) return false;
  return !call?.namedByServer && !call?.checksumOf && !call?.unsafeResume;
}

function listOptions(scenario: FaultScenario): string[] {
  const { call = {} } = scenario;
  const { connections = 2, chunkBytes = 16_384, retries = 3, headers = {} } = call;
  const words = ["-c", connections, "--chunk", chunkBytes, "--retries", retries, "--timeout", 5];
  const { checksumOf } = call;
  return [
    ...words.map(String),
    ...(call.unsafeResume ? ["--unsafe-resume"] : []),
    ...(call.overwrite ? ["--overwrite"] : []),
    ...Object.entries(headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]),
    ...(checksumOf === undefined
      ? []
      : ["--checksum", `sha256:${hashSource(sourceOf(scenario, checksumOf, seed))}`]),
  ];
}

async function run(words: readonly string[], cwd: string): Promise<number | null> {
  const [command = "", ...rest] = words;
  const env = { ...process.env, INIT_CWD: cwd };
  const child = spawn(command, rest, { cwd, env, stdio: "ignore" });
  const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  const [code] = await once(child, "exit");
  clearTimeout(timer);
  return code;
}

/** All that the scenario demands can be seen in the tests; here, exit code and bytes. */
async function judge(
  scenario: FaultScenario,
  exit: number | null,
  folder: string,
): Promise<string> {
  const { file, exit: expected } = scenario.expect;
  if (exit === null) return "hangs";
  if (exit !== expected) return exit === 0 ? "wrong" : "gives up";
  if (typeof file === "string") return "right";
  const version = typeof file === "number" ? file : 1;
  const length = typeof file === "object" ? file.bytes : undefined;
  return (await isVersion(scenario, version, folder, length)) ? "right" : "wrong";
}

async function judgeOthers(
  scenario: FaultScenario,
  exit: number | null,
  folder: string,
): Promise<string> {
  if (exit === null) return "hangs";
  if (exit !== 0) return scenario.expect.exit === 0 ? "gives up" : "right";
  for (const version of [1, 2, 3]) if (await isVersion(scenario, version, folder)) return "right";
  return "wrong";
}

async function isVersion(
  scenario: FaultScenario,
  version: number,
  folder: string,
  length?: number,
): Promise<boolean> {
  const source = sourceOf(scenario, version, seed);
  const end = length ?? source.sizeBytes;
  const start = end > 2 ** 28 ? end - 40_000 : 0;
  const got = await readFinal(join(folder, "file.bin"), start);
  return got?.equals(readSource(source, start, end)) ?? false;
}
