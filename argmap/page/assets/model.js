// The map as objects that point at each other, made from the rows of the page's JSON (see data.py).

const FORCES = ["no", "yes", "open", ""];
const SIDEWAYS = new Set(["contradiction", "restatement"]);

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
    for (const item of all("li[data-n]", tree)) {
      const node = this.nodes[item.dataset.n];
      node.item = item;
      node.text = find(".t", item.firstElementChild)?.textContent ?? "";
    }
  }

  /** A node's line of argument: all it leads up to, and all that hangs on it. */
  line(start) {
    const nodes = new Set([start]);
    const links = new Set();
    const above = [start];
    while (above.length) {
      for (const link of above.pop().out) {
        if (SIDEWAYS.has(link.kind)) continue;
        for (let step = link; step; step = "origin" in step.target ? step.target : null) {
          links.add(step);
          const beyond = "origin" in step.target ? step.target.head : step.target;
          if (step !== link && step.head) nodes.add(step.head);
          if (beyond && !nodes.has(beyond)) {
            nodes.add(beyond);
            above.push(beyond);
          }
        }
      }
    }
    const seen = new Set([start]);
    const below = [start];
    while (below.length) {
      const node = below.pop();
      const found = [];
      for (const link of node.into) {
        found.push(link);
      }
      for (const link of node.out) {
        if (SIDEWAYS.has(link.kind)) {
          if (node === start) found.push(link);
        } else if (link.head === node) {
          found.push(...link.into);
          if (link.via === node) found.push(link);
        }
      }
      for (const link of found) {
        if (SIDEWAYS.has(link.kind) && node !== start) continue;
        links.add(link);
        const ends = SIDEWAYS.has(link.kind) ? [link.target] : [];
        for (const other of [link.head, ...link.origin, ...ends]) {
          if (!other || seen.has(other) || "into" in other === false) continue;
          if (link.via === node && other === link.head) continue;
          seen.add(other);
          nodes.add(other);
          if (!SIDEWAYS.has(link.kind)) below.push(other);
        }
      }
    }
    return { nodes, links };
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
