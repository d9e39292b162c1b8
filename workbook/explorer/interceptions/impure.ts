// While an exploration runs, what would make a thread differ from run to run is refused, and the
// console is silent: a thread is run thousands of times.

import { activeRunner } from "./thread-runner.ts";

type Scope = Record<string, unknown>;

/** Replaces sources of impurity. Before each, `undo` gets what puts the real one back. */
export function refuseImpurity(undo: (() => void)[]): void {
  const replace = (scope: object, name: string, make: (real: unknown) => unknown): void => {
    const descriptor = Object.getOwnPropertyDescriptor(scope, name);
    const real = (scope as Scope)[name];
    if (real === undefined || descriptor?.configurable === false) return;
    undo.push(() => {
      if (descriptor) {
        Object.defineProperty(scope, name, descriptor);
      } else {
        delete (scope as Scope)[name];
      }
    });
    Object.defineProperty(scope, name, { value: make(real), configurable: true, writable: true });
  };
  const refuse = (scope: object, name: string, called: string, why = differs): void =>
    replace(scope, name, (real) => refusing(real, called, why));
  refuse(Math, "random", "Math.random()");
  replace(performance, "now", (real) => refusing(real, "performance.now()", differs, clockOf));
  refuse((globalThis as Scope).process ?? {}, "hrtime", "process.hrtime()");
  for (const name of ["setTimeout", "setInterval", "setImmediate", "queueMicrotask"]) {
    refuse(globalThis, name, `${name}()`, "and what that runs later is part of no schedule");
  }
  for (const name of ["getRandomValues", "randomUUID"]) {
    refuse(Object.getPrototypeOf(globalThis.crypto) as object, name, `crypto.${name}()`);
  }
  replace(globalThis, "Date", refusingDate);
  for (const name of ["log", "info", "debug", "warn", "error", "table", "dir", "trace"]) {
    replace(console, name, () => (): void => {});
  }
}

const differs = "which gives another result when the same schedule is run again";

/** What a thread is given that has a clock of its own. */
function clockOf(): number | undefined {
  return activeRunner()?.clockMs;
}

/** @param instead what is given in its place, if anything is: then it is not refused */
function refusing(
  real: unknown,
  called: string,
  why: string,
  instead: () => unknown = () => undefined,
): unknown {
  return new Proxy(real as () => unknown, {
    apply: (target, self, args) => {
      const given = instead();
      if (given !== undefined) return given;
      activeRunner()?.unsupported(`it calls \`${called}\`, ${why}`);
      return Reflect.apply(target, self, args);
    },
    get: (target, key) =>
      key === "bigint" ? refusing(Reflect.get(target, key), called, why) : Reflect.get(target, key),
  });
}

function refusingDate(real: unknown): unknown {
  const now = refusing(Date.now, "Date.now()", differs, clockOf);
  return new Proxy(real as DateConstructor, {
    get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
    apply: (target, self, args) => {
      refuseClock();
      return Reflect.apply(target, self, args);
    },
    construct: (target, args, newTarget) => {
      if (args.length === 0) refuseClock();
      return Reflect.construct(target, args, newTarget) as object;
    },
  });
}

function refuseClock(): void {
  activeRunner()?.unsupported(`it reads the clock with \`Date\`, ${differs}`);
}
