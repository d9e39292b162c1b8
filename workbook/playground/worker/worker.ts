// Grades answers, in a browser's worker: the tests of the exercise are run as they are, with the explorer in them. Games are
// played here, too: there is one explorer.

import "./before-explorer.ts";
import type { TestReport } from "../../checker/messages.ts";
import { host } from "../../explorer/contract/host.ts";
import type { Scenario } from "../../explorer/contract/scenario.ts";
import { graderBudget } from "../../explorer/grader-budget.ts";
import * as explorer from "../../explorer/index.ts";
import * as matcher from "../../explorer/matcher.ts";
import { type Recording, recordExploration } from "../../explorer/trace/recording.ts";
import { courseRoot, type FromWorker, type Sources, type ToWorker } from "../messages.ts";
import { toRunError } from "./errors.ts";
import { readLines } from "./lines.ts";
import { nameImport } from "./missing-import.ts";
import { compile, type Exports, Modules, NotTypeScript } from "./modules.ts";
import { OpenLevel } from "./open-level.ts";
import { standIns } from "./stand-ins.ts";
import * as vitest from "./vitest.ts";

const outputBytes = 256 * 1024;
const given: Record<string, unknown> = {
  ...standIns,
  vitest,
  "workbook/explorer/index.ts": explorer,
  "workbook/explorer/matcher.ts": matcher,
  "workbook/explorer/grader-budget.ts": { graderBudget },
};
/** Milliseconds between two signs of life. */
const aliveEveryMs = 250;
const now = performance.now.bind(performance);
let aliveAt = now();
let printed = 0;
let openedLevel: OpenLevel | undefined;

// The explorer works in small pieces.
const { runWithin } = host;
host.runWithin = (work, timeoutMs) => {
  if (now() - aliveAt > aliveEveryMs) {
    aliveAt = now();
    tell({ type: "alive" });
  }
  return runWithin(work, timeoutMs);
};

// A browser counts the time that others have the processor, too, and a phone has a fraction of a desktop's speed.
Object.assign(graderBudget, { timeMs: 3 * graderBudget.timeMs });
listenToConsole();
listenToStrayErrors();
self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === "check") void check(data);
  else if (data.type === "explore") void explore(data);
  else if (data.type === "open-level") openLevel(data);
  else if (data.type === "choose") showLevel((level) => level.choose(data.step));
  else if (data.type === "go-back") showLevel((level) => level.goBack(data.to));
  else tell({ type: "pong" });
};
tell({ type: "alive" });

function tell(message: FromWorker): void {
  postMessage(message);
}

async function check({ exercise, answer }: Extract<ToWorker, { type: "check" }>): Promise<void> {
  const { answerFile, testFile } = exercise;
  const sources = { ...exercise.sources, [answerFile]: answer };
  printed = 0;
  await fetchPackages(sources);
  try {
    compile(answerFile, answer);
  } catch (error) {
    if (!(error instanceof NotTypeScript)) throw error;
    const { line, column, message } = await findLine(error);
    tell({ type: "unfit", error: { place: { file: answerFile, line, column }, code: 0, message } });
    return;
  }
  const modules = new Modules(sources, given, (exports, path) =>
    path === answerFile ? refuseMissing(exports) : exports,
  );
  const fillLines = (test: TestReport): TestReport => {
    if (test.recording) test.recording.lines = linesOf(test.recording, sources);
    return test;
  };
  try {
    const { tests, leftOut } = await vitest.runTests(() => void modules.load(testFile), {
      onCollected: (known) => tell({ type: "tests", tests: known }),
      onStart: (title) =>
        tell({ type: "entry", entry: { event: "test-started", title, explores: true } }),
      onEnd: (index, test) => {
        tell({ type: "entry", entry: { event: "test-ended", title: test.title } });
        tell({ type: "test", index, test: fillLines(test) });
      },
    });
    // An error that comes a turn after the last test is still the answer's.
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve));
    tell({ type: "checked", loadErrors: [], tests: tests.map(fillLines), leftOut });
  } catch (error) {
    const loadError = toRunError(error);
    loadError.message = nameImport(loadError.message);
    tell({ type: "checked", loadErrors: [loadError], tests: [], leftOut: 0 });
  }
}

/** What few tests need. */
async function fetchPackages(sources: Sources): Promise<void> {
  if (Object.values(sources).some((text) => text.includes('from "fast-check"')))
    given["fast-check"] ??= await import("fast-check");
}

