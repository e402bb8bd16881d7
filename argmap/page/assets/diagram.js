// The diagram: boxes that keys and pointers reach, the chosen one in view, a line of argument lit up.

const SVG = "http://www.w3.org/2000/svg";

class Diagram extends View {
  constructor(canvas, { pick, light }) {
    super(canvas);
    this.pick = pick;
    this.light = light;
    this.pointers = new Map();
    this.lit = [];
    canvas.addEventListener("wheel", (event) => this.wheeled(event), { passive: false });
    for (const type of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) {
      canvas.addEventListener(type, (event) => this.pointed(event));
    }
    canvas.addEventListener("pointerover", (event) => {
      if (event.pointerType === "mouse" && !this.pointers.size) this.light(this.nodeAt(event.target));
    });
    canvas.addEventListener("pointerleave", () => this.light(null));
    canvas.addEventListener("click", (event) => this.clicked(event));
    canvas.addEventListener("dblclick", (event) => {
      if (!this.nodeAt(event.target)) this.zoom(1.6, event.clientX, event.clientY);
    });
    canvas.addEventListener("keydown", (event) => this.pressed(event));
    canvas.addEventListener("focusin", (event) => {
      const node = this.nodeAt(event.target);
      if (!node) return;
      this.point(node);
      if (byKey) {
        this.show(node);
        this.light(node);
      }
    });
    canvas.addEventListener("focusout", () => this.light(null));
    new ResizeObserver(() => this.resized()).observe(canvas);
  }

  /** Takes over the picture that stands in the canvas now. */
  adopt(model) {
    this.model = model;
    this.boxes = new Map();
    this.lines = new Map();
    this.owners = new WeakMap();
    this.places = null;
    this.current = null;
    this.svg = find("svg", this.canvas);
    this.canvas.classList.add("drawn");
    if (!this.svg) return;
    const { width, height } = this.svg.viewBox.baseVal;
    this.size = { width, height };
    this.svg.setAttribute("width", width);
    this.svg.setAttribute("height", height);
    this.svg.removeAttribute("role");
    this.svg.removeAttribute("aria-label");
    this.graph = find("g", this.svg);
    for (const thing of all("g.node, g.edge", this.svg)) this.bind(thing);
    this.ring = this.graph.appendChild(document.createElementNS(SVG, "rect"));
    this.ring.setAttribute("class", "ring");
    this.halo = this.graph.appendChild(document.createElementNS(SVG, "rect"));
    this.halo.setAttribute("class", "halo");
    const first = model.nodes.find((node) => this.boxes.has(node));
    if (first) this.point(first);
  }

  /** Ties a shape to the node or link that its id names: `node-ID`, `link-ID`, `part-LINK:NODE` … */
  bind(thing) {
    const cut = thing.id.indexOf("-");
    const word = thing.id.slice(0, cut);
    const name = thing.id.slice(cut + 1);
    const node = word === "node" ? this.model.byId.get(name) : null;
    for (const link of all("a", thing)) link.setAttribute("tabindex", "-1");
    if (node) {
      this.boxes.set(node, thing);
      this.owners.set(thing, node);
      thing.removeAttribute("aria-hidden");
      thing.setAttribute("role", "button");
      if (!find("text", thing)) thing.setAttribute("aria-label", this.model.name(node));
      thing.tabIndex = -1;
      return;
    }
    const [id, end] = name.split(":");
    const link = this.model.linkById.get(id);
    if (!link) return;
    if (word === "see") {
      const told = this.model.byId.get(end);
      if (told) this.owners.set(thing, told);
      thing.setAttribute("aria-hidden", "true");
    } else if (link.head) {
      this.owners.set(thing, link.head);
    }
    if (!this.lines.has(link)) this.lines.set(link, []);
    this.lines.get(link).push(thing);
  }

  nodeAt(element) {
    const thing = element.closest?.("g.node, g.edge");
    return (thing && this.owners?.get(thing)) ?? null;
  }

  /** The box of a node, or of the nearest one above it that is drawn. */
  standIn(node) {
    const seen = new Set();
    const queue = [node];
    for (let at = 0; at < queue.length; at++) {
      const each = queue[at];
      if (this.boxes.has(each)) return each;
      if (seen.has(each)) continue;
      seen.add(each);
      for (const link of each.out) {
        let target = link.target;
        if (link.via && link.via !== each) target = link.via;
        queue.push("origin" in target ? target.head ?? each : target);
      }
    }
    return null;
  }

  // -- where it is seen ------------------------------------------------------------------------------

