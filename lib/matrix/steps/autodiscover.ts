import { ClientFact, ClientManagement, ClientPlace } from '../../model';
import { OutcomeKind, Via } from '../../policy';
import type { Verdict } from '../combine';
import type { Connection } from '../connection/connection';
import { factOf, Party } from '../connection/party';
import { adverse, type ConnectionStep, fails, unknown } from '../reasons';

/** Whether these clients find Autodiscover through Active Directory, before they ask any name of the mail domain. */
function findsPoint(client: Party): boolean {
  const reachesDirectory = client.place === ClientPlace.INSIDE || client.place === ClientPlace.OUTSIDE_WITH_VPN;
  if (client.management !== ClientManagement.DOMAIN_JOINED || !reachesDirectory) return false;
  return factOf(client, ClientFact.READS_SCP).value === true;
}

const WAYS = {
  [Via.REDIRECT]: { fact: ClientFact.FOLLOWS_REDIRECT, words: 'the HTTP redirect' },
  [Via.SRV]: { fact: ClientFact.FOLLOWS_SRV, words: 'the SRV record' },
} as const;

const OWN_NAME = 'serve autodiscover.<mail domain> with a certificate that names it (AutodiscoverMethod.OWN_NAME)';

/** Whether these clients follow what leads to Autodiscover of a mail domain, and whether a person is asked on the way. */
export const autodiscoverStep: ConnectionStep = ({ client, route: { via } }) => {
  if ((via !== Via.REDIRECT && via !== Via.SRV) || findsPoint(client)) return undefined;
  const { fact, words } = WAYS[via];
  const follows = factOf(client, fact);
  if (follows.value === undefined)
    return unknown({
      code: 'autodiscover-way-unknown',
      message: `whether ${client.label} follows ${words} to Autodiscover is not known: ${follows.note ?? 'no source states it'}`,
      source: follows.source,
      fix: `try it and state the fact of this population, or ${OWN_NAME}`,
    });
  if (follows.value === false)
    return fails({
      code: 'autodiscover-not-followed',
      message: `${client.label} does not follow ${words} to Autodiscover`,
      source: follows.source,
      fix: `${OWN_NAME}, or configure these clients by hand`,
    });
  // Who tried it on his clients knows what they ask.
  if (follows.stated !== undefined) return undefined;
  return adverse(OutcomeKind.PROMPTS, {
    code: 'autodiscover-asks-once',
    message: `Outlook asks once whether to follow ${words} to Autodiscover`,
    source: follows.source,
    fix: `ask people to allow it, set the registry list RedirectServers for the host (KB2783881), or ${OWN_NAME}`,
  });
};

/**
 * What becomes of what speaks against the web site of a mail domain: Outlook asks about its certificate, and then goes on. Of other
 * programs, and of other faults, nobody says whether they go on.
 */
export function asQuestionOnTheWay({ client, route }: Connection, verdict: Verdict): Verdict {
  const tries = factOf(client, ClientFact.TRIES_ROOT_SITE);
  if (verdict.length === 0 || tries.value === false || findsPoint(client)) return [];
  const site = route.legs.at(-1)?.name ?? 'the web site of the mail domain';
  const fix = `give ${site} a certificate that names it and that these clients trust, or let nothing answer there on port 443`;
  const question = verdict.find(({ kind }) => kind === OutcomeKind.PROMPTS);
  if (question && tries.value === true)
    return [
      adverse(OutcomeKind.PROMPTS, {
        code: 'root-site-asks',
        message: `${client.label} looks for Autodiscover at ${site} first, and asks about its certificate: ${question.message}`,
        source: [tries.source, ...question.sources].join('; '),
        fix,
      }),
    ];
  const [reason] = verdict;
  return [
    unknown({
      code: 'root-site-unknown',
      message: `whether ${client.label} gets past ${site}, where Autodiscover is looked for first, is not known: ${reason.message}`,
      source: [tries.source, ...reason.sources].join('; '),
      fix,
    }),
  ];
}
