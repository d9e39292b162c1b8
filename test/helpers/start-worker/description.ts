// What a thread of these tests sees of itself.

export interface Description {
  workerData: unknown;
  isMainThread: boolean;
  isWorker: boolean;
  argv: string[];
  url: string;
  stack: string;
}
