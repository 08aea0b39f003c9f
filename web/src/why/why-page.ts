/** The explanation the address asks for: fetched, shown in place of the fund, and kept up while there is more to come. */
import { accessHeaders } from "../access.ts";
import type { Why, WhyNot } from "../../../src/kernel/analytics/why/why.ts";
import { byId, setHidden, setText } from "../dom.ts";
import { dateTime, orUnknown, quantity, words } from "../format.ts";
import type { Route } from "../route.ts";
import { stepsOfWhy, stepsOfWhyNot } from "./steps.ts";

export type WhyPage = {
  readonly open: (route: Route) => void;
  /** Something happened to the fund: what is shown may have changed. */
  readonly refresh: () => void;
};

/** Between two looks at the same explanation. */
const lookEveryMs = 1_500;

export function makeWhyPage(): WhyPage {
  let route: Route = { kind: "FUND" };
  let shown = "";
  let askedAt = 0;

  const open: WhyPage["open"] = (next) => {
    route = next;
    shown = "";
    setHidden(byId("main"), next.kind !== "FUND");
    setHidden(byId("why"), !isExplained(next));
    if (next.kind === "FUND") document.title = "Quantum Trader";
    if (!isExplained(next)) return;
    showHead({ title: "Looking", facts: "", summary: "" });
    byId("why-steps").replaceChildren();
    scrollTo(0, 0);
    byId("why-title").focus({ preventScroll: true });
    void look(next);
  };

  const look = async (asked: Explained): Promise<void> => {
    askedAt = Date.now();
    const answer = await ask(asked);
    if (route !== asked || answer.text === shown) return;
    shown = answer.text;
    show(answer);
  };

  const refresh: WhyPage["refresh"] = () => {
    if (route.kind === "WHY" && Date.now() - askedAt > lookEveryMs && !document.hidden) void look(route);
  };

  return { open, refresh };
}

type Explained = Extract<Route, { kind: "WHY" | "WHY_NOT" }>;
const isExplained = (route: Route): route is Explained => route.kind === "WHY" || route.kind === "WHY_NOT";

type Answer = { readonly text: string; readonly value: unknown };

async function ask(route: Explained): Promise<Answer> {
  const path =
    route.kind === "WHY"
      ? `/api/fund/orders/${encodeURIComponent(route.orderId)}/why`
      : `/api/fund/why-not?symbol=${encodeURIComponent(route.symbol)}`;
  try {
    const response = await fetch(path, { headers: accessHeaders() });
    const text = await response.text();
    return { text, value: JSON.parse(text) };
  } catch {
    return { text: "no answer", value: { error: "the fund does not answer" } };
  }
}

function show({ value }: Answer): void {
  if (isWhy(value)) {
    showHead(headOfWhy(value));
    byId("why-steps").replaceChildren(...stepsOfWhy(value));
  } else if (isWhyNot(value)) {
    showHead(headOfWhyNot(value));
    byId("why-steps").replaceChildren(...stepsOfWhyNot(value));
  } else {
    showHead({ title: "There is no explanation here", facts: "", summary: errorIn(value) });
    byId("why-steps").replaceChildren();
  }
}

type Head = { readonly title: string; readonly facts: string; readonly summary: string };

function showHead({ title, facts, summary }: Head): void {
  setText(byId("why-title"), title);
  setText(byId("why-facts"), facts);
  setText(byId("why-summary"), summary);
  document.title = `${title} · Quantum Trader`;
}

function headOfWhy({ order, scene, outcome, summary }: Why): Head {
  const size = orUnknown(order.quantity, quantity);
  const facts = `${order.id}, ${words(order.purpose)}, ${words(outcome)} ${dateTime(scene.atMs)} UTC`;
  return { title: `Why ${order.side.toLowerCase()} ${size} ${order.symbol}`, facts, summary };
}

function headOfWhyNot({ symbol, closeAtMs, verdict, summary }: WhyNot): Head {
  const facts = closeAtMs === null ? "no close yet" : `close of ${dateTime(closeAtMs)} UTC`;
  return { title: `Why no entry in ${symbol}`, facts: `${facts}, ${words(verdict)}`, summary };
}

/** The server has checked the rest against its schema. */
const isWhy = (value: unknown): value is Why =>
  typeof value === "object" && value !== null && "order" in value && "fills" in value;
const isWhyNot = (value: unknown): value is WhyNot =>
  typeof value === "object" && value !== null && "verdict" in value && "summary" in value;
const errorIn = (value: unknown): string =>
  typeof value === "object" && value !== null && "error" in value ? String(value.error) : "the answer was not readable";
