/**
 * What must hold after every move of the authority machine, whatever state it was made in. Faults are sentences.
 *
 * The checks know the rules from the issue, not from the code: they recompute who must bind and compare.
 */
import { type DecisionKind, type Seat, seniority, type Stance } from "../../src/kernel/domain/decision.ts";
import type { Order } from "../../src/kernel/domain/order.ts";
import type { RiskEnvelope } from "../../src/kernel/domain/risk-envelope.ts";
import { openOutbox } from "../../src/kernel/events/outbox.ts";
import { envelopeOf, envelopeOfHardLimits } from "../../src/kernel/governance/arbitrate/envelopes.ts";
import { stanceOf } from "../../src/kernel/governance/governance-state.ts";
import { essPolicyInForce } from "../../src/kernel/governance/in-force.ts";
import { envelopeOfRiskHold } from "../../src/kernel/governance/operator/operator-book.ts";
import { councilIsHeard } from "../../src/kernel/governance/stage/stage.ts";
import { contextOf } from "../../src/kernel/step-govern.ts";
import { submit } from "../../src/kernel/trading/submit.ts";
import { price, quantity, usd } from "../../src/kernel/units/units.ts";
import { loosenedIn } from "../scenarios/given-any.ts";
import { planOf } from "../scenarios/given-fund.ts";
import { fundOf, type Step, type World } from "../scenarios/world.ts";
import { fork } from "./authority-model.ts";
import type { Move } from "./move.ts";
import { moves } from "./moves.ts";

const governanceOf = (world: World) => fundOf(world).governance;

export function envelopeIn(world: World): RiskEnvelope {
  const { policy } = governanceOf(world);
  if (policy === undefined) throw new Error("expected a policy");
  return policy.mandate.envelope;
}

/** Everything wrong with the move that led from `before` to `after`. */
export function faultsOf(before: World, move: Move, after: World, steps: readonly Step[]): string[] {
  return [
    ...faultsOfLimits(after),
    ...faultsOfStops(after),
    ...faultsOfLoosening(before, move, after),
    ...faultsOfFreeze(before, after, steps),
    ...faultsOfTriggers(before, after),
    ...faultsOfGrants(after),
    ...faultsOfCommand(move, after, steps),
    ...faultsOfSeats(before, after),
  ];
}

/** A command that tightens has tightened in the entry that brought it. */
function faultsOfCommand({ name, demands }: Move, after: World, steps: readonly Step[]): string[] {
  const wasRefused = steps.some(({ facts }) => facts.some(({ type }) => type === "operator.command_refused"));
  return demands === undefined || wasRefused || demands(after) ? [] : [`${name} did not take effect at once`];
}

/** Seats that sit tighten in the entry in which their bound is crossed. */
function faultsOfSeats(before: World, after: World): string[] {
  const { config, governance } = fundOf(after);
  const sits = (seat: Seat): boolean => config.seats.includes(seat) && !governance.seatsOff.has(seat);
  const hasCeo = sits("CEO") && governance.flags.enableCeo;
  const drawdownOf = (world: World): number => governanceOf(world).lastPerformance?.drawdown ?? 0;
  const hasCrossed = (line: number): boolean => drawdownOf(before) <= line && drawdownOf(after) > line;
  const said = <Kind extends DecisionKind>(seat: Seat, kind: Kind) =>
    stanceOf(governance, seat, kind)?.decision.payload;
  const { ess } = governance;
  const mode = said("CEO", "MODE_CHANGE")?.mode;
  return [
    ...(hasCeo && hasCrossed(0.08) && said("CEO", "CAPITAL_PROFILE")?.profile !== "MICRO"
      ? ["a drawdown above 8 % left the profile above MICRO"]
      : []),
    ...(hasCeo && ess.state === "ARMED" && ess.level === "WARNING" && (mode === "LIVE" || mode === "SHADOW")
      ? ["ESS WARNING left the mode at LIVE or SHADOW"]
      : []),
    ...(sits("CRO") && hasCrossed(0.06) && (said("CRO", "ESS_POLICY")?.criticalFraction ?? 1) >= 0.08
      ? ["a drawdown above 6 % left the emergency stop's thresholds at their base"]
      : []),
  ];
}

/** Nothing is loosened past a senior or another kind: hard limits, stances, holds, what a stage or brake has kept. */
function faultsOfLimits(world: World): string[] {
  const { config, governance } = fundOf(world);
  const envelope = envelopeIn(world);
  const bound = (name: string, limit: RiskEnvelope): string[] =>
    loosenedIn(envelope, limit).map((field) => `${field} is looser than ${name} allows`);
  const { riskHold, modeHolds } = governance.operator;
  return [
    ...bound("the hard limits", envelopeOfHardLimits(config.hardLimits)),
    ...rulingStances(world).flatMap((stance) =>
      bound(`${stance.seat}'s ${stance.decision.kind}`, envelopeOf(stance.decision)),
    ),
    ...modeHolds.flatMap(({ stance }) => bound("an operator's mode", envelopeOf(stance.decision))),
    ...(riskHold === undefined ? [] : bound("an operator's limits", envelopeOfRiskHold(riskHold))),
    ...(governance.brake === undefined ? [] : bound("the brake", governance.brake.envelope)),
    ...(governance.stage.keptEnvelope === undefined ? [] : bound("the stage", governance.stage.keptEnvelope)),
  ];
}

