// A server of generated files, whole or in parts, that counts what is asked for and what goes out.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface CountingServer {
  readonly urls: string[];
  /** How often bytes of each file were asked for, by its number. */
  readonly requests: Int32Array;
  /** Of all files, handed to the connections. */
  readonly sentBytes: number;
  close(): void;
}

export interface ServeOptions {
  count: number;
  sizeBytes: number;
  /** Before the first byte of each reply. */
  latencyMs: number;
  /** Of each reply. */
  bytesPerSecond: number;
  host: string;
}

export function contentOf(file: number, sizeBytes: number): Buffer {
  return Buffer.alloc(sizeBytes, `file ${file} `);
}

export async function serveFiles(options: ServeOptions): Promise<CountingServer> {
  const { count, sizeBytes, latencyMs, bytesPerSecond, host } = options;
  const requests = new Int32Array(count);
  let sentBytes = 0;
  const server = createServer(async ({ url = "", method, headers }, response) => {
    const file = Number(url.slice(1));
    const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "");
    const [start, last] = range ? [Number(range[1]), Number(range[2])] : [0, sizeBytes - 1];
    await sleep(latencyMs);
    response.writeHead(range ? 206 : 200, {
      etag: `"file ${file}"`,
      "accept-ranges": "bytes",
      "content-length": last + 1 - start,
      ...(range && { "content-range": `bytes ${start}-${last}/${sizeBytes}` }),
    });
    if (method === "HEAD") return response.end();
    requests[file] = (requests[file] ?? 0) + 1;
    const body = contentOf(file, sizeBytes).subarray(start, last + 1);
    // Twenty times a second, if there is a rate at all.
    const step = Math.min(body.length, Math.ceil(bytesPerSecond / 20));
    for (let at = 0; at < body.length && !response.destroyed; at += step) {
      const piece = body.subarray(at, at + step);
      sentBytes += piece.length;
      response.write(piece);
      if (Number.isFinite(bytesPerSecond)) await sleep(50);
    }
    response.end();
  }).listen(0, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    urls: Array.from({ length: count }, (_, file) => `http://${host}:${port}/${file}`),
    requests,
    get sentBytes() {
      return sentBytes;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
