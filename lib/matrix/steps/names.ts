import { ClientQuestion } from '../../clients';
import { ClientFact, ClientProtocol, NetworkSide } from '../../model';
import { Coverage } from '../../names';
import type { Outcome } from '../../policy';
import type { Connection, NameFact, OpenedLeg } from '../connection/connection';
import { factOf } from '../connection/party';
import { adverse, fails, type LegStep, refusalKind, unknown } from '../reasons';
import { isException } from './trust';
import type { PrincipalFact } from '../connection/principal';

/** Whether the certificate has the name that is asked for. */
export const namesStep: LegStep = (connection, leg) => {
  if (!leg.certificate || isException(leg)) return undefined;
  const { coverage } = leg.certificate.name;
  return coverage && judgeName(connection, leg, coverage, leg.certificate.name);
};

function judgeName(
  connection: Connection,
  leg: OpenedLeg,
  coverage: Coverage,
  { host }: NameFact,
): Outcome | undefined {
  const { by } = leg;
  const shown = host?.value ?? host?.expression ?? '';
  const source = 'CERT16; RFC9525, 6';
  const addName = `add ${shown} to the certificate's names, or publish the protocol under a name that it has`;
  switch (coverage) {
    case Coverage.EXACT:
      return judgeSyntax(leg, shown);
    case Coverage.UNKNOWN:
      return unknown({
        code: 'name-unknown',
        message: "a host name or the certificate's names are known only to Terraform",
        source,
        fix: 'review the plan, which knows the value',
      });
    case Coverage.WILDCARD: {
      // A bridge or an inspector takes wildcards; no source says otherwise of one.
      if (by.kind !== 'client') return undefined;
      const wildcard = factOf(by, ClientFact.WILDCARD);
      if (wildcard.value === true) return judgeSyntax(leg, shown);
      if (wildcard.value === false) {
        return fails({
          code: 'wildcard-refused',
          message: `${by.label} does not accept the wildcard that covers ${shown}`,
          source: wildcard.source,
          fix: addName,
        });
      }
      return unknown({
        code: 'wildcard-unknown',
        message: `whether these clients accept the wildcard that covers ${shown} is not known`,
        source: wildcard.source,
        fix: addName,
      });
    }
    case Coverage.COMMON_NAME: {
      const accepted = factOf(by, ClientFact.COMMON_NAME);
      if (accepted.value === true) return undefined;
      if (accepted.value === undefined) {
        return unknown({
          code: 'common-name-unknown',
          message: `only the common name says ${shown}, and whether these clients look at it is not known`,
          source: accepted.source,
          fix: addName,
        });
      }
      return adverse(refusalKind(connection, leg, ClientQuestion.NAME), {
        code: 'common-name-ignored',
        message: `only the common name says ${shown}, and ${by.label} looks at subject alternative names alone`,
        source: accepted.source,
        fix: addName,
      });
    }
    case Coverage.PUBLIC_SUFFIX_WILDCARD:
    case Coverage.PARTIAL_WILDCARD:
    case Coverage.INNER_WILDCARD:
    case Coverage.TRAILING_DOT:
    case Coverage.COMMON_NAME_BESIDE_ADDRESS:
    case Coverage.ADDRESS_IN_COMMON_NAME:
      return judgeOddName(connection, leg, coverage, shown, addName);
    case Coverage.NONE:
      return adverse(refusalKind(connection, leg, ClientQuestion.NAME), {
        code: 'name-not-covered',
        message: `the certificate does not name ${shown} (0x80072F06)`,
        source: `WININET, 12038; ${source}`,
        fix: addName,
      });
  }
}

/** Forms of names that the standards do not have; a client without a statement of its maker or a measurement does not take them. */
const ODD_NAMES = {
  [Coverage.PUBLIC_SUFFIX_WILDCARD]: ['publicSuffixWildcard', 'a wildcard over a whole public suffix'],
  [Coverage.PARTIAL_WILDCARD]: ['partialWildcard', 'a wildcard for a part of a label'],
  [Coverage.INNER_WILDCARD]: ['innerWildcard', 'a wildcard that is not the first label'],
  [Coverage.TRAILING_DOT]: ['trailingDot', 'a name that ends in a dot'],
  [Coverage.COMMON_NAME_BESIDE_ADDRESS]: ['commonNameBesideAddress', 'the common name, beside alternative addresses,'],
  [Coverage.ADDRESS_IN_COMMON_NAME]: ['addressInCommonName', 'the common name'],
} as const;

function judgeOddName(
  connection: Connection,
  leg: OpenedLeg,
  coverage: keyof typeof ODD_NAMES,
  shown: string,
  fix: string,
): Outcome | undefined {
  const checks = leg.by.platform?.checks;
  const [fact, words] = ODD_NAMES[coverage];
  if (checks?.names[fact] === true) return undefined;
  return adverse(refusalKind(connection, leg, ClientQuestion.NAME), {
    code: 'name-not-covered',
    message: `only ${words} speaks for ${shown} (0x80072F06)`,
    source: checks?.source ?? 'WININET, 12038; RFC9525, 6',
    fix,
  });
}

