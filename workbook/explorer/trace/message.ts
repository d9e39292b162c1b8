// The verdict in one sentence.

import type { ExplorationVerdict, Outcome } from "../contract/scenario.ts";
import { nameOffset } from "../memory/layout.ts";
import {
  isPlain,
  kindNames,
  type Operation,
  readValue,
  WAIT,
  writes,
} from "../memory/operation.ts";
import { isInner, type LivenessFailure } from "../search/liveness.ts";
import type { Model } from "../search/model.ts";
import type { Reached } from "../search/outcomes.ts";
import { createRow, isWaiting, listThreads, localOf, type Row, rankOf } from "../search/row.ts";
import type { Failure, Search } from "../search/search.ts";
import { threadOf } from "../search/state-store.ts";
import { findPlace, nameFile } from "./place.ts";

export interface Finding {
  verdict: ExplorationVerdict;
  message: string;
  /** The state that the schedule leads to. */
  state: number;
  race?: [number, number];
  /** The schedule goes on forever, in this state's component. */
  components?: Int32Array;
}

export function explainFailure(model: Model, search: Search, failure: Failure): Finding {
  const { state } = failure;
  const row = readState(model, search, state);
  if (failure.kind === "race") return explainRace(model, row, state, failure.threads);
  if (failure.kind === "stuck") {
    return { verdict: "deadlock", state, message: explainAllAsleep(model, row) };
  }
  if (failure.kind === "invariant") {
    return {
      verdict: "assertion",
      state,
      message: sentence(`The invariant breaks: ${failure.message}`),
    };
  }
  if (failure.kind === "final") {
    return { verdict: "assertion", state, message: sentence(`At the end, ${failure.message}`) };
  }
  const who = `Thread ${failure.thread + 1}`;
  const { end } = failure;
  if (end.kind === "unsupported") {
    const place = findPlace(end.stack);
    const where = place === undefined ? "" : ` (${nameFile(place.file)}:${place.line})`;
    const message = `${who} cannot be explored: ${end.message}${where}.`;
    return { verdict: "unsupported", state, message };
  }
  if (end.kind !== "threw") throw new Error("A thread that returned has not failed.");
  const thrown = end.error instanceof Error ? end.error.message : String(end.error);
  if (end.isAssertion) {
    return {
      verdict: "assertion",
      state,
      message: sentence(`An assertion in thread ${failure.thread + 1} fails: ${thrown}`),
    };
  }
  const name = end.error instanceof Error ? `${end.error.name}: ` : "";
  const message = `${sentence(`${who} throws ${name}${thrown}`)}${explainNoCells(model, thrown)}`;
  return { verdict: "exception", state, message };
}

/** A name that is not in the scenario's memory gives `undefined`, of which Atomics says no more than that. */
function explainNoCells({ layout }: Model, thrown: string): string {
  if (!/^undefined is not an .*typed array/.test(thrown)) return "";
  const names = layout.cells.map(({ name }) => `\`${name}\``);
  return ` Is it a name that is not in the memory? There ${names.length === 1 ? "is" : "are"} ${names.join(", ")}.`;
}

/** An outcome with which something is wrong. */
export function explainRefused(
  { outcome, state, components }: Reached,
  refuses: (outcome: Outcome) => string | undefined,
): Finding | undefined {
  const message = refuses(outcome);
  if (message === undefined) return undefined;
  const isOver = outcome.threads.every(({ kind }) => kind === "returned" || kind === "threw");
  const verdict = isOver ? "assertion" : "deadlock";
  return { verdict, message, state, ...(components && { components }) };
}

function readState(model: Model, search: Search, state: number): Row {
  const row = createRow(model);
  search.states.read(state, row.words);
  return row;
}

function explainRace(model: Model, row: Row, state: number, race: [number, number]): Finding {
  const [t, u] = race;
  const x = localOf(model, row.words, t).op as Operation;
  const y = localOf(model, row.words, u).op as Operation;
  const xCell = nameOffset(model.layout, x.offset);
  const yCell = nameOffset(model.layout, y.offset);
  const does = (op: Operation, object: string): string => {
    const verb = writes(op, row.bytes) ? "writes" : "reads";
    return `${verb} ${object}${isPlain(op) ? "" : ` by \`Atomics.${kindNames[op.kind]}\``}`;
  };
  const mixed = isPlain(x) || isPlain(y) ? "" : ", at different sizes";
  const object = xCell === yCell ? "it" : `\`${yCell}\``;
  return {
    verdict: "data-race",
    state,
    race,
    message: `Thread ${t + 1} ${does(x, `\`${xCell}\``)} while thread ${u + 1} ${does(y, object)}${mixed}: nothing orders the two.`,
  };
}

function explainAllAsleep(model: Model, row: Row): string {
  const asleep = listThreads(model, (t) => isWaiting(model, row.words, t));
  const [first = 0] = asleep;
  const op = localOf(model, row.words, first).op as Operation;
  const cell = nameOffset(model.layout, op.offset);
  const value = String(readValue(op, row.bytes));
  const onOneCell = asleep.every((t) => localOf(model, row.words, t).op?.offset === op.offset);
  if (asleep.length === 1) {
    return `Thread ${first + 1} sleeps forever: \`${cell}\` is ${value} and nobody is left to notify it.`;
  }
  const all = `Threads ${joinNumbers(asleep)} sleep forever`;
  if (onOneCell) return `${all}: \`${cell}\` is ${value} and nobody is left to notify them.`;
  const each = asleep
    .map((t) => nameOffset(model.layout, (localOf(model, row.words, t).op as Operation).offset))
    .map((name) => `\`${name}\``);
  return `${all}, on ${joinWords(each)}: nobody is left to notify them.`;
}

