// Random schedules for what is too large to exhaust: PCT (Burckhardt, Kothari, Musuvathi, Nagarakatte 2010).

import type { Exploration, MemorySpec, Scenario } from "./contract/scenario.ts";
import type { Settings } from "./contract/settings.ts";
import { runGuarded } from "./contract/watchdog.ts";
import { cutOff } from "./no-answer.ts";
import type { Model } from "./search/model.ts";
import { createJudge } from "./search/scenario-judge.ts";
import { type Guide, Search } from "./search/search.ts";
import { describeFailure } from "./search-model.ts";
import { isDoneUnlessMergeBreaks } from "./thread/merge-broken.ts";

/** Longest schedule, in operations. */
const longest = 10_000;

/**
 * Runs `settings.random.schedules` schedules. Each gives the threads random priorities; the highest
 * that can run does, and at `depth - 1` random steps it falls below all others. A bug that needs
 * `depth` ordering constraints among `n` threads and `k` steps is found by a schedule with a
 * probability of at least 1 / (n × k^(depth - 1)).
 */
export function searchRandomly<M extends MemorySpec>(
  scenario: Scenario<M>,
  model: Model,
  settings: Settings,
  elapsedMs: () => number,
  blank: Exploration,
): Exploration {
  const judge = createJudge(scenario, model);
  const { schedules, seed, depth } = settings.random ?? { schedules: 0, seed: 1, depth: 3 };
  const draw = createDraw(seed);
  let search: Search | undefined;
  let states = 0;
  let transitions = 0;
  let expectedSteps = 20;
  let done = 0;
  const runOne = (): void => {
    const guide = createGuide(model.threadCount, depth, expectedSteps, draw);
    const isDone = isDoneUnlessMergeBreaks(() => {
      search = new Search(model, judge, settings, guide);
      while (search.edges.expanded < longest && search.run(1) === "running") {}
      done++;
    });
    if (!isDone) search = undefined;
  };
  while (done < schedules && elapsedMs() <= settings.timeMs) {
    if (!runGuarded(runOne, settings.threadMs, settings.patience)) {
      return cutOff(blank, settings, runOne);
    }
    if (search === undefined) continue;
    states += search.states.count;
    transitions += search.edges.count;
    expectedSteps = Math.max(expectedSteps, search.edges.expanded);
    if (search.failure === undefined) continue;
    const counts = { ...blank, states, transitions };
    return { ...counts, ...describeFailure(model, search, search.failure, settings) };
  }
  const count = done.toLocaleString("en-US");
  return {
    ...blank,
    states,
    transitions,
    verdict: done < schedules ? "bounded-out" : "holds",
    bound: `${count} random schedules, seed ${seed}`,
    message: `${count} random schedules hold (seed ${seed}, depth ${depth}); no other was run, so this is no proof.`,
  };
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
