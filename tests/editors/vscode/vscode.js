// As much of VS Code's interface as the extension and the library of its client touch, for a test that runs both
// in Node. What the test asks about is real; every other name is a class that does nothing.

const { EventEmitter: Emitter } = require("node:events");
const { pathToFileURL, fileURLToPath } = require("node:url");

class Uri {
  constructor(href) {
    this.href = href;
    const url = new URL(href);
    this.scheme = url.protocol.slice(0, -1);
    this.path = decodeURIComponent(url.pathname);
    this.authority = url.host;
    this.query = this.fragment = "";
  }
  get fsPath() {
    return fileURLToPath(this.href);
  }
  toString() {
    return this.href;
  }
  static parse(href) {
    return new Uri(href);
  }
  static file(path) {
    return new Uri(pathToFileURL(path).href);
  }
  static joinPath(uri, ...parts) {
    return new Uri(new URL([`${uri.href}/x`.replace(/\/+x$/, ""), ...parts].join("/")).href);
  }
}

class EventEmitter {
  constructor() {
    this.emitter = new Emitter();
    this.event = (listener, self) => {
      const call = listener.bind(self);
      this.emitter.on("event", call);
      return { dispose: () => this.emitter.off("event", call) };
    };
  }
  fire(value) {
    this.emitter.emit("event", value);
  }
  dispose() {
    this.emitter.removeAllListeners();
  }
}

class Disposable {
  constructor(dispose) {
    this.dispose = dispose;
  }
  static from(...all) {
    return new Disposable(() => all.forEach((one) => one.dispose()));
  }
}

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
  translate(lines, characters) {
    return new Position(this.line + lines, this.character + characters);
  }
}

class Range {
  constructor(start, end) {
    Object.assign(this, { start, end });
  }
}

class CodeActionKind {
  static Empty = new CodeActionKind("");
  constructor(value) {
    this.value = value;
  }
  append(part) {
    return new CodeActionKind(this.value ? `${this.value}.${part}` : part);
  }
}

/** A thing that answers to every name with a class, and may be extended and made. */
function anything() {
  const made = new Map();
  return new Proxy(class {}, {
    get(target, name) {
      if (name in target || typeof name === "symbol") return target[name];
      if (!made.has(name)) made.set(name, anything());
      return made.get(name);
    },
    apply: () => new Disposable(() => {}),
  });
}

/** An object with some real parts; the rest are functions that give something to dispose of. */
function part(real) {
  return new Proxy(real, {
    get: (target, name) => (name in target ? target[name] : () => new Disposable(() => {})),
  });
}

/** A list that tells of each thing that is added. */
function told(changed) {
  return new Proxy([], {
    set(target, name, value) {
      target[name] = value;
      changed.emit("change");
      return true;
    },
  });
}

/** A document of an argument map, and its text. */
function map(path, text) {
  const document = {
    uri: Uri.file(path),
    fileName: path,
    languageId: "argmap",
    version: 1,
    isClosed: false,
    text,
    getText: () => document.text,
    get lineCount() {
      return document.text.split("\n").length;
    },
    lineAt: (line) => {
      const words = document.text.split("\n")[line];
      const range = new Range(new Position(line, 0), new Position(line, words.length));
      return { text: words, range, firstNonWhitespaceCharacterIndex: words.search(/\S|$/) };
    },
  };
  return document;
}

/**
 * A VS Code in which a few things happen, with maps of which the first is open. `said` is what it was told to show
 * or write, `panels` what was opened in it, `until` waits for something to be so.
 * @param {{settings: object, documents: object[]}} given
 */
function fake({ settings, documents }) {
  const changed = new Emitter();
  const said = { errors: told(changed), shown: told(changed), opened: told(changed), logged: [] };
  const panels = [];
  const commands = new Map();
  const edited = new EventEmitter();
  const configured = new EventEmitter();
  const log = (message) => said.logged.push(String(message));
  const writes = Object.fromEntries(
    ["info", "warn", "error", "debug", "trace", "append", "appendLine"].map((name) => [name, log]),
  );
  const vscode = {
    Uri,
    CodeActionKind,
    EventEmitter,
    Disposable,
    Position,
    Range,
    ViewColumn: { One: 1, Beside: -2 },
    version: "1.100.0",
    env: part({ appName: "fake", language: "en", openExternal: async (uri) => void said.opened.push(uri.toString()) }),
    extensions: part({ getExtension: () => undefined, all: [] }),
    languages: part({ match: (_, document) => (document.languageId === "argmap" ? 10 : 0) }),
    workspace: part({
      workspaceFolders: undefined,
      textDocuments: documents.slice(0, 1),
      notebookDocuments: [],
      getConfiguration: () => ({ get: (key, otherwise) => settings[key] ?? otherwise }),
      createFileSystemWatcher: () => part({}),
      onDidChangeTextDocument: edited.event,
      onDidChangeConfiguration: configured.event,
      openTextDocument: async (uri) => {
        const found = documents.find((one) => one.uri.toString() === uri.toString());
        if (!found) throw new Error(`cannot open ${uri}`);
        return found;
      },
    }),
    window: part({
      visibleTextEditors: [],
      tabGroups: part({ all: [] }),
      activeTextEditor: { document: documents[0] },
      createOutputChannel: () => part({ ...writes, logLevel: 3 }),
      showErrorMessage: async (message) => void said.errors.push(message),
      showTextDocument: async (document, { selection }) => {
        said.shown.push(`${document.fileName}:${selection.start.line}:${selection.start.character}`);
      },
      createWebviewPanel: (type, title) => {
        const received = new EventEmitter();
        const disposed = new EventEmitter();
        const panel = { type, title, posted: told(changed), receive: (message) => received.fire(message) };
        panels.push({
          ...panel,
          onDidDispose: disposed.event,
          reveal: () => {},
          dispose: () => disposed.fire(),
          webview: {
            cspSource: "vscode-webview:",
            asWebviewUri: (uri) => uri,
            onDidReceiveMessage: received.event,
            postMessage: (message) => panel.posted.push(message),
          },
        });
        return panels[panels.length - 1];
      },
    }),
    commands: part({
      executeCommand: async (name, what) => void said.opened.push(`${name} ${what}`),
      registerCommand: (name, call) => {
        commands.set(name, call);
        return new Disposable(() => commands.delete(name));
      },
    }),
  };
  const rest = anything();
  return {
    vscode: new Proxy(vscode, { get: (target, name) => (name in target ? target[name] : rest[name]) }),
    said,
    panels,
    run: (name) => commands.get(name)(),
    write: (document, text) => {
      const range = new Range(new Position(0, 0), new Position(document.lineCount, 0));
      const whole = { range, rangeOffset: 0, rangeLength: document.text.length, text };
      document.version += 1;
      document.text = text;
      edited.fire({ document, contentChanges: [whole] });
    },
    set: (name, value) => {
      settings[name] = value;
      configured.fire({ affectsConfiguration: (asked) => asked === `argmap.${name}` });
    },
    until: async (so) => {
      while (!so()) await new Promise((resolve) => changed.once("change", resolve));
    },
  };
}

module.exports = { fake, map };
