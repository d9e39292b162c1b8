// Vitest, as far as the tests of exercises use it: they are collected, and then run one after the other.

import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  customMatchers,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
} from "@vitest/expect";
import type { TestReport } from "../../checker/messages.ts";
import { LeftOut, toRunError } from "./errors.ts";

interface Task {
  type: "test";
  name: string;
  meta: Pick<TestReport, "held" | "recording" | "isTooLarge">;
}

type Work = (...values: unknown[]) => unknown;
interface Test {
  task: Task;
  work: () => unknown;
}

let tests: Test[] = [];
let hooks = noHooks();
let running: Task | undefined;

function noHooks(): Record<"before" | "after" | "end", Work[]> {
  return { before: [], after: [], end: [] };
}

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

type Expect = typeof chai.expect & { extend(matchers: object): void };
type WithTest = { withTest(task: Task): unknown };
export const expect = ((value: unknown, message?: string) => {
  const assertion = chai.expect(value, message);
  return running ? (assertion as unknown as WithTest).withTest(running) : assertion;
}) as unknown as Expect;
Object.assign(expect, chai.expect, Reflect.get(globalThis, ASYMMETRIC_MATCHERS_OBJECT));
type Extending = { extend(expect: Expect, matchers: object): void };
expect.extend = (matchers) => (chai.expect as unknown as Extending).extend(expect, matchers);
expect.extend(customMatchers);

function add(name: string, work: Work, ...values: unknown[]): void {
  const task: Task = { type: "test", name, meta: {} };
  tests.push({ task, work: () => work(...values, { task }) });
}

export const it = Object.assign((name: string, work: Work) => add(name, work), {
  for: (cases: readonly unknown[]) => (name: string, work: Work) => {
    for (const one of cases) add(fillIn(name, one), work, one);
  },
});
export const test = it;

/** `$amount` stands for that property of a case. */
function fillIn(name: string, one: unknown): string {
  return name.replace(/\$(\w+)/g, (_, key: string) => String(Reflect.get(Object(one), key)));
}

/** A title is a whole sentence: the names of suites do not matter. */
export function describe(_name: string, declare: () => void): void {
  declare();
}

export function beforeEach(work: Work): void {
  hooks.before.push(work);
}

export function afterEach(work: Work): void {
  hooks.after.push(work);
}

export function afterAll(work: Work): void {
  hooks.end.push(work);
}

export interface Watcher {
  onCollected(tests: TestReport[]): void;
  onStart(title: string): void;
  onEnd(index: number, test: TestReport): void;
}

/**
 * Runs what `load` declares, up to the first test that fails, as a check does.
 *
 * @returns the reports of all tests but those that were left out, and how many those are
 * @throws whatever `load` throws
 */
export async function runTests(
  load: () => void,
  watcher: Watcher,
): Promise<{ tests: TestReport[]; leftOut: number }> {
  tests = [];
  hooks = noHooks();
  load();
  const all = tests;
  watcher.onCollected(all.map(({ task }, index) => reportOf(task, index, "pending")));
  const reports: TestReport[] = [];
  let leftOut = 0;
  for (const [index, { task, work }] of all.entries()) {
    if (reports.at(-1)?.state === "failed" || reports.at(-1)?.state === "skipped") {
      reports.push(reportOf(task, index, "skipped"));
      continue;
    }
    watcher.onStart(task.name);
    const report = await runTest(task, index, work);
    if (report === undefined) {
      leftOut += 1;
      continue;
    }
    reports.push(report);
    watcher.onEnd(index, report);
  }
  for (const hook of hooks.end) await hook();
  return { tests: reports, leftOut };
}

/** Undefined if the test was left out. */
async function runTest(
  task: Task,
  index: number,
  work: () => unknown,
): Promise<TestReport | undefined> {
  const errors: unknown[] = [];
  const attempt = async (action: () => unknown): Promise<void> => {
    try {
      await action();
    } catch (error) {
      errors.push(error);
    }
  };
  running = task;
  for (const hook of hooks.before) await attempt(() => hook({ task }));
  if (errors.length === 0) await attempt(work);
  for (const hook of hooks.after) await attempt(() => hook({ task }));
  running = undefined;
  if (errors[0] instanceof LeftOut) return undefined;
  const state = errors.length === 0 ? "passed" : "failed";
  return { ...reportOf(task, index, state), errors: errors.map(toRunError) };
}

function reportOf(task: Task, index: number, state: TestReport["state"]): TestReport {
  return { id: String(index), title: task.name, state, errors: [], ...task.meta };
}
