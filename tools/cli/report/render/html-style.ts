/** The style of the page: light, dark or print, as the reader's device prefers. */
export const style = `
:root { color-scheme: light dark; --page: #fff; --text: #1b1f24; --dim: #57606a; --line: #d0d7de; --soft: #f6f8fa;
  --good: #116329; --bad: #b3141d; --link: #0550ae; }
@media screen and (prefers-color-scheme: dark) { :root { --page: #0d1117; --text: #e6edf3; --dim: #9da7b3; --line: #30363d;
  --soft: #161b22; --good: #56d364; --bad: #ff8b85; --link: #79b8ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 84rem; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Arial, sans-serif; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; } h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
a { color: var(--link); } :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.dim { color: var(--dim); } .good { color: var(--good); } .bad { color: var(--bad); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; }
td.number, th.number { text-align: right; white-space: nowrap; }
td.word, thead th, th[scope="row"] { white-space: nowrap; }
tr:target, li:target { background: var(--soft); outline: 2px solid var(--link); }
ul.findings { list-style: none; padding: 0; }
ul.findings li { border: 1px solid var(--line); border-left: 4px solid var(--bad); background: var(--soft);
  padding: .6rem .9rem; margin: .6rem 0; border-radius: 4px; overflow-wrap: anywhere; }
ul.findings li.waived, ul.findings li.note { border-left-color: var(--dim); }
ul.findings p { margin: .2rem 0; white-space: pre-line; }
.diagram { overflow: auto; border: 1px solid var(--line); border-radius: 6px; padding: .5rem; max-height: 85vh; }
.diagram svg { display: block; margin: 0 auto; max-width: 100%; min-width: 44rem; height: auto; }
svg text { text-anchor: middle; fill: var(--text); font: 11px Arial, "Liberation Sans", sans-serif; } svg.long text { font-size: 12px; }
svg .node path, svg .node polygon { stroke: var(--dim); fill: var(--soft); }
svg .cluster path, svg .cluster polygon { stroke: var(--line); fill: none; stroke-width: 1.5; } svg .cluster text { fill: var(--dim); }
svg .edge path { stroke: var(--dim); } svg .edge polygon { stroke: var(--dim); fill: var(--dim); }
svg .broken path, svg .broken polygon { stroke: var(--bad); stroke-width: 2.5; } svg .broken text { fill: var(--bad); }
svg .edge.broken polygon { fill: var(--bad); } svg a { text-decoration: none; }
svg a:focus-visible { outline: 3px solid var(--link); }
input { font: inherit; padding: .3rem .6rem; width: min(28rem, 100%); color: var(--text); background: var(--page);
  border: 1px solid var(--dim); border-radius: 4px; }
[hidden] { display: none; }
@media screen and (max-width: 45rem) { body { padding: .75rem; font-size: 13px; } th, td { padding-right: .4rem; }
  .source { display: none; } .diagram svg { min-width: 56rem; } }
@media print { body { max-width: none; padding: 0; font-size: 11px; } .search { display: none; }
  .diagram { overflow: visible; max-height: none; border: 0; } .diagram svg { min-width: 0; }
  ul.findings li, tr { break-inside: avoid; } }
`;

/** Filters the table of resources while the reader types; the page is complete without it. */
export const script = `
const field = document.getElementById("search"), count = document.getElementById("count");
const rows = [...document.querySelectorAll("#resources tbody tr")].map((row) => [row, row.textContent.toLowerCase()]);
field.closest("p").hidden = false;
field.addEventListener("input", () => {
  const words = field.value.toLowerCase().split(/\\s+/);
  let shown = 0;
  for (const [row, text] of rows) { row.hidden = !words.every((word) => text.includes(word)); if (!row.hidden) shown += 1; }
  count.textContent = shown + " of " + rows.length;
});
`;
