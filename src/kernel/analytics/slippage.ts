/** How much worse than its reference price an order was filled: a share of that price, above zero for the worse. */

export const slippageOf = (
  { side, priceUsd }: { readonly side: "BUY" | "SELL"; readonly priceUsd: number },
  referencePriceUsd: number,
): number => {
  const dearer = priceUsd / referencePriceUsd - 1;
  return side === "BUY" ? dearer : 0 - dearer;
};

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
