import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, BASE } from '@/api/client';
import type { Schema } from '@/api/types';
import { fetchFile } from '@/lib/exports';
import { figure, toFen } from '@/lib/money';
import { CLIENT } from './api';

export type Places = Schema<'PlacesOut'>;
export type Province = Schema<'ProvinceOut'>;
export type City = Schema<'CityOut'>;
type Figures = Schema<'PlaceFigures'>;
export type Measure = 'count' | 'contract_amount' | 'receivable';

export function usePlaces(query: string) {
  return useQuery({
    queryKey: [CLIENT, 'places', query],
    queryFn: ({ signal }) => api.get<Places>(`/clients/places${query && `?${query}`}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

export const exportPlaces = (query: string, name: string, language: string) => fetchFile(`${BASE}/clients/places/file${query && `?${query}`}`, `${name}.xlsx`, language);

/** As a number for lengths and shades; what is shown is made from the exact amount. */
export function sizeOf(figures: Figures, by: Measure): number {
  return by === 'count' ? figures.count : Number(toFen(figures[by] ?? '0.00'));
}

export const ranked = <T extends Figures>(items: readonly T[], by: Measure) => items.filter((i) => i.count > 0).sort((a, b) => sizeOf(b, by) - sizeOf(a, by) || b.count - a.count);

/** What a square has room for: 1,204; 3.70亿; 4349万. */
export function brief(figures: Figures, by: Measure, language: string, unit: (f: { unit: string; value: string }) => string): string {
  if (by === 'count') return figures.count.toLocaleString('en');
  const f = figure(figures[by] ?? '0.00', language);
  const short = (f.unit === 'wan' || f.unit === 'k' ? f.value.replace(/\.\d+$/, '') : f.value).replace(/,/g, '');
  return toFen(figures[by] ?? '0.00') === 0n ? '0' : unit({ unit: f.unit, value: short });
}

/** The list's query for the clients of a place, with the filters that are on. Where no city is known: in the province, in no city. */
export function listOf(query: string, place: { code: string } | null, province?: Province): string {
  const out = new URLSearchParams(query);
  if (!place) out.append('filter', 'region:empty:');
  else if (place.code) out.append('filter', `region:in:${place.code}`);
  else if (province) {
    out.append('filter', `region:in:${province.code}`);
    const known = province.cities.map((c) => c.code).filter(Boolean);
    if (known.length) out.append('filter', `region:nin:${known.join(',')}`);
  }
  return `/clients?${out.toString()}`;
}
