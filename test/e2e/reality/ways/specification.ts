import { Random } from '../../../support/random';

/** What each part of a way can be; the first value of each is the usual one. */
export const WAY_DIMENSIONS = {
  /** What stands between the client and the server, outermost first. */
  layout: [
    'direct',
    'pass',
    'bridge',
    'offload',
    'inspector',
    'pass-bridge',
    'bridge-pass',
    'bridge-bridge',
    'pass-offload',
    'bridge-offload',
    'inspector-pass',
    'inspector-bridge',
  ],
  /** What runs the outermost hop; the next one has the next program of the list. */
  program: ['nginx', 'haproxy', 'stunnel'],
  /** From which side clients come. */
  side: ['outside', 'inside'],
  /** The host name that the client asks for. */
  host: ['mail', 'owa', 'legacy'],
  /** The certificate of the outermost point that ends TLS; of-server: the very one of the server. */
  pointCertificate: ['good', 'of-server', 'wildcard', 'other-name', 'expired', 'not-yet', 'other-root'],
  /** Its certificates: one for all names; one a name, and one for the rest and for clients without SNI; one a name alone. */
  sni: ['one', 'by-name', 'by-name-alone'],
  /** The certificate of the point next to it, where that ends TLS again. */
  innerCertificate: ['good', 'by-name', 'other-name', 'expired', 'other-root'],
  serverCertificate: ['good', 'commercial', 'internal-name', 'other-name', 'expired', 'not-yet', 'other-root'],
  /** Hash of the signature on the server's certificate. */
  serverHash: ['sha256', 'sha384', 'sha512'],
  /** Whether the server presents its certificate only to those who send a host name. */
  serverSni: ['any', 'required'],
  /** What those who open a connection in the place of the client look at. */
  verify: ['roots-and-names', 'roots', 'nothing'],
  /** The private roots that they trust. */
  trusts: ['root', 'other-root'],
  /** The name that bridges ask the next hop for. */
  asks: ['client-name', 'server-name'],
  clientSni: ['sent', 'not-sent'],
  /** TLS versions of the client, of the outermost point to clients and to the next hop, and of the server. */
  clientTls: ['1.2-1.3', '1.2'],
  pointTls: ['1.2-1.3', '1.2', '1.3'],
  hopTls: ['1.2-1.3', '1.2', '1.3'],
  serverTls: ['1.2-1.3', '1.2', '1.3'],
  /** Who requires a certificate of the client, and whether the client has one. */
  clientCertificate: ['nobody', 'server', 'point'],
  clientHas: ['none', 'certificate'],
  /** Whether the certificate that clients meet demands a stapled OCSP response, and whether they get one. */
  mustStaple: ['no', 'yes'],
  staples: ['no', 'yes'],
  /** Whether the server compares the certificate that the client saw with its own. */
  channelBinding: ['none', 'required'],
} as const;

export type WayDimensions = typeof WAY_DIMENSIONS;
export type WayDimension = keyof WayDimensions;
/** One value for each part. */
export type WaySpecification = { readonly [D in WayDimension]: WayDimensions[D][number] };

/** Every part as usual: what any client gets through. */
export const USUAL_WAY: WaySpecification = Object.fromEntries(
  Object.entries(WAY_DIMENSIONS).map(([name, values]) => [name, values[0]]),
) as WaySpecification;

/** Layout, program, and every part that is not as usual. */
export function wayName(specification: WaySpecification): string {
  const unusual = Object.entries(specification).filter(
    ([name, value]) => !['layout', 'program'].includes(name) && value !== USUAL_WAY[name as WayDimension],
  );
  const { layout, program } = specification;
  return [
    layout,
    ...(layout === 'direct' ? [] : [program]),
    ...unusual.map(([name, value]) => `${name}=${value}`),
  ].join(' ');
}

/** What a hop does. */
export type HopKind = 'pass' | 'bridge' | 'offload' | 'inspector';
export type HopProgram = WaySpecification['program'];

/** The hops of a way, outermost first, each with its program. */
export function hopsOf({ layout, program }: WaySpecification): { kind: HopKind; program: HopProgram }[] {
  if (layout === 'direct') return [];
  const first = WAY_DIMENSIONS.program.indexOf(program);
  return layout.split('-').map((kind, i) => {
    const next = WAY_DIMENSIONS.program[(first + i) % WAY_DIMENSIONS.program.length];
    // stunnel speaks TLS on one side at least: it can't pass a connection through.
    return { kind: kind as HopKind, program: kind === 'pass' && next === 'stunnel' ? 'nginx' : next };
  });
}

