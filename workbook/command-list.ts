// Every command, in the order of the usage. What is known of one stands here and nowhere else.

import { downloaderCommands } from "./downloader/commands.ts";
import type { Command } from "./session/command.ts";

const json = "print one JSON document and nothing else";

/** The command without a name. */
export const menu: Command = {
  name: "",
  operands: "",
  summary: "opens the workbook",
  examples: {},
  needs: "course",
  run: async (context) => (await import("./commands/menu.ts")).menu(context),
};

export const commands: readonly Command[] = [
  {
    name: "list",
    operands: "",
    summary: "lessons, exercises and your progress",
    options: { json },
    examples: {
      "": "every lesson, with what is done and what comes next",
      "--json": "the same, for a program",
    },
    needs: "course",
    run: async (context) => (await import("./commands/list.ts")).list(context),
  },
  {
    name: "read",
    operands: "[LESSON]",
    summary: "a lesson, a screen at a time",
    examples: {
      "": "the lesson where you are, from the screen where you left it",
      "02": "lesson 02",
      "02 | less": "all of it, in a pipe",
    },
    needs: "course",
    run: async (context) => (await import("./commands/read.ts")).read(context),
  },
  {
    name: "run",
    operands: "[LESSON] DEMO",
    summary: "a demo; you predict first what it prints",
    examples: {
      coffee: "the demo `coffee`",
      "01 coffee": "the same, by its lesson",
    },
    needs: "course",
    run: async (context) => (await import("./commands/run.ts")).run(context),
  },
  {
    name: "check",
    operands: "[LESSON [EXERCISE]]",
    summary: "runs the tests of an exercise, or of a lesson",
    options: { json },
    examples: {
      "": "the exercise that you are working on",
      "02": "every exercise of lesson 02",
      "02 mutex": "exercise `mutex` of lesson 02",
    },
    needs: "course",
    run: async (context) => (await import("./commands/check.ts")).check(context),
  },
  {
    name: "watch",
    operands: "[LESSON [EXERCISE]]",
    summary: "checks again on every save",
    examples: {
      "": "the exercise that you are working on",
      "02": "the next open exercise of lesson 02",
      "02 mutex": "exercise `mutex`; your file is made if it is not there yet",
    },
    needs: "course",
    run: async (context) => (await import("./commands/watch.ts")).watch(context),
  },
  {
    name: "hint",
    operands: "[LESSON [EXERCISE]]",
    summary: "the next hint for an exercise",
    examples: {
      "": "for the exercise that you are working on",
      "02 mutex": "for exercise `mutex`; each call gives a stronger one",
    },
    needs: "course",
    run: async (context) => (await import("./commands/hint.ts")).hint(context),
  },
  {
    name: "solution",
    operands: "[LESSON [EXERCISE]]",
    summary: "our solution, after yours passes",
    options: { yes: "show it before that" },
    examples: {
      "02 mutex": "of exercise `mutex`",
      "02 mutex --yes": "also if yours has not passed",
    },
    needs: "course",
    run: async (context) => (await import("./commands/solution.ts")).solution(context),
  },
  {
    name: "reset",
    operands: "[LESSON [EXERCISE]]",
    summary: "starts an exercise anew; your file is kept in a backup",
    options: { yes: "do not ask" },
    examples: {
      "02 mutex": "asks, then gives you the file as it was at first",
    },
    needs: "course",
    run: async (context) => (await import("./commands/reset.ts")).reset(context),
  },
  {
    name: "mistake",
    operands: "[LESSON [EXERCISE [NAME]]]",
    summary: "known mistakes in an exercise, which give its solution away",
    options: { check: "check the one that NAME means, as an answer of yours" },
    examples: {
      "02 mutex": "what goes wrong in answers to `mutex`",
      "02 mutex wakes-nobody": "one of them as a file, to open and to debug",
      "02 mutex wakes-nobody --check": "the verdict on it",
    },
    needs: "course",
    run: async (context) => (await import("./commands/mistake.ts")).mistake(context),
  },
  {
    name: "quiz",
    operands: "[LESSON]",
    summary: "the questions of a lesson",
    options: { json },
    examples: {
      "": "of the lesson where you are",
      "02": "of lesson 02",
    },
    needs: "course",
    run: async (context) => (await import("./commands/quiz.ts")).quiz(context),
  },
  {
    name: "explore",
    operands: "FILE",
    summary: "runs a scenario under every schedule",
    options: {
      "random N": "N random schedules in place of all",
      "seed S": "other random schedules for every S; 1 if not given",
      "preemptions N": "only schedules with at most N preemptions",
      "timeouts never": "a timed wait never times out",
      spurious: "a sleeping thread may wake unasked",
      json,
    },
    examples: {
      "lessons/02-locks/ticket-sale.ts": "a scenario of lesson 02",
      "my.ts --random 1000": "where every schedule is too many",
    },
    needs: "nothing",
    run: async (base) => (await import("./commands/explore.ts")).explore(base),
  },
  {
    name: "replay",
    operands: "[[EXERCISE] CODE]",
    summary: "steps through the schedule that broke an answer",
    examples: {
      "": "the last schedule that a check or `explore` has found",
      a3b2a: "the one with this code, which the verdict names",
    },
    needs: "nothing",
    run: async (base) => (await import("./commands/replay.ts")).replay(base),
  },
  {
    name: "play",
    operands: "[LESSON [LEVEL]]",
    summary: "a game: you are the scheduler; break wrong answers, then fix them",
    examples: {
      "": "choose a level from all",
      "02": "choose one of lesson 02",
      "02 1": "its first level",
    },
    needs: "course",
    run: async (context) => (await import("./commands/play.ts")).play(context),
  },
  ...downloaderCommands,
  {
    name: "site",
    operands: "",
    summary: "the course in your browser",
    options: {
      build: "write its files into site/, for a static host, and end",
      "port N": "another port than 4180",
    },
    examples: {
      "": "on this machine, until Ctrl-C",
      "--port 8080": "where 4180 is taken",
      "--build": "into the folder site/, for any static host",
    },
    needs: "course",
    run: async (context) => (await import("./commands/site.ts")).site(context),
  },
  {
    name: "doctor",
    operands: "",
    summary: "what works on this machine, and what to do about the rest",
    examples: { "": "takes some seconds" },
    needs: "course",
    run: async (context) => (await import("./commands/doctor.ts")).doctor(context),
  },
];

export function findCommand(name: string | undefined): Command | undefined {
  return commands.find((command) => command.name === name);
}
