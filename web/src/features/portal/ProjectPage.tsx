import { ChevronLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { usePortal, type Project } from './api';
import { ProjectFacts, Ring, Screen, Steps } from './parts';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('portal');
  const query = usePortal<Project>(`/portal/projects/${id}`, false);
  const name = query.data?.name ?? t('project');
  const heading = <div><Link to="/portal" className="pw-switch"><ChevronLeft size={18} aria-hidden />{t('home')}</Link><h1 className="pw-title m0">{name}</h1></div>;
  return (
    <Screen title={name} query={query} heading={heading}>
      {(project) => (
        <>
          <section className="pcard"><div className="row g16"><Ring percent={project.percent} /><ProjectFacts project={project} /></div>
            <div className="pw-line"><span className="t3">{t('planned')}</span><span className="num">{project.starts_on} — {project.planned_finish ?? '…'}</span></div>
          </section>
          <section className="pcard">
            <h2 className="pw-h mb12">{t('milestones')}</h2>
            {project.steps.length > 0 ? <Steps steps={project.steps} /> : <p className="t2">{t('no_milestones')}</p>}
          </section>
        </>
      )}
    </Screen>
  );
}