  /** At first: all of it where that can be read, else from its first claim on. */
  begin() {
    if (!this.drawn || !this.canvas.clientWidth || this.begun) return;
    this.begun = true;
    this.resized();
    const whole = this.fitting();
    const first = this.model.nodes.find((node) => this.boxes.has(node));
    if (whole.scale >= 0.5 || !first) return;
    const { clientWidth, clientHeight } = this.canvas;
    const scale = Math.min(0.72, clientWidth / 500);
    const place = this.measured().get(first);
    const along = (room, size, near) => {
      if (size * scale <= room) return (room - size * scale) / 2;
      return Math.max(Math.min(room * 0.3 - near * scale, 0), room - size * scale);
    };
    this.at = {
      scale,
      x: along(clientWidth, this.size.width, place.x + place.width / 2),
      y: along(clientHeight, this.size.height, place.y + place.height / 2),
    };
    this.fitted = false;
    this.place();
    if (this.selected) this.show(this.selected, { closer: true });
  }

  resized() {
    if (!this.drawn || !this.canvas.clientWidth) return;
    if (!this.begun) {
      this.begin();
      return;
    }
    const width = this.canvas.clientWidth;
    if (this.fitted !== false) {
      this.at = this.fitting();
      this.fitted = true;
    } else if (this.wide) {
      this.at.x += (width - this.wide) / 2;
    }
    this.wide = width;
    this.place();
  }

  /** Where each box is, in the picture's own units. */
  measured() {
    if (this.places) return this.places;
    const shift = this.graph.transform.baseVal.consolidate()?.matrix ?? { e: 0, f: 0 };
    this.places = new Map();
    for (const [node, box] of this.boxes) {
      const { x, y, width, height } = box.getBBox();
      this.places.set(node, { x: x + shift.e, y: y + shift.f, width, height, raw: { x, y } });
    }
    return this.places;
  }

  /** Brings a box into view, large enough to be read. */
  show(node, { closer = false } = {}) {
    if (!this.drawn || !this.canvas.clientWidth) return;
    const place = this.measured().get(node);
    if (!place) return;
    if (this.wide !== this.canvas.clientWidth) this.resized(); // a panel has just opened beside it
    const [clientWidth, clientHeight] = this.room();
    const scale = closer && this.at.scale < 0.6 ? Math.min(0.85, clientWidth / place.width) : this.at.scale;
    const left = place.x * scale + this.at.x;
    const top = place.y * scale + this.at.y;
    const inside =
      scale === this.at.scale && left > 8 && top > 8 &&
      left + place.width * scale < clientWidth - 8 && top + place.height * scale < clientHeight - 8;
    if (inside) return;
    this.fitted = false;
    this.move({
      scale,
      x: clientWidth / 2 - (place.x + place.width / 2) * scale,
      y: clientHeight / 2 - (place.y + place.height / 2) * scale,
    });
  }

  // -- what stands out -------------------------------------------------------------------------------

  frame(ring, node) {
    const place = node && this.drawn && this.canvas.clientWidth ? this.measured().get(node) : null;
    ring?.classList.toggle("on", Boolean(place));
    if (!place) return;
    ring.setAttribute("x", place.raw.x - 5);
    ring.setAttribute("y", place.raw.y - 5);
    ring.setAttribute("width", place.width + 10);
    ring.setAttribute("height", place.height + 10);
    ring.setAttribute("rx", 9);
  }

  select(node) {
    if (!this.drawn) return;
    const near = node && this.standIn(node);
    for (const box of all('[aria-pressed="true"]', this.graph)) box.removeAttribute("aria-pressed");
    this.selected = near;
    this.frame(this.ring, near);
    if (!near) return;
    if (near === node) this.boxes.get(near).setAttribute("aria-pressed", "true");
    this.point(near);
    this.show(near, { closer: true });
  }

  /** The same without moving there. */
  mark(node) {
    if (!this.drawn) return;
    const near = this.standIn(node);
    this.selected = near;
    this.frame(this.ring, near);
    if (near) this.point(near);
  }

  /** What should stay where it is when the picture changes: the chosen box, or the one in the middle. */
  anchor() {
    if (!this.drawn || this.fitted !== false || !this.canvas.clientWidth) return null;
    const { x, y, scale } = this.at;
    const middle = [(this.canvas.clientWidth / 2 - x) / scale, (this.canvas.clientHeight / 2 - y) / scale];
    const ids = [];
    for (const [node, place] of this.measured()) {
      const far = Math.hypot(place.x + place.width / 2 - middle[0], place.y + place.height / 2 - middle[1]);
      ids.push({ id: node.id, place, far: node === this.selected ? -1 : far });
    }
    return ids.sort((a, b) => a.far - b.far);
  }

