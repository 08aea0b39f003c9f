/**
 * The line to the fund: server-sent events, with a state people can see, and reconnection that never gives up.
 *
 * STOPPED means the fund said so or has not answered for a while; the page goes on asking and comes back by itself.
 */
import type { FundView } from "../../src/kernel/analytics/view/fund-view.ts";

export type LinkState = "CONNECTING" | "LIVE" | "RECONNECTING" | "STOPPED";

export type Follower = {
  readonly onView: (view: FundView) => void;
  readonly onState: (state: LinkState) => void;
};

const retryMs = 1_000;
const slowRetryMs = 3_000;
/** After this long without an answer the fund counts as stopped. */
const stoppedAfterMs = 15_000;

export function followFund({ onView, onState }: Follower): void {
  let lostAt: number | undefined;
  let saidStopped = false;

  const retry = () => {
    lostAt ??= Date.now();
    const isStopped = saidStopped || Date.now() - lostAt > stoppedAfterMs;
    onState(isStopped ? "STOPPED" : "RECONNECTING");
    setTimeout(connect, isStopped ? slowRetryMs : retryMs);
  };

  const connect = () => {
    const events = new EventSource("/api/fund/events");
    events.addEventListener("view", (event: MessageEvent<string>) => {
      lostAt = undefined;
      saidStopped = false;
      const view: unknown = JSON.parse(event.data);
      if (!isFundView(view)) return;
      onState("LIVE");
      onView(view);
    });
    events.addEventListener("stopped", () => {
      saidStopped = true;
    });
    events.addEventListener("error", () => {
      events.close();
      retry();
    });
  };

  onState("CONNECTING");
  connect();
}

/** The server has checked the rest against its schema. */
const isFundView = (value: unknown): value is FundView =>
  typeof value === "object" && value !== null && "money" in value && "mandate" in value && "modes" in value;
