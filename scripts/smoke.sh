#!/usr/bin/env bash
# The commands README.md shows, run as a reader would, on the built-in market and in a folder of their own.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "smoke: $1" >&2; exit 1; }

echo "-- npx qt --help"
npx qt --help >"$work/help.txt"
grep -q backtest "$work/help.txt" || fail "the help names no backtest"

echo "-- npm start: trades, governs, stops in order, goes on"
# A busy machine plays fewer closes in a second: it gets more of them.
for seconds in 6 60 240; do
  rm -rf "$work/fund"
  npm start --silent -- --data "$work/fund" --port 8097 --speed max --seconds "$seconds" >"$work/start.txt"
  if grep -q "BOUGHT" "$work/start.txt"; then break; fi
done
grep -q "Page: http://127.0.0.1:8097" "$work/start.txt" || fail "npm start named no page"
grep -q "BOUGHT" "$work/start.txt" || fail "the fund bought nothing"
grep -q "DECISION" "$work/start.txt" || fail "nobody decided anything"
grep -q "Stopped in order" "$work/start.txt" || fail "the fund did not stop in order"
npx qt start --data "$work/fund" --port 8097 --speed max --seconds 2 >"$work/again.txt"
grep -q "Recovered" "$work/again.txt" || fail "the second start did not recover"
npx qt verify "$work/fund"
npx qt replay "$work/fund"

echo "-- npx qt policy, config, stage"
npx qt policy show --data "$work/fund" | grep -q "limits.maxLeverage" || fail "qt policy shows no limits"
npx qt policy history --data "$work/fund" | grep -q "^version " || fail "qt policy has no history"
npx qt config | grep -q "QT_AI_MAX_DAILY_DD" || fail "qt config lists no settings"
if npx qt stage partial --url http://127.0.0.1:8097 2>"$work/stage.txt"; then fail "qt stage found a fund"; fi
grep -q "no fund answers" "$work/stage.txt" || fail "qt stage does not say that no fund runs"

echo "-- npx qt backtest, twice: one digest; replay equal"
npx qt backtest --market simulated --days 500 --out "$work/run" --json 2>/dev/null >"$work/one.json"
npx qt backtest --market simulated --days 500 --no-out --json 2>/dev/null >"$work/two.json"
node -e '
  const [one, two] = process.argv.slice(1).map((file) => JSON.parse(require("fs").readFileSync(file, "utf8")));
  for (const field of ["digest", "bars", "trades", "netReturn", "cagr", "sharpe", "maxDrawdown", "fees", "freezes"])
    if (one[field] === undefined || one[field] !== two[field]) throw new Error(`${field}: ${one[field]} and ${two[field]}`);
' "$work/one.json" "$work/two.json"
npx qt replay "$work/run"
npx qt verify "$work/run"
echo "smoke: all README commands work"
