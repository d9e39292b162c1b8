// A server that fails on command: a script says what is wrong with which reply, and a log what was asked.

import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Asked, composeReply } from "#lesson/09-downloader/chaos/fault-reply.ts";
import type { FaultScript, Lie, Rule } from "#lesson/09-downloader/chaos/fault-script.ts";

export interface LoggedRequest extends Asked {
  /** From 1. */
  number: number;
  /** Which connection it came over, from 1. */
  connection: number;
  /** Whether it came to the other port. */
  isOther: boolean;
  /** By the clock given to the server. */
  atMs: number;
  /** As it came, up to the empty line. */
  raw: string;
  /** Status of the reply; undefined until there is one. */
  status?: number;
  /** Whether the reply is not what an honest server would send. */
  isLie: boolean;
  /** Bytes of the body handed to the connection. */
  sentBytes: number;
  /** Whether there is more of the reply to come, and somebody is still there for it. */
  isOpen: boolean;
}

export interface FaultServer {
  /** Of the file. */
  url: string;
  /** The same server under another port: another origin. */
  otherUrl: string;
  log: LoggedRequest[];
  close(): Promise<void>;
}

export interface FaultServerOptions {
  /** Another seed gives another file. */
  seed?: number;
  /** Port to listen on; by default a free one. */
  port?: number;
  now?: () => number;
  onRequest?: (request: LoggedRequest) => void;
  onReply?: (request: LoggedRequest) => void;
}

