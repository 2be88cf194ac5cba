import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderAt } from '@/test/render';
import { MenuDrop } from './MenuDrop';

it('takes the focus when it opens and gives it back on Escape', async () => {
  renderAt('/', '/', <MenuDrop menu={{ items: [{ key: 'a', label: '地区' }, { key: 'b', label: '行业' }] }}><button type="button">添加筛选</button></MenuDrop>);
  const button = screen.getByRole('button', { name: '添加筛选' });
  button.focus();
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(screen.getByRole('menuitem', { name: '地区' })).toHaveFocus());
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(button).toHaveFocus());
});
