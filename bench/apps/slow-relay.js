// Hands on what clients and a server say, each time 50 ms later: slow-relay.js PORT. Prints its port, and ends with its standard input.
const { connect, createServer } = require('node:net');

const port = Number(process.argv[2]);
const DELAY_MS = 50;

const server = createServer((client) => {
  const inner = connect({ host: '127.0.0.1', port, noDelay: true });
  const later = (to) => (bytes) => setTimeout(() => to.destroyed || to.write(bytes), DELAY_MS);
  const end = () => (client.destroy(), inner.destroy());
  client.setNoDelay(true).on('data', later(inner)).on('error', end).on('close', end);
  inner.on('data', (bytes) => client.destroyed || client.write(bytes)).on('error', end);
});
server.listen({ host: '127.0.0.1', port: 0, backlog: 1024 }, () => process.stdout.write(`${server.address().port}\n`));
process.stdin.on('end', () => process.exit(0)).resume();
