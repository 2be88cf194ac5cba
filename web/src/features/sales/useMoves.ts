import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { toast } from '@/ui';
import { boardKey, move, reopen, useRefresh, type Board, type Card } from './api';
import { findCard, neighbour, placed } from './place';
import { stageName } from './words';

export interface Refusal { card: Card; problem: Problem; text: string }

/** Moves of cards: shown at once, put back with the reason when the server refuses. */
export function useMoves(query: string) {
  const { t, i18n } = useTranslation('sales');
  const queries = useQueryClient();
  const refresh = useRefresh();
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const refused = useCallback((card: Card, error: unknown) => {
    const problem = Problem.from(error);
    const stage = problem.params.stage as { name: string; name_en: string } | undefined;
    const stale = problem.code === 'stale' && stage;
    const text = stale ? t('moved_by', { who: String(problem.params.who), title: card.title, stage: stageName(stage, i18n.language) }) : problem.detail || t('move_failed', { title: card.title });
    setRefusal({ card, problem, text });
    void refresh();
  }, [i18n.language, refresh, t]);

  const drop = useCallback(async (id: string, stage: string, index: number) => {
    const board = queries.getQueryData<Board>(boardKey(query));
    const from = board && findCard(board, id);
    const target = board?.stages.find((s) => s.id === stage);
    if (!board || !from || !target || (from.column.id === stage && from.index === index)) return;
    const above = neighbour(board, id, stage, index);
    const aboveBefore = neighbour(board, id, from.column.id, from.index);
    setRefusal(null);
    await queries.cancelQueries({ queryKey: boardKey(query) });
    queries.setQueryData(boardKey(query), placed(board, id, stage, index));
    try {
      const now = await move(from.card, stage, above);
      void refresh();
      if (stage === from.column.id) return;
      const undo = async () => { await move(now, from.column.id, aboveBefore).catch((e: unknown) => refused(from.card, e)); await refresh(); };
      toast({ text: t('done.moved', { title: from.card.title, stage: stageName(target, i18n.language) }), undo });
    } catch (error) {
      queries.setQueryData(boardKey(query), board);
      refused(from.card, error);
    }
  }, [i18n.language, queries, query, refresh, refused, t]);

  const closed = useCallback((text: string, one: { id: string; version: number }, card: Card) => {
    void refresh();
    toast({ text, undo: async () => { await reopen(one).catch((e: unknown) => refused(card, e)); await refresh(); } });
  }, [refresh, refused]);

  return { drop, closed, refused, refusal, dismiss: useCallback(() => setRefusal(null), []) };
}
