import { Construct } from 'constructs';
import { ClientApplication, ClientPlatform } from '../clients';
import { ClientManagement, ClientPlace, ClientProtocol, RootState, RootStateDeclaration } from '../model';
import { ICertificateIssuer } from './certificates/certificate-issuer';
import { BOOLEAN, checkedProps, listOf, memberOf, needed, PropChecks, ELSEWHERE, structOf } from './checked-props';
import { ClientAccessServer } from './client-access-server';
import { faultOf } from './fault';
import { PolicyGate } from './gate';
import { CONSTRUCT, identified, ISSUER, PROTOCOLS, SERVER } from './prop-checks';
import { withValue } from './compact';
import { Registry } from './registry';
import { TlsInspection } from './tls-inspection';

/** The state of one root in a population. */
export interface RootStateOf {
  /** CA whose root is meant. */
  readonly issuer?: ICertificateIssuer;
  /** Server whose self-signed certificate is meant. */
  readonly server?: ClientAccessServer;
  /** SHA-1 or SHA-256 fingerprint of a root: "these phones ship with it". Colons and case do not matter. */
  readonly fingerprint?: string;
  /** Whether that root is, or can come, into the root store. */
  readonly state: RootState;
}

/** What is said of clients. */
export interface ClientPopulationProps {
  /** What these clients run on: decides their root store and what they accept. */
  readonly platform: ClientPlatform;
  /** Program that people use. @default - what the platform uses for the protocol */
  readonly application?: ClientApplication;
  /** Where they are when they connect: decides which host names they use. */
  readonly place: ClientPlace;
  /** Who can change their trusted roots. @default ClientManagement.NONE */
  readonly management?: ClientManagement;
  /** State of every root that the platform does not ship with. @default - what platform, place and management say */
  readonly rootState?: RootState;
  /** States of single roots. @default - none */
  readonly roots?: RootStateOf[];
  /** Protocols that they use. */
  readonly uses: ClientProtocol[];
  /** Servers that they connect to. */
  readonly servers: ClientAccessServer[];
  /** How many clients there are: a whole number from 0 on; reports name it, no verdict depends on it. @default - not told */
  readonly count?: number;
  /** Whether these clients authenticate with certificates of their own. @default false */
  readonly clientCertificates?: boolean;
  /** TLS inspection in front of these clients. @default - none */
  readonly inspection?: TlsInspection;
}

const ROOT_STATE = memberOf(RootState, 'RootState');

const CHECKS: PropChecks<ClientPopulationProps> = {
  platform: needed(identified('ClientPlatform'), ClientPlatform.WINDOWS_MOBILE_6),
  application: identified('ClientApplication'),
  place: needed(memberOf(ClientPlace, 'ClientPlace'), ClientPlace.INSIDE),
  management: memberOf(ClientManagement, 'ClientManagement'),
  rootState: ROOT_STATE,
  roots: listOf(
    structOf<RootStateOf>(
      { state: true, issuer: true, server: true, fingerprint: true },
      (value) =>
        ROOT_STATE.fits(value.state) &&
        (value.issuer === undefined || ISSUER.fits(value.issuer)) &&
        (value.server === undefined || SERVER.fits(value.server)) &&
        (value.fingerprint === undefined || typeof value.fingerprint === 'string'),
      'an object with a state (RootState) and an issuer, a server or a fingerprint',
    ),
  ),
  uses: needed(PROTOCOLS, []),
  servers: needed(listOf(SERVER), []),
  count: ELSEWHERE,
  clientCertificates: BOOLEAN,
  inspection: CONSTRUCT,
};

const FINGERPRINT = /^([0-9A-F]{40}|[0-9A-F]{64})$/;

/** Clients that share platform, application, place, management and protocols. */
export class ClientPopulation extends Construct {
  public constructor(scope: Construct, id: string, given: ClientPopulationProps) {
    super(scope, id);
    PolicyGate.of(this);
    const registry = Registry.of(this);
    const location = registry.locate();
    const props = checkedProps(this, given, CHECKS, location);
    const fault = (code: string, message: string, fix: string): void => faultOf(this, code, message, fix, location);
    if (given?.uses?.length === 0)
      fault(
        'population-without-protocols',
        'uses is empty: these clients connect to nothing',
        'name the protocols that they use',
      );
    if (given?.servers?.length === 0)
      fault(
        'population-without-servers',
        'servers is empty: these clients connect to nothing',
        'name the servers that they use',
      );
    if (props.count !== undefined && !(Number.isInteger(props.count) && props.count >= 0)) {
      fault(
        'count-invalid',
        `count is ${String(props.count)}; it is a whole number from 0 on`,
        'correct the count, or leave it out',
      );
    }
    const states = (props.roots ?? []).flatMap((root): { named: RootStateOf; fingerprint?: string }[] => {
      const given = [root.issuer, root.server, root.fingerprint].filter((value) => value !== undefined).length;
      if (given !== 1) {
        fault(
          'root-state-ambiguous',
          `a root state names ${given} of issuer, server and fingerprint; it names one`,
          'name one root in each entry',
        );
        return [];
      }
      const fingerprint = root.fingerprint?.replace(/[:\s]/g, '').toUpperCase();
      if (fingerprint !== undefined && !FINGERPRINT.test(fingerprint)) {
        fault(
          'fingerprint-invalid',
          `"${root.fingerprint}" is not a fingerprint; SHA-1 has 40 hexadecimal digits, SHA-256 has 64`,
          'copy the fingerprint from the root certificate',
        );
        return [];
      }
      return [{ named: root, ...withValue('fingerprint', fingerprint) }];
    });
    registry.add(this, () => {
      const roots: RootStateDeclaration[] = [
        ...(props.rootState === undefined ? [] : [{ state: props.rootState }]),
        ...states.flatMap(({ named, fingerprint }): RootStateDeclaration[] => {
          if (fingerprint !== undefined) return [{ fingerprint, state: named.state }];
          if (named.issuer) return [{ anchor: named.issuer.anchor.id, state: named.state }];
          return (named.server as ClientAccessServer)
            .certificateFor()
            .description.anchors.map((anchor) => ({ anchor: anchor.id, state: named.state }));
        }),
      ];
      return {
        anchors: states.flatMap(({ named }) => (named.issuer ? [named.issuer.anchor] : [])),
        populations: [
          {
            id: this.node.path,
            name: id,
            platform: props.platform.id,
            ...withValue('application', props.application?.id),
            place: props.place,
            management: props.management ?? ClientManagement.NONE,
            roots,
            uses: [...new Set(props.uses)],
            servers: [...new Set(props.servers.map((server) => server.node.path))],
            ...withValue('count', props.count),
            clientCertificates: props.clientCertificates ?? false,
            ...withValue('inspector', props.inspection?.node.path),
            ...withValue('location', location),
          },
        ],
      };
    });
  }
}