/** A component of the graph that no thread's end can be reached from, or that a fair schedule may never leave. */
export function explainLiveness(model: Model, search: Search, failure: LivenessFailure): Finding {
  const { state, components, componentId } = failure;
  const row = readState(model, search, state);
  const inner = describeComponent(model, search, components, componentId);
  const base = { state, components };
  const unfinished = listThreads(model, (t) => localOf(model, row.words, t).op !== undefined);
  const asleep = unfinished.filter((t) => isWaiting(model, row.words, t));
  if (inner.movers.length === 0) {
    return { verdict: "deadlock", state, message: explainTimedSleep(model, row) };
  }
  if (failure.kind === "never-finishes" && asleep.length > 0 && inner.alwaysAsleep.length > 0) {
    return { ...base, verdict: "deadlock", message: explainSleepOf(model, row, inner) };
  }
  if (failure.kind === "never-finishes" && !inner.changesMemory) {
    const [spinner = 0] = inner.movers;
    const op = localOf(model, row.words, spinner).op as Operation;
    const cell = nameOffset(model.layout, op.offset);
    const value = String(readValue(op, row.bytes));
    const all =
      inner.movers.length === 1
        ? `Thread ${spinner + 1} spins forever`
        : `Threads ${joinNumbers(inner.movers)} spin forever`;
    return {
      ...base,
      verdict: "deadlock",
      message: `${all}: \`${cell}\` is ${value} and nobody is left to change it.`,
    };
  }
  const all =
    inner.movers.length === 1
      ? `Thread ${(inner.movers[0] ?? 0) + 1} can go`
      : `Threads ${joinNumbers(inner.movers)} can go`;
  return {
    ...base,
    verdict: "livelock",
    message: `${all} round forever, over ${joinWords(inner.cells)}, without getting anywhere, though every thread that can run keeps running.`,
  };
}

interface Component {
  movers: number[];
  alwaysAsleep: number[];
  changesMemory: boolean;
  /** What the movers go round over, by name and in quotes. */
  cells: string[];
}

function describeComponent(
  model: Model,
  search: Search,
  components: Int32Array,
  id: number,
): Component {
  const { edges, states } = search;
  const movers = new Set<number>();
  const asleep = new Set(listThreads(model, () => true));
  const memories = new Set<string>();
  const cells = new Set<string>();
  for (let state = 0; state < states.count; state++) {
    if (components[state] !== id) continue;
    const row = readState(model, search, state);
    memories.add(row.words.subarray(0, model.memoryWords).join(","));
    for (const t of asleep) {
      if (!isWaiting(model, row.words, t)) asleep.delete(t);
    }
    for (let e = edges.startOf(state), last = edges.endOf(state); e < last; e++) {
      if (isInner(search, components, state, e)) {
        const mover = threadOf(edges.labels[e] as number);
        movers.add(mover);
        const { op } = localOf(model, row.words, mover);
        if (op !== undefined) cells.add(`\`${nameOffset(model.layout, op.offset)}\``);
      }
    }
  }
  return {
    movers: [...movers].sort((x, y) => x - y),
    alwaysAsleep: [...asleep],
    changesMemory: memories.size > 1,
    cells: [...cells].sort(),
  };
}

function explainSleepOf(model: Model, row: Row, inner: Component): string {
  const [first = 0] = inner.alwaysAsleep;
  const op = localOf(model, row.words, first).op as Operation;
  const cell = nameOffset(model.layout, op.offset);
  return `Thread ${first + 1} sleeps forever: \`${cell}\` is ${String(readValue(op, row.bytes))} and nobody will notify it.`;
}

function explainTimedSleep(model: Model, row: Row): string {
  const asleep = listThreads(model, (t) => rankOf(model, row.words, t) > 0);
  const sleepers = asleep.filter((t) => {
    const { op } = localOf(model, row.words, t);
    return op?.kind === WAIT && op.timeoutMs < Number.POSITIVE_INFINITY;
  });
  if (sleepers.length === 0) return explainAllAsleep(model, row);
  const [first = 0] = sleepers;
  const op = localOf(model, row.words, first).op as Operation;
  const cell = nameOffset(model.layout, op.offset);
  return `Thread ${first + 1} sleeps until its timeout: \`${cell}\` is ${String(readValue(op, row.bytes))} and nobody is left to notify it. It goes on as if woken, without a look at what the wait returned: that hides a lost wake-up.`;
}

/** "1 state", "31 states", "668 states, loops tried for 2,000 rounds". */
export function countStates(states: number, loopRounds: number | undefined): string {
  const count = states === 1 ? "1 state" : `${showCount(states)} states`;
  if (loopRounds === undefined) return count;
  return `${count}, loops tried for ${showCount(loopRounds)} rounds`;
}

/** "12,000". To load what `toLocaleString` needs takes longer than a small exploration. */
export function showCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

function joinNumbers(threads: readonly number[]): string {
  return joinWords(threads.map((t) => String(t + 1)));
}

function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}

function sentence(text: string): string {
  const line = text.split("\n")[0]?.trim() ?? "";
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
