import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { mockServer } from './mock/server.ts';

const API = process.env.DOUGONG_API ?? 'http://localhost:8000';

/**
 * Groups that change at different times, so that a new page does not evict React from the browser's cache, and few enough
 * that the first page is not fifty requests. What only one page needs (a calendar, a chart) stays in that page's chunk.
 */
const vendors = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|react-router|@tanstack|i18next|react-i18next)[\\/]/, priority: 3 },
  { name: 'antd', test: (id: string) => /node_modules[\\/](antd|@rc-component|@ant-design|@emotion|lucide-react|clsx|stylis)[\\/]/.test(id) && !/picker|locale|dayjs/.test(id), minShareCount: 2, priority: 2 },
  { name: 'charts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 2 },
  { name: 'ui', test: /[\\/]src[\\/](ui|lib|api|app)[\\/]/, minShareCount: 2, priority: 1 },
];

/** The Gantt's style sheet fetches fonts from the net and embeds one: our page has its own, and the policy allows neither. */
const ganttFonts = {
  name: 'gantt-fonts',
  enforce: 'pre' as const,
  transform: (code: string, id: string) => (/dhtmlxgantt\.css/.test(id) ? { code: code.replace(/@font-face\s*\{[^}]*\}/g, ''), map: null } : null),
};

export default defineConfig(({ mode }) => ({
  base: '/',
  plugins: [react(), ganttFonts, ...(mode === 'mock' ? [mockServer()] : [])],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: mode === 'mock' ? undefined : { '/api': { target: API, changeOrigin: false } } },
  preview: { proxy: { '/api': { target: API, changeOrigin: false } } },
  build: {
    target: 'es2022',
    // Small fonts and pictures stay files: the content policy allows no data: URLs for fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: { output: { codeSplitting: { groups: vendors } } },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['./src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
    testTimeout: 30_000,
    maxWorkers: 2,
  },
}));
