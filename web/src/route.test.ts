/** Addresses of the page: what is linked is found again, what is typed wrong is the fund. */
import { expect, it } from "vitest";
import { routeOf, whyLink, whyNotLink } from "./route.ts";

it("finds what it linked", () => {
  expect(routeOf(whyLink("O12-0"))).toEqual({ kind: "WHY", orderId: "O12-0" });
  expect(routeOf(whyNotLink("A/B C"))).toEqual({ kind: "WHY_NOT", symbol: "A/B C" });
});

it("knows the pages without a subject", () => {
  expect(routeOf("#/risk")).toEqual({ kind: "RISK" });
  expect(routeOf("#/controls")).toEqual({ kind: "CONTROLS" });
  expect(routeOf("#/analytics")).toEqual({ kind: "ANALYTICS" });
});

it.each(["", "#", "#/", "#main", "#/why/", "#/why", "#/why/a/b", "#/why/%", "#/other/O12-0"])(
  "%s is the fund",
  (hash) => expect(routeOf(hash)).toEqual({ kind: "FUND" }),
);
