/** Explanations as schemas, each declared as the schema of its type: a field in one and not in the other does not compile. */
import { z } from "zod";
import { limitUnits, type SetterView } from "../../../kernel/analytics/view/fund-view.ts";
import {
  type BarWhy,
  type CapWhy,
  type CheckWhy,
  type FeatureWhy,
  featureUnits,
  type FillWhy,
  type HookWhy,
  type LimitWhy,
  type ModelWhy,
  type PanelWhy,
  type OrderWhy,
  type PositionWhy,
  type SceneWhy,
  type SiblingWhy,
  type SignalWhy,
  type StanceWhy,
  type StatusWhy,
  type StoppedWhy,
  type TradeWhy,
  votes,
  type Why,
  type WhyNot,
  whyNotVerdicts,
} from "../../../kernel/analytics/why/why.ts";
import { decisionKinds, seniority } from "../../../kernel/domain/decision.ts";
import { abstentions, agreements, champions } from "../../../kernel/domain/signal.ts";
import { orderStatuses, orderTypes } from "../../../kernel/domain/order.ts";
import { exitReasons } from "../../../kernel/domain/position.ts";
import { limits } from "../../../kernel/domain/risk-envelope.ts";
import { subsystemModes } from "../../../kernel/domain/subsystem.ts";
import { bounds, measureUnits } from "../../../kernel/domain/workings.ts";

const number = z.number();
const maybe = number.nullable();
const time = z.number().min(0);
const text = z.string();
const flag = z.boolean();
const list = <Item>(item: z.ZodType<Item>): z.ZodType<readonly Item[]> => z.array(item);
/** An object with exactly the fields of `Value`. */
const shape = <Value extends object>(fields: { readonly [Key in keyof Value]-?: z.ZodType<Value[Key]> }) =>
  z.strictObject(fields);

const purpose = z.enum(["ENTRY", "EXIT", "STOP"]);

const setter = shape<SetterView>({
  name: text,
  decisionId: text.nullable(),
  seat: z.enum(seniority).nullable(),
  kind: z.enum(decisionKinds).nullable(),
  decidedAtMs: time.nullable(),
  reason: text,
});
const limit = shape<LimitWhy>({
  limit: z.enum(limits),
  unit: z.enum(limitUnits),
  value: z.union([number, flag]),
  isBound: flag,
  usedBefore: maybe,
  usedAfter: maybe,
  headroom: maybe,
  setBy: setter,
});
const stance = shape<StanceWhy>({
  seat: z.enum(seniority),
  kind: z.enum(decisionKinds),
  decisionId: text,
  sinceMs: time,
  says: text,
  reason: text,
  overruledBy: text.nullable(),
});

const scene = shape<SceneWhy>({
  atMs: time,
  bars: list(
    shape<BarWhy>({
      closedAtMs: time,
      openUsd: number,
      highUsd: number,
      lowUsd: number,
      closeUsd: number,
      volume: number,
    }),
  ),
  features: list(shape<FeatureWhy>({ feature: text, value: maybe, unit: z.enum(featureUnits) })),
  models: list(
    shape<ModelWhy>({
      model: text,
      vote: z.enum(votes),
      upFraction: maybe,
      weightFraction: number,
      evidenceScore: maybe,
      cases: number,
      abstains: z.enum(abstentions).nullable(),
    }),
  ),
  panel: shape<PanelWhy>({
    agreement: z.enum(agreements),
    champion: z.enum(champions),
    pooledFraction: number,
    provenFraction: maybe,
    upFraction: number,
    isObeyed: flag,
  }).nullable(),
  signal: shape<SignalWhy>({
    direction: z.enum(["LONG", "OUT", "NONE"]),
    confidenceFraction: number,
    edgeBps: number,
    costBps: number,
    neededEdgeBps: number,
  }).nullable(),
  policyVersion: z.int().min(0),
  stances: list(stance),
  limits: list(limit),
  stopped: shape<StoppedWhy>({
    by: text,
    reason: text,
    sinceMs: time.nullable(),
    untilMs: time.nullable(),
  }).nullable(),
});

const hooks = list(
  shape<HookWhy>({ hook: text, mode: z.enum(subsystemModes), verdict: z.enum(["PASS", "VETO", "FAILED"]), note: text }),
);
const caps = list(shape<CapWhy>({ by: text, what: text, capUsd: maybe, isTightest: flag }));
const checks = list(
  shape<CheckWhy>({
    check: text,
    isKept: flag,
    refusal: text,
    unit: z.enum(measureUnits).nullable(),
    bound: z.enum(bounds).nullable(),
    value: maybe,
    limit: maybe,
    headroom: maybe,
  }),
);

const trade = shape<TradeWhy>({
  closedAtMs: time,
  heldForMs: number,
  exitReason: z.enum(exitReasons),
  entryPriceUsd: number,
  exitPriceUsd: number,
  feesUsd: number,
  pnlUsd: number,
  rMultipleRatio: number,
});
const position = shape<PositionWhy>({
  openedBy: text,
  openedAtMs: time.nullable(),
  quantity: maybe,
  averagePriceUsd: maybe,
  stopPriceUsd: maybe,
  initialRiskUsd: maybe,
  orders: list(shape<SiblingWhy>({ id: text, purpose, atMs: time, reason: text })),
  trade: trade.nullable(),
});
const order = shape<OrderWhy>({
  id: text,
  symbol: text,
  side: z.enum(["BUY", "SELL"]),
  purpose,
  quantity: maybe,
  limitPriceUsd: maybe,
  stopPriceUsd: maybe,
  referencePriceUsd: maybe,
  orderType: z.enum(orderTypes),
  parentId: text.nullable(),
  expectedSlippageBps: maybe,
  reason: text,
});

export const whySchema: z.ZodType<Why> = shape<Why>({
  runId: text,
  seq: z.int(),
  summary: text,
  outcome: z.enum(["SENT", "REFUSED"]),
  refusedBy: text.nullable(),
  order,
  scene,
  hooks,
  caps,
  checks,
  statuses: list(shape<StatusWhy>({ atMs: time, from: z.enum(orderStatuses), to: z.enum(orderStatuses), note: text })),
  fills: list(
    shape<FillWhy>({
      fillId: text,
      atMs: time,
      priceUsd: number,
      quantity: number,
      feeUsd: number,
      slippageBps: maybe,
    }),
  ),
  position: position.nullable(),
});

export const whyNotSchema: z.ZodType<WhyNot> = shape<WhyNot>({
  runId: text,
  symbol: text,
  askedAtMs: time,
  closeAtMs: time.nullable(),
  verdict: z.enum(whyNotVerdicts),
  summary: text,
  orderId: text.nullable(),
  by: text.nullable(),
  untilMs: time.nullable(),
  scene: scene.nullable(),
  hooks,
  caps,
  checks,
});
