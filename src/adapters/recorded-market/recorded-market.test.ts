/** Opening files and folders: choice, range, identity, merge, instruments, and the collected data when it is there. */
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bps, epochMs, type EpochMs, hours } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";
import { marketKinds } from "./bar-file-name.ts";
import { openRecordedMarket, type RecordedMarketOptions } from "./recorded-market.ts";

const header = "ts_ms,open,high,low,close,volume";
const hour = 3_600_000;
const at = (hours: number): EpochMs => epochMs(hours * hour);

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "recorded-market-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A CSV with one bar at each of `opens`, counted in `unit`. */
const csvOf = (opens: readonly number[], unit = hour, price = 100): string =>
  [header, ...opens.map((open) => `${open * unit},${price},${price + 1},${price - 1},${price}.5,${open}`), ""].join(
    "\n",
  );

function write(name: string, content: string | Uint8Array = csvOf([1, 2, 3])): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Code and message of the refusal, with the temporary folder written as `~`. */
function refusal(options: RecordedMarketOptions): string {
  try {
    openRecordedMarket(options);
  } catch (error) {
    if (error instanceof FundError) return `${error.code} ${error.message}`.replaceAll(folder, "~");
    throw error;
  }
  return "no error";
}

describe("one file", () => {
  test("gives its bars at their close, with instrument, digest and range", () => {
    const path = write("my.csv", csvOf([1, 2, 3]));
    const market = openRecordedMarket({ path });
    const sha256 = createHash("sha256")
      .update(csvOf([1, 2, 3]))
      .digest("hex");
    const range = { firstOpen: hour, lastOpen: 3 * hour };
    expect(market.interval).toBe(hour);
    expect([market.firstClose, market.lastClose, market.barCount]).toEqual([2 * hour, 4 * hour, 3]);
    expect(market.files).toEqual([{ path, symbol: "MY", sha256, ...range, kind: undefined, bars: 3, gaps: [] }]);
    expect([...market.closedBars()][0]).toEqual({
      closedAt: 2 * hour,
      bars: [{ symbol: "MY", open: 100, high: 101, low: 99, close: 100.5, volume: 1 }],
      missing: [],
    });
    expect([...market.bars("MY").close]).toEqual([100.5, 100.5, 100.5]);
    expect(JSON.parse(market.source)).toEqual({ path, symbols: ["MY"], interval: "1h" });
  });

  test("gzip, also of several members, gives the same bars", () => {
    const text = csvOf([1, 2, 3]);
    const members = Buffer.concat([gzipSync(text.slice(0, 40)), gzipSync(text.slice(40))]);
    const plain = openRecordedMarket({ path: write("a.csv", text) });
    for (const content of [gzipSync(text), members]) {
      const market = openRecordedMarket({ path: write("a.csv.gz", content) });
      expect([...market.closedBars()]).toEqual([...plain.closedBars()]);
    }
  });

  test("is refused when it cannot be read or unpacked", () => {
    const packed = gzipSync(csvOf([1, 2, 3]));
    const damaged = Buffer.from(packed);
    damaged[packed.length - 6] = (damaged[packed.length - 6] ?? 0) ^ 0xff;
    const whole = "expected a whole gzip file of at most 1 GiB of text, was";
    const cases: [string, string][] = [
      [write("cut.csv.gz", packed.subarray(0, packed.length - 9)), `BAD_MARKET_DATA ~/cut.csv.gz: ${whole} cut short`],
      [write("bad.csv.gz", damaged), `BAD_MARKET_DATA ~/bad.csv.gz: ${whole} damaged (incorrect data check)`],
      [
        write("text.csv.gz", csvOf([1])),
        "BAD_MARKET_DATA ~/text.csv.gz: expected gzip, as .gz says, was something else",
      ],
      [write("none.csv.gz", ""), "BAD_MARKET_DATA ~/none.csv.gz: expected gzip, was an empty file"],
      [join(folder, "nowhere.csv"), "BAD_USAGE ~/nowhere.csv: expected a file or a folder, was nothing there"],
      [join(write("f.csv"), "x.csv"), "BAD_USAGE ~/f.csv/x.csv: expected a"],
      ["/dev/null", "BAD_USAGE /dev/null: expected a file or a folder, was neither"],
      ["\0", "BAD_USAGE \0: expected a readable path, was:"],
      [
        write("a.txt"),
        "BAD_MARKET_DATA ~/a.txt: expected bar files (.csv or .csv.gz), was only:\n  ~/a.txt: the name does not end in",
      ],
      [write("BTC-mark-8h.csv"), "~/BTC-mark-8h.csv: mark prices, not bars"],
    ];
    for (const [path, message] of cases) expect(refusal({ path })).toContain(message);
  });

  /** Root may read everything, so there is nothing to refuse it. Not `runIf`: a build takes a skipped test for a failed one. */
  const asUser = process.getuid?.() === 0 ? undefined : test;
  asUser?.("is refused when the rights are missing", () => {
    const path = write("a.csv");
    chmodSync(path, 0);
    expect(refusal({ path })).toContain("BAD_USAGE ~/a.csv: expected a readable file, was: EACCES");
  });
});

