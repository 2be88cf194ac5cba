import { useTranslation } from 'react-i18next';
import type { Definition } from '@/features/forms/api';
import { ChoicesControl } from '@/features/forms/ChoicesControl';
import { FormDialog, type Field, type Values } from '@/ui';
import { wordOf, type Purpose, type Question } from './api';

const TYPES: Question['type'][] = ['text', 'long_text', 'star', 'number', 'amount', 'date', 'choice', 'several', 'yes_no', 'link', 'region', 'industry'];
const CHOOSING = ['choice', 'several'];
const TEXTS = ['text', 'long_text'];
const BLANK: Question = {
  key: '', type: 'long_text', zh: '', en: '', meaning_zh: '', meaning_en: '', rule_zh: '', rule_en: '', section: '', required: false, required_for: [], choices: [],
  minimum: null, maximum: null, max_length: null, listed: false, secret: false, removed: false, standard: false, target: '',
};

/** One question. One that feeds a field takes the field's type and choices, so that what is answered fits. */
const PERSON = ['name', 'post', 'phone', 'email'];

export function QuestionDialog({ question, definition, purpose, onClose, onDone }: { question?: Question; purpose: Purpose; definition: Definition; onClose: () => void; onDone: (question: Question) => void }) {
  const { t, i18n } = useTranslation('interviews');
  const { t: types } = useTranslation('forms');
  const start = question ?? BLANK;
  const fed = [...definition.columns.map((f) => ({ key: f.key, field: f })), ...definition.fields.filter((f) => !f.removed && !f.secret).map((f) => ({ key: `facts.${f.key}`, field: f }))].filter(({ field }) => !['person', 'file'].includes(field.type));
  const of = (target: unknown) => fed.find((f) => f.key === target)?.field;
  const free = (v: Values) => { const field = of(v.target); return !field || TEXTS.includes(field.type); };
  const fields: Field[] = [
    { name: 'zh', label: t('question_zh'), type: 'text', maxLength: 200 },
    { name: 'en', label: t('question_en'), type: 'text', optional: true, maxLength: 200 },
    { name: 'target', label: t('target'), type: 'choice', optional: true, choices: [...(purpose === 'web' ? PERSON.map((name) => ({ value: `contact.${name}`, label: t(`contact.${name}`) })) : []), ...fed.map(({ key, field }) => ({ value: key, label: wordOf(field, i18n.language) }))], help: t('target_help') },
    { name: 'type', label: t('type'), type: 'choice', visible: free, choices: TYPES.map((v) => ({ value: v, label: v === 'star' ? t('type_star') : types(`type.${v}`) })) },
    { name: 'choices', label: types('field.choices'), type: 'custom', visible: (v) => free(v) && CHOOSING.includes(String(v.type)), render: (control) => <ChoicesControl {...control} /> },
    { name: 'required', label: t('required'), type: 'switch' },
    { name: 'meaning_zh', label: t('hint_zh'), type: 'text', optional: true, maxLength: 300 },
    { name: 'meaning_en', label: t('hint_en'), type: 'text', optional: true, maxLength: 300 },
  ];
  const made = (values: Values): Question => {
    const field = of(values.target);
    const type = (field && !TEXTS.includes(field.type) ? field.type : values.type ?? start.type) as Question['type'];
    const choices = field ? field.choices : CHOOSING.includes(type) ? values.choices as Question['choices'] : [];
    return { ...start, zh: String(values.zh ?? ''), en: String(values.en ?? ''), target: String(values.target ?? ''), type, choices, required: values.required === true, meaning_zh: String(values.meaning_zh ?? ''), meaning_en: String(values.meaning_en ?? '') };
  };
  return <FormDialog<Question> open title={question ? t('edit_question_title') : t('add_question')} fields={fields} initial={{ ...start }} submitText={question ? t('keep_question') : t('add_question')} onCancel={onClose} onSubmit={(values) => Promise.resolve(made(values))} onDone={onDone} />;
}
