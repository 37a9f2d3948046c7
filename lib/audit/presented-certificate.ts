import { ExportedCertificate } from '../exports/facts/certificates';
import { StoredCertificate } from '../exports/facts/collected';
import { ExportedBinding, isLoopback } from '../exports/facts/iis-bindings';
import { SiteSide, sideOfNumber } from '../exports/facts/virtual-directories';
import { certificateFacts } from '../pki';
import { certificateLabel, CertificateOrigin, originOf } from './certificate-roles';
import { ForestView } from './forest-view';

/** Which certificate a service of a server presents, and how that is known. */
export interface Presented {
  readonly state: 'known' | 'none' | 'unknown';
  /** Of a known one; left out where its bytes and facts are in no list. */
  readonly certificate?: ExportedCertificate;
  /** One sentence: which, and why. */
  readonly text: string;
  readonly at: readonly string[];
  /** Set where sources contradict one another. */
  readonly conflict?: Conflict;
  /** Of what is unknown: what to export. */
  readonly export?: string;
  /** Host names for which another certificate answers clients that ask by name (SNI). */
  readonly named?: readonly NamedCertificate[];
}

/** The certificate of a binding that a client meets who asks for its host name (SNI). */
export interface NamedCertificate {
  readonly host: string;
  readonly thumbprint: string;
  /** Left out: it is in no list. */
  readonly certificate?: ExportedCertificate;
  readonly at: string;
}

/** Sources that do not agree. */
export interface Conflict {
  readonly code: 'bound-in-no-list' | 'binding-against-list' | 'bound-to-several';
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}

const EXPORT_LIST =
  'Get-ExchangeCertificate -Server NAME | Export-Clixml, in the Exchange Management Shell of an Exchange server';
const EXPORT_BINDINGS =
  'Get-WebBinding | Export-Clixml, in an elevated shell on the server; or netsh http show sslcert';

/** Which certificate a web site of a server presents: what IIS binds, compared with what Exchange lists; and what it presented when it was asked. */
export function presentedBySite(view: ForestView, server: string, side: SiteSide): Presented {
  const presented = presentedByExport(view, server, side);
  const [answer] = side === SiteSide.FRONT_END ? view.of(view.facts.answered, server) : [];
  if (!answer || presented.state !== 'unknown') return presented;
  const { at, certificate, file, organization } = answer;
  const bound = view
    .httpsOf(server)
    .filter((binding) => (binding.side ?? sideOfPort(binding)) === side && !isLoopback(binding));
  // What IIS binds to another one was bound since, or something else answers under the name of the server.
  if (bound.some(({ hash }) => hash?.value && hash.value !== certificate.sha1)) return presented;
  const facts = certificateFacts(certificate);
  const found =
    view.listOf(server).find(({ thumbprint }) => thumbprint?.value === certificate.sha1) ??
    ofStore({ at, file, organization, server, store: 'My', certificate, facts });
  return {
    state: 'known',
    certificate: found,
    text: `${certificateLabel(found)}: ${at} presented it when it was asked; the export itself leaves it open`,
    at: [at, ...presented.at],
  };
}

function presentedByExport(view: ForestView, server: string, side: SiteSide): Presented {
  const list = view.listOf(server);
  const bound = view
    .httpsOf(server)
    .filter((binding) => (binding.side ?? sideOfPort(binding)) === side && !isLoopback(binding));
  const listed = listedFor(view, server, list, side);
  const general = bound.filter((binding) => !isByName(binding));
  const hashesOf = (bindings: readonly ExportedBinding[]): string[] => [
    ...new Set(bindings.flatMap(({ hash }) => hash?.value ?? [])),
  ];
  const hashes = hashesOf(general).length === 1 ? hashesOf(general) : hashesOf(bound);
  if (hashes.length > 1) return boundToSeveral(bound, list, side);
  const [hash] = hashes;
  if (hash !== undefined) {
    const stored = view.storeOf(server).find(({ certificate }) => certificate.sha1 === hash);
    const named = bound.flatMap((binding): NamedCertificate[] => {
      const thumbprint = isByName(binding) ? binding.hash?.value : undefined;
      if (!thumbprint || thumbprint === hash) return [];
      const certificate = list.find((one) => one.thumbprint?.value === thumbprint);
      return [{ host: binding.host, thumbprint, at: binding.at, ...(certificate ? { certificate } : {}) }];
    });
    const of = named.length === 0 ? bound : general;
    return withNamed(boundTo(hash, of, list, listed, side, stored), named);
  }
  const withoutOne = bound.filter(({ hash: stated }) => stated?.value === null);
  if (withoutOne.length > 0 && withoutOne.length === bound.length) return boundToNone(withoutOne, listed, side);
  return byListAlone(listed, list, side);
}

