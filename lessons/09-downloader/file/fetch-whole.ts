// The file in one piece, from a server that sends no parts of it, perhaps compressed.

import { Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import type { Client, Reply } from "#lesson/09-downloader/http/http-client.ts";
import { rejectStatus } from "#lesson/09-downloader/http/reject-status.ts";
import { areDifferent, readValidators } from "#lesson/09-downloader/http/validators.ts";
import type { Resource } from "#solution/09-downloader/probe.ts";

export interface WholeFile {
  /** False where only the end of the connection ends the body: then a cut looks like the end. */
  isLengthKnown: boolean;
  /** What was made of an encoding; undefined where there is none. */
  note: string | undefined;
  /** @throws DownloadError `transient` where the reply breaks off; the signal's reason */
  buffers: AsyncIterable<Buffer[]>;
}

const decoders: Record<string, () => Transform> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

const gzips = ["gzip", "x-gzip"];
const gzipStart = [0x1f, 0x8b];

/** @throws DownloadError `changed`, or by the status of the reply; the signal's reason */
export async function fetchWhole(
  client: Client,
  resource: Resource,
  signal?: AbortSignal,
): Promise<WholeFile> {
  const reply = await client.send({
    method: "GET",
    url: resource.url,
    headers: { "accept-encoding": "identity" },
    ...(signal ? { signal } : {}),
  });
  const problem = findProblem(reply, resource);
  if (problem) {
    await reply.body.discard();
    throw problem;
  }
  const { headers, body } = reply;
  const encoding = headers["content-encoding"];
  const isLengthKnown =
    headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined;
  if (encoding === undefined) return { isLengthKnown, note: undefined, buffers: body };
  if (gzips.includes(encoding) && !(await body.startsWith(...gzipStart))) {
    const note = `the server calls it “${encoding}”, and it is not: kept as it is`;
    return { isLengthKnown, note, buffers: body };
  }
  const note = `the server sends it as “${encoding}”, which we did not ask for: unpacked`;
  // A compressed file knows its own end.
  return { isLengthKnown: true, note, buffers: decode(reply, encoding) };
}

function findProblem(reply: Reply, resource: Resource): DownloadError | undefined {
  if (reply.status !== 200) return rejectStatus(reply);
  const encoding = reply.headers["content-encoding"];
  if (encoding !== undefined) {
    if (decoders[encoding]) return undefined;
    return new DownloadError("refused", `nobody asked for the encoding “${encoding}”`);
  }
  const length = reply.headers["content-length"];
  const sizes = [length === undefined ? undefined : Number(length), resource.sizeBytes];
  const isOtherSize = !sizes.includes(undefined) && sizes[0] !== sizes[1];
  if (isOtherSize || areDifferent(readValidators(reply.headers), resource)) {
    return new DownloadError("changed", "the file has changed on the server");
  }
  return undefined;
}

async function* decode({ body }: Reply, encoding: string): AsyncGenerator<Buffer[]> {
  const decoder = decoders[encoding]?.();
  if (!decoder) return;
  const source = Readable.from(flatten(body));
  source.once("error", (error) => decoder.destroy(error));
  try {
    for await (const buffer of source.pipe(decoder)) yield [buffer as Buffer];
  } catch (cause) {
    if (cause instanceof DownloadError) throw cause;
    throw new DownloadError("transient", `the ${encoding} reply is broken`, { cause });
  }
}

async function* flatten(body: AsyncIterable<Buffer[]>): AsyncGenerator<Buffer> {
  for await (const buffers of body) yield* buffers;
}
