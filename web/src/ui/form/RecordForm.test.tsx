import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '@/api/problem';
import { load } from '@/lib/storage';
import { renderAt } from '@/test/render';
import { RecordForm } from './RecordForm';
import type { Field, RecordFormProps } from './types';

const fields: Field[] = [
  { name: 'name', label: '名称', type: 'text' },
  { name: 'phone', label: '电话', type: 'phone', optional: true },
  { name: 'amount', label: '金额', type: 'money', optional: true },
];

function setup(over: Partial<RecordFormProps<unknown>> = {}) {
  const onSubmit = vi.fn<RecordFormProps<unknown>['onSubmit']>(async () => ({ id: '1' }));
  const view = renderAt('/new', '/new', <RecordForm draft="t" fields={fields} initial={{ name: '' }} submitText="新建客户" onSubmit={onSubmit} {...over} />);
  return { ...view, onSubmit, user: userEvent.setup() };
}

afterEach(() => { vi.useRealTimers(); });

describe('the form', () => {
  it('checks a field on leaving it, not while typing', async () => {
    const { user } = setup();
    await user.type(screen.getByLabelText(/电话/), '1381234567');
    expect(screen.queryByText(/应为 11 位/)).toBeNull();
    await user.tab();
    expect(await screen.findByText('手机号应为 11 位，现在是 10 位')).toBeVisible();
  });

  it('sends nothing that is wrong, says how much is, and goes to the first', async () => {
    const { user, onSubmit } = setup();
    await user.type(screen.getByLabelText(/电话/), '12');
    await user.click(screen.getByRole('button', { name: '新建客户' }));
    expect(await screen.findByText('还有 2 处要改')).toBeVisible();
    expect(onSubmit).not.toHaveBeenCalled();
    expect(screen.getByLabelText('名称')).toHaveFocus();
    expect(screen.getByText('（选填）', { selector: 'label[for$=phone] span' })).toBeVisible();
  });

  it('shows what its reader does not see whole, says why, and sends nothing of it', async () => {
    const { user, onSubmit } = setup({ initial: { name: '甲', phone: '139****0001' }, fields: fields.map((f) => (f.name === 'phone' ? { ...f, locked: '对你脱敏' } : f)) });
    expect(screen.getByLabelText(/电话/)).toHaveAttribute('readonly');
    expect(screen.getByLabelText(/电话/)).toHaveAccessibleDescription('对你脱敏');
    await user.click(screen.getByRole('button', { name: '新建客户' }));
    await waitFor(() => expect(onSubmit).toHaveBeenCalled());
    expect(onSubmit.mock.calls[0]?.[0]).toEqual({ name: '甲', amount: null });
  });

  it('sends amounts exactly and repeats the key only for the same body', async () => {
    const onSubmit = vi.fn<RecordFormProps<unknown>['onSubmit']>().mockRejectedValueOnce(new Problem({ code: 'offline' })).mockRejectedValueOnce(new Problem({ code: 'offline' })).mockResolvedValue({});
    const { user } = setup({ onSubmit });
    await user.type(screen.getByLabelText('名称'), '甲');
    await user.type(screen.getByLabelText(/金额/), '1,234,567.5');
    for (let i = 0; i < 2; i += 1) {
      await user.click(screen.getByRole('button', { name: '新建客户' }));
      await screen.findByText(/连不上服务器/);
    }
    await user.type(screen.getByLabelText('名称'), '乙');
    await user.click(screen.getByRole('button', { name: '新建客户' }));
    await waitFor(() => expect(onSubmit).toHaveBeenCalledTimes(3));
    const [first, second, third] = onSubmit.mock.calls;
    expect(first?.[0]).toEqual({ name: '甲', phone: '', amount: '1234567.50' });
    expect(second?.[1].idempotencyKey).toBe(first?.[1].idempotencyKey);
    expect(third?.[1].idempotencyKey).not.toBe(first?.[1].idempotencyKey);
  });

  it('puts the server\'s findings at their fields', async () => {
    const { user } = setup({ onSubmit: () => Promise.reject(new Problem({ status: 422, code: 'invalid', errors: [{ field: 'name', code: 'taken', message: '已有同名客户' }, { field: 'other', code: 'x', message: '额度不足' }] })) });
    await user.type(screen.getByLabelText('名称'), '甲');
    await user.click(screen.getByRole('button', { name: '新建客户' }));
    expect(await screen.findByText('已有同名客户')).toBeVisible();
    expect(screen.getByLabelText('名称')).toHaveAttribute('aria-invalid', 'true');
    expect(screen.getByText('额度不足')).toBeVisible();
  });

  it('keeps a draft through a reload and drops it once sent', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { user, unmount } = setup();
    await user.type(screen.getByLabelText('名称'), '启岳');
    await act(async () => { await vi.advanceTimersByTimeAsync(2100); });
    expect(screen.getByText(/已存草稿/)).toBeVisible();
    unmount();
    setup();
    expect(screen.getByLabelText('名称')).toHaveValue('启岳');
    expect(screen.getByText(/已恢复/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: '新建客户' }));
    await waitFor(() => expect(load('nobody.draft.t', null)).toBeNull());
    await act(async () => { await vi.advanceTimersByTimeAsync(2100); });
    expect(load('nobody.draft.t', null)).toBeNull();
  });

  it('shows both values of what two people changed, takes the rest, and sends on the new version', async () => {
    const stale = new Problem({ status: 412, code: 'stale', detail: '林舒然刚刚改过这条记录。', params: { current: { version: 4, name: '他的', phone: '13800000000', amount: '1.00' } } });
    const onSubmit = vi.fn<RecordFormProps<unknown>['onSubmit']>().mockRejectedValueOnce(stale).mockResolvedValue({});
    const { user } = setup({ onSubmit, initial: { name: '原来', phone: '', amount: '1.00' }, version: 3 });
    await user.clear(screen.getByLabelText('名称'));
    await user.type(screen.getByLabelText('名称'), '我的名');
    await user.click(screen.getByRole('button', { name: '新建客户' }));
    expect(await screen.findByText('林舒然刚刚改过这条记录。')).toBeVisible();
    expect(screen.getAllByRole('radio')).toHaveLength(2);
    await user.click(screen.getByRole('button', { name: '按所选继续' }));
    await user.click(screen.getByRole('button', { name: '新建客户' }));
    await waitFor(() => expect(onSubmit).toHaveBeenCalledTimes(2));
    expect(onSubmit.mock.calls[1]?.[0]).toEqual({ name: '我的名', phone: '13800000000', amount: '1.00' });
    expect(onSubmit.mock.calls[1]?.[1].version).toBe(4);
  });
});
