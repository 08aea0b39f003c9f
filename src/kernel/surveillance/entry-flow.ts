/**
 * RT-10's two numbers of our own flow, and what they let entries do: beyond a limit entries are throttled, beyond a
 * multiple of it stopped until both are back within the limit itself.
 *
 * It ends by itself: orders leave the window with time, sent or not, and below `minFlowOrders` nothing is judged. Only
 * exits and stops that go on being refused, ten and more in a window, keep it up. A number that is none stops.
 */
import { type EntryFlow, type EntryFlowState, freeFlow } from "../domain/entry-flow.ts";
import type { SurveillanceConfig } from "../domain/surveillance.ts";
import type { EpochMs } from "../units/units.ts";
import { forgetFlow, type OrderFlow } from "./order-flow.ts";
import type { SurveillanceState } from "./surveillance-state.ts";

export const flowNumbers = ["orders", "rejections"] as const;
export type FlowNumber = (typeof flowNumbers)[number];

export type FlowReading = {
  readonly number: FlowNumber;
  readonly value: number;
  readonly limit: number;
  readonly what: string;
};

/** None while too few orders were sent within the window. */
export function readFlow({ sent, trades, rejections }: OrderFlow, config: SurveillanceConfig): readonly FlowReading[] {
  const orders = sent.length;
  if (orders < config.minFlowOrders) return [];
  return [
    {
      number: "orders",
      value: orders / Math.max(1, trades.length),
      limit: config.maxOrderToTradeRatio,
      what: `${orders} orders for ${trades.length} trades`,
    },
    {
      number: "rejections",
      value: rejections.length / orders,
      limit: config.maxRejectFraction,
      what: `${rejections.length} of ${orders} orders were rejected`,
    },
  ];
}

export const isBeyond = ({ value, limit }: FlowReading, multiple = 1): boolean => !(value <= limit * multiple);

/** What is stopped stays so until everything is within its limit. */
export function flowAfter(was: EntryFlowState, readings: readonly FlowReading[], stopAtMultiple: number): EntryFlow {
  const beyond = readings.filter((reading) => isBeyond(reading));
  if (beyond.length === 0) return freeFlow;
  const isFar = was === "STOPPED" || beyond.some((reading) => isBeyond(reading, stopAtMultiple));
  const reason = beyond.map(({ what, limit }) => `${what}: beyond ${limit}`).join("; ");
  return { state: isFar ? "STOPPED" : "THROTTLED", reason };
}

export const standingKey = (number: FlowNumber): string => `RT-10 ${number}`;
export const stoppingKey = (number: FlowNumber): string => `RT-10 ${number} far`;

/** Judges the flow as it stands at `at`. What is within its limit again is news when it next is not. */
export function reviewFlow(memory: SurveillanceState, config: SurveillanceConfig, at: EpochMs): EntryFlow {
  forgetFlow(memory.flow, at, config.flowWindowMs);
  const readings = readFlow(memory.flow, config);
  for (const number of flowNumbers)
    if (!readings.some((reading) => reading.number === number && isBeyond(reading)))
      for (const key of [standingKey(number), stoppingKey(number)]) memory.standing.delete(key);
  memory.entryFlow = flowAfter(memory.entryFlow.state, readings, config.stopAtMultiple);
  return memory.entryFlow;
}
