import { setOperation } from '../../../src/plan/nodes/set-operation'
import { unionByName } from '../../../src/plan/nodes/union'
import { stepOf } from '../program'
import type { Operator } from './operator'

export const unionNamed: Operator = {
  name: 'unionByName', batch: 0.5, stream: 0.2,
  make: ({ rng, other }, below) => stepOf('unionByName', [below.step, other(below).step], [], { missing: rng.chance(0.5) }),
  build: ({ args }, [left, right]) => unionByName(left, right, args.missing === true),
}

function set(name: string, keeps: 'intersect' | 'except'): Operator {
  return {
    name, batch: 0.7, stream: 0.03,
    make: ({ rng, other }, below) => stepOf(name, rng.chance(0.5) ? [below.step, other(below).step] : [other(below).step, below.step], [], { all: rng.chance(0.4) }),
    build: ({ args }, [left, right]) => setOperation(left, right, keeps, args.all === true),
  }
}

export const intersectRows = set('intersect', 'intersect')
export const exceptRows = set('except', 'except')
