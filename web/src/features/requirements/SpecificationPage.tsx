import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useCan } from '@/app/session';
import { Page, RecordGate } from '@/ui';
import { useSpecification } from './api';
import { Panel } from './Panel';

/** A specification by itself: for whoever writes it before there is a project, and does not see the opportunity. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('requirements');
  const found = useSpecification(id);
  const sees = useCan('sales.opportunity', 'view');
  return (
    <RecordGate query={found} title={t('title')} failed={t('failed')} back={{ to: '/specifications', label: t('title') }}>
      {(one) => (
        <Page title={one.title} back={{ to: '/specifications', label: t('title') }}>
          <div className="pad">
            <p className="s13 t2 row wrap g12 mb12"><span>{one.client.name}</span>{sees ? <Link className="num" to={`/opportunities/${one.opportunity_id}`}>{one.number}</Link> : <span className="num">{one.number}</span>}</p>
            <Panel id={one.id} />
          </div>
        </Page>
      )}
    </RecordGate>
  );
}
