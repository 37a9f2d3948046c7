/** Runs something and gives the processor time it took, in milliseconds: the same on a busy machine as on an idle one. */
export function cpuMilliseconds(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
