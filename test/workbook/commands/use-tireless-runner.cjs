// Loaded before a command: the runner of its checker is the one without limits on time.

const childProcess = require("node:child_process");
const { syncBuiltinESMExports } = require("node:module");
const { join } = require("node:path");

const runnerFile = join(__dirname, "..", "checker", "tireless-runner.ts");
const { fork } = childProcess;

/**
 * @param {string} file
 * @param {string[]} words
 * @param {import("node:child_process").ForkOptions} options
 */
function forkTireless(file, words, options) {
  const isRunner = file.endsWith("start-runner.mjs");
  return fork(file, isRunner ? [...words, runnerFile] : words, options);
}

Object.assign(childProcess, { fork: forkTireless });
syncBuiltinESMExports();
