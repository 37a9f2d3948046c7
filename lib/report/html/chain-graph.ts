import { Certificate, Estate, PublishingPoint, TrustAnchor, TrustAnchorKind } from '../../model';
import { accessOf, certificatesMet, EstateView, OutcomeKind } from '../../policy';
import { counted } from '../plain';
import { ROLE_WORDS, SOURCE_WORDS } from '../words';
import { rangeOf } from './names';
import { Page } from './page';

/** The columns of the drawing, from what clients must hold to what they connect to. */
export enum ChainColumn {
  ANCHOR,
  INTERMEDIATE,
  CERTIFICATE,
  SERVER,
}

/** One box. */
export interface ChainNode {
  readonly id: string;
  readonly column: ChainColumn;
  readonly title: string;
  readonly about: string;
  /** Everything that the box stands for, in words. */
  readonly full: string;
  /** Gravest outcome of those who are shown it. */
  readonly outcome?: OutcomeKind;
  /** True where something is missing: an anchor that nobody knows, an intermediate that is not presented. */
  readonly missing?: boolean;
}

export interface ChainEdge {
  readonly from: string;
  readonly to: string;
}

export interface ChainGraph {
  readonly nodes: ChainNode[];
  readonly edges: ChainEdge[];
}

const KIND_WORDS: Record<TrustAnchorKind, string> = {
  [TrustAnchorKind.SELF_SIGNED]: 'vouches for itself',
  [TrustAnchorKind.PRIVATE]: 'private root',
  [TrustAnchorKind.COMMERCIAL]: 'commercial root',
};

const GRAVEST_FIRST = [OutcomeKind.FAILS, OutcomeKind.UNKNOWN, OutcomeKind.PROMPTS, OutcomeKind.WORKS];

