/**
 * The window through which a strategy looks: closed bars of one symbol, counted back from the last.
 *
 * One window is moved from symbol to symbol by whoever holds `aim`; the strategy is given the window alone. Every number
 * of bars is checked before anything is read, so that no arithmetic of a strategy's own reaches a slot of the ring that
 * is not its past.
 */
import { type BarMemory, barBack, closeBack, featureBack, highBack, lowBack } from "./bar-memory.ts";
import type { FeatureName, Held, View } from "./strategy.ts";

export type Aim = {
  readonly memory: BarMemory;
  readonly id: number;
  readonly symbol: string;
  /** Bars this strategy may look back over. */
  readonly history: number;
  readonly features: readonly string[];
  readonly held: Held | undefined;
  readonly maxStopDistance: number;
  /** Time of the close, ms since 1970 UTC. */
  readonly at: number;
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** 1970-01-01 was a Thursday. */
const firstWeekday = 4;

/** A view and what moves it. */
export function openView(): { readonly view: View; readonly aim: (at: Aim) => void } {
  let now: Aim | undefined;
  const aimed = (): Aim => {
    if (now === undefined) throw new RangeError("expected a view to be used while it is aimed");
    return now;
  };
  return {
    view: Object.freeze(viewThrough(aimed)),
    aim: (at) => {
      now = at;
    },
  };
}

/** The bars `from` to `from + bars - 1` back, all of them within the history. */
function expectSpan({ history }: Aim, bars: number, from: number): void {
  if (!(Number.isInteger(from) && from >= 0))
    throw new RangeError(`expected a whole number of bars back from the last close, was ${from}`);
  if (!(Number.isInteger(bars) && bars >= 1)) throw new RangeError(`expected a whole number of bars, was ${bars}`);
  if (!(from + bars <= history))
    throw new RangeError(`expected bars within the ${history} of the history, was ${from + bars - 1} back`);
}

type Fold = (sofar: number, memory: BarMemory, id: number, back: number) => number;
const highest: Fold = (sofar, memory, id, back) => Math.max(sofar, highBack(memory, id, back));
const lowest: Fold = (sofar, memory, id, back) => Math.min(sofar, lowBack(memory, id, back));
const sum: Fold = (sofar, memory, id, back) => sofar + closeBack(memory, id, back);

function foldSpan(aim: Aim, bars: number, from: number, { fold, start }: { fold: Fold; start: number }): number {
  expectSpan(aim, bars, from);
  let sofar = start;
  for (let back = from; back < from + bars; back++) sofar = fold(sofar, aim.memory, aim.id, back);
  return sofar;
}

const viewThrough = (aimed: () => Aim): View => ({
  get symbol() {
    return aimed().symbol;
  },
  get held() {
    return aimed().held;
  },
  get maxStopDistance() {
    return aimed().maxStopDistance;
  },
  get hourOfDay() {
    return Math.floor((aimed().at % dayMs) / hourMs);
  },
  get dayOfWeek() {
    return (Math.floor(aimed().at / dayMs) + firstWeekday) % 7;
  },
  back: (bars) => {
    const aim = aimed();
    expectSpan(aim, 1, bars);
    return barBack(aim.memory, aim.id, bars);
  },
  highest: (bars, from = 0) => foldSpan(aimed(), bars, from, { fold: highest, start: Number.NEGATIVE_INFINITY }),
  lowest: (bars, from = 0) => foldSpan(aimed(), bars, from, { fold: lowest, start: Number.POSITIVE_INFINITY }),
  mean: (bars, from = 0) => foldSpan(aimed(), bars, from, { fold: sum, start: 0 }) / bars,
  feature: (name: FeatureName, back = 0) => {
    const aim = aimed();
    expectSpan(aim, 1, back);
    if (!aim.features.includes(name)) throw new RangeError(`expected a feature the strategy asked for, was ${name}`);
    return featureBack(aim.memory, aim.id, name, back);
  },
});
