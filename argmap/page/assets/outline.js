// The outline as a tree: collapse and expand, and a way through it by keys.

class Outline {
  constructor(tree, { pick, light }) {
    this.tree = tree;
    this.pick = pick;
    this.current = null;
    tree.setAttribute("role", "tree");
    tree.addEventListener("click", (event) => this.clicked(event));
    tree.addEventListener("keydown", (event) => this.pressed(event));
    tree.addEventListener("focusin", (event) => {
      const item = event.target.closest("li");
      if (item) this.point(item);
      if (item && event.target === row(item) && byKey) light(this.nodeOf(item));
    });
    tree.addEventListener("focusout", () => light(null));
    tree.addEventListener("pointerover", (event) => {
      if (event.pointerType === "mouse") light(this.nodeOf(event.target.closest("li")));
    });
    tree.addEventListener("pointerleave", () => light(null));
  }

  /** Takes over the items that stand in the tree now. */
  adopt(model) {
    this.model = model;
    this.items = all("li", this.tree);
    for (const item of this.items) {
      const line = row(item);
      const inner = item.lastElementChild.localName === "ul" ? item.lastElementChild : null;
      const above = item.parentElement.closest("li");
      item.setAttribute("role", "none");
      line.setAttribute("role", "treeitem");
      line.setAttribute("aria-level", above ? Number(row(above).getAttribute("aria-level")) + 1 : 1);
      line.tabIndex = -1;
      if (item.dataset.n) line.setAttribute("aria-selected", "false");
      if (inner) {
        inner.setAttribute("role", "group");
        line.setAttribute("aria-expanded", "true");
      }
      const sign = find(".s", line);
      if (sign?.title) {
        sign.setAttribute("role", "img");
        sign.setAttribute("aria-label", sign.title);
      }
      line.prepend(make("span", { class: inner ? "twist" : "twist none", "aria-hidden": "true" }));
      for (const link of all("a", line)) link.tabIndex = -1;
    }
    this.current = null;
    if (this.items.length) this.point(this.items[0]);
  }

  nodeOf(item) {
    if (!item) return null;
    const number = item.dataset.n ?? item.dataset.see;
    return number === undefined ? null : this.model.nodes[number];
  }

  /** Makes an item the one that the Tab key comes to. */
  point(item) {
    if (this.current) row(this.current).tabIndex = -1;
    this.current = item;
    row(item).tabIndex = 0;
  }

  open(item, wanted = true) {
    if (this.opens(item)) row(item).setAttribute("aria-expanded", String(wanted));
  }

  isOpen(item) {
    return row(item).getAttribute("aria-expanded") === "true" || item.classList.contains("forced");
  }

  opens(item) {
    return row(item).hasAttribute("aria-expanded");
  }

  focus(item = this.current) {
    if (item) row(item).focus({ preventScroll: true });
  }

  openAll(wanted) {
    for (const item of this.items) this.open(item, wanted || item.classList.contains("sec"));
    if (!wanted && this.current && !this.shown(this.current)) this.point(this.items[0]);
  }

  /** At first, a large outline shows its upper levels. */
  openSome(most = 70) {
    let level = this.items.filter((item) => item.parentElement === this.tree);
    let count = 0;
    const closed = new Set(this.items);
    while (level.length && count + level.length <= most) {
      count += level.length;
      const next = [];
      for (const item of level) {
        const inner = item.lastElementChild;
        if (inner.localName !== "ul") continue;
        next.push(...inner.children);
      }
      if (count + next.length > most && count > 12 && !level.some((item) => item.matches(".sec"))) break;
      for (const item of level) closed.delete(item);
      level = next;
    }
    for (const item of closed) this.open(item, false);
  }

  shown(item) {
    for (let up = item.parentElement.closest("li"); up; up = up.parentElement.closest("li")) {
      if (!this.isOpen(up)) return false;
    }
    return !item.closest("li.off");
  }

