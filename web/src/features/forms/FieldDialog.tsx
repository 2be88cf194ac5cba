import { useTranslation } from 'react-i18next';
import { FormDialog, type Field, type Values } from '@/ui';
import { atField, saveFields, type Definition, type FieldDef, type Words } from './api';
import { ChoicesControl } from './ChoicesControl';
import { wordOf } from './words';

const TYPES: FieldDef['type'][] = ['text', 'long_text', 'number', 'amount', 'date', 'choice', 'several', 'yes_no', 'person', 'link', 'file', 'region', 'industry'];
const UNLISTED = ['long_text', 'file'];
const CHOOSING = ['choice', 'several'];
const BLANK: FieldDef = {
  key: '', type: 'text', zh: '', en: '', meaning_zh: '', meaning_en: '', rule_zh: '', rule_en: '', section: 'more', required: false, required_for: [], choices: [],
  minimum: null, maximum: null, max_length: null, listed: false, secret: false, removed: false, standard: false,
};

interface Props { resource: string; definition: Definition; field?: FieldDef; onClose: () => void; onDone: () => void }

/** One of the company's fields: made, or changed. What it is (type, secret) is fixed once it is in use. */
export function FieldDialog({ resource, definition, field, onClose, onDone }: Props) {
  const { t, i18n } = useTranslation('forms');
  const own = definition.fields.filter((f) => !f.standard);
  const place = field ? own.findIndex((f) => f.key === field.key) : own.length;
  const words = (items: readonly Words[]) => items.map((i) => ({ value: i.value, label: wordOf(i, i18n.language) }));
  const is = (...types: string[]) => (v: Values) => types.includes(String(v.type));
  const fields: Field[] = [
    { name: 'zh', label: t('field.zh'), type: 'text', maxLength: 40 },
    { name: 'en', label: t('field.en'), type: 'text', optional: true, maxLength: 80 },
    { name: 'type', label: t('field.type'), type: 'choice', choices: TYPES.map((v) => ({ value: v, label: t(`type.${v}`) })), disabled: Boolean(field), help: field ? t('type_fixed') : undefined },
    { name: 'choices', label: t('field.choices'), type: 'custom', visible: is(...CHOOSING), render: (control) => <ChoicesControl {...control} /> },
    { name: 'minimum', label: t('field.minimum'), type: 'number', optional: true, visible: is('number', 'amount') },
    { name: 'maximum', label: t('field.maximum'), type: 'number', optional: true, visible: is('number', 'amount') },
    { name: 'section', label: t('field.section'), type: 'choice', choices: words(definition.sections) },
    { name: 'required_for', label: t('field.required_for'), type: 'multichoice', optional: true, choices: words(definition.kinds), help: t('required_help') },
    { name: 'listed', label: t('field.listed'), type: 'switch', help: t('listed_help'), visible: (v) => !UNLISTED.includes(String(v.type)) && v.secret !== true },
    { name: 'secret', label: t('field.secret'), type: 'switch', help: t('secret_help'), disabled: Boolean(field) },
    { name: 'meaning_zh', label: t('field.meaning_zh'), type: 'textarea', optional: true, maxLength: 300, section: t('manual_part') },
    { name: 'rule_zh', label: t('field.rule_zh'), type: 'textarea', optional: true, maxLength: 300 },
    { name: 'meaning_en', label: t('field.meaning_en'), type: 'textarea', optional: true, maxLength: 300 },
    { name: 'rule_en', label: t('field.rule_en'), type: 'textarea', optional: true, maxLength: 300 },
  ];
  const start = field ?? BLANK;
  const submit = async (values: Values) => {
    const blank = (v: unknown) => (v === '' || v === null || v === undefined ? null : Number(String(v).replaceAll(',', '')));
    const now = { ...start, ...values, minimum: blank(values.minimum), maximum: blank(values.maximum), choices: CHOOSING.includes(String(values.type)) ? values.choices : [], required_for: values.required_for ?? [], listed: values.listed === true, secret: values.secret === true } as FieldDef;
    const all = own.map((f, i) => (i === place ? now : f));
    try {
      return await saveFields(resource, field ? all : [...own, now], definition.version);
    } catch (error) {
      throw atField(error, place);
    }
  };
  return (
    <FormDialog<Definition>
      open title={field ? t('edit_title', { name: field.zh }) : t('add')} fields={fields} initial={{ ...start }} submitText={field ? t('save') : t('add')} onCancel={onClose}
      onSubmit={submit} onDone={onDone}
    />
  );
}
