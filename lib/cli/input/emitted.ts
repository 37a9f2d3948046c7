import { Certificate, CertificateFacts, DeclarationFault, HostName, TrustAnchor, TrustAnchorKind } from '../../model';
import { variableValue } from './address';
import { expressionAddress, Issuers, PlacedSlice } from './issuers';
import { TerraformInput, TlsResource } from './terraform-input';
import { tlsEstate } from './tls-estate';
import { WrittenCertificates } from './written-certificate';

/** What comparing the tls resources with the model found. */
export interface EmittedDifferences {
  readonly faults: DeclarationFault[];
  /** Certificates of the configuration that the model does not name. */
  readonly unnamed: string[];
}

/**
 * Compares what Terraform is to issue with what the model says of the same certificate: the model is what the rules judge, and
 * an override (`addOverride`) or an edit changes the resource alone.
 *
 * @param whole whether a resource that is not there is a difference, and a name that only Terraform knows is one on both sides; a plan
 *   may leave resources out, and knows names
 * @param variables values that a plan knows
 */
export function compareEmitted(
  slices: readonly PlacedSlice[],
  resources: readonly TlsResource[],
  whole: boolean,
  variables: TerraformInput['variables'] = {},
): EmittedDifferences {
  const emitted = tlsEstate(resources, '', true);
  const certificates = new Map(emitted.certificates.map((certificate) => [certificate.id, certificate]));
  const anchors = new Map(emitted.anchors.map((anchor) => [anchor.id, anchor]));
  const named = new Set<string>();
  const issuers = new Issuers(slices, resources, whole);
  const written = whole ? new WrittenCertificates(resources, rootsOf(slices)) : undefined;
  const faults = new Map<string, DeclarationFault>();
  const add = (fault: DeclarationFault): unknown => faults.set(fault.message, fault);
  for (const { slice, module } of slices) {
    const compare = (
      part: Certificate | TrustAnchor,
      differ: (address: string) => readonly (string | undefined)[] | undefined,
    ): void => {
      const address = expressionAddress(part.pemExpression, module);
      if (address === undefined) return;
      named.add(address);
      for (const what of differ(address) ?? (whole ? ['the configuration does not make it'] : [])) {
        if (what === undefined) continue;
        const fault = faultOf(part, address, what);
        faults.set(fault.message, fault);
      }
    };
    for (const certificate of slice.certificates ?? [])
      compare(certificate, (address) => {
        const found = certificates.get(address);
        return (
          found && [
            ...differences(certificate.facts, found.facts),
            ...names(certificate.facts.dnsNames, found.facts.dnsNames, whole, variables),
            ...issuers.differences(certificate, module, address),
            ...(written?.differences(certificate, address) ?? []),
          ]
        );
      });
    for (const certificate of written ? (slice.certificates ?? []) : []) {
      const { address, what } = (written as WrittenCertificates).ordered(certificate);
      for (const one of what) add(faultOf(certificate, address, one));
    }
    for (const anchor of slice.anchors ?? [])
      compare(anchor, (address) => {
        const found = anchors.get(address);
        return found && [...anchorDifferences(anchor, found), ...(written?.rootDifferences(anchor, address) ?? [])];
      });
  }
  nameIssuers(named, resources);
  const unnamed = new Set([...certificates.keys(), ...anchors.keys()].filter((address) => !named.has(address)));
  return { faults: [...faults.values()], unnamed: [...unnamed].sort() };
}

/** PEM of the roots that are available, by the id of the anchor. */
function rootsOf(slices: readonly PlacedSlice[]): Map<string, string> {
  const roots = slices.flatMap(({ slice }) => slice.anchors ?? []);
  return new Map(roots.flatMap(({ id, pem }): [string, string][] => (pem === undefined ? [] : [[id, pem]])));
}

/** Adds what signs a named certificate: the CAs above it are the chain that the model knows by its anchor. */
function nameIssuers(named: Set<string>, resources: readonly TlsResource[]): void {
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  // What is added on the way is visited as well.
  for (const address of named) {
    const issuer = byAddress.get(address)?.references.ca_cert_pem;
    if (issuer !== undefined) named.add(issuer);
  }
}

/** An end-entity certificate that vouches for itself is compared as the certificate that it also is. */
function anchorDifferences(declared: TrustAnchor, emitted: TrustAnchor): string[] {
  if (declared.kind !== TrustAnchorKind.PRIVATE) return [];
  if (emitted.kind !== declared.kind) return ['it is declared as a certificate authority and not made as one'];
  return [one('name', declared.name, emitted.name)].flatMap((what) => what ?? []);
}

