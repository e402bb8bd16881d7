// The parts of the extension that know nothing of VS Code; their folder is named by ARGMAP_EXTENSION_SOURCE.

const assert = require("node:assert");
const path = require("node:path");
const { test } = require("node:test");

const part = (name) => require(path.join(process.env.ARGMAP_EXTENSION_SOURCE, name));
const { explain } = part("trouble");
const { Follower } = part("follow");
const { launch } = part("launch");
const { locate } = part("places");
const { nonce, page } = part("page");

const said = [
  [{ error: "ENOENT" }, /no program “argmap”.*pip install 'argmap\[lsp\]'.*argmap\.command/],
  [{ error: "EACCES" }, /can't be run \(EACCES\).*argmap\.command/],
  [{ code: 2, stderr: "argmap: no command `lsp`. The commands are …" }, /too old.*--upgrade 'argmap\[lsp\]'/],
  [{ code: 2, stderr: "Try: python3 -m pip install 'argmap[lsp]'" }, /isn't installed: .*'argmap\[lsp\]'/],
  [{ code: 1, stderr: "/usr/bin/python3: No module named argmap" }, /“argmap” has no argmap.*pip install/],
  [{ code: 3, stderr: "one\n\ntwo\n" }, /“argmap lsp” ended at once with exit code 3: two$/],
  [{ code: null }, /exit code unknown\.$/],
];
for (const [failure, expected] of said) {
  test(`what is told of ${JSON.stringify(failure)}`, () => {
    assert.match(explain({ command: ["argmap", "lsp"], ...failure }), expected);
  });
}

test("a program that ends tells how", async () => {
  const { failure } = await launch([process.execPath, "-e", "console.error('why'); process.exit(4)"]);
  const { code, stderr } = await failure;
  assert.deepEqual([code, stderr], [4, "why\n"]);
});

test("a program that isn't there", async () => {
  await assert.rejects(launch(["no-such-argmap", "lsp"]), { error: "ENOENT" });
});

const drawn = (svg, errors = []) => ({ version: 1, svg, errors });

test("while one picture is made, many changes ask for one more", async () => {
  const answers = [];
  const shown = [];
  const follower = new Follower(() => new Promise((resolve) => answers.push(resolve)), ({ svg }) => shown.push(svg));
  const first = follower.changed();
  for (let change = 0; change < 10; change++) follower.changed();
  answers[0](drawn("one"));
  while (answers.length < 2) await new Promise(setImmediate);
  answers[1](drawn("two"));
  await first;
  assert.deepEqual([shown, answers.length], [["one", "two"], 2]);
});

test("the last good picture stays under an error and under silence", async () => {
  const answers = [drawn("good"), drawn(null, [{ line: 2, message: "bad" }]), new Error("gone"), drawn("new")];
  const shown = [];
  const ask = async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const follower = new Follower(ask, (one) => shown.push(one));
  while (answers.length) await follower.changed();
  assert.deepEqual(shown, [
    { svg: "good", stale: false, errors: [], trouble: "" },
    { svg: "good", stale: true, errors: [{ line: 2, message: "bad" }], trouble: "" },
    { svg: "good", stale: true, errors: [], trouble: "gone" },
    { svg: "new", stale: false, errors: [], trouble: "" },
  ]);
});

test("nothing is shown in a panel that is closed", async () => {
  const shown = [];
  const follower = new Follower(async () => drawn("late"), (one) => shown.push(one));
  const asked = follower.changed();
  follower.end();
  await asked;
  assert.deepEqual(shown, []);
});

test("the page's policy lets nothing in but its own two files", () => {
  const word = nonce();
  const html = page({ script: "s.js?a&b", style: "p.css", source: "https://own", nonce: word });
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)[1].replaceAll("&#39;", "'");
  assert.deepEqual(policy.split("; "), [
    "default-src 'none'",
    "style-src https://own",
    `script-src 'nonce-${word}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  assert.match(html, /src="s\.js\?a&#38;b"/);
  assert.notEqual(nonce(), word);
});

test("a thing of an imported map is in that map's file", () => {
  const text = "import a: x/a.argmap\nsection why: Why?\n  claim b: B.\n";
  assert.deepEqual(locate(text, "node-a/b/c"), { file: "x/a.argmap", name: "node-b/c" });
  assert.deepEqual(locate(text, "section-why"), { line: 1 });
  assert.deepEqual(locate(text, "see-c>b!x:b"), { line: 2 });
  assert.equal(locate(text, "node-c/b"), undefined);
});
