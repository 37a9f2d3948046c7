/** The filters, the matrix and the panel that shows one cell. Failures are solid, what works stays quiet. */
export const MATRIX = `
#filters { position: sticky; top: 46px; z-index: 15; display: flex; flex-wrap: wrap; align-items: center; gap: 6px 12px; margin-top: 40px; padding: 10px 14px; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; box-shadow: 0 2px 8px light-dark(#0000000d, #00000059); }
#filter-fold { flex: 1 1 100%; min-width: 0; }
#filter-fold > summary { display: none; padding: 4px 0; font-weight: 600; cursor: pointer; }
.filter-fields { display: flex; flex-wrap: wrap; align-items: end; gap: 8px 12px; }
#filters + section { margin-top: 22px; }
.explore section { scroll-margin-top: 170px; }
.explore .rule { scroll-margin-top: 170px; }
.field { display: flex; flex-direction: column; flex: 0 1 150px; min-width: 110px; }
.field.wide { flex: 1 1 200px; }
.field label, .chips legend { font-size: 12.5px; color: var(--soft); padding: 0; }
.field input, .field select { width: 100%; height: 32px; padding: 2px 8px; background: var(--ground); border: 1px solid var(--strong-line); border-radius: 6px; }
::placeholder { color: var(--soft); opacity: 1; }
.chips { display: flex; gap: 4px; margin: 0; padding: 0; border: 0; min-width: 0; }
.chip { display: inline-flex; align-items: center; gap: 5px; height: 32px; padding: 0 9px; background: var(--ground); border: 1px solid var(--strong-line); border-radius: 6px; cursor: pointer; }
.chip.fails .symbol { color: var(--fails); }
.chip.prompts .symbol { color: var(--prompts); }
.chip.unknown .symbol { color: var(--unknown); }
.chip.works .symbol { color: var(--works); }
.chip[aria-pressed="true"] { background: var(--ink); border-color: var(--ink); color: var(--surface); font-weight: 600; }
.chip[aria-pressed="true"] .symbol { color: inherit; --on-symbol: var(--ink); }
#filter-reset { height: 26px; padding: 0 12px; font-size: 13px; }
#filter-count { flex: 1 1 0; font-size: 13px; color: var(--soft); font-variant-numeric: tabular-nums; }

.grid-frame { width: fit-content; max-width: 100%; max-height: min(78vh, 900px); overflow: auto; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; }
#grid { border-collapse: separate; border-spacing: 0; }
#grid th, #grid td { height: 1px; padding: 0; border-bottom: 1px solid var(--line); border-right: 1px solid var(--line); }
#grid thead th { position: sticky; top: 0; z-index: 3; min-width: 92px; max-width: 150px; padding: 8px 9px; vertical-align: bottom; background: var(--raised); font-size: 13px; line-height: 1.3; overflow-wrap: break-word; hyphens: auto; border-bottom: 1px solid var(--strong-line); }
#grid thead th span { display: block; font-weight: 400; color: var(--soft); font-size: 12px; }
#grid thead th:first-child { left: 0; z-index: 4; min-width: 250px; }
#grid tbody th { position: sticky; left: 0; z-index: 2; width: 300px; min-width: 230px; max-width: 340px; padding: 5px 10px; background: var(--surface); font-weight: 400; border-right: 1px solid var(--strong-line); }
#grid .server-row th, #grid .server-row td { background: var(--raised); }
#grid .server-row th { font-weight: 600; }
#grid .protocol-row th { padding-left: 34px; }
#grid .protocol-row th span { display: block; color: var(--soft); font-size: 12px; }
.toggle { display: flex; gap: 8px; width: 100%; padding: 2px 0; border: 0; background: none; text-align: left; font-weight: 600; cursor: pointer; }
.toggle::before { content: ""; flex: none; width: 0; height: 0; margin-top: 6px; border: 5px solid transparent; border-left: 7px solid var(--soft); border-right: 0; }
.toggle[aria-expanded="true"]::before { border: 5px solid transparent; border-top: 7px solid var(--soft); border-bottom: 0; margin-top: 8px; margin-right: -3px; }
.toggle span { display: block; font-weight: 400; font-size: 12.5px; color: var(--soft); }
.cell { display: flex; align-items: center; justify-content: center; gap: 6px; width: 100%; height: 100%; min-height: 31px; padding: 4px; border: 0; background: none; cursor: pointer; font-size: 12.5px; font-variant-numeric: tabular-nums; }
.cell .symbol { width: 16px; height: 16px; }
#grid tbody :is(th, td, button) { scroll-margin: 190px 0 24px 350px; }
.cell:focus-visible { outline-offset: -3px; }
#grid td:focus-visible { outline-offset: -3px; }
.cell.works { background: var(--works-ground); color: var(--works); }
.cell.prompts { background: var(--prompts-ground); color: var(--prompts); }
.cell.unknown { background: repeating-linear-gradient(135deg, var(--unknown-ground) 0 6px, var(--surface) 6px 9px); color: var(--unknown); }
.cell.fails { background: var(--fails-ground); color: var(--fails); font-weight: 650; }
.protocol-row .cell.fails { background: light-dark(#b1281c, #b93427); color: #fff; }
.protocol-row .cell.fails .symbol { --on-symbol: light-dark(#b1281c, #b93427); }
.cell:hover { box-shadow: inset 0 0 0 2px currentColor; }
.cell[aria-expanded="true"] { box-shadow: inset 0 0 0 3px var(--accent); }
.unused { display: flex; justify-content: center; color: var(--soft); }
.unused .symbol { width: 12px; height: 12px; }
.dim .cell { opacity: .45; }
#grid-more { margin-top: 8px; }

#detail { position: fixed; right: 0; top: 0; bottom: 0; z-index: 30; width: min(440px, 100vw); padding: 18px 22px 28px; overflow-y: auto; background: var(--surface); border-left: 1px solid var(--strong-line); box-shadow: -10px 0 30px light-dark(#00000026, #00000080); outline: none; }
.detail-head { display: flex; justify-content: space-between; align-items: flex-start; gap: 14px; }
.detail-head h2 { font-size: 17px; margin: 2px 0 0; }
#detail-body > p:first-child { margin: 4px 0 14px; color: var(--soft); }
#detail .card { margin-bottom: 14px; padding: 12px 14px; border: 1px solid var(--line); border-left: 5px solid var(--strong-line); border-radius: 6px; }
#detail .card.fails { border-left-color: var(--fails-solid); }
#detail .card.prompts { border-left-color: var(--prompts); }
#detail .card.unknown { border-left-color: var(--unknown); }
#detail .card.works { border-left-color: var(--works); }
#detail dt { margin-top: 9px; color: var(--soft); font-size: 13px; }
#detail h3 { margin: 18px 0 6px; }
#detail ul { list-style: none; }
#detail li { margin-bottom: 4px; }
#detail details { margin-top: 6px; }
@media (max-width: 720px) {
  #filters { position: static; padding: 6px 14px; }
  #filter-fold > summary { display: list-item; }
  .explore section, .explore .rule { scroll-margin-top: 14px; }
  .field, .field.wide { flex: 1 1 42%; }
  .chips { flex-wrap: wrap; }
  .grid-frame { width: fit-content; max-width: 100%; max-height: 82vh; }
  #grid thead th:first-child { min-width: 150px; }
  #grid tbody th { min-width: 150px; max-width: 150px; padding: 5px 8px; }
  #grid .protocol-row th { padding-left: 14px; }
  #grid thead th { min-width: 84px; padding: 6px; }
  #grid tbody :is(th, td, button) { scroll-margin: 180px 0 24px 160px; }
  #detail { top: auto; left: 0; width: auto; max-height: 78vh; border-left: 0; border-top: 1px solid var(--strong-line); }
}
`;
