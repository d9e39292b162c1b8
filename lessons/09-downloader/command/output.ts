// Standard output as the place for a file: its messages go elsewhere, and a reader that leaves is an error.

import type { Writable } from "node:stream";
import { onDisk } from "#lesson/09-downloader/download-error.ts";
import type { ByteSink } from "#lesson/09-downloader/download-options.ts";

export function openOutput(stream: Writable): ByteSink {
  const name = "standard output";
  let writtenBytes = 0;
  // Each write hears of it.
  stream.on("error", () => {});
  return {
    name,
    get writtenBytes() {
      return writtenBytes;
    },
    async write(pieces) {
      for (const piece of pieces) {
        await onDisk(`write to ${name}`, () => write(piece));
        writtenBytes += piece.length;
      }
    },
  };

  function write(piece: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      stream.write(piece, (error) => (error ? reject(error) : resolve()));
    });
  }
}
