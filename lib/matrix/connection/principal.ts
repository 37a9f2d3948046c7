import { Certificate, ClientProtocol, Estate, HostName } from '../../model';
import { wildcardCovers } from '../../names';

/**
 * How a certificate answers for the principal name that Outlook Anywhere expects. Left out of a connection where nothing is
 * compared, or where the name is the common name: then every Windows takes it.
 */
export interface PrincipalFact {
  /** The name, without `msstd:`, where the organization sets one. Left out: the host name, which is the default. */
  readonly expected?: string;
  /** Whether the organization is declared with several values, of which nobody says which is set. */
  readonly isDisputed?: boolean;
  /** Whether the certificate's common name is known. */
  readonly commonNameKnown: boolean;
  /** The wildcard of the certificate that covers the name. */
  readonly wildcard?: string;
  /** How the certificate's names, the common name among them, answer for the name. */
  readonly names: 'equal' | 'wildcard' | 'none' | 'unknown';
}

/** What `Set-OutlookProvider EXPR -CertPrincipalName` says for one server. */
export interface ExpectedPrincipal {
  /** In lower case, as declared: `msstd:` and a name, or `none`. Left out: nobody sets it. */
  readonly value?: string;
  readonly isDisputed?: boolean;
}

const NOBODY_SETS_IT: ExpectedPrincipal = Object.freeze({});
const DISPUTED: ExpectedPrincipal = Object.freeze({ isDisputed: true });

/**
 * What Outlook Anywhere expects, server by server. It is one setting for a whole organization, so that what one server is declared
 * with holds for those that are silent; servers of no organization are one organization together.
 */
export class ExpectedPrincipals {
  private readonly byServer = new Map<string, ExpectedPrincipal>();
  private readonly byOrganization = new Map<string, ExpectedPrincipal>();
  private readonly organizationOf = new Map<string, string>();

  public constructor(estate: Estate) {
    const values = new Map<string, Set<string>>();
    const add = (organization: string, value: string | undefined): void => {
      if (value === undefined) return;
      const known = values.get(organization);
      if (known) known.add(value.toLowerCase());
      else values.set(organization, new Set([value.toLowerCase()]));
    };
    for (const { id, servers, principalName } of estate.organizations ?? []) {
      for (const server of servers) if (!this.organizationOf.has(server)) this.organizationOf.set(server, id);
      add(id, principalName);
    }
    for (const { protocol, server, certificatePrincipalName: value } of estate.bindings) {
      if (protocol !== ClientProtocol.OUTLOOK_ANYWHERE || value === undefined) continue;
      add(this.organizationOf.get(server) ?? '', value);
      this.byServer.set(server, { value: value.toLowerCase() });
    }
    for (const [organization, [value, ...others]] of values)
      this.byOrganization.set(organization, others.length > 0 ? DISPUTED : { value });
  }

  /** What the clients of a server expect. */
  public at(server: string): ExpectedPrincipal {
    if (this.byOrganization.size === 0) return NOBODY_SETS_IT;
    const organization = this.organizationOf.get(server) ?? '';
    return this.byServer.get(server) ?? this.byOrganization.get(organization) ?? NOBODY_SETS_IT;
  }
}

const PREFIX = 'msstd:';

/** The answer of nearly every further name of a certificate; one object each, so that like ones need no comparison. */
export const EQUAL: PrincipalFact = Object.freeze({ commonNameKnown: true, names: 'equal' });
const EQUAL_WITHOUT_COMMON_NAME: PrincipalFact = Object.freeze({ commonNameKnown: false, names: 'equal' });

/** How a certificate answers for the principal name; undefined where nothing speaks against it on any Windows. */
export function principalFactOf(
  { facts }: Certificate,
  host: HostName | undefined,
  { value, isDisputed }: ExpectedPrincipal,
): PrincipalFact | undefined {
  const commonName = facts.commonName?.toLowerCase();
  // A subject that is read and has no common name has none.
  const commonNameKnown = commonName !== undefined || facts.subject !== undefined;
  if (isDisputed) return { isDisputed, commonNameKnown, names: 'unknown' };
  if (value === 'none') return undefined;
  const set = value?.startsWith(PREFIX) === true ? value.slice(PREFIX.length) : value;
  const expected = set ?? host?.value?.toLowerCase();
  // Of a host name that only Terraform knows the step of the names speaks.
  if (expected === undefined || expected === commonName) return undefined;
  const { wildcard, names } = answerOf(facts.dnsNames, commonName, expected);
  // A host name that is no name of the certificate is the matter of the step of the names too.
  if (set === undefined && (names === 'none' || names === 'unknown')) return undefined;
  if (set === undefined && names === 'equal') return commonNameKnown ? EQUAL : EQUAL_WITHOUT_COMMON_NAME;
  return {
    ...(set === undefined ? {} : { expected: set }),
    commonNameKnown,
    ...(wildcard === undefined ? {} : { wildcard }),
    names,
  };
}

function answerOf(
  dnsNames: readonly HostName[] | undefined,
  commonName: string | undefined,
  expected: string,
): Pick<PrincipalFact, 'wildcard' | 'names'> {
  if (dnsNames?.some(({ value }) => value?.toLowerCase() === expected)) return { names: 'equal' };
  const known = (dnsNames ?? []).flatMap(({ value }) => value?.toLowerCase() ?? []);
  const wildcard = [...known, ...(commonName === undefined ? [] : [commonName])].find((one) =>
    wildcardCovers(one, expected),
  );
  if (wildcard !== undefined) return { names: 'wildcard', wildcard };
  const isComplete = dnsNames?.every(({ value }) => value !== undefined) === true;
  return { names: isComplete ? 'none' : 'unknown' };
}
