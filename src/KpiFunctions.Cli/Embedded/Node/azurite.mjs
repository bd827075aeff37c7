// Azurite in this process: node azurite.mjs PARTS [azurite's own options]
import { requireFrom, stopWithStdin } from './stop-with-stdin.mjs';

const [parts, ...options] = process.argv.splice(2);
process.argv.push(...options);

// Azurite stops at the first SIGINT or SIGTERM; here only the parent decides. Its "shutdown" message closes all services in order.
const once = process.once.bind(process);
process.once = (event, handler) => (event === 'SIGINT' || event === 'SIGTERM' ? process : once(event, handler));

stopWithStdin(() => {
  if (!process.emit('message', 'shutdown')) {
    process.exit(0); // Not listening yet: nothing has been written.
  }
});

requireFrom(parts)('azurite/dist/src/azurite.js');
