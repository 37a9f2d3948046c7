import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { HostName } from '../../model';
import { checkedProps, needed, PropChecks, SOURCE } from '../checked-props';
import { faultOf, Registry } from '../registry';
import { PolicyGate } from '../gate';
import {
  CertificateConfig,
  CertificateRequest,
  ICertificateSource,
  RequiredNames,
  uniqueNames,
} from './certificate-source';
import { InstalledSource } from './installed-source';

/** Properties of a certificate that several servers share. */
export interface SharedCertificateProps {
  /** Where the one certificate comes from. */
  readonly source: ICertificateSource;
}

const CHECKS: PropChecks<SharedCertificateProps> = { source: needed(SOURCE, new InstalledSource()) };

/**
 * One certificate for several servers, as a load-balanced set has it: its names are those of all of them together. Give it to each
 * server as its certificate.
 */
export class SharedCertificate extends Construct implements ICertificateSource {
  private readonly requests: CertificateRequest[] = [];
  private readonly source: ICertificateSource;
  private config?: CertificateConfig;

  public constructor(scope: Construct, id: string, props: SharedCertificateProps) {
    super(scope, id);
    PolicyGate.of(this);
    this.source = checkedProps(this, props, CHECKS, Registry.of(this).locate()).source;
  }

  public bind(scope: Construct, request: CertificateRequest): CertificateConfig {
    const stack = TerraformStack.of(this);
    if (TerraformStack.of(scope) !== stack) {
      faultOf(scope, {
        code: 'shared-certificate-elsewhere',
        message: `the shared certificate ${this.node.path} is made in the stack ${stack.node.id}; ${request.label} stands in the stack ${TerraformStack.of(scope).node.id}`,
        fix: 'declare all servers that share it in one stack, or give each stack a SharedCertificate of the same CA',
        location: Registry.of(this).locate(),
      });
    }
    this.requests.push(request);
    if (!this.config) {
      const names = new RequiredNames(() => this.names());
      this.config = this.source.bind(new Construct(this, 'Certificate'), {
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