/** What an answer does not export is missed where it is looked for, and not later. */
function refuseMissing(exports: Exports): Exports {
  return new Proxy(exports, {
    get(target, name) {
      if (typeof name === "string" && name !== "__esModule" && !(name in target))
        throw new TypeError(`${name} is not a function`);
      return Reflect.get(target, name);
    },
  });
}

function linesOf({ frames }: Recording, sources: Sources): Recording["lines"] {
  return readLines(
    frames.flatMap(({ threads }) => threads),
    sources,
  );
}

function openLevel({ level, exercise, answer }: Extract<ToWorker, { type: "open-level" }>): void {
  try {
    openedLevel = new OpenLevel(level, exercise, answer, given);
  } catch (error) {
    tell({ type: "refused", sentence: toRunError(error).message });
    return;
  }
  tell({ type: "level-opened", ...openedLevel.about });
  showLevel();
}

function showLevel(move: (level: OpenLevel) => void = () => {}): void {
  if (!openedLevel) throw new Error("expected a level that is open");
  move(openedLevel);
  tell({ type: "shown", ...openedLevel.show() });
}

/** Explores the scenario that a file exports. */
async function explore(request: Extract<ToWorker, { type: "explore" }>): Promise<void> {
  const { file, sources, text } = request;
  const all = { ...sources, [file]: text };
  let scenario: Scenario;
  try {
    scenario = new Modules(all, given).load(file).default as Scenario;
  } catch (thrown) {
    const error = thrown instanceof NotTypeScript ? await findLine(thrown) : thrown;
    const where = error instanceof NotTypeScript && error.line > 0 ? `, line ${error.line},` : "";
    const why =
      error instanceof NotTypeScript ? `${where} is not TypeScript` : " could not be loaded";
    const message = nameImport(toRunError(error).message);
    const sentence = `${file}${why}: ${message}`.replace(/(?<![.!?])$/, ".");
    tell({ type: "refused", sentence });
    return;
  }
  tell({ type: "loaded" });
  if (scenario === undefined) {
    const sentence = `Expected \`export default defineScenario({ … })\` in ${file}, got no default export.`;
    tell({ type: "refused", sentence });
    return;
  }
  try {
    const exploration = explorer.explore(scenario);
    const recording = recordExploration(scenario, exploration);
    if (recording) {
      recording.lines = linesOf(recording, all);
      recording.file = `${courseRoot}/${file}`;
    }
    tell({ type: "explored", exploration, ...(recording && { recording }) });
  } catch (error) {
    tell({ type: "refused", sentence: toRunError(error).message });
  }
}

/** An engine says where a syntax error is only to whoever starts a script: a worker that does nothing else. */
async function findLine(error: NotTypeScript): Promise<NotTypeScript> {
  if (error.code === undefined) return error;
  // Should it be none there, the script says so. A time limit would be too short for some machine.
  const script = `${error.code}\npostMessage("no error");`;
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const probe = new Worker(url);
  const found = await new Promise<Event | undefined>((resolve) => {
    probe.onerror = (event) => {
      event.preventDefault();
      resolve(event);
    };
    probe.onmessage = () => resolve(undefined);
  });
  probe.terminate();
  URL.revokeObjectURL(url);
  if (!(found instanceof ErrorEvent)) return error;
  const place = { line: found.lineno, column: found.colno };
  return new NotTypeScript(error.file, place, error.message);
}

function listenToConsole(): void {
  const print = (...values: unknown[]): void => {
    if (printed > outputBytes) return;
    const text = `${values.map(showValue).join(" ")}\n`;
    printed += text.length;
    tell({ type: "output", text });
    if (printed > outputBytes) tell({ type: "stopped", reason: "output" });
  };
  for (const name of ["log", "info", "warn", "error", "debug"] as const) console[name] = print;
}

function showValue(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    return (typeof value === "object" && JSON.stringify(value)) || String(value);
  } catch {
    return String(value);
  }
}

function listenToStrayErrors(): void {
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    tell({ type: "stray", error: { ...toRunError(event.reason), type: "Unhandled Rejection" } });
  });
  addEventListener("error", (event) => {
    event.preventDefault();
    tell({ type: "stray", error: { ...toRunError(event.error), type: "Uncaught Exception" } });
  });
}
