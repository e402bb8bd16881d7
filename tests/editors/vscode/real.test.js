// The extension with argmap's own language server, which ARGMAP_COMMAND names (a list as JSON). The map is read from
// the file that ARGMAP_EXAMPLE names.

const assert = require("node:assert");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { test } = require("node:test");
const { fake, map } = require("./vscode");

const load = Module._load;

test("the preview of a map as it is written", { timeout: 60000 }, async (t) => {
  const file = process.env.ARGMAP_EXAMPLE;
  const document = map(file, fs.readFileSync(file, "utf8"));
  const editor = fake({ settings: { command: JSON.parse(process.env.ARGMAP_COMMAND) }, documents: [document] });
  Module._load = (name, ...rest) => (name === "vscode" ? editor.vscode : load(name, ...rest));
  const extension = require(path.join(process.env.ARGMAP_EXTENSION, "dist/extension.js"));
  extension.activate({ subscriptions: [], extensionUri: editor.vscode.Uri.file("/extension") });
  t.after(() => extension.deactivate());
  await editor.run("argmap.openPreview");
  const [panel] = editor.panels;
  panel.receive({ type: "ready" });
  const shown = () => panel.posted.at(-1) ?? { svg: "", errors: [], trouble: "" };
  await editor.until(() => shown().svg || shown().trouble);
  assert.equal(shown().trouble, "");
  assert.match(shown().svg, /<g id="node-swap" class="node"/);

  const good = document.text;
  editor.write(document, good.replace("premise school", "premis school"));
  await editor.until(() => shown().errors.length);
  assert.match(shown().errors[0].message, /premis/);
  const at = good.split("\n").findIndex((line) => line.includes("premise school"));
  assert.equal(shown().errors[0].line, at + 1);
  assert.match(shown().svg, /<g id="node-swap" class="node"/);

  editor.write(document, good.replace("swap @mia:", "swop @mia:"));
  await editor.until(() => /<g id="node-swop"/.test(shown().svg));
  assert.deepEqual(shown().errors, []);
  assert.deepEqual([...editor.said.errors], []);
});
