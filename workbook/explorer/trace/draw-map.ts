// The map of a search that went on where something failed: how far each state is from a failure, and what fails.

import type { ScheduleMap } from "../contract/scenario.ts";
import type { Settings } from "../contract/settings.ts";
import { listLivenessFailures } from "../search/liveness.ts";
import type { Model } from "../search/model.ts";
import { reachEnds } from "../search/outcomes.ts";
import type { Search } from "../search/search.ts";
import { eventOf, threadOf } from "../search/state-store.ts";
import { explainFailure, explainLiveness, explainRefused, type Finding } from "./message.ts";

type Wanted = Pick<Settings, "collects" | "tells" | "refuses">;

/** Call it on a complete search that maps. */
export function drawMap(model: Model, search: Search, wanted: Wanted): ScheduleMap {
  const { states, edges } = search;
  const { count } = states;
  const starts = new Int32Array(count + 1);
  for (let state = 0; state < count; state++) {
    starts[state + 1] = (starts[state] as number) + edges.endOf(state) - edges.startOf(state);
  }
  const steps = starts[count] as number;
  const threads = new Uint8Array(steps);
  const events = new Uint8Array(steps);
  const targets = new Int32Array(steps);
  for (let state = 0, at = 0; state < count; state++) {
    for (let e = edges.startOf(state), last = edges.endOf(state); e < last; e++, at++) {
      threads[at] = threadOf(edges.labels[e] as number);
      events[at] = eventOf(edges.labels[e] as number);
      targets[at] = edges.targets[e] as number;
    }
  }
  const failures = explainAll(model, search, wanted);
  const sources = reverse(starts, targets);
  const distances = measure(sources, [...failures.keys()]);
  const safe = [...distances.keys()].filter((state) => distances[state] === -1);
  const canEndWell = Uint8Array.from(measure(sources, safe), (distance) => Number(distance >= 0));
  return { starts, threads, events, targets, distances, canEndWell, failures };
}

function explainAll(
  model: Model,
  search: Search,
  { collects, tells, refuses }: Wanted,
): ScheduleMap["failures"] {
  const failures: ScheduleMap["failures"] = new Map();
  for (const [state, failure] of search.failures) {
    const { verdict, message, race } = explainFailure(model, search, failure);
    failures.set(state, { verdict, message, ...(race && { race }) });
  }
  const mark = (components: Int32Array, wanted: number, { verdict, message }: Finding): void => {
    for (const [state, id] of components.entries()) {
      if (id === wanted && !failures.has(state)) failures.set(state, { verdict, message });
    }
  };
  for (const failure of listLivenessFailures(model, search, collects)) {
    mark(failure.components, failure.componentId, explainLiveness(model, search, failure));
  }
  if (refuses === undefined) return failures;
  for (const reached of reachEnds(model, search, tells)) {
    const refused = explainRefused(reached, refuses);
    const { state, components } = reached;
    if (refused === undefined || failures.has(state)) continue;
    if (components) mark(components, components[state] as number, refused);
    else failures.set(state, { verdict: refused.verdict, message: refused.message });
  }
  return failures;
}

/** The states that lead to each state. */
function reverse(starts: Int32Array, targets: Int32Array): number[][] {
  const sources: number[][] = Array.from({ length: starts.length - 1 }, () => []);
  for (let state = 0; state < sources.length; state++) {
    for (let at = starts[state] as number; at < (starts[state + 1] as number); at++) {
      sources[targets[at] as number]?.push(state);
    }
  }
  return sources;
}

/** Steps from each state to the nearest of `goals`; -1 where none can be reached. */
function measure(sources: readonly number[][], goals: readonly number[]): Int32Array {
  const distances = new Int32Array(sources.length).fill(-1);
  for (const goal of goals) distances[goal] = 0;
  const reached = [...goals];
  for (const state of reached) {
    for (const source of sources[state] ?? []) {
      if (distances[source] !== -1) continue;
      distances[source] = (distances[state] as number) + 1;
      reached.push(source);
    }
  }
  return distances;
}
