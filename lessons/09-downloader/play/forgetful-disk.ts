// A disk that forgets what was not synced when its power is cut, as a real one may. It writes without
// the thread pool: whatever else the machine does, a sync and the writes beside it come in one order.

import { renameSync, writeFileSync, writevSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { letOthersWork } from "#lesson/09-downloader/chaos/fault-server.ts";
import { type Disk, realDisk } from "#lesson/09-downloader/disk.ts";

export interface ForgetfulDisk extends Disk {
  /** What no sync has covered is zeros then. */
  cutPower(): Promise<void>;
}

interface UnsyncedWrite {
  start: number;
  length: number;
}

/** Names are kept by it at once; bytes by a sync that began after they were written. */
export function createForgetfulDisk(): ForgetfulDisk {
  const unsynced = new Map<string, UnsyncedWrite[]>();
  return {
    ...realDisk,
    async open(name, ...rest) {
      return watch(await realDisk.open(name, ...rest), String(name));
    },
    async rename(from, to) {
      renameSync(from, to);
      move(String(from), String(to));
    },
    async link(from, to) {
      await realDisk.link(from, to);
      unsynced.set(String(to), listWrites(String(from)));
    },
    async rm(name, options) {
      await realDisk.rm(name, options);
      unsynced.delete(String(name));
    },
    async cutPower() {
      for (const [name, writes] of unsynced) {
        const handle = await realDisk.open(name, "r+").catch(() => undefined);
        for (const { start, length } of writes)
          await handle?.write(Buffer.alloc(length), 0, length, start);
        await handle?.close();
      }
      unsynced.clear();
    },
  };

  function listWrites(name: string): UnsyncedWrite[] {
    return unsynced.get(name) ?? [];
  }

  function move(from: string, to: string): void {
    unsynced.set(to, listWrites(from));
    unsynced.delete(from);
  }

  function watch(handle: FileHandle, name: string): FileHandle {
    const writev: FileHandle["writev"] = async (buffers, position) => {
      const bytesWritten = writevSync(handle.fd, buffers, position ?? undefined);
      unsynced.set(name, [...listWrites(name), { start: position ?? 0, length: bytesWritten }]);
      return { bytesWritten, buffers };
    };
    const writeFile: FileHandle["writeFile"] = async (text) => {
      writeFileSync(handle.fd, String(text));
      unsynced.set(name, [{ start: 0, length: Buffer.byteLength(String(text)) }]);
    };
    const sync = async (): Promise<void> => {
      const covered = listWrites(name);
      // It takes its time: what is written meanwhile may have missed it.
      await letOthersWork(30);
      const rest = listWrites(name).filter((write) => !covered.includes(write));
      unsynced.set(name, rest);
    };
    const own: Record<string, unknown> = { writev, writeFile, sync, datasync: sync };
    return new Proxy(handle, {
      get(target, property) {
        const value: unknown = own[String(property)] ?? Reflect.get(target, property);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }
}
