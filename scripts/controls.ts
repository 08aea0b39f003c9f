/** `npm run controls`: writes `docs/controls` from the control register. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { controlPages } from "./control-pages.ts";

const folder = "docs/controls";
mkdirSync(folder, { recursive: true });
for (const [name, text] of controlPages()) writeFileSync(join(folder, name), text);
