/** Kinds whose part of the product is not here yet, with the part they come with. Whoever brings one takes its line out. */
import type { Topic } from "./topic.ts";

const metrics = "comes with the performance metrics of the field";
<<<<<<< HEAD
const risk = "comes with the risk officer's measures (value at risk, its backtests, volatility)";
=======
const regime = "comes with the market officer's regime detection";
>>>>>>> 97ec0fa (Reference: value at risk, its backtests, GARCH and the golden path's risk numbers)
const portfolio = "comes with portfolio construction";
const research = "comes with research: trials, overfitting and promotion";
const learning = "comes with model monitoring and the learning loop";
const models = "comes with the trained forecasters";
const execution = "comes with execution scheduling";

export const later: Topic = {
  answers: {},
  notCovered: {
    "performance/cum_returns": metrics,
    "performance/cum_returns_final": metrics,
    "performance/max_drawdown": metrics,
    "performance/annual_return": metrics,
    "performance/annual_volatility": metrics,
    "performance/calmar_ratio": metrics,
    "performance/omega_ratio": metrics,
    "performance/sharpe_ratio": metrics,
    "performance/downside_risk": metrics,
    "performance/sortino_ratio": metrics,
    "performance/excess_sharpe": metrics,
    "performance/alpha": metrics,
    "performance/beta": metrics,
    "performance/stability_of_timeseries": metrics,
    "performance/tail_ratio": metrics,
    "performance/cagr": metrics,
    "performance/capture": metrics,
    "performance/down_capture": metrics,
    "performance/up_down_capture": metrics,
    "performance/up_capture": metrics,
    "capm/beta": metrics,
    "capm/alpha": metrics,
    "drawdown-table": metrics,
    "round-trips": metrics,
    "summary-statistics": metrics,
    "linear-regression": metrics,
    "unit-root-adf": metrics,
    "stationarity-kpss": metrics,
    autocorrelation: metrics,
    "hurst-rs": metrics,
    psr: metrics,
    "expected-max": metrics,
    dsr: metrics,
    "sharpe-std": metrics,
    "min-track-record": metrics,
    "min-backtest-length": metrics,
    "sortino-per-period": metrics,
    "sharpe-per-period": metrics,
    "golden/dsr_noise": metrics,
    "golden/dsr_skilled": metrics,
<<<<<<< HEAD
    "value-at-risk": risk,
    "kupiec-pof": risk,
    "kupiec-region": risk,
    garch11: risk,
    "golden/garch": risk,
    "golden/ewma94": risk,
    "golden/risk": risk,
    "golden/gpd": risk,
    "golden/dm": risk,
    "golden/matlab_cc": risk,
=======
    "hmm-forward": regime,
    "hmm-viterbi": regime,
    "golden/hmm": regime,
>>>>>>> 97ec0fa (Reference: value at risk, its backtests, GARCH and the golden path's risk numbers)
    "golden/panel": portfolio,
    "golden/hrp": portfolio,
    "golden/min_cvar95": portfolio,
    "golden/min_var_longonly": portfolio,
    "golden/min_var_unconstrained": portfolio,
    "golden/erc": portfolio,
    "golden/erc_maillard": portfolio,
    "golden/ledoit_wolf_sklearn": portfolio,
    "golden/black_litterman": portfolio,
    "golden/pbo_noise": research,
    "golden/pbo_one_skilled_+0.003": research,
    "golden/drift": learning,
    "golden/page_hinkley_river": learning,
    "golden/hedge": learning,
    "golden/patchtst_1layer": models,
    "golden/patchtst_2layer": models,
    "golden/nhits_mini": models,
    "golden/lightgbm_parity": models,
    "golden/almgren_chriss": execution,
  },
};
