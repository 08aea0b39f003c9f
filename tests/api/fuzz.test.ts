/**
 * The API under arbitrary input made from its own document: it never fails, answers as the document says, and what it
 * refuses changes nothing.
 */
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { clockTicked } from "../../src/kernel/events/market-events.ts";
import { allowed, broken } from "./from-schema.ts";
import { type Parameter, type Route, serveFund } from "./served-fund.ts";

const served = await serveFund();
afterAll(served.close);

const commands = served.routes.filter(({ method }) => method === "post");
const reads = served.routes.filter(({ method, path }) => method === "get" && path !== "/api/fund/events");
const named = (routes: readonly Route[]) => routes.map((route) => [route.operation.operationId, route] as const);

/** Everything an order may change: what is in force, and what operators hold. */
function whatOrdersChange(): string {
  const { governance, trading } = served.fund.state.fund!;
  const { operator, seatsOff, brake, stage, flags, ess, freeze, policy } = governance;
  const tasks = "tasks" in governance ? [...(governance.tasks as Map<string, unknown>).values()] : [];
  return JSON.stringify({
    operator,
    seatsOff: [...seatsOff],
    brake,
    stage: stage.current,
    flags,
    ess: ess.state,
    freeze,
    tasks,
    modes: policy?.modes,
    mandate: policy?.mandate.envelope,
    orders: trading.orders.size,
  });
}

/** The fund goes on by itself, so a round first: what it would do anyway is not the order's doing. */
function settled(): string {
  for (;;) {
    const before = whatOrdersChange();
    served.fund.feed("clock", clockTicked.create({}));
    if (whatOrdersChange() === before) return before;
  }
}

const parametersOf = (parameters: readonly Parameter[] = [], values: (parameter: Parameter) => fc.Arbitrary<string>) =>
  fc.record(Object.fromEntries(parameters.map((each) => [each.name, values(each)])));

const stringOf = (parameter: Parameter) => allowed(parameter.schema).map(String);
const anyText = () =>
  fc
    .string({ unit: "binary", minLength: 1, maxLength: 20 })
    .filter((text) => text !== "." && text !== ".." && !/\p{Cs}/u.test(text));

async function ask({ operation }: Route, parameters: Record<string, string>, body: unknown) {
  const before = settled();
  const { status, data } = await served.call(operation.operationId, parameters, body);
  expect(served.breach(operation.operationId, status, data)).toBeUndefined();
  expect(status).toBeLessThan(500);
  if (status >= 400) expect(whatOrdersChange()).toBe(before);
  return status;
}

describe("commands", () => {
  it.each(named(commands))("%s takes what its schema allows, or says which rule forbids it", async (_name, route) => {
    const { parameters, requestBody } = route.operation;
    const body = allowed(requestBody?.content["application/json"]?.schema ?? {});
    await fc.assert(
      fc.asyncProperty(parametersOf(parameters, stringOf), body, async (given, order) => {
        await ask(route, given, order);
      }),
      { numRuns: 25 },
    );
  });

  it.each(named(commands))("%s refuses what its schema does not allow, and changes nothing", async (_name, route) => {
    const { parameters, requestBody } = route.operation;
    const body = broken(requestBody?.content["application/json"]?.schema ?? {});
    await fc.assert(
      fc.asyncProperty(parametersOf(parameters, anyText), body, async (given, order) => {
        await ask(route, given, order);
      }),
      { numRuns: 25 },
    );
  });
});

describe("reading", () => {
  it.each(named(reads))("%s answers any parameters", async (_name, route) => {
    const { parameters } = route.operation;
    const either = fc.oneof(parametersOf(parameters, stringOf), parametersOf(parameters, anyText));
    await fc.assert(
      fc.asyncProperty(either, async (given) => {
        await ask(route, given, undefined);
      }),
      { numRuns: parameters === undefined ? 1 : 25 },
    );
  });
});

describe("bodies that are no JSON", () => {
  it.each(named(commands))("%s refuses them", async (_name, { path }) => {
    const url = served.url + path.replace(/\{\w+\}/, "ceo");
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1 }),
        fc.constantFrom("application/json", "text/plain", "application/xml"),
        async (body, type) => {
          const isJson = (() => {
            try {
              JSON.parse(body);
              return true;
            } catch {
              return false;
            }
          })();
          fc.pre(!isJson);
          const { status } = await fetch(url, { method: "POST", headers: { "content-type": type }, body });
          expect(status).toBe(type === "application/json" ? 400 : 415);
        },
      ),
      { numRuns: 20 },
    );
  });
});
