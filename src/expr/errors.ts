import { defineError } from '../core/errors'

/** What Spark's ANSI mode throws, under its error classes. Each has a function that gives null instead. */
export const ArithmeticOverflow = defineError({ code: 'ARITHMETIC_OVERFLOW', fault: 'user' })
/** The same where two TINYINT or SMALLINT meet: Spark has a class of its own for these. */
export const BinaryArithmeticOverflow = defineError({ code: 'BINARY_ARITHMETIC_OVERFLOW', fault: 'user' })
export const DivideByZero = defineError({ code: 'DIVIDE_BY_ZERO', fault: 'user' })
export const RemainderByZero = defineError({ code: 'REMAINDER_BY_ZERO', fault: 'user' })
export const NumberOutOfRange = defineError({ code: 'NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION', fault: 'user' })
export const NumberBeyondAll = defineError({ code: 'NUMERIC_OUT_OF_SUPPORTED_RANGE', fault: 'user' })
export const CastInvalidInput = defineError({ code: 'CAST_INVALID_INPUT', fault: 'user' })
export const CastOverflow = defineError({ code: 'CAST_OVERFLOW', fault: 'user' })
export const InvalidArrayIndex = defineError({ code: 'INVALID_ARRAY_INDEX', fault: 'user' })
export const InvalidElementIndex = defineError({ code: 'INVALID_ARRAY_INDEX_IN_ELEMENT_AT', fault: 'user' })
export const InvalidIndexOfZero = defineError({ code: 'INVALID_INDEX_OF_ZERO', fault: 'user' })
export const CannotParseTimestamp = defineError({ code: 'CANNOT_PARSE_TIMESTAMP', fault: 'user' })
export const InvalidPattern = defineError({ code: 'INVALID_PATTERN', fault: 'user' })
export const InvalidParameter = defineError({ code: 'INVALID_PARAMETER_VALUE', fault: 'user' })

/** An interval that leaves its 64 bits of microseconds, or 32 of months; and where Spark names no way out. */
export const IntervalOverflow = defineError({ code: 'INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION', fault: 'user' })
export const IntervalBeyond = defineError({ code: 'INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION', fault: 'user' })
export const IntervalDividedByZero = defineError({ code: 'INTERVAL_DIVIDED_BY_ZERO', fault: 'user' })
export const IntervalUnmatched = defineError({ code: 'INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE', fault: 'user' })
export const IntervalUnmatchedOfTwo = defineError({ code: 'INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING', fault: 'user' })
export const IntervalParsing = defineError({ code: 'INVALID_INTERVAL_FORMAT.INTERVAL_PARSING', fault: 'user' })
export const InvalidExtractField = defineError({ code: 'INVALID_EXTRACT_FIELD', fault: 'user' })

const NumberRoundedOut = defineError({ code: 'NUMERIC_VALUE_OUT_OF_RANGE.WITHOUT_SUGGESTION', fault: 'user' })

/** For a DECIMAL that is rounded, and then has a digit more. */
export function roundedOut(name: string): () => never {
  return () => {
    throw new NumberRoundedOut(`${name}: a result is rounded to 34 digits, as in Spark, and then has more than its type holds`, { hint: 'Cast the column to a DECIMAL of fewer digits first.' })
  }
}

/** For a function of an interval that has no room for its result, where Spark names no way out. */
export function intervalBeyond(name: string): () => never {
  return () => {
    throw new IntervalBeyond(`${name}: an interval leaves the range of its type`, { hint: 'Keep such rows out with where.' })
  }
}

/** For a function whose result has no room in its type. */
export function overflowIn(name: string): () => never {
  return () => {
    throw new ArithmeticOverflow(`${name}: a result leaves the range of its type`, { hint: 'Cast the column to a wider type first.' })
  }
}
