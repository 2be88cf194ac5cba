import { Button, Select } from 'antd';
import { Flag, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useProject, type Project } from '@/features/projects/api';
import { useRefreshOf } from '@/lib/refresh';
import { DateText, EmptyState, ErrorState, FormDialog, MenuDrop, RecordSkeleton, toast } from '@/ui';
import { ALL, useBaselines, type Baseline, type Baselines } from './api';
import { CompareTable } from './CompareTable';
import { Scroll } from './Scroll';

const PLAN = 'plan';

export function BaselinesView({ id }: { id: string }) {
  const { t } = useTranslation('control');
  const query = useBaselines(id);
  const project = useProject(id);
  if (query.isPending || project.isPending) return <RecordSkeleton />;
  const error = query.error ?? project.error;
  if (error) return <ErrorState title={t('failed')} problem={Problem.from(error)} onRetry={() => { void query.refetch(); void project.refetch(); }} />;
  return query.data && project.data ? <View project={project.data} found={query.data} /> : null;
}

function View({ project, found }: { project: Project; found: Baselines }) {
  const { t } = useTranslation('control');
  const refresh = useRefreshOf(ALL);
  const [asked, setAsked] = useState<Baseline | 'new' | null>(null);
  const [sides, setSides] = useState<{ left?: string; right: string }>({ right: PLAN });
  const may = project.may.plan;
  const left = sides.left ?? found.current ?? found.items[0]?.id ?? '';
  const options = (other: string) => [{ value: PLAN, label: t('baseline.plan') }, ...found.items.map((b) => ({ value: b.id, label: b.name }))].filter((o) => o.value !== other);
  const run = async (act: () => Promise<unknown>, text: string, undo?: () => Promise<unknown>) => {
    try {
      await act();
      await refresh();
      toast({ text, undo: undo && (async () => { await undo(); await refresh(); }) });
    } catch (error) { toast({ text: Problem.from(error).message, tone: 'bad' }); await refresh(); }
  };
  const version = project.plan_version;
  const choose = (b: Baseline) => void run(() => api.post(`/baselines/${b.id}/choose`, {}, { version }), t('done.chosen', { name: b.name }));
  const remove = (b: Baseline) => void run(() => api.post(`/baselines/${b.id}/remove`), t('done.removed', { name: b.name }), () => api.post(`/baselines/${b.id}/restore`));
  const menu = (b: Baseline) => ({ items: [
    ...(b.id === found.current ? [] : [{ key: 'choose', label: t('baseline.choose'), onClick: () => choose(b) }]),
    { key: 'rename', label: t('baseline.rename'), onClick: () => setAsked(b) },
    ...(b.id === found.current ? [] : [{ key: 'remove', label: t('baseline.remove'), onClick: () => remove(b) }]),
  ] });
  const take = may && <Button type="primary" icon={<Plus size={15} />} onClick={() => setAsked('new')}>{t('baseline.take')}</Button>;
  return (
    <>
      <section className="ctl-pn">
        <div className="ctl-h"><h2 className="ct">{t('view.baselines')}</h2><span className="sp" />{take}</div>
        {found.items.length === 0 && <EmptyState title={t('baseline.none')} text={t('baseline.none_text')} />}
        {found.items.length > 0 && (
          <Scroll label={t('view.baselines')}>
            <table className="ctl-t">
              <caption className="sr">{t('view.baselines')}</caption>
              <thead><tr><th scope="col">{t('baseline.name')}</th><th scope="col">{t('baseline.taken')}</th><th scope="col" className="wide">{t('baseline.by')}</th><th scope="col">{t('baseline.finish')}</th><th scope="col" className="r wide">{t('baseline.tasks')}</th><th scope="col"><span className="sr">{t('baseline.acts')}</span></th></tr></thead>
              <tbody>
                {found.items.map((b) => (
                  <tr key={b.id}>
                    <th scope="row" className="nm" title={b.note || b.name}>{b.name}{b.id === found.current && <span className="near"><Flag size={12} aria-hidden /> {t('baseline.current')}</span>}{b.note && <span className="t3"> · {b.note}</span>}</th>
                    <td><DateText value={b.taken_at} as="stamp" /></td><td className="wide">{b.taken_by}</td><td><DateText value={b.finish} /></td><td className="r num wide">{b.count}</td>
                    <td className="r">{may && <MenuDrop menu={menu(b)}><Button size="small" type="text" aria-label={t('baseline.acts_of', { name: b.name })}>⋯</Button></MenuDrop>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
      </section>
      {found.items.length > 0 && (
        <section className="ctl-pn">
          <div className="ctl-h">
            <h2 className="ct">{t('compare.title')}</h2>
            <Select size="small" style={{ minWidth: 140 }} aria-label={t('compare.left')} value={left} options={options(sides.right)} onChange={(value) => setSides({ ...sides, left: value })} />
            <span className="t3">→</span>
            <Select size="small" style={{ minWidth: 140 }} aria-label={t('compare.right')} value={sides.right} options={options(left)} onChange={(value) => setSides({ left, right: value })} />
          </div>
          <CompareTable id={project.id} left={left} right={sides.right} mayExport={project.may.export} />
        </section>
      )}
      {asked && <NameDialog key={asked === 'new' ? 'new' : asked.id} project={project} asked={asked} onClose={() => setAsked(null)} onDone={(text) => { setAsked(null); void refresh(); toast(text); }} />}
    </>
  );
}

function NameDialog({ project, asked, onClose, onDone }: { project: Project; asked: Baseline | 'new'; onClose: () => void; onDone: (text: string) => void }) {
  const { t } = useTranslation('control');
  const fresh = asked === 'new';
  return (
    <FormDialog
      open title={t(fresh ? 'baseline.take' : 'baseline.rename')} submitText={t(fresh ? 'baseline.take' : 'save')} onCancel={onClose} version={project.plan_version}
      fields={[{ name: 'name', label: t('baseline.name'), type: 'text', maxLength: 60 }, { name: 'note', label: t('baseline.note'), type: 'text', maxLength: 200, optional: true, help: fresh ? t('baseline.take_help') : undefined }]}
      initial={fresh ? { name: '', note: '' } : { name: asked.name, note: asked.note }}
      onSubmit={(v, { version, idempotencyKey }) => (fresh ? api.post(`/projects/${project.id}/baselines`, { name: v.name, note: v.note ?? '' }, { version, idempotencyKey }) : api.patch(`/baselines/${asked.id}`, { name: v.name, note: v.note ?? '' }))}
      onDone={() => onDone(t(fresh ? 'done.taken' : 'done.renamed'))}
    />
  );
}
