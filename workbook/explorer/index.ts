// The explorer's public face.

export { checkScenario, MalformedScenario } from "./contract/check-scenario.ts";
export {
  type Cells,
  defineScenario,
  type Exploration,
  type ExplorationVerdict,
  type ExploreOptions,
  type Memory,
  type MemorySpec,
  type Outcome,
  type Outcomes,
  type RandomOptions,
  type Scenario,
  type ScheduleMap,
  type ScheduleStep,
  type ThreadOutcome,
  type Trace,
  type TraceStep,
} from "./contract/scenario.ts";
export { whenExploring } from "./contract/watchdog.ts";
export { explore } from "./explore.ts";
export { replaceAtomics } from "./interceptions/atomics.ts";
export { acquire, countAsSteps } from "./interceptions/steps.ts";
export { outcomes } from "./outcomes.ts";
export {
  type ClientProgram,
  clientProgram,
  type ProgramName,
} from "./refinement/client-program.ts";
export { type Refinement, refine } from "./refinement/refine.ts";
export { defineSpecification, mustWait } from "./refinement/specification.ts";
export { lineKey, type Recording, recordExploration } from "./trace/recording.ts";
export { renderExploration, renderTrace } from "./trace/render-trace.ts";
export type { Frame, Replayed } from "./trace/replay.ts";
export { decodeSchedule, encodeSchedule } from "./trace/replay-code.ts";
export { replayScenario } from "./trace/replay-scenario.ts";
export {
  mapSchedules,
  type Position,
  type Preview,
  positionAt,
  type Scene,
  sceneAt,
} from "./walk.ts";
