import { AutoComplete, Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import { recordOf } from '@/lib/records';
import { useDebounced } from '@/lib/useDebounced';
import type { Why } from './api';
import { Reasons } from './Reasons';

/** Records that the asker himself sees, by words; the address of any other he has from whoever asks him. */
function useHits(text: string) {
  const q = useDebounced(text.trim(), 250);
  return useQuery({ queryKey: ['search', 'why', q], enabled: q.length > 1 && !recordOf(q), queryFn: ({ signal }) => api.get<Schema<'Found'>>('/search', { params: { q }, signal }), select: (d) => d.items });
}

/** Why he can, or can't, see a record: searched by words, or named by the link that leads to it. */
export function WhyForm({ person }: { person: string }) {
  const { t } = useTranslation('roles');
  const [text, setText] = useState('');
  const [told, setTold] = useState<Why | null>(null);
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);
  const hits = useHits(text);
  const ask = async (record: { resource: string; id: string } | null) => {
    setTold(null);
    setFailure(record ? '' : t('why.no_record'));
    if (!record) return;
    setBusy(true);
    try {
      setTold(await api.get<Why>(`/people/${person}/why`, { params: record }));
    } catch (e) {
      setFailure(Problem.from(e).message);
    } finally {
      setBusy(false);
    }
  };
  const options = hits.data?.map((h) => ({ value: `${h.resource} ${h.id}`, label: <span className="row g8"><span className="el">{h.title}</span><span className="t3 s13 el">{h.subtitle}</span></span> }));
  const choose = (value: string) => {
    const [resource = '', id = ''] = value.split(' ');
    setText(hits.data?.find((h) => h.id === id)?.title ?? '');
    void ask({ resource, id });
  };
  return (
    <div className="col g12">
      <form className="why" onSubmit={(e) => { e.preventDefault(); void ask(recordOf(text)); }}>
        <label className="col g6 s13 grow" htmlFor="why-record">{t('why.link')}
          <AutoComplete id="why-record" value={text} options={options} onChange={setText} onSelect={choose} placeholder={t('why.example')} aria-describedby="why-help" />
        </label>
        <Button htmlType="submit" loading={busy}>{t('why.ask')}</Button>
      </form>
      <p className="t3 s13" id="why-help">{t('why.help')}</p>
      {failure && <p className="red s13" role="alert">{failure}</p>}
      {told && <Reasons told={told} />}
    </div>
  );
}
