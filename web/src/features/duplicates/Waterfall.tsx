import { useTranslation } from 'react-i18next';
import { phoneText } from '@/lib/phone';
import type { Waterfall as Told } from './api';

const WIDEST = 20;
const cell = (comparison: string, text: string) => (comparison === 'phone' ? text.split('、').map(phoneText).join('、') : text);

/** Why two dossiers are taken for one: what each comparison adds to the odds or takes from them, in bits, with the cells. */
export function Waterfall({ told, left, right }: { told: Told; left: string; right: string }) {
  const { t, i18n } = useTranslation('duplicates');
  const en = i18n.language.startsWith('en');
  const sign = (bits: number) => (bits > 0 ? `+${bits.toFixed(1)}` : bits.toFixed(1).replace('-', '−'));
  const bar = (bits: number) => ({ width: `${(50 * Math.min(Math.abs(bits), WIDEST)) / WIDEST}%`, ...(bits < 0 ? { right: '50%' } : { left: '50%' }) });
  const lines = [
    { key: 'prior', words: t('why.prior'), bits: told.prior_bits, left: '', right: '' },
    ...told.steps.map((s) => ({ key: s.comparison, words: en ? s.en : s.zh, bits: s.bits, left: cell(s.comparison, s.left), right: cell(s.comparison, s.right) })),
    { key: 'sum', words: t('why.sum'), bits: told.bits, left: '', right: '' },
  ];
  return (
    <table className="dup-why">
      <caption className="sr">{t('why.caption', { left, right })}</caption>
      <thead><tr><th scope="col">{t('why.what')}</th><th scope="col">{t('why.bits')}</th><th scope="col" aria-hidden /></tr></thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key} className={line.key === 'sum' ? 'w6' : undefined}>
            <th scope="row">{line.words}{(line.left || line.right) && <span className="dup-cells t3 s12">{line.left || '—'} ｜ {line.right || '—'}</span>}</th>
            <td className="num r">{sign(line.bits)}</td>
            <td className="dup-bar" aria-hidden>{Math.abs(line.bits) >= 0.05 && <i className={line.bits < 0 ? 'f-amber' : 'f-bar'} style={bar(line.bits)} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
