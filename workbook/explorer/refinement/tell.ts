// A client program and what came of it, in lines that a person can read, and what is wrong with it in a sentence.

import type { Client } from "./programs.ts";
import { separator } from "./results.ts";
import { type SequentialOutcome, waits } from "./sequential.ts";
import type { AnySpecification, Start } from "./specification.ts";

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
  const threads = program.map((client, t) => {
    const thread = came.threads[t];
    const calls = client.map(({ name }, i) => {
      const result = thread?.results[i];
      if (result !== undefined) return tellResult(name, result);
      const isHere = i === thread?.results.length && thread.stands !== "threw";
      return isHere ? `${name} ${thread.stands} for ever` : name;
    });
    return `thread ${t + 1}: ${calls.join(", ")}`;
  });
  const end = look && came.seen !== undefined ? [`in the end: ${look.name} is ${came.seen}`] : [];
  return [`at first: ${start.name}`, ...threads, ...end];
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
    return "Every call comes back; if each call is one step, one of them waits for ever.";
  }
  const alike = allowed.filter(({ threads }) =>
    threads.every((results, t) => results === came.threads[t]?.results.join(separator)),
  );
  const isNeverSeen = allowed.every(({ seen }) => seen !== came.seen);
  if (look && came.seen !== undefined && (alike.length > 0 || isNeverSeen)) {
    const known = (alike.length > 0 ? alike : allowed).flatMap(({ seen }) => seen ?? []);
    return `In the end ${look.name} is ${came.seen}; if each call is one step, it is ${[...new Set(known)].join(" or ")}.`;
  }
  return "If each call is one step, no order of them gives all of this together.";
}

/** `known`: the results that the model allows this thread. */
function tellWrongThread(
  client: Client,
  { results, stands }: CameOfThread,
  known: readonly string[][],
): string | undefined {
  const after = (count: number): string[][] =>
    known.filter((other) => results.slice(0, count).every((result, i) => other[i] === result));
  const wrong = results.findIndex((_, i) => after(i + 1).length === 0);
  if (wrong >= 0) {
    const result = results[wrong] ?? "";
    const name = client[wrong]?.name ?? "";
    const all = new Set(after(wrong).map((other) => tellExpected(other[wrong] ?? "")));
    const got = result === "undefined" ? `${name} comes back` : tellResult(name, result);
    return `${got}; if each call is one step, it ${[...all].join(" or ")}.`;
  }
  const name = client[results.length]?.name ?? "";
  if (stands === "threw") return "it throws before its first call.";
  if (stands === undefined) return undefined;
  const mayWait = after(results.length).some((other) => other[results.length] === waits);
  if (!mayWait) return `${name} ${stands} for ever; if each call is one step, it comes back.`;
  return stands === "spins" ? `${name} spins for ever where it must sleep.` : undefined;
}

function tellResult(name: string, result: string): string {
  if (result === "undefined") return name;
  return result.startsWith("throws ") ? `${name} ${result}` : `${name} gives ${result}`;
}

function tellExpected(result: string): string {
  if (result === "undefined") return "comes back";
  return result.startsWith("throws ") || result === waits ? result : `gives ${result}`;
}
