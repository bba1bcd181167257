export type { ListenerBus } from '../plan/listeners'
