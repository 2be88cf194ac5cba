import { useInfiniteQuery } from '@tanstack/react-query';
import { Banknote, CircleCheck, FilePen, FilePlus2, FileText, GanttChartSquare, Gift, KanbanSquare, Mail, MapPin, MessageSquareText, NotebookPen, Pencil, Phone, ScrollText, Users, type LucideIcon } from 'lucide-react';
import type { TFunction } from 'i18next';
import { Trans, useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import { isDate, proseDate } from '@/lib/dates';
import { figure } from '@/lib/money';
import { Bone, ErrorState, Tag, Timeline } from '@/ui';
import { timelineKey, type Entry, type TimelineFilter } from './api';

type TimelinePage = Schema<'Timeline'>;

const ICONS: Record<string, LucideIcon> = {
  visit: MapPin, call: Phone, meeting: Users, note: MessageSquareText, minutes: ScrollText, change_request: FilePen, interview_held: MessageSquareText, enquiry_accepted: Mail, daily_report: NotebookPen, weekly_report: NotebookPen, mail: Mail, step_done: CircleCheck, client_created: FilePlus2, client_changed: Pencil,
};
const BY_RESOURCE: [string, LucideIcon][] = [
  ['sales.', KanbanSquare], ['contracts.receipt', Banknote], ['contracts.', FileText], ['projects.', GanttChartSquare], ['requirements.', FilePen], ['loyalty.', Gift], ['files.', FileText],
];

function iconOf(entry: Entry): LucideIcon {
  return ICONS[entry.kind] ?? BY_RESOURCE.find(([prefix]) => entry.resource.startsWith(prefix))?.[1] ?? MessageSquareText;
}

/** Defined fields are told with the names they had: one may be called otherwise by now, or be gone. */
function fieldName(field: string, entry: Entry, t: TFunction<'clients'>, language: string): string {
  const names = entry.data.names as Record<string, [string, string]> | undefined;
  return names?.[field]?.[language.startsWith('en') ? 1 : 0] ?? t(`field.${field}`);
}

/** Amounts and dates in an entry's data stand as in sentences, points taken without a second minus; a list of fields as their words. */
export function wordsOf(entry: Entry, t: TFunction<'clients'>, language: string): Record<string, string> {
  const out: Record<string, string> = { actor: entry.actor };
  for (const [key, value] of Object.entries(entry.data)) {
    if (key === 'fields' && Array.isArray(value)) out.fields = value.map((f) => fieldName(String(f), entry, t, language)).join(t('common:word.and'));
    else if (key === 'names' && typeof value !== 'string') continue;
    else if (typeof value === 'string' && /^-?\d+\.\d{2}$/.test(value)) { const f = figure(value, language); out[key] = t(`common:money.${f.unit}`, { value: f.value }); }
    else if (typeof value === 'string' && isDate(value)) out[key] = proseDate(value, language);
    else if (typeof value === 'number') out[key] = (key === 'points' && /^points_(taken|redeemed|expired)$/.test(entry.kind) ? Math.abs(value) : value).toLocaleString('en-US').replace('-', '−');
    else out[key] = typeof value === 'object' ? '' : String(value);
  }
  // What has an English name of its own, a stage, stands beside it as `…_en`.
  if (language.startsWith('en')) for (const key of Object.keys(out)) if (key.endsWith('_en') && out[key]) out[key.slice(0, -3)] = out[key];
  return out;
}

interface Props extends TimelineFilter { id: string; /** A keyword is clicked. */ onKeyword?: (keyword: string) => void }

/** What happened to the client; with `about` only what concerns that one record of its. */
export function ClientTimeline({ id, onKeyword, ...filter }: Props) {
  const { t, i18n } = useTranslation('clients');
  const pages = useInfiniteQuery({
    queryKey: timelineKey(id, filter),
    staleTime: 5_000, // it may have come with the dossier a moment ago; a change is told
    queryFn: ({ pageParam, signal }) => api.get<TimelinePage>(`/clients/${id}/timeline`, { params: { ...filter, before: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  if (pages.isPending) return <Bone width="100%" height={120} />;
  if (pages.isError) return <ErrorState title={t('timeline.failed')} problem={Problem.from(pages.error)} onRetry={() => void pages.refetch()} />;
  const entries = pages.data.pages.flatMap((p) => p.items);
  if (entries.length === 0) return <p className="t3">{t('timeline.none')}</p>;
  return (
    <Timeline
      items={entries.map((e) => ({
        id: String(e.id), at: e.at, icon: iconOf(e), text: e.text || e.keywords.length ? <>{e.text}{e.keywords.length > 0 && <span className="row wrap g4 mt4">{e.keywords.map((k) => (onKeyword ? <button key={k} type="button" className="tag" onClick={() => onKeyword(k)}>{k}</button> : <Tag key={k}>{k}</Tag>))}</span>}</> : undefined,
        title: <><Trans t={t} i18nKey={`event.${e.kind}`} values={wordsOf(e, t, i18n.language)} components={{ b: <b /> }} />{e.origin && <span className="t3 s12"> · {t('timeline.origin', { name: e.origin })}</span>}</>,
      }))}
      more={pages.hasNextPage ? { loading: pages.isFetchingNextPage, onClick: () => void pages.fetchNextPage() } : undefined}
    />
  );
}
