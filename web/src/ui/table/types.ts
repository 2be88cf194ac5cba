import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export interface Choice { value: string; label: string }
export type FilterType = 'text' | 'choice' | 'person' | 'record' | 'number' | 'money' | 'date' | 'bool';
export interface FilterMeta { key: string; label: string; type: FilterType; ops: string[]; choices: Choice[] | null }
export interface ColumnMeta { key: string; label: string; type: string; sortable: boolean; sum: boolean; choices: Choice[] | null; /** Shown masked to this reader. */ masked: boolean }
/** GET /lists/<code>, in the reader's language. */
export interface ListMeta { code: string; title: string; default_sort: string; searchable: boolean; columns: ColumnMeta[]; filters: FilterMeta[]; /** Columns that field rules hide from the reader, and what he may not sort or filter by. */ left_out: string[]; closed: string[] }
export interface ListPage<R> { items: R[]; next: string | null; prev: string | null }
export interface ListSummary { count: number; capped: boolean; total: number; total_capped: boolean; sums: Record<string, string | number> | null }

/** region:in:32,33 */
export interface FilterValue { field: string; op: string; value: string }

export type ColumnType = 'text' | 'number' | 'money' | 'percent' | 'date' | 'ago' | 'person' | 'choice' | 'tags' | 'bool';

export interface Column<R> {
  /** Key of the row and of the list's column: sorting and export go by it. */
  key: string;
  title: string;
  /** Pixels; the first column, or the one that grows, takes what is left over. */
  width?: number;
  grow?: boolean;
  /** How `row[key]` is shown when there is no `render`; also decides the alignment. */
  type?: ColumnType;
  align?: 'left' | 'right';
  /** Beside the title in grey. Money has its own. */
  unit?: string;
  /** Only where the list says so too. */
  sort?: boolean;
  /** Off until the reader chooses it. */
  hidden?: boolean;
  /** No links in the first column: the table makes it one. */
  render?: (row: R) => ReactNode;
}

export interface Selection { ids: string[]; all: boolean; query: string; count: number }

export interface BulkAction {
  key: string;
  label: string;
  icon: LucideIcon;
  /** The selection is cleared when it resolves. */
  run: (selection: Selection) => void | Promise<unknown>;
}

export interface BuiltInView { key: string; name: string; query: string }
export interface SavedView { id: string; name: string; query: string; columns: string[] }
export interface PhoneRow { title: ReactNode; line?: ReactNode; state?: ReactNode; figure?: ReactNode; lead?: ReactNode }
export interface SumSpec { key: string; label: string; tone?: 'red' | 'amber' | 'green' }

/** Most ids are UUIDs; those of append-only rows are numbers. */
export interface RowBase { id: string | number }

export interface DataTableProps<R extends RowBase> {
  /** Code of the list: GET /<list>, /<list>/summary, /lists/<list>. */
  list: string;
  /** Where it lives when that is not /<list>. */
  path?: string;
  /** Code of the record; first part of every query key, so the stream refetches it. */
  resource: string;
  /** 客户; "clients". Said in counts. */
  noun: string;
  /** 个, 份, 张. Not said in English. */
  counter?: string;
  columns: Column<R>[];
  rowLink?: (row: R) => string;
  /** Names the row's checkbox and link to those who do not see it. */
  rowLabel: (row: R) => string;
  phoneRow: (row: R) => PhoneRow;
  defaultSort?: string;
  /** Always on and not shown: filter=client:in:<id> of a record's tab. */
  scope?: string[];
  views?: BuiltInView[];
  sums?: SumSpec[];
  bulk?: BulkAction[];
  empty: ReactNode;
  searchPlaceholder?: string;
  /** C. */
  onCreate?: () => void;
  /** Inside a record: no views, no density, grows with its rows. */
  embedded?: boolean;
  exportable?: boolean;
}
