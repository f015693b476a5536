/* The desk's script in one file, for the browsers of the last four years. */
import { build } from "esbuild";

await build({
  entryPoints: ["desk/main.ts"],
  absWorkingDir: import.meta.dirname,
  outfile: "../src/servanda/web/static/built/desk.js",
  bundle: true,
  format: "iife",
  target: "es2022",
  minify: true,
  charset: "utf8",
  logLevel: "warning",
});
