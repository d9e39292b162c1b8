// Runs one thread against a log of earlier results, up to the next operation that has none yet.

import { isSame, type Operation, type Request, type Value, WAIT } from "../memory/operation.ts";
import {
  captureStack,
  findEarlyCapture,
  isThenable,
  refuseAsync,
  type Stop,
  stackOf,
} from "./stop.ts";

/** What a run is answered from. Reused, and never made shorter: its first `length` elements count. */
export interface Log {
  results: Value[];
  length: number;
  /**
   * What the first `known` results belong to: another operation there means that the thread is not a
   * function of its log.
   */
  operations: Operation[];
  known: number;
}

/** What is thrown through a thread's code to leave it. Preallocated: a run throws no new error. */
const unwind = makeUnwindError();

function makeUnwindError(): Error {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const error = new Error("Interleave leaves this thread here, to continue it later.");
  Error.stackTraceLimit = limit;
  return error;
}

/** After this many rethrows the thread is in a loop that catches everything. */
const rethrowLimit = 10_000;

const atOperation: Stop = { kind: "operation" };

/** Told the operations of a run, before their results are given; `at` is the position in the log. */
type Observer = (at: number) => void;

/** Asked where a log ends: true if it put one more result at the end, and the run goes on. */
type GoOn = () => boolean;

/** What is wanted of a run. */
export interface RunOptions {
  /** An end before the log's own is no answer, unless the log is made up. */
  isMadeUp?: boolean;
  observer?: Observer;
  /** The first position in the log that the observer is told of. */
  observeFrom?: number;
  goOn?: GoOn;
  /** Errors that the thread makes have stacks. They cost more than all else, and few are ever looked at. */
  keepsStacks?: boolean;
}

export class Runner {
  readonly request: Request = {
    kind: 0,
    type: "Int32",
    offset: 0,
    size: 4,
    a: undefined,
    b: undefined,
    timeoutMs: Number.POSITIVE_INFINITY,
    bigEndian: false,
    isCall: false,
  };
  /** Operations performed in this run. */
  position = 0;
  rethrows = 0;
  isRunning = false;
  /** In a method that counts as one step. */
  isInCall = false;
  /** Past what was asked for: the run went on by itself. */
  isAhead = false;
  /** Whose run it is. */
  thread = 0;
  /**
   * The thread's own clock, once its code has started it: it goes on in sleeps with a timeout alone, so it follows from the log.
   * Whoever is woken has slept for half of the timeout.
   */
  clockMs: number | undefined;
  #observer: Observer | undefined;
  #observeFrom = 0;
  #goOn: GoOn | undefined;
  #log: readonly Value[] = [];
  #length = 0;
  #operations: readonly Operation[] = [];
  #known = 0;
  #isUnwinding = false;
  #isMadeUp = false;
  #keepsStacks = false;
  #early: Stop | undefined;

  /** Runs `body` against a log. */
  run(body: () => unknown, log: Log, options: RunOptions = {}): Stop {
    const { isMadeUp = false, observer, observeFrom = 0, keepsStacks = false } = options;
    this.#isMadeUp = isMadeUp;
    this.#keepsStacks = keepsStacks;
    this.#observer = observer;
    this.#observeFrom = observer === undefined ? Number.POSITIVE_INFINITY : observeFrom;
    this.#goOn = options.goOn;
    if (isTracing) this.#trace(options);
    this.#log = log.results;
    this.#length = log.length;
    this.#operations = log.operations;
    this.#known = log.known;
    this.position = 0;
    this.rethrows = 0;
    this.isAhead = false;
    this.#isUnwinding = false;
    this.#early = undefined;
    this.isInCall = false;
    this.clockMs = undefined;
    this.isRunning = true;
    active = this;
    let stop: Stop;
    const stackLimit = Error.stackTraceLimit;
    if (!keepsStacks) Error.stackTraceLimit = 0;
    try {
      const value = body();
      // An async body returns whether or not it was left: what it was left by is in its promise.
      stop = isThenable(value) ? refuseAsync(value) : (this.#early ?? this.#endOf(value));
    } catch (error) {
      stop = this.#early ?? this.#thrown(error);
    }
    Error.stackTraceLimit = stackLimit;
    active = undefined;
    this.isRunning = false;
    return stop;
  }

  #trace({ observer, observeFrom = 0 }: RunOptions): void {
    lastStack = "";
    this.#observeFrom = 0;
    this.#observer = (at) => {
      lastStack = captureStack();
      if (at >= observeFrom) observer?.(at);
    };
  }

  /** Performs the operation in `request`: its logged result, or out of the thread. */
  perform(): Value {
    if (this.#isUnwinding) this.#rethrow();
    this.request.isCall = this.isInCall;
    const { position } = this;
    if (position >= this.#length) this.isAhead = this.#goOn?.() ?? false;
    if (this.isAhead) this.#length = position + 1;
    else if (position >= this.#length) {
      this.#early = atOperation;
      this.#isUnwinding = true;
      if (position >= this.#observeFrom) this.#observer?.(position);
      throw unwind;
    }
    if (position < this.#known && !isSame(this.#operations[position] as Operation, this.request)) {
      this.leave({ kind: "diverged", position, stack: this.#keepsStacks ? captureStack() : "" });
    }
    if (position >= this.#observeFrom) this.#observer?.(position);
    this.position = position + 1;
    const result = this.#log[position];
    if (this.clockMs !== undefined && this.request.kind === WAIT) this.#passTime(result);
    return result;
  }

  #passTime(woken: Value): void {
    const { timeoutMs } = this.request;
    if (timeoutMs === Number.POSITIVE_INFINITY) return;
    const share = woken === "timed-out" ? 1 : woken === "ok" ? 1 / 2 : 0;
    this.clockMs = (this.clockMs ?? 0) + timeoutMs * share;
  }

  /** Called first by every interception: nothing more happens in a thread that is being left. */
  checkUnwinding(): void {
    if (this.#isUnwinding) this.#rethrow();
  }

  /** Leaves the thread with `stop`; `finally` blocks run, their operations do nothing. */
  leave(stop: Stop): never {
    this.#early = stop;
    this.#isUnwinding = true;
    throw unwind;
  }

  unsupported(message: string): never {
    if (this.#isUnwinding) this.#rethrow();
    this.leave({ kind: "unsupported", message, stack: captureStack() });
  }

  get isCatchingAll(): boolean {
    return this.isRunning && this.rethrows > rethrowLimit;
  }

  #rethrow(): never {
    this.rethrows++;
    throw unwind;
  }

  #endOf(value: unknown): Stop {
    if (!this.#isMadeUp && this.position < this.#length) {
      return { kind: "diverged", position: this.position, stack: "" };
    }
    return { kind: "returned", value };
  }

  #thrown(error: unknown): Stop {
    const refusal = findEarlyCapture(error);
    if (refusal !== undefined) return refusal;
    if (!this.#isMadeUp && this.position < this.#length) {
      return { kind: "diverged", position: this.position, stack: stackOf(error) };
    }
    return { kind: "threw", error };
  }
}

let active: Runner | undefined;

/** The runner of the thread that is being run right now, if any. */
export function activeRunner(): Runner | undefined {
  return active;
}

let isTracing = false;
let lastStack = "";

/** Does `work`, and returns the stack of the last operation of the last run in it. */
export function traceLastOperation(work: () => void): string {
  isTracing = true;
  lastStack = "";
  try {
    work();
  } finally {
    isTracing = false;
  }
  return lastStack;
}

/** Forgets a run that was cut off from outside. */
export function abandonRun(): void {
  active = undefined;
  isTracing = false;
}
