// One line about where the figures come from: without it they mean nothing.
import { availableParallelism, cpus, loadavg } from "node:os";

export function describeMachine(): string {
  const [cpu] = cpus();
  const load = loadavg()[0] ?? 0;
  // Windows has no load average and says 0.
  const busy = load > 0 ? `, load ${load.toFixed(1)} at the start` : "";
  const name = cpu?.model.trim() || "unknown processor";
  return `Node ${process.versions.node}, ${availableParallelism()} × ${name}${busy}`;
}
