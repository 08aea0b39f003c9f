/** `qt config`: every setting in force, and where it comes from. Secrets are not shown. */
import { readAiSettings } from "../environment.ts";
import { type AiSettings, type Setting, shown } from "../../runtime/ai-config/resolve-ai-config.ts";
import { table } from "./table.ts";

export type ConfigFlags = { readonly json?: boolean; readonly profile?: string; readonly live?: boolean };

export function configCommand({ json, profile, live = false }: ConfigFlags): void {
  const settings = readAiSettings({ profile, isLiveVenue: live });
  process.stdout.write(json === true ? `${JSON.stringify(toJson(settings))}\n` : toText(settings, live));
}

const toJson = ({ profile, settings, notes }: AiSettings) => ({
  profile,
  settings: settings.map(({ variable, text, from }) => ({
    name: variable.name,
    value: shown(variable, text),
    unit: variable.unit,
    from,
    owner: variable.owner,
    in_this_version: variable.isInForce,
    what: variable.what,
  })),
  notes,
});

function toText({ profile, settings, notes }: AiSettings, live: boolean): string {
  const venue = live ? "a live venue" : "a paper fund";
  const inForce = settings.filter(({ variable }) => variable.isInForce);
  const later = settings.filter(({ variable }) => !variable.isInForce);
  const lines = [
    `Settings of ${venue}, profile ${profile}. .env.example says what each does.`,
    "",
    ...table(["SETTING", "VALUE", "UNIT", "FROM"], inForce.map(row)),
    "",
    "Not in this version: read and checked, nothing acts on them.",
    "",
    ...table(["SETTING", "VALUE", "UNIT", "FROM"], later.map(row)),
  ];
  return [...lines, ...notes.map((note) => `note: ${note}`), ""].join("\n");
}

const row = ({ variable, text, from }: Setting): string[] => [
  variable.name,
  shown(variable, text) === "" ? "-" : shown(variable, text),
  variable.unit,
  from,
];
