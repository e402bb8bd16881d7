// Search as you type, and filters by standing, side, speaker, tag and kind: any within one, all of them together.

const plainly = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

class Finder {
  constructor(input, status, form, button, { narrow, pick }) {
    Object.assign(this, { input, status, form, button, report: narrow, pick, matches: null, at: -1 });
    this.wanted = new Map();
    input.addEventListener("input", () => this.run());
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        this.next(event.shiftKey ? -1 : 1);
      } else if (event.key === "Escape" && input.value) {
        event.preventDefault();
        event.stopPropagation();
        this.clear();
      }
    });
    button.addEventListener("click", () => this.toggle());
    form.addEventListener("change", () => this.run());
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => this.run()));
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.toggle(false);
      button.focus();
    });
  }

  adopt(model) {
    this.model = model;
    const kept = new Set(all("input:checked", this.form).map((box) => `${box.name} ${box.value}`));
    const values = (of) => {
      const counts = new Map();
      for (const node of model.nodes) for (const value of of(node)) counts.set(value, (counts.get(value) ?? 0) + 1);
      return counts;
    };
    this.facets = {
      standing: ["Standing", (node) => (node.standing ? [node.standing] : [])],
      side: ["Side", (node) => node.sides],
      speaker: ["Speaker", (node) => node.voices],
      tag: ["Tag", (node) => node.tags],
      kind: ["Kind", (node) => [node.kind]],
    };
    this.form.replaceChildren();
    for (const [name, [title, of]] of Object.entries(this.facets)) {
      const counts = values(of);
      if (!counts.size) continue;
      const known = name === "standing" ? Object.keys(model.standings).filter((each) => counts.has(each)) : [...counts.keys()];
      const chips = known.map((value) => {
        const box = make("input", { type: "checkbox", name, value, checked: kept.has(`${name} ${value}`) });
        const [sign, word] = name === "standing" ? model.standings[value] : ["", name === "tag" ? `#${value}` : value];
        const shown = make("bdi", {}, sign ? `${sign} ${word}` : word);
        return make("label", { class: "chip" }, box, shown, make("span", { class: "count" }, String(counts.get(value))));
      });
      this.form.append(make("fieldset", {}, make("legend", {}, title), ...chips));
    }
    this.form.append(make("button", { type: "reset", class: "plain" }, "Clear filters"));
    this.texts = null;
    this.run();
  }

  toggle(wanted = this.form.hidden) {
    this.form.hidden = !wanted;
    this.button.setAttribute("aria-expanded", String(wanted));
    if (wanted) find("input", this.form)?.focus();
  }

  clear() {
    this.input.value = "";
    this.run();
  }

  run() {
    const words = plainly(this.input.value).split(/\s+/).filter(Boolean);
    this.wanted.clear();
    for (const box of all("input:checked", this.form)) {
      this.wanted.set(box.name, (this.wanted.get(box.name) ?? new Set()).add(box.value));
    }
    this.button.classList.toggle("active", this.wanted.size > 0);
    this.at = -1;
    if (!words.length && !this.wanted.size) {
      this.matches = null;
      this.status.textContent = "";
    } else {
      this.texts ??= this.model.nodes.map((node) =>
        plainly([node.text, node.id, ...node.voices, ...node.tags.map((tag) => `#${tag}`),
          node.item ? find(".more", node.item.firstElementChild)?.textContent ?? "" : ""].join(" ")));
      this.matches = new Set(this.model.nodes.filter((node) =>
        words.every((word) => this.texts[node.number].includes(word)) && this.passes(node)));
      this.status.textContent = `${this.matches.size} of ${this.model.nodes.length}`;
    }
    this.report(this.matches);
    this.mark(words);
  }

  passes(node) {
    for (const [name, values] of this.wanted) {
      if (!this.facets[name][1](node).some((value) => values.has(value))) return false;
    }
    return true;
  }

  /** To the next or the previous match, in the outline's order. */
  next(way) {
    if (!this.matches?.size) return;
    const found = [...this.matches].filter((node) => node.item).sort((a, b) => a.order - b.order);
    this.at = (this.at + way + found.length) % found.length;
    this.status.textContent = `${this.at + 1} of ${found.length}`;
    this.pick(found[this.at]);
  }

  /** Marks the words in the texts, without a change to them. */
  mark(words) {
    if (!window.CSS?.highlights) return;
    CSS.highlights.delete("found");
    if (!words.length || this.matches.size > 400) return;
    const ranges = [];
    for (const node of this.matches) {
      const letters = node.item && find(".t", node.item.firstElementChild)?.firstChild;
      if (!letters) continue;
      const text = letters.data.toLowerCase();
      if (text.length !== letters.data.length) continue;
      for (const word of words) {
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          const range = new Range();
          range.setStart(letters, at);
          range.setEnd(letters, at + word.length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  }
}
