import './sales.css';
import { Button } from 'antd';
import { FileSignature, Pencil, Presentation } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { Problem } from '@/api/problem';
import { recordTabs } from '@/app/features';
import { allowed, useCan, useMe } from '@/app/session';
import { ClientTimeline } from '@/features/clients/ClientTimeline';
import { DateText, Details, FormDialog, LazyTab, MoneyExact, MoneyFigure, Person, RailSection, RecordGate, RecordPage, Section, StatusPill, toast } from '@/ui';
import { archive, OPPORTUNITY, reopen, restore, update, useOpportunity, useRefresh, useStages, type Opportunity } from './api';
import { LoseDialog, WinDialog } from './CloseDialogs';
import { editFields, sent, valuesOf } from './fields';
import { NextStepPanel } from './NextStepPanel';
import { StagePath } from './StagePath';
import { stageName } from './words';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('sales');
  const found = useOpportunity(id);
  return <RecordGate query={found} title={t('title')} failed={t('record_failed')} back={{ to: '/opportunities', label: t('title') }}>{(one) => <Record one={one} />}</RecordGate>;
}

function useFacts(one: Opportunity) {
  const { t, i18n } = useTranslation('sales');
  const end = one.status === 'won' ? one.won_on : one.status === 'lost' ? one.lost_on : null;
  return [
    { label: t('field.amount'), value: <MoneyFigure value={one.amount} /> },
    // What is won or lost is no longer likely or unlikely.
    ...(end ? [] : [
      { label: t('field.probability'), value: <span className="num">{one.probability}%{!one.probability_set && <span className="s12 t3"> {t('follows_stage')}</span>}</span> },
      { label: t('field.weighted'), value: <MoneyFigure value={one.weighted} /> },
    ]),
    { label: t('field.stage'), value: stageName(one.stage, i18n.language) },
    end
      ? { label: t(`ended.${one.status}`), value: <DateText value={end} /> }
      : { label: t('field.expected_on'), value: one.expected_on ? <span className="fact-due"><DateText value={one.expected_on} as="due" /></span> : <span className="t3">—</span> },
    { label: t('field.owner'), value: <Person value={one.owner?.name} /> },
  ];
}

