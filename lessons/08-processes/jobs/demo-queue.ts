// A queue for one demo: of its own, even in a Redis that others use, and gone afterwards.

import { Queue } from "bullmq";
import { connect, exitUnavailable, openRedis } from "./redis-server.ts";

export interface DemoQueue {
  readonly queue: Queue;
  /** For workers, and for whoever else listens. */
  readonly connection: ReturnType<typeof connect>;
  /** Close the workers first. */
  close(): Promise<void>;
}

/**
 * Says how to get a Redis and returns undefined if there is none. The program then ends as one that could
 * not run, unless the queue `isOptional`: there is more that it shows.
 */
export async function openDemoQueue(
  name: string,
  { isOptional = false } = {},
): Promise<DemoQueue | undefined> {
  const redis = await openRedis();
  if (!redis && !isOptional) process.exitCode = exitUnavailable;
  if (!redis) return undefined;
  const connection = connect(redis.url);
  const queue = new Queue(`${name}-${process.pid}`, { connection });
  return {
    queue,
    connection,
    async close() {
      await queue.obliterate({ force: true });
      await queue.close();
      await redis.stop();
    },
  };
}
