// Installs the npm parts from the lock file, once: node build/npm-ci.mjs
//
// The stamp in node_modules holds the hash of the lock, so that a checkout that only touches file times installs nothing.
// Two builds at the same moment take turns. Exit codes: 0 installed or up to date, 3 Node is too old, 4 npm did not succeed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const attempts = 3;
const turnMinutes = 10;
const oldestNode = 20;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const stamp = path.join(root, 'node_modules', '.kpi-stamp');
const turn = path.join(root, 'obj', 'npm-ci.lock');

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  process.exit(3);
}

const wanted = hashOf(['package.json', 'package-lock.json', '.npmrc']);
if (!isInstalled()) {
  await takeTurn();
  try {
    if (!isInstalled()) {
      await install();
    }
  } finally {
    fs.rmSync(turn, { force: true });
  }
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    // Line ends are the checkout's business, not a reason to install again.
    hash.update(fs.readFileSync(path.join(root, file), 'utf8').replaceAll('\r\n', '\n')).update('\0');
  }
  return hash.digest('hex');
}

function isInstalled() {
  try {
    if (fs.readFileSync(stamp, 'utf8').trim() !== wanted) {
      return false;
    }
    const now = new Date();
    fs.utimesSync(stamp, now, now); // MSBuild compares times; next time it need not ask.
    return true;
  } catch {
    return false;
  }
}

async function takeTurn() {
  fs.mkdirSync(path.dirname(turn), { recursive: true });
  for (let waited = 0; ; waited++) {
    try {
      fs.writeFileSync(turn, String(process.pid), { flag: 'wx' });
      return;
    } catch (e) {
      if (e.code !== 'EEXIST') {
        throw e;
      }
      if (isAbandoned() || waited > turnMinutes * 120) {
        fs.rmSync(turn, { force: true });
      } else {
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }
}

function isAbandoned() {
  try {
    const pid = Number(fs.readFileSync(turn, 'utf8'));
    if (pid > 0) {
      process.kill(pid, 0);
    }
    return false;
  } catch (e) {
    return e.code === 'ESRCH';
  }
}

async function install() {
  say('installing the npm parts (once, about 20 s) …');
  const begun = Date.now();
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const { code, output } = await npmCi();
    if (code === 0) {
      fs.writeFileSync(stamp, `${wanted}\n`);
      say(`installed in ${Math.round((Date.now() - begun) / 1000)} s`);
      return;
    }
    say(output.trim().split('\n').slice(-8).join('\n'));
    if (code === 127) {
      break;
    }
    if (attempt < attempts) {
      say(`npm ci ended with ${code}, trying again (${attempt + 1} of ${attempts}) …`);
    }
  }
  process.exitCode = 4;
}

function npmCi() {
  return new Promise((resolve) => {
    // npm is a script on Windows, which only a shell starts. The words are constants.
    const npm = spawn('npm ci --no-progress --loglevel=error', { cwd: root, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    npm.stdout.on('data', (data) => (output += data));
    npm.stderr.on('data', (data) => (output += data));
    npm.on('error', (e) => resolve({ code: 127, output: e.message }));
    npm.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function say(text) {
  for (const line of text.split('\n')) {
    console.log(`npm parts: ${line}`);
  }
}
