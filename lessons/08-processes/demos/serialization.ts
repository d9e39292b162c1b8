// Sends values of many kinds to a process, by either serialization, and asks what has arrived.

import { once } from "node:events";
import { startProcess } from "#lesson/08-processes/start-process.ts";

if (process.argv[2] === "child") {
  process.on("message", ([value]: unknown[]) => {
    process.send?.(value == null ? "nothing" : Object(value).constructor.name);
  });
} else {
  const values = {
    Date: new Date(),
    Map: new Map([["row", 1]]),
    Uint8Array: new Uint8Array(3),
    Error: new Error("sold out"),
    BigInt: 12n,
    Function: () => "seat 12",
  };
  console.log("sent        json       advanced");
  const json = startProcess(new URL(import.meta.url), ["child"], { serialization: "json" });
  const advanced = startProcess(new URL(import.meta.url), ["child"], { serialization: "advanced" });
  for (const [name, value] of Object.entries(values)) {
    const cells = [name.padEnd(11)];
    for (const child of [json, advanced]) {
      try {
        // Functions and big integers are no messages; TypeScript knows it.
        child.send([value] as unknown as object);
        const [arrived] = await once(child, "message");
        cells.push(String(arrived).padEnd(10));
      } catch {
        cells.push("throws".padEnd(10));
      }
    }
    console.log(cells.join(" ").trimEnd());
  }
  json.disconnect();
  advanced.disconnect();
}
