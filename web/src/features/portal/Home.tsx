import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '@/ui';
import { useContact, usePortal, type Home, type Project } from './api';
import { DueCard } from './DueCard';
import { ClientSwitch, ProjectFacts, Ring, Screen, Steps } from './parts';
import { PointsCard } from './PointsCard';

function greeting(hour: number): 'morning' | 'forenoon' | 'afternoon' | 'evening' {
  if (hour < 5) return 'evening';
  if (hour < 9) return 'morning';
  if (hour < 12) return 'forenoon';
  return hour < 18 ? 'afternoon' : 'evening';
}

export function Component() {
  const { t } = useTranslation('portal');
  const me = useContact();
  const query = usePortal<Home>('/portal/home');
  const words = t(`greet.${greeting(new Date().getHours())}`, { name: me.name });
  return (
    <Screen title={t('home')} query={query} heading={<div><h1 className="pw-title">{words}</h1><ClientSwitch /></div>}>
      {(home) => home.client ? <Cards home={home} /> : <EmptyState title={t('nobody')} text={t('nobody_text')} />}
    </Screen>
  );
}

function Cards({ home }: { home: Home }) {
  const { t } = useTranslation('portal');
  return (
    <>
      {home.projects.map((p) => <ProjectCard key={p.id} project={p} />)}
      {home.projects.length === 0 && <section className="pcard t2">{t('no_projects')}</section>}
      {home.money && <DueCard due={home.money} />}
      {home.points && <PointsCard points={home.points} />}
    </>
  );
}

function ProjectCard({ project }: { project: Project }) {
  return (
    <section className="pcard">
      <Link to={`/portal/projects/${project.id}`} className="row btw t1"><h2 className="pw-h">{project.name}</h2><ChevronRight size={18} color="var(--text3)" aria-hidden /></Link>
      <div className="row g16" style={{ margin: '10px 0 12px' }}><Ring percent={project.percent} /><ProjectFacts project={project} /></div>
      <Steps steps={project.steps} />
    </section>
  );
}
