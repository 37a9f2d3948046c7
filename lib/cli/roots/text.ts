import { plain } from '../../report/plain';
import type { ChainRoots, RootsReport, RootView } from './report';
import type { ReleaseSpan, StoreView } from './store-view';

/** The report for people. */
export function formatRoots({ chains }: RootsReport): string {
  return chains
    .map((chain) =>
      chainLines(chain)
        .map((line) => `${plain(line)}\n`)
        .join(''),
    )
    .join('\n');
}

function chainLines({ name, issuedOn, roots, send, notes }: ChainRoots): string[] {
  return [
    `${name}, issued ${issuedOn}`,
    ...roots.flatMap(rootLines),
    ...(send.length === 0
      ? []
      : [
          '  To reach more clients, ask the CA for a cross-certificate below one of its older roots, and send it too:',
          ...send.map(
            ({ name: root, notAfter, reaches }) => `    ${root} (valid to ${notAfter}): ${reaches.join('; ')}`,
          ),
        ]),
    ...notes.map((note) => `  ${note}`),
  ];
}

function rootLines({ name, sha256, notAfter, path, stores }: RootView): string[] {
  const way = path.length > 1 ? `, by ${path.slice(1).join(', ')}` : '';
  const which = sha256 === undefined ? '' : ` (SHA-256 ${sha256.slice(0, 16)}..., valid to ${notAfter})`;
  return [
    `  leads to ${name}${which}${way}`,
    ...stores.map((view) => `    ${view.clients.padEnd(22)} ${storeText(view)}`),
  ];
}

function storeText(view: StoreView): string {
  return [
    view.releases ? releaseText(view.releases) : dayText(view),
    ...(view.leavesOn === undefined ? [] : [`drops it on ${view.leavesOn}`]),
    ...(view.lastDayOfIssue === undefined ? [] : [conditionText(view)]),
  ].join('; ');
}

function releaseText(spans: readonly ReleaseSpan[]): string {
  if (spans.length === 1 && spans[0].held === false) return 'no';
  return spans
    .filter(({ held }, i) => held !== false || i > 0)
    .map(({ from, to, held }, i, all) => {
      const range = i === all.length - 1 ? `from ${from} on` : from === to ? from : `${from} to ${to}`;
      if (held === undefined) return `not known ${range}`;
      return held ? range : `not ${range}`;
    })
    .join(', ');
}

function dayText({ held, because, days = [] }: StoreView): string {
  const times = days.map(
    ({ from, until, isFirstList }) =>
      `${isFirstList ? 'at least since' : 'since'} ${from}${until === undefined ? '' : ` until ${until}`}`,
  );
  if (held === undefined) return `not known: ${because}`;
  const word = held ? 'yes' : 'no';
  return times.length > 0 ? `${word}, ${times.join(', ')}` : `${word}: ${because}`;
}

function conditionText({ lastDayOfIssue, lastDaySince, issuedTooLate }: StoreView): string {
  const since = lastDaySince === undefined ? '' : ` (certain from release ${lastDaySince} on)`;
  return `only what was issued by ${lastDayOfIssue}${since}${issuedTooLate === true ? ': this one was issued later' : ''}`;
}