/** Listens on the loopback interface only. */
export async function startFaultServer(
  script: FaultScript,
  {
    seed = 1,
    port = 0,
    now = () => performance.now(),
    onRequest,
    onReply,
  }: FaultServerOptions = {},
): Promise<FaultServer> {
  const log: LoggedRequest[] = [];
  const sockets = new Set<Socket>();
  const uses = new Map<Rule, number>();
  let connections = 0;
  let open = 0;
  let refused = 0;
  let openGate = (): void => {};
  const gate = new Promise<void>((resolve) => {
    openGate = resolve;
  });

  const servers = [false, true].map((isOther) =>
    // Or the body waits until the client has acknowledged the head, which takes 40 ms.
    createServer({ noDelay: true }, (socket) => {
      sockets.add(socket);
      const connection = ++connections;
      const ofThisConnection: LoggedRequest[] = [];
      // One request after another, however they come.
      let turn = Promise.resolve();
      readRequests(socket, (asked, raw) => {
        const number = log.length + 1;
        const honest = { isLie: false, sentBytes: 0, isOpen: true };
        const request = { ...asked, ...honest, raw, number, connection, isOther, atMs: now() };
        log.push(request);
        ofThisConnection.push(request);
        onRequest?.(request);
        turn = turn.then(() => answer(request, socket)).catch(() => void socket.destroy());
      });
      socket.once("close", () => {
        sockets.delete(socket);
        for (const request of ofThisConnection) request.isOpen = false;
      });
    }),
  );
  const [url = "", otherUrl = ""] = await Promise.all(
    servers.map(async (server, index) => await listen(server, index === 0 ? port : 0)),
  );
  return { url, otherUrl, log, close };

  async function answer(request: LoggedRequest, socket: Socket): Promise<void> {
    const lie = chooseLie(request);
    const isPart = asksForPart(request);
    const isRefused = isPart && script.busy !== undefined && open >= script.busy.atOnce;
    if (isRefused) {
      Object.assign(lie, { status: 429, headers: script.busy?.headers ?? {} });
    }
    request.isLie = Object.keys(lie).length > 0;
    if (script.latencyMs) await sleep(script.latencyMs);
    if (lie.stallAfterBytes === -1) return;
    if (lie.cut?.afterBytes === -1) return endConnection(socket, lie.cut.by);
    const reply = composeReply(request, lie, script, { seed, otherUrl });
    request.status = reply.status;
    if (isPart && !isRefused) open++;
    try {
      await write(socket, Buffer.from(reply.head, "latin1"));
      if (isRefused && ++refused === script.busy?.refuseFirst) openGate();
      if (isPart && !isRefused && script.busy) await gate;
      await sendBody(reply.pieces, request, socket);
    } finally {
      if (isPart && !isRefused) open--;
    }
    onReply?.(request);
    const isStalled = lie.stallAfterBytes !== undefined && reply.isCut;
    if (!isStalled) request.isOpen = false;
    if (lie.cut && reply.isCut) endConnection(socket, lie.cut.by);
    else if (reply.isLast) socket.end();
  }

  /** All rules that fit, later ones over earlier ones. */
  function chooseLie(request: LoggedRequest): Lie {
    const lies = (script.rules ?? []).filter((rule) => {
      const { method, isHere, from, skip = 0, times = Number.POSITIVE_INFINITY } = rule;
      if (method !== undefined && method !== request.method) return false;
      if (isHere && request.isOther) return false;
      if (from !== undefined && !request.headers.range?.startsWith(`bytes=${from}-`)) return false;
      const use = uses.get(rule) ?? 0;
      uses.set(rule, use + 1);
      return use >= skip && use < skip + times;
    });
    return Object.assign({}, ...lies.map(({ method, isHere, from, times, skip, ...lie }) => lie));
  }

  async function sendBody(
    pieces: Iterable<Buffer>,
    request: LoggedRequest,
    socket: Socket,
  ): Promise<void> {
    const startMs = performance.now();
    for (const piece of pieces) {
      // At most a twentieth of a second ahead of the rate.
      const rate = script.bytesPerSecond ?? Number.POSITIVE_INFINITY;
      for (let at = 0; at < piece.length; ) {
        const most = script.pieceBytes ?? Math.max(1, Math.floor(rate / 20));
        const part = piece.subarray(at, at + most);
        request.sentBytes += part.length;
        at += part.length;
        await write(socket, part);
        if (script.pieceBytes) await letOthersWork();
        const aheadMs = (request.sentBytes / rate) * 1_000 - (performance.now() - startMs);
        if (aheadMs > 0) await sleep(aheadMs);
      }
    }
  }

  async function close(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("expected a port");
  return `http://127.0.0.1:${address.port}/file.bin`;
}

/** Some turns of the event loop, in which a client in this process may read and write. */
export async function letOthersWork(turns = 6): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** The first byte alone is asked for by a probe. */
export function asksForPart({ method, headers }: Asked): boolean {
  return method === "GET" && headers.range !== undefined && headers.range !== "bytes=0-0";
}

/** Requests without bodies, which is all that a downloader sends. */
function readRequests(socket: Socket, onAsked: (asked: Asked, raw: string) => void): void {
  let text = "";
  socket.on("error", () => {});
  socket.setEncoding("latin1").on("data", (data: string) => {
    text += data;
    for (let end = text.indexOf("\r\n\r\n"); end !== -1; end = text.indexOf("\r\n\r\n")) {
      const raw = text.slice(0, end);
      text = text.slice(end + 4);
      const [first = "", ...lines] = raw.split("\r\n");
      const [method = "", path = ""] = first.split(" ");
      const headers = lines.map((line): [string, string] => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      });
      onAsked({ method, path, headers: Object.fromEntries(headers) }, raw);
    }
  });
}

/** Resolves when there is room for more; rejects if the other side has gone. */
function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.destroyed) return reject(new Error("the other side has gone"));
    if (socket.write(bytes)) return resolve();
    const settle = (): void => {
      socket.off("drain", settle).off("close", settle);
      if (socket.destroyed) reject(new Error("the other side has gone"));
      else resolve();
    };
    socket.once("drain", settle).once("close", settle);
  });
}

function endConnection(socket: Socket, by: "fin" | "rst"): void {
  if (by === "fin") socket.end();
  // Only when all is out, or the reset would overtake it.
  else socket.write("", () => socket.resetAndDestroy());
}
