type Block = Record<string, unknown>;

/** The JSON of the first plan of a configuration in JSON syntax, as far as a review reads it, in the shape of `terraform show -json`. */
export function planOfConfiguration(resource: Record<string, Record<string, Block>>): object {
  const all = Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, block]) => ({ address: `${type}.${name}`, mode: 'managed', type, name, block })),
  );
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: {
      root_module: {
        resources: all.flatMap(({ block, ...about }) =>
          block.count === 0 ? [] : [{ ...about, values: valuesOf(block), sensitive_values: {} }],
        ),
      },
    },
    resource_changes: [],
    configuration: {
      root_module: {
        resources: all.map(({ block, ...about }) => ({
          ...about,
          ...(block.provisioner
            ? { provisioners: (block.provisioner as Record<string, Block>[]).map(provisionerOf) }
            : {}),
          expressions: Object.fromEntries(Object.entries(block).map(([name, value]) => [name, expressionOf(value)])),
          ...(block.count === undefined ? {} : { count_expression: { constant_value: block.count } }),
          ...(block.for_each === undefined ? {} : { for_each_expression: { constant_value: block.for_each } }),
          ...(block.depends_on === undefined ? {} : { depends_on: block.depends_on }),
        })),
      },
    },
    complete: true,
    errored: false,
  };
}

/** What is known before the apply: no reference. */
function valuesOf(block: Block): Block {
  const known = (value: unknown): unknown =>
    typeof value === 'string' ? (/(?<!\\u0024)\$\{/.test(value) ? undefined : value) : value;
  return Object.fromEntries(
    Object.entries(block).map(([name, value]) => [name, Array.isArray(value) ? value.map(known) : known(value)]),
  );
}

/** In JSON syntax the whole value of a provisioner's argument is given, templates included. */
function provisionerOf(provisioner: Record<string, Block>): object {
  const [[type, run]] = Object.entries(provisioner);
  const { interpreter, command, environment } = run;
  const expressions = { interpreter, command, environment };
  return {
    type,
    expressions: Object.fromEntries(
      Object.entries(expressions).map(([name, value]) => [name, { constant_value: value, references: [] }]),
    ),
  };
}

function expressionOf(value: unknown): object {
  const reference = typeof value === 'string' ? /^\$\{(\w+\.[\w-]+)\.\w+\}$/.exec(value)?.[1] : undefined;
  return reference === undefined ? { constant_value: value } : { references: [`${reference}.x`, reference] };
}
