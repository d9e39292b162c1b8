// The plainest possible judge of a random program: all states by depth, no reductions. It shares no
// code with the explorer.
import {
  cellCount,
  type Instruction,
  type RandomProgram,
  registerCount,
} from "./random-program.ts";

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

interface Thread {
  pc: number;
  registers: number[];
}
interface State {
  cells: number[];
  threads: Thread[];
  /** Threads asleep, longest first. */
  asleep: number[];
  depth: number;
  key: string;
  next: { thread: number; to: string }[];
}

/** Repeats unrolled, so that a program counter says it all. A skip may jump over a whole repeat's head. */
type Flat =
  | Instruction
  | { do: "jumpUnless"; register: number; equals: number; to: number }
  | { do: "loopUnless"; cell: number; equals: number; to: number };

/** Gives up, with nothing found, beyond `limit` states. */
export function enumerate(program: RandomProgram, limit: number): NaiveFindings {
  const code = program.threads.map(flatten);
  const first: State = {
    cells: Array.from({ length: cellCount }, () => 0),
    threads: code.map(() => ({ pc: 0, registers: Array.from({ length: registerCount }, () => 0) })),
    asleep: [],
    depth: 0,
    key: "",
    next: [],
  };
  for (const t of code.keys()) runLocal(code, first, t);
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
      if (isOver(code, state, t) || state.asleep.includes(t)) continue;
      const next = step(code, state, t);
      const known = states.get(next.key);
      if (known === undefined) states.set(next.key, next);
      state.next.push({ thread: t, to: next.key });
    }
    if (state.next.length > 0) continue;
    if (state.asleep.length > 0) findings.asleep = Math.min(findings.asleep, state.depth);
    else {
      findings.outcomes.add(
        `${state.cells.join()} ${state.threads.map((t) => t.registers.join()).join("|")}`,
      );
      if (state.cells[program.forbidden.cell] === program.forbidden.value)
        findings.assertion = Math.min(findings.assertion, state.depth);
    }
  }
  findings.states = states.size;
  findings.hasDeadEnd = hasDeadEnd(states);
  findings.hasFairCycle = hasFairCycle(code, states);
  return findings;
}

function flatten(block: readonly Instruction[]): Flat[] {
  const flat: Flat[] = [];
  const emit = (instructions: readonly Instruction[]): void => {
    const patches: { at: number; after: number }[] = [];
    for (const [i, instruction] of instructions.entries()) {
      for (const patch of patches.splice(0)) {
        if (patch.after === i) {
          (flat[patch.at] as { to: number }).to = flat.length;
        } else patches.push(patch);
      }
      if (instruction.do === "repeat") {
        const body = instructions.slice(i + 1, i + 1 + instruction.length);
        for (let n = 1; n < instruction.times; n++) emit(body);
      } else if (instruction.do === "until") {
        const { cell, equals, length } = instruction;
        const to = flat.length;
        emit(instructions.slice(i + 1, i + 1 + length));
        flat.push({ do: "loopUnless", cell, equals, to });
      } else if (instruction.do === "skipUnless") {
        patches.push({ at: flat.length, after: i + 2 });
        const { register, equals } = instruction;
        flat.push({ do: "jumpUnless", register, equals, to: -1 });
      } else flat.push(instruction);
    }
    for (const patch of patches) (flat[patch.at] as { to: number }).to = flat.length;
  };
  emit(block);
  return flat;
}

const keyOf = ({ cells, threads, asleep }: State): string =>
  JSON.stringify([cells, threads.map((t) => [t.pc, t.registers]), asleep]);

const isOver = (code: Flat[][], state: State, t: number): boolean =>
  (state.threads[t] as Thread).pc >= (code[t] as Flat[]).length;

const instructionAt = (code: Flat[][], state: State, t: number): Flat | undefined =>
  code[t]?.[(state.threads[t] as Thread).pc];

/** What a thread does between two operations happens at once. */
function runLocal(code: Flat[][], state: State, t: number): void {
  const thread = state.threads[t] as Thread;
  for (;;) {
    const instruction = instructionAt(code, state, t);
    if (instruction?.do === "increment") {
      thread.registers[instruction.register] =
        ((thread.registers[instruction.register] as number) + 1) % 4;
      thread.pc++;
    } else if (instruction?.do === "jumpUnless") {
      const { register, equals, to } = instruction;
      thread.pc = thread.registers[register] === equals ? thread.pc + 1 : to;
    } else return;
  }
}

