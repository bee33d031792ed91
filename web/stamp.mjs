// Writes behind the bundle what it was built from, so that a test tells a stale one.
import { createHash } from "node:crypto";
import { appendFileSync, readFileSync, readdirSync } from "node:fs";

const BUNDLE = "../src/sumber/workbench/static/workbench.js";
const sources = [...readdirSync("src").filter((name) => name.endsWith(".ts")).map((name) => `src/${name}`), "package-lock.json"].sort();
const digest = createHash("sha256");
for (const source of sources) {
  digest.update(source.split("/").pop() + "\0");
  digest.update(readFileSync(source));
}
appendFileSync(BUNDLE, `/* sources ${digest.digest("hex").slice(0, 16)} */\n`);
