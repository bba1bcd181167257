/**
 * Article: the three steps of the article this project began with: `parseLog`, `processStream`, `averageHourlyLogins`.
 *
 * The article's own code does not run: its `parseLog` returns columns its `processStream` does not read, and it averages
 * before it counts. What stands here is our reading of its columns: what each holds is said where it is made.
 *
 * May import: core, batch, formats, expr, connectors, plan, api.
 *
 * Invariant: each step is a plan over a frame and runs nothing; a row is taken out only by `parseLog`, which counts it.
 */
export { averageHourlyLogins } from './average-hourly-logins'
export { parseLog } from './parse-log'
export { NoWatermark, processStream, WindowNotInPeriods, type ProcessOptions } from './process-stream'
