import { Construct } from 'constructs';
import { HostName } from '../../model';
import { PolicyGate } from '../gate';
import { CertificateConfig, CertificateRequest } from './certificate-config';
import { ICertificateSource } from './certificate-source';
import { RequiredNames, uniqueNames } from './required-names';

/** What is said of a certificate that several servers share. */
export interface SharedCertificateProps {
  readonly source: ICertificateSource;
}

/**
 * One certificate for several servers, as a load-balanced set has it: its names are those of all of them together. Give it to each
 * server as its certificate.
 */
export class SharedCertificate extends Construct implements ICertificateSource {
  private readonly requests: CertificateRequest[] = [];
  private config?: CertificateConfig;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: SharedCertificateProps,
  ) {
    super(scope, id);
    PolicyGate.of(this);
  }

  public bind(_scope: Construct, request: CertificateRequest): CertificateConfig {
    this.requests.push(request);
    if (!this.config) {
      const names = new RequiredNames(() => this.names());
      this.config = this.props.source.bind(new Construct(this, 'Certificate'), {
        ...request,
        names,
        label: this.node.id,
      });
    }
    return this.config;
  }

  private names(): HostName[] {
    return uniqueNames(this.requests.flatMap((request) => request.names.hostNames));
  }
}
