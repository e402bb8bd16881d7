// What Argdown's own parser makes of files: one JSON object a line, in the order of the paths on standard input.
"use strict";
const { argdown } = require("@argdown/node");

async function read(path) {
  const request = {
    inputPath: path,
    process: ["load-file", "parse-input", "build-model", "export-json"],
    logLevel: "silent",
    throwExceptions: true,
  };
  try {
    const response = await argdown.runAsync(request);
    const errors = [...(response.lexerErrors || []), ...(response.parserErrors || [])].map((error) => ({
      line: error.token ? error.token.startLine : null,
      message: error.message,
    }));
    const model = response.json ? JSON.parse(response.json) : null;
    return { errors, frontMatter: response.frontMatter || null, model };
  } catch (error) {
    return { errors: [{ line: null, message: String(error.message || error) }], frontMatter: null, model: null };
  }
}

(async () => {
  const paths = require("fs").readFileSync(0, "utf8").split("\n").filter(Boolean);
  for (const path of paths) {
    process.stdout.write(JSON.stringify({ path, ...(await read(path)) }) + "\n");
  }
})();
