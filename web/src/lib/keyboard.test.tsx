import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { useKeyboardRoot, useShortcuts } from './keyboard';
import { save } from './storage';

function Host({ run, go }: { run: () => void; go: () => void }) {
  useKeyboardRoot();
  useShortcuts([{ keys: 'j', run }, { keys: 'g c', run: go }, { keys: 'mod+k', always: true, run }]);
  return <input aria-label="field" />;
}

function setup() {
  const run = vi.fn();
  const go = vi.fn();
  render(<Host run={run} go={go} />);
  return { run, go, user: userEvent.setup() };
}

describe('shortcuts', () => {
  it('take single keys and sequences', async () => {
    const { run, go, user } = setup();
    await user.keyboard('j');
    await user.keyboard('gc');
    expect(run).toHaveBeenCalledTimes(1);
    expect(go).toHaveBeenCalledTimes(1);
  });
  it('stay quiet while somebody types, except Ctrl K', async () => {
    const { run, user } = setup();
    await user.click(screen.getByLabelText('field'));
    await user.keyboard('j');
    expect(run).not.toHaveBeenCalled();
    await user.keyboard('{Control>}k{/Control}');
    expect(run).toHaveBeenCalledTimes(1);
  });
  it('stay quiet while an input method composes', () => {
    const { run } = setup();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true, isComposing: true }));
    expect(run).not.toHaveBeenCalled();
  });
  it('can be switched off', async () => {
    save('keys', false);
    const { run, user } = setup();
    await user.keyboard('j');
    expect(run).not.toHaveBeenCalled();
  });
});
