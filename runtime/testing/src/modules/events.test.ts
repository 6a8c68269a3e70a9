import { expect, it } from 'vitest'
import { EventEmitter } from './events'

it('calls listeners in order, once where asked, and not after they are taken off', () => {
  const emitter = new EventEmitter()
  const heard: string[] = []
  const always = (word: string) => heard.push(`always ${word}`)
  const once = (word: string) => heard.push(`once ${word}`)
  emitter.on('say', always).once('say', once)
  expect(emitter.emit('say', 'a')).toBe(true)
  emitter.emit('say', 'b')
  emitter.off('say', always)
  expect(emitter.emit('say', 'c')).toBe(false)
  expect(heard).toEqual(['always a', 'once a', 'always b'])
  emitter.once('say', once)
  emitter.off('say', once)
  expect(emitter.listenerCount('say')).toBe(0)
})
