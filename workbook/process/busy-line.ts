// Asks a process that is busy without end which line it is at.

import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { WebSocket } from "undici";
import { findLoopAround, type Position } from "./loop-around.ts";

export interface BusyLine extends Position {
  /** Its absolute path. */
  file: string;
  functionName: string;
}

/** Each step takes its time on a busy machine; a thread that is asleep or deep in native code never answers. */
const stepWithinMs = 5_000;
const lookEveryMs = 100;

/**
 * Interrupts the main thread of `child`, or else one of its workers, by the Chrome DevTools
 * protocol. Resolves to where the loop begins that it is in, of `answerFile` if there is one; else to the
 * innermost line of a file; to undefined when no thread runs JavaScript of a file, or none answers.
 */
export async function findBusyLine(
  child: ChildProcess,
  answerFile?: string,
): Promise<BusyLine | undefined> {
  // Loaded when it is needed: it takes as long as Node itself, and hardly any check comes to this.
  const undici = await import("undici");
  const giveUp = new AbortController();
  // Counted in looks: while this process itself is kept busy, an answer may be waiting for it.
  let silentLooks = 0;
  const timer = setInterval(() => {
    silentLooks += 1;
    if (silentLooks * lookEveryMs >= stepWithinMs) giveUp.abort();
  }, lookEveryMs);
  const noteStep = () => {
    silentLooks = 0;
  };
  try {
    const url = await openInspector(child, giveUp.signal);
    if (url === undefined) return undefined;
    noteStep();
    const socket = new undici.WebSocket(url);
    socket.addEventListener("open", noteStep);
    const lines = await interrupt(socket, giveUp.signal);
    return findLoop(lines, answerFile) ?? lines[0];
  } finally {
    clearInterval(timer);
  }
}

/** Outermost first: what is called in an endless loop is now here, now there. */
function findLoop(
  lines: readonly BusyLine[],
  answerFile: string | undefined,
): BusyLine | undefined {
  const inAnswer = lines.filter(({ file }) => file === answerFile);
  const elsewhere = lines.filter(({ file }) => file !== answerFile);
  for (const line of [...inAnswer.reverse(), ...elsewhere.reverse()]) {
    const loop = findLoopAround(readSource(line.file), line);
    if (loop) return { ...line, ...loop };
  }
  return undefined;
}

function readSource(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // It has gone while it ran.
    return "";
  }
}

function openInspector(child: ChildProcess, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      const url = /Debugger listening on (ws:\S+)\s/.exec(text)?.[1];
      if (url) resolve(url);
    });
    signal.addEventListener("abort", () => resolve(undefined));
    child.once("exit", () => resolve(undefined));
    // What Node documents as "SIGUSR1 starts the inspector", on every platform.
    const debug = (process as unknown as { _debugProcess(pid: number): void })._debugProcess;
    try {
      if (child.pid !== undefined) debug(child.pid);
    } catch {
      resolve(undefined);
    }
  });
}

interface Message {
  method?: string;
  params?: {
    sessionId?: string;
    message?: string;
    scriptId?: string;
    url?: string;
    sourceMapURL?: string;
    callFrames?: CallFrame[];
  };
}

/** What a thread said of a script when it was parsed. */
interface Script {
  url: string;
  sourceMapUrl: string;
}

interface CallFrame {
  functionName: string;
  location: { scriptId: string; lineNumber: number; columnNumber?: number };
}

/** The lines of files at which the thread is, innermost first. */
function interrupt(socket: WebSocket, signal: AbortSignal): Promise<BusyLine[]> {
  return new Promise((resolve) => {
    const threads = new Map<string, Map<string, Script>>();
    let nextId = 1;
    const finish = (found: BusyLine[] = []) => {
      socket.close();
      resolve(found);
    };
    const send = (thread: string, method: string, params: object = {}) => {
      const text = JSON.stringify({ id: nextId++, method, params });
      if (thread === "") socket.send(text);
      else send("", "NodeWorker.sendMessageToWorker", { sessionId: thread, message: text });
    };
    const handle = (thread: string, message: Message) => {
      const params = message.params ?? {};
      const scripts = threads.get(thread) ?? new Map<string, Script>();
      threads.set(thread, scripts);
      if (message.method === "NodeWorker.attachedToWorker" && params.sessionId) {
        send(params.sessionId, "Debugger.enable");
        send(params.sessionId, "Debugger.pause");
      } else if (message.method === "NodeWorker.receivedMessageFromWorker") {
        handle(params.sessionId ?? "", JSON.parse(params.message ?? "{}") as Message);
      } else if (message.method === "Debugger.scriptParsed") {
        const { scriptId = "", url = "", sourceMapURL: sourceMapUrl = "" } = params;
        scripts.set(scriptId, { url, sourceMapUrl });
      } else if (message.method === "Debugger.paused") {
        const found = listLines(params.callFrames ?? [], scripts);
        if (found.length > 0) finish(found);
        else send(thread, "Debugger.resume");
      }
    };
    socket.addEventListener("open", () => {
      send("", "Debugger.enable");
      send("", "Debugger.pause");
      send("", "NodeWorker.enable", { waitForDebuggerOnStart: false });
    });
    socket.addEventListener("message", (event) =>
      handle("", JSON.parse(String(event.data)) as Message),
    );
    socket.addEventListener("error", () => finish());
    signal.addEventListener("abort", () => finish());
  });
}

/** The frames in files of the course, in the TypeScript that was written. */
function listLines(frames: CallFrame[], scripts: Map<string, Script>): BusyLine[] {
  return frames.flatMap(({ functionName, location }) => {
    const { url = "", sourceMapUrl = "" } = scripts.get(location.scriptId) ?? {};
    const file = url.startsWith("file:") ? fileURLToPath(url) : url;
    if (!isAbsolute(file) || file.includes("node_modules")) return [];
    const column = location.columnNumber ?? 0;
    const original = findOriginal(file, sourceMapUrl, location.lineNumber, column);
    const compiled = { file, line: location.lineNumber + 1, column: column + 1 };
    return [{ functionName, ...(original ?? compiled) }];
  });
}

/** What a file was made of; several, where it was bundled. */
function findOriginal(
  file: string,
  sourceMapUrl: string,
  line: number,
  column: number,
): Omit<BusyLine, "functionName"> | undefined {
  const encoded = /^data:application\/json[^,]*;base64,(.*)$/s.exec(sourceMapUrl)?.[1];
  if (!encoded) return undefined;
  const map = new SourceMap(JSON.parse(Buffer.from(encoded, "base64").toString("utf8")));
  const entry = map.findEntry(line, column);
  if (!("originalLine" in entry)) return undefined;
  return {
    file: resolve(dirname(file), entry.originalSource),
    line: entry.originalLine + 1,
    column: entry.originalColumn + 1,
  };
}
