// Keys that work anywhere on the page, and the dialog that tells of them and of the signs.

const KEYS = [
  ["/", "search"],
  ["Enter, Shift+Enter", "in the search: next and previous match"],
  ["f", "filters"],
  ["o", "to the outline"],
  ["d", "to the diagram"],
  ["i", "to what is told of the claim"],
  ["← ↑ → ↓", "outline: move, open, close; diagram: to the next box"],
  ["Shift + ← ↑ → ↓", "move the diagram"],
  ["Enter", "choose a claim"],
  ["*", "outline: open all beside this"],
  ["+  −  0", "zoom in, out, fit"],
  ["Esc", "close, clear"],
  ["?", "this help"],
];

class Keys {
  constructor(dialog, actions) {
    this.dialog = dialog;
    this.actions = actions;
    this.single = true;
    document.addEventListener("keydown", (event) => this.pressed(event));
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
  }

  pressed(event) {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || this.dialog.open) return;
    if (event.key === "Escape") {
      this.actions.Escape();
      return;
    }
    if (!this.single || event.target.closest("input, textarea, select")) return;
    const action = this.actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  help(model) {
    const row = (key, words) =>
      make("div", {}, make("dt", {}, ...key.split(", ").flatMap((each, at) => [at ? ", " : null, make("kbd", {}, each)])), make("dd", {}, words));
    const sign = (kind, [mark, word]) =>
      make("li", {}, make("i", { class: `s ${kind}`, "aria-hidden": "true" }, mark), " ", word);
    const state = ([kind, [mark, word]]) => make("li", {}, make("b", { class: `st ${kind}` }, `${mark} ${word}`));
    const single = make("input", { type: "checkbox", checked: this.single });
    single.addEventListener("change", () => (this.single = single.checked));
    const close = make("button", { type: "button", class: "close", "aria-label": "Close" }, "✕");
    close.addEventListener("click", () => this.dialog.close());
    this.dialog.replaceChildren(
      make("div", { class: "panel-bar" }, make("h2", { id: "page.help" }, "Keys and signs"), close),
      make("dl", {}, ...KEYS.map(([key, words]) => row(key, words))),
      make("label", { class: "switch" }, single, " Keys without Ctrl or Alt work anywhere on the page"),
      make("h3", {}, "What the signs mean"),
      make("ul", { class: "signs" },
        ...Object.entries(model.signs).map(([kind, look]) => sign(kind, look)),
        make("li", {}, make("i", { class: "s support", "aria-hidden": "true" }, "&"), " linked premise")),
      make("ul", { class: "signs" }, ...Object.entries(model.standings).map(state)),
    );
    this.dialog.showModal();
  }
}
