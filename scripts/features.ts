/** `npm run features`: writes docs/features.md from the catalogue. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { featuresPage } from "./features-page.ts";

writeFileSync(join(import.meta.dirname, "../docs/features.md"), featuresPage());
