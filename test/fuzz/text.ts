import { toDdl, typeName, type DataType } from '../../src/core/data-type'
import type { Expression } from '../../src/expr/expression'
import { stepsOf, type Program, type Step } from './program'
import { textOf } from './compare'

/** A program for a reader: its operators from the source up, and its rows. */
export function programText({ mode, sources, step, conf }: Program): string {
  const rows = sources.map(({ ddl, form, batches }, i) => `  ${i}: ${ddl} (${form})${batches.map((lines, b) => `\n     ${b}: ${lines.join('\n        ')}`).join('')}`)
  return [`  ${stepText(step)}`, `  mode ${mode}${Object.keys(conf).length === 0 ? '' : ` ${JSON.stringify(conf)}`}`, ...rows].join('\n')
}

function stepText({ op, inputs, exprs, args }: Step): string {
  if (op === 'source') return `source${String(args.index)}`
  const own = [...exprs.map(expressionText), ...Object.entries(args).map(([key, value]) => `${key}=${JSON.stringify(value)}`)]
  return inputs.length === 1 ? `${stepText(inputs[0])}\n  .${op}(${own.join(', ')})` : `${op}(${inputs.map(stepText).join(' , ')}; ${own.join(', ')})`
}

interface TypedOptions { readonly type?: DataType; readonly schema?: DataType; readonly parsing?: unknown }

export function expressionText(of: Expression): string {
  switch (of.kind) {
    case 'column': return of.path
    case 'alias': return `${expressionText(of.child)} as ${of.name}`
    case 'literal': return of.value === null ? `null:${typeName(of.type)}` : ['string', 'int', 'boolean', 'double'].includes(of.type.kind) ? textOf(of.value).replace(/"#(.*)"/, '$1') : `${String(of.value)}:${typeName(of.type)}`
    case 'call': {
      const { type, schema, parsing: _, ...rest } = of.options as TypedOptions
      const more = [type && typeName(type), schema && (schema.kind === 'struct' ? toDdl(schema) : typeName(schema)), ...(Object.keys(rest).length === 0 ? [] : [JSON.stringify(rest)])].filter(one => one !== undefined)
      return `${of.fn}(${[...of.args.map(expressionText), ...more].join(', ')})`
    }
  }
}

/** The operators and functions that a program says. */
export function wordsOf(program: Program): string[] {
  const words = new Set<string>()
  const visit = (of: Expression): void => {
    if (of.kind === 'call') {
      words.add(of.fn)
      of.args.forEach(visit)
    }
    if (of.kind === 'alias') visit(of.child)
  }
  for (const step of stepsOf(program.step)) {
    if (step.op !== 'source') words.add(step.op === 'dropDuplicates' && step.args.within === true ? 'dropDuplicatesWithinWatermark' : step.op)
    step.exprs.forEach(visit)
  }
  return [...words]
}
