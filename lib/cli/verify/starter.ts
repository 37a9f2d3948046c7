import { basename, dirname, resolve } from 'node:path';
import { existsSync } from 'node:fs';
import { ipVersion, registrableDomain } from '../../names';
import { certificateFacts, readCertificates } from '../../pki';
import { FoundCertificate, FoundHost, foundProgram, FoundService, projectName } from '../../project';
import { ChainPool, Observed, Survey } from '../../verify';
import { baselinedProject } from '../judge-program';
import { InputError } from '../exit';
import { writeNewFiles } from '../new-files';

/** A path that is meant to be the program itself; any other is a folder for the whole project. */
const PROGRAM = /\.ts$/;

/** @throws InputError when the place is taken, before anything is asked */
export function checkPlace(path: string): void {
  const target = PROGRAM.test(path) ? path : resolve(path, 'main.ts');
  if (existsSync(target))
    throw new InputError(`${target} is there already, and nothing is written over`, 'name another place for --starter');
}

/**
 * Writes a program that declares what was met: a whole project into a folder, or the program alone with the files that it reads beside it.
 * What is wrong today is in its baseline, so that it synthesizes.
 *
 * @returns what was written, in words; undefined where no host name presented a certificate that can be read
 * @throws InputError when something is in the way; nothing is left behind then
 */
export async function writeStarter(path: string, survey: Survey, now: Date): Promise<string | undefined> {
  const hosts = foundHosts(survey);
  if (hosts.length === 0) return undefined;
  const isProgram = PROGRAM.test(path);
  const folder = isProgram ? dirname(path) : path;
  const name = projectName(basename(resolve(folder)), 'client-access');
  const project = await baselinedProject({ name, ...foundProgram(name, hosts) }, now);
  const own = new Set(['package.json', 'cdktf.json', 'tsconfig.json', '.gitignore']);
  const files = isProgram
    ? project.files
        .filter((file) => !own.has(file.path))
        .map((file) => (file.path === 'main.ts' ? { ...file, path: basename(path) } : file))
    : project.files;
  writeNewFiles(folder, files);
  return `a stack to start from is in ${folder}: ${files.map((file) => file.path).join(', ')}`;
}

/** What each host serves. Autodiscover that was guessed for a domain belongs to the host of that domain that was named first. */
function foundHosts({ observed, pool }: Survey): FoundHost[] {
  const hosts = new Map<string, FoundService[]>();
  const mailDomains = new Set<string>();
  for (const one of observed) {
    const { host, owners } = one.target;
    const [{ protocol }] = owners;
    const certificate = one.observation.sni ? certificateOf(one, pool) : undefined;
    if (certificate === undefined || ipVersion(host) !== 0) continue;
    if (protocol === 'autodiscover') {
      mailDomains.add(host.slice(host.indexOf('.') + 1));
      continue;
    }
    const services = hosts.get(host) ?? [];
    hosts.set(host, services);
    const { encryption, port } = one.target;
    if (!services.some((known) => known.protocol === protocol && known.port === port))
      services.push({ protocol, port, encryption, certificate });
  }
  return [...hosts].map(([host, services]) => {
    const domain = registrableDomain(host);
    if (domain === undefined || !mailDomains.delete(domain)) return { host, services };
    return { host, services, mailDomain: domain };
  });
}

function certificateOf({ observation }: Observed, pool: ChainPool): FoundCertificate | undefined {
  const [chain] = observation.chains;
  if (chain === undefined) return undefined;
  const [pem, ...chainPem] = pool.pemOf(chain.sha256);
  let facts;
  try {
    facts = certificateFacts(readCertificates(pem, chain.sha1).certificates[0]);
  } catch {
    return undefined; // chain-sent-wrong names it
  }
  const { issuer = '', notAfter = '', subject = '' } = facts;
  return { sha1: chain.sha1, subject, issuer, notAfter, pem, chainPem };
}
