// Ties a part to its parent by standard input: the parent closes it to stop the part, and it closes by itself when the parent dies.
// Ctrl-C reaches the whole terminal group; a part that obeyed it would be gone before the parent has finished with it.
import { createRequire } from 'node:module';
import path from 'node:path';

// An ordered stop takes well under a second; a part that hangs must not outlive a parent that cannot kill it any more.
const patienceMs = 15_000;

/** Calls stop once when standard input closes. SIGINT and SIGHUP do nothing; SIGTERM stops too. */
export function stopWithStdin(stop) {
  let stopping = false;
  const once = () => {
    if (!stopping) {
      stopping = true;
      setTimeout(() => process.exit(1), patienceMs).unref();
      stop();
    }
  };
  process.on('SIGINT', () => {});
  process.on('SIGHUP', () => {});
  process.on('SIGTERM', once);
  process.stdin.on('end', once).on('close', once).on('error', once).resume();
  // Nobody reads any more when the parent is gone; that must not end the part before it has stopped in order.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
}

/** A require that resolves packages in the folder that holds node_modules, wherever this script lies. */
export function requireFrom(parts) {
  return createRequire(path.join(parts, 'package.json'));
}
