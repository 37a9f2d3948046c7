import { ConnectorKind, Estate } from '../model';
import { Code, CodeList, Literal, texts } from './code';
import { made, MAIL, memberWith } from './declarations';
import { constructId, unused } from './project-files';
import { Block } from './source-text';

/** What the program has declared before. */
export interface DeclaredServers {
  /** Servers in the program, by their ids in the estate. */
  readonly servers: ReadonlyMap<string, Code>;
  /** Ids of the certificates that servers present for SMTP, by the ids of the servers. */
  readonly forSmtp: ReadonlyMap<string, string>;
  /** Ids of constructs that are taken. */
  readonly taken: readonly string[];
}

/** Connectors and the hybrid deployment. A connector presents what its servers have for SMTP; another certificate can't be declared of one. */
export function mailFlow(
  estate: Estate,
  { forSmtp, servers, taken }: DeclaredServers,
): { readonly blocks: readonly Block[]; readonly todo: readonly string[] } {
  const todo: string[] = [];
  const used = new Set(taken);
  const connectors = estate.connectors.flatMap((connector): Block[] => {
    const { certificate, fqdn, kind, mutualTls, name, tlsCertificateName } = connector;
    const declared = connector.servers.filter((id) => servers.has(id));
    const [first] = declared;
    if (first === undefined) return [];
    if (certificate !== forSmtp.get(first)) {
      todo.push(
        `${kind} connector ${name}: it presents another certificate than its servers have for SMTP; declare it when they have one`,
      );
      return [];
    }
    const id = unused(constructId(name, 'connector'), used);
    used.add(id);
    const value = made('TransportConnector', MAIL, id, {
      kind: memberWith('ConnectorKind', ConnectorKind, kind),
      servers: new CodeList(declared.map((one) => servers.get(one)!)),
      fqdn: fqdn?.value === undefined ? undefined : new Literal(fqdn.value),
      tlsCertificateName: tlsCertificateName === undefined ? undefined : new Literal(tlsCertificateName),
      mutualTls: mutualTls ? new Literal(true) : undefined,
    });
    return [[{ value }]];
  });
  const [hybrid] = estate.hybrids;
  const own = (hybrid?.servers ?? []).flatMap((id) => servers.get(id) ?? []);
  if (!hybrid || own.length === 0) return { blocks: connectors, todo };
  const value = made('HybridDeployment', MAIL, 'hybrid', {
    primaryDomain: new Literal(hybrid.primaryDomain),
    transportHostNames: texts(hybrid.transportHosts.flatMap((host) => host.value ?? [])),
    servers: new CodeList(own),
  });
  return { blocks: [...connectors, [{ value }]], todo };
}
