// Bundles the front end into the folder that Django collects static files from. Nothing in it loads from elsewhere.

import { copyFile, mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const source = fileURLToPath(new URL("src/", import.meta.url));
const target = fileURLToPath(new URL("../src/antu/site/static/", import.meta.url));

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
await build({
  entryPoints: [`${source}app.js`, `${source}charts.js`, `${source}flow.js`, `${source}app.css`, `${source}flow.css`, `${source}flow-sheet.css`],
  outdir: target,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome86", "firefox91", "safari14.1"],
  loader: { ".woff2": "file", ".woff": "file", ".svg": "dataurl" },
  legalComments: "linked",
  logLevel: "warning",
});
await copyFile(`${source}icon.svg`, `${target}icon.svg`);
