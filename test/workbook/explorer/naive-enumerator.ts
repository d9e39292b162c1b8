// The plainest possible judge of a random program: all states by depth, no reductions. It shares no
// code with the explorer.
import type { ScheduleStep } from "#workbook/explorer/contract/scenario.ts";
import {
  type Access,
  accessOf,
  advance,
  type Flat,
  flatten,
  ignoresTimeout,
  newThread,
  type Thread,
  visible,
} from "./naive-thread.ts";
import { cellCount, type RandomProgram, waitResults } from "./random-program.ts";

/** Depth of the nearest state that shows it, or Infinity. */
export interface NaiveFindings {
  race: number;
  assertion: number;
  /** No thread can run and not all are over. */
  asleep: number;
  /** Some state cannot reach the end of all threads. */
  hasDeadEnd: boolean;
  hasFairCycle: boolean;
  /** Memory and registers of all ends. */
  outcomes: Set<string>;
  states: number;
}

interface Edge {
  thread: number;
  to: string;
  /** By a timeout that the thread does not even notice: it counts on being woken. */
  isUnreliable: boolean;
}
interface State {
  cells: number[];
  threads: Thread[];
  /** Threads asleep, longest first. */
  asleep: number[];
  depth: number;
  key: string;
  next: Edge[];
}

/** Gives up, with nothing found, beyond `limit` states. Begins after the steps of `prefix`, which must be possible. */
export function enumerate(
  program: RandomProgram,
  limit: number,
  prefix: readonly ScheduleStep[] = [],
): NaiveFindings {
  const code = program.threads.map(flatten);
  let first: State = {
    cells: Array.from({ length: cellCount }, () => 0),
    threads: code.map(newThread),
    asleep: [],
    depth: 0,
    key: "",
    next: [],
  };
  for (const { thread, event } of prefix) {
    const access = accessAt(code, first, thread) as Access;
    first = event === "step" ? step(code, first, thread, access) : timeOut(code, first, thread);
  }
  first.depth = 0;
  first.key = keyOf(first);
  const states = new Map([[first.key, first]]);
  const findings: NaiveFindings = {
    race: Number.POSITIVE_INFINITY,
    assertion: Number.POSITIVE_INFINITY,
    asleep: Number.POSITIVE_INFINITY,
    hasDeadEnd: false,
    hasFairCycle: false,
    outcomes: new Set(),
    states: 0,
  };
  for (const state of states.values()) {
    findings.states = states.size;
    if (states.size > limit) return findings;
    if (hasRace(code, state)) findings.race = Math.min(findings.race, state.depth);
    for (const t of code.keys()) {
      const access = accessAt(code, state, t);
      if (access === undefined) continue;
      const isAsleep = state.asleep.includes(t);
      if (isAsleep && !(access.kind === "wait" && access.timed)) continue;
      const next = isAsleep ? timeOut(code, state, t) : step(code, state, t, access);
      if (!states.has(next.key)) states.set(next.key, next);
      const isUnreliable =
        isAsleep && ignoresTimeout(code[t] as Flat[], state.threads[t] as Thread);
      state.next.push({ thread: t, to: next.key, isUnreliable });
    }
    if (state.next.length > 0) continue;
    if (state.asleep.length > 0) findings.asleep = Math.min(findings.asleep, state.depth);
    else {
      findings.outcomes.add(`${state.cells.join()} ${state.threads.map(visible).join("|")}`);
      if (state.cells[program.forbidden.cell] === program.forbidden.value)
        findings.assertion = Math.min(findings.assertion, state.depth);
    }
  }
  findings.states = states.size;
  findings.hasDeadEnd = hasDeadEnd(states);
  findings.hasFairCycle = hasFairCycle(code, states);
  return findings;
}

const keyOf = ({ cells, threads, asleep }: State): string =>
  JSON.stringify([cells, threads.map((t) => [t.pc, t.registers]), asleep]);

const accessAt = (code: Flat[][], state: State, t: number): Access | undefined =>
  accessOf(code[t] as Flat[], state.threads[t] as Thread);

const isOver = (code: Flat[][], state: State, t: number): boolean =>
  accessAt(code, state, t) === undefined;

function copyOf(from: State): State {
  return {
    cells: [...from.cells],
    threads: from.threads.map(({ pc, registers }) => ({ pc, registers: [...registers] })),
    asleep: [...from.asleep],
    depth: from.depth + 1,
    key: "",
    next: [],
  };
}