function faultOf(part: Pick<Certificate, 'id' | 'location'>, address: string, what: string): DeclarationFault {
  return {
    path: part.id,
    code: 'emitted-differs',
    message: `what Terraform is to create (${address}) differs from what is declared: ${what}`,
    fix: 'declare it with the properties of the construct instead of an override, and synthesize again',
    ...(part.location ? { location: part.location } : {}),
  };
}

/** What differs, each in words; undefined stands for nothing. What either side leaves unknown is not compared. */
function differences(declared: CertificateFacts, emitted: CertificateFacts): (string | undefined)[] {
  return [
    one('certificate authority', declared.isCa ?? false, emitted.isCa ?? false),
    set('addresses', declared.ipAddresses, emitted.ipAddresses),
    set('key usages', declared.keyUsages, emitted.keyUsages),
    set('extended key usages', declared.extendedKeyUsages, emitted.extendedKeyUsages),
    one('key', declared.keyType, emitted.keyType),
    one('key size in bits', declared.keyBits, emitted.keyBits),
    // The provider adds the hours to the first moment, and both ends are inside: a second more or less is no difference.
    near('lifetime in seconds', declared.lifetimeSeconds, emitted.lifetimeSeconds),
  ];
}

/**
 * What differs of the names. A name that only Terraform knows is one in a configuration on both sides; a plan may know it, and it then is
 * one of those that no other declaration explains.
 */
function names(
  declared: readonly HostName[] | undefined,
  emitted: readonly HostName[] | undefined,
  whole: boolean,
  variables: TerraformInput['variables'],
): string[] {
  if (!declared || !emitted || areSpelledAlike(declared, emitted)) return [];
  const valueOf = ({ value, expression }: HostName): string | undefined =>
    (value ?? variableValue(expression ?? '', variables))?.toLowerCase();
  const [wanted, made] = [declared.map(valueOf), emitted.map(valueOf)];
  const open = (names: readonly unknown[]): number => (whole ? 0 : names.filter((name) => name === undefined).length);
  const spelled = (names: readonly (string | undefined)[]): string[] =>
    names.flatMap((name) => name ?? (whole ? '(a Terraform value)' : []));
  const added = without(spelled(made), spelled(wanted));
  const missing = without(spelled(wanted), spelled(made));
  return added.length <= open(wanted) && missing.length <= open(made) ? [] : [difference('names', added, missing)];
}

function areSpelledAlike(these: readonly HostName[], those: readonly HostName[]): boolean {
  if (these.length !== those.length) return false;
  return these.every(({ value }, i) => value !== undefined && value === those[i].value);
}

function one<T>(label: string, declared: T | undefined, emitted: T | undefined): string | undefined {
  if (declared === undefined || emitted === undefined || declared === emitted) return undefined;
  return `${label} is declared as ${String(declared)} and made as ${String(emitted)}`;
}

function near(label: string, declared: number | undefined, emitted: number | undefined): string | undefined {
  if (declared === undefined || emitted === undefined || Math.abs(declared - emitted) <= 1) return undefined;
  return `${label} is declared as ${declared} and made as ${emitted}`;
}

function set(
  label: string,
  declared: readonly string[] | undefined,
  emitted: readonly string[] | undefined,
): string | undefined {
  if (!declared || !emitted || areAlike(declared, emitted)) return undefined;
  const missing = without(declared, emitted);
  const added = without(emitted, declared);
  return missing.length + added.length === 0 ? undefined : difference(label, added, missing);
}

function areAlike(these: readonly string[], those: readonly string[]): boolean {
  return these.length === those.length && these.every((item, i) => item === those[i]);
}

function without(these: readonly string[], those: readonly string[]): string[] {
  return [...new Set(these)].filter((item) => !those.includes(item));
}

function difference(label: string, added: readonly string[], missing: readonly string[]): string {
  const parts = [
    ...(added.length > 0 ? [`${some(added)} made and not declared`] : []),
    ...(missing.length > 0 ? [`${some(missing)} declared and not made`] : []),
  ];
  return `${label}: ${parts.join(', ')}`;
}

function some(items: readonly string[]): string {
  const shown = items.slice(0, 5).join(', ');
  return items.length > 5 ? `${shown} and ${items.length - 5} more` : shown;
}
