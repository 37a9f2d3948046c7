import { listedRoots } from '../../../lib/clients/root-stores';
import { commercialRootUnlisted } from '../../../lib/rules/trust/commercial-root-unlisted';
import { RuleTester } from '../../../lib/testing';
import { internal, withWeb } from '../../support/rule-estates';

const [{ sha256, keyId, subject }] = listedRoots();
const MADE = { name: 'Contoso Root', sha256: '00'.repeat(32), keyId: '11'.repeat(32), subject: 'CN=Contoso Root' };

RuleTester.run(commercialRootUnlisted, {
  compliant: [
    { name: 'a list has it', estate: withWeb({}, { anchors: { root: { sha256, keyId, subject } } }) },
    {
      name: 'a renewed certificate of a listed name and key',
      estate: withWeb({}, { anchors: { root: { sha256: '00'.repeat(32), keyId, subject } } }),
    },
    { name: 'nothing is known by which it could be found', estate: withWeb({}) },
    {
      name: 'the name is in a list, the key is not known',
      estate: withWeb({}, { anchors: { root: { ...MADE, keyId: undefined, subject } } }),
    },
  ],
  nonCompliant: [
    { name: 'no list has it', estate: withWeb({}, { anchors: { root: MADE } }), messages: ['Contoso Root'] },
    {
      name: 'another key under the name of a listed root',
      estate: withWeb({}, { anchors: { root: { ...MADE, subject } } }),
      messages: ['Contoso Root'],
    },
  ],
  notApplicable: [
    { name: 'no commercial root', estate: { ...withWeb(internal()), anchors: withWeb(internal()).anchors.slice(1) } },
  ],
});
