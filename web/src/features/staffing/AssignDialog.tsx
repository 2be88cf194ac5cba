import { Button, Input, InputNumber, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useRefreshAny } from '@/lib/refresh';
import { Bone, toast } from '@/ui';
import { KINDS, PROJECT, RESOURCE, useCandidates, type Candidate, type Kind } from './api';

/** Who fits, best first, each with what it rests on; assigned with one press. */
export function AssignDialog({ task, name, onClose }: { task: string; name: string; onClose: () => void }) {
  const { t } = useTranslation('staffing');
  const refresh = useRefreshAny();
  const [kind, setKind] = useState<Kind>('person');
  const [q, setQ] = useState('');
  const [percent, setPercent] = useState(100);
  const [busy, setBusy] = useState('');
  const [fault, setFault] = useState('');
  const found = useCandidates(task, kind, q);
  const assign = async (one: Candidate) => {
    setBusy(one.resource.id);
    setFault('');
    try {
      await api.post(`/tasks/${task}/assignments`, { resource_id: one.resource.id, percent }, { idempotencyKey: crypto.randomUUID() });
      await refresh(PROJECT, RESOURCE);
      toast(t('task.assigned', { name: one.resource.name, percent }));
    } catch (failure) { setFault(Problem.from(failure).message); } finally { setBusy(''); }
  };
  const weights = found.data?.weights;
  const why = (c: Candidate) => [
    c.skill.needs.length ? c.skill.needs.map((n) => t(n.has ? 'why.skill' : 'why.no_skill', { name: n.name, has: n.has, asked: n.asked })).join('，') : t('why.no_needs'),
    c.load.asked ? t('why.load', { free: c.load.free, asked: c.load.asked }) : t('why.no_time'),
    c.past.finished ? t('why.past', { on_time: c.past.on_time, count: c.past.finished }) : t('why.no_past'),
    c.distance.place ? t(`why.${c.distance.how}`, { place: c.distance.place }) : t('why.no_place'),
  ];
  return (
    <Modal open title={t('assign.title', { name })} footer={null} width={720} onCancel={onClose} destroyOnHidden>
      <div className="row wrap g12 mb12">
        <Segmented value={kind} onChange={setKind} aria-label={t('kind_label')} options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))} />
        <Input.Search className="grow" allowClear placeholder={t('assign.search')} aria-label={t('assign.search')} onChange={(e) => { if (!(e.nativeEvent as InputEvent).isComposing) setQ(e.target.value); }} />
        <label className="row g6"><span className="t2">{t('assign.percent')}</span><InputNumber className="st-num" min={1} max={100_000} precision={0} suffix="%" value={percent} onChange={(v) => setPercent(v ?? 100)} /></label>
      </div>
      {weights && <p className="s13 t3 mb12">{t('assign.weights', { ...weights })}</p>}
      <p role="alert" className="red">{fault}</p>
      {found.isPending && <Bone width="100%" height={200} />}
      {found.isError && <p className="red" role="alert">{Problem.from(found.error).message}</p>}
      {found.data?.items.length === 0 && <p className="t2">{t('assign.none')}</p>}
      <ol className="st-cand">
        {found.data?.items.map((c) => (
          <li key={c.resource.id}>
            <div className="row g8"><span className="st-score num">{c.score}</span><span className="grow min0"><b>{c.resource.name}</b> <span className="s13 t2">{c.department}</span></span>
              {c.assigned ? <span className="s13 t3">{t('assign.is')}</span> : <Button size="small" loading={busy === c.resource.id} onClick={() => void assign(c)}>{t('assign.do', { name: c.resource.name })}</Button>}
            </div>
            <div className="st-parts mt4">{why(c).map((text, i) => <span key={i}>{text}</span>)}</div>
          </li>
        ))}
      </ol>
    </Modal>
  );
}
