/**
 * A council as one would write it first from seed 000: every role makes a decision object in every cycle, conflicts are
 * settled by sorting, and every decision is written as JSON with its whole context and sealed by a sha256 of its own.
 *
 * What the governance cycle is compared with (goal P14). Its rules are the seed's, without hysteresis, memory or arbitration
 * of limits: it does less than ours.
 */
import { createHash } from "node:crypto";

export type PlainView = {
  readonly at: number;
  readonly equity: number;
  readonly drawdown: number;
  readonly dailyLoss: number;
  readonly exposure: number;
  readonly openPositions: number;
  readonly winRate: number;
  readonly sharpe: number;
  readonly losses: number;
};

type PlainDecision = {
  readonly decision_id: string;
  readonly decision_type: string;
  readonly role_source: string;
  readonly priority: number;
  readonly timestamp: string;
  readonly reason: string;
  readonly payload: object;
};

const roles = ["supervisor", "cro", "ceo", "cio", "cfo", "researcher"];
const models = ["xgboost", "lightgbm", "nhits", "patchtst"];
const symbols = ["BTCUSDT", "ETHUSDT", "SOLUSDT", "BNBUSDT", "XRPUSDT", "ADAUSDT", "DOTUSDT", "LTCUSDT"];

export class PlainCouncil {
  /** Sealed records, the last of which seals all before it. */
  readonly audit: string[] = [];
  private seal = "";
  private count = 0;

  cycle(view: PlainView): number {
    const decisions = [
      ...this.supervise(view),
      ...this.adjustRisk(view),
      ...this.leadFund(view),
      ...this.invest(view),
      ...this.splitProfit(view),
      ...this.research(view),
    ];
    decisions.sort((a, b) => roles.indexOf(a.role_source) - roles.indexOf(b.role_source));
    const heard = new Map<string, PlainDecision>();
    for (const decision of decisions)
      if (!heard.has(decision.decision_type)) heard.set(decision.decision_type, decision);
    for (const decision of heard.values()) this.record(decision, view);
    return heard.size;
  }

  /** Keeps the records bounded, as a file that is written away would. */
  private record(decision: PlainDecision, context: PlainView): void {
    const text = JSON.stringify({ previous: this.seal, decision, context });
    this.seal = createHash("sha256").update(text).digest("hex");
    this.audit.push(`${this.seal} ${text}`);
    if (this.audit.length >= 1_024) this.audit.length = 0;
  }

  private decide(role: string, type: string, view: PlainView, reason: string, payload: object): PlainDecision {
    this.count += 1;
    return {
      decision_id: `d-${this.count}`,
      decision_type: type,
      role_source: role,
      priority: roles.indexOf(role) + 1,
      timestamp: new Date(view.at).toISOString(),
      reason,
      payload,
    };
  }

  private supervise(view: PlainView): PlainDecision[] {
    const isBeyond = view.drawdown > 0.1 || view.dailyLoss > 0.05 || view.losses >= 5 || view.equity < 1_000;
    if (!isBeyond) return [];
    const reason = `drawdown ${view.drawdown}, daily loss ${view.dailyLoss}`;
    const payload = { duration_minutes: 120, affected_subsystems: ["trading", "execution"], severity: "CRITICAL" };
    return [this.decide("supervisor", "FREEZE", view, reason, payload)];
  }

  private adjustRisk(view: PlainView): PlainDecision[] {
    const isTight = view.drawdown > 0.02 || view.exposure > 0.85;
    const limits = {
      max_leverage: isTight ? 7 : 10,
      max_position_size_usd: isTight ? 7_000 : 10_000,
      max_drawdown_pct: isTight ? 0.06 : 0.08,
      max_exposure_pct: isTight ? 0.7 : 0.9,
      stop_loss_multiplier: isTight ? 1.3 : 1,
    };
    const thresholds = view.drawdown > 0.06 ? [0.02, 0.04, 0.07] : [0.03, 0.05, 0.08];
    const [caution, warning, critical] = thresholds;
    return [
      this.decide("cro", "RISK_ADJUSTMENT", view, `drawdown ${view.drawdown}`, limits),
      this.decide("cro", "ESS_POLICY", view, `drawdown ${view.drawdown}`, { caution, warning, critical }),
    ];
  }

  private leadFund(view: PlainView): PlainDecision[] {
    const profile = view.drawdown > 0.08 ? "MICRO" : view.drawdown > 0.05 ? "LOW" : "NORMAL";
    const mode = view.drawdown > 0.08 ? "EMERGENCY" : view.drawdown > 0.05 ? "PAUSED" : "LIVE";
    return [
      this.decide("ceo", "CAPITAL_PROFILE", view, `drawdown ${view.drawdown}`, { profile, max_positions: 5 }),
      this.decide("ceo", "MODE_CHANGE", view, `drawdown ${view.drawdown}`, { mode, duration_minutes: null }),
    ];
  }

  private invest(view: PlainView): PlainDecision[] {
    const scores = models.map((_, index) => view.sharpe + (view.winRate + index * 0.01 - 0.5) * 2);
    const total = scores.reduce((sum, score) => sum + score, 0);
    const weights = Object.fromEntries(models.map((model, index) => [model, (scores[index] ?? 0) / total]));
    const active = symbols.slice(0, view.drawdown > 0.05 ? 3 : 8);
    return [
      this.decide("cio", "STRATEGY_ALLOCATION", view, "scores", { model_weights: weights, active_strategies: models }),
      this.decide("cio", "SYMBOL_UNIVERSE", view, "size", { active_symbols: active, excluded_symbols: [] }),
    ];
  }

  private splitProfit(view: PlainView): PlainDecision[] {
    const [lock, reinvest, reserve] = view.drawdown > 0.05 ? [0.6, 0.25, 0.15] : [0.3, 0.6, 0.1];
    return [this.decide("cfo", "CASHFLOW", view, `drawdown ${view.drawdown}`, { lock, reinvest, reserve })];
  }

  private research(view: PlainView): PlainDecision[] {
    if (view.drawdown <= 0.06) return [];
    return [this.decide("researcher", "RESEARCH_TASK", view, "drawdown", { task_type: "risk_analysis", hours: 8 })];
  }
}
