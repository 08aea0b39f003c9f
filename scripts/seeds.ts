/** `npm run seeds`: writes `docs/seeds.md` from `scripts/seed-map.txt`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readIds, readMap, renderSeeds } from "./seed-map.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const rules = readMap(read("scripts/seed-map.txt"));
const kinds = new Map(readIds(read("scripts/seed-ids.txt")).map(({ id, kind }) => [id, kind]));
writeFileSync(join(root, "docs/seeds.md"), renderSeeds(rules, kinds));
const open = rules.filter(({ home }) => home.kind === "open");
console.log(`docs/seeds.md: ${rules.length} rules, ${open.length} not proved yet`);
