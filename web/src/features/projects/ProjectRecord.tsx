import { Button, Segmented } from 'antd';
import { ChevronRight, Download, Upload } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { url } from '@/api/client';
import { recordTabs } from '@/app/features';
import { allowed, useCan, useSession } from '@/app/session';
import { TemplateMenu } from '@/features/wbs/TemplateMenu';
import { usePhone } from '@/lib/useMedia';
import { LazyTab, MenuDrop, Page, RecordGate, RecordSkeleton } from '@/ui';
import { AcceptanceTab } from './AcceptanceTab';
import { PROJECT, useProject, type Project } from './api';
import { Files } from './Files';
import { Specification } from './Specification';
import { ImportDialog } from './ImportDialog';
import { OverviewTab } from './OverviewTab';
import './projects.css';

const Planner = lazy(() => import('./planner/Planner').then((m) => ({ default: m.Planner })));

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('projects');
  const query = useProject(id);
  return <RecordGate query={query} title={t('title')} failed={t('failed')} back={{ to: '/projects', label: t('title') }}>{(project) => <Record project={project} />}</RecordGate>;
}

function Record({ project }: { project: Project }) {
  const { t } = useTranslation('projects');
  const [params, setParams] = useSearchParams();
  const [importing, setImporting] = useState(false);
  const phone = usePhone();
  const seesLevelTwo = useCan('requirements.specification', 'view');
  const { t: nav } = useTranslation('nav');
  const { me } = useSession();
  const extra = recordTabs(PROJECT, (resource) => allowed(me, resource));
  const tabs = ['overview', 'plan', ...extra.map((one) => one.key), ...(seesLevelTwo ? ['specification'] : []), ...(Files ? ['files'] : []), 'acceptance'];
  const tab = tabs.includes(params.get('tab') ?? '') ? (params.get('tab') ?? '') : 'overview';
  const show = (key: string) => setParams((old) => { const now = new URLSearchParams(old); if (key === 'overview') now.delete('tab'); else now.set('tab', key); return now; }, { replace: true });
  const wordOf = (key: string) => { const added = extra.find((one) => one.key === key); return added ? nav(added.labelKey) : t(`tab.${key}`); };
  const switcher = <Segmented value={tab} onChange={show} aria-label={t('tab.label')} options={tabs.map((key) => ({ value: key, label: wordOf(key) }))} block={phone} />;
  const file = (format: string) => url(`/projects/${project.id}/schedule/file`, { format });
  const actions = (
    <>
      {!phone && switcher}
      {tab === 'plan' && !phone && <TemplateMenu project={project} />}
      {project.may.plan && !phone && <Button icon={<Upload size={15} />} onClick={() => setImporting(true)}>{t('import.open')}</Button>}
      {project.may.export && !phone && (
        <MenuDrop menu={{ items: [{ key: 'mspdi', label: <a href={file('mspdi')}>{t('export.mspdi')}</a> }, { key: 'xlsx', label: <a href={file('xlsx')}>{t('export.xlsx')}</a> }] }}>
          <Button icon={<Download size={15} />}>{t('export.open')}</Button>
        </MenuDrop>
      )}
    </>
  );
  return (
    <Page title={project.name} crumb={<span className="row g6 min0"><Link to="/projects">{t('title')}</Link><ChevronRight size={14} aria-hidden /><h1 className="el">{project.name}</h1></span>} actions={actions}>
      {phone && <div className="pl-tabs">{switcher}</div>}
      {tab === 'overview' && <OverviewTab project={project} />}
      {tab === 'plan' && <Suspense fallback={<RecordSkeleton />}><Planner id={project.id} onImport={() => setImporting(true)} /></Suspense>}
      {tab === 'files' && Files && <div className="pad"><Suspense fallback={null}><Files resource="projects.project" objectId={project.id} /></Suspense></div>}
      {tab === 'specification' && <div className="pad"><Suspense fallback={null}><Specification opportunity={project.opportunity_id} /></Suspense></div>}
      {extra.map((one) => one.key === tab && <LazyTab key={one.key}><one.component id={project.id} /></LazyTab>)}
      {tab === 'acceptance' && <AcceptanceTab project={project} />}
      {importing && <ImportDialog project={project} onClose={() => setImporting(false)} />}
    </Page>
  );
}
