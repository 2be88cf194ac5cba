import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Item, Why } from './api';

/** Pages of the web app by the record they show. */
const PAGES: Record<string, string> = { clients: 'clients.client', contracts: 'contracts.contract', opportunities: 'sales.opportunity', projects: 'projects.project', points: 'loyalty.account', imports: 'imports.batch' };

/** The record that a link leads to. */
export function recordOf(link: string): { resource: string; id: string } | null {
  const [, page = '', id = ''] = /(?:^|\/)([a-z]+)\/([0-9a-f-]{36})/.exec(link.trim()) ?? [];
  const resource = PAGES[page];
  return resource && id ? { resource, id } : null;
}

/** Why he can, or can't, see the record behind a link. */
export function WhyForm({ person }: { person: string; items: Item[] }) {
  const { t } = useTranslation('roles');
  const [link, setLink] = useState('');
  const [told, setTold] = useState<Why | null>(null);
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    const record = recordOf(link);
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
  return (
    <div className="col g12">
      <form className="why" onSubmit={(e) => { e.preventDefault(); void ask(); }}>
        <label className="col g6 s13 grow">{t('why.link')}<Input value={link} onChange={(e) => setLink(e.target.value)} placeholder={t('why.example')} /></label>
        <Button htmlType="submit" loading={busy}>{t('why.ask')}</Button>
      </form>
      {failure && <p className="red s13" role="alert">{failure}</p>}
      {told && (
        <div className="why-told" role="status">
          <p className="w6">{told.title ? `${told.title}：` : ''}{told.sentence}</p>
          <ul>{told.steps.map((s) => <li key={s} className="t2">{s}</li>)}</ul>
          {told.fields.length > 0 && <p className="t2">{t('rights.fields')}{told.fields.map((f) => `${f.label}（${t(`mode.${f.mode}`)}）`).join('、')}</p>}
        </div>
      )}
    </div>
  );
}
