// What the whole state graph shows: states from which a thread can never finish, and fair cycles.

import type { Model } from "./model.ts";
import { createRow, isReady, listThreads, localOf } from "./row.ts";
import type { Search } from "./search.ts";
import { isUnreliable, threadOf } from "./state-store.ts";

export interface LivenessFailure {
  kind: "never-finishes" | "fair-cycle";
  /** The first state, in order of search, that shows it. */
  state: number;
  /** The component of each state; the states of the cycle are those of `componentId`. */
  components: Int32Array;
  componentId: number;
}

/**
 * Call it on a complete search. An edge by a timeout that nothing depends on is no progress. If outcomes are collected, a state
 * without a next one is an end like any other, and so is a round that nothing leaves.
 */
export function findLivenessFailure(
  model: Model,
  search: Search,
  collects: boolean,
): LivenessFailure | undefined {
  if (!search.mayHaveCycle && !search.hasUnreliableEdge) return undefined;
  const { count } = search.states;
  let firstBad = -1;
  if (!collects || search.hasUnreliableEdge) {
    const canEnd = markEnding(model, search, () => collects);
    for (let state = 0; state < count && firstBad < 0; state++) {
      if (!canEnd[state]) firstBad = state;
    }
  }
  const components = componentsOf(search);
  if (firstBad >= 0) {
    const bottom = findBottom(search, components, firstBad);
    return {
      kind: "never-finishes",
      state: bottom,
      components,
      componentId: components[bottom] as number,
    };
  }
  const [componentId] = listFairCycles(model, search, components);
  if (componentId === undefined) return undefined;
  if (collects && !isLeft(search, components, componentId)) return undefined;
  return { kind: "fair-cycle", state: components.indexOf(componentId), components, componentId };
}

/**
 * Everything that goes on forever in a complete search that maps, once for each component: the first of its states stands for
 * all. What fails at a step is no part of it, nor, if outcomes are collected, what is an end: see `findLivenessFailure`.
 */
export function listLivenessFailures(
  model: Model,
  search: Search,
  collects: boolean,
): LivenessFailure[] {
  const { failures, edges } = search;
  if (!search.mayHaveCycle && !search.hasUnreliableEdge) return [];
  const canEnd = markEnding(model, search, (state) => collects || failures.has(state));
  const components = componentsOf(search);
  const list = (kind: LivenessFailure["kind"], ids: Iterable<number>): LivenessFailure[] =>
    Array.from(ids, (componentId) => ({
      kind,
      state: components.indexOf(componentId),
      components,
      componentId,
    }));
  const stays = new Set<number>();
  const left = new Set<number>();
  for (const [state, id] of components.entries()) {
    if (!canEnd[state] && (!collects || search.hasUnreliableEdge)) stays.add(id);
    for (let e = edges.startOf(state), last = edges.endOf(state); e < last; e++) {
      if (isUnreliable(edges.labels[e] as number)) continue;
      if (components[edges.targets[e] as number] !== id) left.add(id);
    }
  }
  for (const id of left) stays.delete(id);
  const fair = listFairCycles(model, search, components).filter(
    (id) => !stays.has(id) && (!collects || left.has(id)),
  );
  return [...list("never-finishes", stays), ...list("fair-cycle", fair)];
}

/** Whether an edge leads out of the component. */
function isLeft({ states, edges }: Search, components: Int32Array, id: number): boolean {
  for (let state = 0; state < states.count; state++) {
    if (components[state] !== id) continue;
    for (let e = edges.startOf(state), last = edges.endOf(state); e < last; e++) {
      if (components[edges.targets[e] as number] !== id) return true;
    }
  }
  return false;
}

/** States from which the state where all threads are over can be reached, or a last one that is an end like it: from the ends, backwards. */
function markEnding(model: Model, search: Search, isEnd: (state: number) => boolean): Uint8Array {
  const { states, edges } = search;
  const canEnd = new Uint8Array(states.count);
  const row = createRow(model);
  for (let state = 0; state < states.count; state++) {
    if (edges.startOf(state) !== edges.endOf(state)) continue;
    states.read(state, row.words);
    const unfinished = listThreads(model, (t) => localOf(model, row.words, t).op !== undefined);
    if (unfinished.length === 0 || isEnd(state)) canEnd[state] = 1;
  }
  // Sweeps against the order of discovery: nearly all edges lead to newer states.
  for (let changed = true; changed; ) {
    changed = false;
    for (let state = states.count - 1; state >= 0; state--) {
      if (canEnd[state]) continue;
      for (let e = edges.startOf(state), last = edges.endOf(state); e < last; e++) {
        if (isUnreliable(edges.labels[e] as number) || !canEnd[edges.targets[e] as number]) {
          continue;
        }
        canEnd[state] = 1;
        changed = true;
        break;
      }
    }
  }
  return canEnd;
}

