// Each mutator on a line of code: the changes that it makes, and those that it leaves.

import { expect, test } from "vitest";
import { makeMutants, mutators } from "./mutants.ts";
import { asyncMutators } from "./mutators/async.ts";
import { atomicMutators } from "./mutators/atomic.ts";
import { expressionMutators } from "./mutators/expressions.ts";
import { statementMutators } from "./mutators/statements.ts";

/** What a mutator makes of the statements of an async function, on a line each. */
function change(name: string, ...lines: string[]): string[] {
  const [before, after] = ["async function f() {\n", "\n}\n"];
  const source = `${before}${lines.join("\n")}${after}`;
  const chosen = { [name]: mutators[name] ?? expect.fail(`there is no mutator “${name}”`) };
  return makeMutants(source, chosen).map((mutant) =>
    mutant.source.slice(before.length, -after.length).replace(/\s*\n\s*/g, " "),
  );
}

test.each<[name: string, code: string, ...mutants: string[]]>([
  ["a condition is another", "if (a) b();", "if (false) b();", "if (true) b();", "if (!(a)) b();"],
  // Nothing would leave it.
  ["a condition is another", "while (a) b();", "while (false) b();"],
  ["a statement is left out", "a();", ""],
  ["a statement is left out", "if (a) b();", "if (a) ;"],
  ["a statement is left out", "const f = () => a();", "const f = () => undefined;"],
  ["a statement is left out", "if (a) return 1;", "if (a) ;"],
  ["a statement is left out", "return undefined;"],
  ["two statements change places", "a(); b();", "b(); a();"],
  // The second cannot begin before the first.
  ["two statements change places", "const a = b(); c(a);"],
  // Neither notices the other.
  ["two statements change places", "line.push(a); signal.addEventListener('abort', b);"],
  ["two statements change places", "worker.on('message', a); worker.on('error', b);"],
  ["two statements change places", "line.remove(place); reject(signal.reason);"],
  ["two statements change places", "reject(a); resolve(b);", "resolve(b); reject(a);"],
  ["two statements change places", "a(); return b;"],
  ["a loop goes round once", "while (a) b();", "if (a) b();"],
  ["a loop goes round once", "for (;;) a();", "a();"],
  // A `break` outside of a loop is no program.
  ["a loop goes round once", "while (a) break;"],
  [
    "an error meets no finally",
    "try { a(); } finally { b(); }",
    "{ let isThrown = false; try { a(); } catch (error) { isThrown = true; throw error; } finally { if (!isThrown) { b(); } } }",
  ],
  ["an error meets no catch", "try { a(); } catch { b(); }", "{ a(); }"],
  ["a constant is another", "a(1);", "a(2);", "a(0);"],
  ["a constant is another", "a(true);", "a(false);"],
  ["a constant is another", "signal.addEventListener('abort', a, { once: true });"],
  // More shared memory than needed.
  ["a constant is another", "class A { static length = 2; }", "class A { static length = 1; }"],
  // Changed as what a notify wakes.
  ["a constant is another", "Atomics.notify(a, b, 1);"],
  ["a boundary moves by one", "a(b < c);", "a(b <= c);"],
  ["a boundary moves by one", "a(b >= c);", "a(b > c);"],
  ["an operator is another", "a(b + c);", "a(b - c);"],
  ["an operator is another", "a++;", "a--;"],
  // Negated as a condition.
  ["an operator is another", "if (a === b) c();"],
  ["one side of && or || decides alone", "a(b && c);", "a(b);", "a(c);"],
  ["what may be missing is not looked after", "a?.b();", "a.b();"],
  ["what may be missing is not looked after", "a?.();", "a();"],
  ["what may be missing is not looked after", "a(b ?? c);", "a(b);", "a(c);"],
  ["what is falsy counts as missing", "a(b ?? c);", "a((b || c));"],
  // Of one type, there is one value that is falsy.
  ["what is falsy counts as missing", "a(b ?? 0, c ?? false, d ?? '');"],
  ["what is falsy counts as missing", "if (a === undefined) b();", "if (!(a)) b();"],
  ["one too many or too few is given", "a(size);", "a((size + 1));", "a((size - 1));"],
  ["one too many or too few is given", "if (!Number.isInteger(size)) a();"],
  ["another method is called", "line.shift();", "line.pop();"],
  ["another method is called", "worker.once('exit', a);"],
  ["an option is left out", "a({ b, c });", "a({ c });", "a({ b });"],
  ["an await is left out", "await a();", "a();"],
  // The function waits for it anyway.
  ["an await is left out", "return await a();"],
  [
    "an await is left out",
    "try { return await a(); } finally {}",
    "try { return a(); } finally {}",
  ],
  ["an await is left out", "for await (const a of b) c(a);", "for (const a of b) c(a);"],
  [
    "an await comes between check and act",
    "if (this.a) b();",
    "{ const isSo = this.a; await null; if (isSo) b(); }",
  ],
  // Nobody else can change it.
  ["an await comes between check and act", "const a = b(); if (a) c();"],
  ["a signal is not handed on", "a(b, signal);", "a(b, undefined);"],
  [
    "promises are waited for in another way",
    "await Promise.all(a);",
    "await Promise.allSettled(a);",
  ],
  [
    "one atomic step becomes a load and a store",
    "Atomics.add(a, 0, 1);",
    "((old) => { Atomics.store(a, 0, old + 1); return old; })(Atomics.load(a, 0));",
  ],
  [
    "one atomic step becomes a load and a store",
    "Atomics.compareExchange(a, 0, b, c);",
    "((old) => { if (old === b) Atomics.store(a, 0, c); return old; })(Atomics.load(a, 0));",
  ],
  ["an atomic access becomes a plain one", "Atomics.load(a, 0);", "(a[0] as number);"],
  ["an atomic access becomes a plain one", "Atomics.store(a, 0, 1);", "(a[0] = 1);"],
  [
    "a notify wakes another number",
    "Atomics.notify(a, 0);",
    "Atomics.notify(a, 0, 0);",
    "Atomics.notify(a, 0, 1);",
  ],
  [
    "a timeout begins anew, or never ends",
    "Atomics.wait(a, 0, 1, left);",
    "Atomics.wait(a, 0, 1);",
  ],
])("%s: `%s`", (name, code, ...mutants) => {
  expect(change(name, code)).toEqual(mutants);
});

