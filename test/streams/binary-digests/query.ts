import { md5, sha1, sha2 } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'s STRING, b BINARY, n INT, l BIGINT, day DATE, ts TIMESTAMP, other DATE'>) => frame.select(md5('s').as('md5'), sha1('b').as('sha1'), sha2('s', 256).as('sha256'), sha2('b', 512).as('sha512'))
