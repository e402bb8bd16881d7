// In the preview's page: shows what is sent, and sends what is clicked.

(() => {
  const vscode = acquireVsCodeApi();
  const LEAST = 0.1;
  const MOST = 8;
  const STEP = 1.2;
  /** What Graphviz calls a point, in pixels. */
  const POINT = 96 / 72;
  const errors = document.querySelector(".errors");
  const stage = document.querySelector(".stage");
  const picture = document.querySelector(".picture");
  const tools = document.querySelector(".tools");
  /** What is kept over a new picture, and while the panel is hidden: no zoom means that it fits. */
  const state = { uri: "", zoom: null, left: 0, top: 0, ...vscode.getState() };
  let drawn = "";
  let svg = null;

  function keep() {
    state.left = stage.scrollLeft;
    state.top = stage.scrollTop;
    vscode.setState(state);
  }

  // Zoom

  function natural() {
    const box = svg.viewBox.baseVal;
    return { width: box.width * POINT, height: box.height * POINT };
  }

  function zoomThatFits() {
    const { width } = natural();
    return Math.min(1, Math.max(LEAST, stage.clientWidth / width));
  }

  function zoomNow() {
    return state.zoom ?? zoomThatFits();
  }

  function size() {
    if (!svg) return;
    const { width, height } = natural();
    svg.style.width = `${width * zoomNow()}px`;
    svg.style.height = `${height * zoomNow()}px`;
  }

  /** Another zoom; what is at a point of the window stays there. */
  function zoomTo(zoom, x, y) {
    if (!svg) return;
    const before = svg.getBoundingClientRect();
    const frame = stage.getBoundingClientRect();
    const [atX, atY] = [x ?? frame.left + frame.width / 2, y ?? frame.top + frame.height / 2];
    const [partX, partY] = [(atX - before.left) / before.width, (atY - before.top) / before.height];
    state.zoom = zoom === null ? null : Math.min(MOST, Math.max(LEAST, zoom));
    size();
    const now = svg.getBoundingClientRect();
    stage.scrollLeft += now.left + partX * now.width - atX;
    stage.scrollTop += now.top + partY * now.height - atY;
    keep();
  }

  const zooms = {
    in: () => zoomTo(zoomNow() * STEP),
    out: () => zoomTo(zoomNow() / STEP),
    fit: () => zoomTo(null),
  };

  // The picture

  function middle(element) {
    const box = element.getBoundingClientRect();
    return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  }

  /** The box nearest to the middle of what is seen, and where it is. */
  function landmark() {
    const frame = middle(stage);
    let best = null;
    for (const node of svg ? svg.querySelectorAll(".node[id^=node-]") : []) {
      const { x, y } = middle(node);
      const away = Math.hypot(x - frame.x, y - frame.y);
      if (!best || away < best.away) best = { id: node.id, x, y, away };
    }
    return best;
  }

  function draw(text) {
    if (text === drawn) return;
    const read = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    if (read.localName !== "svg") return;
    const first = svg === null;
    const held = first ? null : landmark();
    const focused = document.activeElement?.closest?.(".node")?.id;
    svg = document.importNode(read, true);
    // the page's policy allows no style in an element
    svg.removeAttribute("style");
    svg.querySelectorAll(".node[id]").forEach((node) => node.setAttribute("tabindex", "0"));
    picture.replaceChildren(svg);
    drawn = text;
    size();
    if (first) {
      stage.scrollLeft = state.left;
      stage.scrollTop = state.top;
    }
    const again = held && svg.getElementById(held.id);
    if (again) {
      const { x, y } = middle(again);
      stage.scrollLeft += x - held.x;
      stage.scrollTop += y - held.y;
    }
    if (focused) svg.getElementById(focused)?.focus({ preventScroll: true });
    keep();
  }

  // What is wrong

  function element(name, text, ...inside) {
    const made = document.createElement(name);
    made.textContent = text;
    made.append(...inside);
    return made;
  }

  function complain({ svg: sent, stale, errors: found, trouble }) {
    const said = [];
    if (trouble) said.push(element("p", trouble));
    if (found.length) {
      const rows = found.map(({ line, message }) => {
        const button = element("button", `Line ${line}: ${message}`);
        button.type = "button";
        button.dataset.line = line;
        return element("li", "", button);
      });
      said.push(element("ul", "", ...rows));
    }
    if (stale && said.length) said.push(element("p", "Below is the last picture without errors."));
    if (!sent && !said.length) said.push(element("p", "There is nothing to draw yet."));
    errors.replaceChildren(...said);
    errors.hidden = said.length === 0;
    document.body.classList.toggle("stale", Boolean(stale));
  }

  window.addEventListener("message", ({ data }) => {
    if (data?.type !== "picture") return;
    state.uri = data.uri;
    complain(data);
    if (data.svg) draw(data.svg);
    keep();
  });

  // What is clicked

  function chosen(target) {
    const link = target.closest("a");
    if (link) {
      const address = link.getAttribute("href") ?? link.getAttribute("xlink:href");
      if (address) return { type: "link", address };
    }
    const row = target.closest("[data-line]");
    if (row) return { type: "line", line: Number(row.dataset.line) - 1 };
    const thing = target.closest(".node[id], .cluster[id]");
    return thing && { type: "thing", name: thing.id };
  }

  document.addEventListener("click", (event) => {
    const zoom = zooms[event.target.dataset?.zoom];
    if (zoom) return zoom();
    const message = chosen(event.target);
    if (!message) return undefined;
    event.preventDefault();
    // the editor would follow a link by itself, and not from the map's folder
    event.stopImmediatePropagation();
    return vscode.postMessage(message);
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const node = event.target.closest?.(".node[id]");
    const zoom = { "+": zooms.in, "=": zooms.in, "-": zooms.out, 0: zooms.fit }[event.key];
    if (zoom) zoom();
    else if (event.key === "Enter" && node) vscode.postMessage({ type: "thing", name: node.id });
    else return;
    event.preventDefault();
  });

  stage.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoomTo(zoomNow() * Math.exp(-event.deltaY / 300), event.clientX, event.clientY);
  }, { passive: false });

  stage.addEventListener("scroll", keep, { passive: true });
  new ResizeObserver(size).observe(stage);
  if (state.zoom !== null && !(state.zoom > 0)) state.zoom = null;
  vscode.postMessage({ type: "ready" });
})();
