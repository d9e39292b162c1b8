// The explorer's public face.
export { explore } from "./explore.ts";
export { renderExploration, renderTrace } from "./render-trace.ts";
export { decodeSchedule, encodeSchedule } from "./replay-code.ts";
export type { Frame, Replayed } from "./replay.ts";
export {
  defineScenario,
  type Cells,
  type Exploration,
  type ExploreOptions,
  type Memory,
  type MemorySpec,
  type Scenario,
  type ScheduleStep,
  type Trace,
  type TraceStep,
  type Verdict,
} from "./scenario.ts";
