import { FrameResource } from './frame-run';
import { isObject, JsonObject } from './json-scanner';
import { JsonScanner, Span } from './json-scanner';

/** The variables of a provisioner that are read: no value of them is a secret. Of all others the names alone. */
const READ = /^CLIENT_ACCESS_(?:ESTATE$|PRESENTERS$|BUNDLES$|(?:SERVER|CERTIFICATES|CERTIFICATE|CHAIN|ROOT|BUNDLE)_)/;

/** How the interpreter of a provisioner of this package ends; nothing is read of any other. */
const SCRIPT = '/client-access/apply.cjs';

/**
 * The `terraform_data` resources of the configuration that a plan carries, as blocks of that configuration. Terraform gives no lifecycle
 * and no `on_failure` in a plan.
 */
export class PlanFrame {
  public readonly resources: FrameResource[] = [];
  private block: Record<string, unknown> = {};

  /** Reads a member of a resource; the address comes before. */
  public read(scanner: JsonScanner, key: string): void {
    if (key === 'count_expression') this.block.count = true;
    else if (key === 'for_each_expression') this.block.for_each = true;
    else if (key === 'depends_on') this.block.depends_on = scanner.value();
    else if (key === 'provisioners' && scanner.peek() === 'list') {
      const provisioner: object[] = [];
      scanner.items(() => provisioner.push(...runsOf(scanner)));
      this.block.provisioner = provisioner;
    }
  }

  /** Ends a resource. */
  public end(address: string): void {
    this.resources.push({ address, block: this.block });
    this.block = {};
  }
}

/** The provisioner that is next; of one that does not run the script of this package the type alone. */
function runsOf(scanner: JsonScanner): object[] {
  let type: unknown;
  const spans: Record<string, Span> = {};
  scanner.members((key) => {
    if (key === 'type') type = scanner.value();
    else if (key === 'expressions' && scanner.peek() === 'object')
      scanner.members((name) => {
        if (name === 'interpreter' || name === 'command' || name === 'environment') spans[name] = scanner.span();
      });
  });
  const interpreter = spans.interpreter && constantOf(scanner.at(spans.interpreter));
  const runsScript = Array.isArray(interpreter) && interpreter.some((word) => String(word).endsWith(SCRIPT));
  if (type !== 'local-exec' || !runsScript) return [{ [String(type)]: {} }];
  return [
    {
      'local-exec': {
        interpreter,
        command: spans.command && constantOf(scanner.at(spans.command)),
        environment: spans.environment && environmentOf(scanner.at(spans.environment)),
      },
    },
  ];
}

/** The value of an expression without references to what only Terraform knows; undefined: it has some. */
function constantOf(expression: JsonScanner): unknown {
  let value: unknown;
  if (expression.peek() === 'object')
    expression.members((key) => {
      if (key === 'constant_value') value = expression.value();
    });
  return value;
}

function environmentOf(expression: JsonScanner): JsonObject | undefined {
  let environment: Record<string, unknown> | undefined;
  if (expression.peek() === 'object')
    expression.members((key) => {
      if (key !== 'constant_value' || expression.peek() !== 'object') return;
      const read: Record<string, unknown> = (environment = {});
      expression.members((name) => {
        read[name] = READ.test(name) ? expression.value() : null;
      });
    });
  return isObject(environment) ? environment : undefined;
}
