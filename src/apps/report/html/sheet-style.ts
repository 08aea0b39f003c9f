/** What a tear sheet adds to the style of a report: panels of bars, and a page that prints. */

export const sheetStyle = `
.kind { display: inline-block; margin: 0 0 10px; padding: 2px 10px; border: 1px solid var(--rule); border-radius: 999px; font-size: 12px; color: var(--soft); background: var(--card); }
.tiles { grid-template-columns: repeat(4, 1fr); }
.lead { font-size: 16px; max-width: 80ch; margin: 14px 0 0; }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 330px), 1fr)); gap: 14px; margin-top: 12px; }
.panels figure { margin: 0; background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: 12px 14px 10px; }
.panels figure.wide { grid-column: 1 / -1; }
.panels figcaption { color: var(--ink); font-weight: 600; margin-bottom: 6px; }
.panels figcaption span { color: var(--soft); font-weight: 400; }
.bars { display: block; width: 100%; height: auto; }
.bars text { font-size: 12.5px; font-variant-numeric: tabular-nums; fill: var(--ink); }
.bars .value, .bars .count { fill: var(--soft); }
.bars .gain { fill: var(--gain); opacity: .75; } .bars .loss { fill: var(--loss); opacity: .75; }
.bars .base { stroke: var(--soft); stroke-width: 1; opacity: .5; }
.scroll + .scroll, .costs { margin-top: 16px; }
.panels + p { margin-top: 10px; }
.plot .area.error { fill: var(--main); opacity: .16; }
.plot .line.zero { stroke: var(--soft); stroke-width: 1; opacity: .6; }
.costs { max-width: 560px; } .costs tr:last-child td { font-weight: 600; border-top: 2px solid var(--rule); }
@media (max-width: 600px) {
  .tiles { grid-template-columns: repeat(2, 1fr); } .tiles dd { font-size: 17px; }
  .plot .axis, #drawdown .axis, #exposure .axis { font-size: 25px; }
  .bars.histogram text, .bars.columns text { font-size: 26px; } .bars.histogram .count { display: none; }
}
@media print {
  :root { color-scheme: light; --ground: #ffffff; --card: #ffffff; --ink: #1c1f23; --soft: #5a626b; --rule: #d5d9dd;
    --main: #1d5fd1; --twin: #b4540a; --hold: #6c7580; --frozen: #d0323f; --restricted: #c99a16; --gain: #1a8a4c; --loss: #d0323f; }
  @page { size: A4; margin: 14mm 13mm; }
  body { font-size: 11px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  h2 { margin-top: 22px; break-after: avoid; }
  figure, tr, .tiles { break-inside: avoid; }
  .tiles { grid-template-columns: repeat(4, 1fr); } .tiles dd { font-size: 15px; }
  .panels { grid-template-columns: 1fr 1fr; } table { font-size: 9.5px; } th.figure, td.figure { padding: 3px 4px; }
  #reading { display: none; }
}
`;
