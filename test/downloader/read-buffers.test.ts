// Large buffers that sockets read into: used again once all that was in them is given back, and never before.

import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";
import { createSource, hashSource } from "#lesson/09-downloader/chaos/source.ts";
import { type Disk, realDisk } from "#lesson/09-downloader/disk.ts";
import {
  connectWithSlabs,
  giveBack,
  takeLooseBytes,
} from "#lesson/09-downloader/http/read-buffers.ts";
import { download } from "#solution/09-downloader/download.ts";

const mebibyte = 2 ** 20;
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A connection, and its other end. */
async function connect(): Promise<{ socket: Socket; server: Socket }> {
  const listener = createServer().listen(0, "127.0.0.1");
  cleanUps.push(() => listener.close());
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  const accepted = once(listener, "connection");
  const socket = await new Promise<Socket>((resolve, reject) => {
    const place = { hostname: "127.0.0.1", host: "127.0.0.1", protocol: "http:" };
    connectWithSlabs({ timeout: 0 })({ ...place, port: String(port) }, (error, connected) =>
      connected ? resolve(connected as Socket) : reject(error),
    );
  });
  const [server] = (await accepted) as [Socket];
  cleanUps.push(
    () => server.destroy(),
    () => socket.destroy(),
  );
  return { socket, server };
}

/** Reads what was sent; `onPiece` gets each piece as it comes. */
async function pass(
  { socket, server }: { socket: Socket; server: Socket },
  sent: Buffer,
  onPiece: (piece: Buffer) => void,
): Promise<void> {
  server.write(sent);
  let left = sent.length;
  while (left > 0) {
    const piece = socket.read() as Buffer | null;
    if (piece === null) await once(socket, "readable");
    else {
      left -= piece.length;
      onPiece(piece);
    }
  }
}

const bytesOf = (value: number) => Buffer.alloc(8 * mebibyte, value);

test("memory is used again once everything in it is given back", async () => {
  const ends = await connect();
  const memory = new Set<ArrayBufferLike>();
  await pass(ends, bytesOf(1), (piece) => {
    memory.add(piece.buffer);
    giveBack([piece]);
  });
  // Of the first that is full on: one is read into while another is looked at.
  expect(memory.size).toBeLessThanOrEqual(3);
});

test("what is not given back stays as it came, to the last byte", async () => {
  const ends = await connect();
  const kept: Buffer[] = [];
  await pass(ends, bytesOf(1), (piece) => {
    // Most of each piece of memory is given back, and not all.
    if (kept.length < 20) kept.push(piece);
    else giveBack([piece]);
  });
  await pass(ends, bytesOf(2), (piece) => giveBack([piece]));
  for (const piece of kept) expect(piece.every((byte) => byte === 1)).toBe(true);
});

test("a piece that is given back twice counts once", async () => {
  const ends = await connect();
  const pieces: Buffer[] = [];
  // One by one, so that they are all as long: the second, given back twice, would count for the first.
  for (let count = 0; count < 600; count++)
    await pass(ends, Buffer.alloc(1_000, 1), (piece) => pieces.push(piece));
  const [kept, second, ...others] = pieces as [Buffer, Buffer, ...Buffer[]];
  expect([kept.length, second.length]).toEqual([1_000, 1_000]);
  giveBack([second, second, ...others]);
  await pass(ends, bytesOf(2), (piece) => giveBack([piece]));
  expect(kept.every((byte) => byte === 1)).toBe(true);
});

test("bytes from elsewhere are counted as left to the collector", () => {
  takeLooseBytes();
  giveBack([Buffer.alloc(3), Buffer.alloc(4)]);
  expect([takeLooseBytes(), takeLooseBytes()]).toEqual([7, 0]);
});

test("a file is right, byte for byte, however the disk lags behind eight connections", async () => {
  const sizeBytes = 32 * mebibyte;
  const server = await startFaultServer({ sizeBytes });
  const folder = await mkdtemp(join(tmpdir(), "interleave-slabs-"));
  cleanUps.push(
    () => server.close(),
    () => rm(folder, { recursive: true }),
  );
  const open: Disk["open"] = async (...words) => {
    const handle = await realDisk.open(...words);
    const writev = handle.writev.bind(handle);
    return Object.assign(handle, {
      writev: async (...given: Parameters<typeof writev>) => {
        for (let turn = 0; turn < 5; turn++) await setImmediate();
        return await writev(...given);
      },
    });
  };
  const file = join(folder, "out");
  await download(server.url, { file, connections: 8, disk: { ...realDisk, open } });
  const hash = createHash("sha256")
    .update(await readFile(file))
    .digest("hex");
  expect(hash).toBe(hashSource(createSource(1, 1, sizeBytes)));
});
