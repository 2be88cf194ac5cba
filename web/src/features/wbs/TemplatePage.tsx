import './wbs.css';
import { Button, Input, Select } from 'antd';
import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { DateText, Page, RecordGate, toast } from '@/ui';
import { TYPES, useRefresh, useTemplate, type Row, type Template } from './api';
import { RowTable } from './RowTable';
import { blank } from './rows';

const EMPTY: Template = { id: '', version: 0, name: '', type: 'other', note: '', number: 0, archived_at: null, shown: 0, rows: [], editions: [], may: { update: true, archive: false } };

/** A template: its rows to read or to write, its editions to look back at. */
export function Component() {
  const { id } = useParams();
  return id ? <Existing id={id} /> : <Editor one={{ ...EMPTY, rows: [blank(0)] }} />;
}

function Existing({ id }: { id: string }) {
  const { t } = useTranslation('wbs');
  const [params] = useSearchParams();
  const number = Number(params.get('edition')) || null;
  const found = useTemplate(id, number);
  return <RecordGate query={found} title={t('title')} failed={t('failed')} back={{ to: '/wbs-templates', label: t('title') }}>{(one) => <Editor key={`${one.version}.${one.shown}`} one={one} />}</RecordGate>;
}

function Editor({ one }: { one: Template }) {
  const { t } = useTranslation('wbs');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const id = useId();
  const [, setParams] = useSearchParams();
  const [head, setHead] = useState({ name: one.name, type: one.type, note: one.note });
  const [rows, setRows] = useState<Row[]>(one.rows);
  const [dirty, setDirty] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Problem | null>(null);
  const old = one.shown !== one.number;
  const may = one.may.update && !old;
  const change = (now: Row[]) => { setRows(now); setDirty(true); };
  const save = async () => {
    setBusy(true); setFault(null);
    try {
      const body = { ...head, rows };
      const made = one.id ? await api.patch<Template>(`/wbs-templates/${one.id}`, body, { version: one.version }) : await api.post<Template>('/wbs-templates', body);
      setDirty(false);
      await refresh();
      toast(t('saved', { number: made.number }));
      if (!one.id) await navigate(`/wbs-templates/${made.id}`, { replace: true });
    } catch (e) { setFault(Problem.from(e)); } finally { setBusy(false); }
  };
  const archive = async (archived: boolean): Promise<void> => {
    try { await api.post(`/wbs-templates/${one.id}/archived`, {}, { params: { archived } }); await refresh(); if (archived) toast({ text: t('retired', { name: one.name }), undo: () => archive(false) }); } catch (e) { toast({ text: Problem.from(e).message, tone: 'bad' }); }
  };
  return (
    <Page
      title={one.name || t('new')} back={{ to: '/wbs-templates', label: t('title') }}
      actions={<>{one.id && one.may.archive && <Button onClick={() => void archive(one.archived_at === null)}>{t(one.archived_at ? 'use' : 'retire')}</Button>}{may && <Button type="primary" loading={busy} disabled={!dirty || !head.name.trim()} onClick={() => void save()}>{t('save')}</Button>}</>}
    >
      <div className="pad wbs">
        <div className="row wrap g12 mb12">
          <div className="grow"><label className="s13 t2" htmlFor={`${id}n`}>{t('col.name')}</label><Input id={`${id}n`} value={head.name} maxLength={120} readOnly={!may} onChange={(e) => { setHead({ ...head, name: e.target.value }); setDirty(true); }} /></div>
          <div><label className="s13 t2" htmlFor={`${id}t`}>{t('col.type')}</label><Select id={`${id}t`} className="wbs-type" value={head.type} disabled={!may} onChange={(type) => { setHead({ ...head, type }); setDirty(true); }} options={TYPES.map((value) => ({ value, label: t(`type.${value}`) }))} /></div>
          <div className="grow"><label className="s13 t2" htmlFor={`${id}o`}>{t('col.note')}</label><Input id={`${id}o`} value={head.note} maxLength={500} readOnly={!may} onChange={(e) => { setHead({ ...head, note: e.target.value }); setDirty(true); }} /></div>
          {one.editions.length > 1 && <div><label className="s13 t2" htmlFor={`${id}e`}>{t('edition')}</label><Select id={`${id}e`} className="wbs-type" value={one.shown} onChange={(n) => setParams(n === one.number ? {} : { edition: String(n) })} options={one.editions.map((e) => ({ value: e.number, label: t('edition_by', { number: e.number, name: e.made_by || '—' }) }))} /></div>}
        </div>
        {old && <p className="notice mb12">{t('old')} <DateText value={one.editions.find((e) => e.number === one.shown)?.made_at} as="stamp" /></p>}
        {fault && <div role="alert" className="notice warn mb12">{fault.errors.length ? <ul>{fault.errors.map((e) => <li key={e.field + e.message}>{e.message}</li>)}</ul> : fault.message}</div>}
        <RowTable rows={rows} may={may} onChange={change} />
        {may && <Button className="mt12" icon={<Plus size={15} />} onClick={() => change([...rows, blank(rows.at(-1)?.level ?? 0)])}>{t('add_row')}</Button>}
      </div>
    </Page>
  );
}
