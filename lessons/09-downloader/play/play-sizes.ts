// Files of few bytes, and of many parts: each byte is asked for once.

import type { LoggedRequest } from "#lesson/09-downloader/chaos/fault-server.ts";
import type { Downloader } from "#lesson/09-downloader/play/play-scenario.ts";
import { watchRun, withStage } from "#lesson/09-downloader/play/watch-run.ts";

/** Around one part, and around as many as there are connections; and one of many that come slowly. */
const files = [
  ...[0, 1, 2, 7, 8, 9, 15, 16, 17, 23, 24, 25].map((sizeBytes) => ({ sizeBytes, chunkBytes: 8 })),
  { sizeBytes: 60_100, chunkBytes: 4_000 },
];

/** Returns a sentence for the first file that is not had as it must be; none if all is right. */
export async function playSizes({
  download,
  onRun = () => {},
}: {
  download: Downloader;
  onRun?: () => void;
}): Promise<string[]> {
  for (const { sizeBytes, chunkBytes } of files) {
    for (const connections of [1, 3, 15]) {
      onRun();
      const [failure] = await withStage({ sizeBytes, pieceBytes: 1_000 }, async (stage) => {
        const run = await watchRun(stage, download, { connections, chunkBytes });
        if (!run.isComplete) return [...run.failures, `expected the file, got ${run.error}`];
        const twice = findAskedTwice(stage.server.log.slice(1), sizeBytes);
        return twice === undefined ? run.failures : [...run.failures, twice];
      });
      if (failure)
        return [`${sizeBytes} bytes in parts of ${chunkBytes}, ${connections} at once: ${failure}`];
    }
  }
  return [];
}

function findAskedTwice(log: readonly LoggedRequest[], sizeBytes: number): string | undefined {
  const parts = log
    .map(({ headers }) => /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? ""))
    .map((found) => [Number(found?.[1] ?? 0), Number(found?.[2] ?? sizeBytes - 1)] as const)
    .sort(([a], [b]) => a - b);
  const wrong = parts.find(([start], index) => start < (parts[index - 1]?.[1] ?? -1) + 1);
  if (wrong) return `byte ${wrong[0]} was asked for twice`;
  const last = parts.at(-1);
  return last && last[1] >= Math.max(sizeBytes, 1)
    ? `byte ${last[1]} was asked for, and there is none`
    : undefined;
}
