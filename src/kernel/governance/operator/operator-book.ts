/**
 * What operators have ordered: holds that tighten, and grants that loosen for a while.
 *
 * A hold folds into the mandate as an authority of its own and never displaces what a seat says, so a seat that
 * tightens later is heard at once. A grant rules its kind, named and for at most `longestGrant`, and lapses the moment a
 * seat of that kind speaks anew and is obeyed: what was granted was granted against what was known then (resolutions 8).
 */
import type { DecisionPayloads, Stance } from "../../domain/decision.ts";
import { comesBefore, firstOf } from "../../domain/ladder.ts";
import { type RiskMode, riskModes, type TradingMode, tradingModes } from "../../domain/modes.ts";
import { type RiskEnvelope, unlimited } from "../../domain/risk-envelope.ts";
import { type Approval, longestGrant } from "../../domain/override.ts";
import { after, type DurationMs, type EpochMs, minutes, ratio } from "../../units/units.ts";
import { dailyLossLimit } from "./brake.ts";

export type RiskLimits = Readonly<DecisionPayloads["RISK_ADJUSTMENT"]>;
export type RiskLimitsPart = { readonly [Field in keyof RiskLimits]?: RiskLimits[Field] | undefined };

export type ModeHold = {
  readonly stance: Stance<"MODE_CHANGE">;
  /** Undefined holds until the operator says otherwise. */
  readonly endsAt: EpochMs | undefined;
};
export type RiskModeHold = { readonly stance: Stance<"RISK_MODE">; readonly endsAt: EpochMs | undefined };
export type RiskHold = { readonly stance: Stance<"RISK_ADJUSTMENT">; readonly limits: RiskLimitsPart };
export type Grant<Kind extends "MODE_CHANGE" | "RISK_ADJUSTMENT"> = {
  readonly stance: Stance<Kind>;
  readonly operator: string;
  readonly endsAt: EpochMs;
};

export type OperatorBook = {
  modeHolds: readonly ModeHold[];
  /** On the controller's risk mode. Nobody is granted a looser one than the controller's. */
  riskModeHolds: readonly RiskModeHold[];
  riskHold: RiskHold | undefined;
  modeGrant: Grant<"MODE_CHANGE"> | undefined;
  riskGrant: Grant<"RISK_ADJUSTMENT"> | undefined;
  /** Second persons' words on overrides, oldest first. */
  readonly approvals: Approval[];
  /** Grows with every change, so that an unchanged round costs nothing. */
  version: number;
};

export const openOperatorBook = (): OperatorBook => ({
  modeHolds: [],
  riskModeHolds: [],
  riskHold: undefined,
  modeGrant: undefined,
  riskGrant: undefined,
  approvals: [],
  version: 0,
});

/** The tightest mode any hold asks for. */
export const heldMode = ({ modeHolds }: OperatorBook): TradingMode =>
  modeHolds.reduce<TradingMode>(
    (mode, { stance }) => firstOf(tradingModes, mode, stance.decision.payload.mode),
    "LIVE",
  );

/** Adds a hold, and keeps none that asks for no more than another and ends no later. */
export function addModeHold(book: OperatorBook, hold: ModeHold): void {
  book.modeHolds = withHold(book.modeHolds, hold);
  book.version += 1;
}

function withHold(holds: readonly ModeHold[], hold: ModeHold): readonly ModeHold[] {
  const isCovered = holds.some((other) => covers(other, hold) && !covers(hold, other));
  return isCovered ? holds : [...holds.filter((other) => !covers(hold, other)), hold];
}

const modeOf = ({ stance }: ModeHold): TradingMode => stance.decision.payload.mode;
const covers = (a: ModeHold, b: ModeHold): boolean =>
  !comesBefore(tradingModes, modeOf(b), modeOf(a)) && endOf(b) <= endOf(a);

/**
 * An operator who asks for a looser mode no longer wants a tighter one: his holds move to it and keep their ends, so
 * that nothing gets looser still when his grant ends.
 */
export function moveModeHolds(book: OperatorBook, stance: Stance<"MODE_CHANGE">): void {
  const { mode } = stance.decision.payload;
  const moved = book.modeHolds.map((hold) =>
    comesBefore(tradingModes, modeOf(hold), mode) ? { ...hold, stance } : hold,
  );
  book.modeHolds = mode === "LIVE" ? [] : moved.reduce(withHold, []);
  book.version += 1;
}

const endOf = ({ endsAt }: Pick<ModeHold, "endsAt">): number => endsAt ?? Number.POSITIVE_INFINITY;

/** The tightest risk mode any hold asks for. */
export const heldRiskMode = ({ riskModeHolds }: OperatorBook): RiskMode =>
  riskModeHolds.reduce<RiskMode>(
    (mode, { stance }) => firstOf(riskModes, mode, stance.decision.payload.mode),
    "AGGRESSIVE",
  );

/** Adds a hold beside the others, without those that ask for no more and end no later. */
export function addRiskModeHold(book: OperatorBook, hold: RiskModeHold): void {
  const { mode } = hold.stance.decision.payload;
  const isCovered = ({ stance, endsAt }: RiskModeHold): boolean =>
    !comesBefore(riskModes, stance.decision.payload.mode, mode) && endOf({ endsAt }) <= endOf(hold);
  book.riskModeHolds = [...book.riskModeHolds.filter((other) => !isCovered(other)), hold];
  book.version += 1;
}

