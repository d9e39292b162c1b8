// `score`: how many of the 37 faults the learner's own downloader survives, and what the others did to it.

import { faultTitles } from "#lesson/09-downloader/chaos/faults/titles.ts";
import { type Context, UsageError } from "../session/command.ts";
import { readLearnerProgress } from "../session/learner-progress.ts";
import { type Assembly, AssemblyError, assemble } from "./score/assemble.ts";
import { type DownloaderPart, listParts } from "./score/parts.ts";
import { type FaultScore, LoadError, scoreFaults } from "./score/play-all.ts";
import { PlayerProcess } from "./score/player-process.ts";
import { plays } from "./score/plays.ts";
import { renderFault, renderParts, renderSum, renderWaiting } from "./score/render-score.ts";

/** Exit code 0 if every fault was survived, 1 if one was not, 130 if it was interrupted. */
export async function score(context: Context): Promise<number> {
  const { course, terminal, operands, options } = context;
  const { root } = course;
  const faults = chooseFaults(operands);
  const parts = listParts(course, readLearnerProgress(context), Boolean(options.unfinished));
  let waiting = "";
  /** In a terminal, the fault that is waited for stands below; it goes when there is more to say. */
  const say = (text: string, next?: number): void => {
    if (options.json) return;
    terminal.replace(waiting, text);
    const isShown = next !== undefined && terminal.isInteractive;
    waiting = isShown ? terminal.replace("", renderWaiting(next, terminal)) : "";
  };
  const interrupt = new AbortController();
  const onSignal = (): void => interrupt.abort();
  for (const name of signals) process.on(name, onSignal);
  let assembly: Assembly | undefined;
  try {
    assembly = await assemble({ parts, names: ["player", "program", "mortal"], root });
    const { folder, compiledFolder, parts: used } = assembly;
    say(`${renderParts(used, terminal)}\n`, faults[0]);
    const scores = await scoreFaults({
      faults,
      startPlayer: () => new PlayerProcess(compiledFolder, folder),
      root,
      signal: interrupt.signal,
      onScore: (one) => say(renderFault(one, terminal), faults[faults.indexOf(one.fault) + 1]),
    });
    const unplayed = faults.length - scores.length;
    say(`\n${renderSum({ scores, unplayed, parts: used }, terminal)}`);
    if (options.json) terminal.print(toJson(scores, unplayed, used));
    return scores.every(({ failure }) => !failure) ? 0 : 1;
  } catch (error) {
    if (interrupt.signal.aborted) return 130;
    if (!(error instanceof AssemblyError || error instanceof LoadError)) throw error;
    if (options.json) terminal.print(JSON.stringify({ problem: error.message }, null, 2));
    else terminal.printError(error.message);
    return 1;
  } finally {
    assembly?.remove();
    for (const name of signals) process.off(name, onSignal);
  }
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** All, or those of these numbers, or with scenarios of these names. */
function chooseFaults(words: readonly string[]): number[] {
  const all = [...faultTitles.keys()];
  if (words.length === 0) return all;
  const chosen = words.map((word) => {
    const found = plays.find(({ name }) => name === word)?.fault ?? Number(word);
    if (all.includes(found)) return found;
    throw new UsageError(
      `Expected a fault from 1 to ${all.length}, or the name of a scenario, got \`${word}\`.`,
    );
  });
  return [...new Set(chosen)];
}

function toJson(
  scores: readonly FaultScore[],
  unplayed: number,
  parts: readonly DownloaderPart[],
): string {
  const faults = scores.map(({ fault, played, failure }) => ({
    fault,
    title: faultTitles.get(fault),
    survived: played.length > 0 ? failure === undefined : null,
    played,
    ...(failure ? { scenario: failure.play.name, did: failure.did } : {}),
  }));
  const listNames = (areOwn: boolean): string[] =>
    parts.filter(({ isOwn }) => isOwn === areOwn).map(({ exercise }) => exercise.name);
  const document = {
    survived: faults.filter(({ survived }) => survived).length,
    of: faults.filter(({ survived }) => survived !== null).length,
    unplayed,
    yours: listNames(true),
    ours: listNames(false),
    faults,
  };
  return JSON.stringify(document, null, 2);
}
