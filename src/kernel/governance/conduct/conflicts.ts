/**
 * AI-HFOS: conflicts between what subsystems want, and who is heard. The tightest holds, whoever asks.
 *
 * Source: the three rules of origin-facts 8.6. A subsystem that is not registered makes no claim, so no rule speaks
 * about it (resolutions 25a).
 */
import { comesBefore } from "../../domain/ladder.ts";
import { type SystemRiskMode, systemRiskModes } from "../../domain/modes.ts";

export const conflictSeverities = ["INFO", "WARNING", "ERROR", "CRITICAL"] as const;
export type ConflictSeverity = (typeof conflictSeverities)[number];

/** What each subsystem wants now; absent is not registered. */
export type Claims = {
  readonly systemRiskMode: SystemRiskMode;
  readonly universe?: { readonly who: string; readonly decisionId: string | null; readonly addsSymbols: number };
  readonly pil?: { readonly toxicSymbols: readonly string[] };
  readonly pal?: { readonly amplifies: readonly string[] };
  readonly execution?: { readonly wantsMarketOrders: boolean };
  readonly riskWantsLimitOrders?: boolean;
};

type Side = { readonly who: string; readonly decisionId: string | null; readonly wants: string };

export type Conflict = {
  readonly about: string;
  readonly severity: ConflictSeverity;
  readonly heard: Side;
  readonly overruled: Side;
  readonly rule: string;
};

export function conflictsBetween(claims: Claims): Conflict[] {
  return [...riskAgainstUniverse(claims), ...pilAgainstPal(claims), ...riskAgainstExecution(claims)];
}

function riskAgainstUniverse({ systemRiskMode, universe }: Claims): Conflict[] {
  if (universe === undefined || universe.addsSymbols <= 0 || !comesBefore(systemRiskModes, systemRiskMode, "NORMAL"))
    return [];
  const { who, decisionId, addsSymbols } = universe;
  return [
    {
      about: "the universe",
      severity: "WARNING",
      heard: { who: "AI-HFOS system risk mode", decisionId: null, wants: systemRiskMode },
      overruled: { who, decisionId, wants: `${addsSymbols} more symbols` },
      rule: "risk before universe",
    },
  ];
}

function pilAgainstPal({ pil, pal }: Claims): Conflict[] {
  if (pil === undefined || pal === undefined) return [];
  return pal.amplifies
    .filter((symbol) => pil.toxicSymbols.includes(symbol))
    .map((symbol) => ({
      about: `the position in ${symbol}`,
      severity: "ERROR" as const,
      heard: { who: "position intelligence", decisionId: null, wants: "TOXIC" },
      overruled: { who: "profit amplification", decisionId: null, wants: "to amplify it" },
      rule: "a toxic position is never amplified",
    }));
}

function riskAgainstExecution({ execution, riskWantsLimitOrders }: Claims): Conflict[] {
  if (execution?.wantsMarketOrders !== true || riskWantsLimitOrders !== true) return [];
  return [
    {
      about: "the order type",
      severity: "ERROR",
      heard: { who: "risk", decisionId: null, wants: "LIMIT" },
      overruled: { who: "execution", decisionId: null, wants: "MARKET" },
      rule: "limit orders when risk asks for them",
    },
  ];
}
