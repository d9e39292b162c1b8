// Keeps the program small while it moves gigabytes: two habits of V8 that cost memory for nothing here.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { takeLooseBytes } from "#lesson/09-downloader/http/read-buffers.ts";

/**
 * undici reads headers by a parser in WebAssembly, which V8 compiles a second time to make it
 * faster: that takes 34 MiB for a moment, and the bodies hardly pass through it. Call this before
 * the first request.
 */
export function compileWasmOnce(): void {
  setFlagsFromString("--liftoff-only");
}

/**
 * Returns what to call with the size of every buffer that is done with. To V8, 64 KiB in a buffer
 * are a few bytes of its own heap, so it collects late: by then tens of megabytes of written
 * buffers have piled up. A small collection now and then costs a millisecond, and frees all but the
 * buffers that had to wait for the disk through two of them. Those are left to a large one. Bytes
 * that lay in no slab count four times: the others are mostly used again, and not collected.
 */
export function createBufferFreer(everyBytes = 48 * 2 ** 20): (doneBytes: number) => void {
  // Without a flag on the command line, this is the way to the collector.
  setFlagsFromString("--expose-gc");
  const collect: (isSmall?: true) => void = runInNewContext("gc");
  let sinceBytes = 0;
  let collections = 0;
  return (doneBytes) => {
    sinceBytes += doneBytes + 3 * takeLooseBytes();
    if (sinceBytes < everyBytes) return;
    sinceBytes = 0;
    collections++;
    // `true` asks for a small one, nothing for a large one; what anything else means differs between Nodes.
    if (collections % 8 === 0) collect();
    else collect(true);
  };
}