describe("interval", () => {
  const hourly = Array.from({ length: 20 }, (_, index) => index);
  test.each([
    ["one bar, no word in the name", "a.csv", csvOf([1]), "expected two bars or more, or an interval in the file name"],
    [
      "a bar at half past",
      "a.csv",
      csvOf([...hourly, 20.5]),
      ":22: expected bars to be whole multiples of 1h apart, was 90m from",
    ],
    [
      "a bar that is too close",
      "a.csv",
      csvOf([...hourly, 19.5]),
      ":22: expected the closest bars to be 1h apart, the most common distance, was 30m from 68400000 (1970-01-01T19:00:00.000Z) to 70200000 (1970-01-01T19:30:00.000Z)",
    ],
    [
      "another interval than the name says",
      "a-1h.csv",
      csvOf(hourly, 4 * hour),
      "a-1h.csv:3: expected the closest bars to be 1h apart, as the file name says, was 4h from 0 (",
    ],
    [
      "seconds instead of milliseconds",
      "a.csv",
      csvOf(hourly, 3_600),
      "a.csv:3: expected bars to be whole seconds apart (ts_ms counts milliseconds), was 3600ms from",
    ],
  ])("%s is refused", (_name, file, text, message) => {
    expect(refusal({ path: write(file, text) })).toContain(message);
  });

  test("one bar is enough when the name says the interval", () => {
    expect(openRecordedMarket({ path: write("a-4h.csv", csvOf([4])) }).lastClose).toBe(8 * hour);
  });

  test("gaps are counted", () => {
    const { files } = openRecordedMarket({ path: write("a.csv", csvOf([1, 2, 3, 6, 7, 9])) });
    expect(files[0]?.gaps).toEqual([
      { firstMissing: 4 * hour, bars: 2 },
      { firstMissing: 8 * hour, bars: 1 },
    ]);
  });
});

