// Holds an answer to its specification in generated client programs.

import type {
  Exploration,
  ExploreOptions,
  MemorySpec,
  Outcome,
  Scenario,
} from "../contract/scenario.ts";
import { runBatch } from "../contract/watchdog.ts";
import { graderBudget } from "../grader-budget.ts";
import { restoreAll } from "../interceptions/intercept.ts";
import { findRefused, outcomes } from "../outcomes.ts";
import { nameProgram, type ProgramName } from "./client-program.ts";
import { ClientRun } from "./client-run.ts";
import { type Client, listPrograms } from "./programs.ts";
import { SequentialModel } from "./sequential.ts";
import type { AnySpecification, Start } from "./specification.ts";
import { tellProgram, tellWrong } from "./tell.ts";

/**
 * Of each program, far below that of an exercise's scenarios: programs are many and small, and a loop is tried in each
 * of their threads.
 */
const programBudget = {
  ...graderBudget,
  maxStates: 50_000,
  maxHistories: 20_000,
  timeMs: 2_000,
  loopRounds: 500,
};
/** Each is left out, and takes its time: after these, all that follow are left out, too. */
const maxTooLarge = 2;

const now = performance.now.bind(performance);

/** A client program in which the answer does what the model does not. */
export interface Refused {
  /** The program and what came of it, a line each. */
  lines: string[];
  /** The program by its names, see `clientProgram`. */
  program: ProgramName;
  scenario: Scenario<MemorySpec>;
  /** Its message says what is wrong; its schedule is a shortest one. */
  exploration: Exploration;
}

export interface Refinement {
  programs: number;
  states: number;
  /** The rounds for which loops were tried, at least, if any were folded. */
  loopRounds?: number;
  /** Why it is no proof, for the first program in which it is none. */
  bound?: string;
  refused?: Refused;
}

/** A batch of programs ends after this long, and is cut off after that long. */
const batchMs = 100;
const batchTimeoutMs = 1_000;
/** It has no more than these. */
const batchSize = 500;

/** Plays all client programs under every schedule, smallest first, up to the first that is refused. */
export function refine(
  specification: AnySpecification,
  options: ExploreOptions = programBudget,
): Refinement {
  const player = new Player(specification, options);
  for (;;) {
    player.playBatch();
    const told = player.isOver ? player.tell() : undefined;
    if (told) return told;
  }
}

/** A program, and what it has to do with. */
interface Play {
  start: Start<unknown>;
  memory: MemorySpec;
  program: readonly Client[];
}

interface Tally {
  /** How many of the programs that were fetched. */
  played: number;
  sum: Refinement;
  tooLarge: number;
  refused?: Play & { answer: Exploration };
}

class Player {
  readonly #specification: AnySpecification;
  readonly #options: ExploreOptions;
  readonly #model: SequentialModel;
  readonly #run: ClientRun;
  readonly #plays: Iterator<Play>;
  #fetched: Play[] = [];
  /** Replaced as a whole, and last: a play that is cut off, wherever that is, has not been. */
  #tally: Tally = { played: 0, sum: { programs: 0, states: 0 }, tooLarge: 0 };

