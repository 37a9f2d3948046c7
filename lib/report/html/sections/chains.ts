import { Estate } from '../../../model';
import { OutcomeKind } from '../../../policy';
import { chainGraph, ChainColumn, ChainGraph, ChainNode } from '../chain-graph';
import { chainDrawing } from '../drawings/chains';
import { html, Markup } from '../markup';
import { Page } from '../page';

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