function step(code: Flat[][], from: State, t: number): State {
  const state: State = {
    cells: [...from.cells],
    threads: from.threads.map(({ pc, registers }) => ({ pc, registers: [...registers] })),
    asleep: [...from.asleep],
    depth: from.depth + 1,
    key: "",
    next: [],
  };
  const thread = state.threads[t] as Thread;
  const instruction = instructionAt(code, from, t) as Flat;
  const { cells } = state;
  let goesOn = true;
  switch (instruction.do) {
    case "load":
      thread.registers[instruction.register] = cells[instruction.cell] as number;
      break;
    case "store":
      cells[instruction.cell] = instruction.value;
      break;
    case "storeRegister":
      cells[instruction.cell] = thread.registers[instruction.register] as number;
      break;
    case "add":
      thread.registers[instruction.register] = cells[instruction.cell] as number;
      (cells[instruction.cell] as number) += instruction.value;
      break;
    case "exchange":
      thread.registers[instruction.register] = cells[instruction.cell] as number;
      cells[instruction.cell] = instruction.value;
      break;
    case "compareExchange": {
      const old = cells[instruction.cell] as number;
      if (old === instruction.expected) cells[instruction.cell] = instruction.value;
      thread.registers[instruction.register] = old;
      break;
    }
    case "wait":
      if (cells[instruction.cell] === instruction.expected) {
        state.asleep.push(t);
        goesOn = false;
      }
      break;
    case "notify": {
      const sleepers = state.asleep.filter(
        (s) => (instructionAt(code, state, s) as { cell: number }).cell === instruction.cell,
      );
      for (const s of sleepers.slice(0, instruction.count)) {
        state.asleep.splice(state.asleep.indexOf(s), 1);
        (state.threads[s] as Thread).pc++;
        runLocal(code, state, s);
      }
      break;
    }
    case "loopUnless":
      if (cells[instruction.cell] === instruction.equals) break;
      thread.pc = instruction.to;
      goesOn = false;
      runLocal(code, state, t);
      break;
    case "spinUntil":
      goesOn = cells[instruction.cell] === instruction.equals;
      break;
  }
  if (goesOn) {
    thread.pc++;
    runLocal(code, state, t);
  }
  // Only the order on one cell matters: sorting by cell keeps it.
  const cellOf = (s: number): number => (instructionAt(code, state, s) as { cell: number }).cell;
  state.asleep.sort((x, y) => cellOf(x) - cellOf(y));
  state.key = keyOf(state);
  return state;
}

function hasRace(code: Flat[][], state: State): boolean {
  const next = [...code.keys()]
    .filter((t) => !state.asleep.includes(t))
    .map((t) => instructionAt(code, state, t));
  return next.some((x, i) => next.some((y, j) => i < j && conflict(state, x, y)));
}

function conflict(state: State, x: Flat | undefined, y: Flat | undefined): boolean {
  if (x === undefined || y === undefined || !("cell" in x) || !("cell" in y)) return false;
  if (x.cell !== y.cell || x.do === "notify" || y.do === "notify") return false;
  const plain = [x, y].some((op) => "plain" in op && op.plain);
  return plain && [x, y].some((op) => isWrite(state, op));
}

function isWrite(state: State, op: Flat & { cell: number }): boolean {
  if (op.do === "compareExchange") return state.cells[op.cell] === op.expected;
  return op.do !== "load" && op.do !== "wait" && op.do !== "spinUntil" && op.do !== "loopUnless";
}

function hasDeadEnd(states: Map<string, State>): boolean {
  const before = new Map<string, string[]>();
  const good: string[] = [];
  for (const { key, next, asleep } of states.values()) {
    if (next.length === 0 && asleep.length === 0) good.push(key);
    for (const { to } of next) before.set(to, [...(before.get(to) ?? []), key]);
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
      for (const { to } of s.next) {
        const i = index.get(to) as number;
        if (seen.has(i)) continue;
        seen.add(i);
        pending.push(all[i] as State);
      }
    return seen;
  });
  return all.some((state, i) => {
    if (!reach[i]?.has(i)) return false;
    const inside = all.filter((_, j) => reach[i]?.has(j) && reach[j]?.has(i));
    const keys = new Set(inside.map(({ key }) => key));
    return [...code.keys()].every((t) =>
      inside.some(
        (s) =>
          isOver(code, s, t) ||
          s.asleep.includes(t) ||
          s.next.some(({ thread, to }) => thread === t && keys.has(to)),
      ),
    );
  });
}
