// A real SMTP server that keeps what it accepts: node smtp-catcher.mjs PARTS, options as JSON in KPI_SMTP_CATCHER:
//   folder    where each message goes as 00001.eml, byte for byte, with its envelope in 00001.json
//   user, password    when given, a client must log in (over TLS only when key and cert are given)
//   key, cert         PEM; when given, STARTTLS is offered
//   faults    recipients whose address begins with a fault's name meet that fault (tests)
// Prints one line of JSON with the port when it listens. Logs nothing: addresses and messages stay in the folder.
import fs from 'node:fs';
import path from 'node:path';
import { requireFrom, stopWithStdin } from './stop-with-stdin.mjs';

const { SMTPServer } = requireFrom(process.argv[2])('smtp-server');
const options = JSON.parse(process.env.KPI_SMTP_CATCHER);
const maxMessageBytes = 64 * 1024 * 1024;

fs.mkdirSync(options.folder, { recursive: true });
let last = Math.max(0, ...fs.readdirSync(options.folder).map((name) => Number(/^(\d+)\.eml$/.exec(name)?.[1] ?? 0)));

const disabledCommands = [];
if (!options.user) {
  disabledCommands.push('AUTH');
}
if (!options.key) {
  disabledCommands.push('STARTTLS');
}

const server = new SMTPServer({
  authOptional: !options.user,
  allowInsecureAuth: !options.key,
  disabledCommands,
  key: options.key,
  cert: options.cert,
  size: maxMessageBytes,
  disableReverseLookup: true,
  closeTimeout: 1000,
  logger: false,
  onAuth(auth, session, callback) {
    const known = auth.username === options.user && auth.password === options.password;
    callback(known ? null : answer(535, 'Authentication failed'), { user: auth.username });
  },
  onRcptTo(address, session, callback) {
    switch (faultOf(address)) {
      case 'reject550':
        return callback(answer(550, `No such mailbox here: ${address.address}`));
      case 'defer451':
        return callback(answer(451, 'Mailbox busy, try again later'));
      case 'drop-rcpt':
        return hangUp(session);
      default:
        return callback();
    }
  },
  onData(stream, session, callback) {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', () => {
      const faults = session.envelope.rcptTo.map(faultOf);
      if (stream.sizeExceeded) {
        return callback(answer(552, 'Message too big'));
      }
      if (faults.includes('reject554')) {
        return callback(answer(554, 'Message refused by policy'));
      }
      keep(Buffer.concat(chunks), session);
      if (faults.includes('drop-before')) {
        return hangUp(session);
      }
      callback(null, 'Message kept');
      if (faults.includes('drop-after')) {
        // After the answer has left.
        setImmediate(() => socketOf(session)?.end());
      }
    });
  },
});

server.on('error', (e) => {
  if (!server.server.listening) {
    console.error(`cannot listen: ${e.code ?? e.message}`);
    process.exit(1);
  }
  // Else one connection's trouble; the client has noticed.
});
stopWithStdin(() => server.close(() => process.exit(0)));
server.listen(options.port ?? 0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.server.address().port })));

function faultOf({ address }) {
  return options.faults ? (/^(reject550|reject554|defer451|drop-rcpt|drop-before|drop-after)/.exec(address)?.[1] ?? null) : null;
}

function answer(responseCode, message) {
  return Object.assign(new Error(message), { responseCode });
}

function keep(message, session) {
  const name = String(++last).padStart(5, '0');
  const envelope = {
    mailFrom: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
    rcptTo: session.envelope.rcptTo.map((to) => to.address),
    secure: Boolean(session.secure),
    authenticated: Boolean(session.user),
  };
  // The envelope first: who sees the message finds its envelope.
  write(`${name}.json`, `${JSON.stringify(envelope, null, 2)}\n`);
  write(`${name}.eml`, message);
}

function write(name, content) {
  const hidden = path.join(options.folder, `.${name}.tmp`);
  fs.writeFileSync(hidden, content);
  fs.renameSync(hidden, path.join(options.folder, name));
}

function socketOf(session) {
  for (const connection of server.connections) {
    if (connection.session === session || connection.session.id === session.id) {
      return connection._socket;
    }
  }
  return null;
}

function hangUp(session) {
  socketOf(session)?.destroy();
}