test("a timeout begins anew with what the function was given", () => {
  const source = "function f(timeoutMs: number) { Atomics.wait(a, 0, 1, end - now()); }";
  const mutants = makeMutants(source, atomicMutators).map((mutant) => mutant.source);
  expect(mutants).toContain(source.replace("end - now()", "timeoutMs"));
});

test("types are left as they are", () => {
  const source = "export interface Size { kind: 1 }\nexport const size = 2 as 2 | 3;\n";
  expect(makeMutants(source).map(({ diff }) => diff)).toEqual([
    " export interface Size { kind: 1 }\n-export const size = 2 as 2 | 3;\n+export const size = 3 as 2 | 3;\n",
    " export interface Size { kind: 1 }\n-export const size = 2 as 2 | 3;\n+export const size = 1 as 2 | 3;\n",
  ]);
});

test("the same mutant is made once, and says where it differs", () => {
  const source = "a();\nif (b) c();\n";
  const mutants = makeMutants(source);
  expect(new Set(mutants.map((mutant) => mutant.source)).size).toBe(mutants.length);
  expect(mutants[0]).toMatchObject({
    mutator: "a condition is another",
    line: 2,
    diff: " a();\n-if (b) c();\n+if (false) c();\n",
  });
});

test("every mutator has its line above", async () => {
  const groups = [statementMutators, expressionMutators, asyncMutators, atomicMutators];
  const names = groups.flatMap((group) => Object.keys(group));
  expect(Object.keys(mutators).sort()).toEqual(names.sort());
});