  constructor(specification: AnySpecification, options: ExploreOptions) {
    this.#specification = specification;
    this.#options = options;
    this.#model = new SequentialModel(specification);
    this.#run = new ClientRun(specification, options, true);
    this.#plays = listPlays(
      specification,
      specification.starts.map((start) => start.memory()),
    );
    this.#fetch();
  }

  get isOver(): boolean {
    const { played, refused, tooLarge } = this.#tally;
    return refused !== undefined || tooLarge === maxTooLarge || played === this.#fetched.length;
  }

  playBatch(): void {
    const { keeper } = this.#run;
    let isWhole = true;
    keeper.hold(() => {
      isWhole = runBatch(() => {
        for (const endMs = now() + batchMs; now() < endMs && !this.isOver; ) this.#playNext();
      }, batchTimeoutMs);
    });
    if (!isWhole) {
      restoreAll();
      keeper.forget();
      // Guarded by itself.
      if (!this.isOver) keeper.hold(() => this.#playNext());
    }
    this.#fetch();
  }

  /** In no batch: a generator that is cut off cannot be asked again. */
  #fetch(): void {
    const { played } = this.#tally;
    if (played < this.#fetched.length) return;
    this.#fetched = [];
    this.#tally = { ...this.#tally, played: 0 };
    while (this.#fetched.length < batchSize) {
      const { done, value } = this.#plays.next();
      if (done) break;
      this.#fetched.push(value);
    }
  }

  /** Undefined if what was refused holds after all, once its loops are tried for long: then there is more to play. */
  tell(): Refinement | undefined {
    const { refused: found, ...tally } = this.#tally;
    if (found === undefined) return tally.sum;
    const { answer, ...play } = found;
    const refused = this.#tellRefused(play, answer);
    if (refused.exploration.verdict !== "holds") return { ...tally.sum, refused };
    this.#tally = tally;
    return undefined;
  }

  #playNext(): void {
    const play = this.#fetched[this.#tally.played];
    if (play) this.#tally = this.#play(play);
  }

  #play(play: Play): Tally {
    const { start, memory, program } = play;
    const allowed = this.#model.outcomes(start.state, program);
    const scenario = this.#run.scenarioOf(memory, program);
    const answer = outcomes(scenario, this.#run.options, this.#run);
    const isAllowed = answer.outcomes.every((outcome) =>
      this.#run.isAmong(allowed, memory, outcome),
    );
    const { played, tooLarge, sum: before } = this.#tally;
    const sum = {
      ...before,
      programs: before.programs + 1,
      states: before.states + answer.states,
    };
    const { loopRounds } = answer;
    if (loopRounds !== undefined)
      sum.loopRounds = Math.min(loopRounds, sum.loopRounds ?? loopRounds);
    if (answer.bound !== undefined) sum.bound ??= answer.bound;
    if (answer.isTooLarge) {
      sum.bound = "programs with too many states were left out";
      return { played: played + 1, sum, tooLarge: tooLarge + 1 };
    }
    const isRefused = answer.verdict !== "holds" || !isAllowed;
    const refused = isRefused ? { refused: { ...play, answer } } : {};
    return { played: played + 1, sum, tooLarge, ...refused };
  }

  #tellRefused({ start, memory, program }: Play, answer: Exploration): Refused {
    const specification = this.#specification;
    const run = new ClientRun(specification, this.#options, false);
    const scenario = run.scenarioOf(memory, program);
    const name = nameProgram(start, program);
    const nothing = { threads: program.map(() => undefined), seen: undefined };
    let lines = tellProgram(specification, start, program, nothing);
    if (answer.verdict !== "holds") return { lines, program: name, scenario, exploration: answer };
    const allowed = this.#model.outcomes(start.state, program);
    const { loopRounds: _, ...patient } = this.#options;
    const refuse = (outcome: Outcome, by: ClientRun): string | undefined => {
      if (by.isAmong(allowed, memory, outcome)) return undefined;
      const came = by.cameOf(memory, outcome);
      lines = tellProgram(specification, start, program, came);
      return tellWrong(specification, program, came, [...allowed.values()]);
    };
    const exploration = findRefused(scenario, patient, run.tells, (outcome) =>
      refuse(outcome, run),
    );
    if (exploration.verdict !== "bounded-out")
      return { lines, program: name, scenario, exploration };
    // Step by step there are too many schedules to show one of them.
    const outcome = answer.outcomes?.find((some) => !this.#run.isAmong(allowed, memory, some));
    const message = outcome && refuse(outcome, this.#run);
    const told = message && { ...answer, verdict: "assertion" as const, message };
    return { lines, program: name, scenario, exploration: told || exploration };
  }
}

function* listPlays(
  specification: AnySpecification,
  memories: readonly MemorySpec[],
): Generator<Play, undefined> {
  const clients = new Map<string, Client>();
  for (const shape of specification.shapes) {
    for (const [i, start] of specification.starts.entries()) {
      const memory = memories[i] as MemorySpec;
      for (const program of listPrograms(specification, shape, clients)) {
        yield { start, memory, program };
      }
    }
  }
}
