import { describeSource } from '../../lib/exchange';

test('a key is expanded to title and document, a section stays with the title', () => {
  expect(describeSource('SEED, Self-Signed Certificates')).toEqual({
    title: 'Understanding SSL for Client Access Servers, Self-Signed Certificates',
    document: 'Microsoft TechNet bb310791, Exchange Server 2007 RTM to SP3',
  });
  expect(describeSource('PS:Set-OutlookAnywhere')?.title).toBe('Set-OutlookAnywhere');
  expect(describeSource('KB3032024')?.document).toBe('Microsoft Support (KB3032024)');
  expect(describeSource('TN:bb851554')?.document).toContain('(bb851554)');
});

test('several keys are expanded together, each document once', () => {
  expect(describeSource('PORTS16; IMAP16')?.title).toBe(
    'Network ports for clients and mail flow in Exchange; Enable and configure IMAP4 on an Exchange server',
  );
  expect(describeSource('VDIR16; VDIR13')?.document).toContain('; ');
});

test.each(['', 'FOLKLORE', 'SEED; FOLKLORE', 'TN:zz999999', 'PS:not-a-Cmdlet', 'toString', '__proto__'])(
  'an unknown key %p is not expanded',
  (key) => {
    expect(describeSource(key)).toBeUndefined();
  },
);
