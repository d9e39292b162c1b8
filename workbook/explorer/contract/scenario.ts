// What is explored, how, and what comes back: the types that make up the explorer's contract.

/** The typed arrays a cell may be. A number of the spec means an `Int32Array` of that length. */
export type CellArray =
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** A length, the initial values, or a typed array that gives the type and the initial values. */
export type CellSpec = number | readonly number[] | CellArray;

export type MemorySpec = Readonly<Record<string, CellSpec>>;

/** An `Int32Array` whose first elements exist, so that `m.counter[0]++` passes `noUncheckedIndexedAccess`. */
export interface Cells extends Int32Array {
  0: number;
  1: number;
  2: number;
  3: number;
  4: number;
  5: number;
  6: number;
  7: number;
}

/** The cells by name, all over one `SharedArrayBuffer`. */
export type Memory<M extends MemorySpec> = string extends keyof M
  ? AnyMemory
  : { readonly [K in keyof M]: M[K] extends CellArray ? M[K] : Cells };

/**
 * What `satisfies Scenario` gives `m`: the names of the cells are not known there, and any other type
 * that allows every name would make each of them possibly undefined. `defineScenario` knows them.
 */
// biome-ignore lint/suspicious/noExplicitAny: see above; nothing narrower type-checks `m.counter[0]++`.
export type AnyMemory = any;

/** What one thread does: plain synchronous code. What it returns reaches `final`. */
export type ThreadBody<M extends MemorySpec> = (m: Memory<M>, id: number) => unknown;

/** True or nothing: it holds. False or a sentence: it does not. A thrown error counts as false. */
export type Judgement = boolean | string | undefined;

export interface Scenario<M extends MemorySpec = MemorySpec> {
  name: string;
  memory: M;
  /** A table calls a thread by the name of its function, such as `producer`. */
  threads: readonly ThreadBody<NoInfer<M>>[] | { count: number; run: ThreadBody<NoInfer<M>> };
  /** Held in every state. It sees a copy of the memory. */
  invariant?: (m: Memory<NoInfer<M>>) => Judgement;
  /** Held in every end state. `returned[i]` is what thread `i` returned. */
  final?: (m: Memory<NoInfer<M>>, returned: readonly unknown[]) => Judgement;
}

/** Gives a scenario its types: `m` has the cells that `memory` names. */
export function defineScenario<const M extends MemorySpec>(scenario: Scenario<M>): Scenario<M> {
  return scenario;
}

export type ExplorationVerdict =
  | "holds"
  | "data-race"
  | "deadlock"
  | "livelock"
  | "assertion"
  | "exception"
  | "unsupported"
  | "bounded-out";

export interface Reductions {
  /** Threads that do the same whatever their id are interchangeable. */
  symmetry: boolean;
  /** A step that has nothing to do with whatever the other threads can do before it is taken alone. */
  partialOrder: boolean;
  /** Calls that are proved elsewhere count as one step each, see `countAsSteps`. */
  calls: boolean;
  /** A thread that is run for what it does next is run on, as if the others stood still: one run for many histories. */
  runAhead: boolean;
  /**
   * Past a budget (`mergeAfterStates`, `mergeAfterMs`, `mergeAfterHistories`), histories of a thread
   * between which tests find no difference are one local state. What then holds is not `exhaustive`.
   */
  merge: boolean;
}

export interface RandomOptions {
  /** How many schedules are run. */
  schedules: number;
  /** The same seed gives the same schedules; by default 1. */
  seed?: number;
  /** Ordering constraints that the bug to be found needs, the `d` of PCT; by default 3. */
  depth?: number;
}

export interface ExploreOptions {
  /** Largest number of states to visit. */
  maxStates?: number;
  /** Largest number of histories that threads are run for; by default as many as there are. */
  maxHistories?: number;
  /** Longest search, in milliseconds. */
  timeMs?: number;
  /** How long one thread may compute without reaching a shared operation, in milliseconds. */
  threadMs?: number;
  /** Whether a timed wait may time out at any moment, or never does. */
  timeouts?: "explore" | "never";
  /** A sleeping thread may wake unasked. */
  spurious?: boolean;
  /** Explore only schedules with at most this many preemptions. */
  preemptions?: number;
  /** Runs random schedules (PCT, Burckhardt et al. 2010) in place of all. Not exhaustive. */
  random?: RandomOptions;
  /** States after which the search goes on with merged local states; by default 3,000,000. */
  mergeAfterStates?: number;
  /** Processor time after which it does; by default 10,000 ms. */
  mergeAfterMs?: number;
  /**
   * Histories after which it does; by default as many as there are. A thread is run for each, which costs
   * more than a state.
   */
  mergeAfterHistories?: number;
  /** Rounds for which a loop is tried before it is taken for one without end; by default 20,000, and fewer of a long one. */
  loopRounds?: number;
  /** Each can be switched off; the verdict stays the same. */
  reductions?: Partial<Reductions>;
}

