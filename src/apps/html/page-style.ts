/** The style of a report page: system fonts, light and dark by the reader's setting, colours that hold in both. */

export const pageStyle = `
:root {
  color-scheme: light dark;
  --ground: #fbfbfa; --card: #ffffff; --ink: #1c1f23; --soft: #5a626b; --rule: #dfe2e5;
  --main: #1d5fd1; --twin: #b4540a; --hold: #6c7580; --frozen: #d0323f; --restricted: #c99a16; --gain: #1a8a4c; --loss: #d0323f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171a; --card: #1b1f23; --ink: #e7eaed; --soft: #a0a8b1; --rule: #31373d;
    --main: #74aaff; --twin: #f0954f; --hold: #98a2ad; --frozen: #ff6b76; --restricted: #e0b840; --gain: #46c482; --loss: #ff6b76;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 28px 20px 64px; }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 4px; text-wrap: balance; }
h2 { font-size: 17px; margin: 40px 0 10px; }
p { margin: 0 0 10px; max-width: 75ch; }
.soft, caption, figcaption, li { color: var(--soft); }
code { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); gap: 1px; margin: 24px 0;
  background: var(--rule); border: 1px solid var(--rule); border-radius: 8px; overflow: hidden; }
.tiles div { background: var(--card); padding: 12px 14px; }
.tiles dt { color: var(--soft); font-size: 13px; }
.tiles dd { margin: 2px 0 0; font-size: 20px; font-variant-numeric: tabular-nums; }
.tiles small { display: block; color: var(--soft); font-size: 12px; }
figure { margin: 18px 0 0; }
figcaption { font-size: 13px; margin-bottom: 2px; }
.plot { display: block; width: 100%; height: auto; overflow: visible; touch-action: pan-y; }
.plot .grid { stroke: var(--rule); stroke-width: 1; }
.plot .base, .plot .tick, .plot .cursor { stroke: var(--soft); stroke-width: 1; }
.plot .axis { fill: var(--soft); font-size: 12px; font-variant-numeric: tabular-nums; }
.plot .line { fill: none; stroke-width: 1.4; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.plot .area { stroke: none; opacity: .16; }
.plot .line.main { stroke: var(--main); stroke-width: 2; } .plot .area.main { fill: var(--main); }
.plot .line.twin { stroke: var(--twin); } .plot .line.hold { stroke: var(--hold); stroke-dasharray: 4 3; }
.plot .frozen { fill: var(--frozen); opacity: .3; } .plot .restricted { fill: var(--restricted); opacity: .22; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 8px 0 0; padding: 0; list-style: none; font-size: 13px; }
.legend li { display: inline-flex; align-items: center; gap: 6px; }
.legend svg { width: 26px; height: 12px; flex: none; }
#reading { min-height: 1.5em; max-width: none; margin: 6px 0 -12px; white-space: pre; overflow: hidden; font-size: 13px; font-variant-numeric: tabular-nums; color: var(--soft); }
.scroll { overflow-x: auto; }
.long { max-height: 70vh; overflow-y: auto; }
table { border-collapse: collapse; width: 100%; font-size: 13px; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: 0 0 6px; }
th, td { padding: 4px 10px 4px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); }
th { font-weight: 600; color: var(--soft); }
tbody th { color: var(--ink); font-weight: 400; }
th.figure, td.figure { text-align: right; white-space: nowrap; padding: 4px 8px; }
td:first-child, td.whole { white-space: nowrap; }
.compare { max-width: 640px; } .compare .main { color: var(--main); font-weight: 600; }
tr.part th { padding-left: 16px; color: var(--soft); }
details { margin: 8px 0; } summary { cursor: pointer; padding: 6px 0; }
ul.caveats { padding-left: 18px; max-width: 80ch; } ul.caveats li { margin: 4px 0; }
:focus-visible { outline: 2px solid var(--main); outline-offset: 2px; }
@media (max-width: 600px) { .plot .axis { font-size: 18px; } #drawdown .axis, #exposure .axis { font-size: 16px; } }
@media print { .long { max-height: none; } }
`;
