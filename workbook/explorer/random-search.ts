// Random schedules for what is too large to exhaust: PCT (Burckhardt, Kothari, Musuvathi, Nagarakatte 2010).

import { tellFinding } from "./answer.ts";
import type { Attempt, Searcher } from "./attempt.ts";
import type { Exploration, RandomOptions } from "./contract/scenario.ts";
import { runGuarded } from "./contract/watchdog.ts";
import { cutOff } from "./no-answer.ts";
import { type Guide, Search } from "./search/search.ts";
import { explainFailure, showCount } from "./trace/message.ts";

/** The end of a schedule, in operations. */
const maxSteps = 10_000;

/**
 * Runs `random.schedules` schedules. Each gives the threads random priorities; the highest
 * that can run does, and at `depth - 1` random steps it falls below all others. A bug that needs
 * `depth` ordering constraints among `n` threads and `k` steps is found by a schedule with a
 * probability of at least 1 / (n × k^(depth - 1)).
 */
export class RandomSearch implements Searcher {
  readonly #attempt: Attempt;
  readonly #options: Required<RandomOptions>;
  readonly #draw: (count: number) => number;
  #states = 0;
  #transitions = 0;
  #done = 0;
  /** Of those that are done: schedules in which some thread went round in a circle, or had not ended after `maxSteps`. */
  #endless = 0;
  /** The longest schedule so far is the best guess at the next one's length. */
  #expectedSteps = 20;

  constructor(attempt: Attempt, options: Required<RandomOptions>) {
    this.#attempt = attempt;
    this.#options = options;
    this.#draw = createDraw(options.seed);
  }

  /** Each schedule is a search of its own: one that was broken off is left out. */
  restart(): void {}

  /** Runs one schedule. */
  searchOn(): Exploration | undefined {
    const { settings, blank } = this.#attempt;
    let search: Search | undefined;
    const runOne = (): void => {
      search = this.#runSchedule();
    };
    const isWhole = runGuarded(runOne, settings.threadMs, settings.patience);
    if (!isWhole || search === undefined) return cutOff(blank, settings, runOne);
    this.#done++;
    this.#states += search.states.count;
    this.#transitions += search.edges.count;
    this.#expectedSteps = Math.max(this.#expectedSteps, search.edges.expanded);
    if (search.failure === undefined && !search.hasEnded) this.#endless++;
    if (search.failure !== undefined) {
      const finding = explainFailure(this.#attempt.model, search, search.failure);
      return tellFinding(this.#attempt, search, finding, this.#counted());
    }
    return this.#done < this.#options.schedules ? undefined : this.giveUp();
  }

  giveUp(): Exploration {
    const { schedules, seed, depth } = this.#options;
    const count = showCount(this.#done);
    const isWhole = this.#done === schedules;
    const ran = isWhole ? count : `Before the time was over, ${count} of ${showCount(schedules)}`;
    const endless =
      this.#endless === 0 ? "" : `, but ${showCount(this.#endless)} of them came to no end`;
    return {
      ...this.#counted(),
      verdict: isWhole ? "holds" : "bounded-out",
      bound: `${count} random schedules, seed ${seed}`,
      message: `${ran} random schedules hold${endless} (seed ${seed}, depth ${depth}); no other was run, so this is no proof.`,
    };
  }

  #runSchedule(): Search {
    const { model, judge, settings } = this.#attempt;
    const { depth } = this.#options;
    const guide = createGuide(model.threadCount, depth, this.#expectedSteps, this.#draw);
    const search = new Search(model, judge, settings, guide);
    while (search.edges.expanded < maxSteps && search.run(1) === "running") {}
    return search;
  }

  #counted(): Exploration {
    return { ...this.#attempt.blank, states: this.#states, transitions: this.#transitions };
  }
}

function createGuide(
  threadCount: number,
  depth: number,
  steps: number,
  draw: (count: number) => number,
): Guide {
  const order = Array.from({ length: threadCount }, (_, t) => t);
  for (let i = order.length - 1; i > 0; i--) {
    const j = draw(i + 1);
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  const changes = new Set(Array.from({ length: depth - 1 }, () => 1 + draw(steps)));
  let step = 0;
  return {
    order: () => order,
    took(thread) {
      if (!changes.has(++step)) return;
      order.splice(order.indexOf(thread), 1);
      order.push(thread);
    },
  };
}

/** Numbers below `count`, the same for the same seed. */
function createDraw(seed: number): (count: number) => number {
  let state = seed >>> 0;
  return (count) => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) % count;
  };
}
