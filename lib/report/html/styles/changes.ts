/** What the change does, and the marks of what changed: shapes on a ground of their own, so that nobody needs their colour. */
export const CHANGES = `
.flip { display: inline-flex; align-items: center; justify-content: center; flex: none; width: 17px; height: 17px; border-radius: 4px; background: var(--ink); color: var(--surface); vertical-align: -.2em; }
.flip .symbol { width: 13px; height: 13px; vertical-align: 0; }
.flip.better { background: var(--surface); color: var(--ink); box-shadow: inset 0 0 0 1.5px var(--ink); }
.flip.other { background: var(--surface); color: var(--ink); box-shadow: inset 0 0 0 1.5px var(--ink); border-radius: 9px; }
.unused:has(.flip) { align-items: center; gap: 6px; }
.server-row .dim .cell { opacity: 1; background: none; font-weight: 400; }
#grid .flip .symbol { width: 13px; height: 13px; }
.flip-key { margin: -4px 0 8px; color: var(--soft); font-size: 13.5px; }
#changes { margin-top: 26px; }
#changes > .headline { max-width: none; margin-bottom: 12px; font-size: 17px; }
#changes > .counts { margin-bottom: 16px; }
#changes .cause h3 { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 8px; }
#changes .cause h3 > .count { flex: 1 1 100%; margin: 0; }
#changes .cause.works { border-left-color: var(--works); }
#changes .who .where { flex: 1 1 12ch; }
@media (min-width: 721px) { #changes .cause.works .why { grid-column: 2 / -1; } }
#changes .listed { margin: 8px 0 0; }
#changes .fold > .cause { margin-top: 10px; }
.asked { margin-bottom: 10px; padding: 12px 18px 14px; background: var(--surface); border: 1px solid var(--line); border-left: 5px solid var(--prompts); border-radius: 6px; font-size: 14px; }
.asked h3 { margin: 0 0 6px; font-size: 15px; }
.asked ul { margin: 0; padding-left: 20px; }
.asked li { padding: 3px 0; overflow-wrap: anywhere; }
.found { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 10px 34px; padding: 12px 18px 14px; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; font-size: 14px; }
.found h4 { margin: 0 0 4px; font-size: 14px; font-weight: 600; }
.found ul { list-style: none; }
.found > div > ul > li { display: grid; grid-template-columns: 20px minmax(0, 1fr); padding: 5px 0; border-top: 1px solid var(--line); }
.found li ul { grid-column: 2; color: var(--soft); }
.found li li { padding: 2px 0; }
.found .shape.error { color: var(--fails); }
.found .shape.warning { color: var(--prompts); }
.found .shape.note { color: var(--soft); }
#filters:has(#filter-changed) .field { flex: 1 1 110px; }
#filters:has(#filter-changed) .field.wide { flex: 2 1 150px; }
.properties { list-style: none; }
.address { display: block; }
.tag.fresh { color: var(--ink); border-color: currentColor; font-weight: 600; }
.tag.fresh:empty { display: none; }
`;
