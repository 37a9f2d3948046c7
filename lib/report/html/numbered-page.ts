import { Finding, MatrixRow } from '../../policy';
import { counted, plain } from '../plain';
import { pathLabel, populationAbout, protocolLabel, sourceLabel } from '../words';
import { acceptance, FRESH } from './finding-group';
import { placeOf } from './names';
import { Page } from './page';
import { FindingData, GroupData, PageData, RowData } from './page-data';

/** Gives each distinct text a number. */
class Numbers {
  public readonly texts: string[] = [];
  private readonly known = new Map<string, number>();
  public of(key: string, text: string): number {
    let number = this.known.get(key);
    if (number === undefined) {
      number = this.texts.push(plain(text)) - 1;
      this.known.set(key, number);
    }
    return number;
  }
}

/** What the script needs of a page. @param maxFindings findings beyond this number are left out, the gravest stay */
export function pageData(page: Page, maxFindings: number): PageData {
  const { report, groups, outcomes, rules, names } = page;
  const flips = page.compared?.flips;
  const rowsPerServer = groups.reduce((most, group) => Math.max(most, group.rows.length), 1);
  const servers = new Numbers();
  const protocols = new Numbers();
  const certificates = new Numbers();
  const presented: number[][] = [];
  const bindings = new Map<string, number>();
  const ofServer = new Map<string, number[]>();
  const ofCertificate = new Map<string, number[]>();
  const cellsOf = (row: MatrixRow): number[] => row.cells.map((cell) => outcomes.numbers[cell] ?? -1);
  const groupData = groups.map((group): GroupData => {
    const numbers = group.servers.map((id, member) => {
      const server = servers.of(id, names.server(id));
      const rows = group.members[member].map((row) =>
        row.certificate === undefined ? -1 : certificates.of(row.certificate, names.certificate(row.certificate)),
      );
      presented[server] = rows.every((number) => number === rows[0]) ? rows.slice(0, 1) : rows;
      group.members[member].forEach((row, index) => {
        const number = server * rowsPerServer + index;
        bindings.set(row.binding, number);
        push(ofServer, row.server, number);
        if (row.certificate !== undefined) push(ofCertificate, row.certificate, number);
      });
      return server;
    });
    const rows = group.rows.map((row, index): RowData => {
      const cells = cellsOf(row);
      const others: Record<string, number[]> = {};
      group.members.forEach((member, at) => {
        const own = cellsOf(member[index]);
        if (own.some((cell, column) => cell !== cells[column])) others[String(numbers[at])] = own;
      });
      const protocol = protocols.of(row.protocol, protocolLabel(row.protocol));
      const was = flips?.of(row);
      return { protocol, cells, was, ...(Object.keys(others).length > 0 ? { others } : {}) };
    });
    return { servers: numbers, rows };
  });
  const columns = new Map(report.matrix.columns.map((column, index) => [column.population, index]));
  const touched = (finding: Finding): number[] | undefined => {
    if (finding.bindings.length > 0) return finding.bindings.flatMap((id) => bindings.get(id) ?? []);
    if (finding.certificate !== undefined) return ofCertificate.get(finding.certificate) ?? [];
    return finding.server === undefined ? undefined : (ofServer.get(finding.server) ?? []);
  };
  let room = maxFindings;
  const findings = rules.flatMap((group, rule) => {
    const shown = group.findings.slice(0, room);
    room -= shown.length;
    return shown.map((finding): FindingData => {
      const accepted = acceptance(finding);
      const touchedBindings = touched(finding);
      return {
        rule,
        message: plain(finding.message),
        path: plain(pathLabel(finding.path)),
        place: plain(placeOf(finding.location)),
        ...(group.fix === undefined ? { fix: plain(finding.fix) } : {}),
        ...(accepted === '' ? {} : { accepted: plain(accepted) }),
        ...(flips?.freshFindings.has(finding) ? { fresh: FRESH } : {}),
        bindings: touchedBindings,
        ...(finding.populations.length > 0
          ? { populations: finding.populations.flatMap((id) => columns.get(id) ?? []) }
          : {}),
      };
    });
  });
  return {
    rowsPerServer,
    servers: servers.texts,
    protocols: protocols.texts,
    populations: report.matrix.columns.map((column) => ({
      name: plain(column.name),
      about: populationAbout(column).map(plain),
      ...(column.count === undefined ? {} : { size: counted(column.count, 'client') }),
    })),
    outcomes: outcomes.distinct.map((outcome, number) => ({
      kind: outcome.kind,
      like: outcomes.classes[number],
      reason: plain(outcome.message),
      source: plain(sourceLabel(outcome.sources.join('; '))),
      ...(outcome.fix === undefined ? {} : { remedy: plain(outcome.fix) }),
    })),
    ...(flips
      ? {
          before: flips.before.map(({ reason, ...state }) => ({
            ...state,
            ...(reason === undefined ? {} : { reason: plain(reason) }),
          })),
        }
      : {}),
    certificates: certificates.texts,
    groups: groupData,
    presented,
    rules: rules.map(({ ref, title, level, anchor }) => ({ ref: plain(ref), title: plain(title), level, anchor })),
    findings,
  };
}

function push(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
