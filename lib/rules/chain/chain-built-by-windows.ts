import { defineRule, Level, SubjectKind } from '../../policy';
import { listed, titleOf } from '../words';

export const chainBuiltByWindows = defineRule({
  id: 'chain-built-by-windows',
  ref: 'ECA510',
  title: 'Exchange may send another chain than the chain file has',
  level: Level.NOTE,
  source: 'page:docs.servertastic.com',
  section: 'Windows builds the chain for IIS, and chooses the shortest',
  rationale:
    'Windows builds the chain that IIS and Exchange send from its own stores, and of several paths takes the shortest. Where the chain file leads to an older root by a cross-signed certificate, clients that know the older root alone may get a chain that ends elsewhere.',
  remediation:
    'look at what the server really sends; to send the longer chain, remove the root that ends the shorter one from the store of the server, or move it to the distrusted certificates',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ bindings, certificate }) => bindings.length > 0 && certificate.chainPem.length > 0,
  check: (view, report) => {
    if (view.anchors.length < 2) return;
    report.finding({
      message: `the chain of ${titleOf(view)} leads to ${listed(view.anchors.map(({ name }) => name))}; which of them the chain ends in that Exchange sends is decided by the stores of Windows, not by the chain file`,
      bindings: view.bindings.map(({ id }) => id),
    });
  },
});
