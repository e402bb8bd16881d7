// The outline as a tree: collapse and expand, and a way through it by keys.
//
// Lists are nested only so deep. Items below that stand in the list of a higher one, and `data-level`
// tells their level; so what is beneath what is kept here, and not asked of the document.

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
    this.items = all("li", this.tree).filter(row);
    this.order();
    for (const item of this.items) {
      const line = row(item);
      const { level, inner, above, at } = this.places.get(item);
      item.setAttribute("role", "none");
      line.setAttribute("role", "treeitem");
      line.setAttribute("aria-level", level);
      if (item.dataset.level || inner[0]?.dataset.level) {
        line.setAttribute("aria-posinset", at + 1);
        line.setAttribute("aria-setsize", this.inner(above).length);
      }
      find(".lv", line)?.setAttribute("aria-hidden", "true");
      line.tabIndex = -1;
      if (item.dataset.n) line.setAttribute("aria-selected", "false");
      if (item.lastElementChild.localName === "ul") item.lastElementChild.setAttribute("role", "group");
      if (inner.length) line.setAttribute("aria-expanded", "true");
      const sign = find(".s", line);
      if (sign?.title) {
        sign.setAttribute("role", "img");
        sign.setAttribute("aria-label", sign.title);
      }
      line.prepend(make("span", { class: inner.length ? "twist" : "twist none", "aria-hidden": "true" }));
      for (const link of all("a", line)) link.tabIndex = -1;
    }
    this.current = null;
    if (this.items.length) this.point(this.items[0]);
  }

  /** Finds each item's place: its level, what it is beneath (`above`), what is beneath it, its number there. */
  order() {
    this.places = new Map();
    this.top = [];
    this.flat = [];
    const path = [];
    for (const item of this.items) {
      const outer = item.parentElement.closest("li");
      const level = Number(item.dataset.level) || (outer ? this.places.get(outer).level + 1 : 1);
      path.length = level - 1;
      const above = path[level - 2] ?? null;
      const beside = this.inner(above);
      this.places.set(item, { level, above, inner: [], at: beside.length });
      beside.push(item);
      path.push(item);
      if (item.dataset.level) this.flat.push(item);
    }
  }

  /** What is right beneath an item; without one, what is at the top. */
  inner(item) {
    return item ? this.places.get(item).inner : this.top;
  }

  above(item) {
    return this.places.get(item).above;
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
    this.set(item, wanted);
    this.fold();
  }

  openWhere(wanted) {
    for (const item of this.items) this.set(item, wanted(item));
    this.fold();
  }

  set(item, wanted) {
    if (this.opens(item)) row(item).setAttribute("aria-expanded", String(wanted));
  }

  /** Hides what is beneath a closed item and yet not within it. */
  fold() {
    for (const item of this.flat) {
      const above = this.above(item);
      item.classList.toggle("folded", !this.isOpen(above) || above.classList.contains("folded"));
    }
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
    this.openWhere((item) => wanted || item.classList.contains("sec"));
    if (!wanted && this.current && !this.shown(this.current)) this.point(this.items[0]);
  }

  /** At first, a large outline shows its upper levels. */
  openSome(most = 70) {
    let level = this.top;
    let count = 0;
    const closed = new Set(this.items);
    while (level.length && count + level.length <= most) {
      count += level.length;
      const next = level.flatMap((item) => this.inner(item));
      if (count + next.length > most && count > 12 && !level.some((item) => item.matches(".sec"))) break;
      for (const item of level) closed.delete(item);
      level = next;
    }
    this.openWhere((item) => !closed.has(item));
  }

  shown(item) {
    if (item.classList.contains("off")) return false;
    for (let up = this.above(item); up; up = this.above(up)) {
      if (!this.isOpen(up) || up.classList.contains("off")) return false;
    }
    return true;
  }

  /** Opens whatever an item is folded into, and shows it. */
  reveal(item, { focus = false } = {}) {
    for (let up = this.above(item); up; up = this.above(up)) this.set(up, true);
    this.fold();
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

  /**
   * Shows what matches and what it hangs on; all, where nothing is asked for. Only items that change are touched:
   * each touched one costs the browser another look at its style and place.
   */
  narrow(matches) {
    const kept = new Set();
    const forced = new Set();
    for (const node of matches ?? []) {
      for (let up = node.item; up; up = this.above(up)) {
        if (up !== node.item) forced.add(up);
        if (kept.has(up)) break;
        kept.add(up);
      }
    }
    for (const item of this.items) {
      const here = !matches || kept.has(item);
      const found = !matches || !item.dataset.n || matches.has(this.model.nodes[item.dataset.n]);
      item.classList.toggle("off", !here);
      item.classList.toggle("forced", forced.has(item));
      item.classList.toggle("pale", here && !found);
    }
    if (this.current?.classList.contains("off")) {
      const first = this.items.find((item) => !item.classList.contains("off"));
      if (first) this.point(first);
    }
    this.fold();
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
        else this.go(this.above(item));
      },
      Home: () => this.go(this.items.find((each) => !each.classList.contains("off"))),
      End: () => this.go(this.last()),
      Enter: () => this.chosen(item),
      " ": () => this.chosen(item),
      "*": () => {
        for (const each of this.inner(this.above(item))) this.set(each, true);
        this.fold();
      },
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
    if (this.isOpen(item)) {
      const first = this.inner(item).find((each) => !each.classList.contains("off"));
      if (first) return first;
    }
    for (let at = item; at; at = this.above(at)) {
      const next = this.sibling(at, 1);
      if (next) return next;
    }
    return null;
  }

  before(item) {
    const previous = this.sibling(item, -1);
    return previous ? this.deepest(previous) : this.above(item);
  }

  sibling(item, way) {
    const beside = this.inner(this.above(item));
    let at = this.places.get(item).at + way;
    while (beside[at]?.classList.contains("off")) at += way;
    return beside[at];
  }

  last() {
    const top = this.top.findLast((each) => !each.classList.contains("off"));
    return top ? this.deepest(top) : null;
  }

  deepest(item) {
    for (;;) {
      if (!this.isOpen(item)) return item;
      const below = this.inner(item).findLast((each) => !each.classList.contains("off"));
      if (!below) return item;
      item = below;
    }
  }
}

/** The line of an item: what has the focus and is spoken. What hangs on it stands beside it. */
function row(item) {
  return item.firstElementChild;
}