function Record({ one }: { one: Opportunity }) {
  const { t } = useTranslation('sales');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const stages = useStages().data ?? [];
  const [open, setOpen] = useState<'edit' | 'lose' | 'win' | null>(null);
  const live = one.archived_at === null;
  const mayUpdate = useCan(OPPORTUNITY, 'update') && live;
  const mayArchive = useCan(OPPORTUNITY, 'archive');
  const mayWin = useCan(OPPORTUNITY, 'hold_kickoff') && live;
  const mayDraft = useCan('contracts.contract', 'create') && live;
  const maySeeClient = useCan('clients.client', 'view');
  const facts = useFacts(one);
  const me = useMe();
  const { t: nav } = useTranslation('nav');
  const extra = recordTabs(OPPORTUNITY, (resource) => allowed(me, resource)).map((tab) => ({ key: tab.key, label: nav(tab.labelKey), wide: true, content: <LazyTab><tab.component id={one.id} /></LazyTab> }));
  const bad = (e: unknown) => { const p = Problem.from(e); toast({ text: p.detail || t('failed_act'), tone: 'bad' }); void refresh(); };
  const back = async (now: { id: string; version: number }) => { await reopen(now).catch(bad); await refresh(); };
  const setArchived = async (now: boolean) => {
    await (now ? archive : restore)([one.id]);
    await refresh();
    toast(now ? { text: t('done.archived_single', { title: one.title }), undo: () => setArchived(false) } : t('done.restored', { title: one.title }));
  };
  const close = () => setOpen(null);
  const isOpen = one.status === 'open';
  const more = [
    ...(mayUpdate && isOpen ? [{ key: 'lose', label: t('lose.submit'), onClick: () => setOpen('lose') }] : []),
    ...(mayUpdate && !isOpen ? [{ key: 'reopen', label: t('reopen'), onClick: () => void back(one) }] : []),
    ...(mayUpdate ? [{ key: 'edit', label: t('edit'), onClick: () => setOpen('edit') }] : []),
    ...(mayArchive ? [{ key: 'archive', label: live ? t('archive') : t('restore'), onClick: () => void setArchived(live).catch(bad) }] : []),
  ];
  return (
    <>
      <RecordPage
        resource={OPPORTUNITY} id={one.id} title={one.title} back={{ to: '/opportunities', label: t('title') }} link={(id) => `/opportunities/${id}`}
        status={live ? <StatusPill state={`opportunity.${one.status}`} /> : <StatusPill state="client.archived" />}
        meta={[maySeeClient ? <Link to={`/clients/${one.client.id}`}>{one.client.name}</Link> : one.client.name, <span key="n" className="num">{one.number}</span>, one.department]}
        actions={
          <>
            {isOpen && mayDraft && one.contracted_on === null && <Button type="primary" icon={<FileSignature size={15} />} onClick={() => void navigate(`/contracts/new?opportunity=${one.id}`)}>{t('draft_contract')}</Button>}
            {isOpen && mayWin && one.contracted_on !== null && <Button type="primary" icon={<Presentation size={15} />} onClick={() => setOpen('win')}>{t('win.act')}</Button>}
            {mayUpdate && <Button icon={<Pencil size={15} />} onClick={() => setOpen('edit')}>{t('edit')}</Button>}
          </>
        }
        more={more} facts={facts} onEdit={mayUpdate ? () => setOpen('edit') : undefined}
        rail={<Rail one={one} />}
        tabs={[{
          key: 'overview', label: t('overview'),
          content: (
            <>
              <StagePath one={one} stages={stages} movable={mayUpdate && isOpen} />
              {isOpen && <NextStepPanel one={one} mayUpdate={mayUpdate} />}
              {maySeeClient && <Section title={t('timeline')}><ClientTimeline id={one.client.id} about={one.id} /></Section>}
            </>
          ),
        }, ...extra]}
      />
      {open === 'edit' && (
        <FormDialog<Opportunity>
          open title={t('edit_title')} fields={editFields(t)} initial={valuesOf(one)} version={one.version} submitText={t('save')} onCancel={close}
          fromRecord={(now) => sent(now as Record<string, unknown>)}
          onSubmit={(values, { version }) => update(one.id, version, sent(values))}
          onDone={() => { close(); void refresh(); toast(t('done.saved')); }}
        />
      )}
      {open === 'lose' && <LoseDialog one={one} onClose={close} onDone={(now) => { void refresh(); toast({ text: t('done.lost', { title: now.title }), undo: () => back(now) }); }} />}
      {open === 'win' && <WinDialog one={one} onClose={close} onDone={(now) => { void refresh(); toast({ text: t('done.won', { title: now.title }), undo: () => back(now) }); }} />}
    </>
  );
}

function Rail({ one }: { one: Opportunity }) {
  const { t } = useTranslation('sales');
  return (
    <RailSection title={t('about')}>
      <Details
        items={[
          { label: t('field.amount'), value: <MoneyExact value={one.amount} /> },
          { label: t('field.competitor'), value: one.competitor || null },
          { label: t('field.contracted_on'), value: one.contracted_on && <DateText value={one.contracted_on} /> },
          ...(one.status === 'lost' ? [{ label: t('col.lost_reason'), value: t(`reason.${one.lost_reason}`) }, { label: t('lose.what'), value: one.lost_text || null }] : []),
          { label: t('field.created_at'), value: <DateText value={one.created_at} /> },
          { label: t('field.updated'), value: <span><DateText value={one.updated_at} as="ago" /> {one.changed_by}</span> },
        ]}
      />
    </RailSection>
  );
}