describe("a folder", () => {
  test("skips what holds no bars, does not enter sub-folders, and orders symbols by name or as named", () => {
    write("BBB-1h.csv");
    write("AAA-1h.csv");
    write("AAA-funding-8h.csv", "ts_ms,funding_rate\n");
    write("README.md", "hello");
    mkdirSync(join(folder, "sub.csv"));
    const market = openRecordedMarket({ path: folder });
    expect(market.instruments.map(({ symbol }) => symbol)).toEqual(["AAA", "BBB"]);
    expect(market.skipped.map(({ path, reason }) => `${path.replace(folder, "~")}: ${reason}`)).toEqual([
      "~/AAA-funding-8h.csv: funding rates, not bars",
      "~/README.md: the name does not end in .csv or .csv.gz",
      "~/sub.csv: a folder; sub-folders are not entered",
    ]);
    const named = openRecordedMarket({ path: folder, symbols: ["bbb", " AAA"] });
    expect([...named.closedBars()][0]?.bars.map(({ symbol }) => symbol)).toEqual(["BBB", "AAA"]);
    expect(named.identity).not.toBe(market.identity);
  });

  test("without bar files is refused with what was seen", () => {
    expect(refusal({ path: folder })).toBe(
      "BAD_MARKET_DATA ~: expected bar files (.csv or .csv.gz), was an empty folder",
    );
    write("notes.md", "");
    expect(refusal({ path: folder })).toContain("was only:\n  ~/notes.md: the name does not end in .csv or .csv.gz");
  });

  test("is refused whole when one chosen file is bad, and ignores bad files that are not chosen", () => {
    write("AAA-1h.csv");
    write("BBB-1h.csv", `${header}\n1,2,3,4,5,6\n`);
    expect(refusal({ path: folder })).toContain("BAD_MARKET_DATA ~/BBB-1h.csv:2: expected high at or above low");
    expect(refusal({ path: folder, symbols: ["AAA"] })).toBe("no error");
  });

  test("symbols must be there, once", () => {
    write("AAA-1h.csv");
    expect(refusal({ path: folder, symbols: ["AAA", "ZZZ", "YYY"] })).toBe(
      "BAD_USAGE expected symbols that ~ has (AAA), was ZZZ, YYY",
    );
    expect(refusal({ path: folder, symbols: [] })).toBe("BAD_USAGE expected one symbol or more, was none; ~ has AAA");
    expect(refusal({ path: folder, symbols: ["AAA", "aaa"] })).toBe(
      "BAD_USAGE expected each symbol once, was AAA again",
    );
  });

  test("two files of one symbol and interval are refused and listed, also when one says spot and one says nothing", () => {
    write("AAA-spot-1h.csv");
    write("AAA-1h.csv.gz", gzipSync(csvOf([1, 2])));
    expect(refusal({ path: folder })).toBe(
      "BAD_MARKET_DATA expected one file for AAA at 1h, was 2:\n  AAA: 1h (AAA-1h.csv.gz), 1h (AAA-spot-1h.csv)",
    );
  });

  test("several intervals are refused and listed until one is chosen", () => {
    write("AAA-1h.csv");
    write("AAA-4h.csv", csvOf([1, 2], 4 * hour));
    write("BBB-4h.csv", csvOf([1, 2], 4 * hour));
    write("CCC.csv", csvOf([1, 2], 60_000));
    const list = "\n  AAA: 1h (AAA-1h.csv), 4h (AAA-4h.csv)";
    const how = "\nchoose with --symbols, --interval and --kind, or pass a file instead of the folder";
    const none = `${list}\n  BBB: 4h (BBB-4h.csv)\n  CCC: 1m (CCC.csv)${how}`;
    expect(refusal({ path: folder })).toBe(`BAD_USAGE expected one interval that all symbols share, was none:${none}`);
    expect(refusal({ path: folder, symbols: ["AAA"] })).toBe(
      `BAD_USAGE expected one interval that all symbols share, was 1h and 4h:${list}${how}`,
    );
    expect(openRecordedMarket({ path: folder, symbols: ["AAA", "BBB"] }).interval, "4h is shared").toBe(4 * hour);
    expect(openRecordedMarket({ path: folder, interval: "4h" }).files.map(({ symbol }) => symbol)).toEqual([
      "AAA",
      "BBB",
    ]);
    expect(openRecordedMarket({ path: folder, interval: "60m" }).files.map(({ symbol }) => symbol)).toEqual(["AAA"]);
    expect(refusal({ path: folder, symbols: ["CCC"], interval: "4h" })).toBe(
      "BAD_USAGE expected a 4h file for each symbol, was none for:\n  CCC: 1m (CCC.csv)",
    );
    expect(refusal({ path: folder, interval: "1M" })).toBe(
      'BAD_USAGE expected an interval such as 1m, 1h, 4h or 1d, was "1M"',
    );
  });

  test("spot comes first, perp by request, and the two do not mix", () => {
    for (const name of ["AAA-spot-1h.csv", "AAA-perp-1h.csv", "BBB-perp-1h.csv", "CCC-bybit-1h.csv"]) write(name);
    const kindsOf = (options: Omit<RecordedMarketOptions, "path">): string[] =>
      openRecordedMarket({ path: folder, ...options }).files.map(({ symbol, kind }) => `${symbol} ${kind ?? "silent"}`);
    expect(kindsOf({ symbols: ["AAA", "CCC"] })).toEqual(["AAA spot", "CCC silent"]);
    expect(kindsOf({ symbols: ["BBB"] })).toEqual(["BBB perp"]);
    expect(kindsOf({ kind: "perp" })).toEqual(["AAA perp", "BBB perp"]);
    expect(kindsOf({ kind: "spot" })).toEqual(["AAA spot", "CCC silent"]);
    expect(refusal({ path: folder })).toContain(
      "BAD_USAGE expected all files to be spot or all to be perp, was a mix:",
    );
    expect(refusal({ path: folder, symbols: ["BBB"], kind: "spot" })).toContain("expected a spot file for each symbol");
    expect(marketKinds).toEqual(["spot", "perp"]);
  });

  test("bars that never close together are refused", () => {
    write("AAA-4h.csv", csvOf([4, 8]));
    write("BBB-4h.csv", csvOf([5, 9]));
    expect(refusal({ path: folder })).toContain(
      "BAD_MARKET_DATA expected bars of 4h that close together, was:\n  ~/AAA-4h",
    );
  });
});

