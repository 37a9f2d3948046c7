// What a script of a few lines does at least: reads the same file, parses it, applies three rules.
const { readFileSync } = require('node:fs');

const input = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const planned = input.planned_values?.root_module.resources ?? [];
const declared = Object.entries(input.resource ?? {}).flatMap(([type, named]) =>
  Object.entries(named).map(([name, values]) => ({ type, name, values })),
);
const found = [];
for (const { type, name, values } of [...declared, ...planned]) {
  if (type === 'tls_private_key' && values.rsa_bits < 2048) found.push(`${name}: the key is too short`);
  if (type === 'tls_locally_signed_cert' && values.validity_period_hours > 9552)
    found.push(`${name}: the lifetime is too long`);
  if (type === 'tls_self_signed_cert' && !values.is_ca_certificate) found.push(`${name}: self-signed`);
}
process.stdout.write(JSON.stringify(found));
