export * from '../../src/expr'
export { Instant, LocalDate } from '../../src/core/instant'
