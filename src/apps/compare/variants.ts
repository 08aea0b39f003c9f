/**
 * The funds that a comparison of governance plays: none of it, each authority alone, and all of it.
 *
 * "Alone" is said exactly: the fund without governance, plus that authority, plus what the authority cannot be without.
 * The configuration schema asks for a Supervisor beside any other seat, so one sits in every variant with a seat; without
 * loss limits it has no trigger but an EMERGENCY of system health. AI-HFOS conducts wherever somebody sits. Seats come
 * from the list the full fund has, so a new seat gets a variant by itself. docs/concepts/cost-of-governance.md.
 */
import type { FundConfig } from "../../kernel/domain/config.ts";
import type { Seat } from "../../kernel/domain/decision.ts";

export type Variant = {
  readonly name: string;
  /** What it switches on, in a sentence. */
  readonly about: string;
  readonly config: FundConfig;
};

export const offName = "off";
export const allName = "all";

/** @param all the full fund; `off` the same fund with no seat, no emergency stop, and losses that never stop it */
export function variantsOf(all: FundConfig, off: FundConfig): Variant[] {
  const supervised = (seats: readonly Seat[]): FundConfig => ({ ...off, seats: inOrderOf(all, seats) });
  const limited: FundConfig = { ...off, hardLimits: all.hardLimits };
  const others = all.seats.filter((seat) => seat !== "SUPERVISOR");
  return [
    { name: offName, about: "no seat, no emergency stop, no loss limit; the start values hold", config: off },
    { name: "hard limits", about: "the loss limits, held by the guard and in the mandate; no seat", config: limited },
    {
      name: "AI-HFOS",
      about: "the system risk mode; the Supervisor's chair is taken, without a loss limit",
      config: supervised([]),
    },
    {
      name: "SUPERVISOR",
      about: "freezes and releases, with the loss limits it reads as triggers; no emergency stop",
      config: { ...limited, seats: ["SUPERVISOR"] },
    },
    {
      name: "emergency stop",
      about: "the emergency stop and the loss limits, with the Supervisor who releases it",
      config: { ...limited, seats: ["SUPERVISOR"], essEnabled: all.essEnabled },
    },
    ...others.map((seat) => ({
      name: seat,
      about: "this seat, conducted by AI-HFOS; no loss limit, no emergency stop",
      config: supervised([seat]),
    })),
    { name: allName, about: "every seat, the loss limits, the emergency stop, AI-HFOS", config: all },
  ];
}

/** The Supervisor first, as the full fund lists them. */
const inOrderOf = ({ seats }: FundConfig, wanted: readonly Seat[]): Seat[] =>
  seats.filter((seat) => seat === "SUPERVISOR" || wanted.includes(seat));
