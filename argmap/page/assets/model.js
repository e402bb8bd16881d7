// The map as objects that point at each other, made from the rows of the page's JSON (see data.py).

const FORCES = ["no", "yes", "open", ""];
/** Links between two claims of which neither hangs on the other. */
const beside = (link) => link.kind === "contradiction" || link.kind === "restatement";

class Model {
  constructor(data) {
    this.speakers = data.speakers;
    this.sides = data.sides;
    this.signs = data.signs;
    this.standings = data.standings;
    this.sentences = data.lines;
    this.nodes = data.nodes.map(([id, kind, standing, voices, tags], number) => ({
      number, id, kind, standing, tags, into: [], out: [], why: data.why[number],
      voices: voices.map((voice) => data.speakers[voice]),
      sides: [...new Set(voices.map((voice) => data.sides[voice]).filter(Boolean))],
      item: null, text: "",
    }));
    this.byId = new Map(this.nodes.map((node) => [node.id, node]));
    this.links = data.links.map(([id, kind, force, origin, via, target, speakers], number) => ({
      number, id, kind, force: FORCES[force], target, speakers, into: [],
      origin: origin.map((each) => this.nodes[each]),
      via: via < 0 ? null : this.nodes[via],
    }));
    this.linkById = new Map(this.links.map((link) => [link.id, link]));
    for (const link of this.links) {
      link.head = link.via ?? link.origin[0] ?? null;
      link.target = link.target < 0 ? this.links[-1 - link.target] : this.nodes[link.target];
      link.target.into.push(link);
      for (const node of link.via ? [link.via, ...link.origin] : link.origin) node.out.push(link);
    }
  }

  /** The texts, taken from the outline, where each stands once. */
  read(tree) {
    let order = 0;
    for (const item of all("li[data-n]", tree)) {
      const node = this.nodes[item.dataset.n];
      node.item = item;
      node.order = order++;
      node.text = find(".t", item.firstElementChild)?.textContent ?? "";
    }
  }

  /** A node's line of argument: all it leads up to, and all that hangs on it. */
  line(start) {
    const nodes = new Set([start]);
    const links = new Set();
    this.climb(start, nodes, links);
    this.descend(start, nodes, links);
    for (const link of [...start.into, ...start.out].filter(beside)) {
      links.add(link);
      nodes.add(link.head).add(stepOf(link.target));
    }
    return { nodes, links };
  }

  climb(start, nodes, links) {
    const above = [start];
    while (above.length) {
      for (const link of above.pop().out) {
        if (beside(link)) continue;
        let end = link;
        // a step that denies a step is about what that one leads to
        for (; end.origin; end = end.target) {
          links.add(end);
          if (end.head) nodes.add(end.head);
        }
        if (nodes.has(end)) continue;
        nodes.add(end);
        above.push(end);
      }
    }
  }

  descend(start, nodes, links) {
    const seen = new Set([start]);
    const below = [start];
    while (below.length) {
      const node = below.pop();
      const made = node.out.filter((link) => link.head === node && !beside(link));
      const replies = [...node.into.filter((link) => !beside(link)), ...made.flatMap((link) => link.into)];
      const premises = made.filter((link) => link.via === node).flatMap((link) => link.origin);
      for (const link of replies) links.add(link);
      for (const other of [...replies.flatMap((link) => [link.head, ...link.origin]), ...premises]) {
        if (!other || seen.has(other)) continue;
        seen.add(other);
        nodes.add(other);
        below.push(other);
      }
    }
  }

  /** How a node is called where there is little room. */
  name(node, most = 60) {
    if (node.text) return shortened(node.text, most);
    return node.kind === "argument" ? `argument ${node.id}` : node.id;
  }
}

/** The beginning of a text, cut between words. */
function shortened(text, most = 60) {
  const letters = [...text];
  if (letters.length <= most) return text;
  const head = letters.slice(0, most - 1).join("");
  const blank = head.lastIndexOf(" ");
  return (blank > most / 2 ? head.slice(0, blank).replace(/[ ,;:]+$/, "") : head) + "…";
}