describe("range", () => {
  test("takes bars that open at `from` or later and close at `to` or earlier", () => {
    const path = write("a.csv", csvOf([1, 2, 3, 4, 5]));
    const market = openRecordedMarket({ path, from: at(2), to: at(5) });
    expect([...market.bars("A").opened]).toEqual([2 * hour, 3 * hour, 4 * hour]);
    expect([market.firstClose, market.lastClose, market.barCount]).toEqual([3 * hour, 5 * hour, 3]);
    const reopened = openRecordedMarket({ path, from: epochMs(at(1) + 1), to: epochMs(at(5) + 1) });
    expect(reopened.identity, "the same bars have one identity").toBe(market.identity);
    expect(openRecordedMarket({ path }).identity).not.toBe(market.identity);
  });

  test("must run forwards and hold bars", () => {
    const path = write("a.csv", csvOf([1, 2, 3]));
    expect(refusal({ path, from: at(3), to: at(3) })).toBe(
      "BAD_USAGE expected from before to, was from 10800000 (1970-01-01T03:00:00.000Z) to 10800000 (1970-01-01T03:00:00.000Z)",
    );
    expect(refusal({ path, from: at(4) })).toBe(
      "BAD_USAGE expected bars from 14400000 (1970-01-01T04:00:00.000Z) to the end in each file, was:\n" +
        "  ~/a.csv: no bars in the range; it has 3600000 (1970-01-01T01:00:00.000Z) to 14400000 (1970-01-01T04:00:00.000Z)",
    );
    expect(refusal({ path, to: at(1) })).toContain("expected bars from the start to 3600000 (");
    expect(refusal({ path, from: epochMs(at(1) + 1), to: epochMs(at(2) + 1) })).toContain("no bars in the range");
  });

  test("a symbol without bars in it is left out when it was not named, and an error when it was", () => {
    write("AAA.csv", csvOf([1, 2, 3]));
    write("BBB.csv", csvOf([1, 2, 3, 4, 5]));
    const market = openRecordedMarket({ path: folder, from: at(4) });
    expect(market.files.map(({ symbol }) => symbol)).toEqual(["BBB"]);
    expect(market.skipped[0]?.reason).toContain("no bars in the range; it has 3600000");
    expect(refusal({ path: folder, from: at(4), symbols: ["AAA", "BBB"] })).toContain(
      "in each file, was:\n  ~/AAA.csv",
    );
  });
});

