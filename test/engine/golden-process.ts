import { goldenFiles, goldenQuery } from './golden-query'

const [, dir, sink] = process.argv
void (sink === 'files' ? goldenFiles : goldenQuery)(dir, process.env).then(query => query.awaitTermination())
