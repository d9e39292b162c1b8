// A client program and what came of it, in lines that a person can read, and what is wrong with it in a sentence.

import type { Client } from "./programs.ts";
import { separator, whenever } from "./results.ts";
import { type SequentialOutcome, waits } from "./sequential.ts";
import type { AnyCall, AnySpecification, Start } from "./specification.ts";

/** What came of one thread: the results of its calls, and how it stands if it is not over. */
export interface CameOfThread {
  results: string[];
  stands?: "sleeps" | "spins" | "threw";
}

/** What came of a client program, as far as it is known. */
export interface Came {
  threads: readonly (CameOfThread | undefined)[];
  seen: string | undefined;
}

/** "at first: 1 permit", "thread 1: release(2)", "thread 2: tryAcquire() gives false". */
export function tellProgram(
  { look }: AnySpecification,
  start: Start<unknown>,
  program: readonly Client[],
  came: Came,
): string[] {
  const threads = program.map(
    (client, t) => `thread ${t + 1}: ${tellCalls(client, came.threads[t]).join(", ")}`,
  );
  const end = look && came.seen !== undefined ? [`in the end: ${look.name} is ${came.seen}`] : [];
  return [`at first: ${start.name}`, ...threads, ...end];
}

/** "thread 2: push(1), pop() gives 1", of the calls that are over; `told` has the results of each thread, as one text. */
export function tellResults(program: readonly Client[], told: readonly string[]): string[] {
  return program.flatMap((client, t) => {
    const results = told[t] ? told[t].split(separator) : [];
    const over = client.slice(0, results.length);
    return over.length === 0 ? [] : [`thread ${t + 1}: ${tellCalls(over, { results }).join(", ")}`];
  });
}

/** "tryAcquire() gives false", "release()", "acquire() sleeps forever". */
function tellCalls(client: Client, thread: CameOfThread | undefined): string[] {
  return client.map((call, i) => {
    const result = thread?.results[i];
    if (result !== undefined) return tellResult(call, result);
    const isHere = i === thread?.results.length && thread.stands !== "threw";
    return isHere ? `${call.name} ${thread.stands} forever` : call.name;
  });
}

/** "thread 1 (push(1), pop() gives 1) and thread 3 (pop() gives 2)", without the thread `but`. */
function tellThreads(program: readonly Client[], threads: Came["threads"], but?: number): string {
  const all = program.flatMap((client, t) =>
    t === but ? [] : [`thread ${t + 1} (${tellCalls(client, threads[t]).join(", ")})`],
  );
  return [all.slice(0, -1).join(", "), all.at(-1)].filter(Boolean).join(" and ");
}

/** What no order of whole calls gives. */
export function tellWrong(
  { look }: AnySpecification,
  program: readonly Client[],
  came: Came,
  allowed: readonly SequentialOutcome[],
): string {
  for (const [t, client] of program.entries()) {
    const thread = came.threads[t];
    const known = allowed.map(({ threads }) => (threads[t] ?? "").split(separator));
    const wrong = thread && tellWrongThread(client, thread, known);
    if (wrong) return `Thread ${t + 1}: ${wrong}`;
  }
  if (came.seen !== undefined && allowed.every(({ seen }) => seen === undefined)) {
    return "Every call comes back; if each call is one step, one of them waits forever.";
  }
  const alike = allowed.filter(({ threads }) =>
    threads.every((results, t) => {
      const got = came.threads[t]?.results ?? [];
      return results.split(separator).every((result, i) => isLike(result, got[i] ?? ""));
    }),
  );
  const isNeverSeen = allowed.every(({ seen }) => seen !== came.seen);
  if (look && came.seen !== undefined && (alike.length > 0 || isNeverSeen)) {
    const known = (alike.length > 0 ? alike : allowed).flatMap(({ seen }) => seen ?? []);
    return `In the end ${look.name} is ${came.seen}; if each call is one step, it is ${[...new Set(known)].join(" or ")}.`;
  }
  return (
    tellWrongBesideOthers(program, came, allowed) ??
    `If each call is one step, no order of them gives this together: ${tellThreads(program, came.threads)}.`
  );
}

