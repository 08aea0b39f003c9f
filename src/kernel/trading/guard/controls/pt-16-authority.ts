/**
 * PT-16: an entry is sent only on an authority that stands now: who wishes it, at which stage, under which mandate.
 *
 * The mandate says all this already when the order is made; the guard looks again, so that a state that was carried on
 * too long, or was tampered with, permits nothing. Source: controls.md, PT-16; resolutions 5, 8, 12; decision 0032.
 */
import { comesBefore } from "../../../domain/ladder.ts";
import type { PolicyOverride } from "../../../domain/mandate.ts";
import { capitalProfiles } from "../../../domain/modes.ts";
import { ensembleName } from "../../../domain/signal.ts";
import { integrationStages } from "../../../domain/subsystem.ts";
import { longestGrant } from "../../../domain/override.ts";
import type { Check } from "../check.ts";
import type { OrderAuthority } from "../guard-view.ts";
import type { GuardControl } from "../guard-control.ts";

export const entriesAreAllowed: Check = {
  name: "entries-allowed",
  refuses: (_, { envelope }) => (envelope.entriesAllowed ? undefined : "entries are stopped"),
};
export const governanceIsFresh: Check = {
  name: "governance-fresh",
  refuses: (_, view) => (view.governanceIsFresh ? undefined : "the council has not completed a round for too long"),
};
export const mandateStands: Check = {
  name: "mandate-stands",
  refuses: (_, { authority: { modes } }) => {
    if (modes.frozen) return "the fund is frozen";
    if (modes.braked) return "the emergency brake is on";
    if (capitalProfiles.includes(modes.capitalProfile)) return undefined;
    return `expected a capital profile, was ${String(modes.capitalProfile)}`;
  },
};
/** Real money is risked from the stage on at which the council is obeyed (resolutions 5). */
export const stageAllowsEntries: Check = {
  name: "stage-allows",
  refuses: (_, { isLiveVenue, authority: { modes } }) => {
    if (!integrationStages.includes(modes.stage)) return `expected an integration stage, was ${String(modes.stage)}`;
    if (!isLiveVenue || !comesBefore(integrationStages, modes.stage, "COORDINATION")) return undefined;
    return `expected stage COORDINATION or later on a live venue, was ${modes.stage}`;
  },
};
/** The code that spoke is the code that the configuration names, by version and hash. */
export const strategyIsRegistered: Check = {
  name: "strategy-registered",
  refuses: (_, view) => refusalOfStrategy(view.authority),
};

function refusalOfStrategy({ strategy, choices, code, blocked }: OrderAuthority): string | undefined {
  if (strategy === ensembleName) return undefined;
  if (blocked.includes(strategy)) return `expected a strategy the controller lets speak, was ${strategy}`;
  const choice = choices.find(({ name }) => name === strategy);
  if (choice === undefined) return `expected a configured strategy, was ${strategy}`;
  if (code === undefined) return `nobody has asked ${strategy} since the start, so its code is not known`;
  if (code.version !== choice.version) return `expected ${strategy} in version ${choice.version}, was ${code.version}`;
  if (code.sha256 !== choice.sha256) return `expected ${strategy} with hash ${choice.sha256}, was ${code.sha256}`;
  return undefined;
}

/** What loosens a limit has an end that is not reached, and no later than any may have. */
export const grantsStand: Check = {
  name: "grants-stand",
  refuses: (_, { at, authority: { overrides } }) => {
    const grant = overrides.find((each) => each.kind === "GRANT" && !stands(each, at));
    if (grant === undefined) return undefined;
    return `expected grants of at most ${longestGrant} ms that have not ended, was ${grant.about} by ${grant.setBy} until ${grant.expiresAtMs}`;
  },
};

function stands({ sinceMs, expiresAtMs }: PolicyOverride, at: number): boolean {
  const end = expiresAtMs ?? Number.NaN;
  return at >= sinceMs && at < end && end - sinceMs <= longestGrant;
}

export const authority: GuardControl = {
  id: "PT-16",
  name: "Authority",
  purpose: "Keeps an entry from being sent on a permission that was never given, or has ended.",
  answers: ["RTS 6 Art. 15", "RTS 6 Art. 18"],
  source: "controls.md, PT-16; resolutions 5, 8, 12",
  owner: "SUPERVISOR",
  action: "The entry is refused; exits and stops pass.",
  parameters: () => [],
  whyNoParameters: "An authority is there or it is not.",
  checks: [entriesAreAllowed, governanceIsFresh, mandateStands, stageAllowsEntries, strategyIsRegistered, grantsStand],
};
