import { RootState } from '../../../lib/model';
import { handInstalledRootOnAndroid } from '../../../lib/rules/trust/hand-installed-root-on-android';
import { RuleTester } from '../../../lib/testing';
import { internal, on, selfSigned, withWeb } from '../../support/rule-estates';

const INSTALLED = { roots: [{ state: RootState.INSTALLED }] };
const android = (more: object) => withWeb(internal(), { populations: [on('android', more)] });

RuleTester.run(handInstalledRootOnAndroid, {
  compliant: [
    { name: 'a program that opts in', estate: android({ ...INSTALLED, application: 'mail-app-with-user-roots' }) },
    {
      name: 'a program that does not: the matrix says so',
      estate: android({ ...INSTALLED, application: 'mail-app-without-user-roots' }),
    },
    { name: 'nothing is declared of the root', estate: android({}) },
    { name: 'device management pushes it', estate: android({ roots: [{ state: RootState.PUSHED }] }) },
  ],
  nonCompliant: [
    {
      name: 'installed by hand, no program named: the ones that opt in are named',
      estate: android(INSTALLED),
      messages: ['Android 11 and later', 'Chrome'],
    },
    {
      name: 'a program of which it is not known',
      estate: android({ ...INSTALLED, application: 'k-9-mail' }),
      messages: ['K-9 Mail'],
    },
    {
      name: 'the root itself is named, on one release of Android 7 to 10',
      estate: withWeb(internal(), {
        populations: [on('android-7', { release: '9', roots: [{ anchor: 'ca', state: RootState.INSTALLABLE }] })],
      }),
      messages: ['Android 9'],
    },
    { name: 'a self-signed certificate', estate: withWeb(selfSigned(), { populations: [on('android', INSTALLED)] }) },
  ],
  notApplicable: [
    { name: 'Android before 7', estate: withWeb(internal(), { populations: [on('android-before-7', INSTALLED)] }) },
    { name: 'iOS', estate: withWeb(internal(), { populations: [on('ios', INSTALLED)] }) },
    { name: 'a commercial root', estate: withWeb({}, { populations: [on('android', INSTALLED)] }) },
  ],
});
