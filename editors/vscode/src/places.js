// Where in a text the things of its picture are written. A box of the picture is named by its node's id; a
// node without an id of its own has one made of the id above it, its kind and its first words. Knows nothing
// of VS Code.

const KINDS = "claim|premise|argument|rebuttal|undercut|concession|question|answer";
const DECLARATIONS = "map|source|speaker|section|import";
const KEYS =
  "scheme|role|date|weight|assumed|restates|contradicts|critical|ignore|quote|note" +
  "|of|author|language|by|file|original|url|accessed|archive|sha256|side";
const WORD = "[^\\s@#\\[\\]:：]+";
const NODE = new RegExp(`^(?:${KINDS})(?=[\\s@#\\[\\]:：]|$)`, "u");
const HEADER = new RegExp(
  `^(${KINDS})(?: +(${WORD}))?(?: +[@#]${WORD})* *(?:(:)(?!\\S)\\s*(.*)|(?:\\[[^\\[\\]]*\\] *)*)$`,
  "u",
);
const DECLARATION = new RegExp(`^(${DECLARATIONS})(?: +(${WORD}))? *:(?!\\S)\\s*(.*)$`, "u");
const PROPERTY = new RegExp(`^(?:${KEYS}) *:(?!\\S)`, "u");
const CITATIONS = /(?:\s*(?<!\\)\[[^\[\]]*\][.,;:!?…)"'”’»›。，、；：！？．」』）]*)+\s*$/u;

/**
 * @typedef {object} Places
 * @property {Map<string, number>} lines the line of each thing in the picture, by the name it has there; from 0
 * @property {Map<string, string>} imports the file behind each import's name
 */

/**
 * All places of a text.
 * @param {string} text
 * @returns {Places}
 */
function places(text) {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  /** @type {Map<string, number>} */
  const found = new Map();
  /** @type {Map<string, string>} */
  const imports = new Map();
  /** @type {Map<string, number>} */
  const taken = new Map();
  /** @type {{column: number, anchor: string}[]} */
  const above = [];
  lines.forEach((whole, line) => {
    const column = whole.search(/\S|$/);
    const words = whole.slice(column);
    const declared = DECLARATION.exec(words);
    const header = HEADER.exec(words);
    if (!declared && !header) return;
    while (above.length && above[above.length - 1].column >= column) above.pop();
    const around = above.length ? above[above.length - 1].anchor : "";
    if (declared) {
      above.push({ column, anchor: "" });
      const [, keyword, name, value] = declared;
      if (keyword === "section" && name) found.set(`section-${name.normalize("NFC")}`, line);
      if (keyword === "import" && name) imports.set(name.normalize("NFC"), value.trim());
      return;
    }
    if (!header) return;
    const [, kind, id, colon, first] = header;
    const anchor = id ? id.normalize("NFC") : around;
    above.push({ column, anchor });
    if (id && colon && !found.has(`node-${anchor}`)) {
      found.set(`node-${anchor}`, line);
    } else if (colon || (!id && kind === "argument")) {
      const said = [first ?? "", ...further(lines, line, column)].join(" ").replace(CITATIONS, "");
      const base = derived(around, kind, said);
      const count = (taken.get(base) ?? 0) + 1;
      taken.set(base, count);
      found.set(`node-${base}${count > 1 ? `~${count}` : ""}`, line);
    }
  });
  return { lines: found, imports };
}

/**
 * The lines that continue the text of a line, while they are needed for its first words.
 * @param {string[]} lines
 * @param {number} line
 * @param {number} column
 */
function further(lines, line, column) {
  const found = [];
  for (const whole of lines.slice(line + 1, line + 10)) {
    const words = whole.trim();
    if (!words || whole.search(/\S/) <= column || words.startsWith("//")) break;
    if (NODE.test(words) || DECLARATION.test(words) || PROPERTY.test(words)) break;
    found.push(words.replace(/^\\(?![\[#@]|\/\/)/, ""));
  }
  return found;
}

/**
 * @param {string} anchor
 * @param {string} kind
 * @param {string} text
 */
function derived(anchor, kind, text) {
  const words = (text.match(/[\p{L}\p{N}_]+/gu) ?? []).slice(0, 3).join("-").toLowerCase();
  const short = [...words].slice(0, 40).join("").normalize("NFC");
  return `${anchor}~${kind}${short ? `-${short}` : ""}`;
}

/**
 * Where a thing of the picture is: a line of this text, or another file and the thing's name there.
 * @param {string} text
 * @param {string} name as in the picture: `node-rain`, `section-why`, `node-thread/rain`, `see-LINK:rain`
 * @returns {{line: number} | {file: string, name: string} | undefined}
 */
function locate(text, name) {
  const { lines, imports } = places(text);
  // a box that only points at another one
  if (name.startsWith("see-")) name = `node-${name.slice(name.lastIndexOf(":") + 1)}`;
  const line = lines.get(name);
  if (line !== undefined) return { line };
  const [, what, prefix, rest] = /^(node-|section-)([^/]+)\/(.+)$/s.exec(name) ?? [];
  const file = prefix && imports.get(prefix);
  return file ? { file, name: what + rest } : undefined;
}

module.exports = { locate, places };
