// One thread of a random program for the naive enumerator: its instructions without blocks, and what a result makes of it.
import { type Instruction, registerCount, waitResults } from "./random-program.ts";

export interface Thread {
  pc: number;
  /** The last one is hidden: what a loop keeps between its load and its compare-exchange. */
  registers: number[];
}

const hidden = registerCount;

/** Repeats unrolled, so that a program counter says it all. A skip may jump over a whole repeat's head. */
export type Flat =
  | Exclude<Instruction, { do: "repeat" | "until" | "skipUnless" | "addInLoop" | "sleepWhile" }>
  | { do: "jumpUnless"; register: number; equals: number; to: number }
  | { do: "loopUnless"; cell: number; equals: number; to: number }
  | { do: "leaveUnless"; cell: number; equals: number; to: number }
  | { do: "waitAndBack"; cell: number; expected: number; timed: boolean; to: number }
  | { do: "addOrBack"; cell: number; value: number; register: number; to: number };

/** What an instruction asks of memory. */
export type Access =
  | { kind: "load"; cell: number; plain: boolean }
  | { kind: "store"; cell: number; value: number; plain: boolean }
  | { kind: "add" | "exchange"; cell: number; value: number }
  | { kind: "compareExchange"; cell: number; expected: number; value: number }
  | { kind: "wait"; cell: number; expected: number; timed: boolean }
  | { kind: "notify"; cell: number; count: number };

export function newThread(code: Flat[]): Thread {
  const thread = { pc: 0, registers: Array.from({ length: registerCount + 1 }, () => 0) };
  runLocal(code, thread);
  return thread;
}

export function visible({ registers }: Thread): string {
  return registers.slice(0, registerCount).join();
}

/** Undefined if the thread is over. */
export function accessOf(code: Flat[], { pc, registers }: Thread): Access | undefined {
  const flat = code[pc];
  switch (flat?.do) {
    case "load":
      return { kind: "load", cell: flat.cell, plain: flat.plain };
    case "spinUntil":
    case "loopUnless":
    case "leaveUnless":
      return { kind: "load", cell: flat.cell, plain: false };
    case "store":
      return { kind: "store", cell: flat.cell, value: flat.value, plain: flat.plain };
    case "storeRegister": {
      const value = registers[flat.register] as number;
      return { kind: "store", cell: flat.cell, value, plain: false };
    }
    case "add":
    case "exchange":
      return { kind: flat.do, cell: flat.cell, value: flat.value };
    case "compareExchange":
    case "takeWhen": {
      const { cell, expected, value } = flat;
      return { kind: "compareExchange", cell, expected, value };
    }
    case "addOrBack": {
      const expected = registers[hidden] as number;
      const value = expected + flat.value;
      return { kind: "compareExchange", cell: flat.cell, expected, value };
    }
    case "wait":
      return { kind: "wait", cell: flat.cell, expected: flat.expected, timed: false };
    case "timedWait":
      return { kind: "wait", cell: flat.cell, expected: flat.expected, timed: true };
    case "waitAndBack":
      return { kind: "wait", cell: flat.cell, expected: flat.expected, timed: flat.timed };
    case "notify":
      return { kind: "notify", cell: flat.cell, count: flat.count };
  }
  return undefined;
}

/** Gives the thread the result of its access: a value, or what a wait came to as its place in `waitResults`. */
export function advance(code: Flat[], thread: Thread, result: number): void {
  const flat = code[thread.pc] as Flat;
  const { registers } = thread;
  let to = thread.pc + 1;
  switch (flat.do) {
    case "load":
    case "add":
    case "exchange":
    case "compareExchange":
      registers[flat.register] = result;
      break;
    case "timedWait":
      if (flat.register !== undefined) registers[flat.register] = result;
      break;
    case "spinUntil":
      if (result !== flat.equals) to = thread.pc;
      break;
    case "takeWhen":
      if (result !== flat.expected) to = thread.pc;
      break;
    case "loopUnless":
    case "leaveUnless":
      if (result !== flat.equals) to = flat.to;
      break;
    case "waitAndBack":
      to = flat.to;
      break;
    case "addOrBack":
      if (result === registers[hidden]) registers[flat.register] = result;
      else to = flat.to;
      registers[hidden] = 0;
      break;
  }
  thread.pc = to;
  runLocal(code, thread);
}

/** What a thread does between two accesses happens at once. */
function runLocal(code: Flat[], thread: Thread): void {
  const { registers } = thread;
  for (;;) {
    const flat = code[thread.pc];
    if (flat?.do === "increment") {
      registers[flat.register] = ((registers[flat.register] as number) + 1) % 4;
      thread.pc++;
    } else if (flat?.do === "jumpUnless") {
      thread.pc = registers[flat.register] === flat.equals ? thread.pc + 1 : flat.to;
    } else return;
  }
}

/** Whether the thread does the same, whatever it is given, after its timeout as after it was woken. */
export function ignoresTimeout(code: Flat[], asleep: Thread): boolean {
  const after = (from: Thread, result: number): Thread => {
    const next = { pc: from.pc, registers: [...from.registers] };
    advance(code, next, result);
    return next;
  };
  const pairs = [[after(asleep, 0), after(asleep, waitResults.indexOf("timed-out"))] as const];
  const seen = new Set<string>();
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [x, y] = pair;
    const key = JSON.stringify(pair);
    if (seen.has(key)) continue;
    seen.add(key);
    const access = accessOf(code, x);
    if (JSON.stringify(access) !== JSON.stringify(accessOf(code, y))) return false;
    if (access === undefined) {
      if (visible(x) !== visible(y)) return false;
      continue;
    }
    const isTimed = access.kind === "wait" && access.timed;
    const results = access.kind === "wait" && !isTimed ? [0, 1] : [0, 1, 2, 3];
    for (const result of isTimed ? [0, 1, 2] : results) {
      pairs.push([after(x, result), after(y, result)]);
    }
  }
  return true;
}

export function flatten(block: readonly Instruction[]): Flat[] {
  const flat: Flat[] = [];
  const emit = (instructions: readonly Instruction[]): void => {
    const patches: { at: number; after: number }[] = [];
    for (const [i, instruction] of instructions.entries()) {
      for (const patch of patches.splice(0)) {
        if (patch.after === i) {
          (flat[patch.at] as { to: number }).to = flat.length;
        } else patches.push(patch);
      }
      const to = flat.length;
      if (instruction.do === "repeat") {
        const body = instructions.slice(i + 1, i + 1 + instruction.length);
        for (let n = 1; n < instruction.times; n++) emit(body);
      } else if (instruction.do === "until") {
        const { cell, equals, length } = instruction;
        emit(instructions.slice(i + 1, i + 1 + length));
        flat.push({ do: "loopUnless", cell, equals, to });
      } else if (instruction.do === "skipUnless") {
        patches.push({ at: flat.length, after: i + 2 });
        const { register, equals } = instruction;
        flat.push({ do: "jumpUnless", register, equals, to: -1 });
      } else if (instruction.do === "addInLoop") {
        const { cell, value, register } = instruction;
        flat.push({ do: "load", cell, register: hidden, plain: false });
        flat.push({ do: "addOrBack", cell, value, register, to });
      } else if (instruction.do === "sleepWhile") {
        const { cell, equals, timed } = instruction;
        flat.push({ do: "leaveUnless", cell, equals, to: to + 2 });
        flat.push({ do: "waitAndBack", cell, expected: equals, timed, to });
      } else flat.push(instruction);
    }
    for (const patch of patches) (flat[patch.at] as { to: number }).to = flat.length;
  };
  emit(block);
  return flat;
}