describe("merge", () => {
  const inWords = (market: ReturnType<typeof openRecordedMarket>, after?: EpochMs): string[] =>
    [...market.closedBars(after)].map(({ closedAt, bars, missing }) =>
      [closedAt / hour, bars.map((bar) => bar.symbol).join("+"), ...missing.map((symbol) => `no ${symbol}`)].join(" "),
    );

  test("names a symbol missing after its first and before its last bar only", () => {
    write("A.csv", csvOf([1, 2, 3, 7, 8]));
    write("B.csv", csvOf([2, 3, 4, 7]));
    write("C.csv", csvOf([0, 1, 2, 3, 4, 7, 8, 9]));
    const market = openRecordedMarket({ path: folder });
    const all = ["1 C", "2 A+C", "3 A+B+C", "4 A+B+C", "5 B+C no A", "8 A+B+C", "9 A+C", "10 C"];
    expect(inWords(market), "hours 6 and 7, at which nobody has a bar, are passed over").toEqual(all);
    expect(inWords(market), "can be read again").toEqual(all);
    expect(inWords(market, at(4)), "missing does not depend on where reading starts").toEqual(all.slice(4));
    expect(inWords(market, epochMs(at(4) - 1))).toEqual(all.slice(3));
    expect(inWords(market, at(10))).toEqual([]);
    expect([market.firstClose, market.lastClose, market.barCount]).toEqual([hour, 10 * hour, 17]);
  });

  test("property: every bar arrives once, in order, and resuming anywhere continues the same sequence", () => {
    const opens = fc
      .uniqueArray(fc.nat(30), { minLength: 1, maxLength: 25 })
      .map((all) => all.toSorted((a, b) => a - b));
    // The first two bars make the interval an hour.
    const file = opens.map((all) => [100, 101, ...all.map((open) => open + 102)]);
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 4 }), fc.nat(140), (files, resumeAt) => {
        for (const name of readdirSync(folder)) rmSync(join(folder, name));
        for (const [index, each] of files.entries()) write(`S${index}-1h.csv`, csvOf(each));
        const market = openRecordedMarket({ path: folder });
        const closes = [...market.closedBars()];
        const read = files.map((_, index) =>
          closes
            .filter(({ bars }) => bars.some(({ symbol }) => symbol === `S${index}`))
            .map((each) => each.closedAt / hour - 1),
        );
        expect(read).toEqual(files);
        expect([...market.closedBars(at(resumeAt))]).toEqual(closes.filter(({ closedAt }) => closedAt > at(resumeAt)));
        for (const { closedAt, missing } of closes) {
          const expected = files.flatMap((each, index) => {
            const open = closedAt / hour - 1;
            return open > each[0]! && open < each.at(-1)! && !each.includes(open) ? [`S${index}`] : [];
          });
          expect(missing).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("instruments", () => {
  test.each([
    [20_000.12, 0.01, 1e-7],
    [100, 1, 1e-4],
    [1, 1, 0.01],
    [0.000_012_34, 1e-8, 100],
    [5e-324, 1e-250, 1e250],
    [1.7e308, 1, 1e-250],
  ])("of a price of %d have tick %d and lot %d", (price, tickSize, lotSize) => {
    const path = write("a-1h.csv", `${header}\n0,${price},${price},${price},${price},1\n`);
    const [instrument] = openRecordedMarket({ path }).instruments;
    expect(instrument).toMatchObject({
      symbol: "A",
      tickSize,
      lotSize,
      minNotionalUsd: 5,
      makerFeeBps: 10,
      halfSpreadBps: 2,
    });
  });

  test("noise in the last place does not make a tick that cannot be counted", () => {
    const path = write("a-1h.csv", `${header}\n0,100.30000000000000004,101,100,101,1\n`);
    expect(openRecordedMarket({ path }).instruments[0]?.tickSize).toBe(1e-12);
  });

  test("can be overridden, for known symbols", () => {
    const path = write("a.csv");
    const { instruments } = openRecordedMarket({ path, instruments: { A: { takerFeeBps: bps(1) } } });
    expect(instruments[0]).toMatchObject({ tickSize: 0.1, takerFeeBps: 1, makerFeeBps: 10 });
    expect(refusal({ path, instruments: { B: {} } })).toBe("BAD_USAGE expected instruments of A, was B");
  });

  test("columns of an unknown symbol are refused", () => {
    const market = openRecordedMarket({ path: write("a.csv") });
    expect(() => market.bars("B")).toThrow("expected one of A, was B");
  });
});

test("property: a damaged gzip file is refused with a FundError or gives true bars", () => {
  const packed = gzipSync(csvOf(Array.from({ length: 50 }, (_, index) => index)));
  const mutation = fc.record({ at: fc.nat(packed.length - 1), byte: fc.nat(255), keep: fc.nat(packed.length) });
  fc.assert(
    fc.property(mutation, fc.boolean(), ({ at: index, byte, keep }, isCut) => {
      const bytes = Buffer.from(isCut ? packed.subarray(0, keep) : packed);
      if (index < bytes.length) bytes[index] = byte;
      const path = write("a.csv.gz", bytes);
      if (refusal({ path }) !== "no error") return;
      for (const { bars } of openRecordedMarket({ path }).closedBars())
        expect(bars[0]!.high).toBeGreaterThanOrEqual(bars[0]!.low);
    }),
    { numRuns: 1_000 },
  );
});

const collected = resolve(import.meta.dirname, "../../../../shared/data/market");

const whereAtHand = existsSync(collected) ? describe : undefined;
whereAtHand?.("the collected data", () => {
  test("BTCUSDT-spot-1h has the bars and gaps that its manifest states", () => {
    const [file] = openRecordedMarket({ path: join(collected, "BTCUSDT-spot-1h.csv.gz") }).files;
    const gaps = file?.gaps.map(({ bars }) => bars) ?? [];
    expect(file?.bars).toBe(55_740);
    expect([gaps.length, gaps.reduce((sum, bars) => sum + bars, 0), Math.max(...gaps)]).toEqual([28, 128, 33]);
  });

  test("five symbols from 2020-09 to 2023 open together from the folder", () => {
    const symbols = ["BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT", "BNBUSDT"];
    const range = { from: epochMs(Date.UTC(2020, 8, 20)), to: epochMs(Date.UTC(2024, 0, 1)) };
    const market = openRecordedMarket({ path: collected, symbols, ...range });
    expect(market.interval).toBe(hours(1));
    expect(market.files.map(({ symbol, kind, bars }) => [symbol, kind, bars])).toEqual(
      symbols.map((symbol) => [symbol, "spot", 28_732]),
    );
    const closes = [...market.closedBars()];
    expect(closes.length).toBe(28_732);
    expect(closes.every(({ bars, missing }) => bars.length === 5 && missing.length === 0)).toBe(true);
  });

  const subfolders = ["", "stocks", "quotes"];
  const paths = subfolders.flatMap((name) => readdirSync(join(collected, name)).map((file) => join(name, file)));
  test.each(paths.filter((path) => !subfolders.includes(path)))("%s loads, or is refused for a reason", (path) => {
    const found = refusal({ path: join(collected, path) });
    if (/quotes/.test(path)) expect(found).toContain('unknown "bid_open"');
    else if (/funding|mark|adjclose/.test(path)) expect(found).toContain("not bars");
    else if (path.endsWith(".md")) expect(found).toContain("the name does not end in .csv or .csv.gz");
    else expect(found).toBe("no error");
  });
});
