import './wbs.css';
import { Button, DatePicker, InputNumber, Modal, Select } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Project } from '@/features/projects/api';
import { Bone, DateText, toast, type Option } from '@/ui';
import { TEMPLATE, templates, useRefresh, type Applied, type Preview } from './api';

/** Choose a template, a day and a factor; see every task with its dates; put them all into the plan as one act. */
export function ApplyDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const { t } = useTranslation('wbs');
  const id = useId();
  const refresh = useRefresh();
  const [options, setOptions] = useState<Option[]>([]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [begin, setBegin] = useState<string | null>(project.starts_on);
  const [factor, setFactor] = useState(1);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const [ties, setTies] = useState<Applied['payments'] | null>(null);
  useEffect(() => { templates('').then(setOptions).catch((e: unknown) => setFault(Problem.from(e).message)); }, []);
  const body = { template_id: chosen, starts_on: begin, factor: String(factor) };
  const seen = useQuery({ queryKey: [TEMPLATE, 'preview', project.id, project.plan_version, body], queryFn: ({ signal }) => api.post<Preview>(`/projects/${project.id}/template/preview`, body, { signal }), enabled: chosen !== null });
  const undo = async (version: number) => { await api.post(`/projects/${project.id}/schedule/undo`, {}, { version }); await refresh(); };
  const apply = async () => {
    setBusy(true); setFault('');
    try {
      const told = await api.post<Applied>(`/projects/${project.id}/template/apply`, body, { version: project.plan_version });
      await refresh();
      toast({ text: t('apply.done', { count: told.added }), undo: () => undo(told.version) });
      if (told.payments.length) setTies(told.payments); else onClose();
    } catch (e) { setFault(Problem.from(e).message); await refresh(); } finally { setBusy(false); }
  };
  const tie = async (one: Applied['payments'][number]) => {
    try { await api.post(`/tasks/${one.task_id}/instalments`, { instalment_id: one.instalment.id }); await refresh(); setTies((old) => (old ?? []).filter((p) => p.task_id !== one.task_id)); } catch (e) { setFault(Problem.from(e).message); }
  };
  if (ties) {
    return (
      <Modal open title={t('tie.title')} onCancel={onClose} footer={<Button onClick={onClose}>{t('common:act.close')}</Button>} width={560}>
        <p className="t2 mb12">{t('tie.text')}</p>
        <ul className="wbs-ties">{ties.map((one) => <li key={one.task_id}><span className="grow">{one.task}</span><span className="t2">{one.instalment.title}</span><Button size="small" onClick={() => void tie(one)}>{t('tie.act')}</Button></li>)}</ul>
        {ties.length === 0 && <p>{t('tie.done')}</p>}
        <p className="red" role="alert">{fault}</p>
      </Modal>
    );
  }
  return (
    <Modal open title={t('apply.title')} onCancel={onClose} onOk={() => void apply()} okText={seen.data ? t('apply.act', { count: seen.data.tasks.length }) : t('apply.open')} okButtonProps={{ disabled: !seen.data, loading: busy }} cancelText={t('common:act.cancel')} width={760}>
      <div className="row wrap g12 mb12">
        <div className="grow"><label className="s13 t2" htmlFor={`${id}t`}>{t('noun')}</label><Select id={`${id}t`} className="wbs-wide" value={chosen} onChange={setChosen} placeholder={t('apply.choose')} options={options.map((o) => ({ value: o.value, label: `${o.label} · ${t('n_tasks', { count: Number(o.note) })}` }))} /></div>
        <div><label className="s13 t2" htmlFor={`${id}d`}>{t('apply.begin')}</label><br /><DatePicker id={`${id}d`} value={begin ? dayjs(begin) : null} onChange={(d) => setBegin(d ? d.format('YYYY-MM-DD') : null)} /></div>
        <div><label className="s13 t2" htmlFor={`${id}f`}>{t('apply.factor')}</label><br /><InputNumber id={`${id}f`} min={0.1} max={10} step={0.1} precision={2} value={factor} onChange={(v) => setFactor(v ?? 1)} /></div>
      </div>
      <p className="red" role="alert">{fault || (seen.isError ? Problem.from(seen.error).message : '')}</p>
      {chosen && seen.isPending && <Bone width="100%" height={260} />}
      {seen.data && (
        <>
          <p className="s13 t2 mb8">{t('apply.would_end')} <DateText value={seen.data.forecast_finish} />{(seen.data.days_late ?? 0) > 0 && <span className="amber"> {t('apply.late', { count: seen.data.days_late ?? 0 })}</span>}</p>
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by the keyboard */}
          <div className="wbs-preview" tabIndex={0} role="region" aria-label={t('apply.preview')}>
            <table className="wbs-rows">
              <thead><tr><th scope="col">{t('row.name')}</th><th scope="col" className="num">{t('row.days')}</th><th scope="col" className="num">{t('apply.start')}</th><th scope="col" className="num">{t('apply.finish')}</th><th scope="col">{t('row.pay')}</th></tr></thead>
              <tbody>{seen.data.tasks.map((one, n) => <tr key={n} className={one.kind === 'summary' ? 'w6' : ''}><td style={{ paddingLeft: 8 + one.level * 20 }}>{one.name}</td><td className="num">{one.kind === 'task' ? one.days : ''}</td><td className="num"><DateText value={one.start?.slice(0, 10)} /></td><td className="num"><DateText value={one.finish?.slice(0, 10)} /></td><td>{one.pay && t(`pay.${one.pay}`)}</td></tr>)}</tbody>
            </table>
          </div>
        </>
      )}
    </Modal>
  );
}
