import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18n from 'i18next';
import { expect, it, vi } from 'vitest';
import words from '@/locales/zh/staffing.json';
import { renderAt } from '@/test/render';
import type { Workload } from './api';
import { HeatMap } from './HeatMap';

const LOAD: Workload = {
  unit: 'week', from_on: '2026-08-31', to_on: '2026-09-20', starts: ['2026-08-31', '2026-09-07', '2026-09-14'], count: 1,
  resources: [{ id: 'r', name: '唐知远', kind: 'person', department: '工程部', load: [60, 8, 0], able: [40, 0, 40] }],
};

it('says what is too much in words, and opens the week that is pressed', async () => {
  i18n.addResourceBundle('zh', 'staffing', words);
  const onOpen = vi.fn();
  renderAt('/workload', '/workload', <HeatMap load={LOAD} onOpen={onOpen} />);
  const over = await screen.findByRole('button', { name: '150%，唐知远，2026-08-31 一周：要 60 小时，有 40 小时，超负荷' });
  expect(over).toHaveTextContent('150%');
  expect(screen.getByRole('button', { name: /2026-09-07.*超负荷/ })).toHaveTextContent('不在');
  expect(screen.getAllByRole('button')).toHaveLength(2); // nothing is asked in the third week
  await userEvent.click(over);
  expect(onOpen).toHaveBeenCalledExactlyOnceWith(LOAD.resources[0], '2026-08-31');
});
