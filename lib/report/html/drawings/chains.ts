import { counted } from '../../words';
import { ChainColumn, ChainEdge, ChainGraph, ChainNode } from '../chain-graph';
import { html, Markup } from '../markup';
import { at, fitted, label } from './svg';

const BOX = { width: 230, height: 44, gap: 14 };
const SPACING = 90;
const TOP = 34;
/** Boxes of one column that are drawn; the list below the drawing holds all. */
const MOST = 24;

const TITLES: Record<ChainColumn, string> = {
  [ChainColumn.ANCHOR]: 'Trust anchors',
  [ChainColumn.INTERMEDIATE]: 'Intermediates',
  [ChainColumn.CERTIFICATE]: 'Certificates',
  [ChainColumn.SERVER]: 'Presented by',
};

interface Placed {
  readonly node: ChainNode;
  readonly x: number;
  readonly y: number;
}

/** Chains as a picture, left to right: what clients must hold, who vouches, what is presented, by whom. */
export function chainDrawing(graph: ChainGraph): Markup {
  const columns = [ChainColumn.ANCHOR, ChainColumn.INTERMEDIATE, ChainColumn.CERTIFICATE, ChainColumn.SERVER]
    .map((column) => ({ column, nodes: ordered(graph, column) }))
    .filter(({ nodes }) => nodes.length > 0);
  const tallest = Math.max(...columns.map(({ nodes }) => Math.min(nodes.length, MOST)));
  const inner = tallest * (BOX.height + BOX.gap) - BOX.gap;
  const overflow = columns.some(({ nodes }) => nodes.length > MOST);
  const height = TOP + inner + (overflow ? 30 : 8);
  const width = columns.length * BOX.width + (columns.length - 1) * SPACING + 4;
  const placed = new Map<string, Placed>();
  const headings = columns.map(({ column, nodes }, index) => {
    const x = 2 + index * (BOX.width + SPACING);
    const shown = nodes.slice(0, MOST);
    const start = TOP + (inner - (shown.length * (BOX.height + BOX.gap) - BOX.gap)) / 2;
    shown.forEach((node, row) => placed.set(node.id, { node, x, y: start + row * (BOX.height + BOX.gap) }));
    const rest = nodes.length - shown.length;
    return html`${label(x, 16, TITLES[column], 'column-title')}${rest > 0 ? label(x, height - 8, `and ${counted(rest, 'more', 'more')}, listed below`, 'box-about') : undefined}`;
  });
  return html`<svg
    class="drawing chains"
    viewBox="0 0 ${width} ${at(height)}"
    width="${width}"
    height="${at(height)}"
    role="img"
    aria-labelledby="chains-name"
  >
    <title id="chains-name">
      Trust anchors, intermediates, certificates and the servers that present them; the list below says the same in
      words
    </title>
    ${headings}
    <g class="edges">${graph.edges.map((edge) => line(edge, placed))}</g>
    ${[...placed.values()].map(box)}
  </svg>`;
}

/** Boxes near those that they hang on, so that few lines cross. */
function ordered(graph: ChainGraph, column: ChainColumn): ChainNode[] {
  return graph.nodes.filter((node) => node.column === column);
}

function line({ from, to }: ChainEdge, placed: Map<string, Placed>): Markup | undefined {
  const a = placed.get(from);
  const b = placed.get(to);
  if (!a || !b) return undefined;
  const outcome = a.node.outcome ?? b.node.outcome ?? '';
  // Two intermediates of one path share the column: the line leaves and enters at the side.
  if (a.x === b.x) {
    const x = a.x + BOX.width / 2;
    return html`<path class="${outcome}" d="M${at(x)} ${at(a.y + BOX.height)}V${at(b.y)}" />`;
  }
  const [x1, y1] = [a.x + BOX.width, a.y + BOX.height / 2];
  const [x2, y2] = [b.x, b.y + BOX.height / 2];
  const bend = Math.min(60, (x2 - x1) / 2);
  return html`<path
    class="${outcome}"
    d="M${at(x1)} ${at(y1)}C${at(x1 + bend)} ${at(y1)} ${at(x2 - bend)} ${at(y2)} ${at(x2)} ${at(y2)}"
  />`;
}

function box({ node, x, y }: Placed): Markup {
  const room = BOX.width - (node.outcome ? 40 : 20);
  const shape = node.outcome
    ? html`<svg class="mark-icon ${node.outcome}" x="${at(x + BOX.width - 26)}" y="${at(y + 6)}" width="16" height="16">
        <use href="#symbol-${node.outcome}" />
      </svg>`
    : undefined;
  return html`<g class="box${node.missing ? ' missing' : ''}${node.outcome ? ` ${node.outcome}` : ''}"
    ><title>${node.title}: ${node.about} (${node.full})${node.outcome ? `; at worst: ${node.outcome}` : ''}</title
    ><rect
      x="${at(x)}"
      y="${at(y)}"
      width="${BOX.width}"
      height="${BOX.height}"
      rx="5"
    />${label(x + 10, y + 18, fitted(node.title, room, 13), 'box-title')}${label(x + 10, y + 34, fitted(node.about, BOX.width - 20, 11), 'box-about')}${shape}</g
  >`;
}
