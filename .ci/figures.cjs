// The figures of a run of jest's, and of a second run of the suites that failed in it.
//   figures.cjs --red <results>                    the suites that failed, a line each
//   figures.cjs <results> <again> <failures>       `N passed, N failed, N skipped`, alone on the last line
const { readFileSync } = require('node:fs')

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).testResults
  } catch {
    return undefined
  }
}
// A suite that failed to run has no tests of its own to count.
const failedOf = suite => suite.assertionResults.filter(one => one.status === 'failed').length || Number(suite.status === 'failed')
const count = (suites, ...statuses) => suites.flatMap(suite => suite.assertionResults).filter(one => statuses.includes(one.status)).length

if (process.argv[2] === '--red') {
  for (const suite of read(process.argv[3]) ?? []) if (failedOf(suite) > 0) console.log(suite.name)
} else {
  const [, , results, again, before] = process.argv
  const first = read(results)
  if (first === undefined) console.log('no test results')
  const second = new Map((read(again) ?? []).map(suite => [suite.name, suite]))
  const suites = (first ?? []).map(suite => second.get(suite.name) ?? suite)
  for (const [name, suite] of second) {
    const was = first.find(one => one.name === name)
    for (const { fullName } of was.assertionResults.filter(one => one.status === 'failed')) {
      console.log(`FAILED AT FIRST, ${failedOf(suite) > 0 ? 'and its suite again' : 'passed alone'}: ${name}: ${fullName}`)
    }
  }
  const passed = count(suites, 'passed')
  const failed = suites.reduce((sum, suite) => sum + failedOf(suite), Number(before) + Number(first === undefined))
  const skipped = count(suites, 'pending', 'todo', 'skipped', 'disabled')
  if (skipped > 0) console.log('FAILED: tests were skipped although every live part is required')
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
  process.exit(passed === 0 || failed > 0 || skipped > 0 ? 1 : 0)
}
