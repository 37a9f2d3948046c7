import { Certificate, CertificateState, HostName, KeyCustody, LONGEST_COMMON_NAME, TrustAnchor } from '../../model';
import { subjectText } from '../../names';
import { isObject, JsonObject } from './json-scanner';
import { TlsResource } from './terraform-input';

/** What Terraform itself takes in every resource, and changes nothing of the certificate. */
const ANY = ['//', 'depends_on', 'lifecycle', 'provider'];

/** The members that synth writes, by type of resource. Whatever else stands there was not judged. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  tls_private_key: ['algorithm', 'rsa_bits', 'ecdsa_curve'],
  tls_cert_request: ['private_key_pem', 'subject', 'dns_names'],
  tls_self_signed_cert: [
    ...['private_key_pem', 'subject', 'dns_names', 'allowed_uses', 'is_ca_certificate'],
    ...['validity_period_hours', 'early_renewal_hours', 'set_subject_key_id', 'set_authority_key_id'],
  ],
  tls_locally_signed_cert: [
    ...['cert_request_pem', 'ca_cert_pem', 'ca_private_key_pem', 'allowed_uses', 'is_ca_certificate'],
    ...['validity_period_hours', 'early_renewal_hours', 'set_subject_key_id'],
  ],
};

/** Values that must be constants: `compareEmitted` compares those, and what only Terraform knows is compared here. */
const CONSTANTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  algorithm: isText,
  rsa_bits: isNumber,
  ecdsa_curve: isText,
  allowed_uses: (value) => Array.isArray(value) && value.every(isText),
  is_ca_certificate: (value) => typeof value === 'boolean',
  set_subject_key_id: (value) => value === true,
  set_authority_key_id: (value) => value === true,
};

/** What CAs of this package are for. */
const CA_USES = ['cert_signing', 'crl_signing', 'digital_signature'];

/** The shortest key of a CA that this package makes. */
const SHORTEST_RSA = 2_048;
const SHORT_CURVES = ['P224'];

const HOUR = 3_600;
const HOURS_A_DAY = 24;

/** Hours of days that Terraform alone knows. */
const DAYS = /^\$\{ceil\(\((.*) \* 24\)\)\}$/;

/** An attribute of one resource, and nothing around it. */
const REFERENCE = /^\$\{(tls_[a-z_]+\.[\w-]+)\.(\w+)\}$/;

/** Which attribute of another resource each attribute takes. */
const NAMED: Readonly<Record<string, string>> = {
  private_key_pem: 'private_key_pem',
  cert_request_pem: 'cert_request_pem',
  ca_cert_pem: 'cert_pem',
};

/** What a stack reads of another one's state. */
const OF_ANOTHER_STACK = /^\$\{[^{}]*\bcross-stack-reference-input-[\w-]+[^{}]*\}$/;

/**
 * The resources that make certificates, as a configuration writes them: beside what a certificate says of itself, whether everything
 * that stands there is what synth writes for the certificate of the model.
 */
export class WrittenCertificates {
  private readonly byAddress: ReadonlyMap<string, TlsResource>;
  private readonly byPath = new Map<string, TlsResource>();
  /** Which requests and certificates each key is of. */
  private readonly holders = new Map<string, string[]>();

  /** @param roots PEM of those that are available, by the id of the anchor */
  public constructor(
    resources: readonly TlsResource[],
    private readonly roots: ReadonlyMap<string, string>,
  ) {
    this.byAddress = new Map(resources.map((resource) => [resource.address, resource]));
    for (const resource of resources) {
      const path = pathOf(resource.written);
      if (path !== undefined) this.byPath.set(path, resource);
      const key = resource.written?.private_key_pem;
      if (typeof key === 'string') this.holders.set(key, [...(this.holders.get(key) ?? []), resource.address]);
    }
  }

