// Every command, in the order of the usage. What is known of one stands here and nowhere else.

import { downloaderCommands } from "./downloader/commands.ts";
import type { Command } from "./session/command.ts";

const json = "print one JSON document and nothing else";

/** The command without a name. */
export const menu: Command = {
  name: "",
  operands: "",
  summary: "opens the workbook",
  needs: "course",
  run: async (context) => (await import("./commands/menu.ts")).menu(context),
};

export const commands: readonly Command[] = [
  {
    name: "list",
    operands: "",
    summary: "lessons, exercises and your progress",
    options: { json },
    needs: "course",
    run: async (context) => (await import("./commands/list.ts")).list(context),
  },
  {
    name: "read",
    operands: "[LESSON]",
    summary: "a lesson, a screen at a time",
    needs: "course",
    run: async (context) => (await import("./commands/read.ts")).read(context),
  },
  {
    name: "run",
    operands: "[LESSON] DEMO",
    summary: "a demo; you predict first what it prints",
    needs: "course",
    run: async (context) => (await import("./commands/run.ts")).run(context),
  },
  {
    name: "check",
    operands: "[LESSON [EXERCISE]]",
    summary: "runs the tests of an exercise, or of a lesson",
    options: { json },
    needs: "course",
    run: async (context) => (await import("./commands/check.ts")).check(context),
  },
  {
    name: "watch",
    operands: "[LESSON [EXERCISE]]",
    summary: "checks again on every save",
    needs: "course",
    run: async (context) => (await import("./commands/watch.ts")).watch(context),
  },
  {
    name: "hint",
    operands: "[LESSON [EXERCISE]]",
    summary: "the next hint for an exercise",
    needs: "course",
    run: async (context) => (await import("./commands/hint.ts")).hint(context),
  },
  {
    name: "solution",
    operands: "[LESSON [EXERCISE]]",
    summary: "our solution, after yours passes",
    options: { yes: "show it before that" },
    needs: "course",
    run: async (context) => (await import("./commands/solution.ts")).solution(context),
  },
  {
    name: "reset",
    operands: "[LESSON [EXERCISE]]",
    summary: "starts an exercise anew; your file is kept in a backup",
    options: { yes: "do not ask" },
    needs: "course",
    run: async (context) => (await import("./commands/reset.ts")).reset(context),
  },
  {
    name: "mistake",
    operands: "[LESSON [EXERCISE [NAME]]]",
    summary: "known mistakes in an exercise, which give its solution away",
    options: { check: "check the one that NAME means, as an answer of yours" },
    needs: "course",
    run: async (context) => (await import("./commands/mistake.ts")).mistake(context),
  },
  {
    name: "quiz",
    operands: "[LESSON]",
    summary: "the questions of a lesson",
    options: { json },
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
    needs: "nothing",
    run: async (base) => (await import("./commands/explore.ts")).explore(base),
  },
  {
    name: "replay",
    operands: "[[EXERCISE] CODE]",
    summary: "steps through the schedule that broke an answer",
    needs: "nothing",
    run: async (base) => (await import("./commands/replay.ts")).replay(base),
  },
  {
    name: "play",
    operands: "[LESSON [LEVEL]]",
    summary: "a game: you are the scheduler; break wrong answers, then fix them",
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
    needs: "course",
    run: async (context) => (await import("./commands/site.ts")).site(context),
  },
  {
    name: "doctor",
    operands: "",
    summary: "what works on this machine, and what to do about the rest",
    needs: "course",
    run: async (context) => (await import("./commands/doctor.ts")).doctor(context),
  },
];

export function findCommand(name: string | undefined): Command | undefined {
  return commands.find((command) => command.name === name);
}
