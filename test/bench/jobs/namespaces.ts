// Two hosts on one machine: network namespaces that see nothing but a cable between them.
import { spawnSync } from "node:child_process";

export const hosts = [
  { name: `interleave-a-${process.pid}`, address: "10.77.0.1" },
  { name: `interleave-b-${process.pid}`, address: "10.77.0.2" },
] as const;

/** Makes them; returns what takes them away again, or why it cannot be done here. */
export function makeHosts(): { remove(): void } | { why: string } {
  const [a, b] = hosts;
  const remove = () => {
    for (const { name } of hosts) ip(`netns del ${name}`);
  };
  const commands = [
    `netns add ${a.name}`,
    `netns add ${b.name}`,
    `link add cable netns ${a.name} type veth peer name cable netns ${b.name}`,
    ...hosts.flatMap(({ name, address }) => [
      `-n ${name} link set lo up`,
      `-n ${name} addr add ${address}/24 dev cable`,
      `-n ${name} link set cable up`,
    ]),
  ];
  for (const command of commands) {
    const error = ip(command);
    if (error === undefined) continue;
    remove();
    return { why: `ip ${command}: ${error}` };
  }
  return { remove };
}

/** Returns what went wrong, if anything did. */
function ip(words: string): string | undefined {
  const { status, stderr, error } = spawnSync("ip", words.split(" "), { encoding: "utf8" });
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
}
