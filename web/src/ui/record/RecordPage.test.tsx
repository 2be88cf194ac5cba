import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderAt } from '@/test/render';
import { RecordPage } from './RecordPage';

it('holds the content of the open tab in its tab panel, and no other panel', async () => {
  renderAt('/clients/1', '/clients/:id', (
    <RecordPage
      resource="clients.client" id="1" title="启岳半导体" back={{ to: '/clients', label: '客户' }} rail={<p>档案完整度</p>}
      tabs={[{ key: 'overview', label: '概览', content: <p>下一步</p> }, { key: 'points', label: '积分', content: <p>积分流水</p>, wide: true }]}
    />
  ));
  const first = screen.getByRole('tabpanel', { name: '概览' });
  expect(within(first).getByText('下一步')).toBeVisible();
  expect(within(first).getByText('档案完整度')).toBeVisible();
  await userEvent.click(screen.getByRole('tab', { name: '积分' }));
  const second = await screen.findByRole('tabpanel', { name: '积分' });
  expect(within(second).getByText('积分流水')).toBeVisible();
  expect(screen.getAllByRole('tabpanel')).toHaveLength(1);
  expect(screen.queryByText('下一步')).toBeNull();
});
