// What Mermaid draws of files: one JSON object a line, in the order of the paths on standard input.
// There is no browser here, so every text is as large as any other; what is drawn is all the same.
"use strict";
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");
const { JSDOM } = require("jsdom");

const page = new JSDOM("<body></body>", { pretendToBeVisual: true }).window;
const box = () => ({ x: 0, y: 0, left: 0, top: 0, right: 100, bottom: 20, width: 100, height: 20 });
page.SVGElement.prototype.getBBox = box;
page.SVGElement.prototype.getComputedTextLength = () => 100;
page.Element.prototype.getBoundingClientRect = box;
for (const name of ["Element", "SVGElement", "HTMLElement", "Node", "DOMParser", "XMLSerializer", "CSSStyleSheet"]) {
  globalThis[name] = page[name];
}
globalThis.window = page;
globalThis.document = page.document;

const lines = (element) => {
  for (const br of element.querySelectorAll("br")) br.replaceWith("\n");
  return element.textContent.split("\n");
};

(async () => {
  const file = path.join(process.env.NODE_PATH, "mermaid", "dist", "mermaid.core.mjs");
  const mermaid = (await import(pathToFileURL(file))).default;
  // what GitHub allows; two more settings so that a larger map can be looked at
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict", maxEdges: 10000, maxTextSize: 10000000 });
  for (const name of fs.readFileSync(0, "utf8").split("\n").filter(Boolean)) {
    const result = { error: null };
    try {
      const text = fs.readFileSync(name, "utf8");
      await mermaid.parse(text);
      const { svg } = await mermaid.render("drawn", text);
      const drawn = new JSDOM(svg).window.document;
      const labelled = (element, label) => lines(element.querySelector(label) || element);
      result.nodes = Object.fromEntries([...drawn.querySelectorAll("g.node")].map((node) => [
        node.id.replace(/^(drawn-)?flowchart-/, "").replace(/-\d+$/, ""),
        { lines: labelled(node, ".nodeLabel"), classes: [...node.classList] },
      ]));
      result.groups = [...drawn.querySelectorAll("g.cluster")].map((group) => labelled(group, ".nodeLabel").join("\n"));
      const graph = (await mermaid.mermaidAPI.getDiagramFromText(text)).db;
      result.edges = graph.getEdges().map((edge) => [edge.start, edge.end, edge.type, edge.stroke]);
      result.labels = [...drawn.querySelectorAll("g.edgeLabel .edgeLabel")].map((label) => label.textContent).filter(Boolean);
      result.odd = [...drawn.querySelectorAll("script, a, img, i, em, strong, code, table")].map((one) => one.outerHTML);
    } catch (error) {
      result.error = String(error.message || error);
    }
    process.stdout.write(JSON.stringify(result) + "\n");
  }
})();
