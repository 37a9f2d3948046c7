import { parseArgs } from 'node:util';
import {
  Advice,
  AdviceProps,
  BindingAdvice,
  CertificateAdvisor,
  OrganizationSize,
  protocolLabels,
} from '../rules/advice';
import { ExitCode } from './exit-code';
import { InputError } from './input-error';
import { readEstate } from './input/estate';

/** What a verb answers. */
export interface VerbResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const SIZES = Object.values(OrganizationSize);

export const ADVISE_USAGE = `client-access advise [options] <path...>

Which certificate source for which binding, why, and what it costs in work: for the servers and clients that the inputs declare.
Inputs are those of client-access review: a folder that synth wrote, a cdk.tf.json, the JSON of a plan, or - for standard input.

Options:
  --size <size>         ${SIZES.join(', ')} (default: medium)
  --budget <amount>     what can be spent on certificates in a year
  --price <amount>      what one purchased certificate costs in a year (default: 0)
  --unattended          purchased certificates renew themselves (ACME)
  --now <time>          reckon from this moment, ISO 8601 (default: the clock)
  -f, --format <format> text or json (default: text)

Exit codes: 0 advice was given, 2 bad input or usage

Examples:
  client-access advise cdktf.out
  client-access advise --size small --budget 500 --price 80 cdktf.out
`;

/** `client-access advise`. Bad input is told, never thrown. */
export async function advise(args: readonly string[], clock: Date): Promise<VerbResult> {
  try {
    const { values, positionals } = parsed(args);
    if (values.help === true) return { exitCode: ExitCode.OK, stdout: ADVISE_USAGE, stderr: '' };
    if (positionals.length === 0) throw new InputError('name what is to be advised on', ADVISE_USAGE.trimEnd());
    const format = values.format ?? 'text';
    if (format !== 'text' && format !== 'json') throw new InputError(`--format takes text or json; got "${format}"`);
    const props = propsOf(values, clock);
    const { estate, notices } = await readEstate(positionals);
    const advice = CertificateAdvisor.advise(estate, props);
    return {
      exitCode: ExitCode.OK,
      stdout: format === 'json' ? `${JSON.stringify(advice, undefined, 2)}\n` : textOf(advice),
      stderr: notices.map((notice) => `${notice}\n`).join(''),
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return {
      exitCode: ExitCode.BAD_INPUT,
      stdout: '',
      stderr: `${error.message}${error.fix === undefined ? '' : `\n${error.fix}`}\n`,
    };
  }
}

type Values = ReturnType<typeof parsed>['values'];

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        size: { type: 'string' },
        budget: { type: 'string' },
        price: { type: 'string' },
        unattended: { type: 'boolean' },
        now: { type: 'string' },
        format: { type: 'string', short: 'f' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new InputError((error as Error).message.split('\n')[0], 'see client-access advise --help');
  }
}

function propsOf(values: Values, clock: Date): AdviceProps {
  const size = values.size as OrganizationSize | undefined;
  if (size !== undefined && !SIZES.includes(size))
    throw new InputError(`--size takes ${SIZES.join(', ')}; got "${size}"`);
  const now = values.now === undefined ? clock : new Date(values.now);
  if (Number.isNaN(now.getTime())) throw new InputError(`--now takes an ISO 8601 time; got "${values.now}"`);
  const budgetPerYear = amount('--budget', values.budget);
  const pricePerYear = amount('--price', values.price);
  return {
    now,
    ...(size === undefined ? {} : { size }),
    ...(budgetPerYear === undefined ? {} : { budgetPerYear }),
    ...(pricePerYear === undefined ? {} : { pricePerYear }),
    ...(values.unattended === true ? { purchasesUnattended: true } : {}),
  };
}

function amount(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InputError(`${option} takes a number of 0 or more; got "${text}"`);
  return value;
}

function textOf({ bindings, work }: Advice): string {
  const lines = bindings.flatMap(bindingLines);
  for (const { from, workloads } of work) {
    lines.push(
      '',
      `Work in a year, with the lifetimes of ${from}:`,
      ...workloads.map(({ statement }) => `  - ${statement.text} [${statement.source}]`),
    );
  }
  return `${lines.join('\n')}\n`;
}

function bindingLines(advice: BindingAdvice, index: number): string[] {
  const { bindings, recommended, why, forLess } = advice;
  const rest = bindings.length > 1 ? ` and ${bindings.length - 1} more` : '';
  return [
    ...(index === 0 ? [] : ['']),
    `${protocolLabels(advice)} (${bindings[0]}${rest}): ${CertificateAdvisor.nameOf(recommended)}`,
    ...why.map(({ text, source }) => `  - ${text} [${source}]`),
    ...(forLess.length === 0 ? [] : ['  For less:']),
    ...forLess.map(({ text, source }) => `  - ${text} [${source}]`),
  ];
}
