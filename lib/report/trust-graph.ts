import { Certificate, Estate } from '../model';
import { Matrix, OutcomeKind } from '../policy';
import { counted, digits, mermaidLabel } from './plain';
import { outcomeWord } from './words';

/** Above this many certificates of one kind under one anchor, one node stands for all. */
const MOST_SHOWN = 6;
const MOST_NODES = 60;

interface Group {
  readonly node: string;
  readonly label: string;
  readonly anchor?: string;
  readonly certificates: Set<string>;
}

/**
 * Anchors, the certificates below them and the clients that meet them, as a Mermaid graph; undefined where there is nothing to
 * draw. Certificates that are many and alike are one node.
 */
export function trustGraph(estate: Estate, matrix: Matrix): string | undefined {
  if (estate.certificates.length === 0) return undefined;
  const groups = groupsOf(estate.certificates);
  const lines = ['```mermaid', 'flowchart LR'];
  const anchorNode = new Map<string, string>();
  const used = new Set(groups.map(({ anchor }) => anchor));
  for (const anchor of estate.anchors.filter(({ id }) => used.has(id)).slice(0, MOST_NODES)) {
    const node = `a${anchorNode.size}`;
    anchorNode.set(anchor.id, node);
    lines.push(`  ${node}{{"${mermaidLabel(anchor.name)}"}}`);
  }
  const shown = groups.slice(0, MOST_NODES);
  for (const group of shown) {
    lines.push(`  ${group.node}["${group.label}"]`);
    const anchor = group.anchor === undefined ? undefined : anchorNode.get(group.anchor);
    if (anchor) lines.push(`  ${anchor} --> ${group.node}`);
  }
  lines.push(...clientEdges(shown, matrix));
  const left = groups.length - shown.length;
  if (left > 0) lines.push(`  more["${counted(left, 'more group')} of certificates"]`);
  lines.push('```');
  return `<details><summary>Who trusts what</summary>\n\n${lines.join('\n')}\n\n</details>`;
}

function groupsOf(certificates: Certificate[]): Group[] {
  const alike = new Map<string, Certificate[]>();
  for (const certificate of certificates) {
    // A self-signed certificate is its own anchor: many of them are still one kind.
    const own = certificate.anchor === certificate.id || certificate.facts.selfSigned === true;
    const key = JSON.stringify([certificate.source, own ? '' : certificate.anchor]);
    const list = alike.get(key);
    if (list) list.push(certificate);
    else alike.set(key, [certificate]);
  }
  const groups: Group[] = [];
  for (const list of alike.values()) {
    const anchor = list.every((certificate) => certificate.anchor === list[0].anchor) ? list[0].anchor : undefined;
    const common = anchor === undefined ? {} : { anchor };
    if (list.length > MOST_SHOWN) {
      const label = `${digits(list.length)} certificates, ${list[0].source}`;
      groups.push({ node: `c${groups.length}`, label, ...common, certificates: new Set(list.map(({ id }) => id)) });
      continue;
    }
    for (const certificate of list) {
      const label = `${mermaidLabel(certificate.id)}<br/>${certificate.source}`;
      groups.push({ node: `c${groups.length}`, label, ...common, certificates: new Set([certificate.id]) });
    }
  }
  return groups;
}

function clientEdges(groups: Group[], matrix: Matrix): string[] {
  const groupOf = new Map<string, Group>();
  for (const group of groups) for (const id of group.certificates) groupOf.set(id, group);
  const edges = new Map<string, { group: Group; column: number; kinds: Map<OutcomeKind, number> }>();
  for (const row of matrix.rows) {
    const group = row.certificate === undefined ? undefined : groupOf.get(row.certificate);
    if (!group) continue;
    row.cells.forEach((cell, column) => {
      if (cell < 0 || column >= MOST_NODES) return;
      const key = `${group.node} ${column}`;
      let edge = edges.get(key);
      if (!edge) edges.set(key, (edge = { group, column, kinds: new Map() }));
      const { kind } = matrix.outcomes[cell];
      edge.kinds.set(kind, (edge.kinds.get(kind) ?? 0) + 1);
    });
  }
  const lines = [...new Set([...edges.values()].map(({ column }) => column))]
    .sort((a, b) => a - b)
    .map((column) => `  p${column}(["${mermaidLabel(matrix.columns[column].name)}"])`);
  for (const { group, column, kinds } of [...edges.values()].slice(0, 4 * MOST_NODES)) {
    const label = [...kinds].map(([kind, count]) =>
      kinds.size === 1 ? outcomeWord(kind) : `${digits(count)} ${outcomeWord(kind)}`,
    );
    const arrow = kinds.has(OutcomeKind.FAILS) ? '-.->' : '-->';
    lines.push(`  ${group.node} ${arrow}|"${label.join(', ')}"| p${column}`);
  }
  return lines;
}
