/**
 * One line of a recording: when it was received, what was asked of the venue, and the message.
 *
 * Two layouts are read. `<ns> {json}`, as hftbacktest records: a stamp in ns, us or ms and the message. `<seconds>: {json}`,
 * as cryptofeed records, with the address in front where it is an answer to a request, and with lines of its own about
 * connections and subscriptions, which say nothing about the market.
 */
import type { Place } from "./message-fields.ts";

export type RecordedLine = {
  readonly receivedMs: number;
  /** Of an answer to a request: the address asked. */
  readonly url: string | undefined;
  readonly body: unknown;
};

const layouts = [
  /^(?<stamp>\d{13,19}) (?<json>\{.*)$/,
  /^(?:(?<url>https?:\/\/\S+) -> )?(?<seconds>\d+(?:\.\d+)?): (?<json>[{[].*)$/,
];
const ownWords = /^(?:wss?|https?):\/\/\S+ <?-?>? ?/;

/** Nothing for lines that say nothing about the market. */
export function splitLine(text: string, place: Place): RecordedLine | undefined {
  if (text.trim() === "") return undefined;
  for (const layout of layouts) {
    const groups = layout.exec(text)?.groups;
    if (groups === undefined) continue;
    return {
      receivedMs: receivedAt(groups["stamp"], groups["seconds"]),
      url: groups["url"],
      body: parse(groups["json"] ?? "", place),
    };
  }
  if (ownWords.test(text)) return undefined;
  throw place.wrong(
    "a line",
    "`<receive time> {json}` or `<seconds>: {json}`, one message of the venue's stream as it came",
    text,
  );
}

function receivedAt(stamp: string | undefined, seconds: string | undefined): number {
  if (stamp === undefined) return Number(seconds) * 1_000;
  return Number(`${stamp.slice(0, 13)}.${stamp.slice(13)}`);
}

function parse(json: string, place: Place): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw place.wrong("the message", "JSON", error instanceof Error ? error.message : json);
  }
}
