/**
 * Messages of Binance, USD-M futures and spot: changes of the book, best prices, trades, and the REST snapshot.
 *
 * Spot differs in three ways: its changes name no predecessor (`pu`), its tickers no kind (`e`), its snapshots no time. A
 * snapshot names no symbol either; it stands in the address asked, or is the only one of the recording. Trades against
 * the insurance fund (`X`) never met the book. Source: Binance API documentation, "Diff. Book Depth Streams".
 */
import type { Sequence } from "../../kernel/simulation/depth/depth-event.ts";
import type { Side } from "../../kernel/domain/order.ts";
import { amountOf, type Fields, isFields, listOf, type Place, textOf, wholeNumber } from "./message-fields.ts";
import type { Heard, Hearing, RawLevel, RawMessage } from "./raw-message.ts";

/** Nothing when the message is none of Binance's. */
export function hearBinance(body: Fields, hearing: Hearing, place: Place): Heard | undefined {
  const message = isFields(body["data"]) ? body["data"] : body;
  if ("lastUpdateId" in message && "bids" in message) return one(snapshotOf(message, hearing, place));
  const kind = message["e"];
  if (kind === "depthUpdate") return one(diffOf(message, hearing, place));
  if (kind === "bookTicker" || (kind === undefined && "B" in message && "A" in message))
    return one(tickerOf(message, hearing, place));
  if (kind === "trade" || kind === "aggTrade") return tradeOf(message, hearing, place);
  return typeof kind === "string" ? { ignored: kind } : undefined;
}

const one = (message: RawMessage): Heard => ({ messages: [message] });

function snapshotOf(message: Fields, { receivedMs, url, onlySymbol }: Hearing, place: Place): RawMessage {
  const asked = url === undefined ? undefined : /[?&]symbol=([A-Za-z0-9_]+)/.exec(url)?.[1]?.toUpperCase();
  const symbol = asked ?? onlySymbol;
  if (symbol === undefined)
    throw place.wrong(
      "a snapshot's symbol",
      "its address in front, or messages of just one symbol before it",
      "nothing",
    );
  return {
    kind: "SNAPSHOT",
    symbol,
    atMs: timeOf(message, receivedMs, place),
    lastUpdate: wholeNumber(message, "lastUpdateId", place),
    levels: [...levelsOf(message, "bids", "BUY", place), ...levelsOf(message, "asks", "SELL", place)],
  };
}

function diffOf(message: Fields, { receivedMs }: Hearing, place: Place): RawMessage {
  return {
    kind: "DIFF",
    symbol: textOf(message, "s", place),
    atMs: timeOf(message, receivedMs, place),
    sequence: sequenceOf(message, place),
    levels: [...levelsOf(message, "b", "BUY", place), ...levelsOf(message, "a", "SELL", place)],
  };
}

function sequenceOf(message: Fields, place: Place): Sequence {
  const first = wholeNumber(message, "U", place);
  const last = wholeNumber(message, "u", place);
  if (message["pu"] === undefined) return { rule: "ADJACENT", first, last };
  return { rule: "CHAINED", first, last, previous: wholeNumber(message, "pu", place) };
}

function tickerOf(message: Fields, { receivedMs }: Hearing, place: Place): RawMessage {
  const level = (side: Side, price: string, amount: string): RawLevel => ({
    side,
    price: amountOf(message[price], price, place),
    amount: amountOf(message[amount], amount, place),
  });
  return {
    kind: "TICKER",
    symbol: textOf(message, "s", place),
    atMs: timeOf(message, receivedMs, place),
    update: wholeNumber(message, "u", place),
    bid: level("BUY", "b", "B"),
    ask: level("SELL", "a", "A"),
  };
}

function tradeOf(message: Fields, { receivedMs }: Hearing, place: Place): Heard {
  const market = message["X"];
  if (market !== undefined && market !== "MARKET")
    return { ignored: `trade with ${typeof market === "string" ? market : "something else"}` };
  return one({
    kind: "TRADE",
    symbol: textOf(message, "s", place),
    atMs: timeOf(message, receivedMs, place),
    /* `m`: the buyer was the maker, so the taker sold. */
    side: message["m"] === true ? "SELL" : "BUY",
    price: amountOf(message["p"], "p", place),
    amount: amountOf(message["q"], "q", place),
    isAggregate: message["e"] === "aggTrade",
  });
}

function levelsOf(message: Fields, name: string, side: Side, place: Place): RawLevel[] {
  return listOf(message, name, place).map((level, index) => {
    if (!Array.isArray(level)) throw place.wrong(`${name}[${index}]`, "[price, quantity]", level);
    return {
      side,
      price: amountOf(level[0], `${name}[${index}] price`, place),
      amount: amountOf(level[1], `${name}[${index}] quantity`, place),
    };
  });
}

const timeOf = (message: Fields, receivedMs: number, place: Place): number => {
  const name = message["T"] === undefined ? "E" : "T";
  return message[name] === undefined ? Math.floor(receivedMs) : wholeNumber(message, name, place);
};
