import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { Problem } from '@/api/problem';
import { renderAt } from '@/test/render';
import { RecordGate, type Awaited } from './RecordGate';

function setup(query: Awaited<string>) {
  return renderAt('/contracts/1', '/contracts/:id', <RecordGate query={query} title="合同" failed="合同没有加载出来" back={{ to: '/contracts', label: '合同' }}>{(data) => <p>{data}</p>}</RecordGate>);
}

describe('the page of one record', () => {
  it('has its bar and its way back while the record is coming', () => {
    setup({ data: undefined, error: null, refetch: vi.fn() });
    expect(screen.getByRole('heading', { level: 1, name: '合同' })).toBeVisible();
    expect(screen.getByRole('link', { name: '合同' })).toHaveAttribute('href', '/contracts');
  });
  it('offers the list, and no reload, when the record is not there', () => {
    setup({ data: undefined, error: new Problem({ status: 404, code: 'not_found' }), refetch: vi.fn() });
    expect(screen.getByRole('button', { name: '返回合同' })).toHaveClass('ant-btn-primary');
    expect(screen.queryByRole('button', { name: '重新加载' })).toBeNull();
  });
  it('offers to load again when the server failed', async () => {
    const refetch = vi.fn();
    setup({ data: undefined, error: new Problem({ status: 500, code: 'unexpected' }), refetch });
    await userEvent.click(screen.getByRole('button', { name: '重新加载' }));
    expect(refetch).toHaveBeenCalledOnce();
    expect(screen.getByRole('button', { name: '重新加载' })).toHaveClass('ant-btn-primary');
    expect(screen.getByRole('heading', { level: 1, name: '合同没有加载出来' })).toBeVisible();
  });
  it('keeps what was read when a later read fails, and takes it away when the right is gone', () => {
    setup({ data: '一号合同', error: new Problem({ status: 500 }), refetch: vi.fn() });
    expect(screen.getByText('一号合同')).toBeVisible();
    setup({ data: '二号合同', error: new Problem({ status: 404 }), refetch: vi.fn() });
    expect(screen.queryByText('二号合同')).toBeNull();
  });
});