/** The most senior stance of each kind that is heard at this stage and that no grant replaces. */
function rulingStances(world: World): Stance[] {
  const { governance } = fundOf(world);
  const { modeGrant, riskGrant } = governance.operator;
  const granted = new Set<DecisionKind | undefined>([modeGrant, riskGrant].map((grant) => grant?.stance.decision.kind));
  const byKind = new Map<DecisionKind, Stance>();
  for (const stance of governance.stances.values()) {
    const { kind } = stance.decision;
    if (granted.has(kind)) continue;
    if (stance.seat !== "SUPERVISOR" && !councilIsHeard(governance.stage.current)) continue;
    const known = byKind.get(kind);
    if (known === undefined || seniority.indexOf(stance.seat) < seniority.indexOf(known.seat)) byKind.set(kind, stance);
  }
  return [...byKind.values()];
}

/** Whatever stops entries has stopped them by the end of the same entry, at every stage and under the brake. */
function faultsOfStops(world: World): string[] {
  const { config, governance } = fundOf(world);
  const { freeze, ess, health, brake, stage, policy } = governance;
  const stops = {
    freeze: freeze !== undefined,
    "emergency stop": ess.state !== "ARMED" && ess.state !== "DISABLED",
    health: health === "EMERGENCY" || health === "CRITICAL",
    brake: brake !== undefined,
    "live venue": config.isLiveVenue && !councilIsHeard(stage.current),
  };
  const faults = Object.entries(stops)
    .filter(([, isOn]) => isOn && envelopeIn(world).entriesAllowed)
    .map(([name]) => `entries are allowed in spite of ${name}`);
  if (policy?.modes.frozen !== (freeze !== undefined)) faults.push("the policy does not say that the fund is frozen");
  if (policy?.modes.braked !== (brake !== undefined)) faults.push("the policy does not say that the brake is on");
  return faults;
}

function faultsOfLoosening(before: World, move: Move, after: World): string[] {
  const loosened = loosenedIn(envelopeIn(after), envelopeIn(before));
  const isBraked = governanceOf(before).brake !== undefined && governanceOf(after).brake !== undefined;
  return [
    ...(move.effect === "NEVER_LOOSENS" ? loosened.map((limit) => `${limit} loosened by ${move.name}`) : []),
    ...(isBraked ? loosened.map((limit) => `${limit} loosened under the brake`) : []),
  ];
}

/** A freeze ends by a release alone, when its timer has run and its review was given, and is carried on unchanged. */
function faultsOfFreeze(before: World, after: World, steps: readonly Step[]): string[] {
  const was = governanceOf(before).freeze;
  const is = governanceOf(after).freeze;
  if (was === undefined) return [];
  const facts = steps.flatMap((step) => step.facts);
  const releases = facts.filter(({ type }) => type === "fund.released").length;
  if (releases > 0) return faultsOfRelease(before, after, steps);
  if (is === undefined) return ["a freeze is forgotten: it ended without a release"];
  const lost = was.causes.filter((cause) => !is.causes.includes(cause));
  return [
    ...lost.map((cause) => `the freeze forgot its cause ${cause}`),
    ...(is.since === was.since ? [] : ["the freeze forgot when it began"]),
    ...(was.requiresReview && !is.requiresReview ? ["the freeze forgot that it needs a review"] : []),
  ];
}

function faultsOfRelease(before: World, after: World, steps: readonly Step[]): string[] {
  const was = governanceOf(before).freeze;
  if (was === undefined) return [];
  const wasReviewed =
    was.reviewGivenBy !== undefined || steps.some(({ entry }) => entry.event.type === "operator.review_given");
  return [
    ...(was.requiresReview && !wasReviewed ? ["released without the review it needs"] : []),
    ...(was.timerEndsAt !== undefined && after.state.at < was.timerEndsAt ? ["released before its timer"] : []),
    ...(was.timerEndsAt === undefined && !wasReviewed ? ["an indefinite freeze ended without a review"] : []),
  ];
}

/** What crosses its bound acts in the same entry, at every stage, under the brake, whichever seats rest. */
function faultsOfTriggers(before: World, after: World): string[] {
  const { config, governance } = fundOf(after);
  const [was, is] = [governanceOf(before).lastPerformance, governance.lastPerformance];
  if (was === undefined || is === undefined) return ["the fund has not been valued"];
  const { hardLimits } = config;
  const crossed = (name: string, from: boolean, to: boolean): string[] =>
    !from && to && governance.freeze === undefined ? [`${name} was crossed and nothing froze`] : [];
  const equity = (world: World) => governanceOf(world).lastBriefing?.portfolio.equity ?? Number.NaN;
  return [
    ...crossed("drawdown", was.drawdown > hardLimits.maxDrawdownFraction, is.drawdown > hardLimits.maxDrawdownFraction),
    ...crossed(
      "daily loss",
      was.dailyLoss > hardLimits.maxDailyLossFraction,
      is.dailyLoss > hardLimits.maxDailyLossFraction,
    ),
    ...crossed(
      "the kill switch",
      was.allTimeDrawdown > hardLimits.killSwitchDrawdownFraction,
      is.allTimeDrawdown > hardLimits.killSwitchDrawdownFraction,
    ),
    ...crossed("losses in a row", was.consecutiveLosses >= 5, is.consecutiveLosses >= 5),
    ...crossed("minimum capital", equity(before) < hardLimits.minEquityUsd, equity(after) < hardLimits.minEquityUsd),
    ...faultsOfEmergencyStop(before, after),
    ...crossed("ESS CRITICAL", governanceOf(before).ess.level === "CRITICAL", governance.ess.level === "CRITICAL"),
  ];
}

