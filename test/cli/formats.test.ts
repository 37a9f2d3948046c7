import { format, FormatInput, FORMATS } from '../../lib/cli/formats';
import { APPLICATIONS, PLATFORMS } from '../../lib/clients';
import { ClientPlace, Estate, Population } from '../../lib/model';
import { Level } from '../../lib/policy';
import { judgeEstate } from '../../lib/rules';
import { fixtureEstate, JUDGED_AT } from '../support/html-report';

const KNOWN = { platform: 'windows-mobile-6-1', application: 'outlook-2016' };

/** Clients on every platform with every application, named by numbers. */
function everyClient(): Estate {
  const estate = fixtureEstate({ servers: 8 });
  const [model] = estate.populations;
  const clients = [
    ...PLATFORMS.map((platform): Partial<Population> => ({ platform: platform.id, application: undefined })),
    ...APPLICATIONS.map((application): Partial<Population> => ({ application: application.id })),
  ];
  const populations = clients.map((client, number) => ({
    ...model,
    ...client,
    id: `contoso/clients ${number}`,
    name: `clients ${number}`,
    place: ClientPlace.OUTSIDE_WITH_VPN,
    uses: estate.bindings.map(({ protocol }) => protocol),
  }));
  return { ...estate, populations };
}

describe('a format that people read', () => {
  const estate = everyClient();
  const input: FormatInput = {
    report: judgeEstate(estate, { now: JUDGED_AT }),
    estate,
    failFrom: Level.NOTE,
    toolVersion: '0',
    colour: false,
    maxFindings: Infinity,
  };
  const ids = [...PLATFORMS, ...APPLICATIONS, { id: ClientPlace.OUTSIDE_WITH_VPN }]
    .map(({ id }) => id)
    .filter((id) => id.includes('-'));
  const named = (text: string): string[] => ids.filter((id) => new RegExp(`(?<![\\w-])${id}(?![\\w-])`).test(text));

  test.each(FORMATS.filter((name) => !['json', 'sarif'].includes(name)))(
    '%s names platforms, applications and places by their labels, never by their ids',
    async (name) => {
      expect(named(await format(name, input))).toEqual([]);
    },
  );

  test.each(['text', 'markdown', 'html'])('%s says on what, with what and from where clients connect', async (name) => {
    const few = { ...estate, populations: estate.populations.slice(-1).map((one) => ({ ...one, ...KNOWN })) };
    const text = await format(name, { ...input, estate: few, report: judgeEstate(few, { now: JUDGED_AT }) });
    for (const label of ['Windows Mobile 6.1', 'Outlook 2016', 'outside with VPN']) expect(text).toContain(label);
  });

  test('a program gets the ids', async () => {
    expect(named(await format('json', input))).toEqual(ids);
  });
});
