/** The text of `.env.example`: every variable with its default, unit, range and meaning, from the one table. */
import type { Owner } from "./fields.ts";
import { type Variable, variables } from "./ai-system-config.ts";
import { profileNames } from "./profile-names.ts";
import { settingsOf } from "./profiles.ts";

const width = 110;

const titles: Readonly<Record<Owner, string>> = {
  fund: "Master controls",
  "hard limits": "Safety limits: hard, changed only here and by a restart",
  "order controls": "Controls on the flow of orders",
  "emergency stop": "Emergency stop system",
  reconciliation: "Reconciliation with the venue",
  surveillance: "Alerts and what watches the fund while it runs",
  agents: "Agents and the CEO's thresholds",
  controller: "Controller (MSC) and the market's labels",
  "opportunity ranker": "The opportunity ranker (seeds 002 and 003)",
  analytics: "Analytics",
  API: "API",
  ai_hfos: "AI-HFOS",
  universe_os: "Universe",
  pil: "Position intelligence layer (PIL)",
  pba: "Portfolio balancer (PBA)",
  pal: "Profit amplification layer (PAL)",
  self_healing: "Self-healing",
  model_supervisor: "Model supervisor",
  aelm: "Smart execution (AELM)",
  retraining: "Retraining",
  dynamic_tpsl: "Dynamic targets and stops",
  orchestrator: "Orchestrator and Risk OS of the earlier system",
  logging: "Logging and telemetry",
  health: "Health",
  debug: "Debugging",
};

export function envExample(): string {
  const owners = [...new Set(variables.map(({ owner }) => owner))];
  const sections = owners.map((owner) =>
    [`# --- ${titles[owner]} ---`, "", ...variables.filter((each) => each.owner === owner).flatMap(entryOf)].join("\n"),
  );
  return `${head}\n${sections.join("\n")}\n${profileSection()}`;
}

const head = `# Settings of Quantum Trader, with their defaults. Copy to .env and uncomment what you change; the environment stands
# above .env, both stand above the profile. Written by \`npm run settings\` from src/runtime/ai-config; do not edit.
#
# Without a profile everything is OFF at stage OBSERVATION. A paper fund starts from the profile Autonomy instead, since
# no money is at risk. "Not in this version" means: read and checked, and nothing acts on it.
`;

function entryOf(variable: Variable): string[] {
  const { name, preset, type, unit, range, what, isInForce, aliases = [] } = variable;
  const measure = [type, unit, range === "any text" ? "" : range].filter((each) => each !== "").join("; ");
  const also = aliases.length === 0 ? "" : ` Also: ${aliases.join(", ")}.`;
  const status = isInForce ? "" : " Not in this version.";
  return [...wrap(`${what}${also}${status} (${measure})`), `#${name}=${preset}`, ""];
}

function profileSection(): string {
  const lines = profileNames.flatMap((name) => [
    `# ${name}:`,
    ...[...settingsOf(name)].map(([variable, value]) => `#   ${variable}=${value}`),
  ]);
  return [`# --- What each profile sets ---`, "", ...lines, ""].join("\n");
}

/** Comment lines of at most `width` characters. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = "#";
  for (const word of text.split(" ")) {
    if (line.length + word.length + 1 > width) {
      lines.push(line);
      line = "#";
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
