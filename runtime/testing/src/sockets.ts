/** WebSockets and mini-programs that Rust runs for us. */

import { host, type HostOptions } from './host'

interface Listeners {
  message: (text: string) => void
  close: () => void
}

export interface Socket {
  send(text: string): void
  close(): void
}

interface Opening extends Listeners {
  opened: () => void
  failed: (error: Error) => void
  isOpen: boolean
}

const sockets = new Map<number, Opening>()
const launches = new Map<number, (endpoint: string, error: string) => void>()
let nextId = 1

export function openSocket(url: string, listeners: Listeners): Promise<Socket> {
  const id = nextId++
  return new Promise((resolve, reject) => {
    const socket = { send: (text: string) => host.sendText(id, text), close: () => host.closeSocket(id) }
    sockets.set(id, { ...listeners, opened: () => resolve(socket), failed: reject, isOpen: false })
    host.openSocket(id, url)
  })
}

export function socketEvent(id: number, event: string, text: string): void {
  const socket = sockets.get(id)
  if (socket === undefined) return
  switch (event) {
    case 'open':
      socket.isOpen = true
      socket.opened()
      break
    case 'message':
      socket.message(text)
      break
    default:
      sockets.delete(id)
      if (socket.isOpen) socket.close()
      else socket.failed(new Error(text))
  }
}

export interface StartedHost {
  endpoint: string
  end(): void
}

export function startHost(options: HostOptions): Promise<StartedHost> {
  const id = nextId++
  return new Promise((resolve, reject) => {
    launches.set(id, (endpoint, error) => {
      if (error === '') resolve({ endpoint, end: () => host.end(id) })
      else reject(new Error(error))
    })
    host.launch(id, JSON.stringify(options))
  })
}

export function launched(id: number, endpoint: string, error: string): void {
  const done = launches.get(id)
  launches.delete(id)
  done?.(endpoint, error)
}
