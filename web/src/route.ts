/** Where the reader is, kept in the address so that a link, a reload and the back button all work. */

export type Route =
  | { readonly kind: "FUND" }
  | { readonly kind: "RISK" }
  | { readonly kind: "ANALYTICS" }
  | { readonly kind: "CONTROLS" }
  | { readonly kind: "WHY"; readonly orderId: string }
  | { readonly kind: "WHY_NOT"; readonly symbol: string };

export const whyLink = (orderId: string): string => `#/why/${encodeURIComponent(orderId)}`;
export const whyNotLink = (symbol: string): string => `#/why-not/${encodeURIComponent(symbol)}`;

export function routeOf(hash: string): Route {
  if (hash === "#/risk") return { kind: "RISK" };
  if (hash === "#/controls") return { kind: "CONTROLS" };
  if (hash === "#/analytics") return { kind: "ANALYTICS" };
  const [, page, name = ""] = /^#\/(why|why-not)\/([^/]+)$/.exec(hash) ?? [];
  const subject = decoded(name);
  if (subject === undefined || page === undefined) return { kind: "FUND" };
  return page === "why" ? { kind: "WHY", orderId: subject } : { kind: "WHY_NOT", symbol: subject };
}

/** An address may be typed by hand. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text) || undefined;
  } catch {
    return undefined;
  }
}

/** Calls `onRoute` now and whenever the address changes. */
export function followRoute(onRoute: (route: Route) => void): void {
  const tell = (): void => onRoute(routeOf(location.hash));
  addEventListener("hashchange", tell);
  tell();
}