/** Whether a part of the specification makes a difference on its layout, and can be set up. */
export function isPossibleWay(s: WaySpecification): boolean {
  const hops = hopsOf(s);
  const usual = (...parts: WayDimension[]): boolean => parts.every((part) => s[part] === USUAL_WAY[part]);
  const outermost = hops.find(({ kind }) => kind !== 'pass');
  const points = hops.filter(({ kind }) => kind === 'bridge' || kind === 'offload');
  const [point] = points;
  const opening = hops.filter(({ kind }) => kind === 'bridge' || kind === 'inspector');
  const offloads = hops.some(({ kind }) => kind === 'offload');
  if (hops.length === 0 && !usual('program')) return false;
  if (hops[0]?.kind === 'pass' && s.program === 'stunnel') return false;
  if (!point && !usual('pointCertificate', 'sni', 'mustStaple', 'staples', 'pointTls')) return false;
  if (!point && s.clientCertificate === 'point') return false;
  if (opening.length === 0 && !usual('verify', 'trusts', 'asks', 'hopTls')) return false;
  if (points.length < 2 && !usual('innerCertificate')) return false;
  if (offloads && !usual('serverCertificate', 'serverHash', 'serverSni', 'serverTls')) return false;
  if (offloads && s.pointCertificate === 'of-server') return false;
  if (outermost?.kind === 'inspector' && !usual('mustStaple', 'staples')) return false;
  if (s.sni !== 'one' && !['good', 'wildcard'].includes(s.pointCertificate)) return false;
  // A point without a certificate for a name that it serves is a fault of the declaration.
  if (s.sni === 'by-name-alone' && (s.host === 'legacy' || hops.some(({ program }) => program === 'stunnel')))
    return false;
  if (s.staples === 'yes' && (s.mustStaple === 'no' || point?.program === 'stunnel')) return false;
  if (s.mustStaple === 'yes' && (s.sni !== 'one' || s.pointCertificate === 'of-server')) return false;
  if (s.verify === 'nothing' && !usual('trusts')) return false;
  // An inspector that compares no names can't be declared.
  if (s.verify === 'roots' && hops.some(({ kind }) => kind === 'inspector')) return false;
  // nginx always compares the name where it verifies at all; HAProxy does as soon as it sends one.
  if (s.verify === 'roots' && opening.some(({ program }) => program === 'nginx')) return false;
  if (s.verify === 'roots' && s.serverSni === 'required' && opening.some(({ program }) => program === 'haproxy'))
    return false;
  if (s.clientHas === 'certificate' && s.clientCertificate === 'nobody') return false;
  return true;
}

const NAMES = Object.keys(WAY_DIMENSIONS) as WayDimension[];

/** Every layout with every program, and every layout with every single thing that is not usual. */
function singles(): WaySpecification[] {
  const list: WaySpecification[] = [];
  for (const layout of WAY_DIMENSIONS.layout) {
    for (const program of WAY_DIMENSIONS.program) list.push({ ...USUAL_WAY, layout, program });
    for (const name of NAMES) {
      if (name === 'layout' || name === 'program') continue;
      for (const value of WAY_DIMENSIONS[name].slice(1)) {
        const program = WAY_DIMENSIONS.program[list.length % WAY_DIMENSIONS.program.length];
        list.push({ ...USUAL_WAY, layout, program, [name]: value });
      }
    }
  }
  return list;
}

/** Parts that say something together alone. */
function pairs(): WaySpecification[] {
  const list: WaySpecification[] = [];
  for (const layout of WAY_DIMENSIONS.layout) {
    for (const program of WAY_DIMENSIONS.program) {
      const base = { ...USUAL_WAY, layout, program };
      list.push({ ...base, mustStaple: 'yes', staples: 'yes' });
      list.push({ ...base, pointCertificate: 'of-server', channelBinding: 'required' });
      list.push({ ...base, sni: 'by-name', host: 'owa', clientSni: 'not-sent' });
      list.push({ ...base, sni: 'by-name-alone', clientSni: 'not-sent' });
      list.push({ ...base, innerCertificate: 'by-name', asks: 'server-name' });
      list.push({ ...base, clientCertificate: 'server', clientHas: 'certificate' });
      list.push({ ...base, clientCertificate: 'point', clientHas: 'certificate' });
    }
    for (const hopTls of WAY_DIMENSIONS.hopTls)
      for (const serverTls of WAY_DIMENSIONS.serverTls) list.push({ ...USUAL_WAY, layout, hopTls, serverTls });
    for (const serverCertificate of WAY_DIMENSIONS.serverCertificate)
      for (const verify of WAY_DIMENSIONS.verify)
        list.push({ ...USUAL_WAY, layout, program: 'stunnel', serverCertificate, verify });
  }
  return list;
}

/** Two to four unusual things at once. */
function mixed(random: Random): WaySpecification {
  const specification: Record<string, string> = {
    ...USUAL_WAY,
    layout: random.pick(WAY_DIMENSIONS.layout),
    program: random.pick(WAY_DIMENSIONS.program),
  };
  for (let i = 0; i < 2 + random.below(3); i++) {
    const name = random.pick(NAMES.slice(2));
    specification[name] = random.pick(WAY_DIMENSIONS[name]);
  }
  return specification as WaySpecification;
}

/**
 * The ways, each once, in a fixed order.
 * @param count how many at least; the systematic ones always come first
 */
export function generateWays(count: number, seed: number): WaySpecification[] {
  const random = new Random(seed);
  const known = new Map<string, WaySpecification>();
  const add = (specification: WaySpecification): void => {
    if (isPossibleWay(specification)) known.set(wayName(specification), specification);
  };
  [...singles(), ...pairs()].forEach(add);
  while (known.size < count) add(mixed(random));
  return [...known.values()];
}

/** `count` of them, drawn by the seed, in their order; every layout is among them. */
export function drawWays(all: readonly WaySpecification[], count: number, seed: number): WaySpecification[] {
  const random = new Random(seed);
  const chosen = new Set<WaySpecification>();
  for (const layout of WAY_DIMENSIONS.layout) chosen.add(random.pick(all.filter((one) => one.layout === layout)));
  while (chosen.size < Math.min(count, all.length)) chosen.add(random.pick(all));
  return all.filter((specification) => chosen.has(specification));
}
