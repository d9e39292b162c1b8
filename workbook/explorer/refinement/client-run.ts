// Client programs as scenarios, and what comes of them in the words of the model.

import type {
  AnyMemory,
  ExploreOptions,
  MemorySpec,
  Outcome,
  Scenario,
} from "../contract/scenario.ts";
import { isThenable } from "../interceptions/stop.ts";
import { activeRunner } from "../interceptions/thread-runner.ts";
import { outcomes } from "../outcomes.ts";
import { PoolKeeper } from "../search/thread-pool.ts";
import type { Client } from "./programs.ts";
import { inItsTime, resultOf, separator, whenever } from "./results.ts";
import { keyOf, type SequentialOutcome, waitingAfter } from "./sequential.ts";
import type { AnyCall, AnySpecification } from "./specification.ts";
import type { Came } from "./tell.ts";

type Body = (m: AnyMemory) => unknown;

export class ClientRun {
  readonly #specification: AnySpecification;
  readonly options: ExploreOptions;
  readonly keeper = new PoolKeeper();
  #bodies = new Map<Client, Body>();
  /** What is seen in the end, by what is in memory then. */
  #seen = new Map<string, string>();
  /** What the calls that were over gave, in the thread that was run last. */
  #results: string[] = [];

  /** @param calls whether calls that are proved elsewhere count as one step; they leave other values in their cells */
  constructor(specification: AnySpecification, options: ExploreOptions, calls: boolean) {
    this.#specification = specification;
    this.options = { ...options, reductions: { calls } };
  }

  /** How far the thread that was run last has come. */
  readonly tells = (): string => this.#results.join(separator);

  scenarioOf(memory: MemorySpec, program: readonly Client[]): Scenario<MemorySpec> {
    return {
      name: `clients of a ${this.#specification.name}`,
      memory,
      threads: program.map((client) => this.#bodyOf(client)),
    };
  }

  /** Whether the model has the outcome, too. What comes when the time is over may have come before, unless the call has given up. */
  isAmong(
    allowed: ReadonlyMap<string, SequentialOutcome>,
    memory: MemorySpec,
    outcome: Outcome,
  ): boolean {
    const threads = outcome.threads.map((end) => {
      if (end.kind === "returned") return String(end.value);
      if (end.kind === "threw") return "threw";
      const isWaiting = end.kind === "sleeps" || this.#specification.maySpin;
      return isWaiting ? waitingAfter(end.told ?? "") : "spins";
    });
    const seen = this.#look(memory, outcome);
    return chooseTimes(threads).some((some) => allowed.has(keyOf({ threads: some, seen })));
  }

  cameOf(memory: MemorySpec, outcome: Outcome): Came {
    const threads = outcome.threads.map((end) => {
      if (end.kind === "returned") return { results: String(end.value).split(separator) };
      if (end.kind === "threw") return { results: [], stands: end.kind };
      return { results: end.told ? end.told.split(separator) : [], stands: end.kind };
    });
    return { threads, seen: this.#look(memory, outcome) };
  }

  /** What a client sees when all threads are over. Explored, since an answer may never come back. */
  #look(memory: MemorySpec, outcome: Outcome): string | undefined {
    const { look } = this.#specification;
    const isOver = outcome.threads.every(({ kind }) => kind === "returned");
    if (look === undefined || !isOver) return undefined;
    const key = JSON.stringify(outcome.memory);
    let seen = this.#seen.get(key);
    if (seen === undefined) {
      const scenario: Scenario<MemorySpec> = {
        name: "a look at the end",
        memory: withValues(memory, outcome.memory),
        threads: [this.#looks],
      };
      const [end] = outcomes(scenario, this.options, this).outcomes[0]?.threads ?? [];
      seen = end?.kind === "returned" ? String(end.value) : "never told";
      this.#seen.set(key, seen);
    }
    return seen;
  }

  readonly #looks = (m: AnyMemory): string => {
    const { look, open, errors } = this.#specification;
    return resultOf(() => look?.real(open(m)), errors, leaveIfStopped);
  };

  #bodyOf(client: Client): Body {
    let body = this.#bodies.get(client);
    if (body === undefined) {
      const { open, errors } = this.#specification;
      body = (m) => {
        const results: string[] = [];
        this.#results = results;
        const readClock = startClock();
        const subject = open(m);
        let value: unknown;
        for (const call of client) {
          const startMs = readClock();
          const make = (): unknown => {
            value = call.real(subject);
            return value;
          };
          const result = resultOf(make, errors, leaveIfStopped);
          results.push(timed(result, call, readClock() - startMs));
          // The explorer says what is wrong with it.
          if (isThenable(value)) return value;
        }
        return results.join(separator);
      };
      // A table calls a thread by what it calls.
      const name = client.map((call) => call.name).join(", ");
      Object.defineProperty(body, "name", { value: name.length <= 24 ? name : "" });
      this.#bodies.set(client, body);
    }
    return body;
  }
}

/** Starts the clock of the thread that is being run, and returns what reads it. */
function startClock(): () => number {
  const runner = activeRunner();
  if (runner === undefined) throw new Error("Clients are explored.");
  // Not 0: an answer may ask whether it has a time.
  runner.clockMs = 1_000;
  return () => runner.clockMs ?? 0;
}

function timed(result: string, { timeoutMs, maySleepAnew }: AnyCall, tookMs: number): string {
  if (timeoutMs === undefined) return result;
  const mostMs = Math.max(0, timeoutMs);
  return inItsTime(result, maySleepAnew ? Math.min(tookMs, mostMs) : tookMs, mostMs);
}

/** Each way to leave out of results that they came when the time was over. */
function chooseTimes(threads: readonly string[]): string[][] {
  const results = threads.map((thread) => thread.split(separator));
  const at = results.flatMap((some, t) =>
    some.flatMap((result, i) => (whenever(result) === result ? [] : [[t, i] as const])),
  );
  return Array.from({ length: 2 ** at.length }, (_, ways) => {
    const chosen = results.map((some) => [...some]);
    for (const [bit, [t, i]] of at.entries()) {
      const some = chosen[t];
      if (some && ways & (1 << bit)) some[i] = whenever(some[i] ?? "");
    }
    return chosen.map((some) => some.join(separator));
  });
}

/** An explored thread that is being left must not go on after the error that it is left by. */
function leaveIfStopped(): void {
  activeRunner()?.checkUnwinding();
}

/** The cells of `memory`, with other values. */
function withValues(memory: MemorySpec, values: Outcome["memory"]): MemorySpec {
  return Object.fromEntries(
    Object.entries(memory).map(([name, cell]) => {
      const now = values[name] ?? [];
      if (!ArrayBuffer.isView(cell)) return [name, now as number[]];
      const copy = cell.slice();
      for (const [i, value] of now.entries()) copy[i] = value as never;
      return [name, copy];
    }),
  );
}
