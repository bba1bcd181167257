import { walk, type Expression } from '../../src/expr/expression'
import type { Answer } from './answer'
import type { Leniency } from './compare'
import { stepsOf, type Program, type Step } from './program'
import { wordsOf } from './text'

/** Where a difference from Spark is no fault: what it is about, why, and what of the comparison it takes away. */
export interface Deviation {
  readonly name: string
  readonly reason: string
  applies(program: Program, words: ReadonlySet<string>): boolean
  readonly lets: Partial<Leniency> | ((words: ReadonlySet<string>, program: Program) => Partial<Leniency>)
}

const FLOAT_SUMS = ['sum', 'avg', 'stddev', 'stddevPop', 'variance', 'varPop', 'skewness', 'kurtosis', 'corr', 'covarPop', 'covarSamp', 'percentile', 'percentiles', 'median']

const SQUARED = FLOAT_SUMS.slice(FLOAT_SUMS.indexOf('stddev'), FLOAT_SUMS.indexOf('percentile'))
const WITHOUT_UNIT = ['skewness', 'kurtosis', 'corr']

/** All of them, at most ten. */
export const deviations: readonly Deviation[] = [
  {
    name: 'order of sums', reason: 'Spark adds partial sums of doubles in an order of its own: 1e-9 of a double\'s size; of a skewness, kurtosis or correlation, which have no unit and are 0 where moments cancel, 1e-9 itself. Where squares leave all doubles it goes by the parts whether that is NaN.',
    applies: (_, words) => FLOAT_SUMS.some(fn => words.has(fn)),
    lets: (words, { sources }) => ({
      closeDoubles: true, within: WITHOUT_UNIT.some(fn => words.has(fn)) ? 1e-9 : 0,
      anyNaN: SQUARED.some(fn => words.has(fn)) && /e\+?(1[5-9]\d|[23]\d\d)/i.test(JSON.stringify(sources.map(one => one.batches))),
    }),
  },
  {
    name: 'order of collected values', reason: 'Spark leaves the order of collect_list and collect_set open: their arrays are compared as multisets.',
    applies: (_, words) => words.has('collectList') || words.has('collectSet'), lets: { looseArrays: true },
  },
  {
    name: 'input of what a query says twice', reason: 'Where two branches come to the same, Spark reads for one of them: numInputRows is not ours.',
    applies: ({ step }) => saysTwice(step), lets: { anyInputRows: true },
  },
  {
    name: 'input below a limit', reason: 'A limit lets Spark stop reading before a batch\'s end: numInputRows, event times and the watermark are of what it had read, and with the watermark a last batch without data.',
    applies: ({ mode }, words) => mode !== 'batch' && words.has('limit'), lets: { anyInputRows: true, anyEventTime: true },
  },
  {
    name: 'last digit of pow', reason: 'Java\'s StrictMath and JavaScript\'s Math differ in the last bit of some powers; of what is left of a division by one, that bit may be all.',
    applies: (_, words) => words.has('pow'), lets: (_, { step }) => ({ closeDoubles: true, ...(isPowInMod(step) && { within: Infinity }) }),
  },
  {
    name: 'nulls inside arrays', reason: 'Our types do not say whether an array or map holds nulls: what is taken from one is nullable here, where Spark may know better.',
    applies: (_, words) => ['array', 'split', 'collectList', 'collectSet', 'getItem', 'get', 'elementAt', 'tryElementAt', 'arrayContains'].some(fn => words.has(fn)), lets: { mayBeNullable: true },
  },
  {
    name: 'text of a FLOAT', reason: 'Java before 19 writes more digits than a FLOAT or DOUBLE needs; later ones write the shortest text, as we do.',
    applies: ({ sources, step }) => /FLOAT|DOUBLE/.test(JSON.stringify(sources.map(one => one.ddl))) || /"kind":"(float|double)"/.test(plainText([...stepsOf(step)].map(one => one.exprs))),
    lets: { closeTexts: true },
  },
]

export function leniencyOf(program: Program): Leniency {
  const words = new Set(wordsOf(program))
  return Object.assign(
    { closeDoubles: false, within: 0, anyNaN: false, closeTexts: false, looseArrays: false, mayBeNullable: false, anyInputRows: false, anyEventTime: false },
    ...deviations.filter(one => one.applies(program, words)).map(({ lets }) => (typeof lets === 'function' ? lets(words, program) : lets)),
  ) as Leniency
}

/** Whether two branches that gather rows are the same. */
function saysTwice(step: Step): boolean {
  const gathered = [...stepsOf(step)].filter(one => ['groupBy', 'distinct', 'dropDuplicates', 'join'].includes(one.op)).map(plainText)
  return new Set(gathered).size < gathered.length
}

function isPowInMod(step: Step): boolean {
  const calls = (of: Expression, fn: string): Expression[] => [...walk(of)].filter(one => one.kind === 'call' && one.fn === fn)
  return [...stepsOf(step)].some(one => one.exprs.some(of => calls(of, 'mod').some(mod => calls(mod, 'pow').length > 0)))
}