  /** Opens whatever an item is folded into, and shows it. */
  reveal(item, { focus = false } = {}) {
    for (let up = item.parentElement.closest("li"); up; up = up.parentElement.closest("li")) this.open(up);
    this.point(item);
    if (focus) this.focus(item);
    const line = row(item).getBoundingClientRect();
    const room = this.tree.parentElement.getBoundingClientRect();
    const panel = find(".panel");
    const covered = narrow.matches && !panel.hidden ? panel.offsetHeight : 0;
    const height = Math.max(room.bottom - covered - room.top, 120);
    if (line.top < room.top + 48 || line.bottom > room.top + height - 24) {
      const middle = line.top - room.top - Math.max(height / 3, 56);
      this.tree.parentElement.scrollBy({ top: middle, behavior: calm.matches ? "auto" : "smooth" });
    }
  }

  select(node) {
    const before = find('[aria-selected="true"]', this.tree);
    if (before) before.setAttribute("aria-selected", "false");
    if (node?.item) row(node.item).setAttribute("aria-selected", "true");
  }

  /** Shows what matches and what it hangs on; all, where nothing is asked for. */
  narrow(matches) {
    for (const item of this.items) item.classList.remove("off", "forced", "pale");
    if (!matches) return;
    const kept = new Set();
    for (const node of matches) {
      for (let up = node.item; up; up = up.parentElement.closest("li")) {
        if (up !== node.item) up.classList.add("forced");
        if (kept.has(up)) break;
        kept.add(up);
      }
    }
    for (const item of this.items) {
      if (!kept.has(item)) item.classList.add("off");
      else if (item.dataset.n && !matches.has(this.model.nodes[item.dataset.n])) item.classList.add("pale");
    }
    if (this.current?.classList.contains("off")) {
      const first = this.items.find((item) => !item.classList.contains("off"));
      if (first) this.point(first);
    }
  }

  clicked(event) {
    const item = event.target.closest("li");
    if (!item) return;
    if (event.target.closest(".twist:not(.none)")) {
      this.open(item, !this.isOpen(item));
    } else if (!event.target.closest("a")) {
      if (!String(getSelection())) this.chosen(item);
    }
  }

  chosen(item) {
    const node = this.nodeOf(item);
    if (node) this.pick(node);
    else this.open(item, !this.isOpen(item));
  }

  pressed(event) {
    const item = this.current;
    if (event.target !== row(item) || event.altKey || event.ctrlKey || event.metaKey) return;
    const inner = this.opens(item);
    const moves = {
      ArrowDown: () => this.go(this.after(item)),
      ArrowUp: () => this.go(this.before(item)),
      ArrowRight: () => (inner && !this.isOpen(item) ? this.open(item) : inner && this.go(this.after(item))),
      ArrowLeft: () => {
        if (inner && this.isOpen(item) && !item.classList.contains("forced")) this.open(item, false);
        else this.go(item.parentElement.closest("li"));
      },
      Home: () => this.go(this.items.find((each) => !each.classList.contains("off"))),
      End: () => this.go(this.last()),
      Enter: () => this.chosen(item),
      " ": () => this.chosen(item),
      "*": () => [...item.parentElement.children].forEach((each) => this.open(each)),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  }

  go(item) {
    if (!item) return;
    this.point(item);
    this.focus(item);
    row(item).scrollIntoView({ block: "nearest" });
  }

  after(item) {
    const inner = item.lastElementChild;
    if (inner.localName === "ul" && this.isOpen(item)) {
      const first = [...inner.children].find((each) => !each.classList.contains("off"));
      if (first) return first;
    }
    for (let at = item; at; at = at.parentElement.closest("li")) {
      const next = sibling(at, "nextElementSibling");
      if (next) return next;
    }
    return null;
  }

  before(item) {
    const previous = sibling(item, "previousElementSibling");
    return previous ? this.deepest(previous) : item.parentElement.closest("li");
  }

  last() {
    const top = [...this.tree.children].filter((each) => !each.classList.contains("off"));
    return top.length ? this.deepest(top.at(-1)) : null;
  }

  deepest(item) {
    for (;;) {
      const inner = item.lastElementChild;
      if (inner.localName !== "ul" || !this.isOpen(item)) return item;
      const shown = [...inner.children].filter((each) => !each.classList.contains("off"));
      if (!shown.length) return item;
      item = shown.at(-1);
    }
  }
}

/** The line of an item: what has the focus and is spoken. What hangs on it stands beside it. */
function row(item) {
  return item.firstElementChild;
}

function sibling(item, way) {
  let next = item[way];
  while (next?.classList.contains("off")) next = next[way];
  return next;
}
