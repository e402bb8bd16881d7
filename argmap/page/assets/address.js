// Addresses: `#claim-id` is a claim, and going back leads to the one before.

function address(node) {
  return `#${encodeURIComponent(node.id).replaceAll("%2F", "/")}`;
}

/** The node that an address names; the diagram's own names (`node-ID`) are understood too. */
function addressed(model, hash = location.hash) {
  let name = hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // a stray percent sign stands for itself
  }
  return model.byId.get(name) ?? model.byId.get(name.replace(/^(?:node-|o\.)/, "")) ?? null;
}

/** Goes there without a jump of the focus, which an assignment to `location.hash` would bring. */
function goTo(node) {
  const wanted = node ? address(node) : "";
  if (location.hash === wanted) return;
  try {
    history.pushState(null, "", wanted || location.pathname + location.search);
  } catch {
    location.hash = wanted; // an embedded page may have no history of its own
  }
}
