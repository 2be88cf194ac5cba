import { Button, Input, InputNumber, Modal, Switch } from 'antd';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { FormDialog } from '@/ui';
import { OPPORTUNITY, STAGE, useRemovedStages, useStages, type Stage } from './api';
import { stageName } from './words';

type Patch = Partial<Pick<Stage, 'name' | 'name_en' | 'probability' | 'stay_limit_days' | 'needs_contract'>>;

/** The stages as they are: each change is stored when its field is left. */
export function StageSettings({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation('sales');
  const stages = useStages().data ?? [];
  const removed = useRemovedStages().data ?? [];
  const queries = useQueryClient();
  const [fault, setFault] = useState('');
  const [adding, setAdding] = useState(false);
  const act = (doing: Promise<unknown>) => {
    setFault('');
    void doing.catch((e: unknown) => setFault(Problem.from(e).detail || t('stages.failed'))).then(() => Promise.all([queries.invalidateQueries({ queryKey: [STAGE] }), queries.invalidateQueries({ queryKey: [OPPORTUNITY] }), queries.invalidateQueries({ queryKey: ['kit.list', 'opportunities'] })]));
  };
  const change = (stage: Stage, patch: Patch) => act(api.patch(`/stages/${stage.id}`, patch, { version: stage.version }));
  const swap = (i: number, by: number) => {
    const ids = stages.map((s) => s.id);
    const [moved] = ids.splice(i, 1);
    if (moved) ids.splice(i + by, 0, moved);
    act(api.post('/stages/order', { ids }));
  };
  return (
    <Modal open title={t('stages.title')} footer={null} width={860} onCancel={onClose}>
      <p className="t2 s13 mb12">{t('stages.text')}</p>
      <div className="stage-scroll">
        <table className="stage-table">
          <thead><tr><th>{t('stages.order')}</th><th>{t('stages.name')}</th><th>{t('stages.name_en')}</th><th>{t('stages.probability')}</th><th>{t('stages.limit')}</th><th>{t('stages.needs')}</th><th><span className="sr">{t('stages.remove')}</span></th></tr></thead>
          <tbody>
            {stages.map((s, i) => (
              <Line key={`${s.id}:${s.version}`} stage={s} onChange={(p) => change(s, p)} onRemove={() => act(api.post(`/stages/${s.id}/remove`, {}))} onUp={i > 0 ? () => swap(i, -1) : undefined} onDown={i < stages.length - 1 ? () => swap(i, 1) : undefined} />
            ))}
          </tbody>
        </table>
      </div>
      <p role="alert" className="red mt8">{fault}</p>
      <Button className="mt8" icon={<Plus size={15} />} onClick={() => setAdding(true)}>{t('stages.add')}</Button>
      {removed.length > 0 && (
        <section className="mt16">
          <h3 className="s13 t2">{t('stages.removed')}</h3>
          {removed.map((s) => <div key={s.id} className="row g8 mt8"><span>{stageName(s, i18n.language)}</span><Button size="small" onClick={() => act(api.post(`/stages/${s.id}/restore`, {}))} aria-label={t('stages.restore_named', { name: s.name })}>{t('restore')}</Button></div>)}
        </section>
      )}
      {adding && (
        <FormDialog<Stage>
          open title={t('stages.add')} submitText={t('stages.add')} initial={{ name: '', name_en: '', probability: 50 }} onCancel={() => setAdding(false)}
          fields={[
            { name: 'name', label: t('stages.name'), type: 'text', maxLength: 20 },
            { name: 'name_en', label: t('stages.name_en'), type: 'text', optional: true, maxLength: 40 },
            { name: 'probability', label: t('stages.probability'), type: 'integer', min: 0, max: 100 },
          ]}
          onSubmit={(v, { idempotencyKey }) => api.post<Stage>('/stages', { name: v.name, name_en: v.name_en || null, probability: v.probability }, { idempotencyKey })}
          onDone={() => { setAdding(false); act(Promise.resolve()); }}
        />
      )}
    </Modal>
  );
}

function Line({ stage, onChange, onRemove, onUp, onDown }: { stage: Stage; onChange: (p: Patch) => void; onRemove: () => void; onUp?: () => void; onDown?: () => void }) {
  const { t } = useTranslation('sales');
  const text = (key: 'name' | 'name_en', label: string, max: number) => (
    <Input defaultValue={stage[key]} maxLength={max} aria-label={`${stage.name} ${label}`} onPressEnter={(e) => e.currentTarget.blur()} onBlur={(e) => { const now = e.target.value.trim(); if (now && now !== stage[key]) onChange({ [key]: now }); }} />
  );
  const number = (key: 'probability' | 'stay_limit_days', label: string, min: number, max: number, suffix: string) => (
    <InputNumber<number> defaultValue={stage[key] ?? undefined} min={min} max={max} precision={0} suffix={suffix} aria-label={`${stage.name} ${label}`} style={{ width: 100 }} onBlur={(e) => {
      const raw = e.target.value.trim();
      const now = raw === '' ? null : Number(raw);
      if (now !== stage[key] && (now !== null || key === 'stay_limit_days') && !Number.isNaN(now)) onChange({ [key]: now });
    }} />
  );
  return (
    <tr>
      <td><span className="row">
        <button type="button" className="ib tiny" disabled={!onUp} aria-label={t('stages.up', { name: stage.name })} onClick={onUp}><ArrowUp size={14} aria-hidden /></button>
        <button type="button" className="ib tiny" disabled={!onDown} aria-label={t('stages.down', { name: stage.name })} onClick={onDown}><ArrowDown size={14} aria-hidden /></button>
      </span></td>
      <td data-label={t('stages.name')}>{text('name', t('stages.name'), 20)}</td>
      <td data-label={t('stages.name_en')}>{text('name_en', t('stages.name_en'), 40)}</td>
      <td data-label={t('stages.probability')}>{number('probability', t('stages.probability'), 0, 100, '%')}</td>
      <td data-label={t('stages.limit')}>{number('stay_limit_days', t('stages.limit'), 1, 999, t('stages.days'))}</td>
      <td data-label={t('stages.needs')}><Switch size="small" checked={stage.needs_contract} aria-label={`${stage.name} ${t('stages.needs')}`} onChange={(now) => onChange({ needs_contract: now })} /></td>
      <td>{!stage.fixed && <button type="button" className="ib tiny" aria-label={t('stages.remove_one', { name: stage.name })} onClick={onRemove}><Trash2 size={14} aria-hidden /></button>}</td>
    </tr>
  );
}
