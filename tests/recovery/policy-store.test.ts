/**
 * The policy store behind a living fund: equal to the journal at every stop, whole again after a kill between the two,
 * and a frozen fund when it is another writer's.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { FilePolicyStore } from "../../src/adapters/policy-store/file-policy-store.ts";
import { simulatedMarket } from "../../src/adapters/simulated-market/simulated-market.ts";
import { openFund } from "../../src/apps/live/open-fund.ts";
import { openPolicy, policyFolder, PolicyVersions } from "../../src/apps/live/open-policy.ts";
import type { FundState } from "../../src/kernel/fund-state.ts";
import { createEngine, type Engine } from "../../src/runtime/engine.ts";
import { defaultConfig } from "../../src/runtime/default-config.ts";

const { identity, instruments, interval, firstClose, source } = simulatedMarket({ seed: 5, bars: 600 });
const wanted = defaultConfig({ market: identity, instruments, interval, tradeFrom: firstClose });
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "qt-policy-fund-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Running = { readonly state: FundState; readonly engine: Engine; readonly stop: () => Promise<void> };

async function run(data = folder): Promise<Running> {
  const versions = new PolicyVersions();
  const { store, state, runId, firstEvents } = await openFund({
    folder: data,
    wanted,
    source,
    onReserveUsed: () => {},
    onPast: (_entry, _facts, past) => versions.see(past.state),
  });
  const late: { engine?: Engine } = {};
  const policy = await openPolicy(data, runId, (event) => late.engine?.offer("runtime", event)).catch(async (error) => {
    await store.close();
    throw error;
  });
  const engine = createEngine({
    state,
    store,
    clock: { now: () => firstClose, wakeAt: () => () => {} },
    perform: async () => {},
    follow: policy.follower.follow,
    publish: () => {},
    onFatal: () => {},
  });
  late.engine = engine;
  policy.follower.catchUp(versions.inOrder());
  for (const event of firstEvents) await engine.offer("runtime", event);
  const stop = async () => {
    await policy.follower.settled();
    await engine.stop();
    await policy.close();
    await store.close();
  };
  return { state, engine, stop };
}

const stored = () => new FilePolicyStore(policyFolder(folder)).read();
const documentOf = ({ state }: Running) => state.fund?.governance.document;
const freezeOf = ({ state }: Running) => state.fund?.governance.freeze;

it("holds the journal's policy after each start and stop", async () => {
  for (let start = 0; start < 2; start += 1) {
    const fund = await run();
    await fund.stop();
    expect((await stored())?.document).toEqual(documentOf(fund));
    expect(freezeOf(fund)).toBeUndefined();
  }
});

it("is written anew from the journal when its folder has gone, with the whole history", async () => {
  const fund = await run();
  await fund.engine.offer("operator", {
    type: "policy.store_refused",
    version: 1,
    data: { policyVersion: 1, reason: "x" },
  });
  await fund.stop();
  const history = await new FilePolicyStore(policyFolder(folder)).history();
  expect(history.length).toBeGreaterThan(1);
  rmSync(policyFolder(folder), { recursive: true });
  await (await run()).stop();
  expect(await new FilePolicyStore(policyFolder(folder)).history()).toEqual(history);
});

it("freezes for safety when the store is ahead of the journal, and goes on refusing", async () => {
  await (await run()).stop();
  const held = await stored();
  if (held === undefined) throw new Error("expected a stored policy");
  const { version } = held.document;
  const ahead = { ...held, document: { ...held.document, version: version + 5 } };
  await FilePolicyStore.openForWriting(policyFolder(folder)).commit(ahead, version);
  const fund = await run();
  await fund.stop();
  expect(freezeOf(fund)?.reasons).toEqual([
    expect.stringContaining(`policy store failed: the store holds version ${version + 5}, the journal ends with`),
  ]);
  expect(await stored()).toEqual(ahead);
});

it("refuses to start on another run's store", async () => {
  await (await run()).stop();
  const held = await stored();
  if (held === undefined) throw new Error("expected a stored policy");
  rmSync(policyFolder(folder), { recursive: true });
  await FilePolicyStore.openForWriting(policyFolder(folder)).commit({ ...held, runId: "another" }, 0);
  await expect(run()).rejects.toThrow(/belongs to run another, the journal to run .*move the policy folder away/);
});

/** Founds a fund and kills itself when the first version reaches the store, before it is there. */
function fundKilledAtItsFirstCommit() {
  const url = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const script = `
    import { simulatedMarket } from ${url("../../src/adapters/simulated-market/simulated-market.ts")};
    import { openFund } from ${url("../../src/apps/live/open-fund.ts")};
    import { defaultConfig } from ${url("../../src/runtime/default-config.ts")};
    import { createEngine } from ${url("../../src/runtime/engine.ts")};
    const { identity, instruments, interval, firstClose, source } = simulatedMarket({ seed: 5, bars: 600 });
    const wanted = defaultConfig({ market: identity, instruments, interval, tradeFrom: firstClose });
    const { store, state, firstEvents } = await openFund({
      folder: ${JSON.stringify(folder)}, wanted, source, onReserveUsed: () => {},
    });
    const engine = createEngine({
      state, store, clock: { now: () => firstClose, wakeAt: () => () => {} },
      perform: async () => {}, publish: () => {}, onFatal: () => {},
      follow: () => process.kill(process.pid, "SIGKILL"),
    });
    await engine.offer("runtime", firstEvents[0]);`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" });
}

it("loses nothing when the process is killed between journal and store", async () => {
  const child = fundKilledAtItsFirstCommit();
  const [, signal] = await once(child, "close");
  expect(signal).toBe("SIGKILL");
  expect(await stored()).toBeUndefined();
  const fund = await run();
  await fund.stop();
  expect((await stored())?.document).toEqual(documentOf(fund));
  expect((await new FilePolicyStore(policyFolder(folder)).history())[0]?.document.version).toBe(1);
  expect(freezeOf(fund)).toBeUndefined();
});
