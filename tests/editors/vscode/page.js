// Prints the preview's page as it stands in a panel, with its two files from a folder.
//
//   node page.js SOURCES MEDIA

const path = require("node:path");
const { pathToFileURL } = require("node:url");

const [sources, media] = process.argv.slice(2);
const { nonce, page } = require(path.resolve(sources, "page.js"));
const address = (name) => pathToFileURL(path.resolve(media, name)).href;
console.log(page({ script: address("preview.js"), style: address("preview.css"), source: "file:", nonce: nonce() }));
