// Searches every schedule of a model, in slices between which the clock and the budget are looked at.

import { explainSearch } from "./answer.ts";
import {
  type Attempt,
  type NewAttempt,
  type NewSearch,
  type Searcher,
  sliceMs,
} from "./attempt.ts";
import type { Exploration } from "./contract/scenario.ts";
import { runGuarded } from "./contract/watchdog.ts";
import { activeRunner } from "./interceptions/thread-runner.ts";
import { cutOff, explainBound } from "./no-answer.ts";
import { MergeWalks } from "./search/confirm.ts";
import { countHistories, mergesJoins } from "./search/model.ts";
import { Search, type SearchStatus } from "./search/search.ts";

const now = performance.now.bind(performance);

/** States between two looks at the budget: as many on any machine, so that the same program gets the same verdict. */
const budgetEvery = 50;
/** The clock is looked at more often where states take long: a slice that is too long looks like a thread that does not come back. */
const briefMs = 5;

export class ExhaustiveSearch implements Searcher {
  readonly #attempt: Attempt;
  #search: Search | undefined;
  #status: SearchStatus = "running";
  /** Expanded, or looked at again, since the last look at the budget. */
  #sinceBudget = 0;
  #walks: MergeWalks | undefined;

  constructor(attempt: Attempt) {
    this.#attempt = attempt;
  }

  restart(): void {
    this.#search = undefined;
    this.#status = "running";
    this.#sinceBudget = 0;
    this.#walks = undefined;
  }

  searchOn(): Exploration | NewAttempt | NewSearch | undefined {
    const attempt = this.#attempt;
    const { settings, elapsedMs, model } = attempt;
    const slice = (): void => this.#runSlice();
    const isWhole = runGuarded(slice, settings.threadMs + sliceMs, settings.patience);
    if (!isWhole && activeRunner()?.isAhead) return { reason: "cut-off-ahead" };
    if (!isWhole) return cutOff(this.#counted(), settings, slice);
    const search = this.#search;
    if (search === undefined) return undefined;
    // Where the clock ended the slice, the number of states says nothing: on another machine it would be another one.
    const isCounted = this.#status === "full" || this.#sinceBudget === 0;
    const isOverBudget =
      (isCounted && this.#isPastBudget(search)) || elapsedMs() > settings.mergeAfterMs;
    const isCut = this.#status === "running" || this.#status === "full";
    if (attempt.mayMerge && isCut && isOverBudget) return { reason: "past-budget" };
    if (this.#status === "running" || this.#walks?.areOver === false) return undefined;
    if (this.#status === "full") return explainBound("full", this.#counted(), settings);
    // What turns out wrong from here on was believed by a whole search: merging gets another chance.
    attempt.brokenMerges = 0;
    attempt.mayMerge = settings.reductions.merge && !mergesJoins(model);
    return explainSearch(attempt, search, this.#counted());
  }

  giveUp(): Exploration {
    return explainBound("late", this.#counted(), this.#attempt.settings);
  }

  /** Throws `MergeBroken` when a guess about a thread turns out wrong. */
  #runSlice(): void {
    const { model, judge, settings } = this.#attempt;
    const startMs = now();
    this.#search ??= new Search(model, judge, settings);
    let brief = 1;
    for (let at = startMs; this.#status === "running" && at - startMs < sliceMs; ) {
      if (this.#sinceBudget === 0 && this.#attempt.mayMerge && this.#isPastBudget(this.#search))
        return;
      const count = Math.min(brief, budgetEvery - this.#sinceBudget);
      this.#status = this.#search.run(count);
      this.#sinceBudget = (this.#sinceBudget + count) % budgetEvery;
      const isFull = this.#sinceBudget === 0 && countHistories(model) > settings.maxHistories;
      if (this.#status === "running" && isFull) this.#status = "full";
      const before = at;
      at = now();
      brief = at - before < briefMs ? 2 * brief : 1;
    }
    if (this.#status !== "complete" || !mergesJoins(model)) return;
    this.#walks ??= new MergeWalks(model);
    while (!this.#walks.areOver && now() - startMs < sliceMs) this.#walks.walk();
  }

  #isPastBudget({ states }: Search): boolean {
    const { settings, model } = this.#attempt;
    return (
      states.count > settings.mergeAfterStates ||
      countHistories(model) > settings.mergeAfterHistories
    );
  }

  /** The answer as far as it is known: how much was searched. */
  #counted(): Exploration {
    const { blank } = this.#attempt;
    if (this.#search === undefined) return blank;
    const { states, edges } = this.#search;
    return { ...blank, states: states.count, transitions: edges.count };
  }
}
