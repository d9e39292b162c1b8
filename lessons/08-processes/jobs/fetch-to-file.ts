// The effect of a download job: a whole file under its name, however often and by whomever it is run.

import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export interface Download {
  url: string;
  /** A name without a folder. */
  file: string;
}

export interface Downloaded extends Download {
  sizeBytes: number;
  /** Of the file's bytes, in hexadecimal. */
  sha256: string;
}

export type FetchToFile = (
  download: Download,
  folder: string,
  signal: AbortSignal,
) => Promise<Downloaded>;

/** Trying again will not help: the server says no, or the job makes no sense. */
export class HopelessError extends Error {
  override readonly name = "HopelessError";
}

/**
 * Two workers may do this at the same time, and each may die in the middle: each writes to a name of
 * its own, and only a whole file gets the name that others look for.
 *
 * @throws HopelessError for a status from 400 to 499, except 408 and 429, and for a name with a folder
 */
export const fetchToFile: FetchToFile = async ({ url, file }, folder, signal) => {
  if (file === "" || basename(file) !== file || file.startsWith(".")) {
    throw new HopelessError(`expected a plain file name, got ${file}`);
  }
  await mkdir(folder, { recursive: true });
  const response = await fetch(url, { signal });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    const isHopeless = response.status < 500 && ![408, 429].includes(response.status);
    throw new (isHopeless ? HopelessError : Error)(`${url}: status ${response.status}`);
  }
  const part = join(folder, `${file}.${randomUUID()}.part`);
  const hash = createHash("sha256");
  let sizeBytes = 0;
  try {
    const measured = async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        sizeBytes += chunk.byteLength;
        yield chunk;
      }
    };
    // A stream that opens the file itself may still do so after the removal below, when the body fails early.
    const to = (await open(part, "w")).createWriteStream({ flush: true });
    await pipeline(Readable.fromWeb(response.body), measured, to, { signal });
    await rename(part, join(folder, file));
  } finally {
    await rm(part, { force: true });
  }
  return { url, file, sizeBytes, sha256: hash.digest("hex") };
};
