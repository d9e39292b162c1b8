// Every lie of the server at every place: to the first request, a later one, or from then on.

import type { FaultScript, Lie } from "#lesson/09-downloader/chaos/fault-script.ts";
import type { Downloader } from "#lesson/09-downloader/play/play-scenario.ts";
import { watchRun, withStage } from "#lesson/09-downloader/play/watch-run.ts";

const sizeBytes = 60_000;
const chunkBytes = 16_384;

interface Told {
  /** Its number in the list of 37. */
  fault: number;
  lie: Lie;
  /** Whether a download ends well where it is told only once. */
  isPassing: boolean;
  /** What all requests after the first hear that do not hear the lie; only beside each other. */
  others?: Lie;
}

const told = (fault: number, lie: Lie): Told => ({ fault, lie, isPassing: true });

const heard404: Lie = { status: 404, stallAfterBytes: Number.POSITIVE_INFINITY };

const lies: readonly Told[] = [
  told(3, { ignoreRange: true }),
  told(5, { shiftBytes: 100 }),
  told(6, { headers: { "content-range": null } }),
  told(7, { total: sizeBytes + 5 }),
  told(7, { total: 1 }),
  told(8, { total: "*" }),
  told(9, { multipart: true }),
  told(10, { extraBytes: 500 }),
  told(11, { atMostBytes: 1_000 }),
  told(12, { cut: { afterBytes: 5_000, by: "fin" } }),
  told(12, { ignoreRange: true, cut: { afterBytes: 50_000, by: "fin" } }),
  told(13, { cut: { afterBytes: 5_000, by: "rst" } }),
  told(15, { cut: { afterBytes: -1, by: "fin" } }),
  told(15, { framing: "close", cut: { afterBytes: 0, by: "fin" } }),
  told(16, { framing: "chunked", cut: { afterBytes: 5_000, by: "fin" } }),
  told(16, { ignoreRange: true, framing: "chunked", cut: { afterBytes: 50_000, by: "fin" } }),
  told(17, { framing: "close", cut: { afterBytes: 5_000, by: "fin" } }),
  told(19, { status: 503, headers: { "retry-after": "7" } }),
  told(21, { status: 429 }),
  { fault: 22, lie: { status: 404 }, isPassing: false },
  { fault: 22, lie: heard404, isPassing: false, others: { stallAfterBytes: 0 } },
  told(25, { version: 2 }),
  told(25, { version: 2, ignoreIfRange: true }),
  told(32, { gzip: true }),
];

/** To which requests: from which one on, and how many of them; by one connection, or by some. */
const always = Number.POSITIVE_INFINITY;
const places = [
  { skip: 0, times: 1, connections: 1 },
  { skip: 0, times: always, connections: 1 },
  { skip: 1, times: 1, connections: 1 },
  { skip: 1, times: always, connections: 3 },
  { skip: 2, times: 1, connections: 3 },
];

/** The faults that it is about. */
export const faultsWithLies: readonly number[] = [...new Set(lies.map(({ fault }) => fault))];

/**
 * Whatever the server says, a download either gives the name to a version of its file, or says that
 * it failed; and then the next one, from an honest server, makes good what it has left.
 *
 * @returns a sentence for the first thing that is not so; none if all is right
 */
export async function playLies(
  fault: number,
  { download, onRun = () => {} }: { download: Downloader; onRun?: () => void },
): Promise<string[]> {
  for (const { lie, isPassing, others } of lies.filter((one) => one.fault === fault)) {
    for (const { connections, ...place } of places) {
      // Who is alone has no others.
      if (others && connections === 1) continue;
      onRun();
      const companions = others ? [{ skip: 1, ...others }] : [];
      const rules = [...companions, { ...place, ...lie }];
      const script = { sizeBytes, pieceBytes: 3_000, rules };
      const mustPass = isPassing && place.times === 1;
      const [failure] = await playLie(script, { connections, mustPass }, download);
      if (failure) return [`${describe(script, connections)}: ${failure}`];
    }
  }
  return [];
}

async function playLie(
  script: FaultScript,
  { connections, mustPass }: { connections: number; mustPass: boolean },
  download: Downloader,
): Promise<string[]> {
  return await withStage(script, async (stage) => {
    const options = { connections, chunkBytes };
    const { isComplete, error, failures } = await watchRun(stage, download, options);
    if (failures.length > 0 || isComplete) return failures;
    if (mustPass) return [`expected the file, got ${error}`];
    stage.script.rules = [];
    const next = await watchRun(stage, download, options);
    const problem = next.isComplete ? [] : [`expected the file, got ${next.error}`];
    return [...next.failures, ...problem].map((sentence) => `in the next run, ${sentence}`);
  });
}

function describe({ rules = [] }: FaultScript, connections: number): string {
  const { skip = 0, times, ...lie } = rules.at(-1) ?? {};
  const which = times === 1 ? `request ${skip + 1}` : `request ${skip + 1} and all after it`;
  const what = connections === 1 ? "1 connection" : `${connections} connections`;
  return `with ${what}, when the server tells ${JSON.stringify(lie)} to ${which}`;
}
