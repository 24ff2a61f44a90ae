// Makes `public/icons.svg`, the one sprite, from the names in `src/app/kit/icons.txt` (lucide-static) and the glyphs
// of our own in `src/app/kit/icons/`. Run it after changing either:
//
//   npm --prefix end2end ci && node end2end/tools/icons.mjs [folder of lucide-static]
//
// The result is committed, so that a build needs no npm.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const lucide = process.argv[2] ?? join(root, "end2end", "node_modules", "lucide-static");
const kit = join(root, "src", "app", "kit");

/** The drawing inside an `<svg>`, on one line; stroke and fill defaults come from `style/kit/Icon.css`. */
function drawing(svg) {
  return svg
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<svg[\s\S]*?>/, "")
    .replace(/<\/svg>/, "")
    .replace(/\s*\n\s*/g, "")
    .replace(/ \/>/g, "/>")
    .trim();
}

const names = readFileSync(join(kit, "icons.txt"), "utf8")
  .split("\n")
  .map((line) => line.trim())
  .filter((line) => line && !line.startsWith("#"));
const symbols = [
  ...readdirSync(join(kit, "icons"))
    .filter((file) => file.endsWith(".svg"))
    .sort()
    .map((file) => [file.slice(0, -4), readFileSync(join(kit, "icons", file), "utf8")]),
  ...names.map((name) => [name, readFileSync(join(lucide, "icons", `${name}.svg`), "utf8")]),
].map(([name, svg]) => `<symbol id="${name}" viewBox="0 0 24 24">${drawing(svg)}</symbol>`);

// A comment in XML may not hold two hyphens in a row; the licence text has a ruler made of them.
const licence = readFileSync(join(lucide, "LICENSE"), "utf8").replace(/-{2,}/g, "*").trim();
const { version } = JSON.parse(readFileSync(join(lucide, "package.json"), "utf8"));
writeFileSync(
  join(root, "public", "icons.svg"),
  `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n<!-- Icons: Lucide ${version}, but "protium" and "provider".\n\n${licence}\n-->\n</svg>\n`,
);
console.log(`public/icons.svg: ${symbols.length} icons`);
