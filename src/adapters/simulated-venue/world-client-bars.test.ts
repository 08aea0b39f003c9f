/** One broken bar on the wire: its symbol goes without a bar, the others do not. */
import { createServer, type Server } from "node:http";
import { afterEach, expect, it } from "vitest";
import { WorldClient } from "./world-client.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A world that has this to tell. */
async function worldSaying(text: string): Promise<WorldClient> {
  const server = createServer((_request, response) => response.end(text));
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return new WorldClient(`http://127.0.0.1:${port}`, "12345678");
}

const sound = { symbol: "ETH", open: 100, high: 101, low: 99, close: 100, volume: 5 };
const closed = (bars: readonly unknown[]) =>
  JSON.stringify([{ kind: "BARS", closed: { closedAt: 1_700_000_000_000, bars, missing: ["SOL"] } }]);

it.each([
  ["a field that is no number", { ...sound, symbol: "BTC", close: Number.NaN }],
  ["a field that is text", { ...sound, symbol: "BTC", close: "100" }],
  ["a field that is not there", { symbol: "BTC", open: 100, high: 101, low: 99, close: 100 }],
  ["a close above the high", { ...sound, symbol: "BTC", close: 102 }],
  ["a price below zero", { ...sound, symbol: "BTC", low: -99 }],
])("%s", async (_what, broken) => {
  const world = await worldSaying(closed([broken, sound]));
  const [news] = await world.newsAfter(0, 0);
  expect(news).toEqual({
    kind: "BARS",
    closed: { closedAt: 1_700_000_000_000, bars: [sound], missing: ["SOL", "BTC"] },
  });
});

it("a symbol twice", async () => {
  const twice = { ...sound, symbol: "BTC" };
  const [news] = await (await worldSaying(closed([twice, sound, twice]))).newsAfter(0, 0);
  expect(news).toMatchObject({ closed: { bars: [sound], missing: ["SOL", "BTC"] } });
});
