import { Eye } from 'lucide-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useCan } from '@/app/session';
import { idsOf } from '@/lib/bulk';
import { toast, type BulkAction, type Selection } from '@/ui';
import { useListMeta } from '@/ui/table/data';
import type { RevealedList } from './RevealMany';

const RevealMany = lazy(() => import('./RevealMany'));
/** The server shows this many at a time. */
const MOST = 200;

/** For each column that the reader is shown masked: an act on the chosen rows that shows it whole, after a second confirmation. */
export function useRevealMany(list: string, path: string, resource: string, show?: (value: string) => string): { actions: BulkAction[]; dialog: ReactNode } {
  const { t } = useTranslation('privacy');
  const may = useCan('privacy.reveal', 'reveal_many');
  const meta = useListMeta(list).data;
  const [told, setTold] = useState<RevealedList | null>(null);
  const ask = async (field: string, label: string, selection: Selection) => {
    const ids = await idsOf(path, selection);
    if (ids.length > MOST) toast({ text: t('reveal.over_limit', { most: MOST }), tone: 'bad' });
    else setTold({ label, items: (await api.post<Schema<'RevealedMany'>>('/reveal/many', { resource, ids, field })).items });
  };
  const masked = may ? meta?.columns.filter((c) => c.masked) ?? [] : [];
  const actions = masked.map((c): BulkAction => ({ key: `reveal:${c.key}`, label: t('reveal.many', { label: c.label }), icon: Eye, run: (selection) => ask(c.key, c.label, selection) }));
  return { actions, dialog: told && <Suspense><RevealMany list={told} show={show} onClose={() => setTold(null)} /></Suspense> };
}
