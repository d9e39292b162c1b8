// A thread that computes: counts the primes below its number.

import { parentPort, workerData } from "node:worker_threads";
import { compute } from "#lesson/03-event-loop/jobs.ts";

parentPort?.postMessage(compute(workerData as number));
