// What VS Code calls: commands, the server, the previews.

const vscode = require("vscode");
const { Previews } = require("./preview");
const { Server } = require("./server");

/** @type {Server | undefined} */
let server;

/** @param {vscode.ExtensionContext} context */
function activate(context) {
  const output = vscode.window.createOutputChannel("argmap", { log: true });
  const running = new Server(output);
  server = running;
  const previews = new Previews(context, running);
  const restart = async () => {
    await running.stop();
    await running.start();
    previews.refresh();
  };
  context.subscriptions.push(
    output,
    running,
    vscode.commands.registerCommand("argmap.restartServer", restart),
    vscode.commands.registerCommand("argmap.openPreview", () => {
      const document = vscode.window.activeTextEditor?.document;
      if (document?.languageId === "argmap") previews.show(document.uri);
      else vscode.window.showInformationMessage("Open an argument map (.argmap) first.");
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("argmap.command")) restart();
    }),
  );
  running.start();
}

function deactivate() {
  return server?.stop();
}

module.exports = { activate, deactivate };
