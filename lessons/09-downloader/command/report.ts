// What the downloader says while it works: bars in a terminal, lines elsewhere, events, or nothing.

import {
  formatBytes,
  type Progress,
  renderProgress,
  SpeedMeter,
} from "#lesson/09-downloader/command/progress-line.ts";
import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import type { DownloadEvent, Downloaded } from "#lesson/09-downloader/download-options.ts";
import { hideLogins, toPlainJson, toPlainText } from "#lesson/09-downloader/plain-text.ts";

type Done = Downloaded & {
  /** Who did it, if not we. */
  worker?: string;
};

export interface Report {
  tell(url: string, event: DownloadEvent): void;
  retry(url: string, reason: string, waitMs: number): void;
  done(url: string, result: Done): void;
  skipped(url: string, file: string): void;
  failed(url: string, error: unknown): void;
  /** In the end, where there was more than one. */
  total(thereCount: number, allCount: number): void;
  close(): void;
}

export interface ReportStreams {
  out: NodeJS.WritableStream & Partial<Pick<NodeJS.WriteStream, "isTTY" | "columns">>;
  error: NodeJS.WritableStream;
}

/** Where nobody reads it, nothing is said; that is no reason to download less. */
export function openReport(style: "bars" | "json" | "quiet", streams: ReportStreams): Report {
  for (const stream of [streams.out, streams.error]) stream.on("error", () => {});
  if (style === "json") return reportAsJson(streams);
  if (style === "quiet") return reportErrors(streams);
  return streams.out.isTTY
    ? reportAsBars(streams)
    : reportAsLines((text) => void streams.out.write(text), streams);
}

function reportErrors({ error }: ReportStreams): Report {
  return {
    tell() {},
    retry() {},
    done() {},
    skipped() {},
    total() {},
    failed: (url, failure) => void error.write(`${describeFailure(url, failure)}\n`),
    close() {},
  };
}

function reportAsJson({ out }: ReportStreams): Report {
  const write = (event: object): void => void out.write(`${toPlainJson(event)}\n`);
  return {
    tell: (url, event) => write({ url, ...event }),
    retry: (url, reason, waitMs) => write({ url, type: "retry", reason, waitMs }),
    done: (url, result) => write({ url, type: "done", ...result }),
    skipped: (url, file) => write({ url, type: "skipped", file }),
    failed(url, error) {
      const kind = error instanceof DownloadError ? error.kind : undefined;
      write({ url, type: "failed", kind, reason: explain(error) });
    },
    total() {},
    close() {},
  };
}

/** Plain lines, for a file or a pipe: only what matters. */
function reportAsLines(say: (text: string) => void, streams: ReportStreams): Report {
  const sayLine = (line: string): void => say(`${toPlainText(line)}\n`);
  /** Why a URL is tried again; forgotten when something has come. */
  const reasons = new Map<string, string>();
  return {
    ...reportErrors(streams),
    tell(url, event) {
      if (event.type === "bytes") reasons.delete(url);
      if (event.type === "found") sayLine(describeStart(event));
      if (event.type === "restart") sayLine(`${url}: starts again: ${event.reason}`);
      if (event.type === "unverified" || event.type === "note") sayLine(`${url}: ${event.reason}`);
    },
    retry(url, reason, waitMs) {
      // Eight connections may fail for one reason, and that again and again.
      if (reasons.get(url) === reason) return;
      reasons.set(url, reason);
      const why = withoutUrl(url, reason);
      sayLine(`${url}: tries again in ${(waitMs / 1_000).toFixed(1)} s: ${why}`);
    },
    done: (_, result) => sayLine(describeEnd(result)),
    skipped: (_, file) => sayLine(`${file}: there already`),
    total: (there, all) => sayLine(`${there} of ${all} files are there`),
  };
}

/** One line per file that is on its way, redrawn in place; what is said otherwise scrolls above. */
function reportAsBars(streams: ReportStreams): Report {
  const { out } = streams;
  const bars = new Map<string, { progress: Progress; meter: SpeedMeter }>();
  let shownLines = 0;
  const timer = setInterval(draw, 100);
  const plain = reportAsLines(say, streams);
  return {
    tell(url, event) {
      const bar = bars.get(url);
      if (event.type === "found") {
        const { sizeBytes } = event.resource;
        const progress = {
          name: toPlainText(event.file),
          doneBytes: event.haveBytes,
          totalBytes: sizeBytes,
          bytesPerSecond: undefined,
          connections: 0,
        };
        bars.set(url, { progress, meter: new SpeedMeter() });
      } else if (event.type === "bytes" && bar) bar.progress.doneBytes = event.doneBytes;
      else if (event.type === "connections" && bar) bar.progress.connections = event.active;
      if (event.type !== "found") plain.tell(url, event);
    },
    retry: plain.retry,
    skipped: plain.skipped,
    total: plain.total,
    done(url, result) {
      bars.delete(url);
      plain.done(url, result);
    },
    failed(url, error) {
      bars.delete(url);
      say(`${describeFailure(url, error)}\n`);
    },
    close() {
      clearInterval(timer);
      draw();
    },
  };

  function say(text: string): void {
    erase();
    out.write(text);
    draw();
  }

  function erase(): void {
    if (shownLines > 0) out.write(`\r\u001b[${shownLines}A\u001b[0J`);
    shownLines = 0;
  }

  function draw(): void {
    const lines = [...bars.values()].map(({ progress, meter }) => {
      meter.add(progress.doneBytes, performance.now());
      const { bytesPerSecond } = meter;
      return renderProgress({ ...progress, bytesPerSecond }, out.columns ?? 80);
    });
    erase();
    if (lines.length > 0) out.write(`${lines.join("\n")}\n`);
    shownLines = lines.length;
  }
}

function describeStart({ file, resource, haveBytes }: DownloadEvent & { type: "found" }): string {
  const { sizeBytes } = resource;
  const size = sizeBytes === undefined ? "size unknown" : formatBytes(sizeBytes);
  const rest = haveBytes > 0 ? `, ${formatBytes(haveBytes)} are there already` : "";
  return `${file}: ${size}${rest}`;
}

function describeEnd({ file, sizeBytes, isVerified, worker }: Done): string {
  const doubt = isVerified ? "" : ", unverified";
  return `${file}: complete, ${formatBytes(sizeBytes)}${doubt}${worker ? `, by ${worker}` : ""}`;
}

function describeFailure(url: string, error: unknown): string {
  return toPlainText(`${url}: ${withoutUrl(url, explain(error))}`);
}

/** The line begins with it already, unless the server has sent us elsewhere. */
function withoutUrl(url: string, reason: string): string {
  const place = ` from ${hideLogins(url)}`;
  return reason.endsWith(place) ? reason.slice(0, -place.length) : reason;
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