  /** What differs between a certificate and the resource at an address that makes it, in words. */
  public differences(certificate: Certificate, address: string): string[] {
    const resource = this.byAddress.get(address);
    const written = resource?.written;
    if (!resource || !written) return [];
    const request = resource.type === 'tls_self_signed_cert' ? resource : this.follow(resource, 'cert_request_pem');
    return [
      ...oddMembers(resource),
      ...lifetime(certificate, written),
      ...this.request(request ?? resource, certificate),
      ...(request === undefined && !isConstant(written.cert_request_pem) ? [exact('cert_request_pem')] : []),
      ...this.issuer(resource, certificate),
    ];
  }

  /** What differs between a root of the model and the resource that makes it. */
  public rootDifferences(anchor: TrustAnchor, address: string): string[] {
    const resource = this.byAddress.get(address);
    if (!resource?.written || anchor.endEntity !== false || resource.written.is_ca_certificate !== true) return [];
    return this.authority(resource, undefined);
  }

  /** What differs of the request for a certificate that a vendor is yet to make. */
  public ordered({ custody, facts, id, state }: Certificate): { readonly address: string; readonly what: string[] } {
    const nothing = { address: id, what: [] };
    if (state !== CertificateState.ORDERED || custody !== KeyCustody.TERRAFORM) return nothing;
    const resource = this.byPath.get(`${id}/Request`);
    if (!resource?.written) return { address: id, what: ['the configuration makes no request for it'] };
    const what = [...this.request(resource, { facts }, ['common_name', 'organization']), ...oddMembers(resource)];
    const key = this.follow(resource, 'private_key_pem');
    if (key) what.push(...keyDifferences(key, facts));
    return { address: resource.address, what };
  }

  private request(
    resource: TlsResource,
    { facts }: Pick<Certificate, 'facts'>,
    subject: readonly string[] = ['common_name'],
  ): string[] {
    const { type, written } = resource;
    if (!written || type === 'tls_locally_signed_cert') return [];
    const names = facts.dnsNames ?? [];
    return [
      ...(type === 'tls_cert_request' ? oddMembers(resource) : []),
      ...namesOf(written, names),
      ...subjectOf(written, names, subject),
      ...this.key(resource),
    ];
  }

  /** The key of a request or of a self-signed certificate: a resource of its own, and nobody else's. */
  private key(resource: TlsResource): string[] {
    const expression = resource.written?.private_key_pem;
    const key = this.follow(resource, 'private_key_pem');
    if (!key) return [exact('private_key_pem')];
    const others = (this.holders.get(String(expression)) ?? []).filter((address) => address !== resource.address);
    return [
      ...oddMembers(key),
      ...others.slice(0, 1).map((other) => `its key (${key.address}) is that of ${other} too`),
    ];
  }

  /** Who signs, with which key, up to the root. */
  private issuer(resource: TlsResource, certificate: Certificate): string[] {
    const { type, written } = resource;
    if (type !== 'tls_locally_signed_cert' || !written) return [];
    const above = this.follow(resource, 'ca_cert_pem');
    if (!above) return elsewhere(written, certificate, this.roots.get(certificate.anchor ?? ''));
    const signer = above.type === 'tls_self_signed_cert' ? above : this.follow(above, 'cert_request_pem');
    const isKeyOfIssuer = written.ca_private_key_pem === signer?.written?.private_key_pem;
    const [nearest, ...rest] = certificate.authorities ?? [];
    return [
      ...(isKeyOfIssuer ? [] : ['it is signed with another key (ca_private_key_pem) than that of its issuer']),
      ...this.authority(above, nearest?.lifetimeSeconds),
      ...nameOfIssuer(signer?.written, certificate.facts.issuer),
      ...(above.type === 'tls_locally_signed_cert'
        ? this.issuer(above, { ...certificate, facts: {}, authorities: rest })
        : []),
    ];
  }

