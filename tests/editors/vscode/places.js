// Where the client finds the boxes of some maps, as JSON, one line a map: {name: line from 0, …}.
//
//   node places.js SOURCES FILE    where FILE holds a list of texts as JSON

const fs = require("node:fs");
const path = require("node:path");

const [sources, file] = process.argv.slice(2);
const { places } = require(path.resolve(sources, "places.js"));
for (const text of JSON.parse(fs.readFileSync(file, "utf8"))) {
  console.log(JSON.stringify(Object.fromEntries(places(text).lines)));
}
