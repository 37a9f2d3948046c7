/** Tables and lists: who is affected, findings, rules. */
export const LISTS = `
table { border-collapse: collapse; }
th { text-align: left; font-weight: 600; }
.plain-table { width: 100%; background: var(--surface); border: 1px solid var(--line); }
.plain-table th, .plain-table td { vertical-align: top; border-bottom: 1px solid var(--line); }
.plain-table td { overflow-wrap: break-word; }
.plain-table code { overflow-wrap: anywhere; }
.plain-table thead th { color: var(--soft); font-size: 13px; font-weight: 500; background: var(--raised); }
.cause { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 4fr) minmax(0, 3.4fr); gap: 6px 34px; margin-bottom: 10px; padding: 13px 18px 15px; background: var(--surface); border: 1px solid var(--line); border-left: 5px solid var(--strong-line); border-radius: 6px; }
.cause.fails { border-left-color: var(--fails-solid); }
.cause.prompts { border-left-color: var(--prompts); }
.cause.unknown { border-left-color: var(--unknown); }
.cause h3 { margin: 0 0 6px; font-size: 16px; }
.cause h3 .count { margin-left: 8px; font-size: 13.5px; }
.cause h4 { margin: 4px 0 5px; color: var(--soft); font-size: 13px; font-weight: 500; line-height: 1.3; }
.cause ul { list-style: none; }
.who li { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 10px; padding: 5px 0; border-top: 1px solid var(--line); }
.who .fold { margin-top: 0; border-top: 1px solid var(--line); }
.who .fold > summary { color: var(--soft); font-size: 13.5px; }
.why p + p, .remedy p + p { margin-top: 4px; }
.who .name { font-weight: 600; }
.who .about { color: var(--soft); font-size: 13px; }
.who .where { flex: 1 1 60%; font-size: 14px; }
.who .show { margin-left: auto; font-size: 13px; }
.listed { margin-top: 12px; }
.listed p, .inline, .inline li { display: inline; }
.listed p { color: var(--soft); }
.inline { list-style: none; }
.inline li + li::before { content: " · "; color: var(--soft); }
.plain-table { min-width: 680px; font-size: 14px; }
.plain-table th, .plain-table td { padding: 7px 12px; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.plain-table th.number { text-align: right; }
.strong { font-weight: 650; color: var(--fails); }
.urgent-row .tag:first-child { color: var(--prompts); border-color: currentColor; background: var(--prompts-ground); }
tr.fails > td:last-child { color: var(--fails); font-weight: 600; }
tr.prompts > td:last-child { color: var(--prompts); font-weight: 600; }
.limits { width: auto; min-width: 0; }
.limits th { overflow-wrap: normal; }
.limits th.number { white-space: normal; }
.scroll + .hint { margin-top: 8px; }
.limits .current td { font-weight: 600; }

.level h3 { font-size: 16px; }
.rule { margin-bottom: 8px; background: var(--surface); border: 1px solid var(--line); border-left: 5px solid var(--strong-line); border-radius: 6px; }
.rule.error { border-left-color: var(--fails-solid); }
.rule.warning { border-left-color: var(--prompts); }
.rule > summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 10px; padding: 9px 14px; cursor: pointer; list-style: none; }
.rule > summary::-webkit-details-marker { display: none; }
.rule > summary::after { content: "+"; margin-left: auto; color: var(--soft); font: 16px/1 var(--mono); }
.rule[open] > summary::after { content: "\\2212"; }
.rule > summary:hover { background: var(--raised); }
.rule.error .shape { color: var(--fails); }
.rule.warning .shape { color: var(--prompts); }
.rule.note .shape, .rule.settled .shape { color: var(--soft); }
.ref { font: 12.5px var(--mono); color: var(--soft); }
.rule-title { font-weight: 600; }
.about-rule { display: grid; gap: 6px 28px; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); padding: 4px 14px 12px; font-size: 14px; }
.about-rule dt { color: var(--soft); font-size: 13px; }
.findings { list-style: none; border-top: 1px solid var(--line); }
.finding { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 2px 24px; padding: 8px 14px; border-bottom: 1px solid var(--line); font-size: 14px; }
.finding p:empty, .finding code:empty { display: none; }
.trace { color: var(--soft); }
.trace code { margin-right: 8px; }
.fix { grid-column: 1; }
.fix::before { content: "To do: "; color: var(--soft); }
.accepted-by { grid-column: 1 / -1; color: var(--soft); font-style: italic; }
.rest { padding: 8px 14px; font-size: 14px; color: var(--soft); }
.rest:empty { display: none; }

.fold { margin-top: 10px; }
.fold > summary { cursor: pointer; padding: 4px 0; }
.fold > summary h3 { display: inline; }
.words { margin-top: 6px; font-size: 14px; }
.tree, .tree ul { padding-left: 20px; }

@media (max-width: 720px) {
  .finding { grid-template-columns: minmax(0, 1fr); }
  .cause { grid-template-columns: minmax(0, 1fr); padding: 12px 14px; }
  .limits { font-size: 13.5px; }
  .limits th, .limits td { padding: 6px 8px; }
}
`;