  private authority(resource: TlsResource, lifetimeSeconds: number | undefined): string[] {
    const { address, written } = resource;
    if (!written) return [];
    const request = resource.type === 'tls_self_signed_cert' ? resource : this.follow(resource, 'cert_request_pem');
    const key = request && this.follow(request, 'private_key_pem');
    const uses = written.allowed_uses;
    const hours = written.validity_period_hours;
    const isUsual = Array.isArray(uses) && [...(uses as unknown[])].sort().join() === [...CA_USES].sort().join();
    const differs =
      lifetimeSeconds !== undefined && !(isNumber(hours) && Math.abs(hours * HOUR + 1 - lifetimeSeconds) <= 1);
    const what = [
      ...oddMembers(resource),
      ...(request && request !== resource ? oddMembers(request) : []),
      ...(written.is_ca_certificate === true ? [] : ['is_ca_certificate is not true']),
      ...(isUsual ? [] : ['its uses are not those of a CA (allowed_uses)']),
      ...(differs ? [`its lifetime (validity_period_hours) is ${JSON.stringify(hours)} hours`] : []),
      ...earlyRenewal(written),
      ...(request?.written?.dns_names === undefined ? [] : ['dns_names is set']),
      ...(key ? weakKey(key) : [exact('private_key_pem')]),
      ...(request && key ? this.key(request) : []),
    ];
    return what.map((one) => `the CA ${address}: ${one}`);
  }

  /** The resource that an attribute is exactly a reference to. */
  private follow({ address, written }: TlsResource, attribute: string): TlsResource | undefined {
    const [, target, member] = REFERENCE.exec(String(written?.[attribute])) ?? [];
    if (target === undefined || target === address || member !== NAMED[attribute]) return undefined;
    return this.byAddress.get(target);
  }
}

/** The private key of a certificate, as what delivers it names it; undefined: it is elsewhere. */
export function keyExpression(certificate: TlsResource, resources: readonly TlsResource[]): string | undefined {
  const asked = /^\$\{(.*)\.cert_request_pem\}$/.exec(String(certificate.written?.cert_request_pem))?.[1];
  const request =
    certificate.type === 'tls_self_signed_cert' ? certificate : resources.find(({ address }) => address === asked);
  const key = request?.written?.private_key_pem;
  return typeof key === 'string' ? key : undefined;
}

/**
 * A CA that this configuration does not make: its certificate is text that the model has too, or comes from the state of another stack,
 * which has a check of its own.
 */
function elsewhere(written: JsonObject, { chainPem }: Certificate, root: string | undefined): string[] {
  const issuer = written.ca_cert_pem;
  if (typeof issuer === 'string' && OF_ANOTHER_STACK.test(issuer)) return [];
  const known = chainPem[0] ?? root;
  if (!isConstant(issuer)) return [exact('ca_cert_pem')];
  return known === undefined || known.trim() === String(issuer).trim()
    ? []
    : ['it is signed by another CA (ca_cert_pem)'];
}

/** Where cdktf says that a resource was declared: its path in the tree. */
function pathOf(written: JsonObject | undefined): string | undefined {
  const comment = written?.['//'];
  const metadata = isObject(comment) ? comment.metadata : undefined;
  const path = isObject(metadata) ? metadata.path : undefined;
  return typeof path === 'string' ? path : undefined;
}

/** Members that synth never writes, and values that only Terraform knows where it writes a constant. */
function oddMembers({ type, written = {} }: TlsResource): string[] {
  return Object.entries(written).flatMap(([member, value]) => {
    if (member === 'provider') return /^tls(?:\.|$)/.test(String(value)) ? [] : ['another provider makes it'];
    if (ANY.includes(member)) return [];
    if (!MEMBERS[type].includes(member)) return [`${member} is set`];
    const isRight = CONSTANTS[member];
    return isRight && !isRight(value) ? [`${member} is ${shown(value)}`] : [];
  });
}

/** The lifetime where Terraform alone knows it, and when the certificate is renewed. */
function lifetime({ facts, renewal, validityHoursExpression }: Certificate, written: JsonObject): string[] {
  const { early_renewal_hours: early, validity_period_hours: hours } = written;
  const share = renewal?.atShare;
  if (validityHoursExpression !== undefined && hours !== validityHoursExpression)
    return [`validity_period_hours is ${shown(hours)} and declared as ${validityHoursExpression}`];
  if (facts.lifetimeSeconds !== undefined && !isNumber(hours)) return [`validity_period_hours is ${shown(hours)}`];
  const wanted = share === undefined ? undefined : renewedBefore(hours, share);
  if (wanted === undefined) return earlyRenewal(written);
  return early === wanted ? [] : [`early_renewal_hours is declared as ${wanted} and made as ${shown(early)}`];
}

