import { goldenQuery } from './golden-query'

void goldenQuery(process.argv[2], process.env).then(query => query.awaitTermination())
