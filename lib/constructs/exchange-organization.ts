import { Construct, IConstruct } from 'constructs';
import { Organization } from '../model';
import { ClientAccessServer } from './client-access-server';
import { BOOLEAN, checkedProps, PropChecks, SERVERS, TEXT, TEXTS } from './checked-props';
import { compact, faultOf, Registry } from './registry';
import { declaredName } from './declared-name';
import { PolicyGate } from './gate';
import { checkPrincipalName } from './protocols/protocol-declarations';

/** Properties of an Exchange organization: settings that it has once for all of its servers. */
export interface ExchangeOrganizationProps {
  /** Servers of the organization; a server is of one organization. @default - every server of the app */
  readonly servers?: ClientAccessServer[];
  /**
   * Principal name that Outlook must find in the certificate (`Set-OutlookProvider EXPR -CertPrincipalName`), such as `msstd:mail.contoso.com`, or
   * `none`.
   * @default - the host name
   */
  readonly outlookProviderPrincipalName?: string;
  /** DNS zones that belong to the organization, such as `contoso.com`. @default - not known */
  readonly zones?: string[];
  /** Whether names that are published outside resolve to inside addresses for clients inside. @default - not known */
  readonly splitDns?: boolean;
  /** Whether Outlook on the web uses download domains (`Set-OrganizationConfig -EnableDownloadDomains`). @default false */
  readonly downloadDomains?: boolean;
  /** Whether clients sign in with OAuth (Hybrid Modern Authentication). @default - not known */
  readonly modernAuthentication?: boolean;
  /** Whether the servers are published to Exchange Online through the Hybrid Agent (Modern Hybrid). @default false */
  readonly hybridAgent?: boolean;
}

const CHECKS: PropChecks<ExchangeOrganizationProps> = {
  servers: SERVERS,
  outlookProviderPrincipalName: TEXT,
  zones: TEXTS,
  splitDns: BOOLEAN,
  downloadDomains: BOOLEAN,
  modernAuthentication: BOOLEAN,
  hybridAgent: BOOLEAN,
};

const MARK = Symbol.for('cdktf-exchange-client-access/organization');

/** An Exchange organization: what is set once for all of its servers. At most one for each server. */
export class ExchangeOrganization extends Construct {
  private readonly servers: ClientAccessServer[] | undefined;

  public constructor(scope: Construct, id: string, given: ExchangeOrganizationProps = {}) {
    super(scope, id);
    PolicyGate.of(this);
    const registry = Registry.of(this);
    const location = registry.locate();
    const props = checkedProps(this, given, CHECKS, location);
    this.servers = props.servers;
    Object.defineProperty(this, MARK, { value: true, enumerable: false });
    checkPrincipalName(this, 'outlookProviderPrincipalName', props.outlookProviderPrincipalName, location);
    if (props.servers?.length === 0)
      faultOf(this, {
        code: 'organization-without-servers',
        message: 'servers is empty: the organization has no server',
        fix: 'name its servers, or leave servers out for every server of the app',
        location,
      });
    const zones = props.zones?.flatMap((text) => {
      const { name, problem } = declaredName(this, text);
      if (problem)
        faultOf(this, {
          code: 'host-name-invalid',
          message: `zones: ${problem}`,
          fix: 'write DNS zones, such as contoso.com',
          location,
        });
      return name?.value ?? [];
    });
    const second = this.othersOf().find((other) => this.shares(other));
    if (second)
      faultOf(this, {
        code: 'organization-declared-twice',
        message: `the servers of this organization are of ${second.node.path} too; a server is of one organization`,
        fix: 'declare one organization, or name the servers of each',
        location,
      });
    registry.add(this, () => ({
      organizations: [
        compact<Organization>({
          id: this.node.path,
          servers: this.serverIds(),
          principalName: props.outlookProviderPrincipalName,
          zones,
          splitDns: props.splitDns,
          downloadDomains: props.downloadDomains,
          modernAuthentication: props.modernAuthentication,
          hybridAgent: props.hybridAgent,
          location,
        }),
      ],
    }));
  }

  private serverIds(): string[] {
    const servers = this.servers ?? this.node.root.node.findAll().filter(isServer);
    return [...new Set(servers.map(({ node }) => node.path))];
  }

  /** Organizations that are declared already. */
  private othersOf(): ExchangeOrganization[] {
    return this.node.root.node.findAll().filter((one): one is ExchangeOrganization => one !== this && MARK in one);
  }

  private shares(other: ExchangeOrganization): boolean {
    const { servers } = this;
    return servers === undefined || other.servers === undefined || servers.some((one) => other.servers?.includes(one));
  }
}

function isServer(construct: IConstruct): boolean {
  return construct instanceof ClientAccessServer;
}