/** What is wrong with one thread, if the others came to what they did. */
function tellWrongBesideOthers(
  program: readonly Client[],
  { threads }: Came,
  allowed: readonly SequentialOutcome[],
): string | undefined {
  const isAsCame = (outcome: SequentialOutcome, t: number): boolean => {
    const { results = [], stands } = threads[t] ?? {};
    const all = stands === undefined ? results : [...results, waits];
    const other = (outcome.threads[t] ?? "").split(separator);
    return other.length === all.length && other.every((result, i) => isLike(result, all[i] ?? ""));
  };
  // Those that sleep first.
  const order = [...program.entries()].sort(
    ([x], [y]) => Number(!threads[x]?.stands) - Number(!threads[y]?.stands),
  );
  for (const [t, client] of order) {
    const thread = threads[t];
    const beside = allowed.filter((outcome) =>
      program.every((_, other) => other === t || isAsCame(outcome, other)),
    );
    const known = beside.map((outcome) => (outcome.threads[t] ?? "").split(separator));
    const wrong = thread && known.length > 0 && tellWrongThread(client, thread, known);
    if (wrong) {
      const own = describeBefore(client, thread, known);
      return `Beside ${tellThreads(program, threads, t)}, thread ${t + 1}${own}: ${wrong}`;
    }
  }
  return undefined;
}

/** ", after push(1)": the calls of a thread before the one that is wrong. */
function describeBefore(client: Client, thread: CameOfThread, known: readonly string[][]): string {
  const { results } = thread;
  const wrong = results.findIndex((_, i) => listAgreeing(known, results, i + 1).length === 0);
  const before = tellCalls(client, thread).slice(0, wrong >= 0 ? wrong : results.length);
  return before.length === 0 ? "" : `, after ${before.join(", ")}`;
}

/** `known`: the results that the model allows this thread. */
function tellWrongThread(
  client: Client,
  { results, stands }: CameOfThread,
  known: readonly string[][],
): string | undefined {
  const after = (count: number): string[][] => listAgreeing(known, results, count);
  const wrong = results.findIndex((_, i) => after(i + 1).length === 0);
  const call = client[wrong >= 0 ? wrong : results.length];
  if (wrong >= 0 && call) return tellWrongResult(call, results[wrong] ?? "", after(wrong), wrong);
  if (stands === "threw") return "it throws before its first call.";
  if (stands === undefined || call === undefined) return undefined;
  const { name } = call;
  const mayWait = after(results.length).some((other) => other[results.length] === waits);
  if (!mayWait) return `${name} ${stands} forever; if each call is one step, it comes back.`;
  return stands === "spins" ? `${name} spins forever where it must sleep.` : undefined;
}

/** Those that give the first `count` results, too. */
function listAgreeing(
  known: readonly string[][],
  results: readonly string[],
  count: number,
): string[][] {
  return known.filter((other) =>
    results.slice(0, count).every((got, i) => isLike(other[i] ?? "", got)),
  );
}

function tellWrongResult(
  call: AnyCall,
  result: string,
  known: readonly string[][],
  at: number,
): string {
  const lateMs = / after (\S+) ms$/.exec(result)?.[1];
  if (lateMs !== undefined) {
    return `${call.name} sleeps for ${lateMs} ms, and its time is over after ${call.timeoutMs}.`;
  }
  const expected = new Set(known.map((other) => other[at] ?? ""));
  // What may come at any time may come when the time is over.
  const all = [...expected].filter(
    (other) => other === whenever(other) || !expected.has(whenever(other)),
  );
  const isVoid = result === "undefined" && !call.mayGiveUndefined;
  const got = isVoid ? `${call.name} comes back` : tellResult(call, result);
  return `${got}; if each call is one step, it ${all.map((other) => tellExpected(call, other)).join(" or ")}.`;
}

/** Whether the model's result is the one that was got: what comes when the time is over may have come before. */
function isLike(other: string, got: string): boolean {
  return other === got || other === whenever(got);
}

function tellResult(call: AnyCall, result: string): string {
  if (result === "undefined" && !call.mayGiveUndefined) return call.name;
  return result.startsWith("throws ") ? `${call.name} ${result}` : `${call.name} gives ${result}`;
}

function tellExpected(call: AnyCall, result: string): string {
  if (result === "undefined" && !call.mayGiveUndefined) return "comes back";
  return result.startsWith("throws ") || result === waits ? result : `gives ${result}`;
}
