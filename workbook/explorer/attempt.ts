// One attempt at a scenario: what it is searched with, and what may come of searching it for a little.

import type { Exploration } from "./contract/scenario.ts";
import type { Settings } from "./contract/settings.ts";
import type { Model } from "./search/model.ts";
import type { Judge } from "./search/scenario-judge.ts";
import type { ThreadMachine } from "./thread/thread-machine.ts";

/** The clock and the budget are looked at this often; a thread that was running meanwhile is given the time. */
export const sliceMs = 100;

export interface Attempt {
  readonly settings: Settings;
  readonly model: Model;
  readonly judge: Judge;
  /** The clock of the exploration: processor time, over all its attempts. */
  readonly elapsedMs: () => number;
  /** The answer while nothing is known. */
  readonly blank: Exploration;
  /** Whether merging may begin, past the budget. */
  mayMerge: boolean;
  /** Merges that turned out wrong since a search last came to its end. */
  brokenMerges: number;
}

/** Why an attempt is given up for another, with a new model. */
export type NewAttempt =
  | { reason: "stalled" }
  | { reason: "cut-off-ahead" }
  | { reason: "symmetry-broken" }
  | { reason: "calls-broken" }
  | { reason: "failed-under-reduction"; found: Exploration };

/** Why the model is searched again, from its first state. */
export type NewSearch =
  | { reason: "past-budget" }
  | { reason: "merge-broken"; machine: { restart(): void }; isHopeless: boolean }
  | { reason: "loop-ends"; machines: ThreadMachine[] };

/** A way through the schedules of an attempt's model. */
export interface Searcher {
  /** Searches on for a little. Undefined: there is more to search. */
  searchOn(): Exploration | NewAttempt | NewSearch | undefined;
  /** Forgets the states that it has reached. */
  restart(): void;
  /** The answer when the time is up. */
  giveUp(): Exploration;
}
