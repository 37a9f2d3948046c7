import { Certificate, CertificateState, Estate, HostName } from '../../model';
import { certificateFacts } from '../../pki/certificate-facts';
import { readCertificates } from '../../pki/certificate-file';
import { TerraformInput } from './terraform-input';

const REFERENCE = /^\$\{\s*([A-Za-z_][\w.[\]"-]*)\s*\}$/;

/**
 * What a plan knows that synth could not: names that are variables, and certificates that are issued already. What the plan does
 * not know either stays unknown.
 *
 * @param notices gets a sentence for each certificate that can't be read
 */
export function settle(estate: Estate, plan: TerraformInput, notices: string[]): Estate {
  const pems = new Map<string, string>();
  for (const { address, values } of plan.tlsResources)
    if (typeof values.cert_pem === 'string') pems.set(`${address}.cert_pem`, values.cert_pem);
  const host = (name: HostName): HostName => settledHost(name, plan.variables);
  return {
    ...estate,
    servers: estate.servers.map((server) => ({
      ...server,
      fqdn: host(server.fqdn),
      internalHost: host(server.internalHost),
      ...(server.externalHost ? { externalHost: host(server.externalHost) } : {}),
    })),
    bindings: estate.bindings.map((binding) => ({
      ...binding,
      internalHosts: binding.internalHosts.map(host),
      externalHosts: binding.externalHosts.map(host),
    })),
    publishingPoints: estate.publishingPoints.map((point) => ({ ...point, hostNames: point.hostNames.map(host) })),
    certificates: estate.certificates.map((certificate) => {
      const pem = certificate.pem ?? lookUp(certificate.pemExpression, pems);
      const issued = pem === undefined ? undefined : settledCertificate(certificate, pem, notices);
      if (issued) return issued;
      const { dnsNames } = certificate.facts;
      return dnsNames ? { ...certificate, facts: { ...certificate.facts, dnsNames: dnsNames.map(host) } } : certificate;
    }),
    anchors: estate.anchors.map((anchor) => {
      const pem = anchor.pem ?? lookUp(anchor.pemExpression, pems);
      return pem === undefined ? anchor : { ...anchor, pem };
    }),
  };
}

function settledHost(name: HostName, variables: TerraformInput['variables']): HostName {
  if (name.value !== undefined || name.expression === undefined) return name;
  const path = REFERENCE.exec(name.expression)?.[1];
  if (path === undefined || !path.startsWith('var.')) return name;
  const value = variables[path.slice('var.'.length)];
  return typeof value === 'string' && value !== '' ? { ...name, value: value.toLowerCase() } : name;
}

function lookUp(expression: string | undefined, pems: ReadonlyMap<string, string>): string | undefined {
  const path = expression === undefined ? undefined : REFERENCE.exec(expression)?.[1];
  return path === undefined ? undefined : pems.get(path);
}

function settledCertificate(certificate: Certificate, pem: string, notices: string[]): Certificate | undefined {
  if (certificate.state === CertificateState.ISSUED) return undefined;
  try {
    const [leaf] = readCertificates(pem, certificate.id).certificates;
    return { ...certificate, state: CertificateState.ISSUED, pem, facts: certificateFacts(leaf) };
  } catch (error) {
    notices.push(`${certificate.id}: the certificate in the plan can't be read: ${(error as Error).message}`);
    return undefined;
  }
}
