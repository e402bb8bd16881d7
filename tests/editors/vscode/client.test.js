// The extension as it is packaged, with the real library of its client, in a VS Code that is not real. The folder
// of the extension is named by ARGMAP_EXTENSION.

const assert = require("node:assert");
const Module = require("node:module");
const path = require("node:path");
const { test } = require("node:test");
const { fake, map } = require("./vscode");

const EXTENSION = path.join(process.env.ARGMAP_EXTENSION, "dist/extension.js");
const SERVER = [process.execPath, path.join(__dirname, "server.js")];
const load = Module._load;
let vscode;
Module._load = (name, ...rest) => (name === "vscode" ? vscode : load(name, ...rest));

/** The extension at work, until the test ends. */
function active(t, command, ...documents) {
  const editor = fake({ settings: { command }, documents });
  vscode = editor.vscode;
  delete require.cache[require.resolve(EXTENSION)];
  const extension = require(EXTENSION);
  const subscriptions = [];
  extension.activate({ subscriptions, extensionUri: vscode.Uri.file("/extension") });
  t.after(() => extension.deactivate());
  return editor;
}

/** A preview of the map that is open, from when it is ready. */
async function preview(editor) {
  await editor.run("argmap.openPreview");
  const [panel] = editor.panels;
  panel.receive({ type: "ready" });
  await editor.until(() => panel.posted.length);
  return panel;
}

const limit = { timeout: 30000 };

test("a missing program is told once, and in the preview", limit, async (t) => {
  const editor = active(t, ["no-such-argmap"], map("/maps/a.argmap", "claim a: A."));
  const panel = await preview(editor);
  assert.match(panel.posted[0].trouble, /no program “no-such-argmap”.*pip install 'argmap\[lsp\]'/);
  assert.deepEqual([...editor.said.errors], [panel.posted[0].trouble]);
});

test("a missing extra is told with the way to get it", limit, async (t) => {
  const script = "console.error(\"argmap: lsp takes a library\\nTry: pip install 'argmap[lsp]'\"); process.exit(2)";
  const editor = active(t, [process.execPath, "-e", script, "--"], map("/maps/a.argmap", ""));
  await editor.until(() => editor.said.errors.length);
  assert.deepEqual([...editor.said.errors], [
    "argmap's language server isn't installed: python3 -m pip install 'argmap[lsp]'",
  ]);
});

test("another program in the settings is started at once", limit, async (t) => {
  const editor = active(t, ["no-such-argmap"], map("/maps/a.argmap", "claim a: A."));
  const panel = await preview(editor);
  editor.set("command", SERVER);
  await editor.until(() => panel.posted.some(({ svg }) => svg));
  assert.equal(panel.posted.at(-1).trouble, "");
});

test("the preview follows the text and keeps the last good picture", limit, async (t) => {
  const document = map("/maps/a.argmap", "claim a: A.");
  const editor = active(t, SERVER, document);
  const panel = await preview(editor);
  assert.match(panel.posted[0].svg, /claim a: A\./);
  assert.match(panel.webview.html, /default-src &#39;none&#39;/);
  editor.write(document, "x");
  await editor.until(() => panel.posted.at(-1).stale);
  assert.match(panel.posted.at(-1).svg, /claim a: A\./);
  assert.deepEqual(panel.posted.at(-1).errors, [{ line: 1, message: "no x" }]);
  editor.write(document, "claim b: B.");
  await editor.until(() => !panel.posted.at(-1).stale);
  assert.match(panel.posted.at(-1).svg, /claim b: B\./);
  assert.deepEqual(panel.posted.at(-1).errors, []);
});

test("a server that crashes is started again", limit, async (t) => {
  const document = map("/maps/a.argmap", "claim a: A.");
  const editor = active(t, SERVER, document);
  const panel = await preview(editor);
  editor.write(document, "crash");
  await editor.until(() => panel.posted.at(-1).trouble);
  document.text = "claim b: B.";
  await editor.until(() => /claim b: B\./.test(panel.posted.at(-1).svg ?? "") && !panel.posted.at(-1).trouble);
  assert.deepEqual([...editor.said.errors], []);
});

test("a second preview of the same map is the first one", limit, async (t) => {
  const editor = active(t, SERVER, map("/maps/a.argmap", "claim a: A."));
  await preview(editor);
  await editor.run("argmap.openPreview");
  assert.equal(editor.panels.length, 1);
});

test("a click leads to where the thing is written, in another file too", limit, async (t) => {
  const editor = active(
    t,
    SERVER,
    map("/maps/a.argmap", "import b: more/b.argmap\n\nclaim one: A.\n  premise: One more.\n"),
    map("/maps/more/b.argmap", "// first\nclaim two: B.\n"),
  );
  const panel = await preview(editor);
  panel.receive({ type: "thing", name: "node-one~premise-one-more" });
  panel.receive({ type: "thing", name: "node-nowhere" });
  await editor.until(() => editor.said.shown.length === 1);
  panel.receive({ type: "thing", name: "node-b/two" });
  await editor.until(() => editor.said.shown.length === 2);
  panel.receive({ type: "line", line: 2 });
  await editor.until(() => editor.said.shown.length === 3);
  assert.deepEqual([...editor.said.shown], ["/maps/a.argmap:3:2", "/maps/more/b.argmap:1:0", "/maps/a.argmap:2:0"]);
});

test("a link is opened where it is the web's or a file beside the map, and else not", limit, async (t) => {
  const editor = active(t, SERVER, map("/maps/a.argmap", "claim one: A."));
  const panel = await preview(editor);
  for (const address of ["command:evil", "javascript:alert(1)", "/etc/passwd", "//evil.example/x", "#x"]) {
    panel.receive({ type: "link", address });
  }
  panel.receive({ type: "link", address: "https://example.org/page#a" });
  panel.receive({ type: "link", address: "texts/book.md#p1" });
  await editor.until(() => editor.said.opened.length === 2);
  assert.deepEqual([...editor.said.opened], [
    "https://example.org/page#a",
    "vscode.open file:///maps/texts/book.md",
  ]);
});