/** Neither stage nor brake nor resting seats keep the emergency stop from tripping and from its exit mode. */
function faultsOfEmergencyStop(before: World, after: World): string[] {
  const { config, governance } = fundOf(after);
  const [was, is] = [governanceOf(before).lastPerformance, governance.lastPerformance];
  if (was === undefined || is === undefined || governance.ess.state === "DISABLED") return [];
  const critical = essPolicyInForce(governanceOf(before)).criticalFraction;
  const { maxDailyLossFraction, maxOpenDrawdownFraction } = config.hardLimits;
  const lostToday = was.dailyLoss <= maxDailyLossFraction && is.dailyLoss > maxDailyLossFraction;
  const fell = was.drawdown < critical && is.drawdown >= critical;
  const open = was.openDrawdown <= maxOpenDrawdownFraction && is.openDrawdown > maxOpenDrawdownFraction;
  return [
    ...((lostToday || fell || open) && governance.ess.state === "ARMED" ? ["the emergency stop did not trip"] : []),
    ...(lostToday && governance.brake === undefined ? ["a daily loss beyond its limit did not pull the brake"] : []),
    ...(open && governance.policy?.exitMode !== "FLATTEN" ? ["an open loss above 10 % did not flatten"] : []),
  ];
}

const longestGrantMs = 15 * 60_000;

function faultsOfGrants(world: World): string[] {
  const { modeGrant, riskGrant } = governanceOf(world).operator;
  return [modeGrant, riskGrant].flatMap((grant) => {
    if (grant === undefined) return [];
    const { stance, operator, endsAt } = grant;
    return [
      ...(endsAt - stance.decidedAt > longestGrantMs ? ["a grant lasts longer than 15 minutes"] : []),
      ...(endsAt <= world.state.at ? ["a grant outlived its end"] : []),
      ...(operator === "" ? ["a grant without a name"] : []),
    ];
  });
}

/** An exit of a held position is approved in every state: no freeze, mode, stage, brake or limit is in its way. */
export function faultsOfExits(world: World): string[] {
  const copy = fork(world);
  const fund = fundOf(copy);
  const seq = copy.state.seq + 1;
  const id = 1;
  const held = quantity(10);
  fund.ledger.lots[id] = 10_000;
  fund.trading.positions[id] = {
    symbol: "ETH",
    openedAt: copy.state.at,
    openedBy: "O0-0",
    strategy: "ensemble",
    quantity: held,
    averagePrice: price(50),
    stopPrice: price(48),
    initialRisk: usd(20),
    boughtQuantity: held,
    soldQuantity: quantity(0),
    soldFor: usd(0),
    realizedPnl: usd(0),
    fees: usd(0),
    lastPrice: price(50),
    exitReason: undefined,
    reduction: undefined,
    plan: planOf(),
  };
  const outbox = openOutbox(seq, copy.state.at);
  const context = contextOf(fund, outbox, []);
  const order: Order = { id: `O${seq}-0`, symbol: "ETH", side: "SELL", purpose: "EXIT", quantity: held };
  if (submit(fund.trading, context, order, { strategy: "ensemble", reason: "model", stopDistance: 0 })) return [];
  return [`an exit was refused: ${JSON.stringify(outbox.facts.at(-1)?.data)}`];
}

/** Every freeze can be ended: with the venue back, money earned, alerts and reviews answered and days gone by. */
export function faultsOfRecovery(world: World): string[] {
  const copy = fork(world);
  for (const name of ["venue back", "restart", "open loss gone", "brake off, by name"]) play(copy, name);
  for (let round = 0; round < 40 && governanceOf(copy).freeze !== undefined; round += 1) {
    play(copy, "drawdown 0");
    if (equityOf(copy) < 2_000) play(copy, "equity 3,000 USD");
    play(copy, "review by name");
    play(copy, "a day, attended");
  }
  const { freeze } = governanceOf(copy);
  return freeze === undefined ? [] : [`a freeze cannot be released: ${JSON.stringify(freeze)}`];
}

const byName = new Map(moves.map((move) => [move.name, move]));
function play(world: World, name: string): void {
  const move = byName.get(name);
  if (move === undefined) throw new Error(`expected a move named ${name}`);
  move.make(world);
}

const equityOf = (world: World): number => governanceOf(world).lastBriefing?.portfolio.equity ?? Number.NaN;
