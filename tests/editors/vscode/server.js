// A language server that answers what `argmap/preview` asks by the first letter of the text: a picture, an error
// where the text begins with "x". It tells that the picture has changed whenever the text has.

const { createProtocolConnection, StreamMessageReader, StreamMessageWriter } = require("vscode-languageserver-protocol/node");

const connection = createProtocolConnection(
  new StreamMessageReader(process.stdin),
  new StreamMessageWriter(process.stdout),
);
const texts = new Map();

connection.onRequest("initialize", () => ({ capabilities: { textDocumentSync: 1 } }));
connection.onRequest("shutdown", () => null);
connection.onNotification("exit", () => process.exit(0));
connection.onNotification("textDocument/didOpen", ({ textDocument: { uri, text, version } }) => {
  texts.set(uri, { text, version });
});
connection.onNotification("textDocument/didChange", ({ textDocument: { uri, version }, contentChanges }) => {
  texts.set(uri, { text: contentChanges[0].text, version });
  connection.sendNotification("argmap/previewChanged", { uri });
});
connection.onRequest("argmap/preview", ({ textDocument: { uri } }) => {
  const { text, version } = texts.get(uri);
  if (text === "crash") process.exit(3);
  if (text.startsWith("x")) return { version, svg: null, errors: [{ line: 1, message: "no x" }] };
  return { version, svg: `<svg xmlns="http://www.w3.org/2000/svg"><desc>${text}</desc></svg>`, errors: [] };
});
connection.listen();
