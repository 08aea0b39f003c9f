/** `qt why` and `qt why-not` as a user meets them: spawned, on a run folder and on the folder of a fund that runs. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

const program = resolve(import.meta.dirname, "../../../bin/qt.cjs");
const root = mkdtempSync(join(tmpdir(), "qt-why-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

function qt(...words: readonly string[]): Promise<Ended> {
  return new Promise((ended, failed) => {
    const child = spawn(process.execPath, [program, ...words], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    child.on("error", failed);
    child.on("close", (code) => ended({ code, out, err }));
  });
}

type Answer = {
  readonly runId: string;
  readonly summary: string;
  readonly verdict: string;
  readonly orderId: string | null;
  readonly order: { readonly id: string; readonly symbol: string; readonly purpose: string };
  readonly scene: { readonly atMs: number; readonly bars: readonly unknown[] };
  readonly notes: readonly string[];
};
const answerOf = ({ out }: Ended): Answer => JSON.parse(out);

/** Ids in the message that names the nearest ones. */
const idsIn = (text: string): string[] => text.match(/O\d+-\d+/g) ?? [];

describe("of a backtest", () => {
  const run = join(root, "run");
  let ids: string[] = [];

  beforeAll(async () => {
    const words = ["--market", "simulated", "--seed", "7", "--days", "60", "--out", run];
    expect((await qt("backtest", ...words)).err).toBe("");
    ids = idsIn((await qt("why", "O1-9", "--run", run)).err).slice(1);
  }, 60_000);

  it("an unknown id: exit code 2 and the nearest ones", async () => {
    const { code, out, err } = await qt("why", "O1-9", "--run", run);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^error: order id: expected one of the \d+ orders of this journal, was O1-9; nearest: O\d+-\d/);
  });

  it.each(["12-0", "O12", "hello"])("what is no id, %s: exit code 2", async (id) => {
    const { code, err } = await qt("why", id, "--run", run);
    expect(code).toBe(2);
    expect(err).toContain("order id: expected one such as O12-0");
  });

  it("an order as a page of text, from bars to result", async () => {
    const { code, out } = await qt("why", ids[0] ?? "", "--run", run);
    expect(code).toBe(0);
    const titles = ["BARS", "FEATURES", "VOTES", "SIGNAL", "STANCES", "LIMITS", "HOOKS", "SIZE", "CHECKS", "ORDER"];
    const places = [...titles, "LIFE", "FILLS", "POSITION", "RESULT"].map((title) => out.indexOf(`\n${title}`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(out.split("\n").filter((line) => line.length > 110)).toEqual([]);
  });

  it("the same with the run before the id, and as JSON; of another run it is refused", async () => {
    const plain = answerOf(await qt("why", ids[0] ?? "", "--run", run, "--json"));
    expect(plain).toMatchObject({ order: { id: ids[0] }, notes: [] });
    const prefixed = await qt("why", `${plain.runId.slice(0, 8)}-${ids[0]}`, "--run", run, "--json");
    expect(answerOf(prefixed)).toEqual(plain);
    expect((await qt("why", `00000000-${ids[0]}`, "--run", run)).code).toBe(2);
  });

  it("why-not finds the close at or before the time, in ISO and in ms", async () => {
    const { order, scene } = answerOf(await qt("why", ids[0] ?? "", "--run", run, "--json"));
    const iso = new Date(scene.atMs).toISOString();
    const at = answerOf(await qt("why-not", order.symbol, iso, "--run", run, "--json"));
    expect(at).toMatchObject({ verdict: "ORDERED", orderId: ids[0], closeAtMs: scene.atMs });
    const within = answerOf(await qt("why-not", order.symbol, String(scene.atMs + 60_000), "--run", run, "--json"));
    expect(within).toMatchObject({ verdict: "ORDERED", closeAtMs: scene.atMs, askedAtMs: scene.atMs + 60_000 });
    const before = await qt("why-not", order.symbol, String(scene.atMs - 1), "--run", run);
    expect(before.out).toMatch(/^\S+ {2}(no signal|learning) /);
    expect(answerOf(await qt("why-not", "DOGE", iso, "--run", run, "--json")).verdict).toBe("NOT_IN_UNIVERSE");
    expect((await qt("why-not", order.symbol, "yesterday", "--run", run)).code).toBe(2);
  });

  it("needs one journal: not two, and not none", async () => {
    expect((await qt("why", "O1-0", "--run", run, "--data", run)).err).toContain("expected --data or --run, was both");
    expect((await qt("why", "O1-0")).err).toContain(".quantum/paper: expected the folder of a run or of a fund");
  });
});

describe("of a fund that runs", () => {
  const data = join(root, "paper");
  let fund: ChildProcess | undefined;
  let printed = "";
  afterAll(() => fund?.kill("SIGKILL"));

  it("says the same as the fund itself, which takes no notice", { timeout: 90_000 }, async () => {
    const words = ["start", "--data", data, "--port", "0", "--seed", "42", "--speed", "400000"];
    fund = spawn(process.execPath, [program, ...words], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    fund.stdout?.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    const eventually = { timeout: 60_000, interval: 300 };
    const address = await vi.waitFor(() => {
      const [, found] = /Page: (http:\S+)/.exec(printed) ?? [];
      if (found === undefined) throw new Error(`expected an address, was: ${printed}`);
      return found;
    }, eventually);
    const get = async (path: string) => {
      const response = await fetch(new URL(path, address));
      return { status: response.status, json: await response.json() };
    };
    const { id, live } = await vi.waitFor(async () => {
      const { json } = await get("/api/fund");
      const ended: readonly { id: string; purpose: string }[] = json.endedOrders;
      /** One that has ended says the same however much later it is asked for. */
      const order = ended.find(({ purpose }) => purpose === "ENTRY");
      if (order === undefined) throw new Error("expected an entry that has ended");
      /** So fast a fund forgets the oldest of them between two questions; then another is asked for. */
      const told = await get(`/api/fund/orders/${order.id}/why`);
      if (told.status !== 200) throw new Error(`expected an answer, was ${told.status}`);
      return { id: order.id, live: told };
    }, eventually);
    const { code, out, err } = await qt("why", id, "--data", data, "--json");
    expect([code, err]).toEqual([0, ""]);
    const { order, scene, hooks, caps, checks } = JSON.parse(out);
    expect({ order, scene, hooks, caps, checks }).toEqual({
      order: live.json.order,
      scene: live.json.scene,
      hooks: live.json.hooks,
      caps: live.json.caps,
      checks: live.json.checks,
    });
    expect((await get("/api/fund/orders/O999999-0/why")).json.error).toContain("qt why O999999-0");
    expect((await get("/health")).status).toBe(200);
    fund.kill("SIGTERM");
  });
});
