// Addresses: `#claim-id` is a claim, and going back leads to the one before.

function address(node) {
  return `#${encodeURIComponent(node.id).replaceAll("%2F", "/")}`;
}

/** The node that an address names; the diagram's own names (`node-ID`) are understood too. */
function addressed(model) {
  let name = location.hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // a stray percent sign stands for itself
  }
  return model.byId.get(name) ?? model.byId.get(name.replace(/^(?:node-|o\.)/, "")) ?? null;
}

function goTo(node) {
  const wanted = node ? address(node) : "";
  if (location.hash === wanted) return false;
  if (node) location.hash = wanted;
  else history.pushState(null, "", location.pathname + location.search);
  return true;
}
