// A child whose end its parent does not ask for, and a child whose parent is killed.

import { once } from "node:events";
import { untilState } from "#lesson/08-processes/process-state.ts";
import { startProcess } from "#lesson/08-processes/start-process.ts";

const self = new URL(import.meta.url);
const role = process.argv[2];

if (role === "child") {
  // #region child
  process.on("disconnect", () => process.exit());
  // #endregion
  process.send?.("ready");
} else if (role === "parent") {
  const child = startProcess(self, ["child"]);
  child.once("message", () => process.send?.(child.pid));
} else {
  const start = async () => {
    const parent = startProcess(self, ["parent"]);
    const [child] = (await once(parent, "message")) as [number];
    return { parent, child };
  };

  const frozen = await start();
  frozen.parent.kill("SIGSTOP");
  await untilState(frozen.parent.pid ?? 0, "stopped");
  process.kill(frozen.child, "SIGKILL");
  console.log(`parent frozen, child killed: ${await untilState(frozen.child, "zombie", "gone")}`);
  frozen.parent.kill("SIGCONT");
  console.log(`parent goes on: ${await untilState(frozen.child, "gone")}`);
  frozen.parent.kill("SIGKILL");

  const orphaned = await start();
  orphaned.parent.kill("SIGKILL");
  await untilState(orphaned.child, "gone", "zombie");
  console.log("parent killed: the child has heard it, and ended");
}
