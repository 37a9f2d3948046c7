/** Paper: light, everything unfolded, nothing that only a screen can do. */
export const PRINT = `
@page { size: A4 landscape; margin: 11mm; }
@media print {
  :root, :root[data-theme] { color-scheme: light; font-size: 10.5px; }
  body { background: #fff; }
  .skip, .bar-top, #filters, #detail, .show, .more, #grid-more, .hint, #theme { display: none !important; }
  main { max-width: none; padding: 0; }
  .top, .rule, .cause, .finding, #grid tr, .drawing { break-inside: avoid; }
  h2, h3, .rule > summary { break-after: avoid; }
  .grid-frame, .scroll { max-height: none; overflow: visible; }
  .drawing { max-width: 100%; height: auto; }
  #grid thead th, #grid tbody th { position: static; min-width: 0; }
  #grid thead th { padding: 4px; font-size: 9.5px; }
  #grid tbody th:first-child { max-width: none; }
  .cell { min-height: 18px; padding: 1px; font-size: 10px; }
  .cell, .bar, .drawing, .top, .rule, .cause { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .headline, h2 { font-size: 15px; }
  section { margin-top: 20px; }
  .rule > summary::after { content: none; }
}
`;
