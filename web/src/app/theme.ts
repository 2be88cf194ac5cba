import { theme, type ThemeConfig } from 'antd';

/** With the marks of the reader's language; see styles/tokens.css. */
const FONT = 'var(--font)';

const light = {
  primary: '#235A9F', link: '#235A9F', linkHover: '#1A4780', success: '#1E7547', warning: '#8A5800', error: '#B93A2B',
  text: '#1B1C1E', text2: '#55585E', text3: '#6A6D74', layout: '#F6F6F4', surface: '#FFFFFF', raised: '#FFFFFF',
  control: '#D9D9D5', line: '#E9E9E6', line2: '#EEEEEB', field: '#8C8F95', hover: '#F8F8F6', selected: '#EEF4FB', selectedHover: '#E7F0FA',
  outline: 'rgba(35,90,159,.22)', track: '#EFEFEC', trackOn: '#FFFFFF', rest: '#E9E9E6',
};
const dark: typeof light = {
  primary: '#2F6BB8', link: '#86B1EA', linkHover: '#A9C8F1', success: '#62C08E', warning: '#E0AC4E', error: '#F08A7C',
  text: '#ECEDEF', text2: '#B1B4BA', text3: '#8F939A', layout: '#0F1011', surface: '#18191B', raised: '#222326',
  control: '#3A3C41', line: '#2A2C2F', line2: '#26282B', field: '#6F737A', hover: '#1F2124', selected: '#1A2738', selectedHover: '#1E2D41',
  outline: 'rgba(134,177,234,.28)', track: '#222326', trackOn: '#3A3C41', rest: '#2A2C2F',
};

/** `still`: popups wait for the end of a movement to take their place, so where nothing may move they are told not to. */
export function makeTheme(isDark: boolean, still = false): ThemeConfig {
  const c = isDark ? dark : light;
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      motion: !still,
      colorPrimary: c.primary, colorInfo: c.primary, colorLink: c.link, colorLinkHover: c.linkHover,
      colorSuccess: c.success, colorWarning: c.warning, colorError: c.error,
      colorText: c.text, colorTextSecondary: c.text2, colorTextTertiary: c.text3, colorTextPlaceholder: c.text3,
      colorBgLayout: c.layout, colorBgContainer: c.surface, colorBgElevated: c.raised, colorBorder: c.control, colorBorderSecondary: c.line,
      borderRadius: 6, borderRadiusSM: 5, borderRadiusLG: 10, borderRadiusXS: 3,
      fontFamily: FONT, fontSize: 14, fontSizeSM: 12, fontSizeLG: 16, fontWeightStrong: 600,
      controlHeight: 32, controlHeightSM: 28, controlHeightLG: 40, controlOutline: c.outline, controlOutlineWidth: 3,
      boxShadow: isDark ? '0 4px 16px rgba(0,0,0,.5), 0 0 0 1px #34363A' : '0 4px 16px rgba(20,22,26,.10), 0 0 0 1px rgba(20,22,26,.05)',
      boxShadowSecondary: isDark ? '0 8px 28px rgba(0,0,0,.55), 0 0 0 1px #3A3C41' : '0 8px 28px rgba(20,22,26,.14), 0 0 0 1px rgba(20,22,26,.06)',
      motionDurationFast: '80ms', motionDurationMid: '140ms', motionDurationSlow: '200ms',
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', paddingInline: 12, contentFontSize: 14, contentFontSizeSM: 13 },
      Tabs: { horizontalItemPadding: '10px 0', horizontalItemGutter: 24, titleFontSize: 14, inkBarColor: c.link, itemSelectedColor: c.text, itemColor: c.text2, horizontalMargin: '0' },
      Segmented: { trackBg: c.track, itemSelectedBg: c.trackOn, trackPadding: 2 },
      Input: { colorBorder: c.field }, InputNumber: { colorBorder: c.field }, Select: { colorBorder: c.field }, DatePicker: { colorBorder: c.field },
      Steps: { iconSize: 24, iconSizeSM: 22 }, Progress: { remainingColor: c.rest },
      // The two greys of a switch that is off: without a name of their own they are too faint to be seen as a control.
      Switch: { colorTextQuaternary: c.field, colorTextTertiary: c.text3 },
      Checkbox: { borderRadiusSM: 4, colorBorder: c.field }, Radio: { colorBorder: c.field },
    },
  };
}