/** Whether a binding answers those alone who ask for its host name: SNI is bit 0 of sslFlags, and in http.sys a binding by host name. */
function isByName({ host, sslFlags, site }: ExportedBinding): boolean {
  if (host === '') return false;
  const flags = sslFlags?.value ?? '';
  return site === undefined || /sni/i.test(flags) || (Number(flags) & 1) === 1;
}

function withNamed(presented: Presented, named: readonly NamedCertificate[]): Presented {
  if (named.length === 0) return presented;
  const others = named.map(
    ({ certificate, host, thumbprint }) =>
      `${host} ${certificate ? certificateLabel(certificate) : `${thumbprint}, which is in no list`}`,
  );
  return {
    ...presented,
    named,
    text: `${presented.text}; clients that ask by name (SNI) meet another for ${others.join(', ')}`,
    at: [...presented.at, ...named.map(({ at }) => at)],
  };
}

function sideOfPort({ port }: ExportedBinding): SiteSide | undefined {
  return port === 443 ? SiteSide.FRONT_END : port === 444 ? SiteSide.BACK_END : undefined;
}

/** What the list of a server says of a site. */
interface Listed {
  /** Certificates that Exchange lists for the site; or for IIS, where it does not say for which site. */
  readonly certificates: readonly ExportedCertificate[];
  /** Whether the list says which site. */
  readonly bySite: boolean;
  /** Whether every certificate says whether it is for IIS. */
  readonly whole: boolean;
}

function listedFor(view: ForestView, server: string, list: readonly ExportedCertificate[], side: SiteSide): Listed {
  const whole = list.length > 0 && list.every(({ services }) => services !== undefined && !services.cut);
  const withIis = list.filter(({ services }) => services?.values.includes('IIS'));
  if (withIis.length > 0 && withIis.every(({ sites }) => sites !== undefined && !sites.cut)) {
    const certificates = withIis.filter(({ sites }) =>
      sites!.values.some((site) => sideOfNumber(/W3SVC\/(\d+)/i.exec(site)?.[1] ?? '') === side),
    );
    return { certificates, bySite: true, whole };
  }
  // A server of 2007 or 2010 has one site, so that there is nothing to distinguish.
  const oneSite = view.hasBackEnd(server) === false;
  return { certificates: side === SiteSide.BACK_END && oneSite ? [] : withIis, bySite: oneSite, whole };
}

function places(bound: readonly ExportedBinding[]): string[] {
  return bound.map(({ hash, at }) => hash?.at ?? at);
}