function plainText(of: unknown): string {
  return JSON.stringify(of, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}

/** What Spark calls what we call otherwise; the same refusal. */
const SAME: readonly (readonly [ours: RegExp, spark: RegExp])[] = [
  // Java's own exception, which Spark lets through.
  [/^ARITHMETIC_OVERFLOW$/, /^SPARK_ERROR: .*((long|integer) overflow|Rounding necessary)/],
  [/^INTERVAL_ARITHMETIC_OVERFLOW/, /^SPARK_ERROR: .*(overflow|out of range|not in range|infinite or NaN)/i],
  [/^INVALID_PATTERN$/, /^INCONSISTENT_BEHAVIOR_CROSS_VERSION\.DATETIME_|^INVALID_PARAMETER_VALUE\.PATTERN|^INVALID_DATETIME_PATTERN/],
  // Spark sees it when the first batch is planned.
  [/^_LEGACY_ERROR_TEMP_3102$/, /^_LEGACY_ERROR_TEMP_1181$/],
  [/^STREAM_FAILED$/, /^_LEGACY_ERROR_TEMP_3068$/],
  // A number read by a pattern: Spark finds out too late.
  [/^DATATYPE_MISMATCH$/, /^INTERNAL_ERROR: Cannot resolve the runtime replaceable expression/],
  [/^DATATYPE_MISMATCH$/, /^INVALID_EXTRACT_BASE_FIELD_TYPE|^CAST_WITHOUT_SUGGESTION/],
]

/** What a row's value makes fail. Which of two such errors comes first is the engine's own affair: it goes by rows, or by columns. */
const OF_A_ROW = /^(ARITHMETIC_OVERFLOW|INTERVAL_ARITHMETIC_OVERFLOW|INTERVAL_DIVIDED_BY_ZERO|DATETIME_OVERFLOW|DIVIDE_BY_ZERO|REMAINDER_BY_ZERO|CAST_INVALID_INPUT|CAST_OVERFLOW|NUMERIC_VALUE_OUT_OF_RANGE|NUMERIC_OUT_OF_SUPPORTED_RANGE|BINARY_ARITHMETIC_OVERFLOW|INVALID_ARRAY_INDEX|INVALID_INDEX_OF_ZERO|CANNOT_PARSE_TIMESTAMP|INVALID_PARAMETER_VALUE|INVALID_PATTERN|INVALID_DATETIME_PATTERN|INCONSISTENT_BEHAVIOR|SPARK_ERROR: .*([oO]verflow|infinite or NaN|rounded value is out of range))/

export function isOfARow({ failed }: Answer): boolean {
  return failed !== undefined && OF_A_ROW.test(failed)
}

/** What Spark says when it plans or begins its first batch, and we before it: a constant, or a row below, may fail first there. */
const AT_FIRST_BATCH = /^(_LEGACY_ERROR_TEMP_307[67]|STREAM_FAILED)$/

export function sameEnd(ours: Answer, spark: Answer): boolean {
  const [a, b] = [ours.failed!, spark.failed!]
  const said = b === 'SPARK_ERROR' || b === 'INTERNAL_ERROR' ? `${b}: ${spark.message}` : b
  return a === b || b.startsWith(`${a}.`) || (AT_FIRST_BATCH.test(a) && OF_A_ROW.test(said)) || SAME.some(([mine, theirs]) => mine.test(a) && theirs.test(said)) || (OF_A_ROW.test(a) && OF_A_ROW.test(said))
}

/** What we refuse and Spark does not, said by an error of its own: counted by its sentence, and no difference. */
const REFUSALS: readonly (readonly [code: string, sentence: RegExp, reason: string])[] = [
  ['NOT_SUPPORTED', /more than one aggregate in a streaming query/, 'a second aggregate of a stream'],
  ['NOT_SUPPORTED', /sliding window gives several rows/, 'a sliding window inside an expression'],
  ['NOT_SUPPORTED', /stream cannot be pivoted/, 'a pivoted stream'],
  ['NOT_SUPPORTED', /takes one window of time/, 'two windows of time in one select'],
]

/** Faults that Spark calls its own, counted by their name and no difference. */
const FAULTS: readonly (readonly [code: RegExp, sentence: RegExp, name: string, word?: string])[] = [
  [/^INTERNAL_ERROR/, /^/, 'sessions that Spark fails on with an INTERNAL_ERROR', 'sessionWindow'],
  [/^INTERNAL_ERROR/, /Cannot parse field value/, 'text that is no TIMESTAMP_NTZ in a JSON array that is no field'],
  [/^SPARK_ERROR$/, /EXPRESSION_DECODING_FAILED/, 'rows that Spark cannot hand to its own sink'],
  [/^SPARK_ERROR$/, /You hit a bug in Spark/, 'what Spark calls a bug of its own'],
]

export function faultOfSpark({ failed = '', message = '' }: Answer, program: Program): string | undefined {
  return FAULTS.find(([code, sentence, , word]) => code.test(failed) && sentence.test(message) && (word === undefined || wordsOf(program).includes(word)))?.[2]
}

const MOVED = /"watermark":"(?!1970-01-01T00:00:00.000Z)/

export function refusalOf({ failed, message }: Answer, spark: Answer): string | undefined {
  // Spark says it of the first batch whose watermark has moved, and some streams end before.
  if (failed === '_LEGACY_ERROR_TEMP_3076' && spark.failed === undefined && !MOVED.test(plainText(spark))) return 'a watermark above another, of a stream whose watermark never moved'
  return REFUSALS.find(([code, sentence]) => code === failed && sentence.test(message ?? ''))?.[2]
}
