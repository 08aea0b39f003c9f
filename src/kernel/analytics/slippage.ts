/** How much worse than its reference price an order was filled: a share of that price, above zero for the worse. */

export const slippageOf = (
  { side, priceUsd }: { readonly side: "BUY" | "SELL"; readonly priceUsd: number },
  referencePriceUsd: number,
): number => {
  const dearer = priceUsd / referencePriceUsd - 1;
  return side === "BUY" ? dearer : 0 - dearer;
};

export type ComparedFill = { readonly referenceUsd: number; readonly slippageRatio: number };

/**
 * A fill beside the price it was decided at: as the fact says, which knows the parent that an order works for; else by the
 * order's own reference. Undefined where neither is known.
 */
export function compareFill(
  fill: { readonly side: "BUY" | "SELL"; readonly priceUsd: number; readonly slippageBps: number | null },
  orderReferenceUsd: number | null | undefined,
): ComparedFill | undefined {
  if (fill.slippageBps !== null) {
    const slippageRatio = fill.slippageBps / 10_000;
    return { referenceUsd: fill.priceUsd / (1 + (fill.side === "BUY" ? 1 : -1) * slippageRatio), slippageRatio };
  }
  if (orderReferenceUsd === null || orderReferenceUsd === undefined) return undefined;
  return { referenceUsd: orderReferenceUsd, slippageRatio: slippageOf(fill, orderReferenceUsd) };
}

/** What an order's fills are held against: a stop's trigger, else the price the order was decided on. */
export const referenceOf = ({
  purpose,
  stopPriceUsd,
  referencePriceUsd,
}: {
  readonly purpose: "ENTRY" | "EXIT" | "STOP";
  readonly stopPriceUsd: number | null;
  readonly referencePriceUsd: number | null;
}): number | null => (purpose === "STOP" ? stopPriceUsd : referencePriceUsd);