function judgeSyntax({ by: { platform } }: OpenedLeg, host: string): Outcome | undefined {
  if (!platform?.checks || platform.checks.names.underscore || !host.includes('_')) return undefined;
  return fails({
    code: 'underscore-refused',
    message: `${platform.label} does not connect to a host name with an underscore: ${host}`,
    source: platform.checks.source,
    fix: 'use a host name of letters, digits and hyphens',
  });
}

const SETTING = 'PS:Set-OutlookProvider';

/**
 * Outlook Anywhere asks for a certificate with the principal name that Autodiscover hands out: by default the host name, else what
 * Set-OutlookProvider sets for the organization. Windows XP looks for it in the common name alone, Vista without a service pack wants
 * a name that equals it, and later Windows takes any name that covers it.
 */
export const principalNameStep: LegStep = (connection, leg) => {
  const { by, certificate } = leg;
  const principal = certificate?.principal;
  if (!principal || by.kind !== 'client' || by.platform?.family !== 'windows' || isException(leg)) return undefined;
  if (connection.route.service.binding.protocol !== ClientProtocol.OUTLOOK_ANYWHERE) return undefined;
  const { application } = by;
  if (application?.protocols.includes(ClientProtocol.OUTLOOK_ANYWHERE) === false) return undefined;
  if (principal.isDisputed === true) return disputed(leg);
  const any = factOf(by, ClientFact.ANY_PRINCIPAL_NAME);
  switch (principal.names) {
    case 'unknown':
      return unknown({
        code: 'principal-name-unknown',
        message: `whether the certificate has the principal name ${principal.expected} is known only to Terraform`,
        source: SETTING,
        fix: 'review the plan, which knows the names',
      });
    case 'none':
      return missing(connection, leg, principal);
    case 'equal':
      return any.value === true || !asksForCommonName(leg) ? undefined : notTheCommonName(leg, principal);
    case 'wildcard':
      return any.value === true ? undefined : onlyWildcard(connection, leg, principal);
  }
};

/** Whether nothing but the common name counts. */
function asksForCommonName({ by }: OpenedLeg): boolean {
  // Who states that his clients do not take any name means the common name.
  if (factOf(by, ClientFact.ANY_PRINCIPAL_NAME).stated !== undefined) return true;
  return by.platform?.principalIsCommonName.value !== false;
}

/** What Outlook expects, as a reason says it. */
function words({ expected }: PrincipalFact): string {
  return expected === undefined ? 'the host name' : `msstd:${expected}`;
}

function disputed({ by }: OpenedLeg): Outcome {
  return unknown({
    code: 'principal-name-unknown',
    message: `which principal name Outlook Anywhere on ${by.label} expects is not known: it is one setting for the organization, and several values are declared`,
    source: SETTING,
    fix: 'declare the one value that Get-OutlookProvider EXPR shows',
  });
}

function missing({ route }: Connection, { by }: OpenedLeg, principal: PrincipalFact): Outcome {
  const fix =
    'put that name on the certificate, or set one that every certificate of Outlook Anywhere has: Set-OutlookProvider EXPR -CertPrincipalName (outlookProviderPrincipalName of the organization)';
  if (route.side === NetworkSide.INSIDE)
    return unknown({
      code: 'principal-name-unknown',
      message: `the certificate does not have the principal name ${words(principal)}, and no source says whether clients inside expect it`,
      source: SETTING,
      fix,
    });
  return fails({
    code: 'principal-name-refused',
    message: `Outlook Anywhere on ${by.label} expects the principal name ${words(principal)}, which the certificate does not have, and asks for the password again and again`,
    source: SETTING,
    fix,
  });
}

function notTheCommonName({ by }: OpenedLeg, principal: PrincipalFact): Outcome {
  const compared = by.platform?.principalIsCommonName;
  const reason = {
    source: compared?.source ?? SETTING,
    fix: 'have the certificate issued with that name as its common name (the first host name of the request), or set the common name: Set-OutlookProvider EXPR -CertPrincipalName msstd: and the common name',
  };
  if (!principal.commonNameKnown)
    return unknown({
      ...reason,
      code: 'principal-name-unknown',
      message: `Outlook Anywhere on ${by.label} compares the principal name, ${words(principal)}, with the common name of the certificate, which is not known`,
    });
  return fails({
    ...reason,
    code: 'principal-name-refused',
    message: `Outlook Anywhere on ${by.label} looks for the principal name, ${words(principal)}, in the common name alone; the certificate has it as an alternative name only, and the password is asked for again and again`,
  });
}

function onlyWildcard(_connection: Connection, { by }: OpenedLeg, { wildcard, expected }: PrincipalFact): Outcome {
  const tolerates = factOf(by, ClientFact.ANY_PRINCIPAL_NAME);
  const shown = expected ?? 'the host name';
  const fix = `set what Outlook expects: Set-OutlookProvider EXPR -CertPrincipalName msstd:${wildcard} (certificatePrincipalName of the binding)`;
  return tolerates.value === false
    ? fails({
        code: 'wildcard-principal-refused',
        message: `Outlook Anywhere on ${by.label} asks for the password again and again where only the wildcard ${wildcard} covers ${shown}`,
        source: tolerates.source,
        fix,
      })
    : unknown({
        code: 'wildcard-principal-unknown',
        message: `whether Outlook Anywhere on ${by.label} accepts the wildcard ${wildcard} as principal name is not known`,
        source: tolerates.source,
        fix,
      });
}
