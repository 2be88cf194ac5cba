import { Status } from '@/ui';
import type { Light } from './api';

/** A light is a glyph and a word: never colour alone. */
export const LightMark = ({ value }: { value: Light }) => <Status state={`light.${value}`} />;
