import { Button } from 'antd';
import { ArrowLeft, Copy, RotateCw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '@/api/problem';
import { dayOf, timeOf } from '@/lib/dates';
import { Drawing } from './Drawing';

export interface ErrorStateProps {
  /** What did not work: "合同列表没有加载出来". */
  title: string;
  problem: Problem;
  onRetry?: () => void;
  onBack?: () => void;
  /** Where back leads; the start page unless said. */
  backText?: string;
  /** With the drawing, for a whole page; without it, for a panel. */
  full?: boolean;
  /** Below the ways out: why it is not there for this reader. */
  children?: ReactNode;
}

const KNOWN = new Set(['offline', 'timeout', 'client', 'not_found', 'forbidden']);

/** What did not work, what is safe, what to do; then what an administrator needs to find it. */
export function ErrorState({ title, problem, onRetry, onBack, backText, full = false, children }: ErrorStateProps) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const why = problem.detail || problem.title && problem.status > 0 && problem.title || t(`error.why.${KNOWN.has(problem.code) ? problem.code : 'server'}`);
  // What is not there will not come by asking again: the way out leads.
  const gone = problem.status === 404 || problem.status === 403;
  const stamp = `${dayOf(problem.at)} ${timeOf(problem.at)}`;
  const copy = () => {
    const text = [title, why, `${t('error.code')} ${problem.code}`, `${t('error.request')} ${problem.requestId || '—'}`, stamp, window.location.href, problem.title].join('\n');
    void navigator.clipboard.writeText(text).then(() => setCopied(true));
  };
  return (
    <div className={full ? 'empty' : 'empty panel'} role="alert">
      {full && <Drawing broken />}
      <h2 className={full ? 's20 w6' : 'w6'}>{title}</h2>
      <p className="t2 bal">{why}</p>
      {!gone && <p className="t2">{t('error.safe')}</p>}
      <div className="row g8 mt16">
        {onBack && <Button type={gone ? 'primary' : 'default'} icon={<ArrowLeft size={15} />} onClick={onBack}>{backText ?? t('error.home')}</Button>}
        {onRetry && !(gone && onBack) && <Button type={full ? 'primary' : 'default'} icon={<RotateCw size={15} />} onClick={onRetry}>{t('error.retry')}</Button>}
      </div>
      {children}
      <div className="trace">
        <span>{t('error.code')} <span className="num t2">{problem.code}</span></span>
        {problem.requestId && <span>{t('error.request')} <span className="num t2">{problem.requestId.slice(0, 13)}</span></span>}
        <span className="num">{stamp}</span>
        <Button size="small" type="text" icon={<Copy size={13} />} onClick={copy}>{copied ? t('error.copied') : t('error.copy')}</Button>
      </div>
    </div>
  );
}
