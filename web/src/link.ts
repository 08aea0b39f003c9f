/**
 * The line to the fund: server-sent events, with a state people can see, and reconnection that never gives up.
 *
 * STOPPED means the fund said so or has not answered for a while; the page goes on asking and comes back by itself.
 * LOCKED means that the fund wants an access token and the reader gave none.
 */
import type { FundView } from "../../src/kernel/analytics/view/fund-view.ts";
import { accessHeaders, askForToken } from "./access.ts";
import { readEvents, type ServerEvent } from "./server-events.ts";

export type LinkState = "CONNECTING" | "LIVE" | "RECONNECTING" | "STOPPED" | "LOCKED";

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
    setTimeout(() => void connect(), isStopped ? slowRetryMs : retryMs);
  };

  const hear = ({ event, data }: ServerEvent) => {
    if (event === "stopped") saidStopped = true;
    if (event !== "view") return;
    lostAt = undefined;
    saidStopped = false;
    const view: unknown = JSON.parse(data);
    if (!isFundView(view)) return;
    onState("LIVE");
    onView(view);
  };

  const connect = async () => {
    try {
      const { status, body } = await fetch("/api/fund/events", { headers: accessHeaders() });
      if (status === 401) return askForToken() ? void connect() : onState("LOCKED");
      if (status === 200 && body !== null) await readEvents(body, hear);
    } catch {
      // Lost; the link asks again.
    }
    retry();
  };

  onState("CONNECTING");
  void connect();
}

/** The server has checked the rest against its schema. */
const isFundView = (value: unknown): value is FundView =>
  typeof value === "object" && value !== null && "money" in value && "mandate" in value && "modes" in value;
