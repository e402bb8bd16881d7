// What to tell when the language server doesn't start. Knows nothing of VS Code.

const INSTALL = "python3 -m pip install 'argmap[lsp]'";

/**
 * @typedef {object} Failure
 * @property {string[]} command the program and its arguments
 * @property {string} [error] the system's word for it, where the program could not be run: `ENOENT`
 * @property {number | null} [code] the exit code, where it ran and ended
 * @property {string} [stderr] what it wrote to standard error
 */

/**
 * One or two sentences that say what to do.
 * @param {Failure} failure
 */
function explain({ command, error, code, stderr = "" }) {
  const program = command[0];
  if (error === "ENOENT") {
    return (
      `There is no program “${program}”. Install argmap (${INSTALL}), ` +
      `or say in the setting argmap.command where it is.`
    );
  }
  if (error) return `The program “${program}” can't be run (${error}). See the setting argmap.command.`;
  if (/no command `lsp`/.test(stderr)) {
    return `This argmap is too old to have a language server. Get a newer one: python3 -m pip install --upgrade 'argmap[lsp]'`;
  }
  if (/No module named '?argmap'?\b/.test(stderr)) {
    return `“${program}” has no argmap. Install it there: ${INSTALL}`;
  }
  if (stderr.includes("argmap[lsp]")) return `argmap's language server isn't installed: ${INSTALL}`;
  const lines = stderr.split("\n").map((line) => line.trim()).filter(Boolean);
  const last = lines.length ? `: ${lines[lines.length - 1]}` : ".";
  return `“${command.join(" ")}” ended at once with exit code ${code ?? "unknown"}${last}`;
}

module.exports = { explain };
