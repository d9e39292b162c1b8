// Small random programs: what they are made of, and how a real thread runs one.
import fc from "fast-check";

export const cellCount = 3;
export const registerCount = 2;

/** `register` is a local variable: it outlives the operation and steers later ones. */
export type Instruction =
  | { do: "load"; cell: number; register: number; plain: boolean }
  | { do: "store"; cell: number; value: number; plain: boolean }
  | { do: "storeRegister"; cell: number; register: number }
  | { do: "add"; cell: number; value: number; register: number }
  | { do: "exchange"; cell: number; value: number; register: number }
  | { do: "compareExchange"; cell: number; expected: number; value: number; register: number }
  | { do: "wait"; cell: number; expected: number }
  /** The result ends up in the register, if any: 0 for "ok", 1 for "not-equal", 2 for "timed-out". */
  | { do: "timedWait"; cell: number; expected: number; register: number | undefined }
  | { do: "notify"; cell: number; count: number }
  | { do: "increment"; register: number }
  | { do: "skipUnless"; register: number; equals: number }
  | { do: "spinUntil"; cell: number; equals: number }
  /** Takes a lock: compares and exchanges until that succeeds. */
  | { do: "takeWhen"; cell: number; expected: number; value: number }
  /** Adds by a load and a compare-exchange, until nobody came between. */
  | { do: "addInLoop"; cell: number; value: number; register: number }
  /** Sleeps, again and again, while the cell has the value. */
  | { do: "sleepWhile"; cell: number; equals: number; timed: boolean }
  | { do: "repeat"; times: number; length: number }
  /** Goes round over what follows it until a load of the cell gives the value. */
  | { do: "until"; cell: number; equals: number; length: number };

export interface RandomProgram {
  threads: Instruction[][];
  /** An end with this value in the cell is wrong; -1: every end is right. */
  forbidden: { cell: number; value: number };
}

export const waitResults = ["ok", "not-equal", "timed-out"];

/** Mostly the first two: threads must meet, and sometimes have nothing to do with each other. */
const cell = fc.oneof(
  { weight: 3, arbitrary: fc.nat({ max: cellCount - 2 }) },
  { weight: 1, arbitrary: fc.constant(cellCount - 1) },
);
const register = fc.nat({ max: registerCount - 1 });
const value = fc.nat({ max: 2 });
const plain = fc.nat({ max: 7 }).map((n) => n === 0);
const of = <K extends Instruction["do"]>(name: K) => fc.constant(name);

