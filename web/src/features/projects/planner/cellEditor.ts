import type { GanttStatic, InlineEditor } from 'dhtmlx-gantt';

export interface Cells {
  text: (id: string, column: string) => string;
  may: (id: string, column: string) => boolean;
  /** A sentence when what was typed can't be understood; else it is kept. */
  keep: (id: string, column: string, text: string) => string | null;
  label: (column: string) => string;
  done: () => void;
}

interface Column { name?: string | number }
const nameOf = (column: Column) => String(column.name ?? '');
const input = (node: HTMLElement) => node.querySelector('input');

const keysOf = new WeakMap<GanttStatic, (e: KeyboardEvent) => void>();

/** Call before the chart is drawn: then the library's own meaning of clicks and keys in cells is never set up. */
export function ownKeys(gantt: GanttStatic): void {
  const mapping = { init: () => undefined, onShow: (_editors: unknown, node: HTMLElement) => { node.onkeydown = (e) => keysOf.get(gantt)?.(e); }, onHide: () => undefined, destroy: () => undefined };
  gantt.ext.inlineEditors.setMapping(mapping as unknown as Parameters<typeof gantt.ext.inlineEditors.setMapping>[0]);
}

/** One editor for all cells: what is typed is read by us, and stays with its reason when it can't be. */
export function typedCells(gantt: GanttStatic, cells: Cells): () => void {
  const editors = gantt.ext.inlineEditors;
  let wrong: { id: string; column: string; text: string; why: string } | null = null;
  const editor: InlineEditor = {
    show: (_id, column, _config, node) => {
      const box = document.createElement('input');
      box.type = 'text';
      box.setAttribute('aria-label', cells.label(nameOf(column)));
      const cell = document.createElement('div');
      cell.setAttribute('role', 'cell');
      cell.append(box);
      node.replaceChildren(cell);
    },
    hide: () => undefined,
    set_value: (_value, id, column, node) => {
      const box = input(node);
      if (!box) return;
      box.value = cells.text(String(id), nameOf(column));
      if (wrong && wrong.id === String(id) && wrong.column === nameOf(column)) refuse(node, box, wrong);
      wrong = null;
    },
    get_value: (_id, _column, node) => input(node)?.value ?? '',
    is_changed: (_value, id, column, node) => (input(node)?.value ?? '').trim() !== cells.text(String(id), nameOf(column)),
    is_valid: (value, id, column) => {
      const why = cells.keep(String(id), nameOf(column), String(value));
      if (why === null) return true;
      wrong = { id: String(id), column: nameOf(column), text: String(value), why };
      // The library closes the cell now; it is opened again with what was typed.
      window.setTimeout(() => { if (wrong && gantt.isTaskExists(id)) editors.startEdit(id, nameOf(column)); }, 0);
      return false;
    },
    save: () => undefined,
    focus: (node) => { input(node)?.focus(); input(node)?.select(); },
  };
  gantt.config.editor_types = { ...gantt.config.editor_types, typed: editor };
  const onKey = (e: KeyboardEvent) => {
    if (e.isComposing || e.keyCode === 229) return;
    e.stopPropagation();
    if (e.key === 'Escape') { wrong = null; editors.hide(); cells.done(); }
    else if (e.key === 'Enter') { editors.save(); if (!wrong) cells.done(); }
    else if (e.key === 'Tab') { e.preventDefault(); step(e.shiftKey ? -1 : 1); }
  };
  keysOf.set(gantt, onKey);
  const step = (by: 1 | -1) => {
    const { id, columnName } = editors.getState() as { id: string | number | null; columnName: string };
    editors.save();
    if (wrong || !id) return;
    const names = gantt.config.columns.filter((c) => c.editor).map(nameOf);
    for (let at = names.indexOf(columnName) + by; at >= 0 && at < names.length; at += by) {
      const name = names[at] ?? '';
      if (cells.may(String(id), name)) { editors.startEdit(id, name); return; }
    }
    cells.done();
  };
  const held = editors.attachEvent('onBeforeEditStart', (state: { id: string | number; columnName: string }) => cells.may(String(state.id), state.columnName));
  return () => { keysOf.delete(gantt); editors.detachEvent(held); };
}

function refuse(node: HTMLElement, box: HTMLInputElement, { text, why }: { text: string; why: string }): void {
  box.value = text;
  box.setAttribute('aria-invalid', 'true');
  box.setAttribute('aria-describedby', 'g-why');
  const said = document.createElement('div');
  said.id = 'g-why';
  said.className = node.offsetLeft > 160 ? 'g-why g-why-right' : 'g-why';
  said.setAttribute('role', 'alert');
  said.textContent = why;
  node.append(said);
}
