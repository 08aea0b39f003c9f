/** The table of settings inside `docs/configuration.md`, between two marks. */
import { type Variable, variables } from "./ai-system-config.ts";
import { profileNames } from "./profile-names.ts";
import { settingsOf } from "./profiles.ts";

const begin = "<!-- settings: written by npm run settings -->";
const end = "<!-- end of settings -->";

/** The page with its table made anew. @throws when the marks are missing */
export function withSettingsTable(page: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`expected a page with ${begin} and ${end}`);
  return `${page.slice(0, from + begin.length)}\n\n${settingsTable()}\n\n${profilesTable()}\n\n${page.slice(to)}`;
}

function settingsTable(): string {
  const head = ["| Setting | Default | Type, unit, range | Read by | What it does |", "|---|---|---|---|---|"];
  return [...head, ...variables.map(rowOf)].join("\n");
}

function rowOf({ name, preset, type, unit, range, owner, what, isInForce, aliases = [] }: Variable): string {
  const measure = [type, unit, range].filter((each) => each !== "").join("; ");
  const also = aliases.length === 0 ? "" : ` Also: ${aliases.map((alias) => `\`${alias}\``).join(", ")}.`;
  const reader = isInForce ? owner : `${owner}, not in this version`;
  return `| \`${name}\` | ${preset === "" ? "none" : `\`${preset}\``} | ${measure} | ${reader} | ${what}${also} |`;
}

/** One row for each setting that some profile sets, one column for each profile. */
function profilesTable(): string {
  const profiles = profileNames.map((name) => settingsOf(name));
  const names = [...new Set(profiles.flatMap((settings) => [...settings.keys()]))].filter(
    (name) => !name.endsWith("_ENABLED"),
  );
  const head = [`| Profile sets | ${profileNames.join(" | ")} |`, `|---|${profileNames.map(() => "---").join("|")}|`];
  const rows = names.map(
    (name) => `| \`${name}\` | ${profiles.map((each) => each.get(name) ?? "default").join(" | ")} |`,
  );
  return [...head, ...rows].join("\n");
}
