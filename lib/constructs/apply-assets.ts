import { ISynthesisSession, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { encodeEstateFile, ESTATE_FILE } from '../delivery/estate-file';
import { encodeSlice, Estate, EstateSlice, Population, SliceKind, takeLocations } from '../model';
import { Registry } from './registry';
import { TerraformData } from './terraform-data';

/** Folder beside cdk.tf.json that holds what runs at apply. */
const FOLDER = dirname(ESTATE_FILE);
const SCRIPT = 'apply.cjs';

const PACKAGE = 'cdktf-exchange-client-access';

/** The bundled script of this package: one file, so that a synthesized stack can be carried anywhere that has Node. */
const BUNDLE = 'apply/client-access-apply.cjs';

/**
 * Where the script is: beside this file in the package and in a checkout. An app that was bundled into one file left the package's
 * files behind; they are then in the node_modules of the folder that it runs in.
 */
function bundledScript(): string {
  const beside = [join(__dirname, '..', '..', BUNDLE), join(__dirname, '..', '..', 'dist', BUNDLE)];
  const found = beside.find((path) => existsSync(path));
  if (found !== undefined) return found;
  try {
    return createRequire(join(process.cwd(), 'app.js')).resolve(`${PACKAGE}/apply-script`);
  } catch {
    throw new Error(
      `the script that runs at terraform apply is missing (looked at ${beside.join(', ')}, and for ${PACKAGE} in node_modules); in a checkout run npm run build; for an app that was bundled into one file, install the package where it runs, or leave it out of the bundle (esbuild --external:${PACKAGE})`,
    );
  }
}

/** How Terraform finds the script. */
export const APPLY_SCRIPT = `\${path.module}/${FOLDER}/${SCRIPT}`;

/** How cdktf finds what a construct writes besides Terraform; it exports no function for it. */
const CUSTOM_SYNTHESIS = Symbol.for('cdktf/customSynthesis');

const ASSETS = Symbol.for('cdktf-exchange-client-access/apply-assets');

/**
 * What a stack needs once: the script that runs at apply with the estate that it judges, and the shared part of the model as a
 * resource, so that a plan alone can be reviewed.
 */
export class ApplyAssets extends Construct {
  public static of(scope: Construct): ApplyAssets {
    const stack = TerraformStack.of(scope) as TerraformStack & { [ASSETS]?: ApplyAssets };
    if (!stack[ASSETS]) Object.defineProperty(stack, ASSETS, { value: new ApplyAssets(stack), enumerable: false });
    return stack[ASSETS] as ApplyAssets;
  }

  private constructor(private readonly stack: TerraformStack) {
    super(stack, 'ClientAccess');
    new TerraformData(this, 'Estate', () => {
      const { slice, locations } = takeLocations(this.sharedSlice());
      return { input: encodeSlice(SliceKind.ESTATE, slice), comment: { clientAccess: { locations } } };
    });
    Object.defineProperty(this, CUSTOM_SYNTHESIS, {
      value: { onSynthesize: (session: ISynthesisSession) => this.copyInto(session) },
    });
    const inner = stack.synthesizer;
    stack.synthesizer = {
      synthesize: (session): void => {
        inner.synthesize(session);
        this.leaveEstate(session);
      },
    };
  }

  /** The estate as far as this stack's servers are concerned. */
  private estate(): Estate {
    const estate = Registry.of(this).estate();
    const path = this.stack.node.path;
    const servers = estate.servers.filter((server) => server.stack === path);
    const ids = new Set(servers.map((server) => server.id));
    const bindings = estate.bindings.filter((binding) => ids.has(binding.server));
    const points = pointsInFrontOf(estate, [
      ...bindings.map((binding) => binding.publishingPoint),
      ...servers.flatMap((server) => server.publishingPoints ?? []),
    ]);
    const publishingPoints = estate.publishingPoints.filter(
      (point) => points.has(point.id) || point.id.startsWith(`${path}/`),
    );
    // What no server has yet is of every stack: it must be judged somewhere.
    const isHere = (all: string[], here: string[]): boolean => here.length > 0 || all.length === 0;
    const shown = new Set([
      ...servers.flatMap((server) => server.roles.map((role) => role.certificate)),
      ...publishingPoints.flatMap((point) => [
        point.certificate,
        ...(point.sniCertificates ?? []).map(({ certificate }) => certificate),
      ]),
    ]);
    const transport = transportOf(estate, ids);
    for (const { certificate } of transport.connectors ?? []) shown.add(certificate);
    for (const { certificate, nextCertificate } of transport.serverAuthentications ?? [])
      shown.add(certificate).add(nextCertificate);
    for (const { certificates } of transport.hybrids ?? []) for (const id of certificates) shown.add(id);
    return {
      ...estate,
      ...transport,
      servers,
      bindings,
      publishingPoints,
      certificates: estate.certificates.filter((certificate) => shown.has(certificate.id)),
      populations: estate.populations.flatMap((population): Population[] => {
        const here = population.servers.filter((id) => ids.has(id));
        return isHere(population.servers, here) ? [{ ...population, servers: here }] : [];
      }),
      mailDomains: estate.mailDomains.flatMap((domain) => {
        const here = domain.servers.filter((id) => ids.has(id));
        return isHere(domain.servers, here) ? [{ ...domain, servers: here }] : [];
      }),
    };
  }

  private sharedSlice(): EstateSlice {
    const estate = this.estate();
    const own = new Set(estate.servers.flatMap((server) => server.roles.map((role) => role.certificate)));
    return {
      anchors: estate.anchors.filter((anchor) => !own.has(anchor.id)),
      certificates: estate.certificates.filter((certificate) => !own.has(certificate.id)),
      publishingPoints: estate.publishingPoints,
      populations: estate.populations,
      mailDomains: estate.mailDomains,
      acknowledgements: estate.acknowledgements,
      ...(estate.policies ? { policies: estate.policies } : {}),
      ...(estate.connectors ? { connectors: estate.connectors } : {}),
      ...(estate.serverAuthentications ? { serverAuthentications: estate.serverAuthentications } : {}),
      ...(estate.hybrids ? { hybrids: estate.hybrids } : {}),
      ...(estate.inspectors ? { inspectors: estate.inspectors } : {}),
      ...(estate.organizations ? { organizations: estate.organizations } : {}),
    };
  }

  private copyInto(session: ISynthesisSession): void {
    const folder = join(this.folderOf(session), FOLDER);
    mkdirSync(folder, { recursive: true });
    copyFileSync(bundledScript(), join(folder, SCRIPT));
  }

  /** Beside the configuration, which must be there first: its digest goes into the file. */
  private leaveEstate(session: ISynthesisSession): void {
    const configuration = join(session.outdir, session.manifest.forStack(this.stack).synthesizedStackPath);
    const text = encodeEstateFile(this.estate(), configuration);
    writeFileSync(join(this.folderOf(session), ESTATE_FILE), text);
  }

  private folderOf(session: ISynthesisSession): string {
    return join(session.outdir, session.manifest.forStack(this.stack).workingDirectory);
  }
}

/** Connectors and what else belongs to transport, as far as these servers carry it. */
function transportOf(
  estate: Estate,
  servers: ReadonlySet<string>,
): Pick<Estate, 'connectors' | 'serverAuthentications' | 'hybrids' | 'organizations'> {
  const here = <T extends { readonly servers: string[] }>(items: T[] | undefined): T[] =>
    (items ?? []).flatMap((item) => {
      const kept = item.servers.filter((id) => servers.has(id));
      return kept.length === 0 ? [] : [{ ...item, servers: kept }];
    });
  return {
    ...(estate.connectors ? { connectors: here(estate.connectors) } : {}),
    ...(estate.serverAuthentications ? { serverAuthentications: here(estate.serverAuthentications) } : {}),
    ...(estate.hybrids ? { hybrids: here(estate.hybrids) } : {}),
    ...(estate.organizations ? { organizations: here(estate.organizations) } : {}),
  };
}

/** Ids of points, and of those that their clients pass first. */
function pointsInFrontOf({ publishingPoints }: Estate, next: readonly (string | undefined)[]): ReadonlySet<string> {
  const found = new Set<string>();
  const outwards = new Map(publishingPoints.map(({ id, behind }) => [id, behind]));
  for (const start of next)
    for (let id = start; id !== undefined && !found.has(id); id = outwards.get(id)) found.add(id);
  return found;
}
