import { Acknowledgement } from '../model';
import { nearest } from './nearest';
import { AcknowledgementResult, AcknowledgementStatus, Finding } from './report';
import { IRule } from './rule';

/** Shortest reason that is one, in characters. */
export const SHORTEST_REASON = 10;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether an acknowledgement still counts. Its last day is inclusive in UTC; a day that can't be read counts as expired. */
export function isExpired(expires: string, now: Date): boolean {
  const match = DAY.exec(expires);
  if (!match) return true;
  const end = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + 1);
  const start = new Date(end - 86_400_000);
  const exists = start.getUTCMonth() === Number(match[2]) - 1 && start.getUTCDate() === Number(match[3]);
  return !exists || now.getTime() >= end;
}

/** Longest time from the judgement to the last day of an acknowledgement, in days: two years. */
export const LONGEST_TERM = 731;

/** Whether the last day of an acknowledgement is so far away that it never comes back. */
function isEndless(expires: string, now: Date): boolean {
  return DAY.test(expires) && !isExpired(expires, new Date(now.getTime() + LONGEST_TERM * 86_400_000));
}

/** Whether a construct path lies at the scope or below it. */
export function isWithin(path: string, scope: string): boolean {
  return scope === '' || path === scope || path.startsWith(`${scope}/`);
}

/** Marks the findings that are acknowledged and reports what became of each acknowledgement. */
export function acknowledge(
  findings: Finding[],
  acknowledgements: Acknowledgement[],
  rules: Map<string, IRule>,
  now: Date,
): { findings: Finding[]; results: AcknowledgementResult[] } {
  const accepted = new Map<Finding, Acknowledgement>();
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) {
    const list = byRule.get(finding.rule);
    if (list) list.push(finding);
    else byRule.set(finding.rule, [finding]);
  }
  const results = acknowledgements.map((acknowledgement): AcknowledgementResult => {
    const result = (status: AcknowledgementStatus, advice?: string, keys: string[] = []): AcknowledgementResult => ({
      acknowledgement,
      status,
      findings: keys,
      ...(advice === undefined ? {} : { advice }),
    });
    if (acknowledgement.reason.trim().length < SHORTEST_REASON) {
      return result(
        AcknowledgementStatus.INVALID,
        `give a reason of at least ${SHORTEST_REASON} characters; got "${acknowledgement.reason}"`,
      );
    }
    const rule = rules.get(acknowledgement.rule);
    if (!rule) {
      if (/[*?]/.test(acknowledgement.rule)) {
        return result(
          AcknowledgementStatus.INVALID,
          `name one rule; "${acknowledgement.rule}" is a pattern, and what it would accept tomorrow nobody knows`,
        );
      }
      const near = nearest(acknowledgement.rule, rules.keys());
      return result(
        AcknowledgementStatus.UNKNOWN_RULE,
        near ? `did you mean ${near}?` : 'remove it, or add the pack that holds the rule',
      );
    }
    if (rule.metadata.acknowledgeable === false) {
      return result(
        AcknowledgementStatus.NOT_ACKNOWLEDGEABLE,
        `remove it and fix the fault: ${rule.metadata.remediation}`,
      );
    }
    const matching = (byRule.get(acknowledgement.rule) ?? []).filter(
      (finding) =>
        (acknowledgement.finding === undefined || acknowledgement.finding === finding.key) &&
        (isWithin(finding.path, acknowledgement.scope) ||
          (finding.server !== undefined && isWithin(finding.server, acknowledgement.scope))),
    );
    if (isExpired(acknowledgement.expires, now)) {
      const how = DAY.test(acknowledgement.expires)
        ? `it expired on ${acknowledgement.expires}`
        : `its day "${acknowledgement.expires}" can't be read (write YYYY-MM-DD)`;
      return result(AcknowledgementStatus.EXPIRED, `${how}; fix the fault, or decide again and give a new day`);
    }
    if (isEndless(acknowledgement.expires, now)) {
      return result(
        AcknowledgementStatus.INVALID,
        `its last day ${acknowledgement.expires} is too far away: give one within two years (${LONGEST_TERM} days), and decide again then`,
      );
    }
    if (matching.length === 0) {
      const keys = (byRule.get(acknowledgement.rule) ?? []).map((finding) => finding.key);
      const near = acknowledgement.finding === undefined ? undefined : nearest(acknowledgement.finding, keys);
      return result(
        AcknowledgementStatus.UNUSED,
        near ? `did you mean ${near}?` : 'it accepts nothing that was found: remove it',
      );
    }
    for (const finding of matching) if (!accepted.has(finding)) accepted.set(finding, acknowledgement);
    return result(
      AcknowledgementStatus.USED,
      undefined,
      matching.map((finding) => finding.key),
    );
  });
  return {
    findings:
      accepted.size === 0
        ? findings
        : findings.map((finding) =>
            accepted.has(finding) ? { ...finding, acknowledgement: accepted.get(finding) } : finding,
          ),
    results,
  };
}

/** Version of the shape of a baseline file. */
const VERSION = 1;

/** The keys of the findings that were there when the policy was adopted, as a file: one key a line, in order. */
export function formatBaseline(keys: readonly string[]): string {
  const lines = [...new Set(keys)].sort().map((key) => `    ${JSON.stringify(key)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "schemaVersion": ${VERSION},\n  "keys": ${list}\n}\n`;
}

/**
 * The keys that a baseline file holds.
 *
 * @throws Error when the text is no baseline, or of a newer version; its message ends a sentence that names the file
 */
export function parseBaseline(text: string): string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Error('it is not JSON');
  }
  const { schemaVersion, keys } = (parsed ?? {}) as { schemaVersion?: unknown; keys?: unknown };
  if (typeof schemaVersion !== 'number' || !Array.isArray(keys) || keys.some((key) => typeof key !== 'string'))
    throw new Error('it is no baseline: it needs schemaVersion and a list of keys');
  if (schemaVersion > VERSION)
    throw new Error(`it has schema version ${schemaVersion}; this package reads up to ${VERSION}`);
  return keys as string[];
}
