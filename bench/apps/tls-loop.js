// The least that Node needs to read the certificates of endpoints: tls-loop.js PORT COUNT WIDTH. One context for all.
const { connect, createSecureContext } = require('node:tls');

const [port, count, width] = process.argv.slice(2).map(Number);
const secureContext = createSecureContext();
let next = 0;
let read = 0;

function one() {
  if (next === count) return;
  const servername = `n${next++}.contoso.com`;
  const socket = connect({ host: '127.0.0.1', port, servername, secureContext, rejectUnauthorized: false }, () => {
    if (socket.getPeerX509Certificate()) read++;
    socket.destroy();
  });
  socket.on('error', () => undefined).on('close', one);
}

for (let i = 0; i < width; i++) one();
process.on('exit', () => {
  if (read !== count) process.exitCode = 1;
});
