import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { App as AntApp, ConfigProvider } from 'antd';
import i18n from 'i18next';
import type { ReactNode } from 'react';
import { initReactI18next } from 'react-i18next';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { vi } from 'vitest';
import { queryClient } from '@/lib/queryClient';
import zhCommon from '@/locales/zh/common.json';
import zhNav from '@/locales/zh/nav.json';

void i18n.use(initReactI18next).init({
  lng: 'zh', fallbackLng: false, defaultNS: 'common', ns: ['common', 'nav'], interpolation: { escapeValue: false },
  resources: { zh: { common: zhCommon, nav: zhNav } },
});

export interface Call { method: string; path: string; params: URLSearchParams; body: unknown; headers: Headers }
type Reply = { status?: number; body?: unknown } | ((call: Call) => { status?: number; body?: unknown });

/** Answers for fetch by "GET /clients"; everything asked is in `calls`. An unexpected request fails the test. */
export function serve(replies: Record<string, Reply>): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal('fetch', async (input: string, init: RequestInit) => {
    const url = new URL(input, 'http://test');
    const path = url.pathname.replace('/api/v1', '');
    const call: Call = { method: init.method ?? 'GET', path, params: url.searchParams, body: typeof init.body === 'string' ? JSON.parse(init.body) : init.body, headers: new Headers(init.headers) };
    calls.push(call);
    const reply = replies[`${call.method} ${path}`];
    if (!reply) throw new Error(`nobody answers ${call.method} ${path}`);
    const { status = 200, body } = typeof reply === 'function' ? reply(call) : reply;
    return new Response(JSON.stringify(body ?? null), { status });
  });
  return calls;
}

/** A page at an address, with the providers it has in the product. */
export function renderAt(address: string, path: string, element: ReactNode) {
  queryClient.clear();
  const router = createMemoryRouter([{ path, element }, { path: '*', element: <p>elsewhere</p> }], { initialEntries: [address] });
  const view = render(
    <QueryClientProvider client={queryClient}>
      <ConfigProvider theme={{ token: { motion: false } }}><AntApp><RouterProvider router={router} /></AntApp></ConfigProvider>
    </QueryClientProvider>,
  );
  return { ...view, router };
}
