// Starts the language server as a process, and remembers how it ended. Knows nothing of VS Code.

const { spawn } = require("node:child_process");

const LONGEST = 20000;

/**
 * The running process, and `failure`, which tells how it ended: settled once it has, with all that it wrote
 * to standard error. Rejects with a failure where the program can't be run at all.
 * @param {string[]} command
 * @param {string} [cwd]
 */
async function launch(command, cwd) {
  const [program, ...args] = command;
  const child = spawn(program, args, { cwd, stdio: "pipe", windowsHide: true });
  let stderr = "";
  child.stderr.on("data", (data) => {
    stderr = (stderr + data).slice(-LONGEST);
  });
  // writing to a process that has just ended is no error of its own
  child.stdin.on("error", () => {});
  /** @type {Promise<import("./trouble").Failure>} */
  const failure = new Promise((resolve) => {
    child.once("close", (code) => resolve({ command, code, stderr }));
  });
  await new Promise((resolve, reject) => {
    child.once("spawn", () => resolve(undefined));
    child.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      reject(Object.assign(error, { command, error: error.code ?? error.message }));
    });
  });
  return { child, failure };
}

module.exports = { launch };
