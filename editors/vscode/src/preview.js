// The panels with pictures, one a map, beside the text.

const vscode = require("vscode");
const { Follower } = require("./follow");
const { nonce, page } = require("./page");
const { locate } = require("./places");

const TYPE = "argmap.preview";
/** Imports that import: how far a click is followed. */
const DEEPEST = 20;

class Previews {
  /**
   * @param {vscode.ExtensionContext} context
   * @param {import("./server").Server} server
   */
  constructor(context, server) {
    this.media = vscode.Uri.joinPath(context.extensionUri, "media");
    this.server = server;
    /** @type {Map<string, Preview>} */
    this.open = new Map();
    context.subscriptions.push(
      server.previewChanged.event(({ uri }) => this.open.get(normal(uri))?.follower.changed()),
      // a server that has just been started knows of no one who looks
      server.running.event(() => this.refresh()),
      vscode.window.registerWebviewPanelSerializer(TYPE, {
        deserializeWebviewPanel: async (panel, /** @type {any} */ state) => {
          if (state?.uri) this.attach(vscode.Uri.parse(state.uri), panel);
          else panel.dispose();
        },
      }),
      { dispose: () => [...this.open.values()].forEach((preview) => preview.panel.dispose()) },
    );
  }

  /**
   * Show the picture of a map beside it.
   * @param {vscode.Uri} uri
   */
  show(uri) {
    const known = this.open.get(uri.toString());
    if (known) {
      known.panel.reveal(undefined, true);
      known.follower.changed();
      return;
    }
    const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.attach(uri, vscode.window.createWebviewPanel(TYPE, "Preview", where));
  }

  /** All pictures anew, since the server is another one. */
  refresh() {
    this.open.forEach((preview) => preview.follower.changed());
  }

  /**
   * @param {vscode.Uri} uri
   * @param {vscode.WebviewPanel} panel
   */
  attach(uri, panel) {
    const key = uri.toString();
    this.open.set(key, new Preview(uri, panel, this.media, this.server));
    panel.onDidDispose(() => {
      this.open.get(key)?.follower.end();
      this.open.delete(key);
    });
  }
}

class Preview {
  /**
   * @param {vscode.Uri} uri
   * @param {vscode.WebviewPanel} panel
   * @param {vscode.Uri} media
   * @param {import("./server").Server} server
   */
  constructor(uri, panel, media, server) {
    this.uri = uri;
    this.panel = panel;
    const { webview } = panel;
    panel.title = `Preview ${uri.path.split("/").pop()}`;
    webview.options = { enableScripts: true, localResourceRoots: [media] };
    const params = { textDocument: { uri: uri.toString() } };
    this.follower = new Follower(
      () => server.ask("argmap/preview", params),
      (shown) => webview.postMessage({ type: "picture", uri: uri.toString(), ...shown }),
    );
    webview.onDidReceiveMessage((message) => this.receive(message));
    webview.html = page({
      script: webview.asWebviewUri(vscode.Uri.joinPath(media, "preview.js")).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(media, "preview.css")).toString(),
      source: webview.cspSource,
      nonce: nonce(),
    });
  }

  /** @param {any} message */
  async receive(message) {
    if (message?.type === "ready") this.follower.changed();
    if (message?.type === "line") await this.go(this.uri, Number(message.line));
    if (message?.type === "thing") await this.find(String(message.name));
    if (message?.type === "link") await this.link(String(message.address));
  }

  /**
   * Go to where a thing of the picture is written, be it in another file.
   * @param {string} name
   */
  async find(name) {
    let uri = this.uri;
    for (let step = 0; step < DEEPEST; step++) {
      const document = await opened(uri);
      const place = document && locate(document.getText(), name);
      if (!place) return;
      if ("line" in place) return this.go(uri, place.line);
      uri = vscode.Uri.joinPath(uri, "..", place.file);
      name = place.name;
    }
  }

  /**
   * @param {vscode.Uri} uri
   * @param {number} line from 0
   */
  async go(uri, line) {
    const document = await opened(uri);
    if (!document || !(line >= 0)) return;
    const { range } = document.lineAt(Math.min(line, document.lineCount - 1));
    const start = range.start.translate(0, document.lineAt(range.start.line).firstNonWhitespaceCharacterIndex);
    const visible = vscode.window.visibleTextEditors.find((one) => one.document === document);
    await vscode.window.showTextDocument(document, {
      viewColumn: visible?.viewColumn ?? vscode.ViewColumn.One,
      selection: new vscode.Range(start, start),
    });
  }

  /**
   * Open what a picture links to: a page of the web, or a file named from the map's folder.
   * @param {string} address
   */
  async link(address) {
    if (/^https?:/i.test(address)) await vscode.env.openExternal(vscode.Uri.parse(address, true));
    else if (!/^[a-z][a-z0-9+.-]*:|^[\\/]/i.test(address)) {
      const [path] = address.split("#");
      if (path) await vscode.commands.executeCommand("vscode.open", vscode.Uri.joinPath(this.uri, "..", decodeURI(path)));
    }
  }
}

/**
 * The document, or nothing where there is no such file; the user is told.
 * @param {vscode.Uri} uri
 */
async function opened(uri) {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    vscode.window.showWarningMessage(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/**
 * An address as VS Code writes it; servers escape other characters than it does.
 * @param {string} uri
 */
function normal(uri) {
  return vscode.Uri.parse(uri).toString();
}

module.exports = { Previews };
