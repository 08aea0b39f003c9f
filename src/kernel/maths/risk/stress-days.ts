/**
 * What prices did on the named days: from the close before to the lowest price within them, which is what a leveraged
 * position must live through.
 *
 * Measured on hourly bars of Binance spot; ETH in March 2020 on four-hour bars of Coinbase; 2024 and 2025 on Binance's mark
 * prices. `others` is the median of the coins on record but BTC and ETH (15 in 2021, 5 in 2022), or ETH's fall where that
 * is worse. For 2020, 2024 and 2025 no other coin is on record, so `others` is ETH's fall, which surely is too kind: many
 * small coins fell further, on 10 October 2025 by far. Days: methods B1.
 */

export type StressDays = {
  readonly name: string;
  /** First and last day, UTC. */
  readonly from: string;
  readonly to: string;
  /** Change of price by base asset, negative for a fall. */
  readonly changes: Readonly<Record<string, number>>;
  readonly others: number;
};

export const stressDays: readonly StressDays[] = [
  {
    name: "covid crash",
    from: "2020-03-12",
    to: "2020-03-13",
    changes: { BTC: -0.523, ETH: -0.538 },
    others: -0.538,
  },
  {
    name: "deleveraging of May 2021",
    from: "2021-05-19",
    to: "2021-05-19",
    changes: { BTC: -0.3, ETH: -0.441, SOL: -0.527, XRP: -0.465, BNB: -0.449, ADA: -0.496, LTC: -0.5, LINK: -0.507 },
    others: -0.518,
  },
  {
    name: "Luna",
    from: "2022-05-09",
    to: "2022-05-12",
    changes: { BTC: -0.216, ETH: -0.286, SOL: -0.504, XRP: -0.406, BNB: -0.385, ADA: -0.477, LTC: -0.441 },
    others: -0.441,
  },
  {
    name: "FTX",
    from: "2022-11-06",
    to: "2022-11-09",
    changes: { BTC: -0.268, ETH: -0.34, SOL: -0.665, XRP: -0.359, BNB: -0.255, ADA: -0.276, LTC: -0.315 },
    others: -0.34,
  },
  {
    name: "carry unwind of August 2024",
    from: "2024-08-05",
    to: "2024-08-05",
    changes: { BTC: -0.156, ETH: -0.209 },
    others: -0.209,
  },
  {
    name: "liquidations of October 2025",
    from: "2025-10-10",
    to: "2025-10-11",
    changes: { BTC: -0.162, ETH: -0.215 },
    others: -0.215,
  },
];
