// Measures a thread against a process here: what it takes to start, to talk, and in memory.

import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { type Costs, measureEcho } from "#lesson/08-processes/measure/measure-echo.ts";

const echo = new URL("../measure/echo.mjs", import.meta.url);
const thread = await measureEcho(() => {
  const worker = startWorker(echo);
  return {
    isInside: true,
    send: (message) => worker.postMessage(message),
    listen: (listener) => worker.on("message", listener),
    end: async () => void (await worker.terminate()),
  };
});
const child = await measureEcho(() => {
  const other = fork(fileURLToPath(echo), { execArgv: [], serialization: "advanced" });
  return {
    isInside: false,
    send: (message) => other.send(message as object),
    listen: (listener) => other.on("message", listener),
    end: async () => void other.kill("SIGKILL"),
  };
});

const rows: [keyof Costs, title: string, unit: string][] = [
  ["startMs", "to start", "ms"],
  ["roundTripMs", "a message and its answer", "ms"],
  ["megabyteMs", "a megabyte and back", "ms"],
  ["memoryMb", "memory", "MB"],
];
for (const [key, title, unit] of rows) {
  const most = Math.max(thread[key], child[key]);
  const bar = (value: number) => "█".repeat(Math.max(1, Math.round((value / most) * 30)));
  const line = (value: number) => `${bar(value)} ${Number(value.toPrecision(2))} ${unit}`;
  console.log(`${title}\n  thread  ${line(thread[key])}`);
  console.log(`  process ${line(child[key])}`);
}
