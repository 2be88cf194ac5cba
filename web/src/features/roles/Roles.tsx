import './roles.css';
import { Button } from 'antd';
import { Plus, ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { Bone, ErrorState, Page } from '@/ui';
import { nameOf, ROLE, useDuties, useMatrix, useRole } from './api';
import { NewRole } from './dialogs';
import { Editor } from './Editor';

/** Every role with what it may do; one is open beside the list. */
export function Component() {
  const { code = '' } = useParams();
  const { t, i18n } = useTranslation('roles');
  const navigate = useNavigate();
  const matrix = useMatrix();
  const roles = matrix.data?.roles ?? [];
  const chosen = code || (roles[0]?.code ?? '');
  const role = useRole(chosen);
  const mayUpdate = useCan(ROLE, 'update');
  const [adding, setAdding] = useState(false);
  const met = (useDuties().data ?? []).filter((d) => d.people.length > 0).length;
  const failed = matrix.isError ? matrix : role.isError ? role : null;
  return (
    <Page title={t('title')} actions={<>
      <Link className="row g6 duties-link" to="/roles/duties"><ShieldAlert size={15} aria-hidden />{t('duties.link', { count: met })}</Link>
      {mayUpdate && <Button type="primary" icon={<Plus size={15} />} onClick={() => setAdding(true)}>{t('new')}</Button>}
    </>}>
      {failed && <ErrorState title={t('failed')} problem={Problem.from(failed.error)} onRetry={() => void failed.refetch()} />}
      {!failed && (
        <div className="roles">
          <nav className="roles-list" aria-label={t('title')}>
            {matrix.isPending && <Bone height={320} />}
            <ul>
              {roles.map((r) => (
                <li key={r.code}>
                  <Link to={`/roles/${r.code}`} className={r.code === chosen ? 'on' : ''} aria-current={r.code === chosen ? 'page' : undefined}>
                    <span className="el">{nameOf(r, i18n.language)}</span>
                    {r.changed && <span className="s12 amber nw">{t('changed')}</span>}
                    <span className="num t3 s12" title={t('people_count', { count: r.people })}>{r.people}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          {role.data && matrix.data
            ? <Editor key={`${role.data.code}:${role.data.version}`} role={role.data} items={matrix.data.resources} mayUpdate={mayUpdate && !role.data.fixed} />
            : <div className="pad grow" aria-hidden><Bone height={400} /></div>}
        </div>
      )}
      {adding && <NewRole roles={roles.filter((r) => !r.fixed)} onClose={() => setAdding(false)} onDone={(made) => { setAdding(false); void navigate(`/roles/${made}`); }} />}
    </Page>
  );
}
