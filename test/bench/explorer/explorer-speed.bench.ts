// States, times and memory of the explorer's larger programs, each in a process of its own.
// npx tsx test/bench/explorer/explorer-speed.bench.ts [PROCESSES]

import { spawnSync } from "node:child_process";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { explore } from "#workbook/explorer/explore.ts";
import { mutex2Lock, mutex2Unlock } from "../../workbook/explorer/programs/locks.ts";
import { mutualExclusionPrograms } from "../../workbook/explorer/programs/mutual-exclusion.ts";
import type { Program } from "../../workbook/explorer/programs/program.ts";
import { program } from "../../workbook/explorer/programs/program.ts";
import { synchronizerPrograms } from "../../workbook/explorer/programs/synchronizers.ts";

const mutex2 = (count: number, rounds: number): Program =>
  program("holds", "Drepper's mutex 2", {
    name: `Drepper's mutex 2, ${count} × ${rounds}`,
    memory: { lock: 1, next: 1, data: 1 },
    threads: {
      count,
      // Without an id: what the threads do needs to be run only once for all.
      run: (m) => {
        for (let i = 0; i < rounds; i++) {
          mutex2Lock(m, 0);
          m.data[0]++;
          mutex2Unlock(m, 0);
        }
      },
    },
    final: (m) => m.data[0] === count * rounds,
  });

const programs = [
  mutex2(2, 2),
  mutex2(3, 1),
  mutex2(2, 3),
  mutex2(3, 2),
  ...[...mutualExclusionPrograms, ...synchronizerPrograms].filter(({ scenario: { name } }) =>
    ["Bakery, 3 threads", "bounded buffer, 1 producer × 2, 2 consumers"].includes(name),
  ),
];

interface Run {
  states: number;
  exhaustive: boolean;
  ms: number;
  cpuMs: number;
  mebibytes: number;
}

const one = process.env.INTERLEAVE_BENCH_PROGRAM;
if (one !== undefined) {
  const baseline = process.resourceUsage().maxRSS;
  const { scenario } = programs[Number(one)] as Program;
  const start = process.cpuUsage();
  const { states, exhaustive, ms } = explore(scenario);
  const { user, system } = process.cpuUsage(start);
  const mebibytes = (process.resourceUsage().maxRSS - baseline) / 1024;
  console.log(JSON.stringify({ states, exhaustive, ms, cpuMs: (user + system) / 1000, mebibytes }));
} else {
  const count = Number(process.argv[2] ?? 3);
  console.log(`Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}, best of ${count}`);
  for (const [i, { scenario }] of programs.entries()) {
    const runs = Array.from({ length: count }, () => measure(i)).sort((a, b) => a.ms - b.ms);
    const { states, exhaustive, ms, cpuMs, mebibytes } = runs[0] as Run;
    const slowest = runs[runs.length - 1] as Run;
    console.log(
      `${scenario.name}: ${states.toLocaleString("en-US")} states, exhaustive ${exhaustive}, ` +
        `${Math.round(ms)} to ${Math.round(slowest.ms)} ms (processor ${Math.round(cpuMs)} ms), ` +
        `${Math.round(states / ms)}k states/s, ${Math.round(mebibytes)} MiB more`,
    );
  }
}

function measure(i: number): Run {
  const words = ["--import", "tsx", fileURLToPath(import.meta.url)];
  const env = { ...process.env, INTERLEAVE_BENCH_PROGRAM: String(i) };
  const { stdout, stderr } = spawnSync(process.execPath, words, { env, encoding: "utf8" });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as Run;
}
