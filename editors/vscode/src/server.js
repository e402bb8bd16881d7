// The language server: `argmap lsp` over standard input and output.

const vscode = require("vscode");
const {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  State,
} = require("vscode-languageclient/node");
const { launch } = require("./launch");
const { explain } = require("./trouble");

/** How often a server that crashes is started again within three minutes. */
const RESTARTS = 4;

/** A client that leaves it to us to say why it didn't start. */
class QuietClient extends LanguageClient {
  starting = true;

  /**
   * @param {string} message
   * @param {any} [data]
   * @param {boolean | "force"} [show]
   */
  error(message, data, show) {
    super.error(message, data, this.starting ? false : show);
  }
}

class Server {
  /** @param {vscode.LogOutputChannel} output */
  constructor(output) {
    this.output = output;
    /** @type {QuietClient | undefined} */
    this.client = undefined;
    /** What went wrong at the last start, for whoever asks. */
    this.trouble = "";
    /** @type {Promise<void>} */
    this.started = Promise.resolve();
    /** @type {vscode.EventEmitter<{uri: string}>} */
    this.previewChanged = new vscode.EventEmitter();
    /** @type {vscode.EventEmitter<void>} */
    this.running = new vscode.EventEmitter();
    // what a map rests on beside itself: what it imports, and its settings
    this.watcher = vscode.workspace.createFileSystemWatcher("**/{*.argmap,argmap.toml,pyproject.toml}");
  }

  /** Start it; whatever goes wrong is told to the user, and not thrown. */
  start() {
    this.started = this.started.then(() => this.run());
    return this.started;
  }

  /** Stop it, if it runs. */
  stop() {
    this.started = this.started.then(() => this.end());
    return this.started;
  }

  /**
   * Ask the server. Throws an error with a message for people where it doesn't run.
   * @param {string} method
   * @param {object} params
   */
  async ask(method, params) {
    await this.started;
    if (!this.client) throw new Error(this.trouble || "argmap's language server isn't running.");
    return this.client.sendRequest(method, params);
  }

  async run() {
    /** @type {string[]} */
    const program = vscode.workspace.getConfiguration("argmap").get("command", ["argmap"]);
    const command = [...program, "lsp"];
    const folder = vscode.workspace.workspaceFolders?.find((one) => one.uri.scheme === "file");
    /** @type {Promise<import("./trouble").Failure> | undefined} */
    let failure;
    const start = async () => {
      const launched = await launch(command, folder?.uri.fsPath);
      failure = launched.failure;
      return launched.child;
    };
    const client = new QuietClient("argmap", "argmap", start, this.options());
    client.onNotification("argmap/previewChanged", (given) => this.previewChanged.fire(given));
    client.onDidChangeState(({ newState }) => newState === State.Running && this.running.fire());
    this.output.info(`Starting ${command.join(" ")}`);
    try {
      await client.start();
      client.starting = false;
      this.client = client;
      this.trouble = "";
    } catch (error) {
      const found = failure ? await Promise.race([failure, later(error)]) : error;
      client.dispose().catch(() => {});
      this.trouble = "command" in found ? explain(found) : String(found.message ?? found);
      this.output.error(this.trouble);
      this.tell();
    }
  }

  dispose() {
    [this.previewChanged, this.running, this.watcher].forEach((one) => one.dispose());
  }

  async end() {
    const client = this.client;
    this.client = undefined;
    await client?.dispose().catch((error) => this.output.warn(String(error)));
  }

  /** @returns {import("vscode-languageclient/node").LanguageClientOptions} */
  options() {
    /** @type {number[]} */
    const crashes = [];
    return {
      documentSelector: [
        { scheme: "file", language: "argmap" },
        { scheme: "untitled", language: "argmap" },
      ],
      outputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      synchronize: { fileEvents: this.watcher, configurationSection: "argmap" },
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          if (!this.client) return { action: CloseAction.DoNotRestart, handled: true };
          const now = Date.now();
          crashes.push(now);
          if (crashes.filter((at) => now - at < 180_000).length <= RESTARTS) {
            return { action: CloseAction.Restart, handled: true };
          }
          this.client = undefined;
          this.trouble = `argmap's language server ended ${RESTARTS + 1} times in three minutes, and is left alone now.`;
          this.tell();
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
    };
  }

  /** Say what went wrong, with ways out. */
  async tell() {
    const ways = ["Open Settings", "Show Output", "Try Again"];
    const chosen = await vscode.window.showErrorMessage(this.trouble, ...ways);
    if (chosen === ways[0]) vscode.commands.executeCommand("workbench.action.openSettings", "argmap.command");
    if (chosen === ways[1]) this.output.show();
    if (chosen === ways[2]) vscode.commands.executeCommand("argmap.restartServer");
  }
}

/**
 * The error, where the process gives no reason of its own in a second: it runs, and talks nonsense.
 * @param {any} error
 * @returns {Promise<any>}
 */
function later(error) {
  return new Promise((resolve) => setTimeout(() => resolve(error), 1000));
}

module.exports = { Server };
