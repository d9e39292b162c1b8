// One pool in a process of its own: `one-pool.ts NAME SIZE FOLDER` prints how long its first result took, and its memory.

import { openers } from "./contenders.ts";

const [name = "", size = "1", folder = ""] = process.argv.slice(2);
const open = openers[name as keyof typeof openers];
const startedAt = performance.now();
const pool = await open(Number(size), folder);
await pool.add(1, 2);
const firstMs = performance.now() - startedAt;
// So many, and so long, that every thread gets some, and starts.
await Promise.all(Array.from({ length: 4 * Number(size) }, () => pool.compute(10_000_000)));
const rssMib = process.memoryUsage.rss() / 2 ** 20;
console.log(JSON.stringify({ firstMs, rssMib }));
await pool.close();
