import {
  bareCertificate,
  Certificate,
  CertificateFacts,
  CertificateSourceKind,
  CertificateState,
  EMPTY_ESTATE,
  Estate,
  HostName,
  KeyCustody,
  KeyType,
  TrustAnchor,
  TrustAnchorKind,
} from '../../model';
import { indexOf } from './address';
import { TlsResource } from './terraform-input';

/** Bits of the curves that the tls provider knows. */
const CURVES: Record<string, number> = { P224: 224, P256: 256, P384: 384, P521: 521 };

/** Names of the tls provider that are key usages in RFC 5280's words; every other is an extended key usage. */
const KEY_USAGES: Record<string, string> = {
  digital_signature: 'digitalSignature',
  content_commitment: 'nonRepudiation',
  key_encipherment: 'keyEncipherment',
  data_encipherment: 'dataEncipherment',
  key_agreement: 'keyAgreement',
  cert_signing: 'keyCertSign',
  crl_signing: 'cRLSign',
  encipher_only: 'encipherOnly',
  decipher_only: 'decipherOnly',
};
const EXTENDED_KEY_USAGES: Record<string, string> = {
  any_extended: 'anyExtendedKeyUsage',
  server_auth: 'serverAuth',
  client_auth: 'clientAuth',
  code_signing: 'codeSigning',
  email_protection: 'emailProtection',
  ipsec_end_system: 'ipsecEndSystem',
  ipsec_tunnel: 'ipsecTunnel',
  ipsec_user: 'ipsecUser',
  timestamping: 'timeStamping',
  ocsp_signing: 'OCSPSigning',
};

/**
 * The certificates of a Terraform configuration or plan that uses the tls resources without this package's constructs. There are
 * no servers in it, so what is reported is what the certificates themselves show.
 *
 * @param label put before each address where several configurations are read together
 * @param roots whether the roots of CAs are among the certificates as well
 */
export function tlsEstate(resources: readonly TlsResource[], label = '', roots = false): Estate {
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  const idOf = (address: string): string => `${label}${address}`;
  const follow = (from: TlsResource | undefined, attribute: string): TlsResource | undefined => {
    const target = from?.references[attribute];
    if (from === undefined || target === undefined) return undefined;
    const itself = byAddress.get(target);
    if (itself) return itself;
    // Within for_each and count a resource refers to its own index, if to any.
    const index = indexOf(from.address);
    return byAddress.get(`${target}${index}`) ?? byAddress.get(`${target}[0]`);
  };
  const certificates: Certificate[] = [];
  const anchors: TrustAnchor[] = [];
  for (const resource of resources) {
    const selfSigned = resource.type === 'tls_self_signed_cert';
    if (!selfSigned && resource.type !== 'tls_locally_signed_cert') continue;
    const request = selfSigned ? resource : follow(resource, 'cert_request_pem');
    const key = follow(request, 'private_key_pem');
    const issuer = selfSigned ? resource : follow(resource, 'ca_cert_pem');
    const isCa = resource.values.is_ca_certificate === true;
    if (selfSigned) {
      anchors.push({
        id: idOf(resource.address),
        name: String(commonName(resource) ?? resource.address),
        kind: isCa ? TrustAnchorKind.PRIVATE : TrustAnchorKind.SELF_SIGNED,
        madeHere: true,
        ...(typeof resource.values.cert_pem === 'string' ? { pem: resource.values.cert_pem } : {}),
      });
      // The root of a CA is trusted, not presented.
      if (isCa && !roots) continue;
    }
    const anchor = anchorOf(resource, follow);
    certificates.push(
      bareCertificate({
        id: idOf(resource.address),
        source: selfSigned ? CertificateSourceKind.SELF_SIGNED : CertificateSourceKind.INTERNAL_CA,
        state: CertificateState.DECLARED,
        facts: factsOf(resource, request, key, issuer),
        custody: KeyCustody.TERRAFORM,
        ...(anchor === undefined ? {} : { anchor: idOf(anchor) }),
        ...(typeof resource.values.cert_pem === 'string' ? { pem: resource.values.cert_pem } : {}),
      }),
    );
  }
  return { ...EMPTY_ESTATE, certificates, anchors };
}

