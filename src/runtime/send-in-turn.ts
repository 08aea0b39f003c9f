/**
 * In which order requests leave for the venue: in the order they were asked for, one at a time, as long as it answers
 * promptly, so that a paper run and its backtest meet the same venue.
 *
 * Where it does not, limits bind entries and never exits: what takes risk away (an exit, a stop, a cancel) waits
 * `patienceMs` and no longer for requests of other symbols. Requests of one symbol never overtake each other, and an entry
 * waits for everything before it, since what is sold before may have to pay for it.
 */
import type { Effect } from "../kernel/trading/effect.ts";
import type { Pause } from "./pauses.ts";

export type Request = Extract<Effect, { kind: "SubmitOrder" | "CancelOrder" | "MoveStop" }>;

export type Turns = {
  /** Does `send` when its turn has come. `send` must not reject. */
  readonly take: (request: Request, send: () => Promise<void>) => Promise<void>;
  /** Resolves when no request about the order waits or is on its way: nobody may ask about one that has yet to leave. */
  readonly settled: (orderId: string) => Promise<void>;
};

/** Longer than an exchange's usual answer, far shorter than a time-out (chosen). */
const patienceMs = 100;

const orderIdOf = (request: Request): string => (request.kind === "SubmitOrder" ? request.order.id : request.orderId);
const symbolOf = (request: Request): string => (request.kind === "SubmitOrder" ? request.order.symbol : request.symbol);
const isEntry = (request: Request): boolean => request.kind === "SubmitOrder" && request.order.purpose === "ENTRY";

export function createTurns(later: Pause): Turns {
  let open = 0;
  let all: Promise<void> = Promise.resolve();
  const lastOf = new Map<string, Promise<void>>();
  const openOf = new Map<string, Promise<void>>();

  const take: Turns["take"] = (request, send) => {
    const [orderId, symbol] = [orderIdOf(request), symbolOf(request)];
    const done = turnOf(request).then(send);
    open += 1;
    all = Promise.all([all, done]).then(() => {});
    lastOf.set(symbol, done);
    openOf.set(orderId, done);
    return done.then(() => {
      open -= 1;
      if (openOf.get(orderId) === done) openOf.delete(orderId);
    });
  };

  async function turnOf(request: Request): Promise<void> {
    const own = lastOf.get(symbolOf(request));
    const before = all;
    if (isEntry(request) || open === 0) return before;
    await atMostPatience(before);
    await own;
  }

  function atMostPatience(before: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const takeBack = later(patienceMs, resolve);
      void before.then(() => {
        takeBack();
        resolve();
      });
    });
  }

  return { take, settled: (orderId) => openOf.get(orderId) ?? Promise.resolve() };
}
