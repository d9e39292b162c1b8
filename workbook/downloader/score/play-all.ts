// Plays every fault against the learner's downloader, whatever it does to the process that it plays in.

import { availableParallelism } from "node:os";
import { runTogether } from "#lesson/09-downloader/together.ts";
import { describeEnd } from "./describe-end.ts";
import type { PlayEnd, PlayerProcess } from "./player-process.ts";
import { type Play, plays } from "./plays.ts";

export interface FaultScore {
  /** Its number in the list of 37. */
  fault: number;
  /** Names of what was played, up to the first that it did not survive. */
  played: string[];
  /** What it did in that one, in sentences; undefined if it survived them all. */
  failure?: { play: Play; did: string[]; wasStopped: boolean };
}

export interface ScoreOptions {
  faults: readonly number[];
  startPlayer: () => PlayerProcess;
  /** Of the course: files are named from there. */
  root: string;
  signal: AbortSignal;
  /** Called for each fault, in the order of `faults`. */
  onScore?: (score: FaultScore) => void;
}

/** The learner's parts could not be loaded; the message says why. */
export class LoadError extends Error {}

/** A downloader that had to be stopped in each of the first faults is not played to any further. */
const maxInVain = 4;

/**
 * Some players at once, each with one fault after another. Not to survive counts only in a process in
 * which nothing was played before: what an earlier play has left behind is not held against the next.
 *
 * @returns a score for each of `faults`, in their order; fewer if it is in vain
 * @throws LoadError; the signal's reason. No process is left, however it ends.
 */
export async function scoreFaults(options: ScoreOptions): Promise<FaultScore[]> {
  const { faults, startPlayer, root, onScore } = options;
  const scores: FaultScore[] = [];
  const early = new Map<number, FaultScore>();
  const left = [...faults];
  const lanes = Math.min(4, Math.max(2, availableParallelism()), faults.length);
  const enough = new AbortController();
  try {
    await runTogether(
      Array.from({ length: lanes }, () => runLane),
      AbortSignal.any([options.signal, enough.signal]),
    );
  } catch (error) {
    if (!enough.signal.aborted) throw error;
  }
  return scores;

  async function runLane(signal: AbortSignal): Promise<void> {
    let player: PlayerProcess | undefined;
    signal.addEventListener("abort", () => void player?.close(), { once: true });
    try {
      for (let fault = left.shift(); fault !== undefined; fault = left.shift()) {
        early.set(fault, await scoreFault(fault));
        tellInOrder();
      }
    } finally {
      await player?.close();
    }

    async function scoreFault(fault: number): Promise<FaultScore> {
      const played: string[] = [];
      for (const play of plays.filter((one) => one.fault === fault)) {
        played.push(play.name);
        const end = await playFairly(play);
        const did = describeEnd(end, root);
        const wasStopped = end.type === "stopped";
        if (did.length > 0) return { fault, played, failure: { play, did, wasStopped } };
      }
      return { fault, played };
    }

    async function playFairly(play: Play): Promise<PlayEnd> {
      while (true) {
        signal.throwIfAborted();
        player ??= startPlayer();
        const { plays } = player;
        const end = await player.play(play);
        signal.throwIfAborted();
        const [first] = describeEnd(end, root);
        if (!player.isReady) throw new LoadError(`Your parts cannot be loaded: ${first}`);
        if (first === undefined) return end;
        await player.close();
        player = undefined;
        if (plays === 0) return end;
      }
    }
  }

  function tellInOrder(): void {
    for (let next = nextScore(); next && !enough.signal.aborted; next = nextScore()) {
      scores.push(next);
      onScore?.(next);
      const isInVain = scores.every(({ failure }) => failure?.wasStopped);
      if (isInVain && scores.length === maxInVain) enough.abort();
    }
  }

  function nextScore(): FaultScore | undefined {
    return early.get(faults[scores.length] ?? 0);
  }
}
