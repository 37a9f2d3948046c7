import { ClientFact, ClientProtocol, NetworkSide } from '../../model';
import type { Outcome } from '../../policy';
import type { Connection, OpenedLeg } from '../connection/connection';
import { factOf } from '../connection/party';
import type { PrincipalFact } from '../connection/principal';
import { fails, unknown } from '../reasons';
import type { LegStep } from './step';
import { isException } from './trust';

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
