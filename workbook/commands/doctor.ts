// `doctor`: what works on this machine, and what to do about what does not.

import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { Checker } from "../checker/checker.ts";
import type { Course, Exercise } from "../course/course.ts";
import { progressFolder } from "../progress/paths.ts";
import { span } from "../reader/span.ts";
import { findRedisServer, findRedisTrouble, howToGetRedis } from "../redis.ts";
import type { Context } from "../session/command.ts";
import { renderProse } from "../views/prose.ts";
import { watchFile } from "../watcher/watch-file.ts";

interface Diagnosis {
  name: string;
  isFine: boolean;
  /** What was found. */
  found: string;
  /** What to do, if it is not fine. */
  advice?: string;
}

/** Exit code 1 if something that the course needs does not work. */
export async function doctor({ course, terminal }: Context): Promise<number> {
  const { style } = terminal;
  let isAllFine = true;
  tell(examineNode());
  tell(examineCores());
  tell(examineMemory());
  tell(await examineSharedMemory());
  // The next two are tried in it.
  if (tell(examineFolder(course.root))) {
    tell(await examineWatching(course.root));
    const [first] = course.lessons.flatMap(({ exercises }) => exercises);
    if (first) tell(await examineExercise(first));
  }
  tell(examineTerminal());
  tell(await examineRedis());
  terminal.print(isAllFine ? "\nEverything the course needs is here." : "\nSee the advice above.");
  return isAllFine ? 0 : 1;

  /** Returns whether it is fine. */
  function tell({ name, isFine, found, advice }: Diagnosis): boolean {
    const mark = isFine ? span("✓ ", style.green) : span("! ", style.yellow);
    terminal.print(renderProse([span(name, style.bold), `: ${found}`], terminal, [mark]));
    if (advice) terminal.print(renderProse([advice], terminal, [span("    ", style)]));
    isAllFine &&= isFine;
    return isFine;
  }

  /** The only proof that a check works here is one, of an answer that is right. */
  async function examineExercise(exercise: Exercise): Promise<Diagnosis> {
    const stopSaying = terminal.showRunning(`Checking our solution of ${exercise.id}`);
    const trouble = await findTrouble(course, exercise).finally(stopSaying);
    const name = "A check";
    if (trouble === undefined)
      return { name, isFine: true, found: `our solution of ${exercise.id} passes` };
    const found = `our solution of ${exercise.id} should pass, and does not: ${trouble}`;
    const advice =
      "Yours would not either. Run `npm ci` in the course's folder. If that does not help, copy the course to a folder with plain letters in its path, and report this line.";
    return { name, isFine: false, found, advice };
  }

  function examineTerminal(): Diagnosis {
    const kind = terminal.isInteractive ? "a terminal" : "a pipe, so nothing is asked";
    const colors = ["no colors", "16 colors", "256 colors", "all colors"][terminal.colors];
    return {
      name: "Terminal",
      isFine: true,
      found: `${kind}, ${terminal.width} columns, ${colors}`,
    };
  }
}

/** One sentence; undefined if the check says that our solution is right. */
async function findTrouble(course: Course, exercise: Exercise): Promise<string | undefined> {
  const checker = new Checker(course);
  try {
    const { passed, sentence } = await checker.check(exercise, exercise.solutionFile);
    return passed ? undefined : sentence;
  } catch (error) {
    return `${error instanceof Error ? error.message : error}.`;
  } finally {
    await checker.close();
  }
}

function examineNode(): Diagnosis {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isFine = major > 20 || (major === 20 && minor >= 19);
  return {
    name: "Node",
    isFine,
    found: process.versions.node,
    ...(isFine ? {} : { advice: "Install Node 20.19 or newer from https://nodejs.org." }),
  };
}

function examineCores(): Diagnosis {
  const cores = availableParallelism();
  return {
    name: "Processors",
    isFine: true,
    found: `${cores}`,
    ...(cores > 1
      ? {}
      : {
          advice:
            "Everything works on one; threads that compute take turns, so no demo gets faster.",
        }),
  };
}

function examineMemory(): Diagnosis {
  const gibibytes = totalmem() / 2 ** 30;
  const isFine = gibibytes >= 1;
  return {
    name: "Memory",
    isFine,
    found: `${gibibytes.toFixed(1)} GiB`,
    ...(isFine ? {} : { advice: "A check may use 768 MiB: close other programs first." }),
  };
}

/** Lessons 08 and 09 have use for it; nothing else has. */
async function examineRedis(): Promise<Diagnosis> {
  const name = "Redis, for lessons 08 and 09";
  const given = process.env.REDIS_URL;
  if (given) {
    const trouble = await findRedisTrouble(given);
    if (trouble === undefined) return { name, isFine: true, found: "that of REDIS_URL answers" };
    const advice = `Start it, or change or unset REDIS_URL: without it the lessons start a server of their own. ${howToGetRedis}`;
    return { name, isFine: false, found: trouble, advice };
  }
  const version = findRedisServer();
  if (version) return { name, isFine: true, found: `redis-server ${version}` };
  const found = "no redis-server; all but their job queues works without";
  return { name, isFine: true, found, advice: howToGetRedis };
}

/** A thread writes and notifies, and we see it. */
async function examineSharedMemory(): Promise<Diagnosis> {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const code =
    "const { workerData } = require('node:worker_threads');" +
    "Atomics.store(workerData, 0, 1); Atomics.notify(workerData, 0);";
  const worker = new Worker(code, { eval: true, workerData: cell, execArgv: [] });
  const exitCode = await new Promise((resolve) => worker.once("exit", resolve));
  const isFine = exitCode === 0 && Atomics.load(cell, 0) === 1;
  return {
    name: "Threads and shared memory",
    isFine,
    found: isFine ? "a thread's write was seen" : `a thread ended with exit code ${exitCode}`,
    ...(isFine ? {} : { advice: "Check that no policy or NODE_OPTIONS forbids worker threads." }),
  };
}

function examineFolder(root: string): Diagnosis {
  const own = progressFolder(root);
  try {
    accessSync(root, constants.W_OK);
    mkdirSync(own, { recursive: true });
    accessSync(own, constants.W_OK);
    return { name: "Folder", isFine: true, found: `${realpathSync(root)} can be written` };
  } catch (error) {
    const isFile = (error as NodeJS.ErrnoException).code === "EEXIST";
    return {
      name: "Folder",
      isFine: false,
      found: isFile ? `${own} is a file` : `${realpathSync(root)} cannot be written`,
      advice: isFile
        ? "Move it away: progress is kept in a folder of that name."
        : "Copy the course to a folder of your own: exercises and progress are kept in it.",
    };
  }
}

async function examineWatching(root: string): Promise<Diagnosis> {
  const file = join(progressFolder(root), `doctor-${process.pid}`);
  try {
    writeFileSync(file, "before");
    let missed = false;
    await new Promise<void>((resolve) => {
      const watcher = watchFile(
        file,
        () => {
          watcher.close();
          resolve();
        },
        { onEventsMissed: () => (missed = true) },
      );
      setImmediate(() => writeFileSync(file, "after the change"));
    });
    const found = missed
      ? "events do not arrive here; `watch` looks at the file four times a second"
      : "events arrive";
    return { name: "File watching", isFine: true, found };
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return {
      name: "File watching",
      isFine: false,
      found,
      advice: "Use `check` in place of `watch`.",
    };
  } finally {
    if (existsSync(file)) rmSync(file);
  }
}