/** The component of each state. Call it on a complete search. */
export function componentsOf(search: Search): Int32Array {
  search.components ??= findComponents(search);
  return search.components;
}

/**
 * Strongly connected components over the reliable edges, by Tarjan's algorithm without recursion.
 * Ids are given in reverse topological order: an edge leads to an equal or a smaller id.
 */
function findComponents(search: Search): Int32Array {
  const { states, edges } = search;
  const { count } = states;
  const component = new Int32Array(count).fill(-1);
  const order = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const cursor = new Int32Array(count);
  const open: number[] = [];
  const path: number[] = [];
  let clock = 0;
  let components = 0;
  for (let root = 0; root < count; root++) {
    if (order[root] !== -1) continue;
    path.push(root);
    order[root] = low[root] = clock++;
    cursor[root] = edges.startOf(root);
    open.push(root);
    while (path.length > 0) {
      const state = path[path.length - 1] as number;
      const e = cursor[state] as number;
      if (e < edges.endOf(state)) {
        cursor[state] = e + 1;
        if (isUnreliable(edges.labels[e] as number)) continue;
        const target = edges.targets[e] as number;
        if (order[target] === -1) {
          order[target] = low[target] = clock++;
          cursor[target] = edges.startOf(target);
          open.push(target);
          path.push(target);
        } else if (component[target] === -1) {
          low[state] = Math.min(low[state] as number, order[target] as number);
        }
        continue;
      }
      path.pop();
      const parent = path[path.length - 1];
      if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[state] as number);
      if (low[state] !== order[state]) continue;
      for (let member = -1; member !== state; ) {
        member = open.pop() as number;
        component[member] = components;
      }
      components++;
    }
  }
  return component;
}

/** Follows reliable edges from a state without end to where it stays: a component that nothing leaves. */
function findBottom(search: Search, components: Int32Array, from: number): number {
  const { edges } = search;
  const reached = new Set([from]);
  const leaves = new Set<number>();
  for (const state of reached) {
    for (let e = edges.startOf(state), last = edges.endOf(state); e < last; e++) {
      if (isUnreliable(edges.labels[e] as number)) continue;
      const target = edges.targets[e] as number;
      if (components[target] !== components[state]) leaves.add(components[state] as number);
      reached.add(target);
    }
  }
  for (const state of reached) {
    if (!leaves.has(components[state] as number)) return state;
  }
  return from;
}

/**
 * The components that hold a fair cycle, as the search met them. A cycle is weakly fair if every thread takes a step in it or is somewhere in it unable to. The
 * whole component is the best candidate: what is wrong with it is wrong with every cycle inside. It
 * is unfair if some thread's local state is awake in every state of it and never left. (By local
 * state, not by thread: with symmetry on, a thread has no fixed place in the row.)
 */
function listFairCycles(model: Model, search: Search, components: Int32Array): number[] {
  const { states, edges } = search;
  const hasInnerEdge = new Uint8Array(states.count);
  for (let state = 0; state < states.count; state++) {
    for (let e = edges.startOf(state), last = edges.endOf(state); e < last; e++) {
      if (isInner(search, components, state, e)) hasInnerEdge[components[state] as number] = 1;
    }
  }
  const row = createRow(model);
  const waiting = new Map<number, Set<number>>();
  for (let state = 0; state < states.count; state++) {
    const id = components[state] as number;
    if (!hasInnerEdge[id]) continue;
    states.read(state, row.words);
    const before = waiting.get(id);
    const ready = listThreads(model, (t) => isReady(model, row.words, t));
    const awake = new Set(ready.map((t) => keyOf(model, row.words, t)));
    if (before === undefined) {
      waiting.set(id, awake);
    } else {
      for (const key of before) {
        if (!awake.has(key)) before.delete(key);
      }
    }
    for (let e = edges.startOf(state), last = edges.endOf(state); e < last; e++) {
      if (isInner(search, components, state, e)) {
        waiting.get(id)?.delete(keyOf(model, row.words, threadOf(edges.labels[e] as number)));
      }
    }
  }
  // In the order in which the search met them.
  return [...waiting].flatMap(([id, awake]) => (awake.size === 0 ? [id] : []));
}

export function isInner(search: Search, components: Int32Array, state: number, e: number): boolean {
  const { edges } = search;
  if (isUnreliable(edges.labels[e] as number)) return false;
  return components[edges.targets[e] as number] === components[state];
}

/** A local state, the same for interchangeable threads. */
function keyOf(model: Model, words: Int32Array, thread: number): number {
  const machine = model.machines[thread];
  return (
    (words[model.memoryWords + thread] as number) * 16 + model.machines.indexOf(machine as never)
  );
}
