import { ClientQuestion } from '../../clients';
import { ClientFact } from '../../model';
import { Coverage } from '../../names';
import type { Outcome } from '../../policy';
import type { Connection, NameFact, OpenedLeg } from '../connection/connection';
import { factOf } from '../connection/party';
import { adverse, fails, unknown } from '../reasons';
import { refusalKind } from '../refusal';
import type { LegStep } from './step';
import { isException } from './trust';

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
