import { useTranslation } from 'react-i18next';
import { contentUrl } from '@/features/files/api';
import { DateText, MoneyFigure, Tag } from '@/ui';
import type { FieldDef } from './api';
import { wordOf } from './words';

/** A filled value as people read it. `name` is what a key is called. */
export function FactValue({ field, value, name }: { field: FieldDef; value: unknown; name?: string }) {
  const { t, i18n } = useTranslation('forms');
  if (value === null || value === undefined || value === '') return <span className="t3">—</span>;
  const text = String(value);
  const word = (v: string) => { const found = field.choices.find((c) => c.value === v); return found ? wordOf(found, i18n.language) : v; };
  switch (field.type) {
    case 'amount': return <MoneyFigure value={text} />;
    case 'number': return <span className="num">{Number(value).toLocaleString('en-US')}</span>;
    case 'date': return <DateText value={text} />;
    case 'choice': return <>{word(text)}</>;
    case 'several': return <span className="row wrap g4">{(value as string[]).map((v) => <Tag key={v}>{word(v)}</Tag>)}</span>;
    case 'yes_no': return <>{t(value === true ? 'yes' : 'no')}</>;
    case 'link': return <a href={text} target="_blank" rel="noreferrer noopener">{text}</a>;
    case 'file': return <a href={contentUrl(text)}>{name || t('file')}</a>;
    case 'person': case 'region': case 'industry': return <>{name || text}</>;
    case 'long_text': return <span className="fact-long">{text}</span>;
    default: return <>{text}</>;
  }
}
