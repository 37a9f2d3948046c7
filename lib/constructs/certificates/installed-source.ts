import { Construct } from 'constructs';
import { installedCertificate } from '../../exchange';
import { SourceLocation } from '../../model';
import { checkedProps, PropChecks, TEXT } from '../checked-props';
import { compact, faultOf, Registry } from '../registry';
import {
  CertificateConfig,
  CertificateRequest,
  ICertificateDescription,
  ICertificateSource,
} from './certificate-source';

/** The certificate that Exchange's setup installs. */
export interface InstalledByExchangeProps {
  /**
   * Day on which setup installed it, `YYYY-MM-DD`.
   * @default - unknown; then its expiry is unknown too
   */
  readonly installedOn?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const CHECKS: PropChecks<InstalledByExchangeProps> = { installedOn: TEXT };

/** Refers to the certificate that is on the server since setup; makes nothing. */
export class InstalledSource implements ICertificateSource {
  public constructor(private readonly props: InstalledByExchangeProps = {}) {}

  public bind(scope: Construct, request: CertificateRequest): CertificateConfig {
    const location = Registry.of(scope).locate();
    const installed = this.installedAt(scope, location);
    const { serverFqdn: fqdn, netBiosName } = request;
    const made = installedCertificate(
      scope.node.path,
      request.label,
      request.release,
      { fqdn, netBiosName },
      installed,
    );
    const certificate = compact({ ...made.certificate, location });
    const anchor = compact({ ...made.anchor, location });
    const { id, facts } = certificate;
    const description: ICertificateDescription = { id, certificate, anchors: [anchor] };
    return {
      description,
      ...(facts.notBefore === undefined ? {} : { notBefore: facts.notBefore }),
      ...(facts.notAfter === undefined ? {} : { notAfter: facts.notAfter }),
    };
  }

  private installedAt(scope: Construct, location: SourceLocation | undefined): Date | undefined {
    const { installedOn: day } = checkedProps(
      scope,
      this.props,
      CHECKS,
      location,
      'CertificateSource.installedByExchange',
    );
    if (day === undefined) return undefined;
    const date = DAY.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
    if (date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)) return date;
    faultOf(scope, {
      code: 'install-date-invalid',
      message: `installedOn is "${day}"; it must be a day of the calendar, written YYYY-MM-DD`,
      fix: 'write the day on which setup ran, or leave it out',
      location,
    });
    return undefined;
  }
}
