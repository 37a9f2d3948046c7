import { clientLabel } from '../../lib/clients';

test.each([
  ['windows-10', 'Windows 10'],
  ['windows-mobile-6', 'Windows Mobile 6.0'],
  ['outlook-2021', 'Outlook 2021'],
  ['native-mail', 'Mail application of the platform'],
])('%s is called %s', (id, label) => {
  expect(clientLabel(id)).toBe(label);
});

test.each(['palm-os', 'constructor', '__proto__', ''])('what nobody knows stays as it is: %j', (id) => {
  expect(clientLabel(id)).toBe(id);
});
