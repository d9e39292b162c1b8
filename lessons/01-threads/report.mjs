// A thread that adds up a year of sales and sends the sum home.

import { parentPort } from "node:worker_threads";
import { addUpSales } from "./sales.mjs";

parentPort?.postMessage(addUpSales());
