import { CertificateSourceKind, Organization } from '../../model';
import { certifiability } from '../../names';
import { CertificateView, defineRule, Level, SubjectKind } from '../../policy';
import { listed, titleOf } from '../words';

export const internalNameOnPublicCertificate = defineRule({
  id: 'internal-name-on-public-certificate',
  ref: 'ECA208',
  title: 'A purchased certificate is to name hosts that no public CA may certify',
  level: Level.ERROR,
  source: 'BR',
  section: '4.2.2; page:travisrunyard.us',
  effectiveFrom: '2015-11-01',
  rationale:
    'Public CAs must not certify internal names or reserved IP addresses, and certify a name only for whoever controls its domain. What they had issued for internal names was revoked on 2016-10-01. The order is refused, and the server stays without its certificate.',
  remediation:
    'use names of a public domain of your own inside too (split DNS), or give what clients inside use a certificate of an internal CA',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate }) => certificate.source === CertificateSourceKind.PURCHASED,
  check: (view, report, { estate }) => {
    const { dnsNames, ipAddresses } = view.certificate.facts;
    if (dnsNames === undefined) {
      report.unknown(`the names of ${titleOf(view)} are not known`);
      return;
    }
    const internal: string[] = [];
    const foreign: string[] = [];
    const zones = zonesOf(view, estate.organizations);
    let unknown: string | undefined;
    for (const { value, expression } of [
      ...dnsNames,
      ...(ipAddresses ?? []).map((address) => ({ value: address, expression: undefined })),
    ]) {
      if (value === undefined) unknown ??= expression;
      else {
        const { certifiable, reason } = certifiability(value);
        if (!certifiable) internal.push(`${value} (it ${reason})`);
        else if (zones && !isWithin(value, zones)) foreign.push(value);
      }
    }
    if (internal.length > 0)
      report.finding({ message: `${titleOf(view)} names ${listed(internal)}, which no public CA may certify` });
    if (foreign.length > 0)
      report.finding({
        message: `${titleOf(view)} names ${listed(foreign)}, outside the zones of the organization (${listed(zones ?? [])}): no public CA certifies a name for somebody who does not control it`,
        fix: 'use names of your own zones, or declare the zone with the organization if it is yours',
        discriminator: 'zones',
      });
    if (internal.length + foreign.length === 0 && unknown !== undefined)
      report.unknown(`${titleOf(view)} has a name that only Terraform knows (${unknown})`);
  },
});

/** The zones of the organizations whose servers present the certificate; undefined where they are not declared. */
function zonesOf(view: CertificateView, organizations: readonly Organization[] = []): string[] | undefined {
  const servers = new Set([
    ...view.servers.map(({ id }) => id),
    ...view.publishingPoints.flatMap(({ bindings }) => bindings.map(({ server }) => server.id)),
  ]);
  const zones = organizations
    .filter((organization) => organization.servers.some((id) => servers.has(id)))
    .map((organization) => organization.zones);
  return zones.length === 0 || zones.includes(undefined) ? undefined : zones.flatMap((own) => own ?? []);
}

function isWithin(name: string, zones: readonly string[]): boolean {
  return zones.some((zone) => name === zone || name.endsWith(`.${zone}`));
}
