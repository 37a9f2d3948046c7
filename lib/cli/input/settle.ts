import { evidenceOf, openExpressions, withEvidence } from '../../evidence';
import { CertificateState, Estate, Evidence, EvidenceSource, KnownCertificate } from '../../model';
import { readCertificates } from '../../pki/certificate-file';
import { variableValue } from './address';
import { TerraformInput, TlsResource } from './terraform-input';

const REFERENCE = /^\$\{\s*([A-Za-z_][\w.[\]"-]*)\s*\}$/;

/** An estate with what a plan knows that synth could not. What the plan does not know either stays unknown. */
export function settle(estate: Estate, plan: TerraformInput, notices: string[], now: Date): Estate {
  return withEvidence(estate, planEvidence(estate, plan, notices, now), now);
}

/**
 * What a plan knows of an estate: values of variables, and certificates that are issued already, each with the chain and root that its
 * resources refer to.
 *
 * @param notices gets a sentence for each certificate that can't be read
 */
export function planEvidence(estate: Estate, plan: TerraformInput, notices: string[], now: Date): Evidence {
  const values = openExpressions(estate).flatMap((expression) => {
    const value = variableValue(expression, plan.variables);
    return value === undefined ? [] : [{ expression, value }];
  });
  const issued = new IssuedByPlan(plan.tlsResources);
  const wanted = [
    ...estate.certificates.filter(({ state }) => state !== CertificateState.ISSUED),
    ...estate.anchors.filter(({ pem }) => pem === undefined),
  ];
  const certificates = new Map<string, KnownCertificate>();
  for (const { id, pemExpression } of wanted) {
    const address = certificates.has(id) ? undefined : addressOf(pemExpression);
    const known = address === undefined ? undefined : issued.at(id, address);
    if (known && isReadable(known, notices)) certificates.set(id, known);
  }
  return evidenceOf(EvidenceSource.PLAN, now, { values, certificates: [...certificates.values()] });
}

/** Address of the resource whose `cert_pem` an expression is. */
function addressOf(expression: string | undefined): string | undefined {
  const path = expression === undefined ? undefined : REFERENCE.exec(expression)?.[1];
  return path?.endsWith('.cert_pem') ? path.slice(0, -'.cert_pem'.length) : undefined;
}

/** The certificates that a plan holds, with the way from one to the CA that signs it. */
class IssuedByPlan {
  private readonly resources: ReadonlyMap<string, TlsResource>;

  public constructor(resources: readonly TlsResource[]) {
    this.resources = new Map(resources.map((resource) => [resource.address, resource]));
  }

  public at(id: string, address: string): KnownCertificate | undefined {
    const pem = this.pemAt(address);
    if (pem === undefined) return undefined;
    const chainPem: string[] = [];
    const seen = new Set([address]);
    for (let at = address; ;) {
      const above = this.resources.get(at)?.references.ca_cert_pem;
      const issuer = above === undefined || seen.has(above) ? undefined : this.resources.get(above);
      const issuerPem = issuer && this.pemAt(issuer.address);
      if (issuer === undefined || issuerPem === undefined) return { id, pem, chainPem, rootPem: [] };
      if (issuer.type === 'tls_self_signed_cert') return { id, pem, chainPem, rootPem: [issuerPem] };
      chainPem.push(issuerPem);
      seen.add((at = issuer.address));
    }
  }

  private pemAt(address: string): string | undefined {
    const pem = this.resources.get(address)?.values.cert_pem;
    return typeof pem === 'string' ? pem : undefined;
  }
}

function isReadable({ id, pem, chainPem, rootPem }: KnownCertificate, notices: string[]): boolean {
  try {
    for (const one of [pem, ...chainPem, ...rootPem]) readCertificates(one, id);
    return true;
  } catch (error) {
    notices.push(`${id}: the certificate in the plan can't be read: ${(error as Error).message}`);
    return false;
  }
}