function boundTo(
  hash: string,
  bound: readonly ExportedBinding[],
  list: readonly ExportedCertificate[],
  listed: Listed,
  side: SiteSide,
  stored: StoredCertificate | undefined,
): Presented {
  const certificate = list.find(({ thumbprint }) => thumbprint?.value === hash);
  const at = places(bound);
  const listedNames = listed.certificates.map(certificateLabel).join(' and ');
  const where = bound.map(({ information }) => information).join(', ');
  if (!certificate) {
    if (stored) {
      const found = ofStore(stored);
      const says = list.length === 0 ? 'the export has no certificate list of Exchange' : 'Exchange does not list it';
      return {
        state: 'known',
        certificate: found,
        text: `${certificateLabel(found)}: IIS binds ${where} to it, and it is in the store of the computer; ${says}`,
        at: [...at, stored.at],
      };
    }
    if (list.length === 0)
      return {
        state: 'unknown',
        text: `the ${side} is bound to the thumbprint ${hash} (${where}); the export has no certificate list of this server, so that its names, dates and issuer are not known`,
        at,
        export: EXPORT_LIST,
      };
    const says = listedNames === '' ? '' : `, while the list says that IIS is on ${listedNames}`;
    return {
      state: 'unknown',
      text: `not known: IIS binds the ${side} (${where}) to ${hash}, a certificate that is in no list of this server${says}`,
      at: [...at, ...listed.certificates.map(({ services, at: place }) => services?.at ?? place)],
      conflict: {
        code: 'bound-in-no-list',
        title: `The ${side} is bound to a certificate that is in no list`,
        why: `IIS binds ${where} to the thumbprint ${hash}, and Get-ExchangeCertificate does not list it${says}: the certificate is gone from the store, or the files are from different moments`,
        fix: `look at the binding and the store of the computer (netsh http show sslcert; Get-ChildItem Cert:\\LocalMachine\\My), export Get-ExchangeCertificate and Get-WebBinding again at one time; if the certificate is gone, bind the intended one: ${
          side === SiteSide.BACK_END
            ? 'the self-signed one of Exchange setup belongs on the back end (443 apart from 444)'
            : 'Enable-ExchangeCertificate -Thumbprint THUMBPRINT -Services IIS'
        }`,
      },
      export: `${EXPORT_LIST}; and at the same time ${EXPORT_BINDINGS}`,
    };
  }
  const contradicts =
    (listed.bySite && listed.certificates.length > 0 && !listed.certificates.includes(certificate)) ||
    (certificate.services !== undefined && !certificate.services.values.includes('IIS'));
  if (contradicts)
    return {
      state: 'unknown',
      text: `not known: IIS binds the ${side} (${where}) to ${certificateLabel(certificate)}, but the list says that ${
        listedNames === '' ? 'no certificate is for IIS' : `IIS is on ${listedNames}`
      }`,
      at: [...at, certificate.services?.at ?? certificate.at, ...listed.certificates.map(({ at: place }) => place)],
      conflict: {
        code: 'binding-against-list',
        title: `IIS and Exchange do not agree which certificate the ${side} presents`,
        why: `IIS binds ${where} to ${certificateLabel(certificate)}; Get-ExchangeCertificate says ${listedNames === '' ? 'that no certificate is for IIS' : listedNames}`,
        fix: 'export the list and the bindings again at one time; then assign the intended certificate with Enable-ExchangeCertificate -Services IIS',
      },
      export: `${EXPORT_LIST}; and at the same time ${EXPORT_BINDINGS}`,
    };
  return {
    state: 'known',
    certificate,
    text: `${certificateLabel(certificate)}: IIS binds ${where} to it${listed.certificates.includes(certificate) ? ', and the list agrees' : ''}`,
    at: [...at, certificate.at],
  };
}

function boundToSeveral(
  bound: readonly ExportedBinding[],
  list: readonly ExportedCertificate[],
  side: SiteSide,
): Presented {
  const each = bound
    .filter(({ hash }) => hash?.value)
    .map(({ information, hash }) => {
      const known = list.find(({ thumbprint }) => thumbprint?.value === hash?.value);
      return `${information} ${known ? certificateLabel(known) : `${hash?.value}, which is in no list`}`;
    });
  return {
    state: 'unknown',
    text: `it depends on the address or the host name: ${each.join('; ')}`,
    at: places(bound),
    conflict: {
      code: 'bound-to-several',
      title: `The ${side} has more than one certificate`,
      why: `which one a client meets depends on the address and the name that it asks for: ${each.join('; ')}`,
      fix: 'keep one https binding for all addresses, with the intended certificate; take off the others',
    },
    export: 'which addresses and names clients are led to (DNS, load balancer)',
  };
}

function boundToNone(bound: readonly ExportedBinding[], listed: Listed, side: SiteSide): Presented {
  const at = places(bound);
  const names = listed.certificates.map(certificateLabel).join(' and ');
  if (listed.bySite && names !== '')
    return {
      state: 'unknown',
      text: `not known: the https binding of the ${side} has no certificate, but the list says that IIS is on ${names}`,
      at,
      conflict: {
        code: 'binding-against-list',
        title: `IIS and Exchange do not agree which certificate the ${side} presents`,
        why: `the https binding has no certificate, and Get-ExchangeCertificate lists ${names} for IIS`,
        fix: 'look at the binding (netsh http show sslcert), and assign the certificate again: Enable-ExchangeCertificate -Services IIS',
      },
      export: EXPORT_BINDINGS,
    };
  return {
    state: 'none',
    text: `none: the https binding of the ${side} (${bound.map(({ information }) => information).join(', ')}) has no certificate, so that TLS fails`,
    at,
  };
}