function step(code: Flat[][], from: State, t: number, access: Access): State {
  const state = copyOf(from);
  const { cells } = state;
  const { kind, cell } = access;
  const old = cells[cell] as number;
  let result: number | undefined = old;
  if (kind === "store" || kind === "exchange") cells[cell] = access.value;
  else if (kind === "add") cells[cell] = old + access.value;
  else if (kind === "compareExchange") {
    if (old === access.expected) cells[cell] = access.value;
  } else if (kind === "wait") {
    if (old === access.expected) {
      state.asleep.push(t);
      result = undefined;
    } else result = waitResults.indexOf("not-equal");
  } else if (kind === "notify") {
    const sleepers = state.asleep.filter((s) => accessAt(code, state, s)?.cell === cell);
    const woken = sleepers.slice(0, access.count);
    for (const s of woken) wake(code, state, s, "ok");
    result = woken.length;
  }
  if (result !== undefined) advance(code[t] as Flat[], state.threads[t] as Thread, result);
  return finish(code, state);
}

function timeOut(code: Flat[][], from: State, t: number): State {
  const state = copyOf(from);
  wake(code, state, t, "timed-out");
  return finish(code, state);
}

function wake(code: Flat[][], state: State, t: number, result: string): void {
  state.asleep.splice(state.asleep.indexOf(t), 1);
  advance(code[t] as Flat[], state.threads[t] as Thread, waitResults.indexOf(result));
}

function finish(code: Flat[][], state: State): State {
  // Only the order on one cell matters: sorting by cell keeps it.
  const cellOf = (s: number): number => accessAt(code, state, s)?.cell ?? -1;
  state.asleep.sort((x, y) => cellOf(x) - cellOf(y));
  state.key = keyOf(state);
  return state;
}

function hasRace(code: Flat[][], state: State): boolean {
  const next = [...code.keys()]
    .filter((t) => !state.asleep.includes(t))
    .map((t) => accessAt(code, state, t));
  return next.some((x, i) => next.some((y, j) => i < j && conflict(state, x, y)));
}

function conflict(state: State, x: Access | undefined, y: Access | undefined): boolean {
  if (x === undefined || y === undefined || x.cell !== y.cell) return false;
  if (x.kind === "notify" || y.kind === "notify") return false;
  const plain = [x, y].some((access) => "plain" in access && access.plain);
  return plain && [x, y].some((access) => isWrite(state, access));
}

function isWrite({ cells }: State, access: Access): boolean {
  if (access.kind === "compareExchange") return cells[access.cell] === access.expected;
  return access.kind !== "load" && access.kind !== "wait";
}

function hasDeadEnd(states: Map<string, State>): boolean {
  const before = new Map<string, string[]>();
  const good: string[] = [];
  for (const { key, next, asleep } of states.values()) {
    if (next.length === 0 && asleep.length === 0) good.push(key);
    for (const { to, isUnreliable } of next)
      if (!isUnreliable) before.set(to, [...(before.get(to) ?? []), key]);
  }
  const reached = new Set(good);
  for (const key of reached) for (const from of before.get(key) ?? []) reached.add(from);
  return reached.size < states.size;
}

/** Tries every state's strongly connected component, by reachability both ways. */
function hasFairCycle(code: Flat[][], states: Map<string, State>): boolean {
  const all = [...states.values()];
  const index = new Map(all.map(({ key }, i) => [key, i]));
  const reach = all.map((state) => {
    const seen = new Set<number>();
    const pending = [state];
    for (let s = pending.pop(); s !== undefined; s = pending.pop())
      for (const { to, isUnreliable } of s.next) {
        if (isUnreliable) continue;
        const i = index.get(to) as number;
        if (seen.has(i)) continue;
        seen.add(i);
        pending.push(all[i] as State);
      }
    return seen;
  });
  return all.some((_, i) => {
    if (!reach[i]?.has(i)) return false;
    const inside = all.filter((_, j) => reach[i]?.has(j) && reach[j]?.has(i));
    const keys = new Set(inside.map(({ key }) => key));
    return [...code.keys()].every((t) =>
      inside.some(
        (s) =>
          isOver(code, s, t) ||
          s.asleep.includes(t) ||
          s.next.some((edge) => edge.thread === t && !edge.isUnreliable && keys.has(edge.to)),
      ),
    );
  });
}
