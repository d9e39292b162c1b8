// A signal that aborts at any moment: before, with each request, with each thing that is told, in a wait.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FaultScript } from "#lesson/09-downloader/chaos/fault-script.ts";
import { parseJournal } from "#lesson/09-downloader/file/journal-state.ts";
import { countBytes } from "#lesson/09-downloader/http/byte-range.ts";
import type { Downloader } from "#lesson/09-downloader/play/play-scenario.ts";
import { watchRun, withStage } from "#lesson/09-downloader/play/watch-run.ts";

const script: FaultScript = {
  sizeBytes: 30_000,
  pieceBytes: 2_500,
  rules: [{ skip: 3, times: 1, status: 503, headers: { "retry-after": "7" } }],
};
const options = { connections: 2, chunkBytes: 5_000 };

/**
 * It ends at once, with the signal's reason; what had come is claimed; and the next run has the file.
 *
 * @returns a sentence for the first moment at which that is not so; none if all is right
 */
export async function playAborts({
  download,
  onRun = () => {},
}: {
  download: Downloader;
  onRun?: () => void;
}): Promise<string[]> {
  for (let moment = 0; ; moment++) {
    onRun();
    const { failure, isOver } = await playAbort(moment, download);
    if (failure) return [`aborted at moment ${moment}: ${failure}`];
    if (isOver) return [];
  }
}

/** `isOver`: the run had fewer moments than that. */
async function playAbort(
  moment: number,
  download: Downloader,
): Promise<{ failure?: string | undefined; isOver: boolean }> {
  return await withStage(script, async (stage) => {
    const controller = new AbortController();
    const { signal } = controller;
    let moments = 0;
    let requests = 0;
    const pass = (): void => {
      if (moments++ !== moment) return;
      controller.abort(new Error("enough"));
      requests = stage.server.log.length;
    };
    pass();
    stage.onRequest = pass;
    const run = await watchRun(stage, download, {
      ...options,
      signal,
      onEvent: pass,
      onRetry: pass,
    });
    stage.onRequest = () => {};
    const isOver = !signal.aborted;
    if (run.failures.length > 0) return { failure: run.failures[0], isOver };
    if (run.isComplete) return { isOver };
    const more = stage.server.log.length - requests;
    if (more > 0) return { failure: `expected no request after that, got ${more}`, isOver };
    const text = await readFile(join(stage.folder, "file.bin.part.json"), "utf8").catch(
      () => "null",
    );
    const kept = countBytes(parseJournal(text)?.ranges ?? []);
    const done = run.events.findLast((event) => event.type === "bytes")?.doneBytes ?? 0;
    if (kept !== done)
      return { failure: `expected a journal of ${done} bytes, got ${kept}`, isOver };
    const next = await watchRun(stage, download, options);
    const problem = next.isComplete ? next.failures[0] : `got ${next.error}`;
    return { failure: problem && `in the next run: ${problem}`, isOver };
  });
}
