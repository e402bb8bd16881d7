// What VS Code's own reader of TextMate grammars makes of some texts, as JSON, one line a text:
// [[begin, end, [scope, …]], …], in UTF-16 units as JavaScript counts.
//
//   node scopes.js GRAMMAR SCOPE FILE…    where FILE holds a list of texts as JSON

const fs = require("node:fs");
const oniguruma = require("vscode-oniguruma");
const textmate = require("vscode-textmate");

const [grammarFile, scope, file] = process.argv.slice(2);

async function main() {
  const wasm = fs.readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(wasm);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (string) => new oniguruma.OnigString(string),
    }),
    loadGrammar: async (name) =>
      name === scope ? textmate.parseRawGrammar(fs.readFileSync(grammarFile, "utf8"), grammarFile) : null,
  });
  const grammar = await registry.loadGrammar(scope);
  for (const text of JSON.parse(fs.readFileSync(file, "utf8"))) {
    const found = [];
    let stack = textmate.INITIAL;
    let begin = 0;
    for (const line of text.split("\n")) {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
      for (const token of tokens) {
        const end = Math.min(token.endIndex, line.length);
        if (end > token.startIndex) found.push([begin + token.startIndex, begin + end, token.scopes.slice(1)]);
      }
      stack = ruleStack;
      begin += line.length + 1;
    }
    console.log(JSON.stringify(found));
  }
}

main();
