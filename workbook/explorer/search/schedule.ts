// The path to a failure: of all shortest schedules, one with the fewest context switches; of a cycle, one way round.

import { type ScheduleStep, type StepEvent, stepEvents } from "../contract/scenario.ts";
import { isInner } from "./liveness.ts";
import type { Search } from "./search.ts";
import { eventOf, threadOf } from "./state-store.ts";

function toStep(label: number): ScheduleStep {
  return { thread: threadOf(label), event: stepEvents[eventOf(label)] as StepEvent };
}

interface Way {
  switches: number;
  before: { state: number; last: number } | undefined;
}

/** A shortest schedule from the start to `target` with as few context switches as any of that length. */
export function findSchedule(search: Search, target: number): ScheduleStep[] {
  const { edges } = search;
  const depth = measureDepths(search, target);
  const leads = new Uint8Array(target + 1);
  leads[target] = 1;
  for (let state = target - 1; state >= 0; state--) {
    for (let e = edges.startOf(state), last = edges.endOf(state); e < last; e++) {
      const to = edges.targets[e] as number;
      if (to <= target && leads[to] && depth[to] === (depth[state] as number) + 1) leads[state] = 1;
    }
  }
  // Best way to be in a state with a given label last. States come in order of depth.
  const ways = new Map<number, Map<number, Way>>([
    [0, new Map([[-1, { switches: 0, before: undefined }]])],
  ]);
  for (let state = 0; state < target; state++) {
    if (!leads[state]) continue;
    for (const [last, way] of ways.get(state) ?? []) {
      for (let e = edges.startOf(state), end = edges.endOf(state); e < end; e++) {
        const to = edges.targets[e] as number;
        if (to > target || !leads[to] || depth[to] !== (depth[state] as number) + 1) continue;
        const label = edges.labels[e] as number;
        const isSwitch = last >= 0 && threadOf(last) !== threadOf(label);
        const switches = way.switches + (isSwitch ? 1 : 0);
        let known = ways.get(to);
        if (known === undefined) {
          known = new Map();
          ways.set(to, known);
        }
        if (switches < (known.get(label)?.switches ?? Number.POSITIVE_INFINITY)) {
          known.set(label, { switches, before: { state, last } });
        }
      }
    }
  }
  return unwindWays(ways, target);
}

function unwindWays(ways: Map<number, Map<number, Way>>, target: number): ScheduleStep[] {
  let best: { last: number; way: Way } | undefined;
  for (const [last, way] of ways.get(target) ?? []) {
    if (best === undefined || way.switches < best.way.switches) best = { last, way };
  }
  const steps: ScheduleStep[] = [];
  while (best?.way.before !== undefined) {
    steps.unshift(toStep(best.last));
    const { state, last }: { state: number; last: number } = best.way.before;
    best = { last, way: ways.get(state)?.get(last) as Way };
  }
  return steps;
}

/** Steps from the start to each state. Breadth-first order makes one pass enough. */
function measureDepths(search: Search, target: number): Int32Array {
  const { edges } = search;
  const depth = new Int32Array(search.states.count).fill(-1);
  depth[0] = 0;
  for (let state = 0; state <= target; state++) {
    for (let e = edges.startOf(state), last = edges.endOf(state); e < last; e++) {
      const to = edges.targets[e] as number;
      if (depth[to] === -1) depth[to] = (depth[state] as number) + 1;
    }
  }
  return depth;
}

/**
 * One way round a component, from `start` and back: every thread that takes a step anywhere in it
 * takes one here, and each state in which a thread cannot run is passed if it takes none.
 */
export function findLoop(
  search: Search,
  components: Int32Array,
  start: number,
  threadCount: number,
): ScheduleStep[] {
  const steps: ScheduleStep[] = [];
  let at = start;
  for (let t = 0; t < threadCount; t++) {
    if (steps.some((step) => step.thread === t)) continue;
    const way = walk(search, components, at, (_, label) => threadOf(label) === t);
    if (way === undefined) continue;
    steps.push(...way.labels.map(toStep));
    at = way.end;
  }
  if (at !== start || steps.length === 0) {
    const way = walk(search, components, at, (to) => to === start);
    if (way !== undefined) steps.push(...way.labels.map(toStep));
  }
  return steps;
}

/** The shortest walk inside the component whose last edge is wanted. */
function walk(
  search: Search,
  components: Int32Array,
  from: number,
  isWanted: (to: number, label: number) => boolean,
): { labels: number[]; end: number } | undefined {
  const { edges } = search;
  const reached = new Map<number, { state: number; label: number } | undefined>([
    [from, undefined],
  ]);
  for (const state of reached.keys()) {
    for (let e = edges.startOf(state), last = edges.endOf(state); e < last; e++) {
      if (!isInner(search, components, state, e)) continue;
      const to = edges.targets[e] as number;
      const label = edges.labels[e] as number;
      if (isWanted(to, label)) {
        const labels = [label];
        for (let step = reached.get(state); step; step = reached.get(step.state)) {
          labels.unshift(step.label);
        }
        return { labels, end: to };
      }
      if (!reached.has(to)) reached.set(to, { state, label });
    }
  }
  return undefined;
}
