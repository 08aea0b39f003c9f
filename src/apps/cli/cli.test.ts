/** The command as a user meets it: spawned, with its exit codes, its messages, and nothing half-written. */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { openFileJournal } from "../../adapters/journal/file-journal.ts";
import { readRecords } from "../../adapters/journal/scan.ts";
import { verifyJournal } from "../../adapters/journal/verify.ts";

const program = resolve(import.meta.dirname, "../../../bin/qt.cjs");
const root = mkdtempSync(join(tmpdir(), "qt-cli-"));
afterAll(() => rmSync(root, { recursive: true }));

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs `qt` in a folder of its own. */
function qt(words: readonly string[], cwd = root): Promise<Ended> {
  return new Promise((ended, failed) => {
    const child = spawn(process.execPath, [program, ...words], { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    child.on("error", failed);
    child.on("close", (code) => ended({ code, out, err }));
  });
}

let folders = 0;
/** A folder with these files, and nothing else. */
function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  folders += 1;
  const folder = join(root, `case-${folders}`);
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

const header = "ts_ms,open,high,low,close,volume";
const bar = (index: number, rest = "100,101,99,100,5") =>
  `${1_600_000_000_000 - (1_600_000_000_000 % 3_600_000) + index * 3_600_000},${rest}`;
const csv = (...rows: readonly string[]) => `${[header, ...rows].join("\n")}\n`;
const good = csv(...Array.from({ length: 30 }, (_, index) => bar(index)));

describe("bad market data", () => {
  const cases: readonly (readonly [string, string, string | Buffer, RegExp])[] = [
    ["a missing column", "X-1h.csv", good.replace(",volume", "").replace("high,", ""), /X-1h\.csv:1: .*high/],
    ["a duplicate time", "X-1h.csv", csv(bar(0), bar(1), bar(1), bar(2)), /X-1h\.csv:4: /],
    ["a descending time", "X-1h.csv", csv(bar(0), bar(2), bar(1)), /X-1h\.csv:4: /],
    ["a negative price", "X-1h.csv", csv(bar(0), bar(1, "-100,101,99,100,5")), /X-1h\.csv:3: .*-100/],
    ["a high below the low", "X-1h.csv", csv(bar(0), bar(1, "100,98,99,100,5")), /X-1h\.csv:3: .*high/],
    ["a price that is no number", "X-1h.csv", csv(bar(0), bar(1, "NaN,101,99,100,5")), /X-1h\.csv:3: .*NaN/],
    ["an empty file", "X-1h.csv", "", /X-1h\.csv/],
    ["a header and no bars", "X-1h.csv", `${header}\n`, /X-1h\.csv/],
    ["a truncated gzip", "X-1h.csv.gz", gzipSync(good).subarray(0, 60), /X-1h\.csv\.gz: .*cut short/],
    ["a folder with none", "notes.txt", "nothing", /expected bar files/],
  ];
  it.each(cases)("%s: one line that says where, exit code 3, nothing written", async (_, name, content, said) => {
    const folder = folderWith({ [name]: content });
    const cwd = folderWith({});
    const { code, out, err } = await qt(["backtest", "--market", folder], cwd);
    expect(err).toMatch(said);
    expect(err).toMatch(/^error: /);
    expect(err).not.toMatch(/\n {4}at /);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe("bad options", () => {
  const market = folderWith({ "X-1h.csv": good });
  const wrongVenue = join(folderWith({ "wrong.json": '{"name":"mine","takerFeeBps":5000}' }), "wrong.json");
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["an unknown option", ["backtest", "--market", market, "--turbo"], /unknown option '--turbo'/],
    ["an unknown command", ["backtets"], /unknown command 'backtets'[\s\S]*backtest/],
    ["no market", ["backtest"], /'--market <path>' not specified/],
    [
      "a market that is not there",
      ["backtest", "--market", "absent"],
      /absent: expected a file or a folder, was nothing there/,
    ],
    [
      "an unknown symbol",
      ["backtest", "--market", market, "--symbols", "Y"],
      /expected symbols that .* has \(X\), was Y/,
    ],
    ["no date", ["backtest", "--market", market, "--from", "yesterday"], /--from: expected a date .* was "yesterday"/],
    ["a day that does not exist", ["backtest", "--market", market, "--to", "2023-02-30"], /--to: expected a date/],
    [
      "a range that ends before it begins",
      ["backtest", "--market", market, "--from", "2021", "--to", "2020"],
      /--from/,
    ],
    ["no range with bars", ["backtest", "--market", market, "--to", "2019-01-01"], /expected bars/],
    [
      "a venue file that is not there",
      ["backtest", "--market", market, "--venue", "absent.json"],
      /^error: --venue absent\.json: expected a file that can be read, was ENOENT/,
    ],
    [
      "a venue file with a wrong fee",
      ["backtest", "--market", market, "--venue", wrongVenue],
      /^error: --venue .*wrong\.json: takerFeeBps: expected a number of 0 to 1000, was 5000$/m,
    ],
    [
      "a stress with it",
      ["stress", "--venue", wrongVenue],
      /^error: --venue .*wrong\.json: takerFeeBps: expected a number of 0 to 1000, was 5000$/m,
    ],
    ["no switch", ["backtest", "--market", market, "--governance", "maybe"], /Allowed choices are on, off/],
    ["no whole seed", ["backtest", "--market", market, "--seed", "1.5"], /--seed: expected a whole number/],
    ["no money", ["backtest", "--market", market, "--equity", "0"], /--equity: expected an amount above 0/],
    ["days of a recorded market", ["backtest", "--market", market, "--days", "3"], /--days/],
    [
      "an occupied folder to write to",
      ["backtest", "--market", market, "--out", market],
      /expected a new or an empty folder/,
    ],
    ["no run to replay", ["replay", "absent"], /absent: expected the folder of a run/],
    [
      "a comparison without governance",
      ["backtest", "--market", market, "--compare-governance", "--governance", "off"],
      /--compare-governance: expected --governance on with it, was off/,
    ],
    ["too few paths", ["montecarlo", "absent", "--paths", "99"], /--paths: expected a whole number of 100 or more/],
    ["too many paths", ["montecarlo", "absent", "--paths", "200001"], /--paths: expected 200000 at most/],
    ["no run to draw from", ["montecarlo", "absent"], /absent: expected the folder of a run/],
    ["no run to ask of", ["whatif"], /expected the folder of a run, or --list/],
    ["no run there", ["whatif", "absent"], /absent: expected the folder of a run/],
    ["no argument", ["verify"], /missing required argument 'run'/],
  ];
  it.each(cases)("%s: a message, exit code 2, nothing written", async (_, words, said) => {
    const cwd = folderWith({});
    const { code, out, err } = await qt(words, cwd);
    expect(err).toMatch(said);
    expect(err).not.toMatch(/\n {4}at /);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(readdirSync(cwd)).toEqual([]);
    expect(readdirSync(market)).toEqual(["X-1h.csv"]);
  });
});

describe("good use", () => {
  const simulated = ["backtest", "--market", "simulated", "--seed", "3", "--days", "60"];

  it("helps at once: it loads no command, so it takes little more than Node itself", async () => {
    const [helped, bare]: [number[], number[]] = [[], []];
    for (let times = 0; times < 5; times += 1) {
      const before = performance.now();
      const { code, out } = await qt(["--help"]);
      helped.push(performance.now() - before);
      const between = performance.now();
      execFileSync(process.execPath, ["-e", ""]);
      bare.push(performance.now() - between);
      expect(code).toBe(0);
      for (const command of ["start", "backtest", "replay", "verify", "whatif", "montecarlo"])
        expect(out).toContain(command);
    }
    expect(Math.min(...helped) / Math.min(...bare)).toBeLessThan(8);
  });

  it("helps with each command, with examples, and tells its version", async () => {
    for (const command of ["start", "backtest", "replay", "verify", "whatif", "montecarlo"]) {
      const { code, out } = await qt([command, "--help"]);
      expect(code).toBe(0);
      expect(out).toContain(`$ qt ${command}`);
    }
    const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, "../../../package.json"), "utf8")) as {
      version: string;
    };
    expect(await qt(["--version"])).toMatchObject({ code: 0, out: `${version}\n` });
  });

  it("prints one JSON object and nothing else on stdout", async () => {
    const { code, out } = await qt([...simulated, "--no-out", "--json"]);
    expect(code).toBe(0);
    expect(out.trimEnd()).not.toContain("\n");
    const json = JSON.parse(out) as Record<string, unknown>;
    for (const name of [
      "bars",
      "trades",
      "netReturn",
      "cagr",
      "sharpe",
      "maxDrawdown",
      "fees",
      "freezes",
      "blockedShare",
    ])
      expect(json[name], name).toBeTypeOf("number");
    expect(json).toMatchObject({ bars: 7_200, run: null, digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    for (const name of ["freezeList", "ungoverned", "buyAndHold"]) expect(json[name], name).toBeTypeOf("object");
  });

  it("compares governance: a table of funds, or one JSON object with a fund for every seat", async () => {
    const cwd = folderWith({});
    const text = await qt([...simulated, "--compare-governance", "--out", "compared"], cwd);
    expect(text.code).toBe(0);
    expect(text.out).toMatch(/^ {2}off +[+-]?[\d.]+ %/m);
    expect(readdirSync(join(cwd, "compared")).toSorted()).toEqual(["compare.html", "compare.json"]);
    const { code, out } = await qt([...simulated, "--compare-governance", "--no-out", "--json"], cwd);
    expect(code).toBe(0);
    const { variants } = JSON.parse(out) as { variants: { name: string }[] };
    const names = variants.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["off", "hard limits", "SUPERVISOR", "CRO", "CEO", "all"]));
  });

  it("writes a run below runs/, which replays, verifies, and is found different when changed", {
    timeout: 60_000,
  }, async () => {
    const cwd = folderWith({});
    const report = await qt(simulated, cwd);
    expect(report.code).toBe(0);
    const [name = ""] = readdirSync(join(cwd, "runs"));
    expect(name).toMatch(/^\d{8}T\d{6}Z-BTC-SIM/);
    const run = join(cwd, "runs", name);
    expect(report.out).toContain(`Run: ${run}`);
    const equal = await qt(["replay", run], cwd);
    expect(equal).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^equal: [\d,]+ entries, [\d,]+ facts, digest [0-9a-f]{64}\n$/m) as string,
    });
    expect(await qt(["verify", run], cwd)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^sound: \d+ blocks/) as string,
    });
    const whatIf = await qt(["whatif", run, "--set", "limits.daily_loss=1%", "--json"], cwd);
    expect(whatIf.code).toBe(0);
    expect(JSON.parse(whatIf.out)).toMatchObject({ isReproduced: true, changes: [{ from: 0.05, to: 0.01 }] });
    const lucky = await qt(["montecarlo", run, "--paths", "100", "--out", join(cwd, "luck"), "--json"], cwd);
    expect(lucky.code).toBe(0);
    expect(JSON.parse(lucky.out)).toMatchObject({ paths: 100, days: { days: 60 }, out: join(cwd, "luck") });
    expect(readdirSync(join(cwd, "luck")).toSorted()).toEqual(["montecarlo.html", "montecarlo.json"]);
    const mistyped = await qt(["whatif", run, "--set", "limits.daily_los=1%"], cwd);
    expect(mistyped).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringMatching(/^error: --set .*did you mean limits\.daily_loss\?/) as string,
    });
    await reseal(join(run, "journal"), (payload) => payload.replace('"to":"WORKING"', '"to":"FILLED"'));
    expect(await qt(["verify", run], cwd), "the chain was made anew and holds").toMatchObject({ code: 0 });
    const { code, err } = await qt(["replay", run], cwd);
    expect(code).toBe(7);
    expect(err).toMatch(/entry \d+, fact \d+, fact\.data\.to: recorded "FILLED", replayed "WORKING"/);
  });

  it("finds a single flipped byte by the chain alone", async () => {
    const run = join(folderWith({}), "run");
    await qt([...simulated, "--out", run]);
    const segment = join(run, "journal", "journal-00000001.qtj");
    const bytes = readFileSync(segment);
    bytes[5_000] = (bytes[5_000] ?? 0) ^ 1;
    writeFileSync(segment, bytes);
    const { code, err } = await qt(["verify", run]);
    expect(code).toBe(5);
    expect(err).toMatch(/^error: journal .*journal-00000001\.qtj does not verify at byte \d+, block 1/);
  });

  it("lists the settings of a what-if, with value and unit", async () => {
    const { code, out } = await qt(["whatif", "--list"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^supervisor\.freeze\.drawdown +0\.1 +share +hardLimits\.maxDrawdownFraction$/m);
    expect(out).toMatch(/^seats +SUPERVISOR,/m);
  });

  it("takes an interruption: nothing stays, exit code 130", async () => {
    const cwd = folderWith({});
    const child = spawn(process.execPath, [program, "backtest", "--market", "simulated", "--days", "20000"], {
      cwd,
      stdio: "ignore",
    });
    const ended = new Promise<number | null>((resolved) => child.on("exit", resolved));
    await expect.poll(() => existsSync(join(cwd, "runs")), { timeout: 10_000 }).toBe(true);
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("does not mind a reader that has seen enough", async () => {
    const child = spawn("sh", ["-c", `'${process.execPath}' '${program}' ${simulated.join(" ")} --no-out | head -1`], {
      cwd: root,
    });
    let err = "";
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    expect(await new Promise((resolved) => child.on("close", resolved))).toBe(0);
    expect(err).not.toContain("EPIPE");
  });
});

/** Writes the journal again, with the first fact that `change` changes. */
async function reseal(folder: string, change: (payload: string) => string): Promise<void> {
  const records = [...readRecords(folder, verifyJournal(folder))];
  const index = records.findIndex(({ kind, payload }) => kind === "F" && change(payload) !== payload);
  rmSync(folder, { recursive: true });
  const store = openFileJournal({ folder, sync: "AT_CLOSE", reserveBytes: 0 });
  store.appendSync(
    records.map((record, at) => (at === index ? { ...record, payload: change(record.payload) } : record)),
  );
  await store.close();
}
