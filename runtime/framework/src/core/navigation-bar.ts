/** The navigation bar as the chrome wants it, from a page's window configuration. */

export interface NavState {
  title: string
  backgroundColor: string
  frontColor: string
  style: 'default' | 'custom'
  loading: boolean
  homeButton: boolean
}

function text(value: unknown, fallback: string): string {
  return typeof value === 'string' && value !== '' ? value : fallback
}

export function navOf(window: Record<string, unknown>): NavState {
  return {
    title: text(window.navigationBarTitleText, ''),
    backgroundColor: text(window.navigationBarBackgroundColor, '#000000'),
    frontColor: window.navigationBarTextStyle === 'black' ? '#000000' : '#ffffff',
    style: window.navigationStyle === 'custom' ? 'custom' : 'default',
    loading: false,
    homeButton: window.homeButton === true,
  }
}
