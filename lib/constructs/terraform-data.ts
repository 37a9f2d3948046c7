import { inner } from '../delivery/frame-text';
import { TerraformElement } from 'cdktf';
import { Construct } from 'constructs';
import { Condition, ConditionKind } from '../policy';
import { literal } from './declared-name';

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

/** A rule's question in Terraform's language. */
export function preconditionOf(condition: Condition): Precondition {
  return { condition: `\${${hcl(condition)}}`, errorMessage: sentence(literal(condition.message)) };
}

function hcl(condition: Condition): string {
  const value = inner(condition.expression);
  switch (condition.kind) {
    case ConditionKind.AT_MOST:
      return `${value} <= ${condition.limit}`;
    case ConditionKind.AT_LEAST:
      return `${value} >= ${condition.limit}`;
    case ConditionKind.NOT_ONE_OF:
      return `!contains(${list(condition.patterns ?? [])}, ${value})`;
    case ConditionKind.NAME_COVERED: {
      const patterns = condition.patterns ?? [];
      const exact = patterns.filter((pattern) => !pattern.startsWith('*.'));
      const suffixes = patterns.filter((pattern) => pattern.startsWith('*.')).map((pattern) => pattern.slice(2));
      // A wildcard stands for exactly one label (RFC 9525 6.3): cut the first off and compare the rest.
      return `contains(${list(exact)}, lower(${value})) || contains(${list(suffixes)}, replace(lower(${value}), "/^[^.]+[.]/", ""))`;
    }
  }
}

function list(values: string[]): string {
  return `[${values.map((value) => JSON.stringify(literal(value))).join(', ')}]`;
}

/** Terraform wants a sentence. */
function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
