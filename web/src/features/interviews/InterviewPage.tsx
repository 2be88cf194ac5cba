import './interviews.css';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { DateText, Page, RecordGate, Status } from '@/ui';
import { useInterview, wordOf, type Interview } from './api';
import { Held } from './Held';
import { Holding } from './Holding';

/** One interview: held on a phone as well as at a desk; when it is finished, read, printed and written into the dossier. */
export function Component() {
  const { id = '' } = useParams();
  const { t, i18n } = useTranslation('interviews');
  const found = useInterview(id);
  return (
    <RecordGate query={found} title={t('title')} failed={t('failed')} back={{ to: '/interviews', label: t('title') }}>
      {(one) => (
        <Page title={wordOf(one.template, i18n.language)} back={{ to: `/clients/${one.client.id}?tab=interviews`, label: one.client.name }}>
          <div className="pad iv">
            <Head one={one} />
            {one.state === 'draft' && one.may.write ? <Holding key={one.id} one={one} /> : <Held one={one} />}
          </div>
        </Page>
      )}
    </RecordGate>
  );
}

function Head({ one }: { one: Interview }) {
  const { t } = useTranslation('interviews');
  return (
    <p className="s13 t2 row wrap g12 mb12">
      <Status state={`interview.${one.state}`} /><Link to={`/clients/${one.client.id}`}>{one.client.name}</Link>
      {one.contact && <span>{t('with', { name: one.contact.name })}</span>}<span>{t('by', { name: one.interviewer.name })}</span><DateText value={one.held_on} />
    </p>
  );
}