/** A certificate of the computer's store in the shape of a listed one: for which services it is nobody says. */
function ofStore({
  certificate,
  facts,
  friendlyName,
  at,
  file,
  organization,
  server,
  hasPrivateKey,
}: StoredCertificate): ExportedCertificate {
  return {
    at,
    file,
    organization,
    thumbprint: { value: certificate.sha1, at },
    masked: false,
    facts,
    pem: certificate.pem,
    certificate,
    deserialized: false,
    signed: false,
    internalTransport: false,
    namesCut: false,
    namesShown: certificate.dnsNames.map((name) => name.toLowerCase()),
    notAfterReadings: [certificate.notAfter.toISOString()],
    differences: [],
    problems: [],
    ...(server === undefined ? {} : { server }),
    ...(friendlyName ? { friendlyName } : {}),
    ...(hasPrivateKey ? { hasPrivateKey } : {}),
  };
}

/** Of two that are listed for IIS, the one of setup is on the back end where nobody changed that. */
function asSetupLeavesIt(certificates: readonly ExportedCertificate[]): string {
  const [made, others] = [true, false].map((isSetup) =>
    certificates.filter((one) => (originOf(one) === CertificateOrigin.SETUP) === isSetup),
  ) as [ExportedCertificate[], ExportedCertificate[]];
  return made.length === 1 && others.length === 1
    ? `; where nobody changed the back end, ${certificateLabel(made[0]!)} is there and ${certificateLabel(others[0]!)} is what clients meet`
    : '';
}

/** Where no binding is in the export: what Exchange reads off IIS for its list. */
function byListAlone(listed: Listed, list: readonly ExportedCertificate[], side: SiteSide): Presented {
  const { certificates, bySite, whole } = listed;
  const at = certificates.map(({ sites, services, at: place }) => sites?.at ?? services?.at ?? place);
  if (list.length === 0)
    return {
      state: 'unknown',
      text: 'not known: the export has neither a certificate list nor a binding with its certificate of this server',
      at: [],
      export: `${EXPORT_LIST}; ${EXPORT_BINDINGS}`,
    };
  if (certificates.length === 1 && (bySite || side === SiteSide.FRONT_END)) {
    const [certificate] = certificates;
    const how = bySite
      ? `Exchange lists it for ${side === SiteSide.BACK_END ? 'the back end site' : 'the web site that clients meet'}`
      : 'it is the only one that Exchange lists for IIS';
    return {
      state: 'known',
      certificate,
      text: `${certificateLabel(certificate!)}: ${how}; the binding itself is not in the export`,
      at,
    };
  }
  if (certificates.length > 1)
    return {
      state: 'unknown',
      text: `not known: Exchange lists ${certificates.map(certificateLabel).join(' and ')} for IIS, and the export does not say which of them the ${side} presents${asSetupLeavesIt(certificates)}`,
      at,
      export: EXPORT_BINDINGS,
    };
  if (whole && (bySite || side === SiteSide.FRONT_END))
    return {
      state: 'unknown',
      text: `not known: no certificate of the list is for ${bySite ? `the ${side}` : 'IIS'}, and the export has no binding with its certificate`,
      at: list.map(({ services, at: place }) => services?.at ?? place),
      export: EXPORT_BINDINGS,
    };
  return {
    state: 'unknown',
    text: list.every(({ services }) => services === undefined)
      ? `not known: the list does not say for which services the certificates are${list.some(({ deserialized }) => deserialized) ? ' (deserialized objects with the bytes alone)' : ''}, and the export has no binding with its certificate`
      : `not known: the list does not say which certificate the ${side} presents, and the export has no binding with its certificate`,
    at: list.map(({ at: place }) => place),
    export: `${EXPORT_LIST}; ${EXPORT_BINDINGS}`,
  };
}
