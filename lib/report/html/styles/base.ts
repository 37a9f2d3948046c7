/**
 * Colours, type and the frame of the page. Each colour is given for light and dark; text and marks keep a contrast of 4.5 to 1 or
 * more on every ground that they stand on.
 */
export const BASE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f6f3, #14171a);
  --surface: light-dark(#ffffff, #1b1f24);
  --raised: light-dark(#f1f1ed, #242a30);
  --ink: light-dark(#1b2127, #e7eaed);
  --soft: light-dark(#535d67, #a9b2bb);
  --line: light-dark(#dcdcd5, #343b43);
  --strong-line: light-dark(#8c949c, #6b7681);
  --accent: light-dark(#1d5796, #8fc0f5);
  --fails: light-dark(#b1281c, #ff9d92);
  --fails-ground: light-dark(#fbe6e2, #43201d);
  --fails-solid: light-dark(#b1281c, #d9493b);
  --prompts: light-dark(#855200, #f0c060);
  --prompts-ground: light-dark(#fcefcf, #3b2f12);
  --unknown: light-dark(#5a4690, #c6b6f5);
  --unknown-ground: light-dark(#ece8f7, #2d2642);
  --works: light-dark(#21683d, #84cf9e);
  --works-ground: light-dark(#e8f3ea, #1a2d21);
  --on-symbol: light-dark(#ffffff, #1b1f24);
  --mono: ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 64px; }
body { margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere; }
h1, h2, h3, h4, p, ul, ol, dl, dd { margin: 0; padding: 0; }
h1 { font-size: 15px; font-weight: 600; color: var(--soft); letter-spacing: .01em; }
h2 { font-size: 20px; line-height: 1.3; font-weight: 650; letter-spacing: -.01em; margin-bottom: 10px; }
h3 { font-size: 15px; font-weight: 650; margin: 22px 0 8px; }
a { color: var(--accent); text-underline-offset: 2px; }
code { font: 12.5px/1.45 var(--mono); }
button, input, select { font: inherit; color: inherit; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
main { max-width: 1480px; margin: 0 auto; padding: 0 28px 40px; outline: none; }
section { margin-top: 40px; }
.sr { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.sheet { position: absolute; }
.skip { position: absolute; left: 12px; top: -60px; z-index: 40; padding: 8px 14px; background: var(--surface); border: 1px solid var(--strong-line); border-radius: 6px; }
.skip:focus { top: 10px; }
.symbol { width: 1em; height: 1em; vertical-align: -.12em; flex: none; }
.quiet { color: var(--soft); }
.count { font-weight: 400; color: var(--soft); font-variant-numeric: tabular-nums; }
.hint { color: var(--soft); max-width: 92ch; margin-bottom: 10px; }
.calm { padding: 14px 16px; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
.source { display: block; margin-top: 3px; color: var(--soft); font-size: 13px; }
.tag { display: inline-block; padding: 0 7px; border: 1px solid var(--line); border-radius: 9px; background: var(--raised); color: var(--soft); font-size: 12.5px; white-space: nowrap; }
.scroll { overflow-x: auto; position: relative; }
.plain { padding: 4px 12px; background: var(--surface); border: 1px solid var(--strong-line); border-radius: 6px; cursor: pointer; }
.plain:hover:enabled { background: var(--raised); }
.plain:disabled { color: var(--soft); border-color: var(--line); cursor: default; }
.link { padding: 0; border: 0; background: none; color: var(--accent); text-decoration: underline; text-underline-offset: 2px; cursor: pointer; }
.mark { display: inline-flex; align-items: center; gap: 6px; font-weight: 650; }
.mark.fails { color: var(--fails); }
.mark.prompts { color: var(--prompts); }
.mark.unknown { color: var(--unknown); }
.mark.works { color: var(--works); }

.bar-top { position: sticky; top: 0; z-index: 20; display: flex; align-items: center; gap: 12px; padding: 6px 28px; background: var(--surface); border-bottom: 1px solid var(--line); }
.bar-top ul { display: flex; gap: 4px 22px; flex: 1; list-style: none; overflow-x: auto; }
.bar-top a { display: block; padding: 6px 0; color: var(--ink); text-decoration: none; white-space: nowrap; }
.bar-top a:hover { text-decoration: underline; }

.top { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 22px 48px; margin-top: 26px; padding: 22px 26px; background: var(--surface); border: 1px solid var(--line); border-left: 8px solid var(--works); border-radius: 8px; }
.top.refused { border-left-color: var(--fails-solid); }
.verdict { display: flex; gap: 26px; flex: 1 1 520px; align-items: flex-start; }
.badge { display: flex; align-items: center; gap: 10px; font-size: 26px; line-height: 1.2; font-weight: 700; letter-spacing: -.015em; white-space: nowrap; padding-top: 20px; }
.refused .badge { color: var(--fails); }
.accepted .badge { color: var(--works); }
.headline { font-size: 20px; line-height: 1.35; margin: 3px 0 6px; letter-spacing: -.008em; max-width: 46ch; }
.meta { color: var(--soft); font-size: 13.5px; }
.figures { flex: 0 1 470px; min-width: 0; }
.counts { display: flex; flex-wrap: wrap; gap: 6px 26px; }
.figure { display: flex; flex-direction: column-reverse; }
.figure dd { font-size: 24px; line-height: 1.2; font-weight: 600; font-variant-numeric: tabular-nums; }
.figure dt { color: var(--soft); font-size: 13px; }
.figure.fails dd { color: var(--fails); }
.figure.prompts dd { color: var(--prompts); }
.figure.unknown dd { color: var(--unknown); }
.figure.works dd { color: var(--works); }
.figure.quiet dd { color: var(--soft); font-weight: 400; }
.proportions { margin-top: 12px; font-size: 13px; color: var(--soft); }
.bar { display: block; width: 100%; height: 10px; margin: 6px 0; border-radius: 3px; }
.bar .fails { fill: var(--fails-solid); }
.bar .prompts { fill: light-dark(#dd9a1c, #d9a53a); }
.bar .unknown { fill: light-dark(#8f7cc9, #9583d1); }
.bar .works { fill: light-dark(#9ccbaa, #3c7a53); }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; }
.legend .mark { font-weight: 500; }
.foot { max-width: 1480px; margin: 0 auto; padding: 20px 28px 40px; color: var(--soft); font-size: 13px; }

@media (max-width: 720px) {
  main { padding: 0 14px 32px; }
  .bar-top { position: static; padding: 4px 14px; align-items: flex-start; }
  .bar-top ul { flex-wrap: wrap; gap: 0 16px; }
  html { scroll-padding-top: 14px; }
  .top { padding: 16px; margin-top: 14px; }
  .verdict { flex-direction: column; gap: 6px; flex-basis: 100%; }
  .badge { padding-top: 0; }
  .headline { font-size: 18px; }
  section { margin-top: 30px; }
  .foot { padding: 14px; }
}
`;
