import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import type { Many } from '@/lib/bulk';
import { ErrorState } from '../ErrorState';
import { Bone } from '../Skeleton';
import { toast } from '../toast';

type Told = Schema<'PurgeTold'>;

export interface PurgeProps {
  /** Where the records live: POST <path>/purge/preview, POST <path>/purge. */
  path: string;
  ids: string[];
  onDone: (gone: Many) => unknown;
  onClose: () => void;
}

/** What would be deleted for good and what stands in the way, before anybody is asked who he is. */
export default function PurgeDialog({ path, ids, onDone, onClose }: PurgeProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const look = useQuery({ queryKey: ['purge', path, ids], gcTime: 0, staleTime: 0, queryFn: ({ signal }) => api.post<Schema<'PurgePreview'>>(`${path}/purge/preview`, { ids }, { signal }) });
  const may = look.data?.may ?? 0;
  const run = async () => {
    setBusy(true);
    try {
      const gone = await api.post<Many>(`${path}/purge`, { ids });
      toast(t('purge.done', { count: gone.done.length }));
      onClose();
      await onDone(gone);
    } catch (error) {
      const problem = Problem.from(error);
      setFailure(problem.code === 'confirmation_needed' ? '' : problem.message);
      setBusy(false);
    }
  };
  return (
    <Modal
      open={!busy} title={t('purge.title')} width={520} styles={{ body: { maxHeight: '60vh', overflowY: 'auto' } }} onCancel={onClose} onOk={() => void run()} okText={t('purge.verb', { count: may })} cancelText={t('act.cancel')}
      okButtonProps={{ danger: true, disabled: may === 0 }} footer={may === 0 ? null : undefined}
    >
      {look.isPending && <div className="col g8" aria-hidden><Bone height={20} /><Bone height={60} /></div>}
      {look.isError && <ErrorState title={t('purge.failed')} problem={Problem.from(look.error)} onRetry={() => void look.refetch()} />}
      {look.data && (
        <div className="col g12 purge">
          {may > 0 && <p>{ids.length === 1 ? t('purge.lead_single') : t('purge.lead', { count: may })}</p>}
          {look.data.goes.length > 0 && <ul className="col g4">{look.data.goes.map((told) => <Line key={told.code} told={told} />)}</ul>}
          {look.data.stopped.length > 0 && <p className="w6">{ids.length === 1 ? t('purge.stopped_single') : t(may > 0 ? 'purge.stopped' : 'purge.all_stopped', { count: look.data.stopped.length })}</p>}
          {look.data.stopped.length > 0 && <ul className="col g8">{look.data.stopped.map((one) => <li key={one.id} className="col">{ids.length > 1 && <span>{one.title}</span>}<span className="s13 t2">{one.stops.map((told) => counted(told)).join(t('word.and'))}</span></li>)}</ul>}
          <ul className="col g8">{reasons(look.data.stopped).map((told) => <Line key={told.why} told={{ ...told, count: 0, names: [] }} />)}</ul>
          {look.data.refused.length > 0 && <p className="t2">{t('purge.not_yours', { count: look.data.refused.length })}</p>}
          {may > 0 && <p className="s13 t3">{t('purge.note')}</p>}
          {failure && <p className="red s13" role="alert">{failure}</p>}
        </div>
      )}
    </Modal>
  );
}

const counted = (told: Told) => (told.code === 'not_archived' ? told.label : `${told.label} ${told.count.toLocaleString('en')}${told.names.length > 0 ? ` (${told.names.join(', ')})` : ''}`);

/** Each ground once, under the names of all that it keeps. */
function reasons(stopped: Schema<'PurgeStoppedOut'>[]): Told[] {
  const found = new Map<string, Told>();
  for (const told of stopped.flatMap((one) => one.stops)) {
    const known = found.get(told.why);
    if (!known) found.set(told.why, told);
    else if (!known.label.split(SEPARATOR).includes(told.label)) found.set(told.why, { ...known, label: `${known.label}${SEPARATOR}${told.label}` });
  }
  return [...found.values()];
}

const SEPARATOR = ' · ';

function Line({ told }: { told: Told }) {
  const { t } = useTranslation();
  const left = told.count - told.names.length;
  const names = told.names.length > 0 ? told.names.join(t('word.and')) + (left > 0 ? t('purge.and_more', { count: left }) : '') : '';
  return (
    <li className="col">
      <span className="row g8"><span className="nw">{told.label}</span>{told.code !== 'not_archived' && told.count > 0 && <span className="num t2">{told.count.toLocaleString('en')}</span>}{names && <span className="el s13 t2" title={names}>{names}</span>}</span>
      {told.why && <span className="s13 t2">{told.why}</span>}
    </li>
  );
}
