/**
 * Messages of Bybit inverse, version 2: `orderBookL2_25` as a snapshot and deltas, and trades. Sizes are contracts of 1 USD.
 *
 * `cross_seq` only rises, so a lost message leaves no hole in it. What a delta says of a level does: it deletes or updates
 * levels that stand, and inserts levels that do not. Source: Bybit API v2 documentation of 2021.
 */
import type { Side } from "../../kernel/domain/order.ts";
import { amountOf, type Fields, isFields, listOf, type Place, textOf, wholeNumber } from "./message-fields.ts";
import type { Heard, RawLevel, RawMessage } from "./raw-message.ts";

/** Nothing when the message is none of Bybit's. */
export function hearBybit(body: Fields, place: Place): Heard | undefined {
  const topic = body["topic"];
  if (typeof topic !== "string") return "success" in body ? { ignored: "subscription" } : undefined;
  const [stream = "", symbol = ""] = topic.split(".");
  if (stream === "trade") return { messages: listOf(body, "data", place).map((each) => tradeOf(each, symbol, place)) };
  return stream.startsWith("orderBookL2") ? { messages: [bookOf(body, symbol, place)] } : { ignored: stream };
}

function bookOf(body: Fields, symbol: string, place: Place): RawMessage {
  const last = wholeNumber(body, "cross_seq", place);
  const told = { symbol, atMs: Math.floor(wholeNumber(body, "timestamp_e6", place) / 1_000) };
  if (body["type"] === "snapshot") {
    const levels = listOf(body, "data", place).map((each) => levelOf(each, undefined, place));
    return { ...told, kind: "SNAPSHOT", lastUpdate: last, levels };
  }
  const data = body["data"];
  if (!isFields(data)) throw place.wrong("data", "delete, update and insert", data);
  const levels = [
    ...listOf(data, "delete", place).map((each) => levelOf(each, { stood: true, removed: true }, place)),
    ...listOf(data, "update", place).map((each) => levelOf(each, { stood: true }, place)),
    ...listOf(data, "insert", place).map((each) => levelOf(each, { stood: false }, place)),
  ];
  return { ...told, kind: "DIFF", sequence: { rule: "RISING", last }, levels };
}

type Change = { readonly stood: boolean; readonly removed?: boolean };

function levelOf(value: unknown, change: Change | undefined, place: Place): RawLevel {
  if (!isFields(value)) throw place.wrong("a level", "price, side and size", value);
  const level = {
    side: sideOf(value, place),
    price: amountOf(value["price"], "price", place),
    amount: change?.removed === true ? 0 : amountOf(value["size"], "size", place),
  };
  return change === undefined ? level : { ...level, stood: change.stood };
}

function tradeOf(value: unknown, symbol: string, place: Place): RawMessage {
  if (!isFields(value)) throw place.wrong("a trade", "price, side and size", value);
  return {
    kind: "TRADE",
    symbol,
    atMs: wholeNumber(value, "trade_time_ms", place),
    side: sideOf(value, place),
    price: amountOf(value["price"], "price", place),
    amount: amountOf(value["size"], "size", place),
    isAggregate: false,
  };
}

function sideOf(value: Fields, place: Place): Side {
  const side = textOf(value, "side", place);
  if (side === "Buy") return "BUY";
  if (side === "Sell") return "SELL";
  throw place.wrong("side", "Buy or Sell", side);
}
