// The panel: everything about one claim, and why it stands or falls.

const HEADS = {
  support: "Supported by", attack: "Attacked by", contradiction: "Contradicted by", undercut: "Set aside by",
  question: "Asked about it", answer: "Answered by", concession: "Conceded by", restatement: "Said again by",
};

class Panel {
  constructor(element, { close }) {
    this.element = element;
    this.close = close;
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close();
    });
  }

  show(model, node, language) {
    this.model = model;
    this.element.hidden = false;
    const item = node.item;
    const meta = item && find(".m", item.firstElementChild).cloneNode(true);
    const more = item && find(".more", item.firstElementChild)?.cloneNode(true);
    for (const link of all("a", more ?? document.createElement("p"))) link.removeAttribute("tabindex");
    if (more) more.className = "sources";
    const text = node.text || (node.kind === "argument" ? "An argument: reasons that count only together." : node.id);
    this.element.replaceChildren(
      this.bar(node),
      make("div", { class: "about", lang: language }, meta),
      make("h2", { class: "text", dir: "auto", lang: language }, text),
      this.why(node),
      ...(more ? [make("section", { lang: language }, heading("Sources and notes"), more)] : []),
      ...this.relations(node),
    );
    this.element.scrollTop = 0;
    this.element.setAttribute("aria-label", `About: ${model.name(node)}`);
  }

  hide() {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  bar(node) {
    const copy = make("button", { type: "button", class: "plain" }, "Copy link");
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(location.href);
        copy.textContent = "Copied";
      } catch {
        copy.textContent = "See the address bar";
      }
    });
    const close = make("button", { type: "button", class: "close", "aria-label": "Close" }, "✕");
    close.addEventListener("click", () => this.close());
    return make("div", { class: "panel-bar" }, copy, close);
  }

  why(node) {
    const [verdict, ...told] = node.why;
    const titles = { stands: "Why it stands", falls: "Why it falls", unsupported: "Why it is unsupported", open: "Why it is open" };
    const section = make("section", { class: "why" }, heading(titles[node.standing] ?? "How it counts"));
    section.append(this.sentence(verdict, "p"));
    if (told.length > 1) {
      const lines = make("ul");
      const base = Math.min(...told.filter((_, at) => at % 2 === 0 && at + 1 < told.length));
      for (let at = 0; at + 1 < told.length; at += 2) {
        const line = this.sentence(told[at + 1], "li");
        line.className = `d${Math.min(told[at] - base, 6)}`;
        lines.append(line);
      }
      if (told.length % 2) lines.append(make("li", { class: "d0" }, "… and more: see the claims named here."));
      section.append(lines);
    }
    return section;
  }

  /** A sentence from its pieces (see reasons.py). */
  sentence(number, tag) {
    const line = make(tag);
    for (const piece of this.model.sentences[number]) {
      if (typeof piece === "string") line.append(piece);
      else if (typeof piece === "number") line.append(this.link(this.model.nodes[piece], true));
      else if (typeof piece[0] === "string") line.append(make("bdi", {}, piece[0]));
      else line.append("“", this.link(this.model.nodes[piece[0]], false, piece[1] ? 60 : 1e6), "”");
    }
    return line;
  }

  link(node, byId, most = 1e6) {
    const inner = byId ? make("code", {}, node.id) : make("bdi", {}, shortened(node.text, most));
    const link = make("a", { href: address(node) }, inner);
    if (byId) link.title = node.text;
    return link;
  }

  relations(node) {
    const groups = new Map();
    const put = (title, entry) => groups.set(title, [...(groups.get(title) ?? []), entry]);
    for (const link of node.out) {
      if (link.kind === "contradiction") put("Contradicts", this.entry(link, other(link, node)));
      else if (link.kind === "restatement") put("Says the same as", this.entry(link, other(link, node)));
      else if (link.head !== node) put("Part of", this.entry(link, link.head, false));
      else if ("origin" in link.target) put("Denies the step of", this.entry(link, stepOf(link.target), false));
      else put("Bears on", this.entry(link, link.target, false));
      if (link.via === node) for (const each of link.origin) put("Reasons that count together", this.entry(link, each, false));
      if (link.head === node) for (const denial of link.into) put("Its step is denied by", this.entry(denial, denial.head));
    }
    const against = [];
    for (const link of node.into) {
      if (link.kind === "contradiction") against.push(["Contradicts", this.entry(link, other(link, node))]);
      else if (link.kind === "restatement") against.push(["Says the same as", this.entry(link, other(link, node))]);
      else against.push([link.head ? HEADS[link.kind] : "Granted by", this.entry(link, link.head)]);
    }
    for (const [title, entry] of against) put(title, entry);
    return [...groups].map(([title, entries]) => {
      const count = entries.length > 1 ? make("span", { class: "count" }, ` ${entries.length}`) : null;
      return make("section", { class: "rel" }, heading(title, count), make("ul", {}, ...entries));
    });
  }

  /** A line on one link: what is at its other end; coming in, also who makes the step. */
  entry(link, node, incoming = true) {
    const [sign, word] = this.model.signs[link.kind];
    const mark = make("i", { class: `s ${link.kind}`, title: word }, sign);
    const off = link.force === "no" ? make("span", { class: "k" }, "this step is not in force") : null;
    const who = incoming && link.speakers.length ? make("bdi", { class: "who" }, link.speakers.join(", ")) : null;
    if (!node) return make("li", {}, mark, make("span", { class: "b" }, who ?? "the mapper", off && " · ", off));
    const standing = this.model.standings[node.standing];
    const state = standing
      ? make("b", { class: `st ${node.standing}`, title: standing[1] }, `${standing[0]} ${standing[1]}`) : null;
    const text = make("a", { href: address(node), dir: "auto" }, this.model.name(node, 200));
    return make("li", {}, mark, make("div", { class: "b" }, text, make("p", { class: "m" }, state, state && " ", who, who && " ", off)));
  }
}

function heading(...words) {
  return make("h3", {}, ...words.filter(Boolean));
}

function other(link, node) {
  return link.head === node ? stepOf(link.target) : link.head;
}

/** The node that stands for what a link points at. */
function stepOf(target) {
  while (target && "origin" in target) {
    if (target.head) return target.head;
    target = target.target;
  }
  return target;
}
