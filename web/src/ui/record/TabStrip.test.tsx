import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { scrolledTo, TabStrip } from './TabStrip';

const TABS = ['概览', '资料', '决策链', '商机', '合同'].map((label, i) => ({ key: `t${i}`, label, count: i === 2 ? 3 : undefined }));

it('shows a tab by a click, and moves among all by the arrows, round the ends', async () => {
  const onShow = vi.fn();
  render(<TabStrip tabs={TABS} active="t0" label="客户" panel="p" onShow={onShow} />);
  expect(screen.getAllByRole('tab')).toHaveLength(5);
  expect(screen.queryByRole('button')).toBeNull(); // no menu of what has no room
  await userEvent.click(screen.getByRole('tab', { name: '决策链3' }));
  expect(onShow).toHaveBeenCalledExactlyOnceWith('t2');
  screen.getByRole('tab', { name: '概览' }).focus();
  await userEvent.keyboard('{ArrowLeft}');
  expect(screen.getByRole('tab', { name: '合同' })).toHaveFocus();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{Enter}');
  expect(onShow).toHaveBeenLastCalledWith('t1');
  await userEvent.keyboard('{End}{Home}');
  expect(screen.getByRole('tab', { name: '概览' })).toHaveFocus();
});

it('is one stop of the Tab key, at the tab that is shown', async () => {
  render(<TabStrip tabs={TABS} active="t3" label="客户" panel="p" onShow={() => undefined} />);
  await userEvent.tab();
  expect(screen.getByRole('tab', { name: '商机' })).toHaveFocus();
  await userEvent.tab();
  expect(document.body).toHaveFocus();
});

it('scrolls a tab free of the edges, and no further', () => {
  expect(scrolledTo({ left: 0, width: 300 }, { left: 100, width: 60 })).toBe(0);
  expect(scrolledTo({ left: 0, width: 300 }, { left: 280, width: 60 })).toBe(76);
  expect(scrolledTo({ left: 200, width: 300 }, { left: 190, width: 60 })).toBe(154);
  expect(scrolledTo({ left: 200, width: 300 }, { left: 10, width: 60 })).toBe(0);
});

it('turns the wheel into scrolling sideways while there is more, then leaves it to the page', () => {
  render(<TabStrip tabs={TABS} active="t0" label="客户" panel="p" onShow={() => undefined} />);
  const row = screen.getByRole('tablist', { name: '客户' });
  let at = 0;
  Object.defineProperties(row, { scrollWidth: { value: 500 }, clientWidth: { value: 300 }, scrollLeft: { get: () => at, set: (v: number) => { at = Math.max(0, Math.min(200, v)); } } });
  fireEvent.scroll(row);
  expect(row.parentElement).toHaveAttribute('data-more', 'right');
  expect(fireEvent.wheel(row, { deltaY: 120 })).toBe(false);
  fireEvent.scroll(row);
  expect(row.parentElement).toHaveAttribute('data-more', 'both');
  fireEvent.wheel(row, { deltaY: 120 });
  fireEvent.scroll(row);
  expect(row.parentElement).toHaveAttribute('data-more', 'left');
  expect(fireEvent.wheel(row, { deltaY: 120 })).toBe(true);
});
