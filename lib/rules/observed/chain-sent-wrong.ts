import { ChainFlaw, ObservedChain } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { endpointPlace, endpointTitle, wasObserved } from './endpoint';

export const chainSentWrong = defineRule({
  id: 'chain-sent-wrong',
  ref: 'ECA1106',
  title: 'An endpoint sends its chain incomplete or out of order',
  level: Level.WARNING,
  source: 'RFC8446',
  section: '4.4.2: each certificate should directly certify the one immediately preceding it',
  rationale:
    'Clients that fetch missing certificates or hold them already work, others refuse: the same endpoint works for some and fails for the rest. Old clients want the order as well.',
  remediation:
    'install the intermediate certificates on the server, or write the file of the proxy in order: its own certificate first, then its issuer, and no root',
  subject: SubjectKind.ESTATE,
  applies: wasObserved,
  check: (view, report) => {
    for (const observation of view.estate.observations) {
      if (!observation.sni) continue;
      for (const chain of [...observation.chains, ...(observation.rsa ? [observation.rsa] : [])]) {
        const { flaws, names } = chain;
        const words = [...flaws.flatMap((flaw) => WORDS[flaw] ?? []), ...expiredIn(chain, view.now)];
        const sent = `${endpointTitle(observation)} sends ${names.join(', then ')}`;
        if (words.length > 0)
          report.finding({ ...endpointPlace(view, observation), message: `${sent}: ${words.join('; ')}` });
        else if (flaws.includes(ChainFlaw.ISSUER_UNKNOWN))
          report.unknown(`${sent}: who issued the last one is not known here, so a certificate may be missing`);
      }
    }
  },
});

/** CA certificates that are sent along and have expired: programs that follow only what was sent end there, whatever else leads to a root. */
function expiredIn({ names, validity = [] }: ObservedChain, now: Date): string[] {
  return validity.flatMap(({ notAfter }, index) =>
    index > 0 && Date.parse(notAfter) < now.getTime()
      ? [`${names[index]} has expired on ${notAfter.slice(0, 10)}`]
      : [],
  );
}

/** A root that is sent along costs bytes and breaks nothing. */
const WORDS: Partial<Record<ChainFlaw, string>> = {
  [ChainFlaw.UNREADABLE]: 'a certificate can not be read',
  [ChainFlaw.DISORDERED]: 'the order is wrong',
  [ChainFlaw.REPEATED]: 'a certificate is there twice',
  [ChainFlaw.FOREIGN]: 'a certificate does not belong to the chain',
  [ChainFlaw.INCOMPLETE]: 'incomplete: a certificate is missing between the last one and the root',
};
