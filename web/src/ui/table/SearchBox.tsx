import { Input, type InputRef } from 'antd';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';

const WAIT_MS = 250;

interface Props { value: string; onChange: (q: string) => void; label: string; placeholder?: string; inputRef: RefObject<InputRef | null> }

/** Searches 250 ms after the last letter, never in the middle of an input method's composition. */
export function SearchBox({ value, onChange, label, placeholder, inputRef }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const composing = useRef(false);
  const timer = useRef(0);
  const sent = useRef(value);

  // The address changed by another way (back, a view, 清空): show what is really searched.
  useEffect(() => { if (value !== sent.current) { sent.current = value; setText(value); } }, [value]);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const plan = (now: string, wait: number) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => { sent.current = now.trim(); onChange(now.trim()); }, wait);
  };
  return (
    <Input
      ref={inputRef} size="small" className="search" value={text} allowClear aria-label={label} placeholder={placeholder ?? t('table.search')} enterKeyHint="search"
      prefix={<Search size={14} color="var(--text3)" aria-hidden />}
      onChange={(e) => { setText(e.target.value); if (!composing.current) plan(e.target.value, WAIT_MS); }}
      onCompositionStart={() => { composing.current = true; window.clearTimeout(timer.current); }}
      onCompositionEnd={(e) => { composing.current = false; plan(e.currentTarget.value, WAIT_MS); }}
      onPressEnter={(e) => { if (!e.nativeEvent.isComposing) plan(e.currentTarget.value, 0); }}
    />
  );
}
