import { ISynthesisSession, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EncodedEstate, encodeEstate, encodeEstateFile, ESTATE_FILE } from '../delivery/estate-file';
import { scriptCondition } from '../delivery/frame-text';
import { openExpressions } from '../evidence/known-values';
import {
  encodeSlice,
  Estate,
  EstateSlice,
  presenterEstate,
  PublishingPoint,
  restrictEstate,
  serversBehind,
  SliceKind,
  takeLocations,
} from '../model';
import { Registry } from './registry';
import { TerraformData, TerraformDataBody } from './terraform-data';

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

/** How cdktf finds what a construct writes besides Terraform; it exports no function for it. */
const CUSTOM_SYNTHESIS = Symbol.for('cdktf/customSynthesis');

const ASSETS = Symbol.for('cdktf-exchange-client-access/apply-assets');

/** The estate beside a configuration. */
interface WrittenEstate extends EncodedEstate {
  readonly revision: number;
  readonly estate: Estate;
  /** Terraform expressions of the stack's own servers and points: those of another stack mean nothing in this one. */
  readonly own: ReadonlySet<string>;
  /** Those of each presenter, as far as somebody asked. */
  readonly open: Map<string, string[]>;
}

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

  private readonly resource: TerraformData;
  private body?: WrittenEstate;
  private script?: string;

  private constructor(private readonly stack: TerraformStack) {
    super(stack, 'ClientAccess');
    this.resource = new TerraformData(this, 'Estate', () => this.resourceBody());
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

  /** Address of the resource that holds the shared part of the model, and checks the script before anything depends on it. */
  public get address(): string {
    return this.resource.address;
  }

  /** Digest of the estate that is judged at apply. */
  public get estateDigest(): string {
    return this.written().digest;
  }

  /** Terraform expressions whose values the judgement of a presenter needs. */
  public expressionsOf(presenter: string): string[] {
    const { estate, own, open } = this.written();
    // Most estates have none.
    if (own.size === 0) return [];
    let expressions = open.get(presenter);
    if (!expressions) {
      expressions = openExpressions(presenterEstate(estate, presenter)).filter((expression) => own.has(expression));
      open.set(presenter, expressions);
    }
    return expressions;
  }

  private resourceBody(): TerraformDataBody {
    const { slice, locations } = takeLocations(this.sharedSlice());
    return {
      triggersReplace: [encodeSlice(SliceKind.ESTATE, slice)],
      // Bundles are created before they are destroyed, and so is all that they depend on; said here too, since of the last server's
      // bundle Terraform would otherwise make a cycle.
      createBeforeDestroy: true,
      comment: { clientAccess: { locations } },
      preconditions: [
        {
          condition: scriptCondition(this.scriptDigest()),
          errorMessage: `The script ${FOLDER}/${SCRIPT} was changed after synth wrote it. Synthesize again, and do not edit what it wrote.`,
        },
      ],
    };
  }

  private scriptDigest(): string {
    return (this.script ??= createHash('sha256').update(readFileSync(bundledScript())).digest('hex'));
  }

  /** The estate as it is written beside the configuration; kept until something is declared. */
  private written(): WrittenEstate {
    const { revision } = Registry.of(this);
    if (this.body?.revision !== revision) {
      const ofStack = this.estate();
      const estate = this.withServersBehind(ofStack);
      const own = new Set(openExpressions(ofStack));
      this.body = { revision: Registry.of(this).revision, estate, own, open: new Map(), ...encodeEstate(estate) };
    }
    return this.body;
  }

  /** The servers of other stacks behind the points of this one, too: the certificate of a point is judged with all its clients. */
  private withServersBehind(ofStack: Estate): Estate {
    const whole = Registry.of(this).estate();
    const servers = new Set(ofStack.servers.map(({ id }) => id));
    const own = servers.size;
    for (const { id } of ofStack.publishingPoints)
      if (id.startsWith(`${this.stack.node.path}/`)) for (const server of serversBehind(whole, id)) servers.add(server);
    return servers.size === own ? ofStack : this.estate(servers);
  }

  /** The estate as far as servers are concerned, with what no server has yet: it must be judged somewhere. */
  private estate(given?: ReadonlySet<string>): Estate {
    const estate = Registry.of(this).estate();
    const { path } = this.stack.node;
    const servers = given ?? new Set(estate.servers.filter(({ stack }) => stack === path).map(({ id }) => id));
    return restrictEstate(
      estate,
      servers,
      (list, item) =>
        (list === 'publishingPoints' && (item as PublishingPoint).id.startsWith(`${path}/`)) ||
        (item as { readonly servers?: string[] }).servers?.length === 0,
    );
  }

  /** What the slices of the servers do not hold. */
  private sharedSlice(): EstateSlice {
    const { schemaVersion: _, servers, bindings: __, faults: ___, ...shared } = this.estate();
    const own = new Set(servers.flatMap(({ roles }) => roles.map(({ certificate }) => certificate)));
    return {
      ...shared,
      anchors: shared.anchors.filter(({ id }) => !own.has(id)),
      certificates: shared.certificates.filter(({ id }) => !own.has(id)),
    };
  }

  private copyInto(session: ISynthesisSession): void {
    const folder = join(this.folderOf(session), FOLDER);
    mkdirSync(folder, { recursive: true });
    copyFileSync(bundledScript(), join(folder, SCRIPT));
  }

  /** Beside the configuration, after it: while that is written, an aspect may still declare something. */
  private leaveEstate(session: ISynthesisSession): void {
    writeFileSync(join(this.folderOf(session), ESTATE_FILE), encodeEstateFile(this.written()));
  }

  private folderOf(session: ISynthesisSession): string {
    return join(session.outdir, session.manifest.forStack(this.stack).workingDirectory);
  }
}
