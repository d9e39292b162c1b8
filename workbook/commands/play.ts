// `play`: the game "Break it, then fix it". Choices may also be piped in, one a line.

import type { Lesson } from "../course/course.ts";
import { findTarget } from "../course/find.ts";
import { levels, nameLevel } from "../game/levels.ts";
import { type Context, UsageError } from "../session/command.ts";
import { readLearnerProgress } from "../session/learner-progress.ts";
import { Playing } from "../session/playing.ts";
import { type LevelLine, renderChoice, renderLevels } from "../views/game.ts";

/** Exit code 0, whatever came of it: a game is there to learn from. */
export async function play(context: Context): Promise<number> {
  const { course, terminal, operands } = context;
  const target = findTarget(course, operands.slice(0, 1));
  const lessons = course.lessons.filter(
    (lesson) => listLevels(lesson).length > 0 && (!target || target.lesson === lesson),
  );
  if (lessons.length === 0) throw new UsageError(describeNone());
  const readKey = terminal.isInteractive ? terminal.readKey : readLinesOf(context);
  let line = target && chooseByNumber(target.lesson);
  if (!line && !terminal.isInteractive) {
    printLevels();
    return 0;
  }
  for (;;) {
    line ??= await chooseInList();
    if (!line) return 0;
    const after = await new Playing(context, line, readKey).run();
    if (after === "leave") return 0;
    line = after === "next" ? findNext(line) : undefined;
    if (!line && !terminal.isInteractive) {
      printLevels();
      return 0;
    }
  }

  function listLevels({ id }: Lesson): LevelLine[] {
    const { games = {} } = readLearnerProgress(context);
    return levels
      .filter(({ exercise }) => exercise.startsWith(`${id}/`))
      .map((level, index) => ({ level, number: index + 1, kept: games[nameLevel(level)] }));
  }

  function chooseByNumber(lesson: Lesson): LevelLine | undefined {
    const [, word] = operands;
    if (word === undefined) return undefined;
    const all = listLevels(lesson);
    const found = /^\d+$/.test(word) ? all[Number(word) - 1] : undefined;
    if (found) return found;
    throw new UsageError(
      `Expected a level of lesson ${lesson.number}, from 1 to ${all.length}, got \`${word}\`.`,
    );
  }

  function describeNone(): string {
    const numbers = course.lessons.filter((lesson) => listLevels(lesson).length > 0);
    const which = target ? `Lesson ${target.lesson.number} has no levels` : "There are no levels";
    if (numbers.length === 0) return `${which}.`;
    return `${which}; lessons with levels are ${numbers.map(({ number }) => number).join(", ")}.`;
  }

  function printLevels(): void {
    for (const lesson of lessons) {
      terminal.print(terminal.style.bold(`${lesson.number} ${lesson.title}`));
      terminal.print(`${renderLevels(listLevels(lesson), terminal)}\n`);
    }
    const [first] = lessons;
    terminal.print(`Play one: npm start -- play ${first?.number} 1`);
  }

  async function chooseInList(): Promise<LevelLine | undefined> {
    const all = lessons.flatMap((lesson) =>
      listLevels(lesson).map((one) => ({ ...one, lesson: lesson.number })),
    );
    const open = all.find(({ kept }) => kept?.fewestSteps === undefined);
    const chosen = await terminal.choose(
      "You are the scheduler. Which wrong answer do you break? (q: leave)",
      all.map(({ lesson, ...one }) => ({
        value: nameLevel(one.level),
        label: renderChoice(one, lesson, terminal),
      })),
      open && nameLevel(open.level),
    );
    return all.find(({ level }) => nameLevel(level) === chosen);
  }

  function findNext({ level }: LevelLine): LevelLine | undefined {
    const all = course.lessons.flatMap(listLevels);
    const at = all.findIndex((one) => nameLevel(one.level) === nameLevel(level));
    return all[at + 1];
  }
}

/** Undefined when nothing more comes. */
function readLinesOf({ terminal }: Context): () => Promise<string | undefined> {
  let lines: AsyncIterator<string> | undefined;
  return async () => {
    lines ??= terminal.readLines()[Symbol.asyncIterator]();
    const { done, value } = await lines.next();
    return done ? undefined : value.trim();
  };
}
