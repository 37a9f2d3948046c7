// A TLS server on loopback for bench/verify.bench.ts: tls-server.js CHAIN KEY. Prints its port, and ends with its standard input.
const { readFileSync } = require('node:fs');
const { createServer } = require('node:tls');

const [chain, key] = process.argv.slice(2).map((file) => readFileSync(file));
const server = createServer({ cert: chain, key }, (socket) => socket.on('error', () => undefined));
server.on('tlsClientError', () => undefined);
server.listen({ host: '127.0.0.1', port: 0, backlog: 1024 }, () => process.stdout.write(`${server.address().port}\n`));
process.stdin.on('end', () => process.exit(0)).resume();
