/**
 * Every event there is. Inputs come in through adapters; facts are what the kernel derived from them.
 *
 * A type that is not here does not exist: `parseInput` refuses it, and a misspelt topic does not compile.
 */
import { z } from "zod";
import { describeIssues, type EventDefinition } from "./define-event.ts";
import * as control from "./control-events.ts";
import * as ensemble from "./ensemble-events.ts";
import * as estimates from "./estimate-events.ts";
import * as execution from "./execution-events.ts";
import * as executive from "./executive-events.ts";
import * as fund from "./fund-events.ts";
import * as governance from "./governance-events.ts";
import * as market from "./market-events.ts";
import * as operator from "./operator-events.ts";
import * as portfolio from "./portfolio-events.ts";
import * as position from "./position-events.ts";
import * as reconciliation from "./reconciliation-events.ts";
import * as risk from "./risk-events.ts";
import * as surveillance from "./surveillance-events.ts";
import * as trading from "./trading-events.ts";
import * as universe from "./universe-events.ts";
import * as venue from "./venue-events.ts";

export const inputDefinitions = [
  fund.fundOpened,
  fund.fundReconfigured,
  fund.fundRestarted,
  fund.journalReserveUsed,
  market.marketBarsClosed,
  market.clockTicked,
  market.marketQuoteReceived,
  market.forecastReceived,
  venue.orderAccepted,
  venue.orderRejected,
  venue.orderFilled,
  venue.orderCanceled,
  venue.orderAmended,
  venue.orderOutcomeUnknown,
  venue.orderAbsent,
  venue.venueConnectionChanged,
  venue.venueClockMeasured,
  reconciliation.accountReported,
  reconciliation.orderEnded,
  reconciliation.foreignFilled,
  reconciliation.cashMoved,
  reconciliation.symbolReleaseOrdered,
  operator.operatorReviewGiven,
  operator.operatorOverrideApproved,
  operator.operatorModeSet,
  operator.operatorRiskSet,
  operator.operatorRiskModeSet,
  operator.operatorSeatSwitched,
  operator.operatorBrakeSet,
  operator.operatorEssTripped,
  operator.operatorStageSet,
  operator.operatorFlagsSet,
  operator.operatorDecisionForced,
  operator.operatorTaskMoved,
  operator.operatorStrategyEnabled,
  operator.drillCompleted,
  surveillance.operatorAlertAcknowledged,
  market.modelPerformanceUpdated,
  estimates.tailEstimated,
  estimates.regimeEstimated,
  estimates.allocationEstimated,
  fund.policyStoreRefused,
  fund.subsystemStartFailed,
] as const;

export const factDefinitions = [
  governance.decisionMade,
  governance.policyUpdated,
  governance.fundFrozen,
  governance.fundReleased,
  governance.essLevelChanged,
  governance.healthStatusChanged,
  risk.riskStateUpdated,
  risk.riskCeilingUpdated,
  governance.safetyFailed,
  executive.commandRefused,
  executive.seatSwitched,
  executive.brakeChanged,
  executive.stageChanged,
  executive.flagsChanged,
  executive.essStateChanged,
  executive.ceoModeSwitched,
  executive.ceoAlerted,
  executive.riskAlerted,
  executive.strategyRecommended,
  executive.strategyAlerted,
  executive.conflictResolved,
  executive.alertRaised,
  executive.taskChanged,
  executive.cashflowPosted,
  executive.cashflowSettled,
  executive.emergencyActionTaken,
  executive.subsystemFailed,
  surveillance.alertOpened,
  surveillance.alertAcknowledged,
  surveillance.alertExpired,
  executive.subsystemHealed,
  ensemble.modelHealthChanged,
  ensemble.championChanged,
  market.marketRegimeChanged,
  market.marketBreakDetected,
  market.opportunitiesUpdated,
  trading.hookTraced,
  universe.universeUpdated,
  universe.universeHealthChanged,
  trading.intentProposed,
  trading.orderSubmitted,
  trading.orderRefused,
  trading.controlWarned,
  control.symbolCooled,
  control.entryFlowChanged,
  control.strategyDisabled,
  control.strategyEnabled,
  trading.orderStatusChanged,
  trading.orderAmended,
  trading.tradeExecuted,
  execution.executionCompleted,
  execution.slippageBreached,
  trading.positionOpened,
  position.positionManaged,
  trading.positionClosed,
  trading.strategyRested,
  trading.shadowTradeClosed,
  trading.portfolioSnapshotUpdated,
  trading.dayClosed,
  portfolio.portfolioViolationsChanged,
  portfolio.portfolioRebalanceRecommended,
  trading.inputIgnored,
  reconciliation.reconciliationCompleted,
  reconciliation.reconciliationStalled,
  reconciliation.symbolFrozen,
  reconciliation.symbolReleased,
  reconciliation.foreignFillBooked,
  reconciliation.cashBooked,
] as const;

type ValueOf<Definition> =
  Definition extends EventDefinition<infer Type, infer Data>
    ? { readonly type: Type; readonly version: number; readonly data: Data }
    : never;

export type InputEvent = ValueOf<(typeof inputDefinitions)[number]>;
export type Fact = ValueOf<(typeof factDefinitions)[number]>;

const schemaOf = (definition: (typeof inputDefinitions)[number] | (typeof factDefinitions)[number]) =>
  z.strictObject({
    type: z.literal(definition.type),
    version: z.literal(definition.version),
    data: definition.schema,
  });

const inputSchemas = new Map<string, z.ZodType>(inputDefinitions.map((each) => [each.type, schemaOf(each)]));
const factSchemas = new Map<string, z.ZodType>(factDefinitions.map((each) => [each.type, schemaOf(each)]));

export type Parsed<Value> = { readonly kind: "PARSED"; readonly value: Value };
export type Refused = { readonly kind: "REFUSED"; readonly reason: string };

const isInput = (value: unknown): value is InputEvent => inputSchemas.has(typeOf(value));
const isFact = (value: unknown): value is Fact => factSchemas.has(typeOf(value));

/** An unknown value as an input event, or the field, value and rule it breaks. Never throws. */
export const parseInput = (value: unknown): Parsed<InputEvent> | Refused => parse(value, inputSchemas, isInput);
/** An unknown value, such as a journal record, as a fact. Never throws. */
export const parseFact = (value: unknown): Parsed<Fact> | Refused => parse(value, factSchemas, isFact);

function parse<Value>(
  value: unknown,
  schemas: ReadonlyMap<string, z.ZodType>,
  isValue: (parsed: unknown) => parsed is Value,
): Parsed<Value> | Refused {
  const type = typeOf(value);
  const schema = schemas.get(type);
  if (schema === undefined) return { kind: "REFUSED", reason: `expected a known event type, was "${type}"` };
  const result = schema.safeParse(value);
  if (!result.success) return { kind: "REFUSED", reason: describeIssues(result.error, type) };
  return isValue(result.data) ? { kind: "PARSED", value: result.data } : { kind: "REFUSED", reason: "not an event" };
}

function typeOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  if (!("type" in value)) return "without a type";
  return typeof value.type === "string" ? value.type : `a type that is ${typeof value.type}`;
}
