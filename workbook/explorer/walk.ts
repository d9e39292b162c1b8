// A walk through the schedules of a scenario, a step at a time: what can be chosen, what has failed, and how a failure is reached from here.

import {
  type ExploreOptions,
  type MemorySpec,
  type Scenario,
  type ScheduleFailure,
  type ScheduleMap,
  type ScheduleStep,
  type StepEvent,
  stepEvents,
  type Trace,
  type TraceStep,
} from "./contract/scenario.ts";
import { fillIn, without } from "./contract/settings.ts";
import { findAnswer } from "./driver.ts";
import type { ClientProgram } from "./refinement/client-program.ts";
import { encodeSchedule } from "./trace/replay-code.ts";
import { replayScenario } from "./trace/replay-scenario.ts";
import { describeChoice } from "./trace/rows.ts";

/** Every state is kept, and every failure told: a map is for programs that a person can play. */
const maxStates = 200_000;

/** Where a schedule has led to. */
export interface Position {
  /** What may happen next, by thread; nothing if the schedule is over. */
  choices: ScheduleStep[];
  /** What has come true, if something has: the schedule is over then. */
  failure?: ScheduleFailure;
  /** Steps of a shortest way to a failure from here, 0 if it is there; undefined if no schedule from here fails. */
  distance?: number;
  /** The first of them. */
  hint?: ScheduleStep;
  /** False if there is no way from here to where no schedule fails any more. */
  canEndWell: boolean;
}

/** What a choice does. */
export interface Preview extends ScheduleStep {
  step: TraceStep;
  /** In words, such as `lock 0 → 1`, or `reads lock (1)`. */
  does: string;
}

/** What stands where after a schedule. */
export interface Scene {
  /** All steps so far, where each thread stands after them, and what is in memory then. */
  trace: Trace;
  /** Memory before the last step, by name; at the start, as it is. */
  memoryBefore: Record<string, string>;
  /** What the last step changed in memory, if anything. */
  changed?: Pick<TraceStep, "cell" | "old" | "new">;
  /** What each of the choices would do. */
  previews: Preview[];
  /** Only where it was asked for: how far each thread has come. */
  told?: string[];
}

/**
 * Searches all schedules of `scenario`, as `explore` does, but goes on where something fails. Undefined beside what stands in the way: it
 * cannot be explored, there are more than 200,000 states (`options`), or a loop counts its rounds, so that not all of them were seen.
 * Throws as `explore` does.
 *
 * @param program if `scenario` is that of a client program: what is a failure then
 */
export function mapSchedules<const M extends MemorySpec>(
  scenario: Scenario<M>,
  options: ExploreOptions = {},
  program?: Pick<ClientProgram, "tells" | "refuses">,
): { map: ScheduleMap | undefined; message: string; states: number } {
  const settings = without(
    fillIn({ maxStates, ...options }),
    "symmetry",
    "partialOrder",
    "calls",
    "merge",
  );
  const { map, message, states, exhaustive } = findAnswer(scenario, {
    ...settings,
    maps: true,
    ...(program && { collects: true, tells: program.tells, refuses: program.refuses }),
  });
  return { map: exhaustive ? map : undefined, message, states };
}

/** Where `schedule` leads. Throws a `RangeError` at a step that cannot be taken. */
export function positionAt(map: ScheduleMap, schedule: readonly ScheduleStep[]): Position {
  let state = 0;
  for (const [i, { thread, event }] of schedule.entries()) {
    const at = stepsOf(map, state).find(
      (one) => map.threads[one] === thread && stepEvents[map.events[one] as number] === event,
    );
    if (at === undefined) {
      throw new RangeError(`Step ${i + 1}: thread ${thread + 1} cannot take it here (${event}).`);
    }
    state = map.targets[at] as number;
  }
  const steps = stepsOf(map, state);
  const failure = map.failures.get(state);
  const distance = map.distances[state] as number;
  const nearer = steps.filter((at) => map.distances[map.targets[at] as number] === distance - 1);
  const last = schedule.at(-1)?.thread;
  // Of several, the one without a context switch.
  const best = nearer.find((at) => map.threads[at] === last) ?? nearer[0];
  const canEndWell = map.canEndWell[state] === 1;
  if (failure) return { choices: [], failure, distance: 0, canEndWell };
  return {
    choices: steps.map((at) => stepOf(map, at)),
    ...(distance >= 0 && { distance }),
    ...(distance > 0 && best !== undefined && { hint: stepOf(map, best) }),
    canEndWell,
  };
}

function stepsOf({ starts }: ScheduleMap, state: number): number[] {
  const from = starts[state] as number;
  return Array.from({ length: (starts[state + 1] as number) - from }, (_, i) => from + i);
}

function stepOf({ threads, events }: ScheduleMap, at: number): ScheduleStep {
  const event = stepEvents[events[at] as number] as StepEvent;
  return { thread: threads[at] as number, event };
}

/**
 * Runs `schedule`, and each of `choices` after it. `tells` is asked how far a thread has come, just after its code was run up to there. Throws a `RangeError` when the scenario cannot take one of the steps.
 */
export function sceneAt<M extends MemorySpec>(
  scenario: Scenario<M>,
  schedule: readonly ScheduleStep[],
  choices: readonly ScheduleStep[],
  tells?: () => string,
): Scene {
  const { trace, frames, told } = replay(scenario, schedule, tells);
  const last = trace.steps.at(-1);
  const previews = choices.map((choice) => {
    const step = replay(scenario, [...schedule, choice]).trace.steps.at(-1) as TraceStep;
    return { ...choice, step, does: describeChoice(step) };
  });
  return {
    trace,
    memoryBefore: frames.at(-2)?.memory ?? trace.memory,
    ...(last && last.old !== last.new && { changed: last }),
    previews,
    ...(told && { told }),
  };
}

function replay<M extends MemorySpec>(
  scenario: Scenario<M>,
  steps: readonly ScheduleStep[],
  tells?: () => string,
) {
  return replayScenario(scenario, encodeSchedule({ steps: [...steps] }), undefined, tells);
}