type Follow = (from: TlsResource | undefined, attribute: string) => TlsResource | undefined;

/** Address of the self-signed certificate at the top; a chain that bites its tail has none. */
function anchorOf(resource: TlsResource, follow: Follow): string | undefined {
  const seen = new Set<TlsResource>();
  let at: TlsResource | undefined = resource;
  while (at && at.type !== 'tls_self_signed_cert' && !seen.has(at)) {
    seen.add(at);
    at = follow(at, 'ca_cert_pem');
  }
  return at?.type === 'tls_self_signed_cert' ? at.address : undefined;
}

function factsOf(
  resource: TlsResource,
  request: TlsResource | undefined,
  key: TlsResource | undefined,
  issuer: TlsResource | undefined,
): CertificateFacts {
  const { values } = resource;
  const common = commonName(request);
  const hours = values.validity_period_hours;
  const issuerName = commonName(issuer);
  const selfSigned = resource.type === 'tls_self_signed_cert';
  const { keyType, keyBits } = keyFacts(key);
  const { keyUsages, extendedKeyUsages } = usages(values.allowed_uses);
  return {
    commonName: common,
    subject: common === undefined ? undefined : `CN=${common}`,
    issuer: issuerName === undefined ? undefined : `CN=${issuerName}`,
    // Both ends are inside (RFC 5280 4.1.2.5), and the provider adds the hours to the first moment.
    lifetimeSeconds: typeof hours === 'number' ? hours * 3_600 + 1 : undefined,
    keyType,
    keyBits,
    dnsNames: request && dnsNames(request),
    ipAddresses: request && addresses(request),
    keyUsages,
    extendedKeyUsages,
    isCa: values.is_ca_certificate === undefined ? undefined : values.is_ca_certificate === true,
    selfSigned,
  };
}

function keyFacts(key: TlsResource | undefined): Pick<CertificateFacts, 'keyType' | 'keyBits'> {
  const algorithm = key?.values.algorithm;
  // The provider's defaults: RSA of 2048 bits, curve P224.
  if (algorithm === 'RSA') {
    const bits = key?.values.rsa_bits ?? 2048;
    return { keyType: KeyType.RSA, ...(typeof bits === 'number' ? { keyBits: bits } : {}) };
  }
  if (algorithm === 'ECDSA') {
    const bits = CURVES[String(key?.values.ecdsa_curve ?? 'P224')];
    return { keyType: KeyType.ECDSA, ...(bits === undefined ? {} : { keyBits: bits }) };
  }
  return algorithm === 'ED25519' ? { keyType: KeyType.ED25519, keyBits: 256 } : {};
}

function commonName(resource: TlsResource | undefined): string | undefined {
  const { subject } = resource?.values ?? {};
  // A block is an object in the configuration, and a list of one in a plan.
  const block = (Array.isArray(subject) ? subject[0] : subject) as { common_name?: unknown } | undefined;
  return typeof block?.common_name === 'string' ? block.common_name : undefined;
}

/** A list of names that is not known is left out; a single name that is not known stays one that is not known. */
function dnsNames({ address, values }: TlsResource): HostName[] | undefined {
  const { dns_names: dns } = values;
  if (dns === null) return [];
  if (!Array.isArray(dns)) return undefined;
  return dns.map((name) =>
    typeof name === 'string' ? { value: name.toLowerCase() } : { expression: `\${${address}.dns_names}` },
  );
}

function addresses({ values: { ip_addresses: ips } }: TlsResource): string[] | undefined {
  return ips === null || Array.isArray(ips) ? strings(ips) : undefined;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function usages(value: unknown): Pick<CertificateFacts, 'keyUsages' | 'extendedKeyUsages'> {
  if (!Array.isArray(value) || value.some((use) => typeof use !== 'string')) return {};
  const uses = value as string[];
  const keyUsages = uses.flatMap((use) => KEY_USAGES[use] ?? []);
  return {
    ...(keyUsages.length === 0 ? {} : { keyUsages }),
    extendedKeyUsages: uses
      .filter((use) => KEY_USAGES[use] === undefined)
      .map((use) => EXTENDED_KEY_USAGES[use] ?? use),
  };
}
