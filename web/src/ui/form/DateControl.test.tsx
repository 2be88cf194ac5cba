import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { renderAt } from '@/test/render';
import { RecordForm } from './RecordForm';
import type { RecordFormProps } from './types';

function setup() {
  const onSubmit = vi.fn<RecordFormProps<unknown>['onSubmit']>(async () => ({}));
  renderAt('/new', '/new', <RecordForm fields={[{ name: 'on', label: '签订日期', type: 'date' }]} initial={{ on: '' }} submitText="保存合同" onSubmit={onSubmit} />);
  return onSubmit;
}

describe('a date field', () => {
  it('takes the typed date on Enter and does not send the form', async () => {
    const onSubmit = setup();
    const box = await screen.findByPlaceholderText('年-月-日');
    await userEvent.type(box, '2026/3/5{Enter}');
    await waitFor(() => expect(box).toHaveValue('2026-03-05'));
    expect(onSubmit).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: '保存合同' }));
    await waitFor(() => expect(onSubmit).toHaveBeenCalledOnce());
    expect(onSubmit.mock.calls[0]?.[0]).toEqual({ on: '2026-03-05' });
  });

  it('keeps a date that was typed before the panel opened, when the field is left', async () => {
    const onSubmit = setup();
    const box = await screen.findByPlaceholderText('年-月-日');
    const frames = vi.spyOn(window, 'requestAnimationFrame').mockReturnValue(0);
    fireEvent.input(box, { target: { value: '2026.3.5' } });
    fireEvent.blur(box);
    frames.mockRestore();
    await waitFor(() => expect(box).toHaveValue('2026-03-05'));
    await userEvent.click(screen.getByRole('button', { name: '保存合同' }));
    await waitFor(() => expect(onSubmit).toHaveBeenCalledOnce());
    expect(onSubmit.mock.calls[0]?.[0]).toEqual({ on: '2026-03-05' });
  });
});
