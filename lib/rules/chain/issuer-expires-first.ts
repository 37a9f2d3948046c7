import { x509 } from '../../late';
import { CertificateView, defineRule, EstateView, IRuleReport, Level, SubjectKind } from '../../policy';
import { counted, dayOf, titleOf } from '../words';

const DAY_SECONDS = 86_400;

/** Name and last moment of a CA's certificate. */
interface Issuer {
  readonly name: string;
  readonly notAfter: number;
}

export const issuerExpiresFirst = defineRule({
  id: 'issuer-expires-first',
  ref: 'ECA504',
  title: 'A CA on the path expires before the certificate does',
  level: Level.WARNING,
  source: 'RFC5280',
  section: '6.1.3 (a) (2)',
  rationale:
    "Every certificate of the path must be valid at the moment of the connection. When an intermediate or the root expires first, clients stop on that day, and the dates of the server's own certificate warn nobody.",
  remediation: "have the CA renewed and the certificate issued again below it, or serve the CA's newer certificate",
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate, anchors }) =>
    certificate.facts.selfSigned !== true &&
    (certificate.chainPem.length > 0 ||
      certificate.authorities !== undefined ||
      anchors.some(({ pem }) => pem !== undefined)),
  check: (view, report, estate) => {
    const { notAfter } = view.certificate.facts;
    const issuers = issuersOf(view, estate);
    if (notAfter === undefined) {
      tellDeclared(view, issuers, report, estate);
      return;
    }
    const end = Date.parse(notAfter);
    const first = issuers.find((issuer) => issuer.notAfter < end);
    if (first) report.finding({ message: toldOf(first, view), discriminator: first.name });
  },
});

/** Terraform has yet to issue it, and lets it live so long from then on: what ends before is known now. */
function tellDeclared(view: CertificateView, issuers: Issuer[], report: IRuleReport, estate: EstateView): void {
  const { facts, authorities = [] } = view.certificate;
  const now = estate.now.getTime();
  const expired = issuers.find((issuer) => issuer.notAfter < now);
  const { lifetimeSeconds } = facts;
  if (expired) report.finding({ message: toldOf(expired, view), discriminator: expired.name });
  else if (lifetimeSeconds === undefined) {
    report.unknown(`the last day of ${titleOf(view)} is known only when it is issued`);
  } else {
    const shorter = authorities.find((authority) => authority.lifetimeSeconds < lifetimeSeconds);
    const first = issuers.find((issuer) => issuer.notAfter < now + lifetimeSeconds * 1000);
    if (shorter) {
      const days = (seconds: number): string => counted(Math.floor(seconds / DAY_SECONDS), 'day');
      report.finding({
        message: `${shorter.name} lives ${days(shorter.lifetimeSeconds)}, and ${titleOf(view)} below it ${days(lifetimeSeconds)}: clients stop when the CA ends`,
        discriminator: shorter.name,
      });
    } else if (first) report.finding({ message: toldOf(first, view), discriminator: first.name });
  }
}

function toldOf(issuer: Issuer, view: CertificateView): string {
  return `${issuer.name}, on the path of ${titleOf(view)}, expires first, on ${dayOf(new Date(issuer.notAfter).toISOString())}`;
}

/** CAs on the path with the root, where a single root decides. */
function issuersOf({ certificate, anchors }: CertificateView, estate: EstateView): Issuer[] {
  const pems =
    anchors.length === 1 && anchors[0].pem !== undefined
      ? [...certificate.chainPem, anchors[0].pem]
      : certificate.chainPem;
  return pems.flatMap((pem) => readIssuer(pem, estate));
}

/** CAs are few and the certificates below them many: each is read once a judgement. */
const known = new WeakMap<EstateView, Map<string, Issuer[]>>();

function readIssuer(pem: string, estate: EstateView): Issuer[] {
  let read = known.get(estate);
  if (!read) known.set(estate, (read = new Map()));
  let issuers = read.get(pem);
  if (!issuers) read.set(pem, (issuers = parse(pem)));
  return issuers;
}

function parse(pem: string): Issuer[] {
  const { PkiError, readCertificates } = x509();
  try {
    return readCertificates(pem, 'chain').certificates.map((ca) => ({
      name: ca.commonName ?? ca.subject,
      notAfter: ca.notAfter.getTime(),
    }));
  } catch (error) {
    // What can't be read is a fault of the path, reported by a rule of its own.
    if (error instanceof PkiError) return [];
    throw error;
  }
}
