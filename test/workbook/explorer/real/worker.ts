// A real thread: runs its part of each program, round after round, in step with the other threads.
import { parentPort, workerData } from "node:worker_threads";
import { layOut, viewCells } from "#workbook/explorer/memory/layout.ts";
import type { Program } from "../programs/program.ts";
import { makeWrongPrograms, rightPrograms } from "./scenarios.ts";

export interface Work {
  thread: number;
  threadCount: number;
  rounds: number;
  /** Length of the cells of the wrong programs; undefined: the right ones are run. */
  wrongLength: number | undefined;
  /** The barrier: how many have come, and which round it is. */
  barrier: Int32Array;
  /** The memory of each program, and its failures, as far as the worker of thread 0 saw. */
  memories: SharedArrayBuffer[];
}

export interface Result {
  name: string;
  failures: number;
  sample: string;
}

const { thread, threadCount, rounds, wrongLength, barrier, memories } = workerData as Work;

function meet(): void {
  const round = Atomics.load(barrier, 1);
  if (Atomics.add(barrier, 0, 1) === threadCount - 1) {
    Atomics.store(barrier, 0, 0);
    Atomics.add(barrier, 1, 1);
    Atomics.notify(barrier, 1);
    return;
  }
  // Spinning first lets the threads start at nearly the same moment.
  for (let i = 0; i < 500; i++) if (Atomics.load(barrier, 1) !== round) return;
  while (Atomics.load(barrier, 1) === round) Atomics.wait(barrier, 1, round);
}

type Body = (m: never, id: number) => unknown;

function runProgram({ scenario }: Program, buffer: SharedArrayBuffer): Result {
  const layout = layOut(scenario.memory);
  const cells = viewCells(layout, buffer) as never;
  const words = new Int32Array(buffer, 0, layout.sizeBytes / 4);
  const returns = new Int32Array(buffer, layout.sizeBytes);
  const { threads, final, invariant } = scenario;
  const bodies: Body[] =
    "run" in threads ? Array.from({ length: threads.count }, () => threads.run) : [...threads];
  const body = bodies[thread];
  const result: Result = { name: scenario.name, failures: 0, sample: "" };
  for (let round = 0; round < rounds; round++) {
    if (thread === 0) {
      words.set(layout.initial);
      returns.fill(0);
    }
    meet();
    try {
      const value = body?.(cells, thread);
      writeReturned(returns, thread, value);
    } catch (error) {
      result.failures++;
      result.sample = String(error);
    }
    meet();
    if (thread !== 0) continue;
    const returned = bodies.map((_, t) => readReturned(returns, t));
    const judgement = final?.(cells, returned) ?? true;
    const invariable = invariant?.(cells) ?? true;
    if (judgement === true && invariable === true) continue;
    result.failures++;
    result.sample = String(judgement === true ? invariable : judgement);
  }
  return result;
}

const returnedWords = 64;

function writeReturned(returns: Int32Array, at: number, value: unknown): void {
  if (value === undefined) return;
  const text = JSON.stringify(value);
  const base = at * returnedWords;
  returns[base] = text.length;
  for (let i = 0; i < text.length; i++) returns[base + 1 + i] = text.charCodeAt(i);
}

function readReturned(returns: Int32Array, at: number): unknown {
  const base = at * returnedWords;
  const length = returns[base] as number;
  if (length === 0) return undefined;
  return JSON.parse(String.fromCharCode(...returns.subarray(base + 1, base + 1 + length)));
}

const programs = wrongLength === undefined ? rightPrograms : makeWrongPrograms(wrongLength);
parentPort?.postMessage(
  programs.map((each, i) => runProgram(each, memories[i] as SharedArrayBuffer)),
);
