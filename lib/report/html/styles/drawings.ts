/** The drawings' colours; everything else of them is in the drawing itself. */
export const DRAWINGS = `
.drawing { display: block; background: var(--surface); font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; }
.scroll > .drawing { padding: 14px 16px; border: 1px solid var(--line); border-radius: 6px; box-sizing: content-box; }
.key .drawing { display: inline-block; vertical-align: -1px; background: none; }
.key { font-size: 13px; color: var(--soft); white-space: nowrap; }
#expiry > .legend { margin-bottom: 8px; }
.drawing text { fill: var(--ink); }
.drawing .centred { text-anchor: middle; }
.drawing .small, .drawing .box-about { font-size: 11px; fill: var(--soft); }
.drawing .column-title { font-size: 12.5px; fill: var(--soft); }
.drawing .box-title { font-size: 13px; font-weight: 550; }
.box rect { fill: var(--raised); stroke: var(--strong-line); }
.box.missing rect { fill: none; stroke-dasharray: 4 3; }
.box.fails rect { fill: var(--fails-ground); stroke: var(--fails); }
.box.prompts rect { fill: var(--prompts-ground); stroke: var(--prompts); }
.box.unknown rect { fill: var(--unknown-ground); stroke: var(--unknown); stroke-dasharray: 4 3; }
.box.works rect { fill: var(--works-ground); stroke: var(--works); }
.mark-icon.fails { color: var(--fails); }
.mark-icon.prompts { color: var(--prompts); }
.mark-icon.unknown { color: var(--unknown); }
.mark-icon.works { color: var(--works); }
.edges path { fill: none; stroke: var(--strong-line); stroke-width: 1.4; }
.edges .fails { stroke: var(--fails); stroke-width: 2; }
.axis path { stroke: var(--line); fill: none; }
.axis .year { stroke: var(--strong-line); }
.axis text { font-size: 12px; fill: var(--soft); }
.limit path { stroke: var(--unknown); stroke-width: 1.4; stroke-dasharray: 5 4; }
.limit text { fill: var(--unknown); font-size: 12px; }
.limit .small { fill: var(--unknown); }
.now path { stroke: var(--ink); stroke-width: 1.6; }
.now text { font-size: 12px; font-weight: 600; }
.life rect { fill: light-dark(#a9c6e6, #2f5680); stroke: var(--accent); }
.life.assumed rect { fill: none; stroke-dasharray: 4 3; }
.life.prompts rect { fill: var(--prompts-ground); stroke: var(--prompts); }
.life.fails rect { fill: var(--fails-solid); stroke: var(--fails); }
.life.fails .box-about { fill: var(--fails); font-weight: 600; }
.life.prompts .box-about { fill: var(--prompts); font-weight: 600; }
.life .due { stroke: var(--ink); stroke-width: 2.5; }
.life .arrow { stroke: var(--accent); fill: none; stroke-width: 1.6; }
`;
