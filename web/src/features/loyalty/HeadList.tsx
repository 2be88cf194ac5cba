import './loyalty.css';
import { Button } from 'antd';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { url } from '@/api/client';
import { DateText, Section, toast } from '@/ui';
import { count } from './Points';
import { saveContinuation, saveHeads, type Heads } from './proof';

const SHOWN = 10;
const attempt = (run: () => Promise<void>) => void run().catch((failure: unknown) => toast({ text: Problem.from(failure).message, tone: 'bad' }));

/** The signed heads, the keys, and what checks them: the same for the staff and for everybody. */
export function HeadList({ data }: { data: Heads }) {
  const { t } = useTranslation('proof');
  const [all, setAll] = useState(false);
  const newest = data.heads[0];
  const shown = all ? data.heads : data.heads.slice(0, SHOWN);
  return (
    <>
      <Section title={t('heads')} note={newest && <Button type="link" size="small" icon={<Download size={14} />} onClick={() => attempt(saveHeads)}>{t('save_heads')}</Button>}>
        {!newest && <p className="t3">{t('no_heads')}</p>}
        <ul className="lo-heads">
          {shown.map((head) => (
            <li key={head.number}>
              <span className="lo-head"><b className="num">#{head.number}</b><DateText value={head.at} as="stamp" /><span className="num t2">{t('entries', { count: head.size, shown: count(head.size) })}</span>
                {newest && head.number < newest.number && <Button size="small" type="link" onClick={() => attempt(() => saveContinuation(newest.number, head.number))}>{t('continuation', { number: newest.number })}</Button>}
              </span>
              <code>{head.root}</code>
            </li>
          ))}
        </ul>
        {data.heads.length > SHOWN && !all && <Button type="link" className="lo-add" onClick={() => setAll(true)}>{t('more', { count: data.heads.length - SHOWN })}</Button>}
      </Section>
      <Section title={t('keys')} note={t('keys_note')}>
        <ul className="lo-heads">
          {data.keys.map((key) => <li key={key.id}><span className="lo-head"><b>{key.id}</b><span className="t2">{t('since')} <DateText value={key.since} /></span>{key.number > 1 && !key.endorsed && <span className="amber">{t('unannounced')}</span>}</span><code>{key.public}</code></li>)}
        </ul>
      </Section>
      <Section title={t('check_yourself')}>
        <p className="t2 mb12">{t('check_text')}</p>
        <div className="row g12 wrap">
          <Button href={url('/points/verifiers/verify_points.html/content')} download="verify_points.html" icon={<Download size={14} />}>{t('in_browser')}</Button>
          <Button href={url('/points/verifiers/verify_points.py/content')} download="verify_points.py" icon={<Download size={14} />}>{t('in_python')}</Button>
        </div>
      </Section>
    </>
  );
}