/** Holds that ask for more than `stance` move to it and keep their ends; to ask for what the seat says lets them all go. */
export function moveRiskModeHolds(book: OperatorBook, stance: Stance<"RISK_MODE">, ofSeat: RiskMode): void {
  const { mode } = stance.decision.payload;
  const holds = mode === ofSeat ? [] : book.riskModeHolds;
  book.riskModeHolds = holds.map((hold) =>
    comesBefore(riskModes, hold.stance.decision.payload.mode, mode) ? { ...hold, stance } : hold,
  );
  book.version += 1;
}

/** Of two values of a limit the tighter one: the lower, or for the stop multiplier the higher. */
export const tighterOf = (field: keyof RiskLimits, a: number, b: number): number =>
  field === "stopLossMultiplierRatio" ? Math.max(a, b) : Math.min(a, b);

export const isLooser = (field: keyof RiskLimits, wanted: number, inForce: number): boolean =>
  wanted !== inForce && tighterOf(field, wanted, inForce) === inForce;

/** What the hold allows, limit by limit. The stop multiplier is no limit of the envelope; see `heldStopMultiplier`. */
export function envelopeOfRiskHold({ limits }: RiskHold): RiskEnvelope {
  return {
    ...unlimited,
    maxLeverage: limits.maxLeverageRatio ?? unlimited.maxLeverage,
    maxPosition: limits.maxPositionUsd ?? unlimited.maxPosition,
    maxExposure: limits.maxExposureFraction ?? unlimited.maxExposure,
    maxDrawdown: limits.maxDrawdownFraction ?? unlimited.maxDrawdown,
  };
}

export const heldStopMultiplier = ({ riskHold }: OperatorBook) => riskHold?.limits.stopLossMultiplierRatio ?? ratio(0);

export const endAfter = (at: EpochMs, wait: DurationMs | null): EpochMs | undefined =>
  wait === null ? undefined : after(at, wait);

/** Ends what has run out, and grants whose kind a seat has spoken on since. Returns whether anything ended. */
export function expireHolds(book: OperatorBook, at: EpochMs, seats: LatestWords): boolean {
  const holds = book.modeHolds.filter(({ endsAt }) => endsAt === undefined || at < endsAt);
  const riskModeHolds = book.riskModeHolds.filter(({ endsAt }) => endsAt === undefined || at < endsAt);
  const modeGrant = keepGrant(book.modeGrant, at, seats.mode);
  const riskGrant = keepGrant(book.riskGrant, at, seats.risk);
  const isSame =
    holds.length === book.modeHolds.length &&
    riskModeHolds.length === book.riskModeHolds.length &&
    modeGrant === book.modeGrant &&
    riskGrant === book.riskGrant;
  if (isSame) return false;
  book.modeHolds = holds;
  book.riskModeHolds = riskModeHolds;
  book.modeGrant = modeGrant;
  book.riskGrant = riskGrant;
  book.version += 1;
  return true;
}

/** The stance the CEO holds on the mode and the CRO on the limits; undefined also where the council is not obeyed. */
export type LatestWords = { readonly mode: Stance | undefined; readonly risk: Stance | undefined };

function keepGrant<Kind extends "MODE_CHANGE" | "RISK_ADJUSTMENT">(
  grant: Grant<Kind> | undefined,
  at: EpochMs,
  seat: Stance | undefined,
): Grant<Kind> | undefined {
  if (grant === undefined || at >= grant.endsAt) return undefined;
  return seat !== undefined && isAfter(seat, grant.stance) ? undefined : grant;
}

const isAfter = (a: Stance, b: Stance): boolean => a.seq > b.seq || (a.seq === b.seq && a.index > b.index);

/** When the next hold or grant ends by itself. */
export function nextEnd({ modeHolds, riskModeHolds, modeGrant, riskGrant }: OperatorBook): EpochMs | undefined {
  const hasHolds = modeHolds.length > 0 || riskModeHolds.length > 0;
  if (!hasHolds && modeGrant === undefined && riskGrant === undefined) return undefined;
  const ends = [...modeHolds, ...riskModeHolds, modeGrant, riskGrant]
    .map((each) => each?.endsAt)
    .filter((end) => end !== undefined);
  return ends.length === 0 ? undefined : ends.reduce((first, end) => (end < first ? end : first));
}

/** Settings that order at a start: no person, who could let go of what a demotion kept. */
export const theEnvironment = "environment";

/** What a command is not allowed to be: the field, its value and the rule, in the words the caller reads. */
export type Refusal = { readonly field: string; readonly value: string; readonly rule: string };

/** Who speaks in facts without being a person. Somebody of that name would be taken for it. */
const partsOfTheFund: ReadonlySet<string> = new Set([
  "supervisor",
  dailyLossLimit,
  "scripted operator",
  "the fund itself",
  "reconciliation",
  "an unnamed operator",
  "the end of an override",
]);

export const refuseName = (operator: string | null): Refusal | undefined =>
  operator !== null && partsOfTheFund.has(operator.trim().toLowerCase())
    ? { field: "operator", value: operator, rule: "expected the name of a person, not of a part of the fund" }
    : undefined;

/** Why a loosening is not allowed, or `undefined`: it needs a name and an end. Source: resolutions 8. */
export function refuseGrant(operator: string | null, expiresIn: DurationMs | null, what: string): Refusal | undefined {
  if (operator === null)
    return { field: "operator", value: "null", rule: `${what}: loosening needs operator, reason and expires_minutes` };
  if (expiresIn !== null && expiresIn > 0 && expiresIn <= longestGrant) return undefined;
  const value = expiresIn === null ? "null" : String(expiresIn / minutes(1));
  return {
    field: "expires_minutes",
    value,
    rule: `${what}: expected above 0 and at most ${longestGrant / minutes(1)}`,
  };
}
