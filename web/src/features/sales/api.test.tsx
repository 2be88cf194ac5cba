import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { queryClient } from '@/lib/queryClient';
import { renderAt, serve } from '@/test/render';
import { boardKey, useBoard, type Board } from './api';

function Count() {
  const board = useBoard('');
  return <><p>{board.data?.stages[0]?.cards.length} 张</p><button type="button" onClick={() => void board.refetch()}>再读</button></>;
}

it('keeps a column as long as it was read on when the board is read again', async () => {
  const cards = (from: number, n: number) => Array.from({ length: n }, (_, i) => ({ id: String(from + i) }));
  const first = { id: 's1', cards: cards(0, 50), next: 'c1' };
  serve({
    'GET /opportunities/board': { body: { stages: [first] } },
    'GET /opportunities': (call) => ({ body: { items: cards(50, 30), next: call.params.get('cursor') === 'c1' ? null : 'wrong' } }),
  });
  renderAt('/', '/', <Count />);
  expect(await screen.findByText('50 张')).toBeVisible();
  queryClient.setQueryData<Board>(boardKey(''), (old) => old && { ...old, stages: old.stages.map((s) => ({ ...s, cards: [...s.cards, ...(cards(50, 30) as Board['stages'][number]['cards'])], next: null })) });
  expect(await screen.findByText('80 张')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: '再读' }));
  await expect(screen.findByText('50 张')).rejects.toThrow();
  expect(screen.getByText('80 张')).toBeVisible();
});
