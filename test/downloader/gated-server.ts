// A server of one file in two versions, which sends no more than the start of it until a test opens the gate.

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface GatedServer {
  /** Any path below it is the file. */
  readonly origin: string;
  /** Which one the next reply sends; 1 at first. */
  version: 1 | 2;
  /** Headers of all requests for more than the first byte, in order. */
  readonly asked: NodeJS.Dict<string | string[]>[];
  /** Resolves when so many of these requests have come. */
  whenAsked(times: number): Promise<void>;
  open(): void;
  close(): void;
}

export function contentOf(version: 1 | 2, sizeBytes: number): Buffer {
  return Buffer.alloc(sizeBytes, `version ${version} `);
}

/** @param gateAt bytes of the file before it go out at once */
export async function startGatedServer(sizeBytes: number, gateAt: number): Promise<GatedServer> {
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const waiting: { times: number; resolve: () => void }[] = [];
  const server = createServer({ keepAliveTimeout: 0 }, async ({ headers }, response) => {
    const body = contentOf(gated.version, sizeBytes);
    const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "");
    const [start, last] = range ? [Number(range[1]), Number(range[2])] : [0, sizeBytes - 1];
    const part = body.subarray(start, last + 1);
    response.writeHead(range ? 206 : 200, {
      etag: `"v${gated.version}"`,
      "accept-ranges": "bytes",
      "content-length": part.length,
      ...(range && { "content-range": `bytes ${start}-${last}/${sizeBytes}` }),
    });
    // A probe.
    if (range && last === 0) return response.end(part);
    gated.asked.push(headers);
    for (const { times, resolve } of waiting) if (gated.asked.length >= times) resolve();
    const freeBytes = Math.max(0, gateAt - start);
    response.write(part.subarray(0, freeBytes));
    if (freeBytes < part.length) await gate;
    response.end(part.subarray(freeBytes));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const gated: GatedServer = {
    origin: `http://127.0.0.1:${port}`,
    version: 1,
    asked: [],
    async whenAsked(times) {
      if (gated.asked.length >= times) return;
      await new Promise<void>((resolve) => waiting.push({ times, resolve }));
    },
    open: () => open(),
    close() {
      open();
      server.closeAllConnections();
      server.close();
    },
  };
  return gated;
}
