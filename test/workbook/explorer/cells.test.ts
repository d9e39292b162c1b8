// Typed arrays as threads use them: every access is seen, and does what the real one does.

import { expect, it } from "vitest";
import { MalformedScenario } from "#workbook/explorer/contract/check-scenario.ts";
import {
  defineScenario,
  type MemorySpec,
  type Scenario,
} from "#workbook/explorer/contract/scenario.ts";
import { explore } from "#workbook/explorer/explore.ts";

/** What one thread alone returns, and over how many operations. */
function runAlone<const M extends MemorySpec>(scenario: Omit<Scenario<M>, "name">) {
  let seen: unknown;
  const exploration = explore({
    ...scenario,
    name: "alone",
    final: (_: unknown, returned: readonly unknown[]) => {
      seen = returned[0];
      return true;
    },
  } as unknown as Scenario);
  return {
    seen,
    verdict: exploration.verdict,
    message: exploration.message,
    operations: exploration.states - 1,
  };
}

it("sees index, increment and length", () => {
  const { seen, operations } = runAlone({
    memory: { a: [3, 4] },
    threads: [(m) => [m.a[0]++, ++m.a[1], m.a.length, m.a[9]]],
  });
  expect(seen).toEqual([3, 5, 2, undefined]);
  expect(operations).toBe(4);
});

it("sees for…of, spread, fill, set, slice and the methods that read", () => {
  const { seen } = runAlone({
    memory: { a: 4 },
    threads: [
      (m) => {
        m.a.fill(2, 1);
        m.a.set([7], 0);
        let sum = 0;
        for (const value of m.a) sum += value;
        return [
          sum,
          [...m.a],
          m.a.indexOf(2),
          Array.from(m.a.slice(1, 3)),
          m.a.reduce((x, y) => x + y),
          m.a.at(-1),
        ];
      },
    ],
  });
  expect(seen).toEqual([13, [7, 2, 2, 2], 1, [2, 2], 13, 2]);
});

it("sees a subarray and other views of the same bytes", () => {
  const { seen } = runAlone({
    memory: { a: 4 },
    threads: [
      (m) => {
        const bytes = new Uint8Array(m.a.buffer, m.a.byteOffset + 4, 4);
        bytes[1] = 1;
        const tail = m.a.subarray(1, 3);
        const view = new DataView(m.a.buffer, m.a.byteOffset);
        view.setInt16(8, 258);
        const wide = new BigInt64Array(m.a.buffer, m.a.byteOffset, 1);
        return [
          tail[0],
          tail.length,
          view.getInt32(4, true),
          view.getUint8(8),
          m.a[2],
          String(wide[0]),
        ];
      },
    ],
  });
  expect(seen).toEqual([256, 2, 256, 1, 0x0201, String(256n << 32n)]);
});

it("wraps values as each element type does", () => {
  const { seen } = runAlone({
    memory: {
      small: new Uint8Array([250]),
      wide: new BigInt64Array([5n]),
      real: new Float64Array(1),
    },
    threads: [
      (m) => {
        m.real[0] = 0.5;
        return [
          Atomics.add(m.small, 0, 10),
          m.small[0],
          Atomics.store(m.small, 0, 300),
          m.small[0],
          String(Atomics.compareExchange(m.wide, 0, 5n, 6n)),
          String(m.wide[0]),
          m.real[0],
        ];
      },
    ],
  });
  expect(seen).toEqual([250, 4, 300, 44, "5", "6", 0.5]);
});

it("keeps instanceof and the element size", () => {
  const { seen } = runAlone({
    memory: { a: 1 },
    threads: [
      (m) => [
        m.a instanceof Int32Array,
        m.a.buffer instanceof SharedArrayBuffer,
        m.a.BYTES_PER_ELEMENT,
      ],
    ],
  });
  expect(seen).toEqual([true, true, 4]);
});

it("lets a thread have arrays of its own", () => {
  const { seen, operations } = runAlone({
    memory: { a: 1 },
    threads: [() => Atomics.add(new Int32Array(2).fill(4), 1, 1)],
  });
  expect(seen).toBe(4);
  expect(operations).toBe(0);
});

it("finds overlapping atomics of unequal size in a race", () => {
  const exploration = explore(
    defineScenario({
      name: "mixed sizes",
      memory: { a: 1 },
      threads: [
        (m) => Atomics.store(m.a, 0, 1),
        (m) => Atomics.load(new Uint8Array(m.a.buffer, m.a.byteOffset, 4), 0),
      ],
    }),
  );
  expect(exploration.verdict).toBe("data-race");
});

it("keeps neighbouring bytes apart", () => {
  const exploration = explore(
    defineScenario({
      name: "neighbours",
      memory: { a: new Uint8Array(2) },
      threads: [
        (m) => {
          m.a[0] = 1;
        },
        (m) => {
          m.a[1] = 1;
        },
      ],
      final: (m) => m.a[0] === 1 && m.a[1] === 1,
    }),
  );
  expect(exploration.verdict).toBe("holds");
});

it("throws a thread's own mistakes as exceptions", () => {
  const { verdict, message } = runAlone({
    memory: { a: 1 },
    threads: [(m) => Atomics.load(m.a, 1)],
  });
  expect(verdict).toBe("exception");
  expect(message).toBe("Thread 1 throws RangeError: Index 1 is outside a view of length 1.");
});

it.each([3, -1])(
  "says that a write to element %d, which JavaScript ignores, is past the end",
  (at) => {
    const { verdict, message } = runAlone({
      memory: { a: 1 },
      threads: [
        (m) => {
          m.a[at] = 1;
        },
      ],
    });
    expect(verdict).toBe("unsupported");
    expect(message).toMatch(
      new RegExp(
        `^Thread 1 cannot be explored: it writes element ${at} of an array of 1 element, which JavaScript ignores without an error \\(cells\\.test\\.ts:\\d+\\)\\.$`,
      ),
    );
  },
);

it("counts one state in the singular", () => {
  expect(runAlone({ memory: { a: 1 }, threads: [() => {}] }).message).toBe(
    "Every schedule of 1 thread holds (1 state).",
  );
});

it("refuses a memory without cells", () => {
  for (const empty of [0, [], new Uint8Array(0)]) {
    const body = (m: { a: Int32Array }) => m.a.length;
    const scenario = {
      name: "empty",
      memory: { a: empty },
      threads: [body],
    } as unknown as Scenario;
    expect(() => explore(scenario)).toThrow(
      new MalformedScenario(
        "Expected the length of `memory.a` to be 1 or more, got 0. Write, for example, 1, or [0].",
      ),
    );
  }
});

it("puts every global back", () => {
  const before = [Int32Array, DataView, Date, Math.random, console.log, setTimeout];
  runAlone({ memory: { a: 1 }, threads: [(m) => m.a[0]] });
  expect([Int32Array, DataView, Date, Math.random, console.log, setTimeout]).toEqual(before);
});
