/**
 * Questions to the venue, each asked until it is answered, ever more slowly: what became of an order, and which reports
 * the fund may have missed (RT-07).
 *
 * Reconciliation asks again at every pass, so there is one loop an order and one for reports: what is asked while one waits
 * is asked at once in its place, and what is asked while it is on its way is asked once more, since that answer may be older
 * than the reason to ask. Reports are fetched from the lowest number that was wanted.
 */
import type { Effect } from "../kernel/trading/effect.ts";
import type { Pause } from "./pauses.ts";

export type Question = Extract<Effect, { kind: "QueryOrder" | "AskReports" }>;

const firstRetryMs = 100;
const longestRetryMs = 5_000;

type Asking = {
  wanted: Question | undefined;
  retryMs: number;
  underWay: Promise<void> | undefined;
  takeBackRetry: () => void;
};

/**
 * @param put asks once; rejects when no answer came
 * @returns asks, and resolves when it was answered or has failed for now and waits to be asked again
 */
export function createAsker(put: (question: Question) => Promise<void>, later: Pause) {
  const open = new Map<string, Asking>();

  function ask(question: Question): Promise<void> {
    const key = question.kind === "QueryOrder" ? `order ${question.orderId}` : "reports";
    const asking = open.get(key) ?? { wanted: undefined, retryMs: firstRetryMs, underWay: undefined, takeBackRetry };
    open.set(key, asking);
    asking.wanted = both(asking.wanted, question);
    return goOn(key, asking);
  }

  function goOn(key: string, asking: Asking): Promise<void> {
    asking.takeBackRetry();
    asking.underWay ??= askAll(key, asking);
    return asking.underWay;
  }

  async function askAll(key: string, asking: Asking): Promise<void> {
    for (let question = asking.wanted; question !== undefined; question = asking.wanted) {
      asking.wanted = undefined;
      try {
        await put(question);
      } catch {
        asking.wanted = both(asking.wanted, question);
        asking.underWay = undefined;
        asking.takeBackRetry = later(asking.retryMs, () => void goOn(key, asking));
        asking.retryMs = Math.min(longestRetryMs, asking.retryMs * 2);
        return;
      }
    }
    open.delete(key);
  }

  return ask;
}

const takeBackRetry = () => {};

/** Two of one kind, about one thing, as one question. */
function both(before: Question | undefined, question: Question): Question {
  if (before?.kind !== "AskReports" || question.kind !== "AskReports") return question;
  return before.afterSeq < question.afterSeq ? before : question;
}
