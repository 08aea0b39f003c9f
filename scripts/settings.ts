/** Writes `.env.example` and the table in `docs/configuration.md` from the one table of settings. */
import { readFileSync, writeFileSync } from "node:fs";
import { envExample } from "../src/runtime/ai-config/env-example.ts";
import { withSettingsTable } from "../src/runtime/ai-config/settings-page.ts";

writeFileSync(".env.example", envExample());
const page = "docs/configuration.md";
writeFileSync(page, withSettingsTable(readFileSync(page, "utf8")));
