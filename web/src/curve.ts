/** The equity curve as the page keeps it: fetched once, then only what came after, in the columns a chart wants. */
import type { FreezeSpan } from "../../src/kernel/analytics/view/equity-curve.ts";
import { accessHeaders } from "./access.ts";

export type Curve = {
  readonly runId: string;
  readonly closesPerPoint: number;
  readonly atMs: number[];
  readonly equityUsd: number[];
  readonly drawdownRatio: number[];
  readonly freezes: readonly FreezeSpan[];
};

type Answer = Curve & { readonly fromIndex: number };

/** The curve as it is now. Throws when the fund does not answer. */
export async function fetchCurve(known: Curve | undefined): Promise<Curve> {
  const answer = await ask(known);
  if (known === undefined || answer.fromIndex === 0) return answer;
  if (answer.runId !== known.runId) return ask(undefined);
  const join = (before: readonly number[], after: readonly number[]) => [
    ...before.slice(0, answer.fromIndex),
    ...after,
  ];
  return {
    ...answer,
    atMs: join(known.atMs, answer.atMs),
    equityUsd: join(known.equityUsd, answer.equityUsd),
    drawdownRatio: join(known.drawdownRatio, answer.drawdownRatio),
  };
}

async function ask(known: Curve | undefined): Promise<Answer> {
  const last = Math.max(0, (known?.atMs.length ?? 0) - 1);
  const query = known === undefined ? "" : `?from=${last}&closesPerPoint=${known.closesPerPoint}`;
  const response = await fetch(`/api/fund/equity${query}`, { headers: accessHeaders() });
  const answer: unknown = await response.json();
  if (!response.ok || !isAnswer(answer)) throw new Error(`expected an equity curve, was status ${response.status}`);
  return answer;
}

const isAnswer = (value: unknown): value is Answer =>
  typeof value === "object" && value !== null && "atMs" in value && "fromIndex" in value && "freezes" in value;
