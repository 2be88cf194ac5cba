/** Where each province stands in the grid: [row, column] from the north-west. Roughly its direction from its neighbours; the squares
 * have no borders, no size and no coast, so they are no map in the sense of the rules for maps. */
export const TILES: Record<string, readonly [number, number]> = {
  '230000': [1, 7],
  '150000': [2, 5], '210000': [2, 6], '220000': [2, 7],
  '650000': [3, 1], '620000': [3, 2], '640000': [3, 3], '140000': [3, 4], '130000': [3, 5], '110000': [3, 6], '120000': [3, 7],
  '540000': [4, 1], '630000': [4, 2], '610000': [4, 3], '410000': [4, 4], '370000': [4, 5],
  '510000': [5, 2], '500000': [5, 3], '420000': [5, 4], '340000': [5, 5], '320000': [5, 6], '310000': [5, 7],
  '530000': [6, 2], '520000': [6, 3], '430000': [6, 4], '360000': [6, 5], '330000': [6, 6],
  '450000': [7, 4], '440000': [7, 5], '350000': [7, 6], '710000': [7, 7],
  '460000': [8, 4], '820000': [8, 5], '810000': [8, 6],
};

const STEPS: Record<string, readonly [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** The nearest square in the direction of an arrow key: the least sideways first, then the least ahead; none at the edge. */
export function neighbour(from: string, key: string): string | undefined {
  const step = STEPS[key];
  const at = TILES[from];
  if (!step || !at) return undefined;
  const found = Object.entries(TILES).map(([code, place]) => {
    const down = place[0] - at[0];
    const right = place[1] - at[1];
    const ahead = down * step[0] + right * step[1];
    const aside = Math.abs(down * step[1]) + Math.abs(right * step[0]);
    return { code, ahead, aside };
  }).filter((each) => each.ahead > 0 && each.aside <= each.ahead);
  found.sort((a, b) => (a.ahead + 2 * a.aside) - (b.ahead + 2 * b.aside));
  return found[0]?.code;
}

/** 0 (nothing) to 5 (the most), by the root of the share: few squares have most of all, and the others should differ too. */
export function shade(value: number, most: number): number {
  return value <= 0 || most <= 0 ? 0 : Math.max(1, Math.ceil(5 * Math.sqrt(value / most)));
}
