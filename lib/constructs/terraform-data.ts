import { TerraformElement } from 'cdktf';
import { Construct } from 'constructs';

/** A local-exec provisioner that runs Node. */
export interface NodeProvisioner {
  /** Script and what comes before the command, relative to the stack's folder. */
  readonly script: string;
  readonly command: string;
  readonly environment: Record<string, string>;
  readonly whenDestroy?: boolean;
}

/** A condition that Terraform checks before it plans or applies the resource. */
export interface Precondition {
  readonly condition: string;
  readonly errorMessage: string;
}

/** What a terraform_data resource holds, computed when it is written. */
export interface TerraformDataBody {
  readonly input?: unknown;
  readonly triggersReplace?: unknown;
  readonly dependsOn?: string[];
  readonly preconditions?: Precondition[];
  readonly provisioners?: NodeProvisioner[];
  readonly createBeforeDestroy?: boolean;
  /** Written beside the resource as a comment, where Terraform does not look. */
  readonly comment?: Record<string, unknown>;
}

/**
 * The built-in `terraform_data`. Not cdktf's own construct for it: that one starts `terraform version` once for each resource while
 * it validates (9 seconds at 100 servers), and it renames the environment's variables.
 */
export class TerraformData extends TerraformElement {
  public constructor(
    scope: Construct,
    id: string,
    private readonly body: () => TerraformDataBody,
  ) {
    super(scope, id, 'terraform_data');
  }

  /** Address without braces. */
  public get address(): string {
    return `terraform_data.${this.friendlyUniqueId}`;
  }

  public override toTerraform(): Record<string, unknown> {
    const body = this.body();
    const lifecycle = {
      ...(body.createBeforeDestroy ? { create_before_destroy: true } : {}),
      ...(body.preconditions && body.preconditions.length > 0
        ? {
            precondition: body.preconditions.map(({ condition, errorMessage }) => ({
              condition,
              error_message: errorMessage,
            })),
          }
        : {}),
    };
    const resource = {
      ...(body.input === undefined ? {} : { input: body.input }),
      ...(body.triggersReplace === undefined ? {} : { triggers_replace: body.triggersReplace }),
      ...(body.dependsOn && body.dependsOn.length > 0 ? { depends_on: body.dependsOn } : {}),
      ...(Object.keys(lifecycle).length > 0 ? { lifecycle } : {}),
      ...(body.provisioners && body.provisioners.length > 0 ? { provisioner: body.provisioners.map(render) } : {}),
      '//': { ...this.constructNodeMetadata, ...body.comment },
    };
    const written = overridden(resource, this.rawOverrides as Attributes);
    return { resource: { terraform_data: { [this.friendlyUniqueId]: written } } };
  }
}

type Attributes = Readonly<Record<string, unknown>>;

/** Attributes with what `addOverride` set, as cdktf merges it: objects member by member, everything else replaced, undefined removed. */
function overridden(attributes: Attributes, overrides: Attributes): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...attributes };
  for (const [name, value] of Object.entries(overrides)) {
    const before = merged[name];
    if (value === undefined) delete merged[name];
    else merged[name] = isAttributes(before) && isAttributes(value) ? overridden(before, value) : value;
  }
  return merged;
}

function isAttributes(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function render(provisioner: NodeProvisioner): Record<string, unknown> {
  return {
    'local-exec': {
      interpreter: ['node', provisioner.script],
      command: provisioner.command,
      environment: provisioner.environment,
      ...(provisioner.whenDestroy ? { when: 'destroy' } : {}),
    },
  };
}