/** What happens at a step: the thread's next operation, or its sleep ends by itself. */
export const stepEvents = ["step", "timeout", "spurious"] as const;
export type StepEvent = (typeof stepEvents)[number];

export interface ScheduleStep {
  /** From 0. */
  thread: number;
  event: StepEvent;
}

export interface Place {
  file: string;
  /** From 1. */
  line: number;
  column: number;
}

/** Where something happens in the author's code. */
export interface Located {
  place: Place | undefined;
  /** What called it, innermost first. */
  callers?: readonly Place[];
}

export interface TraceStep extends Located {
  thread: number;
  event: StepEvent;
  /** Such as `Atomics.add` or `read`. */
  operation: string;
  /** Such as `counter[0]`. */
  cell: string;
  old: string;
  new: string;
  /** What the thread was given. */
  result: string;
  /** The operands, as written in a call. */
  operands: string;
  /** Threads that this step woke. */
  woken: number[];
  /** True if the thread fell asleep at this step. */
  asleep: boolean;
}

/** Where a thread stands at the end of the trace. */
export interface ThreadEnd extends Located {
  thread: number;
  status: "finished" | "asleep" | "ready" | "threw";
  /** The operation it is at, such as `Atomics.wait lock[0]`. */
  next: string;
}

export interface Trace {
  steps: TraceStep[];
  /** Index of the first step that repeats forever; absent unless the trace goes round. */
  loopFrom?: number;
  ends: ThreadEnd[];
  /** Threads at the two accesses of a data race. */
  race?: [number, number];
  /** What each thread's function is called, by thread; empty if it has no name of its own. */
  names?: string[];
  /** Memory at the end, by name. */
  memory: Record<string, string>;
}

export interface Exploration {
  verdict: ExplorationVerdict;
  /** True only if every schedule was covered. */
  exhaustive: boolean;
  /** Why `exhaustive` is false. */
  bound?: string;
  /** Only beside `bounded-out`: there are more states than the bounds allow. */
  isTooLarge?: true;
  /** Only beside `holds`, and if a loop was folded: the rounds for which each was tried, at least. */
  loopRounds?: number;
  states: number;
  transitions: number;
  ms: number;
  /** One sentence. */
  message: string;
  /** The shortest schedule that breaks it; empty if none does. */
  schedule: ScheduleStep[];
  /** Short text that `replay` turns into the same schedule; empty if none. */
  code: string;
  trace: Trace | undefined;
  /** Only where they were asked for. */
  outcomes?: Outcome[];
  map?: ScheduleMap;
  /** How many threads there are, and the scenario's name. */
  threads: number;
  name: string;
}

/**
 * All states of a scenario and the steps between them, as plain data: state 0 is the start. The steps of state `s` are those
 * from `starts[s]` to `starts[s + 1]`.
 */
export interface ScheduleMap {
  starts: Int32Array;
  /** By step: whose it is, what happens at it, and the state that it leads to. */
  threads: Uint8Array;
  events: Uint8Array;
  targets: Int32Array;
  /** By state: steps to the nearest failure; -1 if no schedule from here fails. */
  distances: Int32Array;
  /** By state: 1 if some schedule leads from here to where none fails any more. */
  canEndWell: Uint8Array;
  /** What has failed, by state. A step that fails ends the schedule. */
  failures: Map<number, ScheduleFailure>;
}

export interface ScheduleFailure {
  verdict: ExplorationVerdict;
  /** One sentence. */
  message: string;
  /** Threads at the two accesses of a data race. */
  race?: [number, number];
}

/** How a thread may be in the end. */
export type ThreadOutcome =
  | { kind: "returned"; value: unknown }
  | { kind: "threw"; error: unknown }
  /** Forever, on the named cell. `told` is what a thread had told of itself by then, see `outcomes`. */
  | { kind: "sleeps"; cell: string; told?: string }
  /** Forever: it looks again and again, and nobody changes what it looks at. */
  | { kind: "spins"; told?: string };

/** One thing that can come of a scenario. */
export interface Outcome {
  threads: ThreadOutcome[];
  /** Memory then, by name. Of threads that spin: at some moment of their round. */
  memory: Record<string, readonly (number | bigint)[]>;
}

/**
 * All that can come of a scenario if the verdict is `holds`: each outcome once, and every one of them if `exhaustive`. Any other
 * verdict says why there is no answer, such as a data race or a livelock.
 */
export interface Outcomes extends Exploration {
  outcomes: Outcome[];
}
