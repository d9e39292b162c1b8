// A queue for one demo: of its own, even in a Redis that others use, and gone afterwards.

import { Queue } from "bullmq";
import { connect, openRedis } from "./redis-server.ts";

export interface DemoQueue {
  readonly queue: Queue;
  /** For workers, and for whoever else listens. */
  readonly connection: ReturnType<typeof connect>;
  /** Close the workers first. */
  close(): Promise<void>;
}

/** Says how to get a Redis and returns undefined if there is none. */
export async function openDemoQueue(name: string): Promise<DemoQueue | undefined> {
  const redis = await openRedis();
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
