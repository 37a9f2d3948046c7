import { CertificateView, defineRule, Level, SubjectKind } from '../../policy';
import { listed, titleOf } from '../words';

export const chainBuiltByWindows = defineRule({
  id: 'chain-built-by-windows',
  ref: 'ECA510',
  title: 'Exchange may send another chain than the chain file has',
  level: Level.NOTE,
  source: 'page:docs.servertastic.com',
  section: 'Windows builds the chain for IIS, and chooses the shortest',
  rationale:
    'Windows builds the chain that IIS and Exchange send from its own stores, and of several paths takes the shortest. Where the chain file leads to an older root by a cross-signed certificate, clients that know the older root alone may get a chain that ends elsewhere; where it is incomplete, each server sends what it happens to have.',
  remediation:
    'look at what the server really sends; to send the longer chain, remove the root that ends the shorter one from the store of the server, or move it to the distrusted certificates',
  subject: SubjectKind.CERTIFICATE,
  applies: (view) =>
    view.bindings.length > 0 &&
    (view.certificate.chainPem.length > 0 || isIncomplete(view) || strangersOf(view).length > 0),
  check: (view, report) => {
    const bindings = view.bindings.map(({ id }) => id);
    if (isIncomplete(view))
      report.finding({
        message: `what was given of ${titleOf(view)} does not have every CA up to a root: Exchange sends those that Windows has in its stores or can fetch, a publishing point sends none of them`,
        fix: 'give all intermediate certificates (chainFile), install them in the Intermediate Certification Authorities of every server, and look at what each sends',
        discriminator: 'incomplete',
        bindings,
      });
    const strangers = strangersOf(view);
    if (strangers.length > 0)
      report.finding({
        message: `the files of ${titleOf(view)} have certificates of no path from it (${listed(strangers)}): Exchange does not send them, and a publishing point that is given the same files may`,
        fix: 'take them out of the files, and look at what each server and point sends',
        discriminator: 'unused',
        bindings,
      });
    if (view.anchors.length > 1)
      report.finding({
        message: `the chain of ${titleOf(view)} leads to ${listed(view.anchors.map(({ name }) => name))}; which of them the chain ends in that Exchange sends is decided by the stores of Windows, not by the chain file`,
        bindings,
      });
  },
});

/** Certificates that are in its files and of no path from it. */
function strangersOf({ certificate }: CertificateView): readonly string[] {
  return certificate.unusedCertificates ?? [];
}

/** Whether no certificate of a CA on the path is there that some server may have all the same. */
function isIncomplete({ certificate }: CertificateView): boolean {
  return certificate.faults.some(({ code }) => code === 'issuer-missing');
}
