/** What a comparison's page adds to the style of a report: a colour for every fund, and small plots side by side. */

/** Turns of the hue from fund to fund that keep neighbours apart however many there are. */
const goldenAngle = 137.508;

/** @param funds how many lines there are */
export function compareStyle(funds: number): string {
  const colours = Array.from({ length: funds }, (_, index) => {
    const colour = `hsl(${Math.round(index * goldenAngle) % 360} 70% var(--${index % 2 === 0 ? "deep" : "clear"}))`;
    return `.plot .line.fund-${index} { stroke: ${colour}; }`;
  });
  return `
:root { --deep: 32%; --clear: 46%; }
@media (prefers-color-scheme: dark) { :root { --deep: 60%; --clear: 76%; } }
${colours.join("\n")}
.plot .line.off { stroke: var(--hold); stroke-width: 1.6; }
main { max-width: 1240px; }
h3 { font-size: 15px; margin: 18px 0 6px; }
#reading { white-space: normal; min-height: 4.6em; margin-bottom: 0; }
.about { display: grid; grid-template-columns: max-content 1fr; gap: 2px 14px; margin: 14px 0 0; font-size: 13px; color: var(--soft); }
.about dt { color: var(--ink); } .about dd { margin: 0; }
.small { display: grid; grid-template-columns: repeat(auto-fill, minmax(270px, 1fr)); gap: 18px 22px; }
.small figure { margin: 0; } .small figcaption { color: var(--ink); font-weight: 600; }
.small figcaption span { color: var(--soft); font-weight: 400; }
.small .axis { font-size: 11px; } .small .line.fund { stroke: var(--main); stroke-width: 1.8; }
.gap { margin: 0 0 14px; }
th:first-child, td:first-child { padding-right: 16px; }
@media (max-width: 600px) { .small .axis { font-size: 11px; } .about { grid-template-columns: 1fr; } .about dd { margin-bottom: 6px; } }
`;
}
