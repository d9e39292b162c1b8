// The fault server as a process of its own: `serve.ts SCRIPT`, a script as JSON. Prints its URL.

import { startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";

const { url } = await startFaultServer(JSON.parse(process.argv[2] ?? "{}"));
console.log(url);
