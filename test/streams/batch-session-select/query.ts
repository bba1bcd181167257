import { sessionWindow } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP'>) => frame.select('user', sessionWindow('ts', '10 minutes'))
