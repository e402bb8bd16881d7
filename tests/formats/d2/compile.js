// What D2 makes of files: one JSON object a line, in the order of the paths on standard input.
"use strict";
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");

(async () => {
  // its package names a module for `require` that Node can't load
  const file = path.join(process.env.NODE_PATH, "@terrastruct", "d2", "dist", "node-esm", "index.js");
  const { D2 } = await import(pathToFileURL(file));
  const d2 = new D2();
  for (const name of fs.readFileSync(0, "utf8").split("\n").filter(Boolean)) {
    const result = { error: null };
    try {
      const { diagram } = await d2.compile(fs.readFileSync(name, "utf8"));
      result.shapes = diagram.shapes.map((one) => [one.id, one.type, one.label]);
      result.connections = diagram.connections.map((one) => [
        one.src, one.dst, one.label, one.srcArrow, one.dstArrow, one.strokeDash,
      ]);
    } catch (error) {
      result.error = String(error.message || error);
    }
    process.stdout.write(JSON.stringify(result) + "\n");
  }
  process.exit(0);
})();
