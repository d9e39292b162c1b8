// What a structure in shared memory must do: a sequential model of its calls, each one step or two, and how to make the real ones.

import type { AnyMemory, MemorySpec } from "../contract/scenario.ts";

/** What a step of a model returns when it cannot be taken yet. */
export const mustWait = Symbol("must wait");

/** A method's type, which takes a step of any state for one of an unknown state. */
export type Step<State> = { take(state: State, carried: unknown): unknown }["take"];

/** One call of the structure: what the model does, and what the answer does. */
export interface Call<State, Subject> {
  /** As a client would write it, such as "release(2)". */
  name: string;
  /** The call as one step: changes `state` and returns the result, or `mustWait`. It throws one of the `errors`. */
  model(state: State): unknown;
  /** Further steps, for a call that is not over at once; each is given what the one before returned, and the last gives the result. */
  afterwards?: Step<State> | readonly Step<State>[];
  /** What it may do in place of any step, unless this returns `mustWait`. In a timed call: give up. */
  otherwise?: Step<State> | readonly Step<State>[];
  /**
   * Of a timed call: how long it may sleep. Then it must end, and if it gives up, not before. Time goes on in sleeps
   * alone; whoever is woken has slept for half of what it wanted to.
   */
  timeoutMs?: number;
  /** Who is woken in time may sleep as long again. */
  maySleepAnew?: boolean;
  /** Undefined is one of its results, and told as such. */
  mayGiveUndefined?: boolean;
  real(subject: Subject): unknown;
}

/** How memory may be before the threads start. */
export interface Start<State> {
  /** Such as "1 permit". */
  name: string;
  /** Plain data. */
  state: State;
  memory(): MemorySpec;
}

/** A sequential model, and the client programs in which an answer is held to it. */
export interface Specification<State, Subject> {
  /** Such as "semaphore". */
  name: string;
  starts: readonly Start<State>[];
  /** The answer's object, over the cells. Made in each thread. */
  open(m: AnyMemory): Subject;
  calls: readonly Call<State, Subject>[];
  /** What calls may throw, whatever their names and messages are. Any other error is a fault. */
  errors?: readonly (new (
    ...args: never[]
  ) => Error)[];
  /** What is looked at when all threads are over. */
  look?: { name: string; model(state: State): unknown; real(subject: Subject): unknown };
  /** How many calls each thread makes: [2, 1] is two threads, of two calls and of one. Smallest first. */
  shapes: readonly (readonly number[])[];
  /** Whether threads may make these calls, by name: a ring has one producer. By default, any. */
  allows?(threads: readonly (readonly string[])[]): boolean;
  /** A call that must wait may look again and again. By default it must sleep. */
  maySpin?: boolean;
}

export type AnyCall = Call<unknown, unknown>;
export type AnySpecification = Specification<unknown, unknown>;

/** Gives a specification its types. */
export function defineSpecification<State, Subject>(
  specification: Specification<State, Subject>,
): AnySpecification {
  return specification;
}
