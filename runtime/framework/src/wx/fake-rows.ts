/** Rows of the table of members for tests, in the shape native code writes them. */

import type { Declaration } from './context'

export function row(name: string, more: Partial<Declaration> = {}): Declaration {
  return { name, kind: 'async', home: 'native', call: 'object', args: [], ...more }
}

export const ROWS: readonly Declaration[] = [
  row('request', {
    kind: 'task',
    object: 'RequestTask',
    args: [
      { name: 'url', type: 'string', required: true },
      { name: 'data', type: 'string | ArrayBuffer | IAnyObject' },
      { name: 'timeout', type: 'number', default: '60000' },
      { name: 'method', type: '"GET" | "POST"', default: 'GET' },
    ],
    result: ['data', 'statusCode'],
  }),
  row('RequestTask.abort', { kind: 'sync', call: 'none' }),
  row('RequestTask.onHeadersReceived', { kind: 'event', call: 'positional' }),
  row('RequestTask.offHeadersReceived', { kind: 'offEvent', call: 'positional' }),
  row('connectSocket', {
    kind: 'task',
    object: 'SocketTask',
    args: [{ name: 'url', type: 'string', required: true }],
  }),
  row('SocketTask.send', { args: [{ name: 'data', type: 'string | ArrayBuffer', required: true }] }),
  row('SocketTask.close', { args: [] }),
  row('SocketTask.onOpen', { kind: 'event' }),
  row('SocketTask.onMessage', { kind: 'event' }),
  row('SocketTask.onClose', { kind: 'event' }),
  row('SocketTask.onError', { kind: 'event' }),
  row('getStorage', { args: [{ name: 'key', type: 'string', required: true }], result: ['data'] }),
  row('setStorage', {
    args: [
      { name: 'key', type: 'string', required: true },
      { name: 'data', type: 'any' },
    ],
  }),
  row('getStorageSync', { kind: 'sync', call: 'positional', args: [{ name: 'key', type: 'string', required: true }] }),
  row('setStorageSync', {
    kind: 'sync',
    call: 'positional',
    args: [
      { name: 'key', type: 'string', required: true },
      { name: 'data', type: 'any' },
    ],
  }),
  row('getFileSystemManager', { kind: 'manager', object: 'FileSystemManager', call: 'none' }),
  row('FileSystemManager.readFile', { args: [{ name: 'filePath', type: 'string', required: true }], result: ['data'] }),
  row('FileSystemManager.readFileSync', {
    kind: 'sync',
    call: 'positional',
    args: [
      { name: 'filePath', type: 'string', required: true },
      { name: 'encoding', type: '"utf8"' },
    ],
  }),
  row('FileSystemManager.openSync', {
    kind: 'sync',
    call: 'object',
    args: [{ name: 'filePath', type: 'string', required: true }, { name: 'flag' }],
  }),
  row('createInnerAudioContext', { kind: 'manager', object: 'InnerAudioContext' }),
  row('InnerAudioContext', { kind: 'object', call: 'none', result: ['src', 'volume', 'duration'] }),
  row('InnerAudioContext.play', { kind: 'sync', call: 'none' }),
  row('InnerAudioContext.seek', {
    kind: 'sync',
    call: 'positional',
    args: [{ name: 'position', type: 'number', required: true }],
  }),
  row('InnerAudioContext.destroy', { kind: 'sync', call: 'none' }),
  row('InnerAudioContext.onTimeUpdate', { kind: 'event', call: 'positional' }),
  row('InnerAudioContext.onError', { kind: 'event', call: 'positional' }),
  row('onNetworkStatusChange', { kind: 'event', call: 'positional', result: ['isConnected'] }),
  row('offNetworkStatusChange', { kind: 'offEvent', call: 'positional' }),
  row('onAccelerometerChange', { kind: 'event', call: 'positional' }),
  row('startAccelerometer', {}),
  row('openSetting', { tap: true }),
  row('getUserProfile', { tap: true, args: [{ name: 'desc', type: 'string', required: true }] }),
  row('requestPayment', {}),
  row('getBatteryInfoSync', { kind: 'sync', call: 'none' }),
  row('faceDetect', { home: 'unsupported' }),
  row('getNFCAdapter', { home: 'unsupported', kind: 'manager', object: 'NFCAdapter' }),
  row('createInterstitialAd', { home: 'unsupported', kind: 'manager', object: 'InterstitialAd' }),
  row('InterstitialAd.show', { home: 'unsupported' }),
  row('InterstitialAd.onError', { home: 'unsupported', kind: 'event' }),
  row('isVKSupport', { home: 'unsupported', kind: 'sync' }),
  row('onBeaconUpdate', { home: 'unsupported', kind: 'event' }),
  row('cloud', { home: 'unsupported', kind: 'namespace' }),
  row('showToast', {
    home: 'logic',
    args: [
      { name: 'title', type: 'string', required: true },
      { name: 'duration', type: 'number', default: '1500' },
      { name: 'icon', type: '"none" | "success" | "error" | "loading"', default: 'success' },
      { name: 'image', type: 'string' },
      { name: 'mask', type: 'boolean', default: 'false' },
    ],
  }),
  row('showLoading', { home: 'logic', args: [{ name: 'title', type: 'string', required: true }] }),
  row('showModal', { home: 'logic', args: [{ name: 'title', type: 'string' }] }),
  row('showActionSheet', { home: 'logic', args: [{ name: 'itemList', type: 'string[]', required: true }] }),
  row('navigateTo', { home: 'logic', args: [{ name: 'url', type: 'string', required: true }], result: ['eventChannel'] }),
  row('redirectTo', { home: 'logic', args: [{ name: 'url', type: 'string', required: true }] }),
  row('switchTab', { home: 'logic', args: [{ name: 'url', type: 'string', required: true }] }),
  row('reLaunch', { home: 'logic', args: [{ name: 'url', type: 'string', required: true }] }),
  row('navigateBack', { home: 'logic', args: [{ name: 'delta', type: 'number', default: '1' }] }),
  row('setNavigationBarTitle', { home: 'logic', args: [{ name: 'title', type: 'string', required: true }] }),
  row('setTabBarBadge', {
    home: 'logic',
    args: [
      { name: 'index', type: 'number', required: true },
      { name: 'text', type: 'string', required: true },
    ],
  }),
  row('getSystemInfoSync', { home: 'logic', kind: 'sync', call: 'none' }),
  row('createVideoContext', { home: 'logic', kind: 'manager', object: 'VideoContext', call: 'positional' }),
  row('VideoContext.play', { home: 'logic', kind: 'sync', call: 'none' }),
  row('VideoContext.seek', {
    home: 'logic',
    kind: 'sync',
    call: 'positional',
    args: [{ name: 'position', type: 'number', required: true }],
  }),
  row('VideoContext.exitPictureInPicture', { home: 'logic' }),
  row('createCameraContext', { home: 'logic', kind: 'manager', object: 'CameraContext', call: 'none' }),
  row('CameraContext.takePhoto', { home: 'logic', args: [{ name: 'quality', type: 'string' }] }),
]
