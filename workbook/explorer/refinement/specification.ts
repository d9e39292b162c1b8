// What a structure in shared memory must do: a sequential model of its calls, each one step or two, and how to make the real ones.

import type { AnyMemory, MemorySpec } from "../contract/scenario.ts";

/** What a step of a model returns when it cannot be taken yet. */
export const mustWait = Symbol("must wait");

/** One call of the structure: what the model does, and what the answer does. */
export interface Call<State, Subject> {
  /** As a client would write it, such as "release(2)". */
  name: string;
  /** The call as one step: changes `state` and returns the result, or `mustWait`. What it throws is compared by its name. */
  model(state: State): unknown;
  /** A second step, for a call that is not over at once; it is given what the first one returned, and gives the result. */
  afterwards?(state: State, carried: unknown): unknown;
  /** What it may do at any moment in place of its last step: a timed call gives up. */
  givesUp?(state: State, carried: unknown): unknown;
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
