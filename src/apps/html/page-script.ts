/**
 * The little script of a report page: reads the figures under the pointer off all plots at once. Without it the page
 * loses nothing but that.
 */

export const pageScript = `
(() => {
  const { left, right, width, runs } = JSON.parse(document.getElementById("series").textContent);
  const reading = document.getElementById("reading");
  const plots = [...document.querySelectorAll(".plot")];
  const first = runs[0].at[0], last = runs[0].at.at(-1);
  const usd = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
  const share = (value) => (value * 100).toFixed(1) + " %";
  const show = (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = Math.min(right, Math.max(left, ((event.clientX - box.left) / box.width) * width));
    const at = first + ((x - left) / (right - left)) * (last - first);
    const parts = runs.map(({ name, ...run }) => {
      let index = run.at.findIndex((each) => each >= at);
      if (index < 0) index = run.at.length - 1;
      return name + " " + usd.format(run.equity[index]) + " USD, " + share(-run.drawdown[index]) + (name === runs[0].name ? ", exposure " + share(run.exposure[index]) : "");
    });
    reading.textContent = new Date(at).toISOString().slice(0, 10) + ":  " + parts.join("   ·   ");
    for (const cursor of document.querySelectorAll(".cursor")) {
      cursor.setAttribute("x1", x); cursor.setAttribute("x2", x); cursor.setAttribute("visibility", "visible");
    }
  };
  const hide = () => {
    reading.textContent = "";
    for (const cursor of document.querySelectorAll(".cursor")) cursor.setAttribute("visibility", "hidden");
  };
  for (const plot of plots) { plot.addEventListener("pointermove", show); plot.addEventListener("pointerleave", hide); }
})();
`;