/** How many hours before its end a certificate is renewed, as synth writes it. */
function renewedBefore(hours: unknown, share: number): unknown {
  if (isNumber(hours)) return hours - Math.floor(hours * share);
  const days = DAYS.exec(String(hours))?.[1];
  return days === undefined ? undefined : `\${ceil((${days} * ${HOURS_A_DAY * (1 - share)}))}`;
}

function earlyRenewal({ early_renewal_hours: early, validity_period_hours: hours }: JsonObject): string[] {
  if (!isNumber(hours) || (isNumber(early) && early > 0 && early < hours)) return [];
  return [`early_renewal_hours is ${shown(early)}`];
}

/** Names that Terraform knows are compared as they are written; those of synth are compared elsewhere. */
function namesOf({ dns_names: made }: JsonObject, declared: readonly HostName[]): string[] {
  if (declared.length === 0 && made === undefined) return [];
  if (!Array.isArray(made)) return [`dns_names is ${shown(made)}`];
  const wanted = declared.flatMap(({ expression }) => expression ?? []);
  const odd = made.find((name) => !isConstant(name) && !wanted.includes(String(name)));
  return odd === undefined ? [] : [`dns_names has ${shown(odd)}`];
}

function subjectOf({ subject }: JsonObject, names: readonly HostName[], members: readonly string[]): string[] {
  const blocks: unknown[] = Array.isArray(subject) ? subject : [subject];
  const [block] = blocks;
  if (blocks.length !== 1 || !isObject(block)) return ['subject is not one block'];
  const odd = Object.keys(block).find((member) => !members.includes(member));
  if (odd !== undefined) return [`subject has ${odd}`];
  const first = names.find(({ value }) => value === undefined || value.length <= LONGEST_COMMON_NAME);
  const wanted = first?.value ?? first?.expression;
  if (block.common_name === wanted || names.length === 0) return [];
  return [`common name is declared as ${shown(wanted)} and made as ${shown(block.common_name)}`];
}

/** The subject of the CA that signs, where synth knows all of it. */
function nameOfIssuer(signer: JsonObject | undefined, declared: string | undefined): string[] {
  const block: unknown = Array.isArray(signer?.subject) ? (signer.subject as unknown[])[0] : signer?.subject;
  if (declared === undefined || !isObject(block)) return [];
  const { common_name: name, organization, ...others } = block;
  // An organization that only Terraform knows is none of the declared subject.
  const known = organization === undefined || !isConstant(organization) ? undefined : String(organization);
  const isSame = Object.keys(others).length === 0 && isConstant(name) && subjectText(String(name), known) === declared;
  return isSame ? [] : [`its issuer is declared as ${declared} and made as ${JSON.stringify(block)}`];
}

function keyDifferences({ values }: TlsResource, { keyBits }: Certificate['facts']): string[] {
  const bits = values.algorithm === 'RSA' ? values.rsa_bits : undefined;
  return bits === undefined || keyBits === undefined || bits === keyBits ? [] : [`rsa_bits is ${shown(bits)}`];
}

function weakKey(key: TlsResource): string[] {
  const { algorithm, ecdsa_curve: curve, rsa_bits: bits } = key.written ?? {};
  const isStrong =
    (algorithm === 'RSA' && isNumber(bits) && bits >= SHORTEST_RSA) ||
    (algorithm === 'ECDSA' && isText(curve) && !SHORT_CURVES.includes(curve));
  return isStrong ? [] : [`its key is ${shown(algorithm)} of ${shown(bits ?? curve)}`];
}

function exact(attribute: string): string {
  return `${attribute} is not that of one resource of the configuration`;
}

/** Text without a template, which only Terraform can resolve. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && !/[$%]\{/.test(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isConstant(value: unknown): boolean {
  return typeof value === 'string' && !/(?<!\$)\$\{|(?<!%)%\{/.test(value);
}

function shown(value: unknown): string {
  return value === undefined ? 'not set' : JSON.stringify(value).slice(0, 120);
}