const instruction: fc.Arbitrary<Instruction> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: of("load"), cell, register, plain }) },
  { weight: 4, arbitrary: fc.record({ do: of("store"), cell, value, plain }) },
  { weight: 2, arbitrary: fc.record({ do: of("storeRegister"), cell, register }) },
  { weight: 2, arbitrary: fc.record({ do: of("add"), cell, value, register }) },
  { weight: 2, arbitrary: fc.record({ do: of("exchange"), cell, value, register }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: of("compareExchange"), cell, expected: value, value, register }),
  },
  { weight: 2, arbitrary: fc.record({ do: of("wait"), cell, expected: value }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: of("timedWait"),
      cell,
      expected: value,
      register: fc.option(register, { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: of("notify"), cell, count: fc.integer({ min: 1, max: 2 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: of("increment"), register }) },
  { weight: 3, arbitrary: fc.record({ do: of("skipUnless"), register, equals: value }) },
  { weight: 1, arbitrary: fc.record({ do: of("spinUntil"), cell, equals: value }) },
  { weight: 2, arbitrary: fc.record({ do: of("takeWhen"), cell, expected: value, value }) },
  { weight: 1, arbitrary: fc.record({ do: of("addInLoop"), cell, value, register }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: of("sleepWhile"), cell, equals: value, timed: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: of("repeat"),
      times: fc.integer({ min: 2, max: 3 }),
      length: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: of("until"),
      cell,
      equals: value,
      length: fc.integer({ min: 1, max: 3 }),
    }),
  },
);

const twoThreads = fc.array(fc.array(instruction, { minLength: 1, maxLength: 6 }), {
  minLength: 2,
  maxLength: 2,
});
const threeThreads = fc.array(fc.array(instruction, { minLength: 1, maxLength: 3 }), {
  minLength: 3,
  maxLength: 3,
});
/** The same instructions for all: what symmetry is about. */
const alike = fc
  .tuple(fc.integer({ min: 2, max: 3 }), fc.array(instruction, { minLength: 1, maxLength: 4 }))
  .map(([count, body]) => Array.from({ length: count }, () => body));

export const randomProgram: fc.Arbitrary<RandomProgram> = fc.record({
  threads: fc.oneof(twoThreads, threeThreads, alike),
  forbidden: fc.record({ cell, value: fc.integer({ min: -1, max: 3 }) }),
});

/** Runs one thread's instructions on real cells. Returns its registers. */
export function runThread(instructions: readonly Instruction[], cells: Int32Array): string {
  const registers = Array.from({ length: registerCount }, () => 0);
  runBlock(instructions, cells, registers);
  return registers.join();
}

function runBlock(block: readonly Instruction[], cells: Int32Array, registers: number[]): void {
  for (let at = 0; at < block.length; at++) {
    const step = block[at] as Instruction;
    switch (step.do) {
      case "load":
        registers[step.register] = step.plain
          ? (cells[step.cell] as number)
          : Atomics.load(cells, step.cell);
        break;
      case "store":
        if (step.plain) cells[step.cell] = step.value;
        else Atomics.store(cells, step.cell, step.value);
        break;
      case "storeRegister":
        Atomics.store(cells, step.cell, registers[step.register] as number);
        break;
      case "add":
        registers[step.register] = Atomics.add(cells, step.cell, step.value);
        break;
      case "exchange":
        registers[step.register] = Atomics.exchange(cells, step.cell, step.value);
        break;
      case "compareExchange":
        registers[step.register] = Atomics.compareExchange(
          cells,
          step.cell,
          step.expected,
          step.value,
        );
        break;
      case "wait":
        Atomics.wait(cells, step.cell, step.expected);
        break;
      case "timedWait": {
        const result = Atomics.wait(cells, step.cell, step.expected, 5);
        if (step.register !== undefined) registers[step.register] = waitResults.indexOf(result);
        break;
      }
      case "notify":
        Atomics.notify(cells, step.cell, step.count);
        break;
      case "increment":
        registers[step.register] = ((registers[step.register] as number) + 1) % 4;
        break;
      case "skipUnless":
        if (registers[step.register] !== step.equals) at++;
        break;
      case "spinUntil":
        while (Atomics.load(cells, step.cell) !== step.equals);
        break;
      case "takeWhen":
        while (
          Atomics.compareExchange(cells, step.cell, step.expected, step.value) !== step.expected
        );
        break;
      case "addInLoop":
        registers[step.register] = addInLoop(cells, step.cell, step.value);
        break;
      case "sleepWhile":
        while (Atomics.load(cells, step.cell) === step.equals) {
          Atomics.wait(cells, step.cell, step.equals, step.timed ? 5 : undefined);
        }
        break;
      case "until": {
        const body = block.slice(at + 1, at + 1 + step.length);
        do runBlock(body, cells, registers);
        while (Atomics.load(cells, step.cell) !== step.equals);
        break;
      }
      case "repeat": {
        const body = block.slice(at + 1, at + 1 + step.length);
        for (let i = 1; i < step.times; i++) runBlock(body, cells, registers);
        break;
      }
    }
  }
}

function addInLoop(cells: Int32Array, cell: number, value: number): number {
  for (;;) {
    const old = Atomics.load(cells, cell);
    if (Atomics.compareExchange(cells, cell, old, old + value) === old) return old;
  }
}
