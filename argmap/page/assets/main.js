// Puts the pieces together, and takes over a new map where one is sent.

let model = null;
let selected = null;
const language = () => document.documentElement.lang;
const tree = find(".tree");
const canvas = find(".canvas");
const filters = find(".filters");

const light = later(40, (node) => lightUp(node));

// Claims that lead to others do so here, so that the focus stays where it is.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  const node = link && !event.defaultPrevented && addressed(model, link.getAttribute("href"));
  if (!node) return;
  event.preventDefault();
  pick(node);
});

function lightUp(node) {
  const line = node ? model.line(node) : null;
  diagram.lightUp(line);
  for (const item of all("li.lit", tree)) item.classList.remove("lit");
  if (line) for (const each of line.nodes) each.item?.classList.add("lit");
}

function pick(node) {
  goTo(node);
  select(node);
}

function close() {
  const from = selected;
  goTo(null);
  select(null);
  if (from?.item && (narrow.matches ? view() === "outline" : true)) outline.reveal(from.item, { focus: true });
}

const outline = new Outline(tree, { pick, light });
const diagram = new Diagram(canvas, { pick, light });
const panel = new Panel(find(".panel"), { close });
const finder = new Finder(find(".search input"), find(".found"), filters, find(".filter-button"), {
  narrow: (matches) => {
    outline.narrow(matches);
    diagram.narrow(matches);
  },
  pick,
});

function select(node) {
  selected = node;
  document.body.classList.toggle("chosen", Boolean(node));
  outline.select(node);
  if (node) {
    panel.show(model, node, language());
    if (diagram.room()[0] < 700) find(".key").open = false;
    if (node.item) outline.reveal(node.item);
  } else {
    panel.hide();
  }
  diagram.select(node);
}

function view(name) {
  if (!name) return document.body.dataset.view;
  document.body.dataset.view = name;
  for (const button of all("[data-view]", find(".views"))) {
    button.setAttribute("aria-pressed", String(button.dataset.view === name));
  }
  if (name === "diagram" && selected) diagram.select(selected);
  return name;
}

function adopt(data) {
  model = new Model(data);
  model.read(tree);
  outline.adopt(model);
  diagram.adopt(model);
  document.body.classList.toggle("undrawn", !diagram.drawn);
  find(".key").hidden = !find(".legend").children.length;
}

const focusOutline = () => {
  view("outline");
  outline.focus();
};
const keys = new Keys(find("dialog.help"), {
  "/": () => find(".search input").focus(),
  f: () => finder.toggle(),
  o: focusOutline,
  d: () => {
    view("diagram");
    (diagram.drawn && find('[tabindex="0"]', diagram.graph))?.focus({ preventScroll: true });
  },
  i: () => selected && panel.element.focus(),
  "+": () => diagram.zoom(1.25),
  "=": () => diagram.zoom(1.25),
  "-": () => diagram.zoom(0.8),
  0: () => diagram.fit(),
  "?": () => keys.help(model),
  Escape: () => (selected ? close() : finder.clear()),
});

const actions = {
  expand: () => outline.openAll(true),
  collapse: () => outline.openAll(false),
  in: () => diagram.zoom(1.25),
  out: () => diagram.zoom(0.8),
  fit: () => diagram.fit(),
};
for (const button of all("[data-do]")) button.addEventListener("click", actions[button.dataset.do]);
for (const button of all("[data-view]", find(".views"))) {
  button.addEventListener("click", () => view(button.dataset.view));
}
find(".help-button").addEventListener("click", () => keys.help(model));

// The line between outline and diagram can be drawn aside.
const divider = find(".divider");
let share = 34;
function widen(percent) {
  share = Math.min(70, Math.max(15, percent));
  document.body.style.setProperty("--share", `${share}%`);
  divider.setAttribute("aria-valuenow", String(Math.round(share)));
}
divider.addEventListener("pointerdown", (event) => divider.setPointerCapture(event.pointerId));
divider.addEventListener("pointermove", (event) => {
  if (!divider.hasPointerCapture(event.pointerId)) return;
  const room = find("main").getBoundingClientRect();
  const from = getComputedStyle(document.body).direction === "rtl" ? room.right - event.clientX : event.clientX - room.left;
  widen((100 * from) / room.width);
});
divider.addEventListener("keydown", (event) => {
  const way = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
  if (!way) return;
  event.preventDefault();
  widen(share + way);
});
divider.setAttribute("aria-valuemin", "15");
divider.setAttribute("aria-valuemax", "70");

for (const change of ["hashchange", "popstate"]) {
  addEventListener(change, () => {
    const node = addressed(model);
    if (node !== selected) select(node);
  });
}

/** Takes over a changed map: what `Parts.as_json` says. Zoom, choice, folds and search stay. */
function update(parts) {
  const id = selected?.id;
  const closed = new Set(outline.items.filter((item) => outline.opens(item) && !outline.isOpen(item)).map(nameOf));
  const inTree = tree.contains(document.activeElement) && nameOf(outline.current);
  const inDiagram = canvas.contains(document.activeElement) && diagram.current?.id;
  const scrolled = tree.parentElement.scrollTop;
  const anchor = diagram.anchor();
  document.documentElement.lang = parts.language || "en";
  document.title = parts.title;
  find("h1").textContent = parts.title;
  find(".summary").textContent = parts.summary;
  find(".notice").textContent = parts.notice;
  tree.innerHTML = parts.outline;
  canvas.innerHTML = parts.svg ?? "";
  find(".legend").innerHTML = parts.legend;
  adopt(parts.data);
  outline.openWhere((item) => !closed.has(nameOf(item)));
  diagram.hold(anchor);
  finder.adopt(model);
  selected = model.byId.get(id) ?? null;
  outline.select(selected);
  if (selected) {
    const read = panel.element.scrollTop;
    panel.show(model, selected, language());
    panel.element.scrollTop = read;
    diagram.mark(selected);
  } else if (id !== undefined) {
    select(null);
  }
  tree.parentElement.scrollTop = scrolled;
  const again = inTree && outline.items.find((item) => nameOf(item) === inTree);
  if (again) outline.go(again);
  if (inDiagram) diagram.boxes.get(model.byId.get(inDiagram))?.focus({ preventScroll: true });
  problem("");
}

function nameOf(item) {
  return item?.id || item?.dataset.sec || "";
}

/** Shows a message over the page, or takes it away. */
function problem(words) {
  const place = find(".problem");
  place.textContent = words;
  place.hidden = !words;
}

window.argmap = { update, problem };

view("outline");
widen(share);
adopt(JSON.parse(find("script.data").textContent));
outline.openSome();
finder.adopt(model);
find(".key").open = canvas.clientWidth > 700;
addEventListener("beforeprint", () => (find(".key").open = true));
diagram.begin();
const asked = addressed(model);
if (asked) select(asked);
