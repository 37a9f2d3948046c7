// Jest's global setup: tests read the built package (the script of terraform apply, the command), so it is built first.
module.exports = async function buildForTests() {
  const { build } = await import('./build.mjs');
  await build({ types: false });
};
