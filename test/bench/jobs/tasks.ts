// A download as a task of a pool: lesson 07's threads and lesson 08's processes run the same code.
import { type Download, type Downloaded, fetchToFile } from "#lesson/08-processes/fetch-to-file.ts";

export function download(one: Download, folder: string): Promise<Downloaded> {
  return fetchToFile(one, folder, new AbortController().signal);
}