  hold(anchor) {
    if (!this.drawn || !this.canvas.clientWidth) return;
    if (!anchor) {
      this.resized();
      return;
    }
    const places = this.measured();
    for (const { id, place } of anchor) {
      const now = places.get(this.model.byId.get(id));
      if (!now) continue;
      this.at.x += (place.x - now.x) * this.at.scale;
      this.at.y += (place.y - now.y) * this.at.scale;
      break;
    }
    this.place();
  }

  lightUp(line) {
    if (!this.drawn) return;
    for (const thing of this.lit) thing.classList.remove("lit");
    this.lit = [];
    this.svg.classList.toggle("lighting", Boolean(line));
    if (!line) return;
    for (const node of line.nodes) if (this.boxes.has(node)) this.lit.push(this.boxes.get(node));
    for (const link of line.links) this.lit.push(...(this.lines.get(link) ?? []));
    for (const thing of this.lit) thing.classList.add("lit");
  }

  narrow(matches) {
    if (!this.drawn) return;
    this.svg.classList.toggle("narrowed", Boolean(matches));
    for (const [node, box] of this.boxes) box.classList.toggle("found", Boolean(matches?.has(node)));
  }

  // -- hands on it -----------------------------------------------------------------------------------

  wheeled(event) {
    if (!this.drawn) return;
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 18 : event.deltaMode === 2 ? 300 : 1;
    if (event.shiftKey && !event.ctrlKey) this.pan(-(event.deltaX || event.deltaY) * unit, 0);
    else this.zoom(Math.exp(-event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.0016)), event.clientX, event.clientY);
  }

  pointed(event) {
    if (!this.drawn) return;
    if (event.type === "pointerdown") {
      if (event.button !== 0) return;
      if (!this.pointers.size) this.travelled = 0;
      this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      return;
    }
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    if (event.type !== "pointermove") {
      this.pointers.delete(event.pointerId);
      return;
    }
    const now = { x: event.clientX, y: event.clientY };
    if (this.pointers.size === 1) {
      this.travelled += Math.hypot(now.x - before.x, now.y - before.y);
      if (this.travelled > 4 && !this.canvas.hasPointerCapture(event.pointerId)) {
        this.canvas.setPointerCapture(event.pointerId);
      }
      if (this.travelled > 4) this.pan(now.x - before.x, now.y - before.y);
    } else {
      const other = [...this.pointers].find(([id]) => id !== event.pointerId)[1];
      const far = (a) => Math.hypot(a.x - other.x, a.y - other.y) || 1;
      this.travelled = 99;
      this.zoom(far(now) / far(before), (now.x + other.x) / 2, (now.y + other.y) / 2);
      this.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    }
    this.pointers.set(event.pointerId, now);
  }

  clicked(event) {
    const node = this.nodeAt(event.target);
    const outside = event.target.closest("a")?.getAttribute("target");
    if (!outside) event.preventDefault();
    if (node && !outside && this.travelled <= 4) this.pick(node);
  }

  point(node) {
    const box = this.boxes.get(node);
    if (!box) return;
    if (this.current) this.boxes.get(this.current).tabIndex = -1;
    this.current = node;
    box.tabIndex = 0;
  }

  pressed(event) {
    if (!this.drawn || event.altKey || event.ctrlKey || event.metaKey) return;
    const node = this.nodeAt(event.target);
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const way = ways[event.key];
    if (way && (event.shiftKey || !node)) this.pan(-60 * way[0], -60 * way[1]);
    else if (way) this.step(node, way);
    else if (node && (event.key === "Enter" || event.key === " ")) this.pick(node);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** From a box to the nearest one in a direction. */
  step(from, [across, down]) {
    const places = this.measured();
    const middle = (place) => [place.x + place.width / 2, place.y + place.height / 2];
    const [x, y] = middle(places.get(from));
    let best = null;
    let least = Infinity;
    for (const [node, place] of places) {
      if (node === from) continue;
      const [otherX, otherY] = middle(place);
      const ahead = across * (otherX - x) + down * (otherY - y);
      const aside = Math.abs(down * (otherX - x)) + Math.abs(across * (otherY - y));
      if (ahead <= 4 || aside > 3 * ahead) continue;
      const far = ahead + 2 * aside;
      if (far < least) [best, least] = [node, far];
    }
    if (best) this.boxes.get(best).focus({ preventScroll: true });
  }
}
