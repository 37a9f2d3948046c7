import { Certificate, CertificateState, DeclarationFault, Estate, HostName, SourceLocation } from '../../model';
import { problemOfVariable } from '../../names';
import { certificateFacts } from '../../pki/certificate-facts';
import { readCertificates } from '../../pki/certificate-file';
import { TerraformInput } from './terraform-input';

const REFERENCE = /^\$\{\s*([A-Za-z_][\w.[\]"-]*)\s*\}$/;

/**
 * What a plan knows that synth could not: names that are variables, and certificates that are issued already. What the plan does
 * not know either stays unknown. A variable that gives what is no host name is a fault of the declaration, as it is where synth
 * meets one: the apply would fail by it.
 *
 * @param notices gets a sentence for each certificate that can't be read
 */
export function settle(estate: Estate, plan: TerraformInput, notices: string[]): Estate {
  const pems = new Map<string, string>();
  for (const { address, values } of plan.tlsResources)
    if (typeof values.cert_pem === 'string') pems.set(`${address}.cert_pem`, values.cert_pem);
  const names = new NameSettler(plan.variables);
  const settledEstate: Estate = {
    ...estate,
    servers: estate.servers.map((server) => {
      const host = names.of(server.id, server.location);
      return {
        ...server,
        fqdn: host('fqdn', server.fqdn),
        internalHost: host('internalHostName', server.internalHost),
        ...(server.externalHost ? { externalHost: host('externalHostName', server.externalHost) } : {}),
      };
    }),
    bindings: estate.bindings.map((binding) => {
      const host = names.of(binding.server, binding.location);
      return {
        ...binding,
        internalHosts: binding.internalHosts.map((name) => host(`${binding.protocol}: internalHostName`, name)),
        externalHosts: binding.externalHosts.map((name) => host(`${binding.protocol}: externalHostName`, name)),
      };
    }),
    publishingPoints: estate.publishingPoints.map((point) => {
      const host = names.of(point.id, point.location);
      return { ...point, hostNames: point.hostNames.map((name) => host('hostNames', name)) };
    }),
    ...(estate.connectors
      ? {
          connectors: estate.connectors.map((connector) => {
            const host = names.of(connector.id, connector.location);
            return connector.fqdn ? { ...connector, fqdn: host('fqdn', connector.fqdn) } : connector;
          }),
        }
      : {}),
    ...(estate.hybrids
      ? {
          hybrids: estate.hybrids.map((hybrid) => {
            const host = names.of(hybrid.id, hybrid.location);
            return { ...hybrid, transportHosts: hybrid.transportHosts.map((name) => host('transportHosts', name)) };
          }),
        }
      : {}),
    certificates: estate.certificates.map((certificate) => {
      const pem = certificate.pem ?? lookUp(certificate.pemExpression, pems);
      const issued = pem === undefined ? undefined : settledCertificate(certificate, pem, notices);
      if (issued) return issued;
      const { dnsNames } = certificate.facts;
      if (!dnsNames) return certificate;
      const host = names.of(certificate.id, certificate.location, true);
      return { ...certificate, facts: { ...certificate.facts, dnsNames: dnsNames.map((name) => host('names', name)) } };
    }),
    anchors: estate.anchors.map((anchor) => {
      const pem = anchor.pem ?? lookUp(anchor.pemExpression, pems);
      return pem === undefined ? anchor : { ...anchor, pem };
    }),
  };
  return names.faults.length === 0
    ? settledEstate
    : { ...settledEstate, faults: [...settledEstate.faults, ...names.faults] };
}

/** Puts the values of variables where names are, and finds those that are no names: each variable once, where it is used first. */
class NameSettler {
  public readonly faults: DeclarationFault[] = [];
  private readonly told = new Set<string>();

  public constructor(private readonly variables: TerraformInput['variables']) {}

  /** Settles the names of one construct. */
  public of(
    path: string,
    location: SourceLocation | undefined,
    allowWildcard = false,
  ): (prop: string, name: HostName) => HostName {
    return (prop, name) => {
      const variable = name.value === undefined ? variableOf(name.expression) : undefined;
      const value = variable === undefined ? undefined : this.variables[variable];
      if (variable === undefined || typeof value !== 'string') return name;
      const problem = problemOfVariable(value, allowWildcard);
      if (problem === undefined) return { ...name, value: value.toLowerCase() };
      if (!this.told.has(variable)) {
        this.told.add(variable);
        this.faults.push({
          path,
          code: 'host-name-invalid',
          message: `${prop}: the variable ${variable} gives ${JSON.stringify(value)}, ${problem}`,
          fix: `give the variable ${variable} a plain host name, IDN as A-labels, such as mail.contoso.com`,
          ...(location ? { location } : {}),
        });
      }
      return name;
    };
  }
}

function variableOf(expression: string | undefined): string | undefined {
  const path = expression === undefined ? undefined : REFERENCE.exec(expression)?.[1];
  return path?.startsWith('var.') ? path.slice('var.'.length) : undefined;
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
