import { corr, covarPop, covarSamp, kurtosis, skewness, stddev, stddevPop, variance, varPop } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT, x DOUBLE'>) => frame
  .groupBy('user')
  .agg(stddev('n'), stddevPop('n'), variance('n'), varPop('n'), skewness('n'), kurtosis('n'), corr('n', 'x'), covarPop('n', 'x'), covarSamp('n', 'x'))
