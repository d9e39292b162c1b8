// Ctrl-Z wherever something is asked: the shell has the terminal back, and `fg` shows the question again.

import { afterAll, test } from "vitest";
import { makeToyCourse, repositoryRoot, type ToyCourse } from "../toy-course.ts";
import { type LiveProgram, startLive } from "./live-program.ts";
import { keys } from "./pseudo-terminal.ts";
import { startFile, workbookEnvironment } from "./workbook.ts";

const toys: ToyCourse[] = [];
afterAll(() => {
  for (const toy of toys) toy.remove();
});

/** A shell that can stop and continue jobs, in a terminal of its own. */
function startShell(): LiveProgram {
  const toy = makeToyCourse();
  toys.push(toy);
  const env = { TERM: "xterm", SHELL: "/bin/sh", INTERLEAVE_OPTION_ORDER: "written" };
  const bash = "stty cols 80 rows 24; env PS1='$ ' bash --norc --noprofile -i";
  return startLive("script", ["-qec", bash, "/dev/null"], {
    cwd: repositoryRoot,
    env: workbookEnvironment(toy, env),
  });
}

const workbook = `"${process.execPath}" "${startFile}"`;

/** The command, what it asks, what is typed after the suspension, what comes of it. */
const questions: [title: string, command: string, asked: string, typed: string, then: string][] = [
  ["the menu, through npm", "npm start", "↑/↓ to navigate", "q", "What now?"],
  ["a prediction", `${workbook} run 01 hello`, "↑/↓ to navigate", keys.enter, "was right."],
  ["a quiz", `${workbook} quiz 01`, "Your answer (a, b", `b${keys.enter}`, "Right: b."],
  ["a page", `${workbook} read 01`, "[1/2]   Enter: next screen", keys.enter, "[2/2"],
  ["a watch", `${workbook} watch 01 add`, "Save: check again", "h", "You take"],
];

test.concurrent.each(questions)(
  "%s is suspended and asks again",
  async (_, command, asked, typed, then) => {
    const shell = startShell();
    await shell.waitFor("$ ");
    shell.type(`${command}${keys.enter}`);
    await shell.waitFor(asked);
    shell.type(keys.suspend);
    await shell.waitFor("Stopped");
    await shell.waitFor("$ ");
    // The shell edits its lines itself; a program that it runs has them edited.
    shell.type(`stty -a | grep -c -e -icanon; echo a shell again${keys.enter}`);
    await shell.waitFor("\n0\na shell again\n");
    shell.type(`fg${keys.enter}`);
    await shell.waitFor(asked);
    shell.type(typed);
    await shell.waitFor(then);
    shell.kill("SIGTERM");
    await shell.end();
  },
);

test("a signal that stops and continues it from outside does the same", async () => {
  const shell = startShell();
  await shell.waitFor("$ ");
  shell.type(`sh -c 'echo $$; exec ${workbook} quiz 01'${keys.enter}`);
  await shell.waitFor("Your answer (a, b");
  const [, id = ""] = /^(\d+)$/m.exec(shell.output()) ?? [];
  process.kill(Number(id), "SIGSTOP");
  await shell.waitFor("Stopped");
  shell.type(`fg${keys.enter}`);
  await shell.waitFor("Your answer (a, b");
  shell.type(`b${keys.enter}`);
  await shell.waitFor("Right: b.");
  shell.kill("SIGTERM");
  await shell.end();
});
