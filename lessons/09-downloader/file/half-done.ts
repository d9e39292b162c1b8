// A file that is on its way, to a place on disk or to standard output.

import type {
  HalfDoneOptions,
  HalfDone as OnItsWay,
} from "#lesson/09-downloader/file/half-done-contract.ts";
import { InOrder } from "#lesson/09-downloader/file/in-order.ts";
import { OnDisk } from "#lesson/09-downloader/file/on-disk.ts";

export type HalfDone = OnItsWay;

export const HalfDone = {
  /** Continues what an earlier run left where that is safe, and begins anew where it is not. */
  async open(options: HalfDoneOptions): Promise<HalfDone> {
    const { output } = options.settings;
    return output ? new InOrder(output, options) : await OnDisk.open(options);
  },
};
