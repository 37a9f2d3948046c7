import { upgradeReport } from '../../../lib/cli/input/base';
import { REPORT_SCHEMA_VERSION } from '../../../lib/policy';

const FIRST = {
  schemaVersion: 1,
  findings: [],
  matrix: {
    rows: [],
    columns: [],
    outcomes: [
      {
        kind: 'fails',
        code: 'expired',
        reason: 'it expired',
        source: 'One; Two',
        remedy: 'renew it',
        others: [{ kind: 'unknown', code: 'name-unknown', reason: 'a variable', source: 'One' }],
      },
    ],
  },
};

it('reads the outcomes of version 1 in the present shape', () => {
  expect(upgradeReport(FIRST)).toEqual({
    schemaVersion: REPORT_SCHEMA_VERSION,
    findings: [],
    matrix: {
      rows: [],
      columns: [],
      outcomes: [
        {
          kind: 'fails',
          code: 'expired',
          message: 'it expired',
          fix: 'renew it',
          sources: ['One', 'Two'],
          others: [{ kind: 'unknown', code: 'name-unknown', message: 'a variable', sources: ['One'] }],
        },
      ],
    },
  });
});

it.each([
  ['a report of the present version', { schemaVersion: REPORT_SCHEMA_VERSION, matrix: { outcomes: [] } }],
  ['a report without a matrix', { schemaVersion: 1, matrix: [] }],
  ['what is no report', 'text'],
])('leaves %s as it is', (_, report) => {
  expect(upgradeReport(report)).toBe(report);
});
