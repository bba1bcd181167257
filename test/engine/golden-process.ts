import { goldenQuery } from './golden-query'

void goldenQuery(process.argv[1], process.env).then(query => query.awaitTermination())
