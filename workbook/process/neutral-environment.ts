// What a process was started with must not decide what one that it starts says: no verdict, no score, no output.

const decides =
  /^(VITEST|TEST$|NODE_(ENV|OPTIONS|V8_COVERAGE)$|FORCE_COLOR$|INTERLEAVE_(ANSWER|JOURNAL|PARKED)$)|_proxy$/i;

/** This process's environment without test runners, options of Node, colors and proxies; and what is `added`. */
export function neutralEnvironment(added: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !decides.test(name));
  return { ...Object.fromEntries(kept), ...linkOptions(), NO_COLOR: "1", ...added };
}

/** Where the course runs by a link to its folder, what it starts must find the same files (see plain-path.mjs). */
function linkOptions(): NodeJS.ProcessEnv {
  const options = process.env.NODE_OPTIONS?.match(/--preserve-symlinks(-main)?/g);
  return options ? { NODE_OPTIONS: options.join(" ") } : {};
}
