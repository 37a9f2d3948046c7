import { defineRule, Level, SubjectKind } from '../../policy';

export const referenceMissing = defineRule({
  id: 'reference-missing',
  ref: 'ECA901',
  title: 'Something declared refers to what does not exist',
  level: Level.ERROR,
  source: 'DECLARED',
  section: 'references between the parts of an estate',
  rationale: 'What refers to nothing is left out of the judgement, and a fault in it would go unseen.',
  remediation: 'declare what is referred to, or correct the reference',
  acknowledgeable: false,
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => estate.servers.length + estate.populations.length + estate.certificates.length > 0,
  check: ({ estate, bindings }, report) => {
    const servers = new Set(estate.servers.map(({ id }) => id));
    const certificates = new Set(estate.certificates.map(({ id }) => id));
    const anchors = new Set(estate.anchors.map(({ id }) => id));
    const points = new Set(estate.publishingPoints.map(({ id }) => id));
    const check = (known: Set<string>, what: string, id: string | undefined, from: string): void => {
      if (id === undefined || known.has(id)) return;
      report.finding({
        message: `${from} refers to the ${what} ${id}, which is not declared`,
        discriminator: `${from}>${id}`,
        path: from,
      });
    };
    for (const { id, roles } of estate.servers)
      for (const { certificate } of roles) check(certificates, 'certificate', certificate, id);
    if (bindings.length < estate.bindings.length)
      for (const { server, id } of estate.bindings) check(servers, 'server', server, id);
    for (const { binding, certificate, publishingPoint } of bindings) {
      if (!certificate) check(certificates, 'certificate', binding.certificate, binding.id);
      if (!publishingPoint) check(points, 'publishing point', binding.publishingPoint, binding.id);
    }
    for (const { id, anchor } of estate.certificates) check(anchors, 'root', anchor, id);
    for (const { id, certificate, trusts } of estate.publishingPoints) {
      check(certificates, 'certificate', certificate, id);
      for (const anchor of trusts ?? []) check(anchors, 'root', anchor, id);
    }
    for (const population of estate.populations) {
      for (const server of population.servers) check(servers, 'server', server, population.id);
      for (const { anchor } of population.roots) check(anchors, 'root', anchor, population.id);
    }
    for (const { domain, servers: serving } of estate.mailDomains)
      for (const server of serving) check(servers, 'server', server, domain);
    for (const { id, servers: used, certificate } of estate.connectors ?? []) {
      for (const server of used) check(servers, 'server', server, id);
      check(certificates, 'certificate', certificate, id);
    }
    for (const { id, certificate, nextCertificate } of estate.serverAuthentications ?? []) {
      check(certificates, 'certificate', certificate, id);
      check(certificates, 'certificate', nextCertificate, id);
    }
    for (const { id, certificates: used } of estate.hybrids ?? [])
      for (const certificate of used) check(certificates, 'certificate', certificate, id);
  },
});
