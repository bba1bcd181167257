export interface ServerPropertiesOf {
  readonly dataDir: string
  readonly port: number
  readonly controllerPort: number
  /** Further lines; further listeners come beside these, anything else takes the place of what is here. */
  readonly more: Readonly<Record<string, string>>
}

/** A one-node KRaft broker on the loopback address, as the text of its server.properties. */
export function serverProperties({ dataDir, port, controllerPort, more }: ServerPropertiesOf): string {
  const properties: Record<string, string> = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'listeners': `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': dataDir,
    'num.partitions': '4',
    'auto.create.topics.enable': 'false',
    'offsets.topic.num.partitions': '1',
    'offsets.topic.replication.factor': '1',
    'transaction.state.log.num.partitions': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    // How soon the cleaner looks again for something to compact: tests and the making of a tape wait for it.
    'log.cleaner.backoff.ms': '1000',
  }
  for (const [key, value] of Object.entries(more)) {
    properties[key] = /listeners$|protocol\.map$/.test(key) && key in properties ? `${properties[key]},${value}` : value
  }
  return Object.entries(properties).map(([key, value]) => `${key}=${value.replace(/\\/g, '\\\\')}\n`).join('')
}
