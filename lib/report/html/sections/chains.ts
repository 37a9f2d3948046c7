import { Estate } from '../../../model';
import { OutcomeKind } from '../../../policy';
import { ChainColumn, ChainEdge, chainGraph, ChainGraph, ChainNode } from '../chain-graph';
import { at, fitted, html, label, Markup } from '../markup';
import { Page } from '../page';
import { counted } from '../../plain';

/** Who vouches for whom, drawn and in words. */
export function chainsSection(page: Page, estate: Estate): Markup {
  const graph = chainGraph(page, estate);
  return html`<section id="trust" aria-labelledby="trust-title">
    <h2 id="trust-title">Chains of trust</h2>
    ${
      graph.nodes.length === 0
        ? html`<p class="calm">No certificate is declared.</p>`
        : html`<p class="hint">
              A client must hold the anchor on the left. The mark on a certificate is the worst that happens to anyone
              who is shown it.
            </p>
            <div class="scroll">${chainDrawing(graph)}</div>
            <details class="fold words">
              <summary>The same in words</summary>
              ${inWords(graph)}
            </details>`
    }
  </section>`;
}

function inWords(graph: ChainGraph): Markup {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const below = new Map<string, ChainNode[]>();
  for (const { from, to } of graph.edges) {
    const node = nodes.get(to);
    if (node) below.set(from, [...(below.get(from) ?? []), node]);
  }
  const branch = (node: ChainNode): Markup => {
    const under = below.get(node.id) ?? [];
    return html`<li>
      <bdi>${node.title}</bdi>
      <span class="quiet">${node.about}${node.full === node.title ? '' : ` (${node.full})`}</span
      >${node.outcome ? html` <span class="tag">${node.outcome === OutcomeKind.WORKS ? 'works for all' : `${node.outcome} at worst`}</span>` : undefined}${
        under.length > 0
          ? html`<ul>
              ${under.map(branch)}
            </ul>`
          : undefined
      }
    </li>`;
  };
  const roots = graph.nodes.filter((node) => node.column === ChainColumn.ANCHOR);
  const reached = new Set(graph.edges.map((edge) => edge.to));
  const loose = graph.nodes.filter((node) => node.column === ChainColumn.SERVER && !reached.has(node.id));
  return html`<ul class="tree">
    ${[...roots, ...loose].map(branch)}
  </ul>`;
}

const BOX = { width: 252, height: 44, gap: 12 };

// With four columns and the frame no wider than a page of 1,280 pixels has room for, a scroll bar beside it.
const SPACING = 50;

const TOP = 34;

/** Boxes of one column that are drawn; the list below the drawing holds all. */
const MOST = 24;

const TITLES: Record<ChainColumn, string> = {
  [ChainColumn.ANCHOR]: 'Trust anchors',
  [ChainColumn.INTERMEDIATE]: 'Intermediates',
  [ChainColumn.CERTIFICATE]: 'Certificates',
  [ChainColumn.SERVER]: 'Presented by',
};

interface Column {
  readonly column: ChainColumn;
  readonly nodes: ChainNode[];
}

interface Placed {
  readonly node: ChainNode;
  readonly x: number;
  readonly y: number;
}

/** Chains as a picture, left to right: what clients must hold, who vouches, what is presented, by whom. */
export function chainDrawing(graph: ChainGraph): Markup {
  const columns = ORDER.map((column) => ({
    column,
    nodes: graph.nodes.filter((node) => node.column === column),
  })).filter(({ nodes }) => nodes.length > 0);
  const tallest = Math.max(...columns.map(({ nodes }) => Math.min(nodes.length, MOST)));
  const inner = tallest * (BOX.height + BOX.gap) - BOX.gap;
  const overflow = columns.some(({ nodes }) => nodes.length > MOST);
  const height = TOP + inner + (overflow ? 30 : 8);
  const width = columns.length * BOX.width + (columns.length - 1) * SPACING + 4;
  const placed = place(columns, graph.edges, inner);
  const headings = columns.map(({ column, nodes }, index) => {
    const x = left(index);
    const rest = nodes.length - MOST;
    return html`${label(x, 16, TITLES[column], 'column-title')}${
      rest > 0 ? label(x, height - 8, `and ${counted(rest, 'more', 'more')}, listed below`, 'box-about') : undefined
    }`;
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

const ORDER = [ChainColumn.ANCHOR, ChainColumn.INTERMEDIATE, ChainColumn.CERTIFICATE, ChainColumn.SERVER];

function left(index: number): number {
  return 2 + index * (BOX.width + SPACING);
}

/**
 * Places the certificates evenly, then every other column as near as it can be to the boxes that it hangs on: few lines cross and
 * most are short.
 */
function place(columns: Column[], edges: readonly ChainEdge[], inner: number): Map<string, Placed> {
  const neighbours = new Map<string, string[]>();
  const meet = (a: string, b: string): void => void neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
  const drawn = new Set(columns.flatMap(({ nodes }) => nodes.slice(0, MOST).map((node) => node.id)));
  for (const { from, to } of edges) {
    if (!drawn.has(from) || !drawn.has(to)) continue;
    meet(from, to);
    meet(to, from);
  }
  const placed = new Map<string, Placed>();
  const settle = (index: number): void => {
    const nodes = columns[index].nodes.slice(0, MOST);
    const room = inner - nodes.length * (BOX.height + BOX.gap) + BOX.gap;
    const wish = (node: ChainNode): number => {
      const known = (neighbours.get(node.id) ?? []).flatMap((id) => placed.get(id)?.y ?? []);
      return known.length === 0 ? TOP + inner : known.reduce((sum, y) => sum + y, 0) / known.length;
    };
    const wishes = nodes
      .map((node, order) => ({ node, y: wish(node), order }))
      .sort((a, b) => a.y - b.y || a.order - b.order);
    // What is left of the free room limits how far down each box may go, so that those below it still fit.
    let next = TOP;
    wishes.forEach(({ node, y }, row) => {
      const lowest = TOP + room + row * (BOX.height + BOX.gap);
      const top = Math.min(Math.max(y, next), lowest);
      placed.set(node.id, { node, x: left(index), y: top });
      next = top + BOX.height + BOX.gap;
    });
  };
  const middle = columns.findIndex(({ column }) => column === ChainColumn.CERTIFICATE);
  const start = Math.max(0, middle);
  const order = byAnchor(columns[start].nodes.slice(0, MOST), edges);
  const gap = order.length > 1 ? (inner - BOX.height) / (order.length - 1) : 0;
  order.forEach((node, row) =>
    placed.set(node.id, {
      node,
      x: left(start),
      y: order.length > 1 ? TOP + row * gap : TOP + (inner - BOX.height) / 2,
    }),
  );
  for (let index = start - 1; index >= 0; index--) settle(index);
  for (let index = start + 1; index < columns.length; index++) settle(index);
  return placed;
}

/** Certificates below one root stand together. */
function byAnchor(nodes: ChainNode[], edges: readonly ChainEdge[]): ChainNode[] {
  const above = new Map(edges.map(({ from, to }) => [to, from]));
  const top = (id: string): string => {
    let at = id;
    for (let up = above.get(at); up !== undefined; up = above.get(at)) at = up;
    return at;
  };
  const seen: string[] = [];
  const rank = nodes.map((node) => {
    const root = top(node.id);
    if (!seen.includes(root)) seen.push(root);
    return { node, rank: seen.indexOf(root) };
  });
  return rank.sort((a, b) => a.rank - b.rank).map(({ node }) => node);
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
