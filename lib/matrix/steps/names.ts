import { ClientQuestion } from '../../clients';
import { ClientFact, ClientProtocol, HostName } from '../../model';
import { graver, Outcome, OutcomeKind } from '../../policy';
import { Coverage, coverageOf, wildcardCovers } from '../../names';
import { hostsUsedAt } from '../../policy/hosts';
import { adverse, refusalKind, Situation, Step } from '../situation';

/** Whether the certificate speaks for every name that these clients connect to. */
export const namesStep: Step = (situation) => {
  const { binding, certificate, population, publishingPoint } = situation;
  if (!certificate) return undefined;
  const declared = hostsUsedAt(binding.binding, population.place);
  const hosts = publishingPoint && declared.length === 0 ? publishingPoint.point.hostNames : declared;
  let worst: Outcome | undefined;
  for (const host of hosts) {
    const outcome = judgeName(situation, host, coverageOf(certificate.certificate, host));
    if (outcome) worst = worst ? graver(worst, outcome) : outcome;
  }
  return worst;
};

function judgeName(situation: Situation, host: HostName, coverage: Coverage): Outcome | undefined {
  const label = situation.platform?.label ?? 'this client';
  const shown = host.value ?? host.expression ?? '';
  const source = 'CERT16; RFC9525, 6';
  const addName = `add ${shown} to the certificate's names, or publish the protocol under a name that it has`;
  switch (coverage) {
    case Coverage.EXACT:
      return judgeSyntax(situation, shown);
    case Coverage.UNKNOWN:
      return adverse(
        OutcomeKind.UNKNOWN,
        'name-unknown',
        "a host name or the certificate's names are known only to Terraform",
        source,
        'review the plan, which knows the value',
      );
    case Coverage.WILDCARD: {
      const wildcard = situation.facts[ClientFact.WILDCARD];
      if (wildcard.value === true) return judgeSyntax(situation, shown) ?? judgePrincipal(situation, shown);
      if (wildcard.value === false) {
        return adverse(
          OutcomeKind.FAILS,
          'wildcard-refused',
          `${label} does not accept the wildcard that covers ${shown}`,
          wildcard.source,
          addName,
        );
      }
      return adverse(
        OutcomeKind.UNKNOWN,
        'wildcard-unknown',
        `whether these clients accept the wildcard that covers ${shown} is not known`,
        wildcard.source,
        addName,
      );
    }
    case Coverage.COMMON_NAME: {
      const accepted = situation.facts[ClientFact.COMMON_NAME];
      if (accepted.value === true) return undefined;
      if (accepted.value === undefined) {
        return adverse(
          OutcomeKind.UNKNOWN,
          'common-name-unknown',
          `only the common name says ${shown}, and whether these clients look at it is not known`,
          accepted.source,
          addName,
        );
      }
      return adverse(
        refusalKind(situation, ClientQuestion.NAME),
        'common-name-ignored',
        `only the common name says ${shown}, and ${label} looks at subject alternative names alone`,
        accepted.source,
        addName,
      );
    }
    case Coverage.PUBLIC_SUFFIX_WILDCARD:
    case Coverage.PARTIAL_WILDCARD:
    case Coverage.INNER_WILDCARD:
    case Coverage.COMMON_NAME_BESIDE_ADDRESS:
    case Coverage.ADDRESS_IN_COMMON_NAME:
      return judgeOddName(situation, coverage, shown, addName);
    case Coverage.NONE:
      return adverse(
        refusalKind(situation, ClientQuestion.NAME),
        'name-not-covered',
        `the certificate does not name ${shown} (0x80072F06)`,
        `WININET, 12038; ${source}`,
        addName,
      );
  }
}

/** Forms of names that the standards do not have; a client whose maker or measurement says nothing does not take them. */
const ODD_NAMES = {
  [Coverage.PUBLIC_SUFFIX_WILDCARD]: ['publicSuffixWildcard', 'a wildcard over a whole public suffix'],
  [Coverage.PARTIAL_WILDCARD]: ['partialWildcard', 'a wildcard for a part of a label'],
  [Coverage.INNER_WILDCARD]: ['innerWildcard', 'a wildcard that is not the first label'],
  [Coverage.COMMON_NAME_BESIDE_ADDRESS]: ['commonNameBesideAddress', 'the common name, beside alternative addresses,'],
  [Coverage.ADDRESS_IN_COMMON_NAME]: ['addressInCommonName', 'the common name'],
} as const;

function judgeOddName(
  situation: Situation,
  coverage: keyof typeof ODD_NAMES,
  shown: string,
  remedy: string,
): Outcome | undefined {
  const checks = situation.platform?.checks;
  const [fact, words] = ODD_NAMES[coverage];
  if (checks?.names[fact] === true) return undefined;
  return adverse(
    refusalKind(situation, ClientQuestion.NAME),
    'name-not-covered',
    `only ${words} speaks for ${shown} (0x80072F06)`,
    checks?.source ?? 'WININET, 12038; RFC9525, 6',
    remedy,
  );
}

function judgeSyntax({ platform }: Situation, host: string): Outcome | undefined {
  if (!platform?.checks || platform.checks.names.underscore || !host.includes('_')) return undefined;
  return adverse(
    OutcomeKind.FAILS,
    'underscore-refused',
    `${platform.label} does not connect to a host name with an underscore: ${host}`,
    platform.checks.source,
    'use a host name of letters, digits and hyphens',
  );
}

/** Outlook Anywhere on Windows before Vista SP1 compares the principal name letter by letter (TN:cc535023). */
function judgePrincipal(
  { application, binding, certificate, facts, platform }: Situation,
  shown: string,
): Outcome | undefined {
  if (binding.binding.protocol !== ClientProtocol.OUTLOOK_ANYWHERE || platform?.family !== 'windows') return undefined;
  if (application && application.protocols.every((protocol) => protocol !== ClientProtocol.OUTLOOK_ANYWHERE))
    return undefined;
  const tolerates = facts[ClientFact.ANY_PRINCIPAL_NAME];
  if (tolerates.value === true) return undefined;
  const names = certificate?.certificate.facts.dnsNames?.flatMap((name) => name.value ?? []) ?? [];
  const wildcard = names.find((name) => wildcardCovers(name, shown)) ?? shown;
  const told = binding.binding.certificatePrincipalName?.toLowerCase();
  if (told === 'none' || told === `msstd:${wildcard}`) return undefined;
  const remedy = `tell Outlook what to expect: Set-OutlookProvider EXPR -CertPrincipalName msstd:${wildcard} (certificatePrincipalName of the binding)`;
  return tolerates.value === false
    ? adverse(
        OutcomeKind.FAILS,
        'wildcard-principal-refused',
        `Outlook Anywhere on ${platform.label} asks for the password again and again where only the wildcard ${wildcard} covers ${shown}`,
        tolerates.source,
        remedy,
      )
    : adverse(
        OutcomeKind.UNKNOWN,
        'wildcard-principal-unknown',
        `whether Outlook Anywhere on ${platform.label} accepts the wildcard ${wildcard} as principal name is not known`,
        tolerates.source,
        remedy,
      );
}
