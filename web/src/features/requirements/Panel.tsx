import './requirements.css';
import { Button, Segmented } from 'antd';
import { Eye, EyeOff, Plus, Upload, UserRoundPen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { people } from '@/lib/sources';
import { Bone, ErrorState, Figures, FormDialog, MenuDrop, Person, toast } from '@/ui';
import { CRITERION, PROTOTYPE, REQUIREMENT, TEST_CASE, useRefresh, useSpecification, type Part, type Specification } from './api';
import { ImportDialog } from './ImportDialog';
import { Detail } from './Detail';
import { NewDialog } from './NewDialog';
import { Tables } from './Tables';

const CODES: [Part, string][] = [['requirements', REQUIREMENT], ['prototypes', PROTOTYPE], ['tests', TEST_CASE], ['criteria', CRITERION]];

/** Level two: what is wanted, how it was shown, how it is tried, by what it is judged. Part and opened item stand in the address. */
export function Panel({ id }: { id: string }) {
  const { t } = useTranslation('requirements');
  const found = useSpecification(id);
  if (found.isPending) return <Bone width="100%" height={320} />;
  if (found.isError) return <ErrorState title={t('failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />;
  return <Body spec={found.data} />;
}

function useAddress() {
  const { pathname } = useLocation();
  const [params, setParams] = useSearchParams();
  /** Filters and pages belong to the part that was left. */
  const to = (values: Record<string, string>) => {
    const next = new URLSearchParams();
    const tab = params.get('tab');
    if (tab) next.set('tab', tab);
    Object.entries(values).forEach(([k, v]) => next.set(k, v));
    return `${pathname}?${next.toString()}`;
  };
  const set = (name: string, value: string | null) => setParams((old) => { const next = new URLSearchParams(old); if (value) next.set(name, value); else next.delete(name); return next; }, { replace: true });
  return { params, to, set, clear: (values: Record<string, string>) => setParams(new URLSearchParams(to(values).split('?')[1]), { replace: true }) };
}

function Body({ spec }: { spec: Specification }) {
  const { t } = useTranslation('requirements');
  const { params, to, set, clear } = useAddress();
  const [open, setOpen] = useState<'new' | 'import' | 'keeper' | null>(null);
  const refresh = useRefresh();
  const parts = CODES.filter(([, code]) => spec.sees.includes(code)).map(([part]) => part);
  const part = parts.find((p) => p === params.get('part')) ?? parts[0] ?? 'requirements';
  const item = params.get('item');
  const close = () => setOpen(null);
  const share = async (shared: boolean): Promise<void> => {
    await api.put(`/specifications/${spec.id}/shared`, { shared });
    await refresh();
    toast({ text: t(shared ? 'done.shared' : 'done.hidden'), undo: () => share(!shared) });
  };
  const bad = (e: unknown) => toast({ text: Problem.from(e).message, tone: 'bad' });
  const more = [
    ...(spec.may.assign ? [{ key: 'keeper', icon: <UserRoundPen size={15} aria-hidden />, label: t('keeper.set') }] : []),
    ...(spec.may.share ? [{ key: 'share', icon: spec.shared_at ? <EyeOff size={15} aria-hidden /> : <Eye size={15} aria-hidden />, label: t(spec.shared_at ? 'share.stop' : 'share.start') }] : []),
  ];
  const act = (key: string) => { if (key === 'keeper') setOpen('keeper'); else void share(!spec.shared_at).catch(bad); };
  return (
    <div className="spec">
      <Strip spec={spec} to={to} />
      <div className="row wrap g8 mt12 mb8">
        <Segmented value={part} onChange={(key) => clear({ part: key })} aria-label={t('parts')} options={parts.map((key) => ({ value: key, label: t(`part.${key}`) }))} />
        <span className="sp" />
        <span className="s13 t2 row g6">{t('keeper.label')}<Person value={spec.keeper?.name ?? spec.owner?.name} /></span>
        {more.length > 0 && <MenuDrop menu={{ items: more, onClick: (e) => act(e.key) }}><Button>{t('more')}</Button></MenuDrop>}
        {spec.may.update && part !== 'prototypes' && <Button icon={<Upload size={15} />} onClick={() => setOpen('import')}>{t('import.open')}</Button>}
        {spec.may.update && <Button type="primary" icon={<Plus size={15} />} onClick={() => setOpen('new')}>{t(`new.${part}`)}</Button>}
      </div>
      <Tables spec={spec} part={part} link={(id) => to({ ...Object.fromEntries([...params].filter(([k]) => k !== 'tab')), part, item: id })} onCreate={spec.may.update ? () => setOpen('new') : undefined} />
      {item && <Detail key={item} spec={spec} part={part} id={item} onClose={() => set('item', null)} />}
      {open === 'new' && <NewDialog spec={spec} part={part} onClose={close} />}
      {open === 'import' && <ImportDialog spec={spec} part={part} onClose={close} />}
      {open === 'keeper' && (
        <FormDialog
          open title={t('keeper.set')} initial={{ keeper_id: spec.keeper?.id ?? '' }} submitText={t('keeper.submit')} onCancel={close}
          fields={[{ name: 'keeper_id', label: t('keeper.label'), type: 'person', source: people, initialLabel: spec.keeper?.name, optional: true, help: t('keeper.help') }]}
          onSubmit={(values) => api.put(`/specifications/${spec.id}/keeper`, { keeper_id: values.keeper_id || null })}
          onDone={() => { close(); void refresh(); toast(t('done.keeper')); }}
        />
      )}
    </div>
  );
}

/** What is there and what is lacking; each figure opens the rows behind it. */
function Strip({ spec, to }: { spec: Specification; to: (values: Record<string, string>) => string }) {
  const { t } = useTranslation('requirements');
  const { live, tested, accepted, percent } = spec.coverage;
  const rows = (filter: string) => to({ part: 'requirements', filter });
  const waiting = (spec.states.draft ?? 0) + (spec.states.changed ?? 0);
  const failed = (spec.tests.failed ?? 0) + (spec.tests.blocked ?? 0);
  return (
    <Figures
      items={[
        { key: 'live', label: t('fig.live'), value: live, note: live ? t('fig.agreed', { count: spec.states.agreed ?? 0 }) : undefined, to: rows('state:nin:dropped') },
        { key: 'waiting', label: t('fig.waiting'), value: waiting, tone: waiting ? 'amber' : undefined, note: spec.states.changed ? t('fig.changed', { count: spec.states.changed }) : undefined, to: rows('state:in:draft,changed') },
        { key: 'no_test', label: t('fig.no_test'), value: live - tested, tone: live - tested ? 'amber' : undefined, to: rows('coverage:in:no_test') },
        { key: 'no_criterion', label: t('fig.no_criterion'), value: live - accepted, tone: live - accepted ? 'amber' : undefined, note: live ? t('fig.coverage', { percent }) : undefined, to: rows('coverage:in:no_criterion') },
        ...(spec.sees.includes(TEST_CASE) ? [{ key: 'tests', label: t('fig.passed'), value: spec.tests.passed ?? 0, note: failed ? t('fig.failed', { count: failed }) : spec.tests.never ? t('fig.never', { count: spec.tests.never }) : undefined, to: to({ part: 'tests' }) }] : []),
      ]}
    />
  );
}
