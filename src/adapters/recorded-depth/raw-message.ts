/** A message of a venue's public streams, understood but still in decimals: its grid is not known yet. */
import type { Side } from "../../kernel/domain/order.ts";
import type { Sequence } from "../../kernel/simulation/depth/depth-event.ts";

export type RawLevel = {
  readonly side: Side;
  readonly price: number;
  readonly amount: number;
  readonly stood?: boolean;
};

type Told = { readonly symbol: string; readonly atMs: number };

export type RawSnapshot = Told & {
  readonly kind: "SNAPSHOT";
  readonly lastUpdate: number;
  readonly levels: readonly RawLevel[];
};

export type RawMessage =
  | RawSnapshot
  | (Told & { readonly kind: "DIFF"; readonly sequence: Sequence; readonly levels: readonly RawLevel[] })
  | (Told & { readonly kind: "TICKER"; readonly update: number; readonly bid: RawLevel; readonly ask: RawLevel })
  /** AGGREGATE trades say the same once more where single ones are recorded too. */
  | (Told & {
      readonly kind: "TRADE";
      readonly side: Side;
      readonly price: number;
      readonly amount: number;
      readonly isAggregate: boolean;
    });

/** What is known besides the message itself. */
export type Hearing = {
  readonly receivedMs: number;
  readonly url: string | undefined;
  /** The one symbol heard of before, for answers that name none. */
  readonly onlySymbol: string | undefined;
};

/** Messages in one line, or the name of something that says nothing about a book. */
export type Heard = { readonly messages: readonly RawMessage[] } | { readonly ignored: string };