/** Who vouches for whom: like certificates are one box, and so are servers that present the same ones. */
export function chainGraph(page: Page, estate: Estate): ChainGraph {
  const nodes = new Map<string, ChainNode>();
  const edges = new Map<string, ChainEdge>();
  const link = (from: string, to: string): void => void edges.set(JSON.stringify([from, to]), { from, to });
  const outcomes = outcomesShown(page, estate);
  const anchors = new Map(estate.anchors.map((anchor) => [anchor.id, anchor]));
  const groupOf = new Map<string, string>();
  for (const certificates of fold(page, estate.certificates, anchors, outcomes)) {
    const [first] = certificates;
    const id = `certificate ${first.id}`;
    for (const certificate of certificates) groupOf.set(certificate.id, id);
    const outcome = outcomes.get(first.id);
    const labels = certificates.map((certificate) => page.names.certificate(certificate.id));
    nodes.set(id, {
      id,
      column: ChainColumn.CERTIFICATE,
      title: certificates.length === 1 ? labels[0] : counted(certificates.length, 'certificate'),
      about: certificateAbout(first),
      full: certificates.length === 1 ? labels[0] : rangeOf(labels),
      outcome,
    });
    const tops = anchorNodes(certificates, anchors);
    for (const node of tops) nodes.set(node.id, node);
    let above = tops.map((node) => node.id);
    const intermediates = intermediatesOf(page, first).reverse();
    intermediates.forEach((title, index) => {
      const below = `intermediate ${tops[0].id} ${index} ${title}`;
      nodes.set(below, { id: below, column: ChainColumn.INTERMEDIATE, title, about: 'intermediate', full: title });
      for (const node of above) link(node, below);
      above = [below];
    });
    for (const node of above) link(node, id);
  }
  presenters(page, estate, groupOf).forEach(({ node, certificates }) => {
    nodes.set(node.id, node);
    for (const certificate of certificates) link(certificate, node.id);
  });
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

/** The anchor of like certificates, and further ones that cross-signed CAs lead to. */
function anchorNodes(certificates: Certificate[], anchors: Map<string, TrustAnchor>): ChainNode[] {
  const column = ChainColumn.ANCHOR;
  const [{ anchor: id, furtherAnchors }] = certificates;
  const found = [...(id === undefined ? [] : [id]), ...(furtherAnchors ?? [])].flatMap((key) => anchors.get(key) ?? []);
  if (found.length === 0) {
    const full = 'no trust anchor is known';
    return [{ id: 'anchor unknown', column, title: 'Not known', about: 'no path to a root', full, missing: true }];
  }
  const distinct = new Set(certificates.map((certificate) => certificate.anchor)).size;
  return found.map((anchor) => ({
    id: `anchor ${anchor.id}`,
    column,
    title: distinct === 1 ? anchor.name : counted(distinct, 'self-signed certificate'),
    about: KIND_WORDS[anchor.kind],
    full: distinct === 1 ? anchor.id : `from ${anchor.id} on`,
  }));
}

/** For each certificate, the gravest outcome of the clients that are shown it. */
function outcomesShown(page: Page, estate: Estate): Map<string, OutcomeKind> {
  const { matrix } = page.report;
  const rows = new Map(matrix.rows.map((row) => [row.binding, row]));
  const view = new EstateView(estate, new Date(page.now));
  if (page.chooser) for (const server of view.servers) server._chooser = page.chooser;
  const populations = new Map(estate.populations.map((one) => [one.id, accessOf(one, estate.inspectors)]));
  const columns = matrix.columns.map(({ population }) => populations.get(population));
  const gravest = new Map<string, OutcomeKind>();
  for (const binding of view.bindings) {
    rows.get(binding.id)?.cells.forEach((cell, index) => {
      const population = columns[index];
      const shown = population && cell >= 0 ? certificatesMet(binding, population)[0]?.id : undefined;
      if (shown === undefined) return;
      const kind = matrix.outcomes[cell].kind;
      const known = gravest.get(shown);
      if (known === undefined || GRAVEST_FIRST.indexOf(kind) < GRAVEST_FIRST.indexOf(known)) gravest.set(shown, kind);
    });
  }
  return gravest;
}

function fold(
  page: Page,
  certificates: Certificate[],
  anchors: Map<string, TrustAnchor>,
  outcomes: Map<string, OutcomeKind>,
): Certificate[][] {
  const groups = new Map<string, Certificate[]>();
  for (const certificate of certificates) {
    const { anchor: id, source, state, exchangeDefault, custody } = certificate;
    // A self-signed certificate is its own anchor: many of them are still alike.
    const anchor = id !== undefined && anchors.get(id)?.kind === TrustAnchorKind.SELF_SIGNED ? 'itself' : id;
    const outcome = outcomes.get(certificate.id);
    const key = JSON.stringify([
      anchor,
      certificate.furtherAnchors,
      intermediatesOf(page, certificate),
      source,
      state,
      exchangeDefault,
      custody,
      outcome,
    ]);
    const group = groups.get(key);
    if (group) group.push(certificate);
    else groups.set(key, [certificate]);
  }
  return [...groups.values()];
}

function certificateAbout({ source, exchangeDefault, facts, custody }: Certificate): string {
  const key =
    facts.keyType === undefined
      ? []
      : [`${facts.keyType.toUpperCase()}${facts.keyBits === undefined ? '' : ` ${facts.keyBits}`}`];
  const kept = custody === 'unknown' ? [] : [`key: ${custody}`];
  return [exchangeDefault ? 'Exchange default' : (SOURCE_WORDS[source] ?? source), ...key, ...kept].join(' · ');
}

/** Names of the intermediates, the nearest to the certificate first. */
function intermediatesOf(page: Page, certificate: Certificate): string[] {
  const given = Object.hasOwn(page.intermediates, certificate.id) ? page.intermediates[certificate.id] : undefined;
  if (given) return [...given];
  const issuer = /(?:^|,)\s*CN=((?:\\.|[^,\\+])*)/i.exec(certificate.facts.issuer ?? '')?.[1].replace(/\\(.)/g, '$1');
  return certificate.chainPem.map((_, index) =>
    index === 0 && issuer ? issuer : `Intermediate ${index + 1} of ${certificate.chainPem.length}`,
  );
}

/** Servers and publishing points, folded where they present the same boxes. */
function presenters(
  page: Page,
  estate: Estate,
  groupOf: Map<string, string>,
): { node: ChainNode; certificates: string[] }[] {
  const servers = new Map<string, { ids: string[]; roles: Set<string>; certificates: string[] }>();
  for (const server of estate.servers) {
    const certificates = [...new Set(server.roles.flatMap((role) => groupOf.get(role.certificate) ?? []))];
    const key = certificates.join('\n');
    const group = servers.get(key) ?? { ids: [], roles: new Set<string>(), certificates };
    servers.set(key, group);
    group.ids.push(page.names.server(server.id));
    for (const { role } of server.roles) group.roles.add(ROLE_WORDS[role] ?? role);
  }
  const folded = [...servers.values()].map(({ ids, roles, certificates }) => ({
    node: {
      id: `server ${ids[0]}`,
      column: ChainColumn.SERVER,
      title: ids.length === 1 ? ids[0] : counted(ids.length, 'server'),
      about: roles.size === 0 ? 'presents no certificate' : `for ${[...roles].join(', ')}`,
      full: rangeOf(ids),
    },
    certificates,
  }));
  const points = estate.publishingPoints.map((point) => ({
    node: {
      id: `point ${point.id}`,
      column: ChainColumn.SERVER,
      title: point.name,
      about: `publishing point, ${point.mode}`,
      full: point.id,
    },
    certificates: certificatesOfPoint(point).flatMap((id) => groupOf.get(id) ?? []),
  }));
  return [...folded, ...points];
}

/** What a point presents: to all, and by name. */
function certificatesOfPoint({ certificate, sniCertificates = [] }: PublishingPoint): string[] {
  const byName = sniCertificates.map((one) => one.certificate);
  return [...new Set(certificate === undefined ? byName : [certificate, ...byName])];
}
