// The same as jobs-under-fire, its workers on two hosts: network namespaces with a cable between them, where the machine allows that.
// npx tsx test/bench/jobs/jobs-across-hosts.bench.ts [JOBS] [BYTES]
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { hosts, makeHosts } from "./namespaces.ts";

const made = makeHosts();
if ("why" in made) {
  console.log(`No second host can be made here: ${made.why}`);
} else {
  const [a, b] = hosts;
  const bench = fileURLToPath(new URL("./jobs-under-fire.bench.ts", import.meta.url));
  const [jobs = "1000", bytes = "16384"] = process.argv.slice(2);
  const words = [jobs, bytes, "4", "1000", a.address, a.name, b.name];
  console.log(`Redis, files and two workers on ${a.address}, two workers on ${b.address}.`);
  // Redis and the files are on the first host, and so is whoever collects.
  const inside = ["netns", "exec", a.name, process.execPath, "--import", "tsx", bench, ...words];
  const { status } = spawnSync("ip", inside, { stdio: "inherit" });
  made.remove();
  process.exitCode = status ?? 1;
}
