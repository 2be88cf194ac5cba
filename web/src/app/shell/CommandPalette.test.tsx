import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderAt, serve } from '@/test/render';
import { CommandPalette } from './CommandPalette';

vi.mock('../features', () => ({ features: [] }));
vi.mock('../session', () => ({ useMe: () => ({ id: 'u1' }), allowed: () => true }));

it('asks again while the index has not caught up, and shows the record when it comes', async () => {
  let asked = 0;
  serve({ 'GET /search': () => { asked += 1; return { body: { items: asked < 3 ? [] : [{ resource: 'clients.client', id: '1', title: '启岳半导体', subtitle: '', link: '/clients/1' }] } }; } });
  renderAt('/', '/', <CommandPalette groups={[]} onClose={() => undefined} />);
  await userEvent.type(screen.getByRole('combobox'), '启岳');
  expect(await screen.findByText('没有与「启岳」相符的结果')).toBeVisible();
  expect(await screen.findByRole('option', { name: /启岳半导体/ }, { timeout: 10_000 })).toBeVisible();
  expect(asked).toBe(3);
}, 15_000);
