// Images on a local server, and a stopwatch for who fetches them: each style gets the same ones.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFileServer } from "#lesson/04-queues/file-server.ts";
import { drawPicture, makeThumbnail } from "#lesson/07-pools/tasks/pictures.ts";
import { type Image, maxWidth, nameThumbnail, type StageSpan } from "./image-tasks.ts";
import type { Style } from "./style.ts";

/** A style, and what it took. */
export interface StyleRun {
  name: string;
  /** How many images it was to have under way at once. */
  places: number;
  /** From nothing to the first request: threads and processes start, code is loaded. */
  startMs: number;
  fetchMs: number;
  thumbnailMs: number;
  /** From nothing to the last thumbnail. */
  allMs: number;
  /** Requests that the server had open at once, at most. */
  peakOpen: number;
  spans: readonly StageSpan[];
}

export interface Gallery {
  /**
   * Runs the style with at most `places` images under way at the same time. Undefined if it cannot be run here.
   *
   * @throws Error if a thumbnail is not what it should be
   */
  measure(name: string, style: Style, places: number): Promise<StyleRun | undefined>;
  close(): Promise<void>;
}

/** Drawing takes longer than serving: a few pictures come again and again. */
const drawn = 2;

export async function openGallery(count: number): Promise<Gallery> {
  const pictures = Array.from({ length: drawn }, (_, number) => drawPicture(number, 960, 720));
  const server = await startFileServer({ count, latencyMs: 10, contents: pictures });
  const parent = mkdtempSync(join(tmpdir(), "interleave-images-"));
  let runs = 0;
  let expected: Uint8Array[] | undefined;
  return {
    async measure(name, style, places) {
      const folder = join(parent, `${++runs}`);
      const images = server.urls.map((url, index) => ({ url, folder, file: `${index}.png` }));
      server.forgetPeak();
      const startedMs = performance.timeOrigin + performance.now();
      const sample = { url: server.urls[0] ?? "", folder, file: "sample.png" };
      const spans = await style({ images, sample, places });
      if (spans.length === 0) return undefined;
      expected ??= pictures.map((picture) => makeThumbnail(picture, maxWidth).value);
      for (const [index, image] of images.entries()) check(image, expected[index % drawn]);
      rmSync(folder, { recursive: true });
      const { peakOpen } = server;
      return { name, places, ...takeTimes(spans, startedMs), peakOpen, spans };
    },
    async close() {
      await server.close();
      rmSync(parent, { recursive: true });
    },
  };
}

function takeTimes(spans: readonly StageSpan[], startedMs: number) {
  const [fetch, thumbnail] = [findEnds(spans, "fetch"), findEnds(spans, "thumbnail")];
  return {
    startMs: fetch.first - startedMs,
    fetchMs: fetch.last - fetch.first,
    thumbnailMs: thumbnail.last - thumbnail.first,
    allMs: thumbnail.last - startedMs,
  };
}

function findEnds(
  spans: readonly StageSpan[],
  stage: StageSpan["stage"],
): { first: number; last: number } {
  const ours = spans.filter((span) => span.stage === stage);
  return {
    first: Math.min(...ours.map(({ startMs }) => startMs)),
    last: Math.max(...ours.map(({ endMs }) => endMs)),
  };
}

function check({ folder, file }: Image, expected: Uint8Array | undefined): void {
  const made = readFileSync(join(folder, nameThumbnail(file)));
  if (expected && made.equals(expected)) return;
  throw new Error(`expected the thumbnail of ${file}, got ${made.length} other bytes`);
}
