/** Paper: light, everything unfolded, nothing that only a screen can do. */
export const PRINT = `
@page { size: A4 landscape; margin: 11mm; }
@media print {
  :root, :root[data-theme] { color-scheme: light; }
  body { background: #fff; zoom: .7; }
  .skip, .bar-top, #filters, #detail, .show, .more, #grid-more, .hint, #theme { display: none !important; }
  main { max-width: none; padding: 0; }
  .top, .rule, .cause, .finding, #grid tr, .drawing { break-inside: avoid; }
  h2, h3, .rule > summary { break-after: avoid; }
  .grid-frame, .scroll { max-height: none; overflow: visible; }
  .scroll > .drawing { max-width: 100%; height: auto; box-sizing: border-box; }
  #grid thead th, #grid tbody th { position: static; min-width: 0; }
  #grid tbody th:first-child { max-width: none; }
  .cell { min-height: 26px; }
  .cell, .flip, .bar, .drawing, .top, .rule, .cause { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .top { margin-top: 0; }
  section { margin-top: 26px; }
  .explore > section:first-of-type { margin-top: 26px; }
  .rule > summary::after { content: none; }
}
`;
