// Runs beside the pages. Fetches from the network first, so that what is read is never old; keeps all for when that fails.

/** Stands before this script, see ../offline.ts. */
declare const kept: { version: string; paths: string[] };

interface LifeEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface RequestEvent extends LifeEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Site {
  readonly registration: { readonly scope: string };
  addEventListener(name: "install" | "activate", listen: (event: LifeEvent) => void): void;
  addEventListener(name: "fetch", listen: (event: RequestEvent) => void): void;
  skipWaiting(): Promise<void>;
}
const site = globalThis as unknown as Site;
const { scope } = site.registration;

/** Other sites of the same host have their own. */
const prefix = `interleave ${scope} `;
const name = prefix + kept.version;

site.addEventListener("install", (event) => event.waitUntil(keepAll()));
site.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
site.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(scope)) event.respondWith(answer(event.request));
});

async function keepAll(): Promise<void> {
  const cache = await caches.open(name);
  await cache.addAll(kept.paths.map((path) => new Request(scope + path, { cache: "no-cache" })));
  await site.skipWaiting();
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  const others = names.filter((other) => other.startsWith(prefix) && other !== name);
  await Promise.all(others.map((other) => caches.delete(other)));
}

async function answer(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const cache = await caches.open(name);
    // A folder's page is kept under its file's name; the query is never a part of it.
    const path = request.url.slice(scope.length).replace(/[?#].*$/, "");
    const found = await cache.match(scope + path.replace(/(^|\/)$/, "$1index.html"));
    if (!found) throw error;
    return found;
  }
}
