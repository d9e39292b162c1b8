// What an earlier run may have left: any of its parts, or a journal that is none.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FaultScenario } from "#lesson/09-downloader/chaos/fault-script.ts";
import type { Downloader } from "#lesson/09-downloader/play/play-scenario.ts";
import { prepareFolder } from "#lesson/09-downloader/play/scenario-setup.ts";
import { watchRun, withStage } from "#lesson/09-downloader/play/watch-run.ts";

interface ResumeTools {
  download: Downloader;
  onRun?: () => void;
}

const sizeBytes = 20_000;
const chunkBytes = 4_096;
/** The bytes of the probe are one more. */
const probeBytes = 1;

/**
 * Continues from every set of parts that may be there, and asks for no byte of them.
 *
 * @returns a sentence for the first set with which it does not; none if all is right
 */
export async function playResumes(tools: ResumeTools): Promise<string[]> {
  const starts = Array.from(
    { length: Math.ceil(sizeBytes / chunkBytes) },
    (_, i) => i * chunkBytes,
  );
  for (let set = 0; set < 2 ** starts.length; set++) {
    const ranges = starts
      .filter((_, index) => set & (1 << index))
      .map((start) => [start, Math.min(start + chunkBytes, sizeBytes)] as const);
    const there = ranges.reduce((sum, [start, end]) => sum + end - start, 0);
    const [failure] = await playLeft({ ranges }, sizeBytes - there + probeBytes, tools);
    const list = ranges.map(([start, end]) => `${start}–${end}`).join(", ");
    if (failure) return [`when the bytes ${list || "of none"} are there: ${failure}`];
  }
  return [];
}

/** The same where what lies in the journal's place is none, in every way that it can be wrong. */
export async function playFalseJournals(tools: ResumeTools): Promise<string[]> {
  for (const journal of listFalseJournals()) {
    const left = { ranges: [[0, 2 * chunkBytes]] as const, journal };
    const [failure] = await playLeft(left, sizeBytes + probeBytes, tools);
    if (failure) return [`when the journal is ${journal || "empty"}: ${failure}`];
  }
  return [];
}

async function playLeft(
  before: NonNullable<FaultScenario["before"]>,
  sentBytes: number,
  { download, onRun = () => {} }: ResumeTools,
): Promise<string[]> {
  onRun();
  return await withStage({ sizeBytes }, async (stage) => {
    const { server, folder } = stage;
    const { journal, ranges } = before;
    await prepareFolder(
      { sizeBytes, before: { ranges: ranges ?? [] } } as FaultScenario,
      folder,
      server.url,
    );
    if (typeof journal === "string") {
      const file = join(folder, "file.bin.part.json");
      const { part } = JSON.parse(await readFile(file, "utf8"));
      await writeFile(file, journal.replaceAll("URL", server.url).replaceAll("PART", part));
    }
    const run = await watchRun(stage, download, { connections: 2, chunkBytes });
    if (run.failures.length > 0) return run.failures;
    if (!run.isComplete) return [`expected the file, got ${run.error}`];
    const sent = server.log.reduce((sum, request) => sum + request.sentBytes, 0);
    return sent === sentBytes ? [] : [`expected ${sentBytes} bytes to be asked for, got ${sent}`];
  });
}

/** `URL` stands for that of the file, `PART` for what tells its part from another. */
function listFalseJournals(): string[] {
  const right = {
    version: 1,
    url: "URL",
    part: "PART",
    etag: '"v1"',
    sizeBytes,
    ranges: [{ start: 0, end: chunkBytes }],
  };
  const whole = JSON.stringify(right);
  const cuts = [0, 0.25, 0.5, 0.75, 0.99].map((share) => whole.slice(0, share * whole.length));
  const texts = ["null", "0", '"URL"', "[]", "{}", "[null]"];
  const fields = ["version", "url", "part", "sizeBytes", "ranges"] as const;
  const bent = fields.flatMap((field) =>
    [null, -1, "1", {}, undefined].map((value) => ({ ...right, [field]: value })),
  );
  const ranges = [
    [null],
    [[0, 5]],
    [{ start: 0 }],
    [{ start: 5, end: 5 }],
    [{ start: -5, end: 5 }],
    [{ start: 9, end: 5 }],
    [{ start: 0, end: sizeBytes + 1 }],
    [{ start: 0, end: 1.5 }],
  ];
  const all = [...bent, ...ranges.map((some) => ({ ...right, ranges: some }))];
  return [...cuts, ...texts, ...all.map((one) => JSON.stringify(one))];
}
