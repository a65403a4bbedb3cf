// Takes the picture of the page for the documentation, with the machine's own Chromium.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const profile = mkdtempSync(join(tmpdir(), 'diagram-'));
try {
  execFileSync(process.env.CHROMIUM ?? 'chromium', [
    '--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', `--user-data-dir=${profile}`,
    '--window-size=1360,760', '--force-device-scale-factor=1.5', '--virtual-time-budget=4000',
    `--screenshot=${resolve('../../docs/images/diagram.png')}`, pathToFileURL('dist/index.html').href,
  ], { stdio: 'ignore' });
} finally {
  rmSync(profile, { recursive: true, force: true });
}
