// Makes `public/emoji/<language>.txt`, the emoji with their names in a language, from emojibase-data (which has them
// from Unicode's CLDR). Run it after raising its version:
//
//   npm pack emojibase-data@17.0.0 && tar xzf emojibase-data-17.0.0.tgz && node end2end/tools/emoji.mjs package
//
// The result is committed: the package is forty languages large, and nothing else needs it. A line `# name` begins a group; every other line is an emoji,
// its name, more words for it, and `+` where it has skin tones, parted by tabs. src/app/emoji/list.rs reads it.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const [, , source] = process.argv;
if (!source) throw new Error("which folder has emojibase-data?");
/** What newer versions of Unicode have, most machines cannot draw yet. */
const NEWEST = 15.1;
const TONES = ["\u{1F3FB}", "\u{1F3FC}", "\u{1F3FD}", "\u{1F3FE}", "\u{1F3FF}"];

const read = (language, file) => JSON.parse(readFileSync(join(source, language, file), "utf8"));

/** An emoji with a skin tone, as `with_tone` of src/app/emoji/list.rs makes it. */
function withTone(emoji, tone) {
  const [first, ...rest] = [...emoji];
  return [first, tone, ...(rest[0] === "\uFE0F" ? rest.slice(1) : rest)].join("");
}

function hasTones({ emoji, skins = [] }) {
  return skins.length === TONES.length && TONES.every((tone) => skins.some((skin) => skin.emoji === withTone(emoji, tone)));
}

for (const language of ["en", "de"]) {
  const { groups } = read(language, "messages.json");
  const all = read(language, "data.json").filter((one) => one.group !== undefined && one.version <= NEWEST);
  const lines = [];
  for (const group of groups.filter(({ key }) => key !== "component").sort((x, y) => x.order - y.order)) {
    lines.push(`# ${group.message[0].toLocaleUpperCase(language)}${group.message.slice(1)}`);
    for (const one of all.filter((each) => each.group === group.order).sort((x, y) => x.order - y.order)) {
      const tags = (one.tags ?? []).filter((tag) => !one.label.includes(tag));
      lines.push([one.emoji, one.label, tags.join(" "), ...(hasTones(one) ? ["+"] : [])].join("\t"));
    }
  }
  mkdirSync(join(root, "public", "emoji"), { recursive: true });
  writeFileSync(join(root, "public", "emoji", `${language}.txt`), `${lines.join("\n")}\n`);
  console.log(`${language}: ${lines.length - groups.length + 1} emoji`);
}
