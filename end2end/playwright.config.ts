import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';

// What is tested comes by the environment; see fixtures/world.ts.
const chromium = process.env.PROTIUM_CHROMIUM ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: 'specs',
  outputDir: 'results/output',
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 1 : 0,
  workers: Number(process.env.PROTIUM_E2E_WORKERS ?? Math.min(2, availableParallelism())),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: 'results/report.json' }],
    ['html', { outputFolder: 'results/html', open: 'never' }],
  ],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    viewport: { width: 1280, height: 800 },
    // Tracing every test costs a sixth of the time.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync',
        // A microphone that beeps; a page gets it as any other, if it may.
        '--use-fake-device-for-media-stream',
      ],
    },
  },
});
